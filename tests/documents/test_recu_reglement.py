"""The receipt of a règlement: what it pays, what stays, what a consumer must be told; and the draft of one."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caisse_clients.documents.donnees_piece import Monnaie
from caisse_clients.documents.donnees_recu import FormatRecu, Sens
from caisse_clients.documents.donnees_reglement import DonneesReglement, LigneReglee
from caisse_clients.documents.recu_reglement import rendre_recu_reglement
from tests.documents.lecture_pdf import pages_du_pdf
from tests.documents.pieces_modeles import MAGASIN

RECU = DonneesReglement(
    emetteur=MAGASIN,
    numero="RC-S1-2014-00001",
    sens=Sens.ENTREE,
    date=dt.date(2014, 7, 15),
    montant=500_00,
    client=1011,
    client_nom="ALBERT Pierre",
    client_adresse=("10 place Victor", "64200 BIARRITZ"),
    mode="Chèque",
    reference="n° 4571203",
    lignes=(
        LigneReglee("Commande CO-S1-2014-00007", "acompte", 360_00),
        LigneReglee("Facture FA-S1-2014-00003", "échéance du 31/07/2014", 80_00),
    ),
    disponible=60_00,
    mentions=("360,00 € versés à titre d'acompte : la vente est ferme.",),
    edition="Enregistré le 15/07/2014 à 10:30 par ADMIN",
)


def _pages(papier: FormatRecu = FormatRecu.A5, **changements: object) -> list[str]:
    pdf = rendre_recu_reglement(dataclasses.replace(RECU, **changements), papier)  # type: ignore[arg-type]
    return [page.replace("\u202f", " ").replace("\u00a0", " ") for page in pages_du_pdf(pdf)]


@pytest.mark.parametrize("papier", FormatRecu)
def test_un_recu_dit_ce_qui_est_paye_et_ce_qui_reste(papier: FormatRecu) -> None:
    [page] = _pages(papier)
    for attendu in (
        "REÇU", "n° RC-S1-2014-00001", "du 15/07/2014", "AU BON ACHAT", "SIRET 732 829 320 00074", "ALBERT Pierre",
        "n° 1 011", "64200 BIARRITZ", "hèque — n° 4571203", "500,00 €", "Cinq cents euros", "Ce règlement paie",
        "Commande CO-S1-2014-00007", "acompte", "360,00", "Facture FA-S1-2014-00003", "échéance du 31/07/2014",
        "80,00", "60,00 €", "la vente est ferme", "Enregistré le 15/07/2014 à 10:30", "Signature du client",
    ):  # fmt: skip
        assert attendu.lower() in page.lower(), attendu
    for absent in ("BROUILLON", "DUPLICATA", "SANS VALEUR"):
        assert absent not in page


def test_un_reglement_pas_encore_enregistre_est_un_brouillon_sans_numero() -> None:
    for papier in FormatRecu:
        [page] = _pages(papier, numero="")
        assert "BROUILLON" in page
        assert "RC-S1" not in page
    [page] = _pages(numero="")
    assert "sans numéro" in page


def test_un_remboursement_dit_ce_qui_est_rendu_et_sur_quoi() -> None:
    [page] = _pages(
        sens=Sens.SORTIE, mode="Espèces", reference="", lignes=(LigneReglee("Règlement RC-1", "", 360_00),), mentions=()
    )
    for attendu in ("REMBOURSEMENT", "Rendu", "Par espèces", "SOMME REPRISE SUR", "Règlement RC-1"):
        assert attendu in page
    assert "Reste disponible" not in page


def test_un_reglement_sans_piece_reste_tout_entier_disponible() -> None:
    [page] = _pages(lignes=(), disponible=500_00, mentions=())
    assert "Reste disponible 500,00 € en faveur du client" in page
    assert "CE RÈGLEMENT PAIE" not in page
    assert "aucun, tout est employé" in _pages(disponible=0)[0]


def test_un_retirage_une_annulation_et_une_base_d_ecole_se_voient() -> None:
    assert "DUPLICATA n° 1" in _pages(tirage=2)[0]
    assert "ANNULÉ" in _pages(annule="ANNULÉ")[0]
    assert "BASE ÉCOLE — SANS VALEUR" in _pages(sans_valeur="BASE ÉCOLE")[0]


def test_une_devise_donne_ses_euros() -> None:
    [page] = _pages(monnaie=Monnaie("USD"), contre_valeur=(461_89, "1,0825"))
    assert "500,00 USD" in page
    assert "soit 461,89 € (1 EUR = 1,0825 USD)" in page
    assert "Cinq cents" not in page


@pytest.mark.parametrize("papier", [FormatRecu.A5, FormatRecu.A4])
@pytest.mark.parametrize("combien", [*range(8, 20), 40, 200])
def test_beaucoup_de_pieces_passent_sur_plusieurs_feuilles(papier: FormatRecu, combien: int) -> None:
    lignes = tuple(LigneReglee(f"Facture FA-{n:05d}", "échéance", 10_00) for n in range(combien))
    pages = _pages(papier, lignes=lignes)
    tout = " ".join(pages)
    exemplaires = 2 if papier is FormatRecu.A4 else 1
    for une in lignes:
        assert tout.count(f"{une.titre} ") == exemplaires
    assert "Total" in pages[-1]
    assert "Signature du client" in pages[-1]
    assert all("Signature du client" not in page for page in pages[:-1])


def test_de_longs_textes_ne_deborderont_pas_sur_les_signatures() -> None:
    pages = _pages(
        client_nom="X" * 3_000, reference="r" * 3_000, mentions=("phrase " * 300,) * 3, montant=10**13 - 1, lignes=()
    )
    assert "Signature du client" in pages[-1]
    assert "…" in pages[0]


def test_le_document_est_le_meme_octet_pour_octet_et_se_nomme() -> None:
    octets = rendre_recu_reglement(RECU)
    assert octets == rendre_recu_reglement(RECU)
    document = pypdfium2.PdfDocument(octets)
    assert document.get_metadata_dict()["Title"] == "Reçu RC-S1-2014-00001"
    document.close()


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 10**13 - 1), st.sampled_from(FormatRecu))
def test_n_importe_quels_textes_donnent_un_recu(nom: str, mode: str, montant: int, papier: FormatRecu) -> None:
    lignes = (LigneReglee(nom, mode, montant),)
    assert _pages(papier, client_nom=nom, mode=mode, reference=nom, montant=montant, lignes=lignes)[0]
