"""Outils > Importer des clients: see ``assistant_import``."""

from __future__ import annotations

from typing import ClassVar

from caisse_clients.gui.assistant_import import EcranImport
from caisse_clients.gui.presentateurs.imports import CLIENTS, Sorte


class EcranImportClients(EcranImport):
    """The customers of another software."""

    nom: ClassVar[str] = "import_clients"
    titre: ClassVar[str] = CLIENTS.titre
    sorte: ClassVar[Sorte] = CLIENTS
