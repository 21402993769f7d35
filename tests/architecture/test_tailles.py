"""A module one can read at a sitting, a function one can see whole."""

from __future__ import annotations

from tests.architecture.code import fonctions, modules

LIGNES_PAR_MODULE = 400
LIGNES_PAR_FONCTION = 60


def test_aucun_module_ne_depasse_400_lignes() -> None:
    longs = {m.nom: m.lignes for m in modules("src", "tests", "tools") if m.lignes > LIGNES_PAR_MODULE}
    assert not longs, longs


def test_aucune_fonction_ne_depasse_60_lignes() -> None:
    longues = {
        f"{m.nom}:{f.lineno} {f.name}": longueur
        for m in modules("src", "tests", "tools")
        for f in fonctions(m)
        if (longueur := (f.end_lineno or f.lineno) - f.lineno + 1) > LIGNES_PAR_FONCTION
    }
    assert not longues, longues
