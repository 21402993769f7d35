"""Cancelling or deleting a pièce with a reason, validating a draft after a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_raison_piece import Ui_DialogueRaisonPiece
from caisse_clients.gui.presentateurs import fin_de_piece as decisions
from caisse_clients.gui.presentateurs.fin_de_piece import Validation
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_ventes import VuePiece
    from caisse_clients.kernel.suivi import Suivi


class DialogueRaisonPiece(DialogueGeste):
    """Ends the pièce on F2. ``enregistree`` gives the sentence for the status line."""

    portee: ClassVar[str] = "dialogueRaisonPiece"
    enregistree = Signal(str)

    def __init__(self, contexte: ContexteEcran, piece: VuePiece, parent: QWidget | None = None) -> None:
        super().__init__(contexte, decisions.titre(piece), parent)
        self._piece = piece
        ui = self._ui = Ui_DialogueRaisonPiece()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(decisions.designation(piece))
        ui.explicationLabel.setText(decisions.explication(piece))
        facultative = " (facultatif)" if piece.type is TypePiece.FACTURE else ""
        ui.raisonEdit.setPlaceholderText(f"Pourquoi ?{facultative}")
        ui.raisonEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        self.corps.setMinimumWidth(560)
        self.brancher({"raison": ui.raisonEdit}, ui.erreurLabel, ui.champsLayout, ui.raisonEdit)

    def saisie(self) -> str:
        """Return the reason typed."""
        return self._ui.raisonEdit.text()

    def commande(self) -> object:
        """Return the command that ends the pièce."""
        return decisions.commande(self._piece, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say what was done."""
        self.enregistree.emit(decisions.compte_rendu(self._piece))


def ouvrir_fin_de_piece(
    contexte: ContexteEcran, ecran: QWidget, numero: str, apres: Callable[[str], object] | None = None
) -> None:
    """Cancel the commande or bon de livraison ``numero``, or delete the draft, once the reason is given.

    ``ecran`` is the widget the dialog belongs to; ``apres`` hears the sentence, else the status line has it.
    """

    def ouvrir(piece: VuePiece) -> None:
        if raison := decisions.impossible(piece):
            contexte.boites.avertir(ecran, decisions.titre(piece), raison)
            return
        dialogue = DialogueRaisonPiece(contexte, piece, ecran)
        dialogue.enregistree.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, ecran, "Annuler", _lire(numero), ouvrir)


def ouvrir_validation(
    contexte: ContexteEcran, ecran: QWidget, numero: str, apres: Callable[[str], object] | None = None
) -> None:
    """Validate the draft ``numero`` after a question; ``apres`` hears the sentence, else the status line has it."""

    def demander(piece: VuePiece) -> None:
        validation = Validation(piece)
        if validation.impossible:
            contexte.boites.avertir(ecran, validation.titre, validation.impossible)
            return
        reponse = contexte.boites.confirmer(
            ecran, validation.titre, validation.question, oui="&Valider", non="&Revenir"
        )
        if reponse is Reponse.OUI:
            valider(validation)

    def valider(validation: Validation) -> None:
        tache = contexte.taches.executer(
            validation.commande(), ecran, id_commande=nouvel_id(), libelle=validation.titre
        )
        tache.reussie.connect(
            lambda resultat: (apres or contexte.dire)(validation.compte_rendu(str(resultat.valeurs["piece"])))
        )
        tache.echouee.connect(lambda erreur: contexte.boites.avertir(ecran, validation.titre, message_de(erreur)))

    preparer(contexte, ecran, "Valider", _lire(numero), demander)


def _lire(numero: str) -> Callable[[Services, Suivi], VuePiece]:
    def travail(services: Services, _suivi: Suivi) -> VuePiece:
        from caisse_clients.application.lectures_ventes import piece

        with services.lire() as lecteur:
            return piece(lecteur, numero)

    return travail
