"""The paper of a stopped accès: the equation in clear lines, where each cheque goes, one page unless they are many."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caisse_clients.documents.arret import rendre_arret
from caisse_clients.documents.donnees_arret import ChequeImprime, DonneesArret, SortCheque
from caisse_clients.domain.acces import Consommation, Duree, Equation, Prorata
from tests.documents.lecture_pdf import pages_du_pdf
from tests.documents.pieces_modeles import MAGASIN

ENCAISSES = tuple(
    ChequeImprime(
        SortCheque.ENCAISSE, dt.date(2014, 4 + n, 5), 135_00, f"000{n}", "BNP",
        encaisse_le=dt.date(2014, 4 + n, 6), reglement=f"RC-S1-2014-0000{n}",
    )
    for n in (1, 2, 3)
)  # fmt: skip
RENDU = ChequeImprime(SortCheque.RENDU, dt.date(2014, 8, 5), 135_00, "0004", "BNP")
MANUEL = DonneesArret(
    emetteur=MAGASIN,
    acces=1,
    client=2643,
    destinataire=("Julie MARTIN", "12 rue des Lilas", "64200 BIARRITZ"),
    libelle="Accès annuel",
    duree=Duree(dt.date(2014, 5, 1), dt.date(2015, 4, 30), 12),
    piece="FA-S1-2014-00001",
    date_piece=dt.date(2014, 5, 1),
    date=dt.date(2014, 8, 1),
    fait_le=dt.date(2014, 8, 2),
    consommation=Consommation(3, 12, Prorata.MOIS),
    equation=Equation(540_00, 0, 405_00, 135_00, 405_00),
    cheques=(*ENCAISSES, RENDU),
    avoir="AV-S1-2014-00001",
    compte=12,
    edition="Arrêt enregistré le 02/08/2014 par ADMIN",
)


def _pages(donnees: DonneesArret = MANUEL, **changements: Any) -> list[str]:
    pdf = rendre_arret(dataclasses.replace(donnees, **changements))
    return [page.replace("\u202f", " ").replace("\u00a0", " ") for page in pages_du_pdf(pdf)]


def test_l_arret_du_manuel_se_lit_ligne_a_ligne() -> None:
    [page] = _pages()
    for attendu in (
        "AU BON ACHAT", "ARRÊT D'ACCÈS", "Accès n° 1", "du 02/08/2014", "Julie MARTIN", "64200 BIARRITZ",
        "N° client 2 643", "Accès Accès annuel", "Période vendue du 01/05/2014 au 30/04/2015",
        "Facture FA-S1-2014-00001 du 01/05/2014", "Arrêt au 01/08/2014, premier jour sans accès",
        "Part consommée 3 mois sur 12 consommés, 9 rendus",
        "Prix de l'accès, facture FA-S1-2014-00001 540,00",
        "Retenu par le magasin (3 mois sur 12 consommés) -135,00",
        "Avoir AV-S1-2014-00001 du 02/08/2014 405,00",
        "Reste dû sur la facture (405,00 € encaissés), réglé par l'avoir -135,00",
        "En faveur du client 270,00 €", "270,00 € gardés sur le compte avoir n° 12",
        "Encaissés avant l'arrêt : 3 chèques 405,00",
        "05/06/2014 0002 BNP encaissé le 06/06/2014, RC-S1-2014-00002 135,00",
        "Rendus au client : 1 chèque 135,00", "05/08/2014 0004 BNP rendu 135,00",
        "Chèque rendu reçu le", "Signature du client", "Pour le magasin", "Page 1/1",
        "Arrêt enregistré le 02/08/2014 par ADMIN",
    ):  # fmt: skip
        assert attendu in page, attendu
    for absent in ("DUPLICATA", "SANS VALEUR", "antérieurs", "remboursés", "Conservés", "Encore dû"):
        assert absent not in page, absent


def test_un_remboursement_dit_le_mode_le_recu_et_ce_qui_reste_sur_le_compte() -> None:
    rendu: dict[str, Any] = {"mode": "Chèque", "reglement": "RC-S1-2014-00004"}
    [page] = _pages(rembourse=200_00, **rendu)
    assert "200,00 € remboursés par chèque le 02/08/2014, reçu RC-S1-2014-00004." in page
    assert "70,00 € gardés sur le compte avoir n° 12" in page
    [page] = _pages(rembourse=270_00, compte=None, **rendu)
    assert "270,00 € remboursés par chèque" in page
    assert "compte avoir" not in page


def test_le_client_qui_doit_encore_le_lit_en_toutes_lettres() -> None:
    gardes = tuple(c._replace(sort=SortCheque.GARDE, encaisse_le=None, reglement="") for c in ENCAISSES[:1])
    equation = Equation(540_00, 0, 0, 540_00, 405_00)
    [page] = _pages(equation=equation, compte=None, cheques=(*gardes, RENDU, RENDU, RENDU))
    for attendu in (
        "Reste dû sur la facture avant l'arrêt (rien n'est encaissé) 540,00",
        "Avoir AV-S1-2014-00001, employé à le régler -405,00",
        "Encore dû par le client 135,00 €",
        "À régler sur la facture FA-S1-2014-00001 ; un chèque de 135,00 € est conservé pour cela.",
        "Rendus au client : 3 chèques 405,00", "Conservés par le magasin : 1 chèque 135,00",
        "05/05/2014 0001 BNP conservé 135,00", "3 chèques rendus reçus le",
    ):  # fmt: skip
        assert attendu in page, attendu
    assert "En faveur" not in page


def test_des_cheques_gardes_disent_leur_somme_et_qu_ils_sont_encaisses_depuis() -> None:
    gardes = tuple(c._replace(sort=SortCheque.GARDE) for c in ENCAISSES)
    [page] = _pages(equation=Equation(540_00, 0, 0, 540_00, 135_00), cheques=gardes)
    assert "3 chèques, 405,00 € en tout, sont conservés pour cela." in page
    assert "encaissé le 06/05/2014, RC-S1-2014-00001" in page
    assert "Encaissés avant l'arrêt" not in page


def test_un_acces_archive_sans_avoir_ne_rend_rien_et_le_dit() -> None:
    sans: dict[str, Any] = {"avoir": "", "compte": None, "equation": Equation(540_00, 0, 270_00, 270_00, 0)}
    gardes = tuple(c._replace(sort=SortCheque.GARDE, encaisse_le=None) for c in ENCAISSES[:2])
    [page] = _pages(**sans, cheques=(*ENCAISSES[:2], *gardes))
    for attendu in (
        "ACCÈS ARCHIVÉ SANS AVOIR", "Prix de l'accès, facture FA-S1-2014-00001 540,00",
        "Encaissé à la date de l'arrêt 270,00", "Encore dû par le client 270,00 €", "Aucun montant n'est rendu.",
        "Part consommée 3 mois sur 12 consommés", "Conservés par le magasin : 2 chèques 270,00",
    ):  # fmt: skip
        assert attendu in page, attendu
    for absent in ("rendus", "En faveur", "Chèque rendu reçu", "Retenu"):
        assert absent not in page, absent
    [page] = _pages(**{**sans, "equation": Equation(540_00, 0, 540_00, 0, 0)}, cheques=())
    assert "Rien ne reste dû, de part ni d'autre 0,00 €" in page
    assert "Aucun chèque n'avait été remis pour cet accès." in page


def test_les_avoirs_anterieurs_et_un_solde_nul_se_disent() -> None:
    [page] = _pages(equation=Equation(540_00, 100_00, 200_00, 305_00, 305_00), compte=None)
    assert "Avoirs antérieurs sur cette facture -100,00" in page
    assert "Retenu par le magasin (3 mois sur 12 consommés) -135,00" in page
    assert "Rien ne reste dû, de part ni d'autre 0,00 €" in page


def test_un_duplicata_et_une_base_d_ecole_se_voient() -> None:
    assert "DUPLICATA n° 2" in _pages(tirage=3)[0]
    assert "BASE ÉCOLE — SANS VALEUR" in _pages(sans_valeur="BASE ÉCOLE")[0]


@pytest.mark.parametrize(("combien", "pages"), [(0, 1), (12, 1), (24, 2), (60, 3)])
def test_seuls_beaucoup_de_cheques_passent_sur_une_seconde_page(combien: int, pages: int) -> None:
    cheques = tuple(RENDU._replace(numero=f"9{n:05d}") for n in range(combien))
    textes = _pages(cheques=cheques)
    assert len(textes) == pages
    for c in cheques:
        assert sum(page.count(c.numero) for page in textes) == 1
    assert "Signature du client" in textes[-1]
    if pages > 1:
        assert "Signature" not in textes[0]
        assert f"Page {pages}/{pages}" in textes[-1]
        assert "Montant" in textes[-1]  # headings again
        assert "rendu 135,00" in textes[-1]


def test_de_longs_noms_ne_coupent_aucun_chiffre() -> None:
    long = "Société civile immobilière des Tilleuls Argentés " * 8
    cheque = RENDU._replace(banque=long[:60], tireur=long[:120], numero="12345678901234567890", montant=10**11)
    pages = _pages(
        destinataire=(long, long, "64200 SAINT-JEAN-PIED-DE-PORT"), libelle=long, cheques=(*ENCAISSES, cheque),
        equation=Equation(10**12, 10**11, 10**11, 10**11, 10**11), mode=long, rembourse=1, reglement="RC-1",
    )  # fmt: skip
    tout = " ".join(pages)
    assert "12345678901234567890" in tout
    assert tout.count("1 000 000 000,00") >= 3
    assert "…" in tout
    assert "Signature du client" in pages[-1]


def test_le_document_est_le_meme_octet_pour_octet() -> None:
    octets = rendre_arret(MANUEL)
    assert octets == rendre_arret(MANUEL)
    document = pypdfium2.PdfDocument(octets)
    assert document.get_metadata_dict()["Title"] == "Arrêt d'accès 1"
    document.close()


@settings(max_examples=40)
@given(st.text(max_size=200), st.integers(0, 10**12), st.integers(0, 10**12), st.sampled_from(SortCheque))
def test_n_importe_quels_textes_donnent_un_papier(texte: str, reste: int, avoir: int, sort: SortCheque) -> None:
    cheque = ChequeImprime(sort, dt.date(2014, 8, 5), avoir, texte[:20], texte[:60], texte)
    equation = Equation(10**12, 0, 10**12 - reste, reste, avoir)
    assert _pages(destinataire=(texte, texte), libelle=texte, cheques=(cheque,), equation=equation, mode=texte)[0]
