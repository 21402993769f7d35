"""Éditions > Extrait détaillé client passager: the tickets of a station over their lines (manual 002 §3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.gui.dialogues.papiers_editions import imprimer_passager
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.client_passager import Ui_ClientPassager
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import client_passager as decisions
from caisse_clients.gui.presentateurs import periode
from caisse_clients.gui.presentateurs.client_passager import Demande, Lu, Rangee
from caisse_clients.gui.presentateurs.periode import Cadre, Periode
from caisse_clients.gui.vues.choix_periode import ChoixPeriode
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.gui.taches import Tache

_ETAT = "client_passager/colonnes"


class EcranClientPassager(Ecran):
    """One station at a time, this poste's first; a ticket, then what was sold on it."""

    nom: ClassVar[str] = "client_passager"
    titre: ClassVar[str] = "Extrait client passager"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PIECES, Sujet.REGLEMENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_ClientPassager()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._lu: Lu | None = None
        self._lecture: Tache | None = None
        self._jeton = 0
        self._modele = ModeleListe(decisions.COLONNES, decisions.cle, self, couleur_ligne=decisions.couleur)
        self._grille = self._ui.ticketsTable
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide(decisions.LECTURE)
        self._grille.offrir(self, decisions.GESTES)
        if (etat := contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        self._ui.totauxPied.suivre(self._grille)
        self._periode = ChoixPeriode(
            decisions.PERIODES,
            (self._ui.periodeCombo, self._ui.duEdit, self._ui.auEdit),
            self._ui.messageBandeau,
            lambda: aujourd_hui(contexte.horloge),
            self,
        )
        self._periode.choisir(Periode.AUJOURD_HUI)
        self._brancher()
        tache = contexte.taches.lire(lambda services, _suivi: periode.lire_cadre(services), self)
        tache.reussie.connect(self._recevoir_le_cadre)
        tache.echouee.connect(self._renoncer)

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the list of tickets."""
        return {
            "client_passager.ouvrir": self._ouvrir,
            "client_passager.lignes": self._ui.lignesCheck.toggle,
            "client_passager.periode": self._ui.periodeCombo.setFocus,
            "client_passager.imprimer": self._imprimer,
            "client_passager.exporter": self._exporter,
            "client_passager.menu": self._grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen or corrected first."""
        return decisions.empechement(
            identifiant,
            rangee=self._rangee(),
            nombre=self._modele.rowCount(),
            erreur=self._periode.en_erreur or not self._ui.duEdit.text().strip(),
        )

    def montrer(self, **parametres: object) -> None:
        """Be ready to choose the period."""
        self._ui.periodeCombo.setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the tickets again; the one chosen stays chosen."""
        self._lire()

    def fermer(self) -> None:
        """Keep the widths of the columns; read nothing any more."""
        self._periode.arreter()
        if self._lecture is not None:
            self._lecture.annuler()
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    # --- What the user does

    def _ouvrir(self) -> None:
        """Open the ticket of the row chosen (F6, Entrée, double click)."""
        if (rangee := self._rangee()) is None:
            self.contexte.dire(decisions.CHOISIR_LIGNE)
            return
        self.contexte.ouvrir("piece", piece=rangee.ticket)

    def _imprimer(self) -> None:
        if (lu := self._lu) is not None:
            imprimer_passager(self.contexte, self, self._nom_du_papier(lu), lu.releve)

    def _exporter(self) -> None:
        if (lu := self._lu) is not None:
            exporter_grille(self.contexte, self._grille, self._nom_du_papier(lu), self)

    @staticmethod
    def _nom_du_papier(lu: Lu) -> str:
        return f"Client passager {lu.demande.station} au {lu.demande.au.isoformat()}"

    # --- Filters

    def _brancher(self) -> None:
        ui = self._ui
        self._grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        self._grille.ouverte.connect(lambda _cle: self._ouvrir())
        self._periode.change.connect(self._lire)
        ui.stationCombo.activated.connect(lambda _rang: self._lire())
        ui.lignesCheck.toggled.connect(lambda _coche: self._montrer_les_rangees())

    def _recevoir_le_cadre(self, cadre: Cadre) -> None:
        for code, libelle in cadre.stations:
            self._ui.stationCombo.addItem(periode.nom_de_station(code, libelle), code)
        self._ui.stationCombo.setCurrentIndex(max(0, self._ui.stationCombo.findData(cadre.station)))
        self._periode.commencer_l_exercice(cadre.premier_mois)

    def _demande(self) -> Demande | None:
        """Return what is asked; None before the stations are known, or while the period is not whole."""
        lues, station = self._periode.lire(), self._ui.stationCombo.currentData()
        if lues is None or not station:
            return None
        if lues[0] is None:
            return None
        return Demande(str(station), lues[0], lues[1])

    # --- What is shown

    def _lire(self) -> None:
        """Ask for the tickets; what is shown stays until the answer is there, or while the period is wrong."""
        demande = self._demande()
        self._jeton += 1
        if self._lecture is not None:
            self._lecture.annuler()
            self._lecture = None
        if demande is None:
            if not self._periode.en_erreur and not self._ui.duEdit.text().strip():
                marquer_erreur(self._ui.duEdit, decisions.SANS_DEBUT)
                self._ui.messageBandeau.montrer(decisions.SANS_DEBUT)
            self.actionsChangees.emit()
            return
        if self._ui.messageBandeau.texte() == decisions.SANS_DEBUT:
            self._ui.messageBandeau.effacer()
            self._ui.duEdit.verifier()
        jeton = self._jeton
        self._grille.dire_si_vide(decisions.LECTURE)
        self._lecture = tache = self.contexte.taches.lire(
            lambda services, suivi: decisions.lire(services, suivi, demande), self, "Lecture des tickets"
        )
        tache.reussie.connect(lambda lu: self._recevoir(lu) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._renoncer(erreur) if jeton == self._jeton else None)

    def _recevoir(self, lu: Lu) -> None:
        self._lecture, self._lu = None, lu
        self._montrer_les_rangees()
        self._grille.dire_si_vide(decisions.texte_vide(lu.demande))
        self._ui.totauxPied.montrer(decisions.pied(lu.releve))
        self._ui.modesLabel.setText(decisions.totaux_par_mode(lu.releve))
        self._ui.totalLabel.setText(decisions.total_en_mots(lu.releve))
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(lu.releve))
        self.actionsChangees.emit()

    def _montrer_les_rangees(self) -> None:
        if self._lu is not None:
            self._modele.montrer(self._lu.detail if self._ui.lignesCheck.isChecked() else self._lu.tickets)
            if self._grille.cle_courante() is None:
                self._grille.choisir_rang(0)

    def _renoncer(self, erreur: Exception) -> None:
        self._lecture = None
        self._ui.messageBandeau.montrer(message_de(erreur))

    def _rangee(self) -> Rangee | None:
        rangee: Rangee | None = self._grille.ligne_courante()
        return rangee
