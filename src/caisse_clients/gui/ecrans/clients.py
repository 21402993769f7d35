"""Clients > Liste des clients: find one by three letters, open the card or the accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from caisse_clients.application.lectures import CritereClients
from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.clients import Ui_Clients
from caisse_clients.gui.modeles.clients import COLONNES_CLIENTS, lecture_clients
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.kernel.formats import ecrire_code

_DELAI = 150
_ETAT = "clients/colonnes"
_MENU = ("clients.fiche", "clients.comptes", "clients.nouveau", "clients.exporter", "clients.imprimer")
_VIDE = "Aucun client ne correspond à cette recherche.\nEffacez-la (F7), ou créez le client avec F3."
_AUCUN = "Aucun client dans cette base.\nF3 en crée un ; Outils > Importer des clients… reprend un fichier."
_CHOISIR = "Choisissez d'abord un client dans la liste."


class EcranClients(Ecran):
    """The whole list, paged; typing searches, arrows move in the grid while the search keeps the focus."""

    nom: ClassVar[str] = "clients"
    titre: ClassVar[str] = "Liste des clients"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.CLIENTS})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Clients()
        self._ui.setupUi(self)
        self._modele = ModelePagine(contexte.taches, COLONNES_CLIENTS, lambda client: client.code, self)
        self._grille = self._ui.clientsTable
        self._grille.montrer_modele(self._modele)
        self._grille.dire_si_vide("Lecture des clients…")
        self._grille.offrir(self, _MENU)
        if (etat := contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)
        self._modele.charge.connect(self._compter)
        self._modele.limite_atteinte.connect(self._dire_la_limite)
        self._modele.lecture_echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))
        self._grille.cle_changee.connect(lambda _cle: self.actionsChangees.emit())
        self._grille.ouverte.connect(lambda code: contexte.ouvrir("fiche_client", client=code))
        self._grille.frappe.connect(self._taper)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._chercher)
        self._ui.rechercheEdit.textChanged.connect(lambda _texte: self._delai.start())
        self._ui.rechercheEdit.installEventFilter(self)
        self._chercher()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the list."""
        ouvrir = self.contexte.ouvrir
        return {
            "clients.nouveau": lambda: ouvrir("fiche_client"),
            "clients.fiche": lambda: ouvrir("fiche_client", client=self._grille.cle_courante()),
            "clients.comptes": lambda: ouvrir("comptes_clients", client=self._grille.cle_courante()),
            "clients.rechercher": self._aller_a_la_recherche,
            "clients.exporter": lambda: exporter_grille(self.contexte, self._grille, "Clients", self),
            "clients.imprimer": lambda: imprimer_grille(self.contexte, self._grille, "Clients", self._filtre(), self),
            "clients.menu": self._grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first."""
        if identifiant in ("clients.fiche", "clients.comptes", "clients.menu"):
            return "" if self._grille.cle_courante() is not None else _CHOISIR
        if identifiant in ("clients.exporter", "clients.imprimer") and not self._modele.rowCount():
            return "La liste est vide."
        return ""

    def montrer(self, **parametres: object) -> None:
        """Search ``texte`` when asked, and be ready to type."""
        if isinstance(texte := parametres.get("texte"), str):
            self._ui.rechercheEdit.setText(texte)
        self._aller_a_la_recherche()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the list again; the client chosen stays chosen."""
        self._modele.actualiser()

    def fermer(self) -> None:
        """Keep the widths and the order of the columns; read nothing any more."""
        self._delai.stop()
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Entrée typed in the search go to the grid."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                if (code := self._grille.cle_courante()) is not None:
                    self.contexte.ouvrir("fiche_client", client=code)
                return True
            if self._grille.naviguer(event):
                return True
        return super().eventFilter(watched, event)

    def _criteres(self) -> CritereClients:
        return CritereClients(texte=self._ui.rechercheEdit.text().strip())

    def _filtre(self) -> str:
        texte = self._ui.rechercheEdit.text().strip()
        return f"Recherche : {texte}" if texte else "Tous les clients"

    def _chercher(self) -> None:
        self._ui.messageBandeau.effacer()
        self._modele.montrer(lecture_clients(self._criteres()))

    def _compter(self, nombre: int) -> None:
        recherche = self._ui.rechercheEdit.text().strip()
        self._grille.dire_si_vide(_VIDE if recherche else _AUCUN)
        self._ui.nombreLabel.setText(f"{ecrire_code(nombre)} client{'s' if nombre > 1 else ''}")
        if recherche and nombre and self._grille.cle_courante() is None:
            self._grille.choisir_rang(0)
        self.actionsChangees.emit()

    def _dire_la_limite(self, limite: int) -> None:
        texte = f"Plus de {ecrire_code(limite)} clients : seuls les premiers sont montrés. Précisez la recherche."
        self._ui.messageBandeau.montrer(texte, Gravite.ALERTE)

    def _taper(self, lettres: str) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.setText(lettres)

    def _aller_a_la_recherche(self) -> None:
        self._ui.rechercheEdit.setFocus()
        self._ui.rechercheEdit.selectAll()
