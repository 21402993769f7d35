"""Outils > Importer des comptes: see ``assistant_import``."""

from __future__ import annotations

from typing import ClassVar

from caisse_clients.gui.assistant_import import EcranImport
from caisse_clients.gui.presentateurs.imports import COMPTES, Sorte


class EcranImportComptes(EcranImport):
    """The open accounts of the old till, numbers on vouchers included."""

    nom: ClassVar[str] = "import_comptes"
    titre: ClassVar[str] = COMPTES.titre
    sorte: ClassVar[Sorte] = COMPTES
