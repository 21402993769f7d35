"""What tests of widgets share: a real task runner over make-believe services, and waiting for it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent

from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.modeles.pagine import Lecture
from caisse_clients.gui.taches import Taches
from caisse_clients.kernel.suivi import Suivi

if TYPE_CHECKING:
    from caisse_clients.application.services import Services


@dataclass(frozen=True, slots=True)
class Ligne:
    code: int
    nom: str
    solde: int


@dataclass
class ServicesDeTest:
    """Counts what is read; hands itself over as ``Services`` where only its presence matters."""

    pages_lues: list[int] = field(default_factory=list)

    def fermer(self) -> None:
        self.pages_lues.clear()


COLONNES = (
    Colonne("Code", lambda ligne: ligne.code, Format.CODE, 80, tri="code"),
    Colonne("Nom", lambda ligne: ligne.nom, largeur=160, elastique=True),
    Colonne("Solde", lambda ligne: ligne.solde, Format.MONTANT, 100),
)


def lecture(nombre: int, lues: list[int] | None = None) -> Lecture:
    """Codes 1 to ``nombre``; each page read is noted by its first code."""

    def cles(_services: Services, _suivi: Suivi) -> array[int]:
        return array("q", range(1, nombre + 1))

    def lignes(_services: Services, codes: Sequence[int]) -> list[Ligne]:
        if lues is not None:
            lues.append(codes[0])
        return [Ligne(code, f"NOM {code}", code * 100) for code in codes]

    return Lecture(cles, lignes)


@contextmanager
def taches_de_test(services: Any = None) -> Iterator[Taches]:
    """Real threads; ended, and what they left delivered, before the test ends."""
    taches = Taches(lambda: cast("Services", services if services is not None else ServicesDeTest()))
    taches.ouvrir()
    taches.attendre_pret()
    try:
        yield taches
    finally:
        taches.fermer()
        for _ in range(3):
            QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        taches.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
