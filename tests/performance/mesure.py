"""Our program and a yardstick, taking turns: ratios hold when the machine's own speed drifts (TARGETS)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Geste = Callable[[], object]
Chrono = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Mesure:
    """One line of the table. ``unite`` is that of ``notre`` and ``etalon``; ``tenue`` None: nothing was promised."""

    travail: str
    donnees: str
    notre: float
    etalon: float | None
    unite: str
    rapport: float | None
    cible: str
    dispersion: str
    tenue: bool | None


class Montre:
    """The clock of ``chronometrer``: time gone by, or time of the processor where other work disturbs the machine."""

    lire: Callable[[], float] = staticmethod(time.perf_counter)


def chronometrer(geste: Geste, fois: int = 1) -> Chrono:
    """Return what runs ``geste`` ``fois`` times and says how many seconds one took."""

    def chrono() -> float:
        debut = Montre.lire()
        for _ in range(fois):
            geste()
        return (Montre.lire() - debut) / fois

    return chrono


def alterner(  # noqa: PLR0917 - what a line of the table says
    travail: str, donnees: str, notre: Chrono, etalon: Chrono, cible: float | None, tours: int = 7
) -> Mesure:
    """Measure A B A B…, after one run of each that does not count; ``cible`` is the largest ratio promised."""
    notre(), etalon()  # caches warm on both sides
    paires = [(notre(), etalon()) for _ in range(tours)]
    rapports = sorted(a / b for a, b in paires)
    rapport = statistics.median(rapports)  # of neighbours in time: what slows both down does not count
    return Mesure(
        travail,
        donnees,
        statistics.median(a for a, _ in paires),
        statistics.median(b for _, b in paires),
        "s",
        rapport,
        "" if cible is None else f"≤ {cible:g}×",
        f"{rapports[0]:.2f}–{rapports[-1]:.2f}",
        None if cible is None else rapport <= cible,
    )


def au_moins(travail: str, donnees: str, debits: list[float], cible: float | None) -> Mesure:
    """Report a rate per second; ``cible`` is the smallest promised."""
    debit = statistics.median(debits)
    return Mesure(
        travail,
        donnees,
        debit,
        None,
        "/s",
        None,
        "" if cible is None else f"≥ {cible:g} /s",
        f"{min(debits):.0f}–{max(debits):.0f}",
        None if cible is None else debit >= cible,
    )


def au_plus(travail: str, donnees: str, valeurs: list[float], unite: str, cible: float | None) -> Mesure:
    """Report an absolute figure (memory in Mo, pause in ms); ``cible`` is the largest promised."""
    valeur = statistics.median(valeurs)
    return Mesure(
        travail,
        donnees,
        valeur,
        None,
        unite,
        None,
        "" if cible is None else f"≤ {cible:g} {unite}",
        f"{min(valeurs):.3g}–{max(valeurs):.3g}",
        None if cible is None else valeur <= cible,
    )


def en_clair(valeur: float | None, unite: str) -> str:
    """Write a figure with the prefix a person reads."""
    if valeur is None:
        return ""
    if unite != "s":
        return f"{valeur:,.0f} {unite}".replace(",", " ")
    for facteur, nom in ((1.0, "s"), (1e-3, "ms")):
        if valeur >= facteur:
            return f"{valeur / facteur:.2f} {nom}"
    return f"{valeur * 1e6:.0f} µs"


def tableau(mesures: list[Mesure]) -> str:
    """Lay the lines out in columns."""
    lignes = [("travail", "données", "notre", "étalon", "rapport", "cible", "min–max", "")]
    lignes += [
        (
            m.travail,
            m.donnees,
            en_clair(m.notre, m.unite),
            en_clair(m.etalon, m.unite),
            "" if m.rapport is None else f"{m.rapport:.2f}×",
            m.cible,
            m.dispersion,
            {True: "tenue", False: "MANQUÉE", None: ""}[m.tenue],
        )
        for m in mesures
    ]
    largeurs = [max(len(ligne[c]) for ligne in lignes) for c in range(8)]
    droites = (2, 3, 4, 6)
    return "\n".join(
        "  ".join(
            t.rjust(w) if c in droites else t.ljust(w) for c, (t, w) in enumerate(zip(ligne, largeurs, strict=True))
        )
        for ligne in lignes
    )
