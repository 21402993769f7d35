"""The two columns of one client and what is already matched: read, shown, followed at each character typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from caisse_clients.application.messages import message_de
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.imputation import Ui_Imputation
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import imputation as decisions
from caisse_clients.gui.presentateurs.rapprocheur import Diminution, Rapprocheur, Situation, lire_situation
from caisse_clients.gui.vues.colonne_ouverte import COLONNES_DISPONIBLES, COLONNES_DUES, ColonneOuverte
from caisse_clients.gui.widgets.grille import Grille


class DeuxColonnes(QObject):
    """Shows one client at a time. ``change`` follows amounts, rows and the row chosen; ``lue`` each reading."""

    change = Signal()
    lue = Signal(object)

    def __init__(self, ui: Ui_Imputation, contexte: ContexteEcran, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._contexte = ui, contexte
        self.rapprocheur = r = Rapprocheur()
        self.gauche = ColonneOuverte(ui.duTable, r.gauche, r, COLONNES_DUES, "À régler")
        self.droite = ColonneOuverte(ui.disponibleTable, r.droite, r, COLONNES_DISPONIBLES, "À utiliser")
        self.imputations = ModeleListe(decisions.COLONNES_IMPUTATIONS, lambda i: i.imputation, self)
        ui.imputationsTable.montrer_modele(self.imputations)
        ui.imputationsTable.cle_changee.connect(lambda _cle: self.change.emit())
        self.client: int | None = None
        self._devant = self.gauche
        self._jeton = 0
        self._a_cocher: tuple[str, ...] = ()
        self._refus = ""
        self._entrer_apres = False
        self._brancher()

    @property
    def ordres(self) -> tuple[list[str], list[str]]:
        """Keys of both columns as displayed."""
        return self.gauche.modele.cles(), self.droite.modele.cles()

    def colonne(self) -> ColonneOuverte:
        """Return the column that has the keyboard, or had it last."""
        for colonne in (self.gauche, self.droite):
            if colonne.grille.hasFocus():
                self._devant = colonne
        return self._devant

    def grille(self) -> Grille:
        """Return the grid that has the keyboard: a column, or the matches in force."""
        return self._ui.imputationsTable if self._ui.imputationsTable.hasFocus() else self.colonne().grille

    def changer_de_client(self, client: int | None) -> None:
        """Show this client, or nobody; amounts chosen for another one are forgotten."""
        self._jeton += 1
        if client != self.client:
            self.rapprocheur.quitter()
            self._a_cocher = () if client is None else self._a_cocher
            for colonne in (self.gauche, self.droite):
                colonne.vider()
            self.imputations.montrer([])
        self.client = client
        self._entrer_apres = client is not None
        if client is not None:
            self.lire()
        self.suivre()

    def cocher_ensuite(self, *cles: str) -> None:
        """Tick these rows as soon as a reading brings them."""
        self._a_cocher = cles

    def lire(self) -> None:
        """Read the client again; an answer to an older question is thrown away."""
        client = self.client
        if client is None:
            return
        self._jeton += 1
        jeton = self._jeton
        tache = self._contexte.taches.lire(lambda services, _suivi: lire_situation(services, client), self)
        tache.reussie.connect(lambda situation: self._recevoir(situation) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def refuser(self, erreur: Exception) -> None:
        """Keep the refusal until both columns are read again: they say where the money went."""
        self._refus = message_de(erreur)
        self.lire()

    def proposer(self) -> int:
        """Tick the automatic proposal; return how many pairs it has."""
        paires = self.rapprocheur.proposer(*self.ordres)
        self._redessiner()
        return paires

    def decocher(self) -> None:
        """Untick everything."""
        self.rapprocheur.effacer()
        self._redessiner()

    def finir_la_saisie(self) -> None:
        """Take the amount being typed, wherever it is."""
        for colonne in (self.gauche, self.droite):
            colonne.grille.finir_la_saisie()

    def suivre(self) -> None:
        """Say live what will remain on each side, and what F2 will do."""
        ui, r = self._ui, self.rapprocheur
        montre = r.situation is not None
        ui.resteDuLabel.setText(r.texte_du_reste(r.gauche) if montre else "")
        ui.resteDisponibleLabel.setText(r.texte_du_reste(r.droite) if montre else "")
        for titre in (ui.resteDuTitreLabel, ui.resteDisponibleTitreLabel):
            titre.setVisible(montre)
        ui.ecartLabel.setText(r.explication())
        self.change.emit()

    def _redessiner(self) -> None:
        for colonne in (self.gauche, self.droite):
            colonne.modele.rafraichir()
        self.suivre()

    def _recevoir(self, situation: Situation) -> None:
        avant = self.rapprocheur.situation
        diminutions = self.rapprocheur.charger(situation)
        self.gauche.montrer(situation.dus)
        self.droite.montrer(situation.disponibles)
        self.imputations.montrer(situation.imputations)
        for cle in self._a_cocher:
            _ = self.gauche.cocher(cle) or self.droite.cocher(cle)
        self._a_cocher = ()
        self._dire_les_vides(situation)
        self._dire_le_refus(diminutions, avant, situation)
        self.lue.emit(situation)
        if self._entrer_apres:
            self._entrer_apres = False
            (self.gauche if situation.dus else self.droite).entrer()
        self.suivre()

    def _dire_le_refus(self, diminutions: list[Diminution], avant: Situation | None, apres: Situation) -> None:
        anciennes = avant.imputations if avant is not None else ()
        suite = decisions.dire_les_diminutions(diminutions, anciennes, apres.imputations)
        if self._refus or suite:
            gravite = Gravite.ERREUR if self._refus else Gravite.ALERTE
            self._ui.messageBandeau.montrer(" ".join(filter(None, (self._refus, suite))), gravite)
            self._refus = ""

    def _dire_les_vides(self, situation: Situation | None) -> None:
        vides = decisions.phrases_vides(situation)
        tables = (self._ui.duTable, self._ui.disponibleTable, self._ui.imputationsTable)
        for table, phrase in zip(tables, vides, strict=True):
            table.dire_si_vide(phrase)

    def _brancher(self) -> None:
        for colonne, autre in ((self.gauche, self.droite), (self.droite, self.gauche)):
            colonne.change.connect(self.suivre)
            colonne.dite.connect(self._contexte.dire)
            colonne.grille.cle_changee.connect(lambda _cle: self.change.emit())
            colonne.grille.voisine_demandee.connect(autre.grille.naviguer)
        self.gauche.grille.cote_demande.connect(lambda sens: self.droite.entrer() if sens > 0 else None)
        self.droite.grille.cote_demande.connect(lambda sens: self.gauche.entrer() if sens < 0 else None)
        self._dire_les_vides(None)

    def naviguer(self, touche: QKeyEvent) -> bool:
        """Move by an arrow typed elsewhere: in the left column, with Ctrl in the right one."""
        ctrl = bool(touche.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return (self.droite if ctrl else self.gauche).grille.naviguer(touche)
