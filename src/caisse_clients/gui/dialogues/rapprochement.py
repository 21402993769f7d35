"""The small dialogs of *Créer un règlement*: un-match with a reason, put on a compte crédit, give back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.imputations import MettreEnCompte, RetirerImputation
from caisse_clients.application.commandes.reglements import Rembourser
from caisse_clients.domain.devises import en_centiemes
from caisse_clients.domain.vues import VueCompte
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue, VueImputation, VueMode
from caisse_clients.gui.dialogues.geste import DialogueGeste
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_mise_en_compte import Ui_DialogueMiseEnCompte
from caisse_clients.gui.formulaires.dialogue_raison_piece import Ui_DialogueRaisonPiece
from caisse_clients.gui.formulaires.dialogue_remboursement import Ui_DialogueRemboursement
from caisse_clients.gui.presentateurs.devises import ecrire_en, lire_en
from caisse_clients.gui.presentateurs.rapprocheur import reference
from caisse_clients.kernel.argent import Centimes
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


class DialogueRendu(DialogueGeste):
    """Gives back on F2 what an avoir or a compte still holds. ``enregistree`` gives the sentence for the status line.

    A règlement has a dialog of its own, which knows its mode and its bank.
    """

    portee: ClassVar[str] = "dialogueRemboursement"
    enregistree = Signal(str)

    def __init__(
        self, contexte: ContexteEcran, ligne: LigneDisponible, modes: Sequence[VueMode], parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, f"Rembourser — {ligne.titre}", parent)
        self._ligne = ligne
        ui = self._ui = Ui_DialogueRemboursement()
        ui.setupUi(self.corps)
        ui.clientLabel.setText(ligne.titre)
        ui.disponibleLabel.setText(f"Disponible : {ecrire_en(ligne.disponible_devise, ligne.devise)}.")
        for mode in modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        ui.modeCombo.setCurrentIndex(-1)
        for widget in (ui.banqueLabel, ui.banqueCombo):
            widget.hide()
        ui.montantEdit.set_centimes(Centimes(ligne.disponible_devise))
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self.effacer_l_erreur())
        for champ in (ui.montantEdit, ui.raisonEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        champs: dict[str, QWidget] = {"mode": ui.modeCombo, "montant": ui.montantEdit, "raison": ui.raisonEdit}
        self.corps.setMinimumWidth(520)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.modeCombo)
        self._suivre()

    def saisie(self) -> tuple[str, str, str]:
        """Return mode, amount and reason as typed."""
        ui = self._ui
        return str(ui.modeCombo.currentData() or ""), ui.montantEdit.text(), ui.raisonEdit.text().strip()

    def commande(self) -> Rembourser:
        """Return the remboursement; raises ``mode_a_choisir`` or ``montant_invalide``."""
        mode, montant, raison = self.saisie()
        if not mode:
            raise ErreurMetier("mode_a_choisir", champ="mode")
        rendu = en_centiemes(lire_en(montant, self._ligne.devise), self._ligne.devise)
        return Rembourser(reference(self._ligne), mode, raison, Centimes(rendu))

    def conclure(self, resultat: Resultat) -> None:
        """Say what was given back."""
        rendu = ecrire_en(lire_en(self.saisie()[1], self._ligne.devise), self._ligne.devise)
        self.enregistree.emit(f"{rendu} rendus au client sur {self._ligne.titre}.")

    def _suivre(self) -> None:
        self.effacer_l_erreur()
        try:
            reste = self._ligne.disponible_devise - lire_en(self._ui.montantEdit.text(), self._ligne.devise)
        except ErreurMetier:
            reste = -1
        self._ui.resteLabel.setText(
            f"Restera disponible : {ecrire_en(reste, self._ligne.devise)}." if reste >= 0 else ""
        )
