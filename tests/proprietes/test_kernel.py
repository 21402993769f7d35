"""Properties of the kernel: nothing is lost in a share, what is written is read back, keys are stable."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.kernel.argent import MONTANT_MAXIMAL, arrondir, repartir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_code,
    ecrire_date,
    ecrire_montant,
    ecrire_montant_contrat,
    lire_code,
    lire_date,
    lire_date_contrat,
    lire_montant,
    lire_montant_contrat,
)
from caisse_clients.kernel.texte import cle_recherche, nettoyer, nettoyer_lignes

centimes = st.integers(0, MONTANT_MAXIMAL)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
poids = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(lambda p: sum(p) > 0)


@given(st.integers(-(10**12), 10**12), poids)
def test_un_partage_rend_exactement_le_total(total: int, parts_de: list[int]) -> None:
    parts = repartir(total, parts_de)
    assert sum(parts) == total
    for part, poids_ in zip(parts, parts_de, strict=True):
        assert abs(part - Fraction(total * poids_, sum(parts_de))) < 1
        assert poids_ or part == 0


@given(st.integers(0, 10**12), poids)
def test_a_poids_plus_fort_part_au_moins_egale(total: int, parts_de: list[int]) -> None:
    parts = sorted(zip(parts_de, repartir(total, parts_de), strict=True))
    assert all(un[1] <= autre[1] for un, autre in itertools.pairwise(parts) if un[0] < autre[0])


@given(st.fractions())
def test_arrondir_est_impair_et_ne_s_ecarte_pas_de_plus_d_une_moitie(valeur: Fraction) -> None:
    assert arrondir(-valeur) == -arrondir(valeur)
    assert abs(arrondir(valeur) - valeur) <= Fraction(1, 2)


@given(centimes)
def test_un_montant_ecrit_se_relit(montant: int) -> None:
    assert lire_montant(ecrire_montant(montant)) == montant
    assert lire_montant(ecrire_montant_contrat(montant)) == montant
    assert lire_montant_contrat(ecrire_montant_contrat(montant)) == montant


@given(st.text(max_size=30))
def test_un_texte_quelconque_est_un_montant_juste_ou_un_refus(texte: str) -> None:
    try:
        montant = lire_montant(texte)
    except ErreurMetier:
        return
    assert 0 <= montant <= MONTANT_MAXIMAL
    assert lire_montant(ecrire_montant(montant)) == montant


@given(dates)
def test_une_date_ecrite_se_relit(date: dt.date) -> None:
    assert lire_date(ecrire_date(date)) == lire_date(date.isoformat()) == lire_date_contrat(date.isoformat()) == date


@given(st.integers(1, 10**15 - 1))
def test_un_code_ecrit_se_relit(code: int) -> None:
    assert lire_code(ecrire_code(code)) == code


@given(st.text(max_size=60))
def test_nettoyer_deux_fois_ne_change_plus_rien(texte: str) -> None:
    propre = nettoyer(texte, longueur=1000, champ="nom")
    assert nettoyer(propre, longueur=1000, champ="nom") == propre
    assert "\n" not in propre
    propre.encode()
    lignes = nettoyer_lignes(texte, longueur=1000, champ="commentaire")
    assert nettoyer_lignes(lignes, longueur=1000, champ="commentaire") == lignes


@given(st.text(max_size=40), st.text(max_size=40))
def test_la_cle_ignore_casse_et_se_compose_mot_a_mot(un: str, autre: str) -> None:
    assert cle_recherche(cle_recherche(un)) == cle_recherche(un)
    assert cle_recherche(un, autre) == " ".join(filter(None, [cle_recherche(un), cle_recherche(autre)]))
