"""The paper of a pièce says what the law wants, adds up from page to page, and takes any text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caisse_clients.documents.donnees_piece import (
    ContreValeur,
    DonneesPiece,
    EcheanceImprimee,
    FormatPiece,
    Monnaie,
    PaiementImprime,
)
from caisse_clients.documents.piece import rendre_piece
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.kernel.formats import ecrire_montant
from tests.documents.lecture_pdf import pages_du_pdf
from tests.documents.pieces_modeles import FACTURE, calculees, ligne

CONSOMMATEUR = dataclasses.replace(
    FACTURE,
    professionnel=False,
    destinataire=("Élise DURAND", "3 rue des Lilas", "47200 MARMANDE"),
    lignes=calculees(ligne("Canapé trois places", 1_080_00, ttc=True), ligne("Livraison", 120_00, ttc=True)),
    acomptes=(),
    echeances=(EcheanceImprimee(dt.date(2014, 7, 15), 1_200_00, 1_200_00),),
    conditions="comptant",
    mentions=(),
)


def _pages(donnees: DonneesPiece, **changements: object) -> list[str]:
    pdf = rendre_piece(dataclasses.replace(donnees, **changements))  # type: ignore[arg-type]
    return [page.replace("\u202f", " ").replace("\u00a0", " ") for page in pages_du_pdf(pdf)]


def _texte(donnees: DonneesPiece, **changements: object) -> str:
    return " ".join(_pages(donnees, **changements))


def test_une_facture_a_un_professionnel_dit_tout_ce_que_la_loi_demande() -> None:
    [page] = _pages(FACTURE)
    for attendu in (
        "FACTURE", "n° FA-S1-2014-00012", "du 15/07/2014", "AU BON ACHAT", "12 avenue Foch", "SIRET 732 829 320 00074",
        "SARL au capital de 8 000 €", "RCS Agen", "TVA FR44732829320", "Pierre ALBERT", "64200 BIARRITZ",
        "SIREN 552100554", "N° client 2 643", "CO-S1-2014-00007 du 01/07/2014", "Bon 2014/118",
        "Référence Désignation Quantité Prix unit. HT Remise TVA Total HT",
        "CANAP3 Canapé trois places 1 900,00 20 % 900,00", "Catalogue d'entretien 2,5 12,50 10 % 5,5 % 28,13",
        "20 % 1 000,00 200,00 1 200,00", "5,5 % 28,13 1,55 29,68", "Total HT 1 028,13", "Total TVA 201,55",
        "Total TTC 1 229,68", "Net à payer 869,68 €", "Conditions : 30 jours fin de mois.",
        "31/07/2014 Chèque 600,00 240,00", "31/08/2014 Virement 629,68 629,68", "indemnité de 40 €",
        "Pas d'escompte", "Enregistré le 15/07/2014 à 10:30 par ADMIN", "Page 1/1",
    ):  # fmt: skip
        assert attendu in page, attendu
    for absent in ("BROUILLON", "DUPLICATA", "SANS VALEUR", "Prix unit. TTC"):
        assert absent not in page


def test_une_facture_finale_deduit_chaque_acompte_avec_sa_tva() -> None:
    page = _texte(FACTURE)
    assert "Acompte déduit -360,00" in page
    assert "AC-S1-2014-00003 01/07/2014 20 % 300,00 60,00 360,00" in page
    assert "Solde de cette facture 20 % 700,00 140,00 840,00 5,5 % 28,13 1,55 29,68" in page


def test_un_consommateur_lit_des_prix_ttc_et_rien_de_trop() -> None:
    page = _texte(CONSOMMATEUR)
    assert "Désignation Quantité Prix unit. TTC TVA Total TTC" in page
    assert "Canapé trois places 1 1 080,00 20 % 1 080,00" in page
    assert "Total HT 1 000,00" in page
    assert "À régler au plus tard le 15/07/2014." in page
    for absent in ("Remise", "Référence", "Prix unit. HT", "40 €", "escompte"):
        assert absent not in page


def test_un_prix_ttc_donne_son_ht_a_un_professionnel() -> None:
    page = _texte(FACTURE, lignes=calculees(ligne("Canapé", 1_080_00, ttc=True), ligne("Livraison", 100_00)))
    assert "Prix unit. HT Prix unit. TTC TVA Total HT Total TTC" in page
    assert "Canapé 1 900,00 1 080,00 20 % 900,00 1 080,00" in page
    assert "Livraison 1 100,00 20 % 100,00 120,00" in page


def test_un_brouillon_n_a_pas_de_numero_et_le_dit_sur_chaque_page() -> None:
    pages = _pages(CONSOMMATEUR, numero="", lignes=calculees(*(ligne(f"L{n}", 100) for n in range(90))))
    assert len(pages) > 2
    assert "Brouillon, sans numéro" in pages[0]
    assert all("BROUILLON" in page for page in pages)
    assert "FA-S1" not in " ".join(pages)


def test_un_duplicata_une_annulation_et_un_papier_sans_valeur_se_voient() -> None:
    assert "DUPLICATA n° 2" in _texte(FACTURE, tirage=3)
    assert "ANNULÉE" in _texte(FACTURE, annulee="ANNULÉE")
    assert "BASE ÉCOLE — SANS VALEUR" in _texte(FACTURE, sans_valeur="BASE ÉCOLE")


@pytest.mark.parametrize(
    ("type_piece", "titre", "net"),
    [
        (TypePiece.COMMANDE, "COMMANDE", "Total TTC 1 200,00 €"),
        (TypePiece.FACTURE_ACOMPTE, "FACTURE D'ACOMPTE", "Acompte TTC 1 200,00 €"),
        (TypePiece.AVOIR, "AVOIR", "Net en votre faveur 1 200,00 €"),
        (TypePiece.AVOIR_ACOMPTE, "AVOIR SUR ACOMPTE", "Acompte annulé 1 200,00 €"),
    ],
)
def test_chaque_piece_a_son_titre_et_son_net(type_piece: TypePiece, titre: str, net: str) -> None:
    page = _texte(CONSOMMATEUR, type=type_piece, echeances=())
    assert titre in page
    assert net in page


def test_un_avoir_dit_la_facture_d_origine_et_pourquoi() -> None:
    precisions = (("Facture d'origine", "FA-S1-2014-00012 du 15/07/2014"), ("Motif", "Retour du canapé"))
    page = _texte(CONSOMMATEUR, type=TypePiece.AVOIR, precisions=precisions, echeances=())
    assert "Facture d'origine FA-S1-2014-00012 du 15/07/2014" in page
    assert "Motif Retour du canapé" in page
    assert "À régler" not in page


def test_un_bon_de_livraison_dit_des_quantites_et_aucun_prix() -> None:
    page = _texte(FACTURE, type=TypePiece.BON_LIVRAISON, acomptes=(), echeances=(), mentions=(), conditions="")
    assert "Référence Désignation Quantité" in page
    assert "Catalogue d'entretien 2,5" in page
    assert "Marchandises reçues en bon état" in page
    for absent in ("900,00", "TVA 20", "Total", "Net à payer", "20 %"):
        assert absent not in page


def test_une_commande_dit_ses_acomptes_et_se_signe() -> None:
    paiements = (PaiementImprime("RC-S1-2014-00001", dt.date(2014, 7, 1), "Chèque", 360_00),)
    page = _texte(CONSOMMATEUR, type=TypePiece.COMMANDE, paiements=paiements)
    assert "Acompte versé -360,00" in page
    assert "Reste à payer 840,00 €" in page
    assert "RC-S1-2014-00001 01/07/2014 Chèque 360,00" in page
    assert "Bon pour accord" in page


def test_une_piece_en_devise_donne_ses_euros() -> None:
    contre_valeur = ContreValeur("1,0825", 949_77, 186_19, 1_135_96)
    page = _texte(FACTURE, monnaie=Monnaie("USD", 2), contre_valeur=contre_valeur, acomptes=())
    assert "Net à payer 1 229,68 USD" in page
    euros = "Contre-valeur en euros (1 EUR = 1,0825 USD) : HT 949,77 €, TVA 186,19 €, TTC 1 135,96 €."
    assert euros in page
    assert "Net à payer 122 968 JPY" in _texte(FACTURE, monnaie=Monnaie("JPY", 0), acomptes=())


def test_trois_cents_lignes_se_suivent_et_leurs_reports_tombent_juste() -> None:
    lignes = calculees(*(ligne(f"Article {n}", 1_000 + n, taux=20_00 if n % 3 else 5_50) for n in range(1, 301)))
    pages = _pages(FACTURE, lignes=lignes, acomptes=(), tirage=2)
    assert len(pages) > 6
    total = fait = 0
    for numero, page in enumerate(pages, 1):
        assert f"Page {numero}/{len(pages)}" in page
        if "Désignation" not in page:
            continue
        assert "DUPLICATA n° 1" in page
        if numero > 1:
            assert f"Report {ecrire_montant(total)}".replace("\u202f", " ") in page
        ici = len(re.findall(r"Article \d+ 1 ", page))
        total += sum(une.montant_ht for une in lignes[fait : fait + ici])
        fait += ici
        if fait < len(lignes):
            assert f"À reporter {ecrire_montant(total)}".replace("\u202f", " ") in page
    assert fait == 300
    assert f"Total HT {ecrire_montant(total)}".replace("\u202f", " ") in pages[-1]


@pytest.mark.parametrize("combien", range(16, 30))
def test_le_total_n_ouvre_jamais_une_page_seul(combien: int) -> None:
    lignes = calculees(*(ligne(f"Article {n}", 100) for n in range(combien)))
    page = next(page for page in _pages(FACTURE, lignes=lignes) if "Total TTC" in page)
    assert f"Article {combien - 1} " in page


def test_une_designation_de_dix_mille_signes_passe_sur_plusieurs_pages_sans_rien_perdre() -> None:
    mots = [f"mot{n}" for n in range(1_500)]
    pages = _pages(FACTURE, lignes=calculees(ligne(" ".join(mots), 100_00)), acomptes=())
    tout = " ".join(pages)
    places = [tout.index(f"{mot} ") for mot in mots[:-1]]
    assert places == sorted(places)
    assert len(pages) > 2


def test_de_tres_grands_montants_ne_sont_jamais_coupes() -> None:
    lignes = calculees(ligne("Château " * 8, 99_999_999_999, ttc=True, reference="CHATEAU-16-SIGNE", remise=1))
    page = _texte(FACTURE, lignes=lignes, acomptes=())
    assert ecrire_montant(lignes[0].montant_ttc).replace("\u202f", " ") in page
    assert ecrire_montant(lignes[0].montant_ht).replace("\u202f", " ") in page
    assert "CHATEAU-16-SIGNE" in page


def test_une_longue_adresse_reste_entiere() -> None:
    adresse = ("Société " * 12, *(f"Ligne {n} de l'adresse" for n in range(6)), "64200 BIARRITZ")
    page = _texte(FACTURE, destinataire=adresse)
    assert page.count("Société") == 12
    assert all(ligne in page for ligne in adresse[1:])


def test_beaucoup_d_echeances_et_d_acomptes_passent_a_la_page() -> None:
    echeances = tuple(EcheanceImprimee(dt.date(2014, 8, 1) + dt.timedelta(n), 10_00, 10_00) for n in range(90))
    acomptes = tuple(dataclasses.replace(FACTURE.acomptes[0], numero=f"AC-{n}") for n in range(40))
    tout = _texte(FACTURE, echeances=echeances, acomptes=acomptes)
    assert all(f"{e.date:%d/%m/%Y} 10,00" in tout for e in echeances)
    assert all(f"AC-{n} " in tout for n in range(40))


def test_le_ticket_du_rouleau_dit_la_vente_et_ses_reglements() -> None:
    donnees = dataclasses.replace(
        CONSOMMATEUR,
        type=TypePiece.TICKET,
        numero="TK-S1-2014-00009",
        paiements=(
            PaiementImprime("RC-1", dt.date(2014, 7, 15), "Espèces", 200_00),
            PaiementImprime("RC-2", dt.date(2014, 7, 15), "Carte bancaire", 1_000_00),
        ),
    )
    pdf = rendre_piece(donnees, FormatPiece.TICKET)
    [page] = pages_du_pdf(pdf)
    texte = page.replace("\u202f", " ").replace("\u00a0", " ")
    for attendu in (
        "TICKET", "n° TK-S1-2014-00009", "1 × 1 080,00 (TVA 20 %) 1 080,00", "TOTAL TTC 1 200,00 €",
        "dont TVA 20 % sur 1 000,00 HT 200,00", "Espèces 200,00", "Carte bancaire 1 000,00",
        "SIRET 732 829 320 00074", "10:30",
    ):  # fmt: skip
        assert attendu in texte, attendu
    document = pypdfium2.PdfDocument(pdf)
    assert round(document[0].get_width() / 72 * 25.4) == 80
    document.close()


def test_le_document_est_le_meme_octet_pour_octet_et_se_nomme() -> None:
    octets = rendre_piece(FACTURE)
    assert octets == rendre_piece(FACTURE)
    document = pypdfium2.PdfDocument(octets)
    assert document.get_metadata_dict()["Title"] == "Facture FA-S1-2014-00012"
    document.close()


@pytest.mark.parametrize("texte", ["👩‍👩‍👧 Zoé", "مرحبا", "\u202eEVIL", "中村", "a\x00b\ud800c", "(\\)", "", "\n\n"])
def test_un_texte_d_ailleurs_s_imprime_sans_faute(texte: str) -> None:
    lignes = calculees(ligne(texte or "x", 100_00, reference=texte))
    page = _texte(FACTURE, lignes=lignes, destinataire=(texte, texte), commentaire=texte, acomptes=())
    assert "Net à payer 120,00 €" in page


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.text(max_size=300), st.integers(1, 10**9), st.booleans()), min_size=1, max_size=40),
    st.sampled_from(list(TypePiece)),
    st.sampled_from(FormatPiece),
    st.booleans(),
)
def test_n_importe_quelles_lignes_donnent_un_papier(
    lignes: list[tuple[str, int, bool]], type_piece: TypePiece, papier: FormatPiece, professionnel: bool
) -> None:
    imprimees = calculees(*(ligne(texte, prix, ttc=ttc) for texte, prix, ttc in lignes))
    donnees = dataclasses.replace(FACTURE, type=type_piece, lignes=imprimees, professionnel=professionnel)
    assert pages_du_pdf(rendre_piece(donnees, papier))[0]
