"""A table of up to a million rows: compact keys first, then pages around the view (ARCHITECTURE §6).

Keys are read in the background into one ``array('q')``; pages of rows are asked for when the view looks at
them and dropped behind it. ``data()`` touches memory only, an answer to an older question is thrown away,
and nothing is ever read twice at the same time.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caisse_clients.gui.modeles.base import RACINE, CouleurDeLigne, Index, ModeleGrille
from caisse_clients.gui.modeles.colonnes import Colonne

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi


class LanceurDeLectures(Protocol):
    """The part of ``Taches`` a model needs."""

    def lire(self, travail: Callable[[Services, Suivi], object], contexte: QObject, libelle: str = "") -> Tache:
        """Run a reading off the UI thread."""
        ...


@dataclass(frozen=True, slots=True)
class Lecture:
    """One question to the database: which rows, in which order; then the rows of some keys.

    Both run in a reader thread. ``lignes`` may leave out a key that no longer exists.
    """

    cles: Callable[[Services, Suivi], array[int]]
    lignes: Callable[[Services, Sequence[int]], Sequence[Any]]


class ModelePagine(ModeleGrille):
    """Shows a ``Lecture`` page by page; the rows shown stay until the next answer is there, so nothing flickers."""

    TAILLE_PAGE = 200
    PAGES_EN_MEMOIRE = 24
    PAGES_EN_ROUTE = 2
    LIMITE = 1_000_000

    chargement = Signal(bool)
    charge = Signal(int)
    limite_atteinte = Signal(int)
    lecture_echouee = Signal(Exception)

    def __init__(
        self,
        taches: LanceurDeLectures,
        colonnes: Sequence[Colonne],
        cle_de: Callable[[Any], int],
        parent: QObject | None = None,
        *,
        couleur_ligne: CouleurDeLigne | None = None,
    ) -> None:
        super().__init__(colonnes, parent, couleur_ligne=couleur_ligne)
        self._taches, self._cle_de = taches, cle_de
        self._lecture: Lecture | None = None
        self._montree: Lecture | None = None
        self._en_lecture: Tache | None = None
        self._cles: array[int] = array("q")
        self._pages: OrderedDict[int, list[Any | None]] = OrderedDict()
        self._voulues: OrderedDict[int, None] = OrderedDict()
        self._en_route: set[int] = set()
        self._jeton = 0  # of the question asked
        self._version = 0  # of the keys shown: they stay while another question is on its way
        self._cle_suivie: int | None = None
        self._rang_probable: int | None = None
        self._demande = QTimer(self)
        self._demande.setSingleShot(True)
        self._demande.setInterval(0)
        self._demande.timeout.connect(self._demander)

    @property
    def lecture_montree(self) -> Lecture | None:
        """The question whose answer is on screen (another one may be on its way)."""
        return self._montree

    @property
    def cles(self) -> array[int]:
        """Keys in the order shown, a copy (export, printing)."""
        return self._cles[:]

    def montrer(self, lecture: Lecture) -> None:
        """Ask another question; answers to the previous one will be thrown away."""
        self._lecture = lecture
        self.actualiser()

    def actualiser(self) -> None:
        """Ask the same question again, to see what has changed."""
        if self._lecture is None:
            return
        if self._en_lecture is not None:
            self._en_lecture.annuler()
        self._jeton += 1
        jeton, lecture = self._jeton, self._lecture
        suivie = self._cle_suivie
        self.chargement.emit(True)

        def travail(services: Services, suivi: Suivi) -> tuple[array[int], int | None]:
            cles = lecture.cles(services, suivi)
            return cles, None if suivie is None else _chercher(cles, suivie)

        self._en_lecture = tache = self._taches.lire(travail, self)
        tache.reussie.connect(lambda reponse: self._recevoir_cles(jeton, lecture, *reponse))
        tache.echouee.connect(lambda erreur: self._renoncer(jeton, erreur))

    def vider(self) -> None:
        """Show nothing, and forget the question."""
        self._lecture = None
        self._jeton += 1
        self._remplacer(array("q"), None)

    def rowCount(self, parent: Index = RACINE) -> int:
        """Return how many keys there are."""
        return 0 if parent.isValid() else len(self._cles)

    def ligne(self, rang: int) -> Any | None:
        """Return the row at ``rang`` when its page is in memory; otherwise ask for the page and return None."""
        if not 0 <= rang < len(self._cles):
            return None
        page, place = divmod(rang, self.TAILLE_PAGE)
        if (lignes := self._pages.get(page)) is not None:
            self._pages.move_to_end(page)
            return lignes[place]
        self._vouloir(page)
        return None

    def cle(self, rang: int) -> int | None:
        """Return the key at ``rang``, known for every row."""
        return self._cles[rang] if 0 <= rang < len(self._cles) else None

    def rang(self, cle: Any) -> int | None:
        """Return where ``cle`` stands, or None: at once for the key followed, in 25 ms at a million for another."""
        if cle is None:
            return None
        probable = self._rang_probable
        if probable is not None and probable < len(self._cles) and self._cles[probable] == cle:
            return probable
        return _chercher(self._cles, cle)

    def suivre(self, cle: int | None) -> None:
        """Say which key will be looked for after the next reload: the reader thread finds its rank."""
        self._cle_suivie = cle

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Tell the screen which order is wanted; it shows another ``Lecture``."""
        if (tri := self._colonnes[column].tri) is not None:
            self.tri_change.emit(tri, order == Qt.SortOrder.DescendingOrder)

    def _recevoir_cles(self, jeton: int, lecture: Lecture, cles: array[int], rang: int | None) -> None:
        if jeton != self._jeton:
            return
        self._en_lecture = None
        trop = len(cles) > self.LIMITE
        self._rang_probable = rang
        self._remplacer(cles[: self.LIMITE] if trop else cles, lecture)
        self.chargement.emit(False)
        self.charge.emit(len(self._cles))
        if trop:
            self.limite_atteinte.emit(self.LIMITE)

    def _remplacer(self, cles: array[int], lecture: Lecture | None) -> None:
        self.beginResetModel()
        self._version += 1
        self._cles, self._montree = cles, lecture
        self._pages.clear()
        self._voulues.clear()
        self._en_route.clear()
        self.endResetModel()

    def _vouloir(self, page: int) -> None:
        if page in self._en_route:
            return
        self._voulues[page] = None
        self._voulues.move_to_end(page)
        if not self._demande.isActive():
            self._demande.start()

    def _demander(self) -> None:
        """Ask for the pages looked at last; those the view has left meanwhile are forgotten."""
        while len(self._voulues) > 2 * self.PAGES_EN_ROUTE:
            self._voulues.popitem(last=False)
        while self._voulues and len(self._en_route) < self.PAGES_EN_ROUTE:
            page, _ = self._voulues.popitem(last=True)
            self._lire_page(page)

    def _lire_page(self, page: int) -> None:
        lecture = self._montree
        if lecture is None:
            return
        version, debut = self._version, page * self.TAILLE_PAGE
        cles = self._cles[debut : debut + self.TAILLE_PAGE]
        cle_de = self._cle_de
        self._en_route.add(page)

        def travail(services: Services, _suivi: Suivi) -> list[Any | None]:
            trouvees = {cle_de(ligne): ligne for ligne in lecture.lignes(services, cles)}
            return [trouvees.get(cle) for cle in cles]

        tache = self._taches.lire(travail, self)
        tache.reussie.connect(lambda lignes: self._recevoir_page(version, page, lignes))
        tache.echouee.connect(lambda erreur: self._recevoir_page(version, page, [None] * len(cles), erreur))

    def _recevoir_page(
        self, version: int, page: int, lignes: list[Any | None], erreur: Exception | None = None
    ) -> None:
        """Keep the page (blank when its reading failed: asking again at once would fail again, for ever)."""
        if version != self._version:
            return
        self._en_route.discard(page)
        self._pages[page] = lignes
        while len(self._pages) > self.PAGES_EN_MEMOIRE:
            self._pages.popitem(last=False)
        debut = page * self.TAILLE_PAGE
        self.dataChanged.emit(
            self.index(debut, 0), self.index(debut + len(lignes) - 1, max(0, len(self._colonnes) - 1))
        )
        if self._voulues:
            self._demande.start()
        if erreur is not None:
            self.lecture_echouee.emit(erreur)

    def _renoncer(self, jeton: int, erreur: Exception) -> None:
        if jeton != self._jeton:
            return
        self._en_lecture = None
        self.chargement.emit(False)
        self.lecture_echouee.emit(erreur)


def _chercher(cles: array[int], cle: int) -> int | None:
    """Find a key by slices: one long search would keep the interpreter's lock from the window."""
    for debut in range(0, len(cles), 50_000):
        try:
            return cles.index(cle, debut, debut + 50_000)
        except ValueError:
            continue
    return None
