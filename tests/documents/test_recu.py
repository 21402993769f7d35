"""The receipt says everything the law and the client look for, whatever the name."""

from __future__ import annotations

import dataclasses
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.documents.recu import DonneesRecu, Emetteur, FormatRecu, Sens, rendre_recu
from tests.documents.lecture_pdf import pages_du_pdf

RECU = DonneesRecu(
    emetteur=Emetteur("AU BON ACHAT", "Station S1", ("12 avenue Foch", "47200 MARMANDE"), "73282932000074"),
    sens=Sens.ENTREE,
    date=dt.date(2014, 7, 15),
    montant=50_000,
    compte=266,
    type_compte="Acompte",
    client=1011,
    client_nom="ALBERT Pierre",
    client_adresse=("10 place Victor", "64200 BIARRITZ"),
    solde=56_255,
    solde_dit="en faveur du client",
    motif="Régularisation",
    beneficiaire="Pierre Albert",
    commentaire="Commentaire justificatif",
    operateur="Julie (JM)",
    poste="P1",
    operation=42,
    empreinte="3fa91c77be0042d1aa77",
    enregistre_le=dt.datetime(2014, 7, 15, 9, 5, tzinfo=dt.UTC),
)


def _texte(**changements: object) -> str:
    [page] = pages_du_pdf(rendre_recu(dataclasses.replace(RECU, **changements)))  # type: ignore[arg-type]
    return page


def test_un_recu_dit_tout_de_l_ecriture() -> None:
    texte = _texte()
    for attendu in (
        "AU BON ACHAT", "Station S1", "12 avenue Foch", "SIRET 732 829 320 00074", "REÇU", "n° P1-42", "du 15/07/2014",
        "n° 1 011", "ALBERT Pierre", "64200 BIARRITZ", "Compte acompte n° 266", "Entrée", "500,00 €",
        "Cinq cents euros", "Régularisation", "Pierre Albert", "Commentaire justificatif",
        "562,55 € en faveur du client", "Julie (JM)",
        "15/07/2014 à 09:05", "poste P1", "Opération n° 42", "3FA91C77BE0042D1", "Signature du client",
    ):  # fmt: skip
        assert attendu in texte
    assert "DUPLICATA" not in texte
    assert "SANS VALEUR" not in texte


def test_une_sortie_une_contrepassation_et_un_compte_solde_se_disent() -> None:
    texte = _texte(sens=Sens.SORTIE, solde=0, solde_dit="— compte soldé", annule=41, organisme="COFIDIS")
    assert "Sortie" in texte
    assert "l'écriture n° 41" in texte
    assert "COFIDIS" in texte
    assert "0,00 € — compte soldé" in texte


def test_le_ticket_du_rouleau_dit_la_meme_chose_sans_rien_couper() -> None:
    donnees = dataclasses.replace(
        RECU, tirage=3, sans_valeur="BASE ÉCOLE", mention="Arrhes.", annule=41, commentaire="mot " * 200 + "FIN"
    )
    [page] = pages_du_pdf(rendre_recu(donnees, FormatRecu.TICKET))
    for attendu in (
        "BASE ÉCOLE — SANS VALEUR", "AU BON ACHAT", "SIRET 732 829 320 00074", "DUPLICATA n° 2", "n° P1-42",
        "ALBERT Pierre", "64200 BIARRITZ", "Compte acompte n° 266", "Entrée 500,00 €", "Cinq cents euros",
        "Motif : Régularisation", "l'écriture n° 41", "FIN", "562,55 € en faveur du client", "Arrhes.",
        "empreinte 3FA91C77BE0042D1",
    ):  # fmt: skip
        assert attendu in page
    assert "…" not in page
    document = pypdfium2.PdfDocument(rendre_recu(RECU, FormatRecu.TICKET))
    assert round(document[0].get_width() / 72 * 25.4) == 80
    document.close()


def test_un_retirage_est_marque_et_compte() -> None:
    assert "DUPLICATA n° 1" in _texte(tirage=2)
    assert "DUPLICATA n° 7" in _texte(tirage=8)


def test_une_base_d_ecole_ne_donne_que_des_papiers_sans_valeur() -> None:
    texte = _texte(sans_valeur="BASE ÉCOLE")
    assert "BASE ÉCOLE — SANS VALEUR" in texte


def test_ce_qui_est_vide_ne_s_imprime_pas() -> None:
    texte = _texte(motif="", beneficiaire="", commentaire="", client_adresse=())
    for absent in ("Motif", "Bénéficiaire", "Commentaire", "BIARRITZ"):
        assert absent not in texte


def test_un_siren_seul_et_rien_du_tout_se_disent_comme_ils_sont() -> None:
    assert "SIREN 732 829 320" in _texte(emetteur=Emetteur("X", siret="732829320"))
    assert "SIRE" not in _texte(emetteur=Emetteur("X"))


def test_la_feuille_a4_porte_les_deux_exemplaires() -> None:
    [page] = pages_du_pdf(rendre_recu(RECU, FormatRecu.A4))
    assert page.count("500,00 €") == 2
    assert "Exemplaire du client" in page
    assert "Exemplaire du magasin" in page


def test_le_document_est_le_meme_octet_pour_octet_et_se_nomme() -> None:
    octets = rendre_recu(RECU)
    assert octets == rendre_recu(RECU)
    document = pypdfium2.PdfDocument(octets)
    assert document.get_metadata_dict()["Title"] == "Reçu P1-42"
    assert document.get_metadata_dict()["Author"] == "AU BON ACHAT"
    document.close()
    assert octets.count(b"/FontFile2") == 2


def test_plusieurs_fils_dessinent_a_la_fois_les_memes_octets() -> None:
    donnees = [dataclasses.replace(RECU, client_nom=f"CLIENT {n} {chr(0x391 + n)}") for n in range(24)]
    attendus = [rendre_recu(un) for un in donnees]
    with ThreadPoolExecutor(4) as fils:
        assert list(fils.map(rendre_recu, donnees * 3)) == attendus * 3


def test_un_commentaire_de_dix_mille_caracteres_ne_deborde_pas_sur_les_signatures() -> None:
    texte = _texte(commentaire="mot " * 2_500, client_nom="X" * 10_000, mention="phrase " * 300, montant=10**13 - 1)
    assert "…" in texte
    assert "Signature du client" in texte


@pytest.mark.parametrize(
    "nom", ["👩‍👩‍👧 Zoé", "مرحبا", "שלום", "\u202eEVIL", "中村", "a\x00b\ud800c", "𝐁𝐎𝐁 ﬁn", "", "\n\n"]
)
def test_un_nom_d_ailleurs_s_imprime_sans_faute(nom: str) -> None:
    assert "500,00 €" in _texte(client_nom=nom, commentaire=nom, beneficiaire=nom)


def test_ce_que_la_police_n_a_pas_devient_un_signe_visible() -> None:
    assert "� Zoé" in _texte(client_nom="👩‍👩‍👧 Zoé")
    assert "BOB fin ΔЖ Œ" in _texte(client_nom="𝐁𝐎𝐁 ﬁn ΔЖ Œ")


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 10**13 - 1), st.sampled_from(FormatRecu))
def test_n_importe_quels_textes_donnent_un_recu(nom: str, commentaire: str, montant: int, papier: FormatRecu) -> None:
    donnees = dataclasses.replace(RECU, client_nom=nom, commentaire=commentaire, montant=montant)
    assert pages_du_pdf(rendre_recu(donnees, papier))[0]
