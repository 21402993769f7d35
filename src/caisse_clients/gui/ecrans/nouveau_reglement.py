"""Ventes > Règlements > Nouveau règlement: take money, share it out, next customer (manual 002 §1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.recu_reglement import ouvrir_apercu
from caisse_clients.gui.dialogues.tirages import montrer_recu
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.formulaires.nouveau_reglement import Ui_NouveauReglement
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import nouveau_reglement as decisions
from caisse_clients.gui.presentateurs.nouveau_reglement import Listes, Moment, Repartition, Saisie
from caisse_clients.gui.presentateurs.reglements import lire_client, manque_de_droit
from caisse_clients.gui.theme import marquer
from caisse_clients.gui.vues.choix_du_reglement import ChoixDuReglement
from caisse_clients.gui.vues.colonne_ouverte import COLONNES_DUES, ColonneOuverte
from caisse_clients.gui.vues.fichiers_a_joindre import FichiersAJoindre
from caisse_clients.gui.widgets.erreurs import ErreursDuFormulaire
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.kernel.horloge import aujourd_hui
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.commandes.reglements import EnregistrerReglement
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.domain.vues_ventes import LigneDue


class EcranNouveauReglement(Ecran):
    """One form for a queue of customers: after F2 it is empty again, the cursor in the client."""

    nom: ClassVar[str] = "nouveau_reglement"
    titre: ClassVar[str] = "Nouveau règlement"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.REGLEMENTS, Sujet.PIECES, Sujet.COMPTES})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = ui = Ui_NouveauReglement()
        ui.setupUi(self)
        self.setObjectName(self.nom)
        self._id_commande = nouvel_id()
        self._en_cours = False
        self._jeton = 0
        self._suit_les_coches = True
        self._sans_droit = manque_de_droit(Droit.ENCAISSER, contexte.utilisateur.droits)
        self.dernier = ""
        self._repartition = Repartition()
        self._documents = ColonneOuverte(
            ui.documentsTable, self._repartition.cote, self._repartition, COLONNES_DUES, "À payer"
        )
        self._choix = ChoixDuReglement(ui, self)
        self._fichiers = FichiersAJoindre(ui, contexte, self)
        champs: dict[str, QWidget] = {
            "client": ui.tiersCombo,
            "mode": ui.modeCombo,
            "montant": ui.montantEdit,
            "date": ui.dateEdit,
            "reference": ui.referenceEdit,
            "banque": ui.banqueCombo,
            "station": ui.stationCombo,
            "non_resident": ui.nonResidentEdit,
            "cours": ui.coursEdit,
        }
        self._erreurs = ErreursDuFormulaire(champs, ui.messageBandeau)
        self._preparer()
        self._brancher(champs)
        self._vider()
        tache = contexte.taches.lire(lambda services, _suivi: decisions.lire_listes(services), self)
        tache.reussie.connect(self._recevoir_les_listes)
        tache.echouee.connect(self._dire_l_echec)
        self._occuper(False)

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the form."""
        return {
            "nouveau_reglement.enregistrer": self.enregistrer,
            "nouveau_reglement.annuler": self.effacer,
            "nouveau_reglement.client": lambda: self._ui.tiersCombo.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "nouveau_reglement.proposer": self.proposer,
            "nouveau_reglement.joindre": self._fichiers.ajouter,
            "nouveau_reglement.apercu": self.apercu,
            "nouveau_reglement.recu": lambda: montrer_recu(self.contexte, self, self.dernier),
            "nouveau_reglement.liste": self._ouvrir_la_liste,
            "nouveau_reglement.voir": self._voir_le_document,
            "nouveau_reglement.menu": self._ui.documentsTable.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what is missing first."""
        moment = Moment(
            en_cours=self._en_cours,
            sans_droit=self._sans_droit,
            dernier=self.dernier,
            client=self._ui.tiersCombo.client() is not None,
            dus=bool(self._repartition.dus),
            ligne=self._ligne(),
        )
        return decisions.empechement(identifiant.partition(".")[2], moment)

    def montrer(self, **parametres: object) -> None:
        """Start on ``client`` (a code) when nothing is typed yet; the client takes the focus."""
        client = parametres.get("client")
        if isinstance(client, int) and not self._commencee():
            tache = self.contexte.taches.lire(lambda services, _suivi: lire_client(services, client), self)
            tache.reussie.connect(self._prendre_le_client)
            tache.echouee.connect(self._dire_l_echec)
        self._ui.tiersCombo.setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read again what the client owes; amounts typed stay, lowered where another poste settled."""
        if (client := self._ui.tiersCombo.client()) is not None and not self._en_cours:
            self._lire_les_dus(client)

    def peut_fermer(self) -> bool:
        """Ask before losing what was typed."""
        return not self._en_cours and self._abandonner("Fermer")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Entrée goes to the next field; it never validates, F2 does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            self.focusWidget(), QLineEdit | QComboBox
        ):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    # --- What the user does

    def enregistrer(self) -> None:
        """Record the règlement (F2), once: a second F2 while it is on its way does nothing."""
        if self._en_cours or self._sans_droit:
            return
        commande = self._lire_le_formulaire()
        if commande is not None:
            self._envoyer(commande, frozenset())

    def proposer(self) -> None:
        """Share the amount out (F8); without an amount, all that is due is paid."""
        if self.empechement("nouveau_reglement.proposer"):
            return
        self._ui.documentsTable.finir_la_saisie()
        somme = self._repartition.proposer()
        if self._suit_les_coches:
            self._ui.montantEdit.set_centimes(Centimes(somme))
        self._documents.modele.rafraichir()
        self._suivre()

    def apercu(self) -> None:
        """Show the receipt as it would be, marked BROUILLON; nothing is recorded."""
        if not self._en_cours and (commande := self._lire_le_formulaire()) is not None:
            ouvrir_apercu(self.contexte, self, commande)

    def effacer(self) -> None:
        """Empty the form (F4), after asking when something was typed."""
        if not self._en_cours and self._abandonner("Effacer"):
            self._vider()
            self._ui.messageBandeau.effacer()
            self._ui.tiersCombo.setFocus()

    def _ouvrir_la_liste(self) -> None:
        self.contexte.ouvrir("reglements", **({"reglement": self.dernier} if self.dernier else {}))

    def _ligne(self) -> LigneDue | None:
        ligne: LigneDue | None = self._ui.documentsTable.ligne_courante()
        return ligne

    def _voir_le_document(self) -> None:
        if (ligne := self._ligne()) is not None:
            ecran, parametres = decisions.destination(ligne, self._ui.tiersCombo.client())
            self.contexte.ouvrir(ecran, **parametres)

    def _abandonner(self, oui: str) -> bool:
        if not self._commencee():
            return True
        question = "Abandonner le règlement qui a été saisi ? Rien n'a été enregistré."
        boites = self.contexte.boites
        return boites.confirmer(self, self.titre, question, oui=oui, non="Revenir") is Reponse.OUI

    # --- Saving

    def _lire_le_formulaire(self) -> EnregistrerReglement | None:
        """Return the command, or None once the field at fault says why."""
        self._ui.documentsTable.finir_la_saisie()
        self._erreurs.effacer()
        try:
            return decisions.commande(self._saisie(), self._repartition)
        except ErreurMetier as erreur:
            self._erreurs.montrer(message_de(erreur), erreur.champ)
            return None

    def _envoyer(self, commande: EnregistrerReglement, confirmations: frozenset[str]) -> None:
        self._occuper(True)
        tache = self.contexte.taches.executer(
            commande, self, id_commande=self._id_commande, confirmations=confirmations, libelle="Encaissement"
        )
        tache.reussie.connect(self._reussir)
        tache.echouee.connect(lambda erreur: self._echouer(commande, confirmations, erreur))

    def _reussir(self, resultat: Resultat) -> None:
        """Say the number, empty the form, ready for the next customer."""
        valeurs, nom = resultat.valeurs, self._ui.tiersCombo.text()
        self.dernier = str(valeurs["reglement"])
        texte = decisions.compte_rendu(self.dernier, nom, str(valeurs["impute"]), str(valeurs["disponible"]))
        self._vider()
        self._occuper(False)
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)
        self._ui.tiersCombo.setFocus()

    def _echouer(self, commande: EnregistrerReglement, confirmations: frozenset[str], erreur: Exception) -> None:
        self._occuper(False)
        if isinstance(erreur, ConfirmationRequise):
            if self.contexte.boites.confirmer(self, self.titre, message_de(erreur)) is Reponse.OUI:
                self._envoyer(commande, confirmations | {erreur.code})
            return
        if isinstance(erreur, ErreurMetier):
            # Another content will follow: the same id would be refused as reused.
            self._id_commande = nouvel_id()
            if erreur.code == "especes_interdites":
                self._choix.montrer_l_identite(True)
            self.recharger(self.sujets)
        self._erreurs.montrer(message_de(erreur), erreur.champ if isinstance(erreur, ErreurMetier) else None)

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self._ui.enregistrerButton.setEnabled(not en_cours and not self._sans_droit)
        self.actionsChangees.emit()

    # --- Reading

    def _recevoir_les_listes(self, listes: Listes) -> None:
        self._choix.recevoir(listes)
        self._suivre()

    def _choisir(self, client: LigneClient | None) -> None:
        """Another client: his dues, nothing shared out yet; the cursor goes on to the mode."""
        ui = self._ui
        self._repartition.oublier()
        self._montrer_les_dus()
        self._choisir_la_devise(EURO)
        if client is None:
            self._jeton += 1
        else:
            self._lire_les_dus(client.code)
            if ui.tiersCombo.hasFocus():
                ui.modeCombo.setFocus(Qt.FocusReason.TabFocusReason)
        self._suivre()

    def _prendre_le_client(self, client: LigneClient) -> None:
        self._ui.tiersCombo.set_client(client)
        self._ui.modeCombo.setFocus(Qt.FocusReason.TabFocusReason)

    def _lire_les_dus(self, client: int) -> None:
        self._jeton += 1
        jeton = self._jeton
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_dus(services, client), self)
        tache.reussie.connect(lambda dus: self._recevoir_les_dus(dus) if jeton == self._jeton else None)
        tache.echouee.connect(self._dire_l_echec)

    def _recevoir_les_dus(self, dus: tuple[LigneDue, ...]) -> None:
        diminutions = self._repartition.charger(dus)
        self._montrer_les_dus()
        if diminutions:
            self._ui.messageBandeau.montrer(decisions.dire_les_diminutions(diminutions), Gravite.ALERTE)
        self._suivre()

    def _montrer_les_dus(self) -> None:
        ui, client = self._ui, self._ui.tiersCombo.ligne()
        self._choix.offrir_les_devises(self._repartition)
        self._documents.montrer(self._repartition.dus)
        vide = decisions.CLIENT_D_ABORD if client is None else decisions.RIEN_A_REGLER
        ui.documentsTable.dire_si_vide(vide)

    def _dire_l_echec(self, erreur: Exception) -> None:
        self._ui.messageBandeau.montrer(message_de(erreur))

    # --- What follows the typing

    def _saisie(self) -> Saisie:
        ui = self._ui
        return Saisie(
            client=ui.tiersCombo.client(),
            station=str(ui.stationCombo.currentData() or ""),
            date=ui.dateEdit.text(),
            mode=str(ui.modeCombo.currentData() or ""),
            banque=self._choix.banque(),
            montant=ui.montantEdit.text(),
            devise=self._repartition.devise,
            cours=ui.coursEdit.text(),
            reference=ui.referenceEdit.text(),
            non_resident=self._choix.non_resident(),
            pieces_jointes=self._fichiers.chemins(),
        )

    def _commencee(self) -> bool:
        ui = self._ui
        textes = (ui.tiersCombo, ui.montantEdit, ui.referenceEdit)
        return any(champ.text().strip() for champ in textes) or bool(self._fichiers.chemins())

    def _taper_le_montant(self, texte: str) -> None:
        self._suit_les_coches = not texte.strip()
        self._suivre()

    def _suivre_les_coches(self) -> None:
        """Without an amount typed, the amount is the sum of what is ticked."""
        if self._suit_les_coches:
            affecte = self._repartition.affecte
            self._ui.montantEdit.set_centimes(Centimes(affecte) if affecte else None)
        self._suivre()

    def _suivre(self) -> None:
        """Show the live figures, and the fields that what is typed asks for."""
        ui, saisie = self._ui, self._saisie()
        montant = decisions.lire_montant_saisi(saisie)
        self._repartition.recu = None if self._suit_les_coches else montant
        bilan = self._repartition.bilan(montant)
        ui.montantTotalLabel.setText(bilan.montant)
        ui.affecteLabel.setText(bilan.affecte)
        ui.disponibleLabel.setText(bilan.reste)
        ui.bilanLabel.setText(bilan.phrase)
        ui.bilanLabel.setVisible(bool(bilan.phrase))
        marquer(ui.bilanLabel, pastille=str(bilan.gravite))
        self._choix.suivre(montant)
        self.actionsChangees.emit()

    def _choisir_la_devise(self, devise: str) -> None:
        self._repartition.changer_de_devise(devise)
        self._ui.montantEdit.definir_decimales(CHIFFRES_DES_DEVISES.get(devise, 2))
        self._montrer_les_dus()
        self._suivre_les_coches()

    # --- Wiring

    def _preparer(self) -> None:
        ui, contexte = self._ui, self.contexte
        ui.tiersCombo.definir_taches(contexte.taches)
        ui.dateEdit.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        ui.bilanLabel.setSizePolicy(
            ui.bilanLabel.sizePolicy().horizontalPolicy(), ui.bilanLabel.sizePolicy().Policy.Fixed
        )

    def _brancher(self, champs: Mapping[str, QWidget]) -> None:
        ui = self._ui
        for nom, champ in champs.items():
            if isinstance(champ, QComboBox):
                champ.currentIndexChanged.connect(lambda _rang, nom=nom: self._erreurs.effacer(nom))
            elif isinstance(champ, QLineEdit):
                champ.textChanged.connect(lambda _texte, nom=nom: self._erreurs.effacer(nom))
        ui.tiersCombo.choisi.connect(self._choisir)
        ui.documentsTable.offrir(self, decisions.GESTES_D_UNE_LIGNE)
        ui.documentsTable.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        ui.montantEdit.textEdited.connect(self._taper_le_montant)
        self._choix.change.connect(self._suivre)
        self._choix.devise_choisie.connect(self._choisir_la_devise)
        self._documents.change.connect(self._suivre_les_coches)
        self._documents.dite.connect(lambda texte: ui.messageBandeau.montrer(texte, Gravite.INFO))
        self._fichiers.refuse.connect(ui.messageBandeau.montrer)
        self._fichiers.change.connect(ui.messageBandeau.effacer)
        ui.proposerButton.clicked.connect(self.proposer)
        ui.apercuButton.clicked.connect(self.apercu)
        ui.annulerButton.clicked.connect(self.fermetureDemandee)
        ui.enregistrerButton.clicked.connect(self.enregistrer)

    def _vider(self) -> None:
        """Make the form as it opens: today, this station, no client."""
        ui = self._ui
        self._id_commande = nouvel_id()
        self._suit_les_coches = True
        for champ in (ui.referenceEdit, ui.nonResidentEdit, ui.coursEdit, ui.montantEdit):
            champ.clear()
        self._fichiers.vider()
        ui.tiersCombo.set_client(None)
        ui.dateEdit.set_date_(aujourd_hui(self.contexte.horloge))
        self._repartition.oublier()
        self._choisir_la_devise(EURO)
        self._choix.reprendre_les_defauts()
        self._suivre()
        self._erreurs.effacer()
