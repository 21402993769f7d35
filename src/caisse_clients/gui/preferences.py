"""What the window remembers of one person on one machine: geometry, column widths, appearance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """A small INI file. Losing it loses comfort, never data; an unreadable value counts as absent."""

    def __init__(self, fichier: Path, utilisateur: str = "") -> None:
        self._reglages = QSettings(str(fichier), QSettings.Format.IniFormat)
        self._prefixe = f"{utilisateur}/" if utilisateur else ""

    def etat(self, cle: str) -> QByteArray | None:
        """Return a saved geometry or header state."""
        valeur: Any = self._reglages.value(self._prefixe + cle)
        return valeur if isinstance(valeur, QByteArray) else None

    def garder_etat(self, cle: str, valeur: QByteArray) -> None:
        """Save a geometry or header state."""
        self._reglages.setValue(self._prefixe + cle, valeur)

    def texte(self, cle: str, defaut: str = "") -> str:
        """Return a saved word (``apparence`` = ``clair`` or ``sombre``…)."""
        valeur: Any = self._reglages.value(self._prefixe + cle)
        return valeur if isinstance(valeur, str) else defaut

    def garder_texte(self, cle: str, valeur: str) -> None:
        """Save a word."""
        self._reglages.setValue(self._prefixe + cle, valeur)

    def enregistrer(self) -> None:
        """Write the file now; a read-only directory is not an error worth a message."""
        self._reglages.sync()
