"""Money and rules know integers and fractions only: a float would lose a centime one day."""

from __future__ import annotations

import ast

from tests.architecture.code import modules

ETAGES = tuple(f"src/caisse_clients/{etage}" for etage in ("kernel", "domain", "application", "storage"))


def test_aucun_flottant_dans_les_etages_qui_comptent() -> None:
    trouves = [
        f"{m.nom}:{n.lineno}"
        for m in modules(*ETAGES)
        for n in ast.walk(m.arbre)
        if (isinstance(n, ast.Constant) and isinstance(n.value, float)) or (isinstance(n, ast.Name) and n.id == "float")
    ]
    assert not trouves, "\n" + "\n".join(trouves)
