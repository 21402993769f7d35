"""Memory and longest pause of a grid: 100 000 then 1 000 000 rows, scrolled to the end (TARGETS).

Run by hand: ``python -m tests.performance.grille``. Prints figures, asserts nothing.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.modeles.pagine import Lecture, ModelePagine
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.theme import appliquer_theme
from caisse_clients.gui.widgets.grille import Grille

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

COLONNES = (
    Colonne("Code", lambda c: c.code, Format.CODE, 80),
    Colonne("Nom", lambda c: c.nom, largeur=180),
    Colonne("Prénom", lambda c: c.prenom, largeur=180),
    Colonne("Adresse", lambda c: c.adresse, largeur=260, elastique=True),
    Colonne("C.P.", lambda c: c.code_postal, largeur=70),
    Colonne("Ville", lambda c: c.ville, largeur=180),
)


@dataclass(frozen=True, slots=True)
class Client:
    code: int
    nom: str
    prenom: str
    adresse: str
    code_postal: str
    ville: str


class SansBase:
    """Services of nothing: rows are made up, what is measured is the grid."""

    def fermer(self) -> None:
        """Nothing to close."""


def lecture(nombre: int) -> Lecture:
    def cles(_services: Services, _suivi: Suivi) -> array[int]:
        # Through a generator, as rows come out of a cursor: one long call into C would hold the interpreter's lock.
        return array("q", (code for code in range(1, nombre + 1)))

    def lignes(_services: Services, codes: Sequence[int]) -> list[Client]:
        time.sleep(0.002)
        return [Client(c, f"NOM {c}", f"Prénom {c}", f"{c} rue du Port", "47200", "MARMANDE") for c in codes]

    return Lecture(cles, lignes)


def memoire() -> float:
    """Resident memory of the process, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Pauses:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self._minuteur = QTimer()
        self._minuteur.setInterval(0)
        self._minuteur.timeout.connect(self._tour)
        self._dernier = time.perf_counter()
        self.plus_longue = 0.0

    def repartir(self) -> None:
        """Forget what came before."""
        self._dernier, self.plus_longue = time.perf_counter(), 0.0
        self._minuteur.start()

    def _tour(self) -> None:
        maintenant = time.perf_counter()
        self.plus_longue = max(self.plus_longue, maintenant - self._dernier)
        self._dernier = maintenant


def tourner(secondes: float) -> None:
    fin = time.perf_counter() + secondes
    while time.perf_counter() < fin:
        QCoreApplication.processEvents()


def parcourir(grille: Grille, tours: int) -> None:
    barre = grille.verticalScrollBar()
    for tour in range(tours + 1):
        barre.setValue(barre.maximum() * tour // tours)
        tourner(0.004)
    tourner(0.3)


def million() -> tuple[float, float]:
    """Return the memory taken (Mo) and the longest pause (s) of a grid of a million rows scrolled to its end."""
    taches = Taches(lambda: cast("Services", SansBase()))
    taches.ouvrir()
    fenetre, grille = QMainWindow(), Grille()
    modele = ModelePagine(taches, COLONNES, lambda c: c.code)
    grille.montrer_modele(modele)
    fenetre.setCentralWidget(grille)
    fenetre.resize(1366, 768)
    fenetre.show()
    tourner(0.3)
    avant, pauses = memoire(), Pauses()
    pauses.repartir()
    modele.montrer(lecture(1_000_000))
    tourner(0.8)
    parcourir(grille, 1_500)
    gain = max(memoire() - avant, 0.0)
    taches.fermer()
    fenetre.close()
    return gain, pauses.plus_longue


def principal() -> None:
    app = QApplication([])
    appliquer_theme(app, False)
    fenetre, taches = QMainWindow(), Taches(lambda: cast("Services", SansBase()))
    taches.ouvrir()
    grille = Grille()
    modele = ModelePagine(taches, COLONNES, lambda c: c.code)
    grille.montrer_modele(modele)
    fenetre.setCentralWidget(grille)
    fenetre.resize(1366, 768)
    fenetre.show()
    pauses = Pauses()
    tourner(0.3)
    print(f"fenêtre vide                     {memoire():7.1f} Mo")
    for nombre in (100_000, 1_000_000):
        pauses.repartir()
        modele.montrer(lecture(nombre))
        tourner(0.8)
        print(f"{nombre:>9,} lignes montrées        {memoire():7.1f} Mo  pause {pauses.plus_longue * 1000:5.1f} ms")
        pauses.repartir()
        parcourir(grille, 1_500)
        print(f"{nombre:>9,} parcourues jusqu'au bout {memoire():5.1f} Mo  pause {pauses.plus_longue * 1000:5.1f} ms")
        pauses.repartir()
        grille.choisir_rang(nombre - 1)
        modele.actualiser()
        tourner(0.8)
        print(f"{nombre:>9,} relues, choix gardé    {memoire():7.1f} Mo  pause {pauses.plus_longue * 1000:5.1f} ms")
    taches.fermer()
    fenetre.close()


if __name__ == "__main__":
    principal()
