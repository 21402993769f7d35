"""The dialog of an écriture: a new account's first entrée, an entrée or sortie, or the settling of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_ecriture import Ui_DialogueEcriture
from caisse_clients.gui.presentateurs import ecriture as decisions
from caisse_clients.gui.presentateurs.ecriture import Montants, Ouverture, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat

_LIGNE_D_ERREUR = 17
"""Row of the form's grid for a refusal that concerns no field; a field's own is the row under it."""


class DialogueEcriture(Dialogue):
    """Sends one command on F2, once whatever happens to the key, and stays open on a refusal.

    ``enregistree`` gives the account's number, the écriture's, and the sentence for the status line.
    """

    portee: ClassVar[str] = "dialogueEcriture"
    enregistree = Signal(int, int, str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte, self._ouverture = contexte, ouverture
        self._id_commande = nouvel_id()
        self._en_cours = False
        self._ui = Ui_DialogueEcriture()
        self._ui.setupUi(self.corps)
        self._champs: dict[str, QWidget] = {
            "date": self._ui.dateOperationEdit,
            "entree": self._ui.entreeEdit,
            "sortie": self._ui.sortieEdit,
            "motif": self._ui.motifCombo,
            "organisme": self._ui.organismeCombo,
            "dossier": self._ui.dossierEdit,
            "beneficiaire": self._ui.beneficiaireEdit,
            "commentaire": self._ui.commentaireEdit,
        }
        self._presenter()
        self._initiale = decisions.saisie_initiale(ouverture)
        self._remplir(self._initiale)
        for champ in (self._ui.entreeEdit, self._ui.sortieEdit, self._ui.dateOperationEdit):
            champ.textChanged.connect(self._suivre_la_saisie)
        self._suivre_la_saisie()
        premier = self._ui.commentaireEdit if ouverture.a_solder else self._ui.entreeEdit
        premier.setFocus()
        self.corps.setMinimumWidth(640)
        # The dialog follows its form: a refusal is read whole, and the room it took is given back.
        self.ajuster()

    def saisie(self) -> Saisie:
        """Return what is typed."""
        ui = self._ui
        return Saisie(
            date=ui.dateOperationEdit.text(),
            entree=ui.entreeEdit.text(),
            sortie=ui.sortieEdit.text(),
            motif=str(ui.motifCombo.currentData() or ""),
            beneficiaire=ui.beneficiaireEdit.text(),
            commentaire=ui.commentaireEdit.text(),
            organisme=ui.organismeCombo.currentText(),
            dossier=ui.dossierEdit.text(),
        )

    def saisie_commencee(self) -> bool:
        """Return True when something differs from the form as it opened."""
        return self.saisie() != self._initiale

    def valider(self) -> None:
        """Send the command (F2); a second F2 while it is on its way does nothing."""
        if self._en_cours:
            return
        try:
            montants = decisions.lire(self.saisie())
        except ErreurMetier as erreur:
            self._refuser(erreur)
            return
        self._envoyer(montants, frozenset())

    def reject(self) -> None:
        """Close, except while the command is on its way: its outcome must be seen."""
        if not self._en_cours:
            super().reject()

    def _presenter(self) -> None:
        ui, ouverture = self._ui, self._ouverture
        self.setWindowTitle(ouverture.nom_client)
        ui.clientLabel.setText(ouverture.nom_client)
        ui.compteLabel.setText(ouverture.titre_du_compte)
        ui.sensLabel.setText(f"{ouverture.type.libelle} : {ouverture.type.indication}.")
        ui.dateOperationEdit.definir_aujourdhui(lambda: ouverture.aujourd_hui)
        for code, libelle in ouverture.motifs:
            ui.motifCombo.addItem(libelle, code)
        ui.organismeCombo.addItems(list(ouverture.organismes))
        ui.organismeCombo.setCurrentText("")
        avec_organisme = ouverture.type is TypeCompte.ORGANISME_CREDIT and ouverture.numero is None
        for widget in (ui.organismeLabel, ui.organismeCombo, ui.dossierLabel, ui.dossierEdit):
            widget.setVisible(avec_organisme)
        if ouverture.numero is None:
            ui.sortieEdit.setEnabled(False)
            ui.sortieEdit.setToolTip("Un compte s'ouvre par une entrée.")
        ui.erreurLabel.hide()

    def _remplir(self, saisie: Saisie) -> None:
        self._ui.dateOperationEdit.setText(saisie.date)
        self._ui.entreeEdit.setText(saisie.entree)
        self._ui.sortieEdit.setText(saisie.sortie)

    def _suivre_la_saisie(self) -> None:
        """Show the balance live, before → after, in red when the sortie is too large."""
        saisie = self.saisie()
        negatif = decisions.devient_negatif(self._ouverture, saisie)
        self._ui.soldeLabel.setText(decisions.texte_du_solde(self._ouverture, saisie))
        marquer(self._ui.soldeLabel, role="erreur" if negatif else "soustitre")
        self._effacer_l_erreur()

    def _envoyer(self, montants: Montants, confirmations: frozenset[str]) -> None:
        self._occuper(True)
        commande = decisions.commande(self._ouverture, self.saisie(), montants)
        travail = decisions.travail(self._ouverture, commande, self._id_commande, confirmations)
        tache = self._contexte.taches.soumettre(
            travail, commande, self, "Enregistrement de l'écriture", id_commande=self._id_commande
        )
        tache.reussie.connect(lambda resultat: self._reussir(montants, resultat))
        tache.echouee.connect(lambda erreur: self._echouer(montants, confirmations, erreur))

    def _reussir(self, montants: Montants, resultat: Resultat) -> None:
        self._occuper(False)
        numero = self._ouverture.numero or int(resultat.valeurs["compte"])
        texte = decisions.compte_rendu(self._ouverture, numero, montants, str(resultat.valeurs["solde"]))
        self.accept()
        self.enregistree.emit(numero, int(resultat.valeurs["ecriture"]), texte)

    def _echouer(self, montants: Montants, confirmations: frozenset[str], erreur: Exception) -> None:
        self._occuper(False)
        if isinstance(erreur, ConfirmationRequise):
            if self.boites.confirmer(self, self.windowTitle(), message_de(erreur)) is Reponse.OUI:
                self._envoyer(montants, confirmations | {erreur.code})
            return
        self._refuser(erreur)

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.permettre("valider", "L'écriture est en cours d'enregistrement." if en_cours else "")

    def _refuser(self, erreur: Exception) -> None:
        """Show the refusal under the field it names, with the focus on it; under everything otherwise."""
        self._effacer_l_erreur()
        champ = self._champs.get(erreur.champ or "") if isinstance(erreur, ErreurMetier) else None
        phrase = message_de(erreur)
        grille = self._ui.champsLayout
        rang, colonne, largeur = _LIGNE_D_ERREUR, 0, 4
        if champ is not None:
            marquer_erreur(champ, phrase)
            champ.setFocus()
            place = grille.getItemPosition(grille.indexOf(champ))
            assert isinstance(place, tuple)
            rang, colonne, largeur = int(place[0]) + 1, 1, 3
        grille.removeWidget(self._ui.erreurLabel)
        grille.addWidget(self._ui.erreurLabel, rang, colonne, 1, largeur)
        self._ui.erreurLabel.setText(phrase)
        self._ui.erreurLabel.show()

    def _effacer_l_erreur(self) -> None:
        if self._ui.erreurLabel.isHidden():
            return
        self._ui.erreurLabel.clear()
        self._ui.erreurLabel.hide()
        for champ in self._champs.values():
            marquer_erreur(champ, "")
