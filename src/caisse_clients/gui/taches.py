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
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier, ErreurTechnique
from caisse_clients.kernel.suivi import Annulee, Suivi

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.application.sujets import Sujet

INTERVALLE_PROGRESSION = 0.1
"""Seconds between two progress messages: more would only fill the event queue."""

_ATTENDUES = (ErreurMetier, ConfirmationRequise, ErreurTechnique)


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

    def annuler(self) -> None:
        """Ask the job to stop at its next step; a committed write is not undone."""
        self.suivi.annuler()


class _Fils:
    """Threads that take jobs from one queue, in order."""

    def __init__(self, nombre: int, nom: str) -> None:
        self._file: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._fils = [threading.Thread(target=self._vivre, name=f"{nom}-{n}", daemon=True) for n in range(nombre)]
        for fil in self._fils:
            fil.start()

    def ajouter(self, corps: Callable[[], None]) -> None:
        self._file.put(corps)

    def fermer(self) -> None:
        """Finish what is queued, then end the threads."""
        for _ in self._fils:
            self._file.put(None)
        for fil in self._fils:
            fil.join()

    def _vivre(self) -> None:
        while (corps := self._file.get()) is not None:
            corps()


class Taches(QObject):
    """Runs every job of the window and tells what a command changed.

    ``fabrique`` is called once, in the writer thread. ``panne`` receives what is our fault (``Bogue`` or an
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
        self._erreur_d_ouverture: Exception | None = None
        self._ouvert = threading.Event()
        self._ferme = False
        self._en_cours: dict[int, Tache] = {}
        self._vers_interface.connect(self._livrer, Qt.ConnectionType.QueuedConnection)
        self._ecriture = _Fils(1, "ecriture")
        self._lecture = _Fils(2, "lecture")

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
    ) -> Tache:
        """Run one command; ``reussie`` gives its ``Resultat``, then open screens hear what it changed."""

        def travail(services: Services, _suivi: Suivi) -> object:
            return services.executer(commande, id_commande=id_commande, confirmations=confirmations)

        return self._lancer(self._ecriture, travail, contexte, libelle, ecriture=True, annulable=False)

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

    def _refuser_ouverture(self, erreur: Exception) -> None:
        self.ouverture_echouee.emit(erreur)
        if not isinstance(erreur, _ATTENDUES):
            self._panne(erreur)

    def _fermer_services(self) -> None:
        if self._services is not None:
            self._services.fermer()

    def _lancer(
        self,
        fils: _Fils,
        travail: Callable[[Services, Suivi], object],
        contexte: QObject,
        libelle: str,
        *,
        ecriture: bool,
        annulable: bool = True,
    ) -> Tache:
        if self._ferme:
            raise RuntimeError("a job was asked for after fermer()")
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
        vivante = shiboken6.isValid(tache)
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

    def _poster(self, livraison: Callable[[], None]) -> None:
        """Hand over to the UI thread; a window destroyed without ``fermer`` has nobody left to hear."""
        if shiboken6.isValid(self):
            self._vers_interface.emit(livraison)

    @Slot(object)
    def _livrer(self, livraison: Callable[[], None]) -> None:
        livraison()


def _vers_le_crochet(erreur: BaseException) -> None:
    sys.excepthook(type(erreur), erreur, erreur.__traceback__)
