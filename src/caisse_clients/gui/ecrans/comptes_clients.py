"""*Clients > Comptes clients*: find a client, see his accounts, open, enter, settle, undo (manual 000)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHeaderView, QMenu, QPushButton, QSplitter, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.gui.catalogue import action
from caisse_clients.gui.dialogues.comptes_clients import GestesComptes
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.comptes_clients import Ui_ComptesClients
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import comptes_clients as decisions
from caisse_clients.gui.presentateurs.comptes_clients import LigneOrange
from caisse_clients.gui.vues.comptes_du_client import ComptesDuClient
from caisse_clients.gui.vues.recherche_clients import RechercheClients

_MENU_CLIENTS = ("nouveau_compte", "voir_fiche", "exporter_clients")
_MENU_COMPTES = ("nouvelle_ecriture", "solder", "contrepasser", "recu", "exporter_comptes")


class EcranComptesClients(Ecran):
    """The manual's screen: the search narrows the clients, the chosen one fills the orange table.

    What is shown and permitted is decided in ``presentateurs``, what the keys do is in ``GestesComptes``.
    """

    nom: ClassVar[str] = "comptes_clients"
    titre: ClassVar[str] = "Comptes clients"
    sujets = frozenset({Sujet.CLIENTS, Sujet.COMPTES, Sujet.ECRITURES})

    def __init__(self, contexte: ContexteEcran, parent: QWidget | None = None) -> None:
        super().__init__(contexte, parent)
        self._ui = Ui_ComptesClients()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._recherche = RechercheClients(self._ui, contexte, self)
        self._comptes = ComptesDuClient(self._ui, contexte, self._recherche, self)
        self._gestes = GestesComptes(self, self, contexte)
        self._brancher()
        self._restaurer()
        self._rafraichir()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key of the catalogue does here."""
        return {
            "nouveau_compte": self._gestes.nouveau_compte,
            "contrepasser": self._gestes.contrepasser,
            "nouvelle_ecriture": self._gestes.nouvelle_ecriture,
            "rechercher": self._recherche.prendre_le_curseur,
            "solder": self._gestes.solder,
            "epurer": lambda: None,
            "recu": self._gestes.recu,
            "voir_fiche": self._gestes.voir_fiche,
            "exporter_clients": lambda: exporter_grille(self.contexte, self._ui.clientsTable, "Clients", self),
            "exporter_comptes": lambda: exporter_grille(self.contexte, self._ui.comptesTable, "Comptes", self),
            "menu_contextuel": self._ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Return why an action cannot be done on what is chosen."""
        return decisions.empechement(
            identifiant,
            client=self._comptes.client,
            ligne=self.ligne(),
            en_lecture=self._comptes.en_lecture,
            dernier_recu=self._gestes.derniere_ecriture,
        )

    def montrer(self, **parametres: object) -> None:
        """Show ``client`` (a code) or the owner of ``compte`` (chosen), or the whole list; the name takes the focus."""
        code, compte = parametres.get("client"), parametres.get("compte")
        if isinstance(compte, int):
            self._recherche.chercher_le_compte(compte)
        elif isinstance(code, int):
            self._recherche.chercher_le_client(code)
        self._recherche.chercher()
        self._recherche.prendre_le_curseur()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read clients again when they changed, and the accounts shown; what is chosen stays chosen."""
        if Sujet.CLIENTS in sujets:
            self._recherche.modele.actualiser()
        self._comptes.lire()

    def fermer(self) -> None:
        """Keep the widths and the share of the two grids; nothing is read any more."""
        self._recherche.arreter()
        self._comptes.arreter()
        for nom, objet in self._etats().items():
            self.contexte.preferences.garder_etat(f"comptes_clients/{nom}", objet.saveState())

    # --- What the gestures need

    def client(self) -> int | None:
        """Return the client whose accounts are shown."""
        return self._comptes.client

    def nom_client(self) -> str:
        """Return his name as shown over the accounts."""
        return self._comptes.nom

    def ligne(self) -> LigneOrange | None:
        """Return the row chosen in the orange table, never one of another client."""
        return self._comptes.ligne()

    def attendre_l_ecriture(self, numero: int, ecriture: int, texte: str) -> None:
        """Say what was done, and choose the new écriture as soon as the reload brings it."""
        self._ui.comptesTable.choisir_cle((numero, ecriture))
        self._ui.messageBandeau.montrer(f"{texte} Ctrl+P : reçu.", Gravite.SUCCES)
        self.contexte.dire(texte)

    # --- Wiring

    def _brancher(self) -> None:
        ui = self._ui
        for partie in (self._recherche, self._comptes):
            partie.echec.connect(lambda erreur: ui.messageBandeau.montrer(message_de(erreur)))
        self._recherche.filtreChange.connect(self._comptes.lire)
        self._recherche.lue.connect(lambda _nombre: self._comptes.relire_bientot())
        self._comptes.change.connect(self._rafraichir)
        ui.clientsTable.cle_changee.connect(self._changer_de_client)
        ui.clientsTable.ouverte.connect(lambda _cle: ui.comptesTable.setFocus())
        ui.comptesTable.ouverte.connect(lambda _cle: self._declencher("nouvelle_ecriture"))
        ui.clientsTable.menu_demande.connect(partial(self._composer_le_menu, _MENU_CLIENTS))
        ui.comptesTable.menu_demande.connect(partial(self._composer_le_menu, _MENU_COMPTES))
        for nom, bouton in self._boutons().items():
            bouton.clicked.connect(partial(self._declencher, nom))
            place = bouton.sizePolicy()
            place.setRetainSizeWhenHidden(True)  # nothing moves when an account is chosen
            bouton.setSizePolicy(place)

    def _restaurer(self) -> None:
        self._ui.grillesSplitter.setSizes([230, 250])
        for nom, objet in self._etats().items():
            if (etat := self.contexte.preferences.etat(f"comptes_clients/{nom}")) is not None:
                objet.restoreState(etat)

    def _changer_de_client(self, code: object) -> None:
        self._gestes.derniere_ecriture = None
        self._comptes.montrer(code if isinstance(code, int) else None)

    def _rafraichir(self) -> None:
        """Show the buttons of an account only when one is chosen (manual), greyed as their keys are."""
        droits = self.contexte.utilisateur.droits
        for nom, bouton in self._boutons().items():
            donnee, raison = action(nom), self.empechement(nom)
            bouton.setEnabled(donnee.droit in droits and not raison)
            bouton.setToolTip(raison or f"{donnee.aide} ({donnee.raccourci})")
            bouton.setVisible(nom == "nouveau_compte" or self.ligne() is not None)
        self.actionsChangees.emit()

    def _declencher(self, nom: str, *_: object) -> None:
        """Do an action as its key would: not at all when it is greyed."""
        for qaction in self.actions():
            if qaction.objectName() == nom:
                qaction.trigger()

    def _ouvrir_le_menu(self) -> None:
        """Open the menu of the row in the accounts, or in the clients when they have the focus or no account is."""
        sur_les_clients = self._ui.clientsTable.hasFocus() or self.ligne() is None
        (self._ui.clientsTable if sur_les_clients else self._ui.comptesTable).ouvrir_le_menu()

    def _composer_le_menu(self, noms: Sequence[str], menu: QMenu) -> None:
        par_nom = {qaction.objectName(): qaction for qaction in self.actions()}
        menu.addActions([par_nom[nom] for nom in noms if nom in par_nom])

    def _boutons(self) -> dict[str, QPushButton]:
        return {
            "nouveau_compte": self._ui.nouveauCompteButton,
            "nouvelle_ecriture": self._ui.nouvelleEcritureButton,
            "solder": self._ui.solderButton,
        }

    def _etats(self) -> dict[str, QHeaderView | QSplitter]:
        return {
            "clients": self._ui.clientsTable.horizontalHeader(),
            "comptes": self._ui.comptesTable.horizontalHeader(),
            "partage": self._ui.grillesSplitter,
        }
