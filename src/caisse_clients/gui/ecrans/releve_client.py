"""Éditions > Extrait compte client: every movement of a client and his running balance (manual 002 §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.releves import LigneReleve, SorteReleve
from caisse_clients.gui.dialogues.papiers_editions import imprimer_releve
from caisse_clients.gui.dialogues.releves import DialogueReleves
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.releve_client import Ui_ReleveClient
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import periode
from caisse_clients.gui.presentateurs import releve_client as decisions
from caisse_clients.gui.presentateurs.periode import Cadre, Periode
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.gui.presentateurs.releve_client import Demande, Lu
from caisse_clients.gui.presentateurs.releves_en_lot import Lot
from caisse_clients.gui.vues.choix_periode import ChoixPeriode
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.gui.taches import Tache

_ETAT = "releve_client/colonnes"


class EcranReleveClient(Ecran):
    """The statement is read whole off the UI thread, then only handed over: 100 000 rows do not hold the window."""

    nom: ClassVar[str] = "releve_client"
    titre: ClassVar[str] = "Extrait compte client"
    sujets: ClassVar[frozenset[Sujet]] = frozenset(
        {Sujet.PIECES, Sujet.REGLEMENTS, Sujet.COMPTES, Sujet.ECRITURES, Sujet.CLIENTS}
    )

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_ReleveClient()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._lu: Lu | None = None
        self._lecture: Tache | None = None
        self._voulu: int | None = None
        self._jeton = 0
        self._modele = ModeleListe(decisions.COLONNES, decisions.cle, self, couleur_ligne=decisions.couleur)
        self._grille = self._ui.releveTable
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide(decisions.SANS_CLIENT)
        self._grille.offrir(self, decisions.GESTES)
        if (etat := contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        self._grille.montrer_colonne(decisions.COLONNE_HT, False)
        self._ui.totauxPied.suivre(self._grille)
        self._ui.tiersEdit.definir_taches(contexte.taches)
        self._periode = ChoixPeriode(
            decisions.PERIODES,
            (self._ui.periodeCombo, self._ui.duEdit, self._ui.auEdit),
            self._ui.messageBandeau,
            lambda: aujourd_hui(contexte.horloge),
            self,
        )
        self._periode.choisir(Periode.EXERCICE)
        self._remplir_les_choix()
        self._brancher()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the statement."""
        return {
            "releve_client.ouvrir": self._ouvrir,
            "releve_client.client": self._aller_au_client,
            "releve_client.en_lot": self._en_lot,
            "releve_client.imprimer": self._imprimer,
            "releve_client.exporter": self._exporter,
            "releve_client.fiche": lambda: self.contexte.ouvrir("fiche_client", client=self._client()),
            "releve_client.menu": self._grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen or corrected first."""
        return decisions.empechement(
            identifiant,
            client=self._client(),
            lu=self._lu,
            ligne=self._ligne(),
            erreur=self._periode.en_erreur,
        )

    def montrer(self, **parametres: object) -> None:
        """Show ``client`` (a code), up to ``au`` (a date) when given, as ``sorte``; else be ready to choose one."""
        code, au, sorte = parametres.get("client"), parametres.get("au"), parametres.get("sorte")
        if isinstance(sorte, SorteReleve):
            radio = self._ui.restantRadio if sorte is SorteReleve.RESTANT_DU else self._ui.activiteRadio
            radio.setChecked(True)
        if isinstance(au, dt.date):
            self._ui.stationCombo.setCurrentIndex(0)
            self._periode.prendre((None, au))
        if isinstance(code, int):
            self._montrer_le_client(code)
            self._grille.setFocus()
        else:
            self._aller_au_client()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the statement again; the row chosen stays chosen."""
        self._lire()

    def fermer(self) -> None:
        """Keep the widths of the columns; read nothing any more."""
        self._periode.arreter()
        if self._lecture is not None:
            self._lecture.annuler()
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    @property
    def solde(self) -> str:
        """Final balance of the statement shown, in words; empty while there is none."""
        return self._ui.soldeLabel.text()

    # --- What the user does

    def _ouvrir(self) -> None:
        """Open what the row chosen is: a pièce, a règlement, a compte client (F6, Entrée, double click)."""
        ligne, lu = self._ligne(), self._lu
        if ligne is None or lu is None:
            self.contexte.dire(decisions.CHOISIR_LIGNE)
            return
        cible = decisions.cible(ligne, lu.releve.client)
        if cible is None:
            self.contexte.dire(decisions.RIEN_A_OUVRIR)
            return
        self.contexte.ouvrir(cible[0], **cible[1])

    def _imprimer(self) -> None:
        if (lu := self._lu) is not None:
            ht = self._ui.htCheck.isChecked()
            imprimer_releve(self.contexte, self, decisions.titre(lu.releve), lu.releve, ht=ht)

    def _exporter(self) -> None:
        if self._lu is not None:
            exporter_grille(self.contexte, self._grille, decisions.titre(self._lu.releve), self)

    def _en_lot(self) -> None:
        """Prepare the statements of all clients, as this one is asked (F8)."""
        if (lues := self._periode.lire()) is not None:
            lot = Lot(*lues, self._station(), self._sorte(), self._ui.htCheck.isChecked())
            DialogueReleves(self.contexte, lot, self).open()

    def _aller_au_client(self) -> None:
        self._ui.tiersEdit.setFocus()
        self._ui.tiersEdit.selectAll()

    # --- Filters

    def _remplir_les_choix(self) -> None:
        self._ui.stationCombo.addItem("Toutes", "")
        tache = self.contexte.taches.lire(lambda services, _suivi: periode.lire_cadre(services), self)
        tache.reussie.connect(self._recevoir_le_cadre)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir_le_cadre(self, cadre: Cadre) -> None:
        for code, libelle in cadre.stations:
            self._ui.stationCombo.addItem(periode.nom_de_station(code, libelle), code)
        self._periode.commencer_l_exercice(cadre.premier_mois)

    def _brancher(self) -> None:
        ui = self._ui
        self._grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        self._grille.ouverte.connect(lambda _cle: self._ouvrir())
        self._grille.frappe.connect(self._taper)
        self._periode.change.connect(self._lire)
        ui.tiersEdit.choisi.connect(self._changer_de_client)
        ui.stationCombo.activated.connect(lambda _rang: self._lire())
        ui.restantRadio.toggled.connect(self._changer_de_sorte)
        ui.htCheck.toggled.connect(lambda coche: self._grille.montrer_colonne(decisions.COLONNE_HT, coche))
        ui.enLotButton.clicked.connect(self._en_lot)
        if droit := manque_de_droit(Droit.IMPRIMER, self.contexte.utilisateur.droits):
            ui.enLotButton.setEnabled(False)
            ui.enLotButton.setToolTip(droit)

    def _changer_de_sorte(self, restant: bool) -> None:
        """*Restant dû* is the state of one day: the first date and the HT of movements say nothing there."""
        self._ui.duEdit.setEnabled(not restant)
        self._ui.htCheck.setEnabled(not restant)
        if restant:
            self._ui.htCheck.setChecked(False)
        self._lire()

    def _changer_de_client(self, client: LigneClient | None) -> None:
        self._lire()
        if client is not None:
            # After the field is done with its key: Entrée must not act twice.
            QTimer.singleShot(0, self, self._grille.setFocus)

    def _montrer_le_client(self, code: int) -> None:
        """Choose a client named by another screen; an answer to an older request is thrown away."""
        self._voulu = code
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_client(services, code), self)
        tache.reussie.connect(lambda client: self._ui.tiersEdit.set_client(client) if self._voulu == code else None)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _client(self) -> int | None:
        return self._ui.tiersEdit.client()

    def _station(self) -> str:
        return str(self._ui.stationCombo.currentData() or "")

    def _sorte(self) -> SorteReleve:
        return SorteReleve.RESTANT_DU if self._ui.restantRadio.isChecked() else SorteReleve.ACTIVITE

    def _demande(self) -> Demande | None:
        """Return what is asked now; None while no client is chosen, or the period cannot be read."""
        lues, client = self._periode.lire(), self._client()
        if client is None or lues is None:
            return None
        return Demande(client, *lues, self._station(), self._sorte())

    # --- What is shown

    def _lire(self) -> None:
        """Ask for the statement; what is shown stays until the answer is there, or while the period is wrong."""
        demande = self._demande()
        self._jeton += 1
        if self._lecture is not None:
            self._lecture.annuler()
            self._lecture = None
        if demande is None:
            if self._client() is None:
                self._vider()
            self.actionsChangees.emit()
            return
        jeton = self._jeton
        self._grille.dire_si_vide(decisions.LECTURE)
        self._lecture = tache = self.contexte.taches.lire(
            lambda services, suivi: decisions.lire_releve(services, suivi, demande), self, "Lecture du relevé"
        )
        tache.reussie.connect(lambda lu: self._recevoir(lu) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._renoncer(erreur) if jeton == self._jeton else None)

    def _recevoir(self, lu: Lu) -> None:
        self._lecture, self._lu = None, lu
        self._modele.montrer(lu.rangees)
        if self._grille.cle_courante() is None:
            self._grille.choisir_rang(decisions.premier_mouvement(lu.releve, lu.rangees))
        self._grille.dire_si_vide(decisions.texte_vide(lu.demande))
        self._ui.totauxPied.montrer(lu.pied)
        self._ui.soldeLabel.setText(decisions.solde_final(lu.releve))
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(lu.releve))
        self.titreChange.emit(f"Extrait {lu.releve.client_nom}")
        self.actionsChangees.emit()

    def _renoncer(self, erreur: Exception) -> None:
        self._lecture = None
        self._vider()
        self._ui.messageBandeau.montrer(message_de(erreur))
        self.actionsChangees.emit()

    def _vider(self) -> None:
        self._lu = None
        self._modele.montrer(())
        self._grille.dire_si_vide(decisions.SANS_CLIENT)
        self._ui.totauxPied.montrer({})
        for label in (self._ui.soldeLabel, self._ui.nombreLabel):
            label.clear()
        self.titreChange.emit(self.titre)

    def _ligne(self) -> LigneReleve | None:
        ligne: LigneReleve | None = self._grille.ligne_courante()
        return ligne

    def _taper(self, lettres: str) -> None:
        self._ui.tiersEdit.setFocus()
        self._ui.tiersEdit.setText("")
        self._ui.tiersEdit.insert(lettres)
