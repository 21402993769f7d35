"""Every command of the register has what makes it whole: a right, a label, and a test that names it."""

from __future__ import annotations

import importlib
import pkgutil

import caisse_clients.application.commandes as paquet
from caisse_clients.application.commandes.registre import COMMANDES
from caisse_clients.domain.droits import Droit
from tests.architecture.code import RACINE

for _module in pkgutil.iter_modules(paquet.__path__, f"{paquet.__name__}."):
    importlib.import_module(_module.name)

SUITES = ("application", "scenarios", "storage", "e2e")


def test_chaque_commande_a_son_droit_et_son_libelle() -> None:
    assert COMMANDES
    for nom, definition in COMMANDES.items():
        assert isinstance(definition.droit, Droit), nom
        assert definition.libelle.strip(), nom
        assert definition.libelle[0].isupper(), nom
        assert definition.type.__doc__, nom


def test_chaque_commande_est_nommee_par_un_test() -> None:
    textes = "\n".join(
        fichier.read_text(encoding="utf-8")
        for suite in SUITES
        for fichier in (RACINE / "tests" / suite).rglob("*")
        if fichier.suffix in {".py", ".txt", ".jsonl", ".scenario"}
    )
    oubliees = sorted(n for n, d in COMMANDES.items() if n not in textes and d.type.__name__ not in textes)
    assert not oubliees, oubliees
