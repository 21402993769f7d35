"""The small form *Ajouter un règlement* over the right column: take money without leaving the two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.messages import message_de
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.imputation import Ui_Imputation
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.kernel.formats import lire_date, lire_montant
from caisse_clients.kernel.horloge import aujourd_hui
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.domain.vues_ventes import VueMode


class ReglementRapide(QObject):
    """Closed until ``ouvrir``. ``enregistre`` gives the RC number and its amount; ``change``: it opened or closed."""

    enregistre = Signal(str, int)
    change = Signal()

    def __init__(self, ui: Ui_Imputation, contexte: ContexteEcran, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._contexte = ui, contexte
        self._id_commande = nouvel_id()
        self._client: int | None = None
        self.en_cours = False
        textes = {"montant": ui.montantEdit, "date": ui.dateEdit, "reference": ui.referenceEdit}
        self._champs: dict[str, QWidget] = {"mode": ui.modeCombo, **textes}
        ui.dateEdit.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self._effacer_l_erreur())
        for champ in textes.values():
            champ.textChanged.connect(lambda _texte: self._effacer_l_erreur())
        ui.enregistrerButton.clicked.connect(lambda _coche: self.valider())
        ui.abandonnerButton.clicked.connect(lambda _coche: self.fermer())
        ui.reglementFrame.hide()
        ui.reglementErreurLabel.hide()

    @property
    def ouvert(self) -> bool:
        """True while the form is in sight."""
        return not self._ui.reglementFrame.isHidden()

    def definir_les_modes(self, modes: Sequence[VueMode]) -> None:
        """Offer these modes; the one chosen stays."""
        combo = self._ui.modeCombo
        choisi = combo.currentData()
        if [combo.itemData(rang) for rang in range(combo.count())] == [mode.code for mode in modes]:
            return
        combo.clear()
        for mode in modes:
            combo.addItem(mode.libelle, mode.code)
        combo.setCurrentIndex(combo.findData(choisi))

    def ouvrir(self, client: int, montant: int) -> None:
        """Show the form for ``client``, with the amount that is missing; the mode must be chosen."""
        ui = self._ui
        if not self.ouvert or client != self._client:
            self._id_commande, self._client = nouvel_id(), client
            ui.modeCombo.setCurrentIndex(-1)
            ui.montantEdit.set_centimes(Centimes(montant) if montant else None)
            ui.dateEdit.set_date_(aujourd_hui(self._contexte.horloge))
            ui.referenceEdit.clear()
            self._effacer_l_erreur()
            ui.reglementFrame.show()
            self.change.emit()
        ui.modeCombo.setFocus(Qt.FocusReason.OtherFocusReason)

    def fermer(self) -> None:
        """Hide the form; nothing was recorded. Not while the règlement is on its way."""
        if self.ouvert and not self.en_cours:
            self._ui.reglementFrame.hide()
            self.change.emit()

    def valider(self) -> None:
        """Record the règlement, once."""
        if self.en_cours or self._client is None:
            return
        self._effacer_l_erreur()
        try:
            commande = self._commande(self._client)
        except ErreurMetier as erreur:
            self._refuser(erreur)
            return
        self._envoyer(commande, frozenset())

    def _commande(self, client: int) -> EnregistrerReglement:
        ui = self._ui
        if not (mode := str(ui.modeCombo.currentData() or "")):
            raise ErreurMetier("mode_a_choisir", champ="mode")
        montant = lire_montant(ui.montantEdit.text())
        return EnregistrerReglement(
            client, mode, montant, lire_date(ui.dateEdit.text()), ui.referenceEdit.text().strip()
        )

    def _envoyer(self, commande: EnregistrerReglement, confirmations: frozenset[str]) -> None:
        self._occuper(True)
        tache = self._contexte.taches.executer(
            commande, self, id_commande=self._id_commande, confirmations=confirmations, libelle="Encaissement"
        )
        tache.reussie.connect(lambda resultat: self._reussir(commande, resultat))
        tache.echouee.connect(lambda erreur: self._echouer(commande, confirmations, erreur))

    def _reussir(self, commande: EnregistrerReglement, resultat: Resultat) -> None:
        self._occuper(False)
        self.fermer()
        self.enregistre.emit(str(resultat.valeurs["reglement"]), int(commande.montant))

    def _echouer(self, commande: EnregistrerReglement, confirmations: frozenset[str], erreur: Exception) -> None:
        self._occuper(False)
        if isinstance(erreur, ConfirmationRequise):
            hote = self._ui.reglementFrame
            if self._contexte.boites.confirmer(hote, "Encaissement", message_de(erreur)) is Reponse.OUI:
                self._envoyer(commande, confirmations | {erreur.code})
            return
        if isinstance(erreur, ErreurMetier):
            # Another content may follow: the same id would be refused as reused.
            self._id_commande = nouvel_id()
        self._refuser(erreur)

    def _refuser(self, erreur: Exception) -> None:
        """Show the refusal under the fields, the faulty one marked and ready to be typed again."""
        champ = self._champs.get(erreur.champ or "") if isinstance(erreur, ErreurMetier) else None
        phrase = message_de(erreur)
        if champ is not None:
            marquer_erreur(champ, phrase)
            champ.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ui.reglementErreurLabel.setText(phrase)
        self._ui.reglementErreurLabel.show()

    def _effacer_l_erreur(self) -> None:
        if not self._ui.reglementErreurLabel.isHidden():
            self._ui.reglementErreurLabel.hide()
            for champ in self._champs.values():
                marquer_erreur(champ, "")

    def _occuper(self, en_cours: bool) -> None:
        self.en_cours = en_cours
        self._ui.enregistrerButton.setEnabled(not en_cours)
        self.change.emit()
