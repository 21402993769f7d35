"""A printed grid is the grid on screen: same rows, same order, same totals, on as many pages as it takes."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.documents.feuillet import Aligne
from caisse_clients.documents.grille import ColonneGrille, MarquesGrille, rendre_grille
from caisse_clients.documents.polices import couper, elider, largeur, tracable
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.documents.lecture_pdf import pages_du_pdf

COLONNES = [ColonneGrille("Code", Aligne.DROITE), ColonneGrille("Nom"), ColonneGrille("Solde", Aligne.DROITE)]


def _lignes(combien: int) -> list[tuple[str, str, str]]:
    return [(f"C{n}", f"CLIENT {n}", f"{n},00") for n in range(1, combien + 1)]


def test_mille_lignes_sont_toutes_la_dans_l_ordre_sous_des_entetes_repetes() -> None:
    pages = pages_du_pdf(rendre_grille("Clients", "par nom", COLONNES, _lignes(1_000), ["", "Total", "500 500,00"]))
    for numero, page in enumerate(pages, 1):
        assert "Code Nom Solde" in page
        assert f"Page {numero}/{len(pages)}" in page
    tout = " ".join(pages)
    places = [tout.index(f" CLIENT {n} ") for n in range(1, 1_001)]
    assert places == sorted(places)
    assert "Total 500 500,00" in pages[-1]
    assert pages[-1].index("Total") > pages[-1].index("CLIENT 1000")


def test_une_grille_vide_le_dit() -> None:
    [page] = pages_du_pdf(rendre_grille("Clients", "", COLONNES, []))
    assert "Aucune ligne." in page
    assert "Page 1/1" in page


@pytest.mark.parametrize("combien", range(40, 52))
def test_le_total_n_est_jamais_seul_sur_sa_page(combien: int) -> None:
    derniere = pages_du_pdf(rendre_grille("Clients", "", COLONNES, _lignes(combien), ["", "Total", "1,00"]))[-1]
    assert f"CLIENT {combien} " in derniere
    assert "Total" in derniere


def test_trop_large_elle_se_couche_puis_elide() -> None:
    colonnes = [ColonneGrille(f"Colonne {n}") for n in range(12)]
    octets = rendre_grille("Large", "", colonnes, [["texte assez long pour déborder"] * 12] * 3)
    document = pypdfium2.PdfDocument(octets)
    large, haut = document[0].get_size()
    document.close()
    assert large > haut
    assert "…" in pages_du_pdf(octets)[0]


def test_les_marques_entourent_la_grille() -> None:
    marques = MarquesGrille("AU BON ACHAT", "Édité le 15/07/2014 par JM", "DÉMONSTRATION")
    [page] = pages_du_pdf(rendre_grille("Clients", "tous", COLONNES, _lignes(2), marques=marques))
    for attendu in ("AU BON ACHAT", "Édité le 15/07/2014 par JM", "DÉMONSTRATION — SANS VALEUR"):
        assert attendu in page


def test_plus_de_255_signes_differents_s_impriment_quand_meme() -> None:
    signes = "".join(map(chr, [*range(0xC0, 0x180), *range(0x391, 0x3A2), *range(0x410, 0x450)]))
    lignes = [(signe, f"<{signe}>", "1,00") for signe in tracable(signes)]
    assert len(lignes) > 255
    tout = " ".join(pages_du_pdf(rendre_grille("Signes", "", COLONNES, lignes)))
    assert all(f"<{signe}>" in tout for signe, *_ in lignes if signe != "\ufffd")


def test_la_mise_en_page_s_annule() -> None:
    suivi = Suivi()
    suivi.annuler()
    with pytest.raises(Annulee):
        rendre_grille("Clients", "", COLONNES, _lignes(10), suivi=suivi)


def test_memes_valeurs_memes_octets() -> None:
    assert rendre_grille("T", "", COLONNES, _lignes(99)) == rendre_grille("T", "", COLONNES, _lignes(99))


@given(st.text(max_size=200), st.floats(5, 400), st.booleans())
def test_une_ligne_coupee_tient_dans_sa_place_et_ne_perd_rien(texte: str, place: float, gras: bool) -> None:
    lignes = couper(texte, place, 9, gras=gras)
    assert "".join("".join(lignes).split()) == "".join("".join(tracable(p) for p in texte.splitlines()).split())
    assert all(largeur(ligne, 9, gras=gras) <= place + 0.01 or len(ligne) == 1 for ligne in lignes)


@given(st.text(max_size=80), st.floats(20, 200))
def test_un_texte_elide_tient_dans_sa_place(texte: str, place: float) -> None:
    trace = tracable(texte)
    elide = elider(trace, place, 9)
    assert largeur(elide, 9) <= place + 0.02
    assert elide == trace or elide.endswith("…")
