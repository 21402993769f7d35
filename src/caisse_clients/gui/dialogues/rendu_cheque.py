"""*Rendre le chèque*: a held cheque goes back to the client without a stop, for a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.acces import RendreCheque
from caisse_clients.application.executeur import Resultat
from caisse_clients.domain.vues_acces import VueAcces, VueCheque
from caisse_clients.gui.dialogues.geste import DialogueGeste
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_raison_piece import Ui_DialogueRaisonPiece
from caisse_clients.gui.presentateurs import mots_acces as mots
from caisse_clients.kernel.erreurs import ErreurMetier


class DialogueRenduCheque(DialogueGeste):
    """Writes on F2 that the cheque was handed back. ``rendu`` gives the sentence that says so."""

    portee: ClassVar[str] = "dialogueRenduCheque"
    rendu = Signal(str)

    def __init__(
        self, contexte: ContexteEcran, acces: VueAcces, cheque: VueCheque, parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, "Rendre le chèque", parent)
        self._acces, self._cheque = acces, cheque
        ui = self._ui = Ui_DialogueRaisonPiece()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(mots.cheque_de(acces, cheque))
        ui.explicationLabel.setText(mots.explication_du_rendu(acces))
        ui.raisonEdit.setPlaceholderText("Pourquoi le chèque est-il rendu ?")
        ui.raisonEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        self.corps.setMinimumWidth(560)
        self.brancher({"raison": ui.raisonEdit}, ui.erreurLabel, ui.champsLayout, ui.raisonEdit)

    def saisie(self) -> str:
        """Return the reason typed."""
        return self._ui.raisonEdit.text().strip()

    def commande(self) -> RendreCheque:
        """Return the handing back; raises ``raison_manquante``."""
        if not self.saisie():
            raise ErreurMetier("raison_manquante", champ="raison")
        return RendreCheque(self._acces.id, self._cheque.rang, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say that it is done."""
        self.rendu.emit(f"{mots.cheque_de(self._acces, self._cheque)} rendu au client.")


def ouvrir_rendu(
    contexte: ContexteEcran, hote: QWidget, acces: VueAcces, cheque: VueCheque, apres: Callable[[str], object]
) -> None:
    """Hand a held cheque back once the reason is given; ``apres`` hears what was done."""
    dialogue = DialogueRenduCheque(contexte, acces, cheque, hote)
    dialogue.rendu.connect(apres)
    dialogue.open()
