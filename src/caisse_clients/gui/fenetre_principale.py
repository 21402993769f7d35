"""The main window: menus, F-key bar, tabs, status bar. It knows names and keys, never what a screen does.

It paints before anything of the application layer is imported; the services arrive later, from the
writer thread. ``ouvrir`` waits for them when a screen is asked for earlier.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from caisse_clients import __version__
from caisse_clients.gui.accueil import Accueil
from caisse_clients.gui.actions import creer_qaction, permettre
from caisse_clients.gui.bandeau_base import BandeauBase
from caisse_clients.gui.barre_etat import BarreEtat
from caisse_clients.gui.barre_touches import BarreTouches
from caisse_clients.gui.boites import Boites
from caisse_clients.gui.bons import verifier_bon
from caisse_clients.gui.catalogue import CATALOGUE, MENUS, PARTOUT, Action, actions_de, barre_de, touche
from caisse_clients.gui.connexion import Connexion
from caisse_clients.gui.demande import Identite
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.fermeture import tout_peut_fermer
from caisse_clients.gui.navigation import Navigation
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.theme import appliquer_apparence

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.application.sujets import Sujet
    from caisse_clients.kernel.suivi import Suivi

_OUVERTURE = "La base s'ouvre : encore un instant."


class FenetrePrincipale(QMainWindow):
    """One window per base. ``ouvrir(nom)`` shows a screen; closing it ends the threads and the services."""

    peinte = Signal()

    def __init__(
        self,
        taches: Taches,
        boites: Boites,
        preferences: Preferences,
        *,
        poste: str,
        navigation: Callable[[QTabWidget], Navigation] = Navigation,
        identite: Identite | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("fenetrePrincipale")
        self.setWindowTitle("Caisse Clients")
        self._taches, self._boites, self._preferences = taches, boites, preferences
        self._poste = poste
        self._connexion = Connexion(
            self, self, taches, boites=boites, preferences=preferences, identite=identite or Identite()
        )
        self._contexte: ContexteEcran | None = None
        self._peinte = False
        self._devant: Ecran | None = None
        self._qactions: dict[str, QAction] = {}
        self._actions_ecran: dict[str, QAction] = {}
        self._construire(navigation)
        for action in actions_de(PARTOUT):
            self._qactions[action.id] = creer_qaction(action, self, self._commande_globale(action))
            self.addAction(self._qactions[action.id])
        self._remplir_menus()
        self._restaurer()
        taches.setParent(self)
        taches.pret.connect(self._recevoir_services)
        taches.ouverture_echouee.connect(self._refuser_ouverture)
        taches.demander = lambda demande: self._connexion.demander_approbation(demande, self._contexte)
        taches.change.connect(self._diffuser)
        taches.ecriture_orpheline.connect(self._dire_echec_orphelin)
        QApplication.instance().focusChanged.connect(self._dire_l_aide_du_champ)  # type: ignore[union-attr]  # it runs
        self._changer_d_ecran()

    # --- What others use

    def ouvrir(self, nom: str, **parametres: object) -> QWidget:
        """Open the screen ``nom`` (SCREENS.md), or come back to it, and return it.

        Waits for the services when they are not there yet; raises what their opening raised.
        """
        if self._contexte is None:
            self._recevoir_services(self._taches.attendre_pret())
        assert self._contexte is not None
        ecran = self._navigation.ouvrir(nom, self._contexte, **parametres)
        if not ecran.property("branche"):
            ecran.setProperty("branche", True)
            ecran.actionsChangees.connect(partial(self._relire_si_devant, ecran))
            ecran.titreChange.connect(self._titrer)
            ecran.fermetureDemandee.connect(partial(self._fermer_ecran, ecran))
        self._changer_d_ecran()
        return ecran

    def preparer(self, nom: str) -> None:
        """Open the screen ``nom`` as soon as a reader thread has imported it; the window stays alive meanwhile."""

        def travail(_services: Services, _suivi: Suivi) -> None:
            self._navigation.charger(nom)

        self._taches.lire(travail, self, "Ouverture de l'écran").finie.connect(lambda: self.ouvrir(nom))

    def verrouiller(self) -> bool:
        """Close every screen, each having its say, and let the services go; False when one stays."""
        ecrans = self._navigation.ecrans()
        if not tout_peut_fermer(self, self._taches, self._boites, ecrans, self._onglets.setCurrentWidget):
            return False
        for ecran in ecrans:
            self._navigation.fermer(ecran)
        self._contexte = None
        self._taches.verrouiller()
        self._changer_d_ecran()
        self._accueil.verrouiller()
        self._etat.presenter("", self._poste, "")
        return True

    def dire(self, texte: str) -> None:
        """Write ``texte`` in the status line."""
        self._etat.dire(texte)

    def rappeler(self) -> None:
        """Come to the front: the program was started a second time on this base."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # --- Construction

    def _construire(self, navigation: Callable[[QTabWidget], Navigation]) -> None:
        self._barre = BarreTouches(self)
        self._bandeau = BandeauBase(self)
        self._accueil = Accueil(self)
        self._accueil.reessayer.connect(self._reessayer)
        self._onglets = QTabWidget(self)
        self._onglets.setObjectName("onglets")
        self._onglets.setDocumentMode(True)
        self._onglets.setTabsClosable(True)
        self._onglets.setMovable(True)
        self._onglets.currentChanged.connect(self._changer_d_ecran)
        self._onglets.tabCloseRequested.connect(self._fermer_onglet)
        self._navigation = navigation(self._onglets)
        self._pile = QStackedWidget(self)
        self._pile.addWidget(self._accueil)
        self._pile.addWidget(self._onglets)
        centre = QWidget(self)
        colonne = QVBoxLayout(centre)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        for widget in (self._barre, self._bandeau):
            colonne.addWidget(widget)
        colonne.addWidget(self._pile, 1)
        self.setCentralWidget(centre)
        self._etat = BarreEtat(self._taches, self)
        self.setStatusBar(self._etat)

    def _remplir_menus(self) -> None:
        """Lay the menus along the manuals' paths (``Ventes > Règlements`` makes a sub-menu)."""
        menus: dict[str, QMenu] = {}
        for titre in MENUS:
            menus[titre.replace("&", "")] = self.menuBar().addMenu(titre)
        for action in CATALOGUE:
            if not action.menu:
                continue
            parties = action.menu.split(" > ")
            for fin in range(2, len(parties) + 1):
                chemin = " > ".join(parties[:fin])
                if chemin not in menus:
                    menus[chemin] = menus[" > ".join(parties[: fin - 1])].addMenu(parties[fin - 1])
            menus[action.menu].addAction(self._qactions[action.id])

    def _commande_globale(self, action: Action) -> Callable[[], object]:
        if action.ecran:
            return partial(self.ouvrir, action.ecran)
        commandes: dict[str, Callable[[], object]] = {
            "fermer": self._fermer_courant,
            "aide": self._aider,
            "palette": self._ouvrir_palette,
            "verifier_bon": lambda: verifier_bon(self._contexte, self),
            "actualiser": self._actualiser,
            "quitter": self.close,
            "changer_utilisateur": lambda: self._connexion.changer_utilisateur(self._contexte),
            "changer_pin": lambda: self._connexion.changer_pin(self._contexte),
            "a_propos": self._dire_a_propos,
            **{f"apparence_{nom}": partial(self._habiller, nom) for nom in ("claire", "sombre", "systeme")},
        }
        return commandes[action.id]

    # --- Services

    def _recevoir_services(self, services: Services) -> None:
        if self._contexte is not None:
            return
        self._contexte = ContexteEcran(
            taches=self._taches,
            boites=self._boites,
            services=services,
            horloge=services.horloge,
            preferences=self._preferences,
            ouvrir=self.ouvrir,
            dire=self.dire,
        )
        base, utilisateur = services.base, services.utilisateur
        self._etat.presenter(f"{utilisateur.libelle} ({utilisateur.code})", self._poste, base.chemin_affiche)
        self._bandeau.presenter(base)
        self._changer_d_ecran()

    def _refuser_ouverture(self, erreur: Exception) -> None:
        from caisse_clients.application.messages import message_de

        if self._connexion.demander_si_possible(erreur):
            self._accueil.verrouiller()
        else:
            self._accueil.refuser(message_de(erreur))

    def _reessayer(self) -> None:
        self._accueil.attendre()
        self._taches.ouvrir()

    # --- Tabs and actions

    def _changer_d_ecran(self) -> None:
        """Give the window the keys of the screen in front, and take back those of the one behind."""
        ecran = self._navigation.courant()
        if ecran is not None and ecran is self._devant:
            self._relire_les_actions()
            return
        self._devant = ecran
        self._etat.indiquer("")  # the hint of a field of the screen behind
        for qaction in self._actions_ecran.values():
            for hote in qaction.associatedObjects():
                if isinstance(hote, QWidget):
                    hote.removeAction(qaction)
            qaction.setParent(None)
            qaction.deleteLater()
        self._actions_ecran = {}
        if ecran is not None:
            commandes = ecran.commandes()
            for action in actions_de(ecran.nom):
                if action.id in commandes:
                    self._actions_ecran[action.id] = creer_qaction(action, self, commandes[action.id])
                    # On the screen rather than the window: its row menus are made of its own actions.
                    ecran.addAction(self._actions_ecran[action.id])
        self._titrer()
        self._relire_les_actions()
        qactions = {**self._qactions, **self._actions_ecran}
        self._barre.montrer([qactions[a.id] for a in barre_de(ecran.nom if ecran else "") if a.id in qactions])
        self._pile.setCurrentWidget(self._onglets if ecran is not None else self._accueil)
        if ecran is None and self._contexte is not None:
            self._accueil.proposer(self._ecrans_par_menu())
        elif self._contexte is None:
            self._accueil.attendre()

    def _ecrans_par_menu(self) -> list[tuple[str, list[QAction]]]:
        """Return what opens a screen, under the menu of the bar where it is found."""
        groupes: dict[str, list[QAction]] = {titre.replace("&", ""): [] for titre in MENUS}
        for action in actions_de(PARTOUT):
            if action.ecran:
                groupes[action.menu.split(" > ")[0]].append(self._qactions[action.id])
        return [(titre, actions) for titre, actions in groupes.items() if actions]

    def _titrer(self) -> None:
        """Name the window by the screen in front and the base; Qt adds the application's name."""
        if self._contexte is None:
            return
        devant = self._onglets.tabText(self._onglets.currentIndex()) if self._devant is not None else ""
        self.setWindowTitle(" — ".join(filter(None, (devant, self._contexte.base.chemin_affiche))))

    def _relire_si_devant(self, ecran: Ecran) -> None:
        if ecran is self._navigation.courant():
            self._relire_les_actions()

    def _relire_les_actions(self) -> None:
        for action in CATALOGUE:
            qaction = self._actions_ecran.get(action.id) or self._qactions.get(action.id)
            if qaction is not None:
                permettre(qaction, action, self._empechement(action))

    def _empechement(self, action: Action) -> str:
        """Return why ``action`` cannot be done now: the right first, then what the screen says."""
        ecran = self._navigation.courant()
        if self._contexte is None:
            return _OUVERTURE if action.ecran or action.id in ("fermer", "actualiser", "verifier_bon") else ""
        if action.droit is not None and action.droit not in self._contexte.utilisateur.droits:
            return f"Il faut le droit de {action.droit.libelle} ; demandez à un responsable."
        if action.portee == PARTOUT:
            return "Aucun écran n'est ouvert." if ecran is None and action.id in ("fermer", "actualiser") else ""
        return ecran.empechement(action.id) if ecran is not None else ""

    def _fermer_courant(self) -> None:
        if (ecran := self._navigation.courant()) is not None:
            self._fermer_ecran(ecran)

    def _fermer_onglet(self, rang: int) -> None:
        ecran = self._onglets.widget(rang)
        if isinstance(ecran, Ecran):
            self._fermer_ecran(ecran)

    def _fermer_ecran(self, ecran: Ecran) -> None:
        self._navigation.fermer(ecran)

    def _actualiser(self) -> None:
        if (ecran := self._navigation.courant()) is not None:
            ecran.recharger(ecran.sujets)

    def _diffuser(self, sujets: frozenset[Sujet]) -> None:
        for ecran in self._navigation.ecrans():
            if ecran.sujets & sujets:
                ecran.recharger(sujets)

    # --- Help, palette, appearance

    def _aider(self) -> None:
        from caisse_clients.gui.aide import montrer_aide

        ecran = self._navigation.courant()
        montrer_aide(ecran.nom if ecran is not None else PARTOUT, self)

    def _ouvrir_palette(self) -> None:
        from caisse_clients.gui.aller_a import AllerA, Destination

        destinations = []
        for action in CATALOGUE:
            qaction = self._actions_ecran.get(action.id) or self._qactions.get(action.id)
            if qaction is not None and action.id != "palette":
                cle, raison = touche(action.raccourci), self._empechement(action)
                destinations.append(Destination(action.chemin, qaction.trigger, cle, action.icone, raison))
        bon = partial(verifier_bon, self._contexte, self)
        AllerA(destinations, self._taches, self.ouvrir, self.dire, self, verifier_bon=bon).placer()

    def _habiller(self, apparence: str) -> None:
        self._preferences.garder_texte("apparence", apparence)
        appliquer_apparence(apparence)

    def _dire_a_propos(self) -> None:
        base = self._contexte.base.chemin_affiche if self._contexte else "en cours d'ouverture"
        self._boites.informer(self, "À propos", f"Caisse Clients {__version__}\n\nBase : {base}\nPoste : {self._poste}")

    def _dire_l_aide_du_champ(self, _ancien: QWidget | None, nouveau: QWidget | None) -> None:
        """Repeat in the status line the hover text of the field that takes the focus."""
        if nouveau is not None and nouveau.window() is self and (texte := nouveau.statusTip() or nouveau.toolTip()):
            self._etat.indiquer(texte)

    def _dire_echec_orphelin(self, libelle: str, erreur: Exception) -> None:
        from caisse_clients.application.messages import message_de

        self._boites.avertir(self, libelle, f"{libelle} : rien n'a été enregistré. {message_de(erreur)}")

    # --- Events of Qt

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Say, once, that the window is on screen: what is heavy may start."""
        super().paintEvent(evenement)
        if not self._peinte:
            self._peinte = True
            QTimer.singleShot(0, self, self.peinte.emit)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Say why when the key pressed is that of a greyed action (an enabled one never comes here)."""
        sequence = QKeySequence(evenement.keyCombination())
        for qaction in (*self._actions_ecran.values(), *self._qactions.values()):
            if not qaction.isEnabled() and qaction.shortcut() == sequence and not evenement.isAutoRepeat():
                self.dire(qaction.statusTip())
                return
        super().keyPressEvent(evenement)

    def closeEvent(self, evenement: QCloseEvent) -> None:
        """Let each screen and each running job have its say, then save the state and end the threads."""
        ecrans = self._navigation.ecrans()
        if not tout_peut_fermer(self, self._taches, self._boites, ecrans, self._onglets.setCurrentWidget):
            evenement.ignore()
            return
        self._preferences.garder_etat("fenetre/geometrie", self.saveGeometry())
        for ecran in ecrans:
            ecran.fermer()
        self._preferences.enregistrer()
        self._taches.fermer()
        evenement.accept()

    def _restaurer(self) -> None:
        place = self.screen().availableGeometry()  # less the title bar, which a small screen must show too
        self.resize(min(1280, place.width()), min(740, place.height() - 40))
        if (geometrie := self._preferences.etat("fenetre/geometrie")) is not None:
            self.restoreGeometry(geometrie)
