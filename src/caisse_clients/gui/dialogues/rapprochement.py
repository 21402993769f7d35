"""The small dialogs of *Créer un règlement*: un-match with a reason, put a pièce on a compte crédit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.imputations import MettreEnCompte, RetirerImputation
from caisse_clients.domain.vues import VueCompte
from caisse_clients.domain.vues_ventes import LigneDue, VueImputation
from caisse_clients.gui.dialogues.geste import DialogueGeste
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_mise_en_compte import Ui_DialogueMiseEnCompte
from caisse_clients.gui.formulaires.dialogue_raison_piece import Ui_DialogueRaisonPiece
from caisse_clients.gui.presentateurs.devises import ecrire_en
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_montant, lire_montant

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat


class DialogueRetrait(DialogueGeste):
    """Un-matches on F2, with a reason. ``enregistree`` gives the sentence for the status line."""

    portee: ClassVar[str] = "dialogueRetrait"
    enregistree = Signal(str)

    def __init__(
        self, contexte: ContexteEcran, imputation: VueImputation, designation: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, "Retirer un rapprochement", parent)
        self._imputation, self._designation = imputation, designation
        ui = self._ui = Ui_DialogueRaisonPiece()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(designation)
        ui.explicationLabel.setText(
            f"{imputation.cible} sera due de nouveau, et la somme redeviendra disponible sur {imputation.source}. "
            "Rien n'est effacé : le retrait reste dans l'historique, avec sa raison."
        )
        ui.raisonEdit.setPlaceholderText("Pourquoi retirer ce rapprochement ?")
        ui.raisonEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        self.corps.setMinimumWidth(540)
        self.brancher({"raison": ui.raisonEdit}, ui.erreurLabel, ui.champsLayout, ui.raisonEdit)

    def saisie(self) -> str:
        """Return the reason typed."""
        return self._ui.raisonEdit.text().strip()

    def commande(self) -> RetirerImputation:
        """Return the un-matching; raises ``raison_manquante``."""
        if not self.saisie():
            raise ErreurMetier("raison_manquante", champ="raison")
        return RetirerImputation(self._imputation.imputation, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say what is free again."""
        self.enregistree.emit(f"Rapprochement retiré : {self._designation}.")


class DialogueMiseEnCompte(DialogueGeste):
    """Puts what a pièce owes on a compte crédit on F2. ``enregistree`` gives the sentence for the status line."""

    portee: ClassVar[str] = "dialogueMiseEnCompte"
    enregistree = Signal(str)

    def __init__(
        self, contexte: ContexteEcran, ligne: LigneDue, comptes: Sequence[VueCompte], parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, "Mettre en compte", parent)
        self._ligne = ligne
        ui = self._ui = Ui_DialogueMiseEnCompte()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(f"{ligne.titre} : reste dû {ecrire_en(ligne.reste, 'EUR')}")
        ui.compteCombo.addItem("Un nouveau compte crédit", None)
        for compte in comptes:
            texte = f"Compte {ecrire_code(compte.numero)} — {ecrire_montant(compte.solde)} € dus"
            ui.compteCombo.addItem(texte, compte.numero)
        ui.montantEdit.setText(ecrire_montant(ligne.reste))
        ui.montantEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        champs: dict[str, QWidget] = {
            "compte": ui.compteCombo,
            "montant": ui.montantEdit,
            "commentaire": ui.commentaireEdit,
        }
        self.corps.setMinimumWidth(540)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.compteCombo)

    def saisie(self) -> tuple[int | None, str, str]:
        """Return the compte chosen, the amount and the comment as typed."""
        ui = self._ui
        return ui.compteCombo.currentData(), ui.montantEdit.text(), ui.commentaireEdit.text()

    def commande(self) -> MettreEnCompte:
        """Return the mise en compte; raises ``montant_invalide``."""
        compte, montant, commentaire = self.saisie()
        return MettreEnCompte(self._ligne.cle, compte, lire_montant(montant), commentaire=commentaire)

    def conclure(self, resultat: Resultat) -> None:
        """Say which compte owes it now."""
        compte = resultat.valeurs.get("compte", self.saisie()[0])
        numero = f" {ecrire_code(compte)}" if isinstance(compte, int) else ""
        self.enregistree.emit(f"{self._ligne.titre} : {self.saisie()[1]} € portés sur le compte{numero}.")
