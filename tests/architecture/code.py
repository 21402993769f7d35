"""The program's own source, parsed once per test module, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
PAQUET = RACINE / "src" / "caisse_clients"


@dataclass(frozen=True)
class Module:
    """A source file and its tree."""

    chemin: Path
    lignes: int
    arbre: ast.Module

    @property
    def nom(self) -> str:
        """Path from the checkout's root, as shown in failures."""
        return self.chemin.relative_to(RACINE).as_posix()


@cache
def modules(*dossiers: str) -> tuple[Module, ...]:
    """Return the modules of these folders of the checkout, without what is compiled from forms."""
    return tuple(
        _lire(chemin) for dossier in dossiers for chemin in sorted((RACINE / dossier).rglob("*.py")) if _ecrit(chemin)
    )


def fonctions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk every function and method."""
    return (n for n in ast.walk(module.arbre) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def oublier() -> None:
    """Drop the trees: half a million nodes would slow every later collection of garbage."""
    modules.cache_clear()
    _lire.cache_clear()


def _ecrit(chemin: Path) -> bool:
    return "formulaires" not in chemin.parts


@cache
def _lire(chemin: Path) -> Module:
    texte = chemin.read_text(encoding="utf-8")
    return Module(chemin, texte.count("\n"), ast.parse(texte, str(chemin)))
