"""Whatever the file: the dry run tells what the import does, and a second import does nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caisse_clients.application.imports.clients import analyser, importer
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

ENTETES = ["Code", "Nom", "Prénom", "Raison sociale", "Adresse", "Adresse 2", "CP", "Tél", "E-mail", "SIREN", "Pro"]
_BONS_MOTS = ["ALBERT", "Zoé", "=1+1", "'x", "é\u0301", "12 rue\nBât", "\u202eX", "-5", " a  b "]


def _lignes(mauvais: list[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Lines where each cell is good, or one of ``mauvais``."""

    def parmi(*bons: str) -> st.SearchStrategy[str]:
        return st.sampled_from([*bons, *mauvais])

    mot = parmi("", " ", *_BONS_MOTS)
    return st.lists(
        st.tuples(
            parmi("", "", "1", "2", "3", "2 643", "4.0", "00005"),
            parmi(*_BONS_MOTS),
            mot,
            parmi("", "", "GARAGE"),
            mot,
            mot,
            parmi("", "47200"),
            parmi("", "612345678", "+33 6"),
            parmi("", "a@b.fr"),
            parmi("", "732829320", "73282932000074"),
            parmi("", "oui", "0"),
        ),
        max_size=6,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lignes=st.one_of(_lignes([]), _lignes([]), _lignes(["#REF!", "x" * 200])))
def test_l_essai_dit_ce_que_l_import_fait_et_la_seconde_fois_ne_fait_rien(
    atelier_sqlite: Atelier, tmp_path: Path, lignes: list[tuple[str, ...]]
) -> None:
    chemin = tmp_path / "clients.csv"
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        csv.writer(fichier, delimiter=";").writerows([ENTETES, *lignes])
    services = atelier_sqlite.services
    rapport = analyser(services, chemin)
    if not rapport.acceptable:
        with pytest.raises(ErreurMetier) as refus:
            importer(services, chemin)
        assert refus.value.details["rapport"].problemes == rapport.problemes
        assert analyser(services, chemin).a_creer == rapport.a_creer
        return
    bilan = importer(services, chemin)
    assert (bilan.total, bilan.crees, bilan.modifies, bilan.inchanges) == (
        rapport.total,
        rapport.a_creer,
        rapport.a_modifier,
        rapport.inchangees,
    )
    encore = importer(services, chemin)
    assert (encore.crees, encore.modifies, encore.operations) == (0, 0, ())
    assert encore.inchanges == bilan.total
