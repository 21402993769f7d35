"""The bon d'avoir: what it is worth in figures and letters, a code that a scanner reads, the marks of a copy."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zlib
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import _patterns

from caisse_clients.documents.bon_avoir import SANS_CODE, rendre_bon
from caisse_clients.documents.code_barres import MODULE, SILENCE, symbole
from caisse_clients.documents.donnees_bon import DonneesBon, FormatBon
from caisse_clients.documents.feuillet import MM
from caisse_clients.domain.bons import nouveau_code, par_quatre
from tests.documents.lecture_pdf import pages_du_pdf
from tests.documents.pieces_modeles import MAGASIN

CODE = "00000012123456789036"
BON = DonneesBon(
    emetteur=MAGASIN,
    compte=12,
    client=2643,
    client_nom="MARTIN Julie",
    date=dt.date(2014, 8, 1),
    montant=270_00,
    solde=270_00,
    origine="Avoir AV-S1-2014-00001",
    au=dt.date(2014, 8, 2),
    code=CODE,
    mention="Utilisable en une ou plusieurs fois.",
    edition="Édité le 02/08/2014 à 10:00 par Administrateur",
)
_CARRE = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f")
_NOIR = b"0.000 0.000 0.000 rg"


def _page(papier: FormatBon = FormatBon.A4, **changements: Any) -> str:
    [page] = pages_du_pdf(rendre_bon(dataclasses.replace(BON, **changements), papier))
    return page.replace("\u202f", " ").replace("\u00a0", " ")


def _barres(pdf: bytes) -> list[tuple[float, float]]:
    """Return the black boxes of the page as (left, width) in points, in the order drawn."""
    flux = max((zlib.decompress(x) for x in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)), key=_est_page)
    apres = flux.split(_NOIR, 1)[1]
    noires = re.split(rb"rg", apres, maxsplit=1)[0]
    return [(float(x), float(large)) for x, _y, large, _h in _CARRE.findall(noires)]


def _est_page(flux: bytes) -> int:
    return flux.count(_NOIR)


@pytest.mark.parametrize("papier", FormatBon)
def test_un_bon_dit_ce_qu_il_vaut_et_comment_s_en_servir(papier: FormatBon) -> None:
    page = _page(papier)
    for attendu in (
        "AU BON ACHAT", "BON D'AVOIR", "Compte avoir n° 12", "MARTIN Julie", "Valeur au 02/08/2014", "270,00 €",
        "Deux cent soixante-dix euros", "Avoir AV-S1-2014-00001, le 01/08/2014", "0000 0012 1234 5678 9036",
        "Utilisable en une ou plusieurs fois.", "Édité le 02/08/2014 à 10:00",
    ):  # fmt: skip
        assert attendu in page, attendu
    for absent in ("DUPLICATA", "SANS VALEUR", "Déjà employé", SANS_CODE):
        assert absent not in page


@pytest.mark.parametrize("papier", FormatBon)
def test_un_bon_entame_un_duplicata_et_une_base_d_ecole_se_voient(papier: FormatBon) -> None:
    page = _page(papier, solde=200_00, tirage=3, sans_valeur="BASE ÉCOLE")
    assert "200,00 €" in page
    assert "Deux cents euros" in page
    assert "70,00 € sur 270,00 €" in page
    assert "DUPLICATA n° 2" in page
    assert "BASE ÉCOLE — SANS VALEUR" in page


@pytest.mark.parametrize("papier", FormatBon)
def test_un_apercu_ne_porte_ni_code_ni_barres(papier: FormatBon) -> None:
    page = _page(papier, code="", sans_valeur="APERÇU")
    assert SANS_CODE.partition(" :")[0] in page
    assert "0000 0012" not in page
    pdf = rendre_bon(dataclasses.replace(BON, code="", sans_valeur="APERÇU"), papier)
    assert all(_NOIR not in zlib.decompress(x) for x in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL))


@pytest.mark.parametrize("papier", FormatBon)
def test_le_code_a_ses_marges_blanches_et_des_modules_lisibles(papier: FormatBon) -> None:
    """Code 128 asks for ten modules of white on each side; scanners for a module of 0,25 mm."""
    assert MODULE >= 0.25 * MM
    pdf = rendre_bon(BON, papier)
    barres = _barres(pdf)
    document = pypdfium2.PdfDocument(pdf)
    large_de_page = document[0].get_width()
    document.close()
    gauche, droite = barres[0][0], sum(barres[-1])
    assert gauche >= SILENCE * MODULE
    assert large_de_page - droite >= SILENCE * MODULE
    assert droite - gauche == pytest.approx(145 * MODULE, abs=0.05)  # start, ten pairs, control, stop
    modules = [large / MODULE for _x, large in barres]
    assert all(abs(m - round(m)) < 0.02 and 1 <= round(m) <= 4 for m in modules)


def test_le_symbole_dit_le_code() -> None:
    """Decoded by the widths of its bars: what a scanner does."""
    for code in (CODE, *(nouveau_code(n) for n in (1, 99_999_999))):
        assert _decoder(symbole(code).barres, symbole(code).modules) == code


def _decoder(barres: tuple[tuple[int, int], ...], modules: int) -> str:
    bandes = ["0"] * modules
    for ou, large in barres:
        bandes[ou : ou + large] = "1" * large
    valeurs_des_dessins = {_dessin(motif): valeur for valeur, motif in _patterns.items()}
    debut, *paires, controle = (valeurs_des_dessins["".join(bandes[i : i + 11])] for i in range(0, modules - 13, 11))
    assert debut == 105  # subset C: two digits a character
    assert controle == (debut + sum(rang * v for rang, v in enumerate(paires, 1))) % 103
    return "".join(f"{v:02d}" for v in paires)


def _dessin(motif: str) -> str:
    return "".join(("1" if c.isupper() else "0") * (ord(c.lower()) - ord("a") + 1) for c in motif)


def test_un_bon_est_le_tiers_d_une_page_ou_le_rouleau_et_se_nomme() -> None:
    octets = rendre_bon(BON)
    assert octets == rendre_bon(BON)
    document = pypdfium2.PdfDocument(octets)
    assert document.get_metadata_dict()["Title"] == "Bon d'avoir, compte 12"
    page = document[0]
    bas = min(page.get_textpage().get_charbox(n)[1] for n in range(page.get_textpage().count_chars()))
    assert page.get_height() - bas < 99 * MM
    document.close()
    document = pypdfium2.PdfDocument(rendre_bon(BON, FormatBon.TICKET))
    assert document[0].get_width() == pytest.approx(80 * MM, abs=0.1)
    document.close()


@settings(max_examples=40)
@given(st.text(max_size=300), st.integers(0, 10**13 - 1), st.sampled_from(FormatBon), st.integers(1, 99_999_999))
def test_n_importe_quels_textes_donnent_un_bon(texte: str, solde: int, papier: FormatBon, compte: int) -> None:
    code = nouveau_code(compte)
    page = _page(papier, client_nom=texte, origine=texte, mention=texte, solde=solde, montant=10**13, code=code)
    assert par_quatre(code) in page


def test_de_longs_textes_restent_dans_le_tiers_de_page() -> None:
    long = "Marie-Antoinette DE LA TOUR DU PIN " * 20
    magasin = dataclasses.replace(MAGASIN, raison_sociale=long, station=long, adresse=(long,) * 5)
    pdf = rendre_bon(
        dataclasses.replace(BON, emetteur=magasin, client_nom=long, origine=long, mention=long, edition=long, tirage=2)
    )
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    texte = page.get_textpage()
    cadres = [texte.get_charbox(n) for n in range(texte.count_chars())]
    document.close()
    haut = max(cadre[3] for cadre in cadres)
    assert haut - min(cadre[1] for cadre in cadres) < 99 * MM
    assert all(cadre[2] <= 211 * MM for cadre in cadres)
