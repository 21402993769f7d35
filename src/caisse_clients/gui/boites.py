"""The only place with message boxes, file choosers and the print dialog; tests answer in advance.

Screens receive a ``Boites`` and never open a box of their own (ruff bans the classes elsewhere).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget


_AVANT_UN_SIGNE = re.compile(r"(?<=«) | (?=[?!:;»€%])")
_NUMERO = re.compile(r"\b[A-Z]{2}(?:-[A-Z0-9]+)+\b")


class Reponse(Enum):
    """What the user answered to a question."""

    OUI = auto()
    NON = auto()


class Boites(Protocol):
    """What a screen may ask the user outside its own form."""

    def informer(self, parent: QWidget | None, titre: str, texte: str) -> None:
        """Tell something that needs no decision."""

    def avertir(self, parent: QWidget | None, titre: str, texte: str) -> None:
        """Tell a refusal or a failure of the world, in one sentence that says what to do."""

    def signaler_panne(self, parent: QWidget | None, titre: str, texte: str, details: str) -> None:
        """Tell that we failed; ``details`` can be copied for the report."""

    def confirmer(
        self, parent: QWidget | None, titre: str, texte: str, *, oui: str = "Oui", non: str = "Non"
    ) -> Reponse:
        """Ask a yes or no; closing the box is a no, and no is the default."""

    def choisir_fichier_a_ouvrir(self, parent: QWidget | None, titre: str, filtres: str) -> Path | None:
        """Ask for an existing file; None when given up. ``filtres`` as ``"CSV (*.csv);;Excel (*.xlsx)"``."""

    def choisir_fichier_a_enregistrer(
        self, parent: QWidget | None, titre: str, nom_propose: str, filtres: str
    ) -> Path | None:
        """Ask where to save (overwriting is confirmed); None when given up."""

    def choisir_dossier(self, parent: QWidget | None, titre: str) -> Path | None:
        """Ask for an existing folder that will receive several files; None when given up."""

    def imprimer(self, parent: QWidget | None, titre: str, dessiner: Callable[[QPrinter], None]) -> bool:
        """Let the user choose a printer, then call ``dessiner`` with it; False when given up."""


class BoitesQt:
    """The real boxes, in French. Their classes are loaded at first use: the window paints without them."""

    def informer(self, parent: QWidget | None, titre: str, texte: str) -> None:
        """Tell something that needs no decision."""
        self._montrer(parent, "Information", titre, texte)

    def avertir(self, parent: QWidget | None, titre: str, texte: str) -> None:
        """Tell a refusal or a failure of the world."""
        self._montrer(parent, "Warning", titre, texte)

    def signaler_panne(self, parent: QWidget | None, titre: str, texte: str, details: str) -> None:
        """Tell that we failed, with the details folded."""
        self._montrer(parent, "Critical", titre, texte, details)

    def confirmer(
        self, parent: QWidget | None, titre: str, texte: str, *, oui: str = "Oui", non: str = "Non"
    ) -> Reponse:
        """Ask a yes or no; Esc and the window's cross are a no."""
        from PySide6.QtWidgets import QMessageBox

        boite = QMessageBox(QMessageBox.Icon.Question, titre, en_lignes(texte), parent=parent)
        boite.setTextFormat(Qt.TextFormat.PlainText)  # a name may look like HTML
        bouton_oui = boite.addButton(oui, QMessageBox.ButtonRole.YesRole)
        bouton_non = boite.addButton(non, QMessageBox.ButtonRole.NoRole)
        boite.setDefaultButton(bouton_non)
        boite.setEscapeButton(bouton_non)
        boite.exec()
        return Reponse.OUI if boite.clickedButton() is bouton_oui else Reponse.NON

    def choisir_fichier_a_ouvrir(self, parent: QWidget | None, titre: str, filtres: str) -> Path | None:
        """Ask for an existing file."""
        from PySide6.QtWidgets import QFileDialog

        chemin, _ = QFileDialog.getOpenFileName(parent, titre, "", filtres)
        return Path(chemin) if chemin else None

    def choisir_fichier_a_enregistrer(
        self, parent: QWidget | None, titre: str, nom_propose: str, filtres: str
    ) -> Path | None:
        """Ask where to save; the extension of the chosen filter is added when none is typed."""
        from PySide6.QtWidgets import QFileDialog

        chemin, filtre = QFileDialog.getSaveFileName(parent, titre, nom_propose, filtres)
        if not chemin:
            return None
        fichier = Path(chemin)
        suffixe = filtre.rpartition("*")[2].rstrip(")") if "*." in filtre else ""
        return fichier if fichier.suffix else fichier.with_name(fichier.name + suffixe)

    def choisir_dossier(self, parent: QWidget | None, titre: str) -> Path | None:
        """Ask for an existing folder."""
        from PySide6.QtWidgets import QFileDialog

        dossier = QFileDialog.getExistingDirectory(parent, titre)
        return Path(dossier) if dossier else None

    def imprimer(self, parent: QWidget | None, titre: str, dessiner: Callable[[QPrinter], None]) -> bool:
        """Open the system's print dialog; QtPrintSupport is loaded at the first print only."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        imprimante = QPrinter(QPrinter.PrinterMode.HighResolution)
        imprimante.setDocName(titre)
        dialogue = QPrintDialog(imprimante, parent)
        dialogue.setWindowTitle(titre)
        if dialogue.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        dessiner(imprimante)
        return True

    def _montrer(self, parent: QWidget | None, icone: str, titre: str, texte: str, details: str = "") -> None:
        from PySide6.QtWidgets import QMessageBox

        boite = QMessageBox(QMessageBox.Icon[icone], titre, en_lignes(texte), parent=parent)
        boite.setTextFormat(Qt.TextFormat.PlainText)
        boite.addButton("Fermer", QMessageBox.ButtonRole.AcceptRole)
        if details:
            boite.setDetailedText(details)
        boite.exec()


def en_lignes(texte: str) -> str:
    """Return ``texte`` such that no line starts with « ? » and no number of a pièce is cut at its hyphens."""
    sans_coupe = _NUMERO.sub(lambda numero: numero[0].replace("-", "\N{NON-BREAKING HYPHEN}"), texte)
    return _AVANT_UN_SIGNE.sub("\N{NO-BREAK SPACE}", sans_coupe)
