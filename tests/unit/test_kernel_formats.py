"""What people type and what files carry: amounts, dates and codes, and what each refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from caisse_clients.kernel.argent import MONTANT_MAXIMAL
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_code,
    ecrire_cours,
    ecrire_cours_contrat,
    ecrire_date,
    ecrire_montant,
    ecrire_montant_contrat,
    ecrire_montant_en,
    ecrire_pourcent,
    ecrire_pourcent_contrat,
    ecrire_quantite,
    ecrire_quantite_contrat,
    ecrire_solde,
    lire_code,
    lire_cours,
    lire_cours_contrat,
    lire_date,
    lire_date_contrat,
    lire_montant,
    lire_montant_contrat,
    lire_montant_en,
    lire_pourcent,
    lire_pourcent_contrat,
    lire_quantite,
    lire_quantite_contrat,
)


@pytest.mark.parametrize(
    ("texte", "centimes"),
    [
        ("1234,56", 123456),
        ("1234.56", 123456),
        ("1 234,56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234,56", 123456),
        ("1 234 567,8", 123456780),
        ("  500 ", 50000),
        ("500,", 50000),
        ("62,55 €", 6255),
        ("0,05", 5),
        ("0", 0),
        ("99 999 999 999,99", MONTANT_MAXIMAL),
    ],
)
def test_un_montant_se_lit_comme_les_gens_le_tapent(texte: str, centimes: int) -> None:
    assert lire_montant(texte) == centimes


@pytest.mark.parametrize(
    "texte",
    [
        "", " ", ",", "-1", "+1", "1,234", "1.234,56", "1,2,3", "1e3", "NaN", "inf", "abc", "12 34", "1 2345", "١٢",
        "1000000000000000", "100 000 000 000,00", "1,00 $", "²",
    ],
)  # fmt: skip
def test_un_montant_douteux_est_refuse_plutot_que_devine(texte: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire_montant(texte, champ="entree")
    assert (refus.value.code, refus.value.champ) == ("montant_invalide", "entree")


def test_le_texte_refuse_est_rendu_sans_dix_mille_caracteres() -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire_montant("x" * 10_000)
    assert len(refus.value.details["valeur"]) == 40


@pytest.mark.parametrize(
    ("texte", "centimes"), [("1234.56", 123456), ("500", 50000), ("0.05", 5), ("12.5", 1250), ("0", 0)]
)
def test_un_fichier_de_commandes_ecrit_les_montants_avec_un_point(texte: str, centimes: int) -> None:
    assert lire_montant_contrat(texte) == centimes


@pytest.mark.parametrize("texte", ["1234,56", "1 234.56", "500.", ".5", "-1", "1.234", " 5", "1e2", ""])
def test_un_fichier_de_commandes_ne_se_lit_pas_a_peu_pres(texte: str) -> None:
    with pytest.raises(ErreurMetier, match="montant_invalide"):
        lire_montant_contrat(texte)


@pytest.mark.parametrize(
    ("centimes", "ecran", "fichier"),
    [
        (123456, "1\u202f234,56", "1234.56"),
        (5, "0,05", "0.05"),
        (-5, "-0,05", "-0.05"),
        (0, "0,00", "0.00"),
        (-100000000, "-1\u202f000\u202f000,00", "-1000000.00"),
    ],
)
def test_un_montant_s_ecrit_a_l_ecran_et_au_fichier(centimes: int, ecran: str, fichier: str) -> None:
    assert ecrire_montant(centimes) == ecran
    assert ecrire_montant_contrat(centimes) == fichier


@pytest.mark.parametrize(
    "texte", ["15/07/2014", "15.7.14", "15-07-2014", "15072014", "150714", "2014-07-15", " 15/7/14 "]
)
def test_une_date_se_lit_sous_ses_formes_courantes(texte: str) -> None:
    assert lire_date(texte) == dt.date(2014, 7, 15)


@pytest.mark.parametrize(
    "texte",
    ["", "31/02/2014", "29/02/2013", "00/01/2014", "15/13/2014", "15/07", "2014", "demain", "15/07/1899", "01/01/2200"],
)
def test_une_date_impossible_est_refusee(texte: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire_date(texte)
    assert (refus.value.code, refus.value.champ) == ("date_invalide", "date")


def test_un_fichier_de_commandes_ecrit_les_dates_en_iso() -> None:
    assert lire_date_contrat("2014-07-15") == dt.date(2014, 7, 15)
    with pytest.raises(ErreurMetier, match="date_invalide"):
        lire_date_contrat("15/07/2014")


def test_une_date_s_ecrit_comme_sur_les_manuels() -> None:
    assert ecrire_date(dt.date(2014, 7, 5)) == "05/07/2014"


@pytest.mark.parametrize(("texte", "code"), [("2643", 2643), ("2 643", 2643), ("2\u202f643", 2643), (" 1 ", 1)])
def test_un_code_client_accepte_l_espace_des_milliers(texte: str, code: int) -> None:
    assert lire_code(texte) == code


@pytest.mark.parametrize("texte", ["", "0", "-1", "2.643", "2,643", "26 43", "A12", "1" * 16])
def test_un_code_douteux_est_refuse(texte: str) -> None:
    with pytest.raises(ErreurMetier, match="code_invalide"):
        lire_code(texte)


def test_un_code_s_ecrit_avec_l_espace_fine() -> None:
    assert ecrire_code(2643) == "2\u202f643"
    assert ecrire_code(1) == "1"


@pytest.mark.parametrize(
    ("lire", "texte", "valeur"),
    [
        (lire_pourcent, "20", 20_00),
        (lire_pourcent, " 5,5 % ", 5_50),
        (lire_pourcent, "12.25", 12_25),
        (lire_pourcent, "0", 0),
        (lire_pourcent, "100,00", 100_00),
        (lire_quantite, "1", 1_000),
        (lire_quantite, "1,5", 1_500),
        (lire_quantite, "1\u202f000,125", 1_000_125),
        (lire_quantite, "0,001", 1),
        (lire_cours, "1,0825", 1_082_500),
        (lire_cours, "655.957", 655_957_000),
    ],
)
def test_un_nombre_a_virgule_se_lit_comme_les_gens_le_tapent(
    lire: Callable[[str], int], texte: str, valeur: int
) -> None:
    assert lire(texte) == valeur


@pytest.mark.parametrize(
    ("lire", "texte"),
    [
        *((lire_pourcent, texte) for texte in ("", "%", "-1", "100,01", "101", "1,234", "5,5,5", "abc", "1e1", "٢٠")),
        *((lire_pourcent_contrat, texte) for texte in ("", "5,5", "5.", ".5", " 5", "5 %", "1.234", "100.01", "+1")),
        *((lire_quantite, texte) for texte in ("", "0", "0,000", "-1", "1,2345", "10 00", "1 234 567 890", "un")),
        *((lire_quantite_contrat, texte) for texte in ("0", "1,5", "1 000", "1.2345", "1234567890", "")),
        *((lire_cours, texte) for texte in ("", "0", "0,0000001", "-1", "1,0000001", "$1")),
        *((lire_cours_contrat, texte) for texte in ("0", "0.000000", "1,08", "1.0000001", "")),
    ],
)
def test_un_nombre_a_virgule_douteux_est_refuse(lire: Callable[..., int], texte: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire(texte, champ="ici")
    assert refus.value.code in ("pourcent_invalide", "quantite_invalide", "cours_invalide")
    assert refus.value.champ == "ici"


POURCENT = (ecrire_pourcent, ecrire_pourcent_contrat, lire_pourcent_contrat)
QUANTITE = (ecrire_quantite, ecrire_quantite_contrat, lire_quantite_contrat)
COURS = (ecrire_cours, ecrire_cours_contrat, lire_cours_contrat)


@pytest.mark.parametrize(
    ("forme", "valeur", "ecran", "fichier"),
    [
        (POURCENT, 20_00, "20", "20"),
        (POURCENT, 5_50, "5,5", "5.5"),
        (POURCENT, 5, "0,05", "0.05"),
        (POURCENT, 0, "0", "0"),
        (QUANTITE, 1_000, "1", "1"),
        (QUANTITE, 1_234_500, "1\u202f234,5", "1234.5"),
        (COURS, 1_082_500, "1,0825", "1.0825"),
        (COURS, 655_957_000, "655,957", "655.957"),
    ],
)
def test_un_nombre_a_virgule_s_ecrit_a_l_ecran_et_au_fichier(
    forme: tuple[Callable[[int], str], Callable[[int], str], Callable[[str], int]],
    valeur: int,
    ecran: str,
    fichier: str,
) -> None:
    ecrire, ecrire_contrat, lire_contrat = forme
    assert ecrire(valeur) == ecran
    assert ecrire_contrat(valeur) == fichier
    assert lire_contrat(fichier) == valeur


@pytest.mark.parametrize(
    ("unites", "decimales", "ecrit"),
    [(1_234, 0, "1\u202f234"), (123_456, 2, "1\u202f234,56"), (1_234_567, 3, "1\u202f234,567"), (-5, 2, "-0,05")],
)
def test_un_montant_s_ecrit_avec_les_decimales_de_sa_devise(unites: int, decimales: int, ecrit: str) -> None:
    assert ecrire_montant_en(unites, decimales) == ecrit
    assert lire_montant_en(ecrit.removeprefix("-"), decimales) == abs(unites)


@pytest.mark.parametrize(
    ("texte", "decimales"), [("1,5", 0), ("1,234", 2), ("1,2345", 3), ("-1", 2), ("", 2), ("9" * 14, 0)]
)
def test_un_montant_plus_precis_que_sa_devise_est_refuse(texte: str, decimales: int) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire_montant_en(texte, decimales)
    assert refus.value.code == "montant_invalide"


@pytest.mark.parametrize("lire", [lire_montant, lire_montant_contrat, lire_date, lire_date_contrat, lire_code])
def test_le_champ_fautif_est_nomme(lire: Callable[..., Any]) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire("?", champ="sortie")
    assert refus.value.champ == "sortie"


def test_un_solde_ne_porte_jamais_de_signe_nu() -> None:
    assert ecrire_solde(1_250_00).replace("\u202f", " ") == "1 250,00"
    assert ecrire_solde(-60_00) == "60,00 en faveur"
