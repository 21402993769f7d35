"""Every reason for which a file is refused has its own French sentence, which gets all that it quotes."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from caisse_clients.application.messages import MESSAGES, message
from caisse_clients.exchanges import nature

_DOSSIER = Path(nature.__file__).parent
_TOUJOURS = {"fichier", "chemin", "raison"}


def _refus() -> dict[str, set[str]]:
    """Return each reason given to ``illisible`` in the package, with the details that go with it."""
    trouves: dict[str, set[str]] = {raison: set() for _, raison in nature._SIGNATURES}
    for module in _DOSSIER.glob("*.py"):
        for noeud in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == "illisible":
                details = {cle.arg for cle in noeud.keywords if cle.arg}
                for raison in ast.walk(noeud.args[1]):
                    if isinstance(raison, ast.Constant) and isinstance(raison.value, str):
                        trouves[raison.value] = trouves.get(raison.value, details) & details
    return trouves


@pytest.mark.parametrize("raison", sorted(_refus()))
def test_chaque_raison_de_refus_a_sa_phrase(raison: str) -> None:
    phrase = MESSAGES[f"fichier_illisible.{raison}"]
    cites = {nom for _, nom, _, _ in string.Formatter().parse(phrase) if nom}
    assert cites <= _TOUJOURS | _refus()[raison]
    assert phrase.endswith(".")


def test_la_phrase_d_un_refus_nomme_le_fichier_et_la_ligne() -> None:
    refus = nature.illisible(Path("/x/clients.csv"), "guillemet_ouvert", ligne=12)
    assert message(refus.code, refus.details) == (
        "À la ligne 12 de clients.csv, un guillemet ouvert n'est jamais refermé : corrigez cette ligne."
    )
