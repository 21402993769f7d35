"""The preview window of every document: receipt, printed grid, history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.boites import Boites
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import LanceurDeLectures
from caisse_clients.gui.widgets.apercu_pdf import ApercuPdf
from caisse_clients.gui.widgets.erreurs import BandeauErreur


class DialogueApercu(Dialogue):
    """Shows a PDF; F2 prints, Ctrl+S saves, Esc closes. ``apercu`` is the widget, for who wants its signals."""

    portee: ClassVar[str] = "dialogueApercu"

    def __init__(
        self,
        taches: LanceurDeLectures,
        boites: Boites,
        parent: QWidget | None = None,
        *,
        pdf: bytes,
        titre: str,
        nom_propose: str,
    ) -> None:
        super().__init__(boites, parent)
        self.setWindowTitle(titre)
        self.apercu = ApercuPdf(taches, boites, self.corps)
        self._bandeau = BandeauErreur(self.corps)
        pile = QVBoxLayout(self.corps)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(0)
        pile.addWidget(self._bandeau)
        pile.addWidget(self.apercu, 1)
        self.apercu.echec.connect(lambda erreur: self._bandeau.montrer(message_de(erreur)))
        self.apercu.enregistre.connect(lambda chemin: self._bandeau.montrer(f"Enregistré : {chemin}", Gravite.SUCCES))
        self.apercu.imprime.connect(
            lambda _pages: self._bandeau.montrer("Document envoyé à l'imprimante.", Gravite.SUCCES)
        )
        self.resize(900, 680)
        self.apercu.montrer(pdf, titre, nom_propose)
        self.apercu.setFocus()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys: F2 prints here, and Ctrl+S saves."""
        return {**super().commandes(), "enregistrer": self.enregistrer}

    def valider(self) -> None:
        """Print (F2); the window stays, another copy may be wanted."""
        self.apercu.imprimer()

    def enregistrer(self) -> None:
        """Save the document as a PDF file."""
        self.apercu.enregistrer()
