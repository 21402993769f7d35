"""Every refusal and failure the program can raise has its French sentence, and gives it what it quotes."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass

from caisse_clients.application.messages import MESSAGES
from tests.architecture.code import modules

FAMILLES = {"ErreurMetier", "ConfirmationRequise", "ErreurTechnique"}


@dataclass(frozen=True)
class Levee:
    """One place that raises a code, with the details it gives (None when they come from elsewhere)."""

    ou: str
    code: str
    details: frozenset[str] | None


def _levees() -> Iterator[Levee]:
    for module in modules("src"):
        for noeud in ast.walk(module.arbre):
            if not (isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id in FAMILLES):
                continue
            noms = [cle.arg for cle in noeud.keywords]
            details = None if None in noms else frozenset(nom for nom in noms if nom)
            for premier in noeud.args[:1]:
                for code in ast.walk(premier):
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        precise = f"{code.value}.{_raison(noeud)}"  # a reason may have a sentence of its own
                        nom = precise if precise in MESSAGES else code.value
                        yield Levee(f"{module.nom}:{noeud.lineno}", nom, details)


def test_chaque_code_leve_a_sa_phrase() -> None:
    sans_phrase = sorted(f"{levee.ou} {levee.code}" for levee in _levees() if levee.code not in MESSAGES)
    assert not sans_phrase, "\n" + "\n".join(sans_phrase)


def test_chaque_phrase_recoit_les_details_qu_elle_cite() -> None:
    incompletes = sorted(
        f"{levee.ou} {levee.code}: {', '.join(sorted(manquants))}"
        for levee in _levees()
        if levee.details is not None and levee.code in MESSAGES and (manquants := _cites(levee.code) - levee.details)
    )
    assert not incompletes, "\n" + "\n".join(incompletes)


def test_chaque_phrase_se_termine_par_un_point() -> None:
    assert [code for code, phrase in MESSAGES.items() if not phrase.endswith((".", " ?", "…"))] == []


def _raison(appel: ast.Call) -> str:
    valeurs = (cle.value for cle in appel.keywords if cle.arg == "raison")
    return next((str(valeur.value) for valeur in valeurs if isinstance(valeur, ast.Constant)), "")


def _cites(code: str) -> set[str]:
    return {nom for _, nom, _, _ in string.Formatter().parse(MESSAGES[code]) if nom}
