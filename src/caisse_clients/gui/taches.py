"""Work off the UI thread: one writer thread, two readers, progress, cancel, delivery on the UI thread.

A screen never waits and never opens a transaction: it hands a function over and receives signals. The
answer to a screen that has been closed goes nowhere, except the failure of a write, which nobody may
miss. The services are made once, by the writer thread, after the window has been painted: importing
SQLAlchemy takes longer than showing the window.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from caisse_clients.gui.demande import AApprouver, Demande
from caisse_clients.gui.fils import Fils
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier, ErreurTechnique
from caisse_clients.kernel.suivi import Annulee, Suivi

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.application.session import Approbation, Secrets
    from caisse_clients.application.sujets import Sujet

INTERVALLE_PROGRESSION = 0.1
"""Seconds between two progress messages: more would only fill the event queue."""

_ATTENDUES = (ErreurMetier, ConfirmationRequise, ErreurTechnique)


_Relance = Callable[["Approbation", Callable[[Exception], None], Callable[[], None]], None]


class Tache(QObject):
    """One job, seen from the UI thread. Connect right after it is started: nothing can be missed.

    Exactly one of ``reussie``, ``echouee``, ``annulee`` is emitted, then ``finie``. The object dies with the
    ``QObject`` that asked for the job.
    """

    progression = Signal(int, int, str)
    reussie = Signal(object)
    echouee = Signal(Exception)
    annulee = Signal()
    finie = Signal()

    def __init__(
        self, libelle: str, parent: QObject, dire: Callable[[int, int, str], None], *, ecriture: bool, annulable: bool
    ) -> None:
        super().__init__(parent)
        self.libelle = libelle
        self.ecriture = ecriture
        self.annulable = annulable
        self.suivi = Suivi(dire)
        self.commande: object = None
        self.relancer: _Relance | None = None

    def annuler(self) -> None:
        """Ask the job to stop at its next step; a committed write is not undone."""
        self.suivi.annuler()


class Taches(QObject):
    """Runs every job of the window and tells what a command changed.

    ``fabrique`` is called by each ``ouvrir``, in the writer thread. ``demander`` takes the commands that another
    user may authorise (see ``Demande``); None: nobody is asked. ``panne`` receives what is our fault (``Bogue`` or an
    unknown exception), on the UI thread; by default the process-wide exception hook.
    """

    pret = Signal(object)
    ouverture_echouee = Signal(Exception)
    demarree = Signal(object)
    terminee = Signal(object)
    change = Signal(object)
    ecriture_orpheline = Signal(str, Exception)
    _vers_interface = Signal(object)

    def __init__(
        self,
        fabrique: Callable[[], Services],
        parent: QObject | None = None,
        *,
        panne: Callable[[BaseException], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._fabrique = fabrique
        self._panne = panne or _vers_le_crochet
        self._services: Services | None = None
        self.demander: Callable[[Demande], None] | None = None
        self._deja_approuvee: tuple[object, Approbation] | None = None
        self._erreur_d_ouverture: Exception | None = None
        self._ouvert = threading.Event()
        self._ferme = False
        self._en_cours: dict[int, Tache] = {}
        self._vers_interface.connect(self._livrer, Qt.ConnectionType.QueuedConnection)
        self._ecriture = Fils(1, "ecriture")
        self._lecture = Fils(2, "lecture")

    def ouvrir(self) -> None:
        """Make the services in the writer thread; ``pret`` or ``ouverture_echouee`` follows. Again to retry."""
        self._erreur_d_ouverture = None
        self._ouvert.clear()
        self._ecriture.ajouter(self._ouvrir)

    def attendre_pret(self, secondes: float = 60.0) -> Services:
        """Block until the services are there and return them; raises what their making raised."""
        if not self._ouvert.wait(secondes):
            raise ErreurTechnique("base_verrouillee")
        if self._erreur_d_ouverture is not None:
            raise self._erreur_d_ouverture
        assert self._services is not None
        return self._services

    @property
    def services(self) -> Services | None:
        """The services once made, None before."""
        return self._services

    @property
    def en_cours(self) -> tuple[Tache, ...]:
        """Jobs asked for and not finished, oldest first."""
        return tuple(self._en_cours.values())

    def lire(self, travail: Callable[[Services, Suivi], object], contexte: QObject, libelle: str = "") -> Tache:
        """Run a reading in one of the two reader threads. Only frozen values may come out of it."""
        return self._lancer(self._lecture, travail, contexte, libelle, ecriture=False)

    def ecrire(self, travail: Callable[[Services, Suivi], object], contexte: QObject, libelle: str = "") -> Tache:
        """Run a job that changes the base, after the writes asked for before it."""
        return self._lancer(self._ecriture, travail, contexte, libelle, ecriture=True)

    def executer(
        self,
        commande: object,
        contexte: QObject,
        *,
        id_commande: str | None = None,
        confirmations: frozenset[str] = frozenset(),
        libelle: str = "Enregistrement",
        secrets: Secrets | None = None,
    ) -> Tache:
        """Run one command; ``reussie`` gives its ``Resultat``, then open screens hear what it changed."""

        def travail(services: Services, approbation: Approbation | None) -> object:
            return services.executer(
                commande,
                id_commande=id_commande,
                confirmations=confirmations,
                approbation=approbation,
                secrets=secrets,
            )

        return self.soumettre(travail, commande, contexte, libelle, id_commande=id_commande)

    def soumettre(
        self,
        travail: Callable[[Services, Approbation | None], object],
        commande: object,
        contexte: QObject,
        libelle: str = "Enregistrement",
        *,
        id_commande: str | None = None,
    ) -> Tache:
        """Run a job that is one command, with the approbation of another user where it needs one.

        Refused for want of a right that somebody holds, it waits for ``demander``'s answer before it ends. An
        approbation given to a command that then asks for a confirmation holds when that very command comes back.
        """
        cle, donnee = (id_commande, commande), self._deja_approuvee
        self._deja_approuvee = None
        approbation = donnee[1] if donnee is not None and donnee[0] == cle else None

        def faire(services: Services, _suivi: Suivi) -> object:
            try:
                return travail(services, approbation)
            except ErreurMetier as erreur:
                if self.demander is not None and _est_a_approuver(services, erreur):
                    raise AApprouver(erreur) from erreur
                raise

        tache = self._lancer(self._ecriture, faire, contexte, libelle, ecriture=True, annulable=False)
        tache.relancer = self._relance(tache, travail, cle)
        tache.commande = commande
        return tache

    def verrouiller(self) -> None:
        """Close the services once what was asked for is done; ``ouvrir`` makes others, for whoever comes next."""
        self._ecriture.ajouter(self._verrouiller)

    def publier(self, sujets: frozenset[Sujet]) -> None:
        """Tell open screens what a job changed, when its result has no ``sujets`` that say it by themselves."""
        if sujets:
            self.change.emit(sujets)

    def fermer(self) -> None:
        """Stop the readings, finish the writes, close the services and end the threads."""
        if self._ferme:
            return
        self._ferme = True
        for tache in self.en_cours:
            if not tache.ecriture and shiboken6.isValid(tache):
                tache.annuler()
        self._lecture.fermer()
        self._ecriture.ajouter(self._fermer_services)
        self._ecriture.fermer()

    def _ouvrir(self) -> None:
        try:
            self._services = self._fabrique()
        except Exception as erreur:
            self._erreur_d_ouverture = erreur
            self._ouvert.set()
            self._poster(partial(self._refuser_ouverture, erreur))
        else:
            self._ouvert.set()
            self._poster(lambda: self.pret.emit(self._services))

    def _verrouiller(self) -> None:
        self._lecture.attendre()
        self._erreur_d_ouverture = ErreurMetier("utilisateur_requis", champ="code")
        self._ouvert.set()
        self._fermer_services()
        self._services = None

    def _refuser_ouverture(self, erreur: Exception) -> None:
        self.ouverture_echouee.emit(erreur)
        if not isinstance(erreur, _ATTENDUES):
            self._panne(erreur)

    def _fermer_services(self) -> None:
        if self._services is not None:
            self._services.fermer()

    def _lancer(
        self,
        fils: Fils,
        travail: Callable[[Services, Suivi], object],
        contexte: QObject,
        libelle: str,
        *,
        ecriture: bool,
        annulable: bool = True,
    ) -> Tache:
        if self._ferme and ecriture:
            raise RuntimeError("a command was asked for after fermer()")
        derniere = 0.0

        def dire(fait: int, total: int, etape: str) -> None:
            nonlocal derniere
            maintenant = time.monotonic()
            if not etape:
                return
            if fait >= total > 0 or maintenant - derniere >= INTERVALLE_PROGRESSION:
                derniere = maintenant
                self._poster(lambda: self._annoncer(tache, "progression", fait, total, etape))

        tache = Tache(libelle, contexte, dire, ecriture=ecriture, annulable=annulable)
        numero, suivi = id(tache), tache.suivi
        if self._ferme:  # the delay of a search may end as the window goes: nobody will see what it would find
            suivi.annuler()
            return tache
        self._en_cours[numero] = tache
        if not ecriture:
            # Dead with its screen: nobody will read the answer, the thread is better used otherwise.
            tache.destroyed.connect(suivi.annuler)

        def corps() -> None:
            nom, valeur = self._faire(travail, suivi)
            self._poster(lambda: self._conclure(tache, numero, nom, valeur))

        self.demarree.emit(tache)
        fils.ajouter(corps)
        return tache

    def _faire(self, travail: Callable[[Services, Suivi], object], suivi: Suivi) -> tuple[str, Any]:
        """Run the job in the current (worker) thread; return the signal to emit and its value."""
        try:
            suivi.avancer(0, 0, "")
            return "reussie", travail(self.attendre_pret(), suivi)
        except Annulee:
            return "annulee", None
        except Exception as erreur:
            return "echouee", erreur

    def _annoncer(self, tache: Tache, nom: str, *valeurs: object) -> None:
        if shiboken6.isValid(tache):
            getattr(tache, nom).emit(*valeurs)

    def _conclure(self, tache: Tache, numero: int, nom: str, valeur: Any) -> None:
        if not shiboken6.isValid(self):  # the window is gone, and whoever waited with it
            return
        vivante = shiboken6.isValid(tache)
        if isinstance(valeur, AApprouver):
            if vivante and self.demander is not None and tache.relancer is not None:
                self.terminee.emit(tache)  # nothing runs while somebody is asked
                renoncer = partial(self._conclure, tache, numero, nom, valeur.erreur)
                self.demander(Demande(_intitule(tache), valeur.erreur, tache.parent(), tache.relancer, renoncer))
                return
            valeur = valeur.erreur
        self._en_cours.pop(numero, None)
        self._annoncer(tache, nom, *(() if nom == "annulee" else (valeur,)))
        self._annoncer(tache, "finie")
        self.terminee.emit(tache)
        if shiboken6.isValid(tache):
            tache.deleteLater()
        if nom == "reussie":
            self.publier(getattr(valeur, "sujets", frozenset()))
        elif nom == "echouee" and not isinstance(valeur, _ATTENDUES):
            self._panne(valeur)
        elif nom == "echouee" and tache.ecriture and not vivante:
            self.ecriture_orpheline.emit(tache.libelle, valeur)

    def _relance(
        self, tache: Tache, travail: Callable[[Services, Approbation | None], object], cle: object
    ) -> _Relance:
        """Return what runs the job again, in the writer thread, with an approbation (see ``Demande``)."""
        numero = id(tache)

        def essayer(approbation: Approbation, refuser: Callable[[Exception], None], fini: Callable[[], None]) -> None:
            def corps() -> None:
                nom, valeur = self._faire(lambda services, _suivi: travail(services, approbation), tache.suivi)
                self._poster(lambda: recevoir(nom, valeur))

            def recevoir(nom: str, valeur: Any) -> None:
                if nom == "echouee" and _manque_encore(valeur):
                    self.terminee.emit(tache)
                    refuser(valeur)
                    return
                if isinstance(valeur, ConfirmationRequise):
                    self._deja_approuvee = (cle, approbation)
                fini()
                self._conclure(tache, numero, nom, valeur)

            self.demarree.emit(tache)
            self._ecriture.ajouter(corps)

        return essayer

    def _poster(self, livraison: Callable[[], None]) -> None:
        """Hand over to the UI thread; a window destroyed without ``fermer`` has nobody left to hear."""
        if shiboken6.isValid(self):
            self._vers_interface.emit(livraison)

    @Slot(object)
    def _livrer(self, livraison: Callable[[], None]) -> None:
        livraison()


def _est_a_approuver(services: Services, erreur: ErreurMetier) -> bool:
    """Tell, in the writer thread, whether somebody could lift this refusal."""
    from caisse_clients.application.approbation import est_a_approuver

    return est_a_approuver(services, erreur)


def _manque_encore(valeur: Any) -> bool:
    """Tell whether the approver is not who he says, or has not the right either."""
    from caisse_clients.application.approbation import droit_qui_leve

    return isinstance(valeur, ErreurMetier) and (
        bool(valeur.details.get("approbation")) or droit_qui_leve(valeur) is not None
    )


def _intitule(tache: Tache) -> str:
    from caisse_clients.application.commandes.registre import definition_de

    return definition_de(tache.commande).libelle


def _vers_le_crochet(erreur: BaseException) -> None:
    sys.excepthook(type(erreur), erreur, erreur.__traceback__)
