"""One pièce: typed, saved, paid, invoiced, delivered, read. One tab of the window per pièce (manual 003)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.gestes_piece import GestesPiece
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.piece import Ui_Piece
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import actions_piece as permis
from caisse_clients.gui.presentateurs import lecture_piece as lectures
from caisse_clients.gui.presentateurs import piece as decisions
from caisse_clients.gui.presentateurs.actions_piece import Situation
from caisse_clients.gui.presentateurs.lecture_piece import CompteDuClient, Decor, Dossier
from caisse_clients.gui.presentateurs.piece import Saisie
from caisse_clients.gui.vues.onglets_piece import ONGLETS, OngletsPiece
from caisse_clients.gui.vues.saisie_piece import SaisiePiece
from caisse_clients.gui.vues.tete_piece import montrer_la_tete
from caisse_clients.gui.vues.totaux_piece import montrer_l_argent
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.domain.vues_ventes import VuePiece

_CHANGEE_AILLEURS = ("piece_modifiee_ailleurs", "piece_validee", "piece_morte")


class EcranPiece(Ecran):
    """Creates, changes and shows a pièce. What is typed lives in ``SaisiePiece``, what keys do in ``GestesPiece``."""

    nom: ClassVar[str] = "piece"
    titre: ClassVar[str] = "Nouvelle pièce"
    sujets: ClassVar[frozenset[Sujet]] = frozenset(
        {Sujet.PIECES, Sujet.REGLEMENTS, Sujet.CLIENTS, Sujet.COMPTES, Sujet.PARAMETRES}
    )

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Piece()
        self._ui.setupUi(self)
        self._type = TypePiece.COMMANDE
        self._numero = ""
        self._vue: VuePiece | None = None
        self._decor: Decor | None = None
        self._depart: Saisie | None = None
        self._id_commande = nouvel_id()
        self._en_cours = False
        self._jeton = 0
        self._etat: Situation | None = None
        self._a_montrer: dict[str, object] = {}
        self._saisie = SaisiePiece(self._ui, contexte, self)
        self._gestes = GestesPiece(contexte, self, lambda: self._vue, self._annoncer, self._refuser)
        self._onglets = OngletsPiece(self._ui, self._gestes, self)
        self._vient_d_ici = False
        self._poser()
        self._lire_le_decor()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of a pièce."""
        gestes = self._gestes
        return {
            "piece.enregistrer": self.enregistrer,
            "piece.nouveau": lambda: gestes.en_ouvrir_une_autre(self._type, self._ui.clientEdit.client()),
            "piece.retirer": gestes.retirer,
            "piece.valider": lambda: gestes.valider(self._remplacer_par),
            "piece.choix": self._saisie.ouvrir_les_choix,
            "piece.regler": gestes.regler,
            "piece.facturer": gestes.facturer,
            "piece.livrer": gestes.livrer,
            "piece.avoir": gestes.avoir,
            "piece.annuler_acompte": gestes.annuler_acompte,
            "piece.imprimer": gestes.imprimer,
            "piece.recu": gestes.recu,
            "piece.historique": lambda: self._onglets.aller("historique"),
            "piece.client": lambda: gestes.ouvrir_la_fiche(self._ui.clientEdit.client()),
            "piece.reste": self._saisie.completer_les_echeances,
            "piece.retablir": self.retablir,
            "piece.exporter": lambda: exporter_grille(
                self.contexte, self._onglets.grille(), f"{self._onglets.titre()} {self._numero}", self
            ),
            "piece.menu": lambda: self._onglets.grille().ouvrir_le_menu(),
        }

    def empechement(self, identifiant: str) -> str:
        """Return why an action cannot be done on this pièce, now."""
        if identifiant == "piece.client":
            return "" if self._ui.clientEdit.client() is not None else "Choisissez d'abord le client."
        if self._etat is None:  # asked for each key after each letter
            self._etat = self._situation()
        return permis.empechement(identifiant, self._etat)

    def montrer(self, **parametres: object) -> None:
        """Show the pièce ``piece``, on the tab ``onglet``; or a blank form of ``nouveau``, for ``client``."""
        numero, onglet = parametres.get("piece"), parametres.get("onglet")
        if isinstance(numero, str) and numero and numero != self._numero:
            self._numero = numero
            self._ui.titreLabel.setText(numero)
            self.titreChange.emit(numero)
            self._lire()
        elif "nouveau" in parametres and not self._numero:
            self._a_montrer = dict(parametres)
            if self._decor is not None:
                self._preparer()
        if isinstance(onglet, str) and onglet in ONGLETS:
            self._onglets.aller(onglet)

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the pièce again; what is being typed stays."""
        if Sujet.PARAMETRES in sujets:
            self._lire_le_decor()
        if self._numero and not self._en_cours:
            self._lire()
        elif (client := self._ui.clientEdit.client()) is not None:
            self._lire_le_compte(client)

    def peut_fermer(self) -> bool:
        """Ask before losing what was typed."""
        if self._en_cours:
            return False
        if not self._change():
            return True
        reponse = self.contexte.boites.confirmer(
            self,
            decisions.titre(self._type, self._vue),
            f"Fermer « {decisions.titre(self._type, self._vue)} » sans enregistrer ce qui a été saisi ?",
            oui="Fermer sans enregistrer",
            non="Revenir à la pièce",
        )
        return reponse is Reponse.OUI

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée goes to the next field, from the client straight to the lines; it never saves, F2 does."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not evenement.isAutoRepeat():
            champ = self.focusWidget()
            if champ is self._ui.clientEdit and self._ui.clientEdit.client() is not None:
                self._saisie.aller_aux_lignes()
                return
            if isinstance(champ, QLineEdit | QComboBox):
                self.focusNextChild()
                return
        super().keyPressEvent(evenement)

    # --- What the user does

    def enregistrer(self) -> None:
        """Save (F2), once: a second F2 while it is on its way does nothing."""
        if self.empechement("piece.enregistrer") or not self._saisie.exiger():
            return
        try:
            commande = self._commande()
        except ErreurMetier as erreur:
            self._refuser(erreur)
            return
        if commande is not None:
            self._envoyer(commande, frozenset())

    def retablir(self) -> None:
        """Put the form back as the pièce is saved, or blank."""
        self._saisie.erreurs.effacer()
        if self._vue is not None:
            self._remplir(self._vue)
        else:
            self._preparer(encore=True)

    # --- Reading

    def _lire_le_decor(self) -> None:
        tache = self.contexte.taches.lire(lambda services, _suivi: lectures.lire_decor(services), self)
        tache.reussie.connect(self._recevoir_le_decor)
        tache.echouee.connect(self._dire_l_echec)

    def _recevoir_le_decor(self, decor: Decor) -> None:
        premier, self._decor = self._decor is None, decor
        self._saisie.decorer(decor)
        if premier and self._vue is not None:
            self._remplir(self._vue)
        elif premier and not self._numero:
            self._preparer()

    def _preparer(self, *, encore: bool = False) -> None:
        """Make the blank form that was asked for; one already begun is not replaced."""
        decor = self._decor
        assert decor is not None  # the callers wait for it
        if not encore and self._change():
            self._ui.messageBandeau.montrer(
                f"Terminez d'abord cette {self._type.libelle.lower()} : F2 l'enregistre, Échap la ferme.", Gravite.INFO
            )
            return
        self._type = lectures.SORTES_NOUVELLES.get(str(self._a_montrer.get("nouveau")), TypePiece.COMMANDE)
        saisie = decisions.nouvelle_saisie(
            client=None, aujourd_hui=decor.aujourd_hui, conditions=decor.conditions, station=decor.station
        )
        self._ui.clientEdit.set_client(None)
        self._saisie.montrer(saisie, modifiable=permis.modifiable(self._situation()))
        self._depart = self._saisie.lire()
        self._presenter()
        self._ui.clientEdit.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(code := self._a_montrer.get("client"), int):
            tache = self.contexte.taches.lire(lambda services, _suivi: lectures.lire_client(services, code), self)
            tache.reussie.connect(self._ui.clientEdit.set_client)
            tache.echouee.connect(self._dire_l_echec)

    def _lire(self) -> None:
        self._jeton += 1
        jeton, numero = self._jeton, self._numero
        tache = self.contexte.taches.lire(lambda services, _suivi: lectures.lire_dossier(services, numero), self)
        tache.reussie.connect(lambda dossier: self._recevoir(dossier) if jeton == self._jeton else None)
        tache.echouee.connect(self._dire_l_echec)
        self.actionsChangees.emit()

    def _recevoir(self, dossier: Dossier) -> None:
        avant, vue = self._vue, dossier.vue
        miens = self._miens()
        saisie = self._saisie.lire()
        self._vue, self._type = vue, vue.type
        if avant is None or not miens:
            self._remplir(vue)
            if avant is not None and avant.version != vue.version and not self._vient_d_ici:
                self._ui.messageBandeau.montrer(decisions.dire_reprise(avant, vue, miens), Gravite.INFO)
        elif avant.version != vue.version:
            self._reprendre(avant, vue, saisie, miens)
        self._vient_d_ici = False
        self._ui.clientEdit.set_client(dossier.client)
        self._recevoir_le_compte(dossier.compte)
        self._onglets.montrer(dossier)
        self._presenter()

    def _reprendre(self, avant: VuePiece, vue: VuePiece, saisie: Saisie, miens: frozenset[str]) -> None:
        """Another post changed the pièce while it was being typed here: nothing typed is lost, nothing is hidden."""
        depart = self._depart or saisie
        self._depart = self._saisie.montrer_la_piece(vue, modifiable=permis.modifiable(self._situation()))
        if not decisions.raison_de_lecture(vue):
            self._saisie.montrer(decisions.reprendre(depart, saisie, self._depart))
        self._ui.messageBandeau.montrer(decisions.dire_reprise(avant, vue, miens), Gravite.ALERTE)
        self._id_commande = nouvel_id()  # another content: the same id would be refused as reused

    def _remplir(self, vue: VuePiece) -> None:
        self._depart = self._saisie.montrer_la_piece(vue, modifiable=permis.modifiable(self._situation()))

    def _lire_le_compte(self, client: int) -> None:
        tache = self.contexte.taches.lire(lambda services, _suivi: lectures.lire_compte(services, client), self)
        tache.reussie.connect(self._recevoir_le_compte)
        tache.echouee.connect(self._dire_l_echec)

    def _recevoir_le_compte(self, compte: CompteDuClient) -> None:
        self._ui.soldeLabel.setText(compte.phrase())
        if self._vue is None:
            self._saisie.preferer(ttc=not compte.professionnel)

    # --- Writing

    def _commande(self) -> object | None:
        saisie = self._saisie.lire()
        lignes = self._saisie.lignes.saisies()
        if self._vue is None:
            return decisions.commande_creer(self._type, saisie.entete, lignes, self._saisie.echeances)
        return decisions.commande_modifier(self._vue, self._miens(), saisie.entete, lignes, self._saisie.echeances)

    def _envoyer(self, commande: object, confirmations: frozenset[str]) -> None:
        self._occuper(True)
        tache = self.contexte.taches.executer(
            commande, self, id_commande=self._id_commande, confirmations=confirmations, libelle="Enregistrement"
        )
        tache.reussie.connect(self._enregistree)
        tache.echouee.connect(lambda erreur: self._echouer(commande, confirmations, erreur))

    def _enregistree(self, resultat: Resultat) -> None:
        self._occuper(False)
        self._id_commande = nouvel_id()
        numero = str(resultat.valeurs["piece"])
        texte = decisions.compte_rendu(self._type, numero, resultat.valeurs, nouvelle=self._vue is None)
        if self._vue is None:
            # The tab of a pièce is named by its number; this one is ready for nobody else.
            self._depart = self._saisie.lire()
            self.contexte.dire(texte)
            self._remplacer_par(numero)
            return
        self._depart = self._saisie.lire()  # what is typed is what is saved: the next reading fills the form
        self._annoncer(texte)
        self._lire()

    def _echouer(self, commande: object, confirmations: frozenset[str], erreur: Exception) -> None:
        self._occuper(False)
        if isinstance(erreur, ConfirmationRequise):
            titre = decisions.titre(self._type, self._vue)
            if self.contexte.boites.confirmer(self, titre, message_de(erreur)) is Reponse.OUI:
                self._envoyer(commande, confirmations | {erreur.code})
            return
        self._refuser(erreur)

    def _refuser(self, erreur: Exception) -> None:
        """Show a refusal on the cell or the field it names, in the banner otherwise."""
        champ = erreur.champ if isinstance(erreur, ErreurMetier) else None
        if isinstance(erreur, ErreurMetier) and erreur.code in _CHANGEE_AILLEURS and self._numero:
            self._lire()  # the comparison says what the other post did
            if not self._change():
                self._ui.messageBandeau.montrer(message_de(erreur))
            return
        self._ui.pieceOnglets.setCurrentIndex(0)
        if (place := decisions.place_de(champ)) is not None:
            self._saisie.montrer_le_refus(message_de(erreur), place.grille, place.rang, place.champ)
        else:
            self._saisie.erreurs.montrer(message_de(erreur), champ)

    def _remplacer_par(self, numero: str) -> None:
        self.contexte.ouvrir("piece", piece=numero)
        self.fermetureDemandee.emit()

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.actionsChangees.emit()

    # --- State and wiring

    def _situation(self) -> Situation:
        return Situation(
            self._type,
            self.contexte.utilisateur.droits,
            self._vue,
            change=self._change(),
            en_cours=self._en_cours,
            en_lecture=self._decor is None or bool(self._numero and self._vue is None),
            onglet=self._ui.pieceOnglets.currentIndex(),
            dernier_reglement=self._gestes.dernier_reglement,
            ecart=self._saisie.echeances.ecart(),
        )

    def _oublier_l_etat(self) -> None:
        self._etat = None

    def _miens(self) -> frozenset[str]:
        if self._vue is None or self._depart is None:
            return frozenset()
        return decisions.changements(self._depart, self._saisie.lire())

    def _change(self) -> bool:
        if self._vue is None:
            return self._depart is not None and decisions.commencee(self._depart, self._saisie.lire())
        return bool(self._miens())

    def _presenter(self) -> None:
        """Show what the pièce is: heading, pills, why it is only read, money, which lists are open."""
        montrer_la_tete(self._ui, self._vue, self._type)
        montrer_l_argent(self._ui, self._vue, self._type)
        self.titreChange.emit(decisions.titre_d_onglet(self._type, self._vue, self._ui.clientEdit.ligne()))
        self._onglets.permettre("" if self._vue is not None else permis.ENREGISTRER_D_ABORD)
        self._suivre()

    def _suivre(self) -> None:
        """Say live what F2 would save, and which keys are alive."""
        self._ui.changementsLabel.setText(decisions.dire_les_changements(self._miens()))
        self.actionsChangees.emit()

    def _annoncer(self, texte: str) -> None:
        self._vient_d_ici = True
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)

    def _dire_l_echec(self, erreur: Exception) -> None:
        self._ui.messageBandeau.montrer(message_de(erreur))

    def _changer_de_client(self, client: object) -> None:
        if self._vue is not None:
            return
        self._ui.soldeLabel.clear()
        code = self._ui.clientEdit.client() if client is not None else None
        self.titreChange.emit(decisions.titre_d_onglet(self._type, None, self._ui.clientEdit.ligne()))
        if code is not None:
            self._lire_le_compte(code)
            # after the key that chose: Entrée leads to the lines, Tab has gone on to the date
            QTimer.singleShot(0, self, self._entrer_dans_les_lignes)

    def _entrer_dans_les_lignes(self) -> None:
        if self.focusWidget() is self._ui.clientEdit:
            self._saisie.aller_aux_lignes()

    def _poser(self) -> None:
        ui = self._ui
        self.actionsChangees.connect(self._oublier_l_etat)
        self._saisie.change.connect(self._suivre)
        ui.clientEdit.choisi.connect(self._changer_de_client)
        ui.factureButton.clicked.connect(lambda: self._onglets.aller("liens"))
        for bouton in (ui.regleButton, ui.resteButton):
            bouton.clicked.connect(lambda: self._onglets.aller("imputations"))
        self._presenter()
