"""Éditions > Balance âgée: what each client owes by age at any date, the totals and their bars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.echeancier import LigneBalanceAgee
from caisse_clients.domain.releves import SorteReleve
from caisse_clients.gui.dialogues.papiers_editions import imprimer_balance
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.balance_agee import Ui_BalanceAgee
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import balance_agee as decisions
from caisse_clients.gui.presentateurs.balance_agee import Balance
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.gui.taches import Tache

_DELAI = 150
_ETAT = "balance_agee/colonnes"


class EcranBalanceAgee(Ecran):
    """Read whole off the UI thread; letters narrow it in memory while arrows move in the grid."""

    nom: ClassVar[str] = "balance_agee"
    titre: ClassVar[str] = "Balance âgée"
    sujets: ClassVar[frozenset[Sujet]] = frozenset(
        {Sujet.PIECES, Sujet.REGLEMENTS, Sujet.COMPTES, Sujet.ECRITURES, Sujet.CLIENTS}
    )

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_BalanceAgee()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._balance: Balance | None = None
        self._lecture: Tache | None = None
        self._jeton = 0
        self._modele = ModeleListe(decisions.COLONNES, lambda ligne: ligne.client, self)
        self._grille = self._ui.balanceTable
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide(decisions.LECTURE)
        self._grille.offrir(self, decisions.GESTES)
        if (etat := contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        self._ui.totauxPied.suivre(self._grille)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._lire)
        self._ui.auEdit.definir_aujourdhui(self._aujourd_hui)
        self._ui.auEdit.set_date_(self._aujourd_hui())
        self._brancher()
        self._lire()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the balance."""
        return {
            "balance_agee.ouvrir": self._ouvrir,
            "balance_agee.rechercher": self._aller_a_la_recherche,
            "balance_agee.fiche": self._ouvrir_la_fiche,
            "balance_agee.imprimer": self._imprimer,
            "balance_agee.exporter": self._exporter,
            "balance_agee.menu": self._grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen or corrected first."""
        return decisions.empechement(
            identifiant,
            ligne=self._ligne(),
            nombre=self._modele.rowCount(),
            erreur=decisions.illisible(self._ui.auEdit.text(), self._aujourd_hui()) is not None,
        )

    def montrer(self, **parametres: object) -> None:
        """Show the balance of ``au`` (a date) when given; be ready to type a name."""
        if isinstance(au := parametres.get("au"), dt.date):
            self._ui.auEdit.set_date_(au)
        self._aller_a_la_recherche()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the balance again; the client chosen stays chosen."""
        self._lire()

    def fermer(self) -> None:
        """Keep the widths of the columns; read nothing any more."""
        self._delai.stop()
        if self._lecture is not None:
            self._lecture.annuler()
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Entrée typed in the search go to the grid."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self._ouvrir()
                return True
            if self._grille.naviguer(event):
                return True
        return super().eventFilter(watched, event)

    @property
    def prete(self) -> bool:
        """True once a balance is shown."""
        return self._balance is not None

    # --- What the user does

    def _ouvrir(self) -> None:
        """Open the statement of the client chosen, as it is at the date of the balance (F6, Entrée, double click)."""
        ligne, balance = self._ligne(), self._balance
        if ligne is None or balance is None:
            self.contexte.dire(decisions.CHOISIR_LIGNE)
            return
        self.contexte.ouvrir("releve_client", client=ligne.client, au=balance.au, sorte=SorteReleve.RESTANT_DU)

    def _ouvrir_la_fiche(self) -> None:
        if (ligne := self._ligne()) is not None:
            self.contexte.ouvrir("fiche_client", client=ligne.client)

    def _imprimer(self) -> None:
        if self._balance is not None:
            imprimer_balance(
                self.contexte, self, decisions.titre(self._balance.au), self._balance.au, self._modele.lignes
            )

    def _exporter(self) -> None:
        if self._balance is not None:
            exporter_grille(self.contexte, self._grille, decisions.titre(self._balance.au), self)

    def _aller_a_la_recherche(self) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.selectAll()

    # --- Reading

    def _brancher(self) -> None:
        ui = self._ui
        self._grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        self._grille.ouverte.connect(lambda _cle: self._ouvrir())
        self._grille.frappe.connect(self._taper)
        ui.auEdit.textChanged.connect(lambda _texte: self._delai.start())
        ui.rechercheEdit.textChanged.connect(lambda _texte: self._montrer_les_lignes())
        ui.rechercheEdit.installEventFilter(self)

    def _lire(self) -> None:
        """Ask for the balance; a date that cannot be read is marked instead, the grid stays as it is."""
        self._delai.stop()
        texte, jour = self._ui.auEdit.text(), self._aujourd_hui()
        erreur = decisions.illisible(texte, jour)
        if erreur is not None:
            marquer_erreur(self._ui.auEdit, message_de(erreur))
            self._ui.messageBandeau.montrer(message_de(erreur))
            self.actionsChangees.emit()
            return
        self._ui.messageBandeau.effacer()
        self._ui.auEdit.verifier()
        au = decisions.lire_jour(texte, jour)
        self._jeton += 1
        jeton = self._jeton
        if self._lecture is not None:
            self._lecture.annuler()
        self._lecture = tache = self.contexte.taches.lire(
            lambda services, suivi: decisions.lire_balance(services, suivi, au), self, "Lecture de la balance"
        )
        tache.reussie.connect(lambda balance: self._recevoir(balance) if jeton == self._jeton else None)
        tache.echouee.connect(lambda echec: self._renoncer(echec) if jeton == self._jeton else None)

    def _recevoir(self, balance: Balance) -> None:
        self._lecture, self._balance = None, balance
        self._montrer_les_lignes()

    def _renoncer(self, erreur: Exception) -> None:
        self._lecture = None
        self._ui.messageBandeau.montrer(message_de(erreur))

    # --- What is shown

    def _montrer_les_lignes(self) -> None:
        """Show the rows the letters leave, and what they sum to."""
        if (balance := self._balance) is None:
            return
        ui, recherche = self._ui, self._ui.rechercheEdit.text()
        lignes = decisions.filtrer(balance, recherche)
        somme = decisions.totaux(lignes)
        self._modele.montrer(lignes)
        self._grille.dire_si_vide(decisions.texte_vide(balance, recherche))
        if lignes and self._grille.cle_courante() is None:
            self._grille.choisir_rang(0)
        ui.totauxPied.montrer(decisions.pied(somme, len(lignes)))
        ui.agesBarres.montrer(decisions.barres(somme))
        ui.soldeLabel.setText(decisions.solde_en_mots(somme, balance.au))
        ui.nombreLabel.setText(decisions.nombre_en_mots(len(lignes)))
        self.actionsChangees.emit()

    def _ligne(self) -> LigneBalanceAgee | None:
        ligne: LigneBalanceAgee | None = self._grille.ligne_courante()
        return ligne

    def _taper(self, lettres: str) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.setText(lettres)

    def _aujourd_hui(self) -> dt.date:
        return aujourd_hui(self.contexte.horloge)
