"""One règlement: what it pays, its versions, and what may still be changed; locks are said before any click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES
from caisse_clients.gui.dialogues.annulation_reglement import ouvrir_annulation
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.dialogues.pieces_jointes import ouvrir_pieces_jointes
from caisse_clients.gui.dialogues.remboursement import ouvrir_remboursement
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_reglement import Ui_DialogueReglement
from caisse_clients.gui.icones import image_icone
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import reglement as decisions
from caisse_clients.gui.presentateurs import reglements as liste
from caisse_clients.gui.presentateurs.reglement import Dossier, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.commandes.reglements import ModifierReglement
    from caisse_clients.application.executeur import Resultat

Apres = Callable[[str], object]
"""What is told once something was done: the sentence that says so."""
_INCHANGE = "Rien n'a été changé."
_REPRIS = (
    "Modifié entre-temps sur un autre poste : voici ce qu'il est maintenant, avec vos changements. Vérifiez, puis F2."
)


class DialogueReglement(DialogueGeste):
    """``fait`` gives the sentence of what was done; ``piece_demandee`` the pièce to open, the dialog being closed."""

    portee: ClassVar[str] = "dialogueReglement"
    fait = Signal(str)
    piece_demandee = Signal(str)

    def __init__(self, contexte: ContexteEcran, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(contexte, dossier.vue.numero, parent)
        self._dossier = dossier
        self._permis: frozenset[str] = frozenset()
        self._ui = ui = Ui_DialogueReglement()
        ui.setupUi(self.corps)
        self._imputations = ModeleListe(
            decisions.colonnes_imputations(dossier.vue.sens), lambda imputation: imputation.imputation, self
        )
        ui.imputationsTable.montrer_modele(self._imputations)
        ui.imputationsTable.ouverte.connect(self._ouvrir_la_piece)
        ui.dateEdit.definir_aujourdhui(contexte.services.aujourd_hui)
        self._champs_de_la_commande: dict[str, QWidget] = {
            "mode": ui.modeCombo,
            "banque": ui.banqueCombo,
            "date": ui.dateEdit,
            "montant": ui.montantEdit,
            "reference": ui.referenceEdit,
        }
        self._presenter()
        for combo in (ui.modeCombo, ui.banqueCombo):
            combo.currentIndexChanged.connect(lambda _rang: self._suivre())
        for champ in (ui.dateEdit, ui.montantEdit, ui.referenceEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        self.corps.setMinimumWidth(max(800, self.barre.sizeHint().width()))  # no key is cut on a touch till
        self.brancher(self._champs_de_la_commande, ui.erreurLabel, ui.champsLayout, self._premier())
        self._suivre()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys: F4 cancels, Ctrl+D gives back, Ctrl+J shows the files."""
        return {
            **super().commandes(),
            "supprimer": self.supprimer,
            "rembourser": self.rembourser,
            "pieces_jointes": lambda: ouvrir_pieces_jointes(self.contexte, self, self._dossier.vue.numero),
        }

    def saisie(self) -> Saisie:
        """Return what is typed."""
        ui = self._ui
        return Saisie(
            mode=str(ui.modeCombo.currentData() or ""),
            date=ui.dateEdit.text(),
            montant=ui.montantEdit.text(),
            reference=ui.referenceEdit.text(),
            banque=str(ui.banqueCombo.currentData() or ""),
        )

    def commande(self) -> ModifierReglement:
        """Return what differs from the règlement as read."""
        commande = decisions.commande(self._dossier.vue, self.saisie())
        if commande is None:
            raise ErreurMetier("rien_a_modifier")
        return commande

    def conclure(self, resultat: Resultat) -> None:
        """Say that it is changed, under the same number."""
        self.fait.emit(decisions.compte_rendu(self._dossier.vue, self.saisie()))

    def refuser(self, erreur: Exception) -> None:
        """Show the refusal; one of an amount under what is imputed names the pièces."""
        super().refuser(erreur)
        self._ui.erreurLabel.setText(decisions.refus(erreur))
        if isinstance(erreur, ErreurMetier) and erreur.code == "reglement_modifie_ailleurs":
            self._reprendre()

    def valider(self) -> None:
        """Save (F2), unless nothing may be or was changed: the key says why."""
        if not self._empechement_d_enregistrer():
            super().valider()

    def supprimer(self) -> None:
        """Cancel the règlement (F4); this dialog closes with it."""
        vue = self._dossier.vue
        if not liste.empechement_de_supprimer(vue.numero, vue.verrou):
            ouvrir_annulation(self.contexte, self, vue.numero, self._finir)

    def rembourser(self) -> None:
        """Give back what is left (Ctrl+D); the dialog then shows what remains."""
        vue = self._dossier.vue
        if not liste.empechement_de_rembourser(vue.numero, vue.disponible, sens=vue.sens):
            ouvrir_remboursement(self.contexte, self, vue.numero, self._relire)

    # --- What it shows

    def _presenter(self) -> None:
        ui, vue, droits = self._ui, self._dossier.vue, self.contexte.utilisateur.droits
        pastille = liste.pastille(vue.etat)
        ui.clientLabel.setText(decisions.titre(vue))
        ui.statutLabel.setText(pastille.texte)
        marquer(ui.statutLabel, pastille=str(pastille.gravite))
        ui.resumeLabel.setText(decisions.resume(vue))
        raison = decisions.explication(vue, droits)
        ui.verrouLabel.setText(raison)
        ui.verrouIconeLabel.setPixmap(image_icone("verrou", 18, self.devicePixelRatioF(), "info"))
        ui.verrouFrame.setVisible(bool(raison))
        self._remplir_les_choix()
        ui.montantEdit.definir_decimales(CHIFFRES_DES_DEVISES.get(vue.devise, 2))
        self._remplir(decisions.saisie_de(vue))
        self._verrouiller(decisions.champs_permis(vue, droits), raison)
        ui.imputationsLabel.setText(decisions.titre_des_imputations(vue.sens))
        self._imputations.montrer(vue.imputations)
        ui.imputationsTable.dire_si_vide(decisions.sans_imputation(vue))
        ui.versionsList.clear()
        ui.versionsList.addItems(decisions.versions(vue))

    def _remplir_les_choix(self) -> None:
        """Offer the modes and banks in use, and the règlement's own even when it is no longer."""
        ui, vue = self._ui, self._dossier.vue
        modes = {mode.code: mode.libelle for mode in self._dossier.modes} | {vue.mode: vue.mode_libelle}
        banques = {"": "", **{banque.code: banque.libelle for banque in self._dossier.banques}}
        if vue.banque not in banques:
            banques[vue.banque] = vue.banque
        for combo, choix in ((ui.modeCombo, modes), (ui.banqueCombo, banques)):
            combo.clear()
            for code, libelle in choix.items():
                combo.addItem(libelle, code)

    def _verrouiller(self, permis: frozenset[str], raison: str) -> None:
        """Grey what is locked: it can still be read and copied, and says why."""
        ui = self._ui
        self._permis = permis
        for nom, combo in (("mode", ui.modeCombo), ("banque", ui.banqueCombo)):
            combo.setEnabled(nom in permis)
        for nom, champ in (("date", ui.dateEdit), ("montant", ui.montantEdit), ("reference", ui.referenceEdit)):
            champ.setReadOnly(nom not in permis)
        for nom, widget in self._champs_de_la_commande.items():
            if nom not in permis:
                widget.setToolTip(raison)
                widget.setStatusTip(raison)

    def _premier(self) -> QWidget:
        """Start in the first field that may be changed; in what it pays when none may."""
        for nom in ("mode", "reference"):
            if nom in self._permis:
                return self._champs_de_la_commande[nom]
        return self._ui.imputationsTable

    # --- What changes

    def _suivre(self) -> None:
        """Show the bank only when the mode has one, and what the keys may do now."""
        ui, vue = self._ui, self._dossier.vue
        mode = next((mode for mode in self._dossier.modes if mode.code == ui.modeCombo.currentData()), None)
        visible = bool(vue.banque) or (decisions.va_en_banque(mode) and bool(self._dossier.banques))
        ui.banqueLabel.setVisible(visible)
        ui.banqueCombo.setVisible(visible)
        self.effacer_l_erreur()
        self.permettre("valider", self._empechement_d_enregistrer())
        droits = self.contexte.utilisateur.droits
        self.permettre(
            "supprimer",
            liste.manque_de_droit(Droit.MODIFIER_REGLEMENT, droits)
            or liste.empechement_de_supprimer(vue.numero, vue.verrou),
        )
        self.permettre(
            "rembourser",
            liste.manque_de_droit(Droit.REMBOURSER, droits)
            or liste.empechement_de_rembourser(vue.numero, vue.disponible, sens=vue.sens),
        )

    def _empechement_d_enregistrer(self) -> str:
        if not self._permis:
            return decisions.explication(self._dossier.vue, self.contexte.utilisateur.droits)
        return "" if self.saisie_commencee() else _INCHANGE

    def _ouvrir_la_piece(self, _cle: object) -> None:
        imputation = self._ui.imputationsTable.ligne_courante()
        numero = decisions.piece_de(imputation) if imputation is not None else ""
        if not numero:
            return
        self.reject()
        if not self.isVisible():  # the user may have chosen to come back to what was typed
            self.piece_demandee.emit(numero)

    def _finir(self, texte: str) -> None:
        self.accept()
        self.fait.emit(texte)

    def _relire(self, texte: str) -> None:
        """Read the règlement again after a remboursement; what was being typed is gone with the version it was on."""
        self.fait.emit(texte)
        numero = self._dossier.vue.numero
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_dossier(services, numero), self)
        tache.reussie.connect(self._recevoir)
        tache.echouee.connect(lambda erreur: self.boites.avertir(self, numero, message_de(erreur)))

    def _reprendre(self) -> None:
        """Another post changed it meanwhile: show what it is now, keep what was typed here."""
        avant, saisie = self._dossier.vue, self.saisie()

        def recevoir(dossier: Dossier) -> None:
            self._recevoir(dossier)
            self._remplir(decisions.reprendre(avant, saisie, dossier.vue))
            self._ui.erreurLabel.setText(_REPRIS)
            self._ui.erreurLabel.show()

        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_dossier(services, avant.numero), self)
        tache.reussie.connect(recevoir)
        tache.echouee.connect(lambda erreur: self.boites.avertir(self, avant.numero, message_de(erreur)))

    def _recevoir(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._presenter()
        self._initiale = self.saisie()
        self._suivre()

    def _remplir(self, saisie: Saisie) -> None:
        ui = self._ui
        for combo, code in ((ui.modeCombo, saisie.mode), (ui.banqueCombo, saisie.banque)):
            combo.setCurrentIndex(combo.findData(code))
        ui.dateEdit.setText(saisie.date)
        ui.montantEdit.setText(saisie.montant)
        ui.referenceEdit.setText(saisie.reference)


def ouvrir_reglement(
    contexte: ContexteEcran,
    hote: QWidget,
    numero: str,
    apres: Apres | None = None,
    piece: Callable[[str], object] | None = None,
) -> None:
    """Read the règlement ``numero`` and open its dialog over ``hote``.

    ``apres`` hears each sentence of what was done (the status line otherwise); ``piece`` the pièce to open.
    """

    def ouvrir(dossier: Dossier) -> None:
        dialogue = DialogueReglement(contexte, dossier, hote)
        dialogue.fait.connect(apres or contexte.dire)
        if piece is not None:
            dialogue.piece_demandee.connect(piece)
        dialogue.open()

    preparer(contexte, hote, "Règlement", lambda services, _suivi: decisions.lire_dossier(services, numero), ouvrir)
