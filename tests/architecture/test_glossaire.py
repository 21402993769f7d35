"""One word per idea: the English twins that docs/GLOSSARY.md bans are no identifiers of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.code import RACINE, Module, modules

GLOSSAIRE = RACINE / "docs" / "GLOSSARY.md"
LIGNE = re.compile(r"\| \*\*(?P<mot>[^|]+)\*\* \|(?P<sens>[^|]*)\|(?P<identifiant>[^|]*)\|(?P<bannis>[^|]*)\|")
MOT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@cache
def bannis() -> dict[str, str]:
    """Map each banned twin (``credit_note``) to the word to use instead."""
    lignes = LIGNE.finditer(GLOSSAIRE.read_text(encoding="utf-8"))
    return {jumeau: ligne["mot"] for ligne in lignes for jumeau in re.findall(r"`(\w+)`", ligne["bannis"])}


def test_le_glossaire_se_lit() -> None:
    assert {"deposit", "invoice", "credit_note", "payment", "customer"} <= bannis().keys()


def test_aucun_identifiant_n_est_un_jumeau_banni() -> None:
    fautifs = [
        f"{module.nom}:{ligne} {nom}: dire « {bannis()[jumeau]} »"
        for module in modules("src")
        for ligne, nom in _definis(module)
        for jumeau in _jumeaux(nom)
    ]
    assert not fautifs, "\n" + "\n".join(fautifs)


def test_un_jumeau_se_voit_au_milieu_d_un_nom() -> None:
    assert _jumeaux("load_customer_rows") == ["customer"]
    assert _jumeaux("CreditNoteEdit") == ["credit_note"]
    assert _jumeaux("INVOICES") == ["invoice"]
    assert _jumeaux("customise") == _jumeaux("solde_client") == []


def _jumeaux(nom: str) -> list[str]:
    entier = "_" + "_".join(mot.lower() for mot in MOT.findall(nom)) + "_"
    return [jumeau for jumeau in bannis() if re.search(rf"_{jumeau}s?_", entier)]


def _definis(module: Module) -> Iterator[tuple[int, str]]:
    """Names that the module makes; what third-party packages call things is theirs."""
    for noeud in ast.walk(module.arbre):
        match noeud:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield noeud.lineno, noeud.name
            case ast.arg():
                yield noeud.lineno, noeud.arg
            case ast.Name(ctx=ast.Store()):
                yield noeud.lineno, noeud.id
            case ast.Attribute(ctx=ast.Store()):
                yield noeud.lineno, noeud.attr
            case ast.alias(asname=str(alias)):
                yield noeud.lineno, alias
