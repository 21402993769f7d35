"""Papers of the editions drawn from values: pages and carried totals, words, empty and extreme cases."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from caisse_clients.documents.balance_agee import rendre_balance_agee
from caisse_clients.documents.client_passager import DonneesPassager, rendre_client_passager
from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.documents.echeancier import rendre_echeancier
from caisse_clients.documents.grille import MarquesGrille
from caisse_clients.documents.relance import DonneesRelance, EcheanceRelancee, rendre_relance, rendre_relances
from caisse_clients.documents.releve import DonneesReleve, rendre_releve, rendre_releves
from caisse_clients.domain.echeancier import LigneBalanceAgee, LigneEcheancier, TotauxEcheancier, statut_verse
from caisse_clients.domain.releves import (
    LignePassager,
    LigneReleve,
    Releve,
    RelevePassager,
    SorteReleve,
    TicketPassager,
)
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.documents.lecture_pdf import pages_du_pdf

JOUR = dt.date(2025, 4, 5)
FIN = dt.date(2025, 4, 30)
EMETTEUR = Emetteur("AU BON ACHAT", "Marmande", ("12 avenue Foch", "47200 MARMANDE"), "73282932000074")
DESTINATAIRE = ("Zoé DURAND", "10 place Victor", "64200 BIARRITZ")


def _pages(octets: bytes) -> list[str]:
    return [page.replace("\u202f", " ").replace("\u00a0", " ") for page in pages_du_pdf(octets)]


def _releve(nombre: int, montant: int = 10_00, *, ouverture: int = 5_00, libelle: str = "Facture") -> Releve:
    lignes, solde = [], ouverture
    for n in range(1, nombre + 1):
        debit, credit = (0, montant // 2) if n % 4 == 0 else (montant, 0)
        solde += debit - credit
        lignes.append(
            LigneReleve(JOUR, f"FA-{n}", f"{libelle} {n}", debit, credit, solde, n, f"FA-{n}", "", None, None)
        )
    debits, credits_ = sum(x.debit for x in lignes), sum(x.credit for x in lignes)
    sorte = SorteReleve.ACTIVITE
    return Releve(12, "DURAND Zoé", sorte, JOUR, FIN, "", ouverture, tuple(lignes), debits, credits_, solde)


def _donnees(releve: Releve, **autres: object) -> DonneesReleve:
    return dataclasses.replace(DonneesReleve(EMETTEUR, releve, DESTINATAIRE, "411000012"), **autres)  # type: ignore[arg-type]


def test_un_releve_de_plusieurs_pages_reporte_ses_totaux() -> None:
    pages = _pages(rendre_releve(_donnees(_releve(120))))
    assert len(pages) > 2
    for rang, page in enumerate(pages, 1):
        assert f"Page {rang}/{len(pages)}" in page
        assert "Date Référence Description Débit Crédit Solde" in page
    assert "Solde avant le 05/04/2025 5,00" in pages[0]
    reporte = pages[0].split("À reporter ")[1].split(" AU BON")[0]
    assert f"Report {reporte}" in pages[1]
    debit, _credit, solde = (int(x.replace(",", "")) for x in reporte.split())
    assert solde == 5_00 + debit - int(reporte.split()[1].replace(",", ""))
    assert "À reporter" not in pages[-1]
    assert "Total 900,00 150,00 755,00" in pages[-1]
    assert "755,00 € dû par le client" in pages[-1]


@pytest.mark.parametrize("nombre", range(28, 40))
def test_le_total_n_est_jamais_seul_sur_sa_page(nombre: int) -> None:
    derniere = _pages(rendre_releve(_donnees(_releve(nombre))))[-1]
    assert f"FA-{nombre} Facture {nombre}" in derniere
    assert "Solde au 30/04/2025" in derniere


@pytest.mark.parametrize(
    ("ouverture", "mots"),
    [(-80_00, "80,00 € en faveur du client"), (0, "Compte soldé"), (1, "0,01 € dû par le client")],
)
def test_le_solde_se_dit_en_mots_et_le_releve_vide_aussi(ouverture: int, mots: str) -> None:
    (page,) = _pages(rendre_releve(_donnees(_releve(0, ouverture=ouverture))))
    assert mots in page
    vide = dataclasses.replace(_releve(0, ouverture=ouverture), du=None)
    assert "Aucun mouvement." in _pages(rendre_releve(_donnees(vide)))[0]
    vide = dataclasses.replace(vide, sorte=SorteReleve.RESTANT_DU)
    assert "Rien n'est dû." in _pages(rendre_releve(_donnees(vide)))[0]


def test_aucun_chiffre_ne_se_coupe_ni_ne_manque() -> None:
    """A milliard, labels of many lines, no address: all figures are there."""
    releve = _releve(3, 123_456_789_012_34, libelle="Une prestation dont la désignation n'en finit pas " * 4)
    (page,) = _pages(rendre_releve(_donnees(releve, avec_ht=True, destinataire=("",), sans_valeur="BASE ÉCOLE")))
    assert page.count("123 456 789 012,34") >= 3
    assert "370 370 367 042,02 € dû par le client" in page
    assert "BASE ÉCOLE — SANS VALEUR" in page


def test_le_ht_des_pieces_est_une_colonne_de_plus() -> None:
    releve = _releve(1)
    avec = dataclasses.replace(releve, lignes=(releve.lignes[0]._replace(ht=8_33),))
    (page,) = _pages(rendre_releve(_donnees(avec, avec_ht=True)))
    assert "Description HT Débit Crédit Solde" in page
    assert "FA-1 Facture 1 8,33 10,00 15,00" in page
    assert "8,33" not in _pages(rendre_releve(_donnees(avec)))[0]


def test_plusieurs_releves_recommencent_chacun_a_la_page_un() -> None:
    pages = _pages(rendre_releves([_donnees(_releve(60)), _donnees(_releve(2))]))
    assert [page.count("Page 1/2") + page.count("Page 2/2") + page.count("Page 1/1") for page in pages] == [1, 1, 1]
    assert "Page 1/1" in pages[-1]
    with pytest.raises(ValueError, match="aucun"):
        rendre_releves([])


def test_les_memes_valeurs_donnent_les_memes_octets_et_une_edition_s_arrete() -> None:
    donnees = _donnees(_releve(30))
    assert rendre_releve(donnees) == rendre_releve(donnees)
    suivi = Suivi()
    suivi.annuler()
    with pytest.raises(Annulee):
        rendre_releve(donnees, suivi=suivi)


# due list, aged balance ---------------------------------------------------------------------------------------


def _echeance(n: int, verse: int, *, retard: bool, note: str = "", litige: bool = False) -> LigneEcheancier:
    statut = statut_verse(verse, 100_00 - verse)
    return LigneEcheancier(
        n, f"FA-{n}/1", f"FA-{n}/1", JOUR, f"Facture FA-{n}", f"FA-{n}", 12, "DURAND Zoé", JOUR, 100_00, verse,
        100_00 - verse, statut, retard, "cheque", "", "", note, litige,
    )  # fmt: skip


def test_l_echeancier_dit_en_mots_ce_que_disent_les_couleurs() -> None:
    lignes = [
        _echeance(1, 100_00, retard=False),
        _echeance(2, 40_00, retard=True, note="Rappeler", litige=True),
        _echeance(3, 0, retard=False),
    ]
    octets = rendre_echeancier(lignes, TotauxEcheancier(3, 300_00, 140_00), "Toutes", modes={"cheque": "Chèque"})
    (page,) = _pages(octets)
    assert "100,00 Oui 100,00 0,00 Chèque" in page
    assert "100,00 Partiel, en retard 40,00 60,00 Chèque Litige · Rappeler" in page
    assert "100,00 Non 0,00 100,00 Chèque" in page
    assert "Totaux 300,00 140,00 160,00" in page
    assert "Total à encaisser (échéances affichées, payées ou non) 300,00 €" in page
    assert "Solde net dû 160,00 €" in page
    assert "Banque" not in page  # nothing to say in that column


def test_un_echeancier_vide_le_dit() -> None:
    (page,) = _pages(rendre_echeancier([], TotauxEcheancier(0, 0, 0), "Toutes", modes={}))
    assert "Aucune ligne." in page
    assert "Solde net dû 0,00 €" in page


@pytest.mark.parametrize("nombre", [25, 26, 27, 28, 29, 30, 31, 32])
def test_les_totaux_de_l_echeancier_restent_avec_une_ligne(nombre: int) -> None:
    lignes = [_echeance(n, 0, retard=False) for n in range(1, nombre + 1)]
    marques = MarquesGrille("AU BON ACHAT", "Édité", "BASE ÉCOLE")
    octets = rendre_echeancier(lignes, TotauxEcheancier(nombre, 1, 0), "Toutes", modes={}, marques=marques)
    pages = _pages(octets)
    assert f"FA-{nombre}/1" in pages[-1]
    assert "Solde net dû" in pages[-1]
    assert all(f"Page {rang}/{len(pages)}" in page for rang, page in enumerate(pages, 1))


def test_la_balance_agee_dit_pour_qui_est_le_solde() -> None:
    lignes = [
        LigneBalanceAgee(12, "DURAND Zoé", 10_00, 20_00, 0, 0, 5_00, 0, 0, 0),
        LigneBalanceAgee(20, "ALBERT", 0, 0, 0, 0, 0, 0, 60_00, 15_00),
    ]
    (page,) = _pages(rendre_balance_agee(lignes, FIN))
    assert "12 DURAND Zoé 10,00 20,00 5,00 35,00 dû" in page
    assert "20 ALBERT 60,00 15,00 75,00 en faveur" in page
    assert "Totaux 10,00 20,00 0,00 0,00 5,00 0,00 60,00 15,00 40,00 en faveur" in page
    assert "aucun client" in _pages(rendre_balance_agee([], FIN))[0]


# walk-in sales, reminders -------------------------------------------------------------------------------------


def _passager(nombre: int) -> DonneesPassager:
    tickets = tuple(
        TicketPassager(
            f"TK-{n}", JOUR, 12_00, (LignePassager("Lampe", 2_000, 12_00, 20_00),), (("Espèces", 12_00),),
            ("AV-1",) if n == 1 else (),
        )
        for n in range(1, nombre + 1)
    )  # fmt: skip
    totaux = (("Espèces", 12_00 * nombre),) if nombre else ()
    return DonneesPassager(EMETTEUR, RelevePassager("S1", JOUR, FIN, tickets, totaux, 12_00 * nombre), "Marmande")


def test_le_client_passager_ticket_par_ticket_avec_ses_totaux() -> None:
    pages = _pages(rendre_client_passager(_passager(60)))
    assert len(pages) > 1
    assert "05/04/2025 TK-1 12,00 Lampe 2 20 % 12,00 Payé : Espèces 12,00 Avoir : AV-1" in pages[0]
    assert "À reporter" in pages[0]
    assert "Total de 60 tickets 720,00" in pages[-1]
    assert "Total encaissé 720,00" in pages[-1]
    assert "Aucune vente au comptoir" in _pages(rendre_client_passager(_passager(0)))[0]


def _relance(nombre: int, **autres: object) -> DonneesRelance:
    echeances = tuple(EcheanceRelancee(f"FA-{n}", JOUR, JOUR, 25, 10_00) for n in range(1, nombre + 1))
    donnees = DonneesRelance(EMETTEUR, 12, "DURAND", DESTINATAIRE, 2, FIN, "Payez, s'il vous plaît.", echeances)
    return dataclasses.replace(donnees, **autres)  # type: ignore[arg-type]


def test_la_relance_d_un_professionnel_ajoute_ce_que_veut_la_loi() -> None:
    (page,) = _pages(
        rendre_relance(
            _relance(2, frais=5_00, indemnite=40_00, penalites=1_23, virement="IBAN FR76", mentions=("Loi.",))
        )
    )
    for attendu in (
        "RELANCE", "2e relance du 30/04/2025", "Payez, s'il vous plaît.", "FA-1 05/04/2025 05/04/2025 25 10,00",
        "Échéances non payées 20,00", "Frais de relance 5,00", "Indemnité forfaitaire de recouvrement 40,00",
        "Pénalités de retard 1,23", "Total à payer 66,23 €", "IBAN FR76", "Loi.", "salutations distinguées",
    ):  # fmt: skip
        assert attendu in page, attendu


def test_la_relance_d_un_particulier_ne_demande_que_son_du() -> None:
    (page,) = _pages(rendre_relance(_relance(1)))
    assert "Total à payer 10,00 €" in page
    assert "Indemnité" not in page
    assert "Frais" not in page


def test_une_longue_relance_reporte_et_plusieurs_font_un_fichier() -> None:
    pages = _pages(rendre_relances([_relance(80), _relance(1)]))
    assert len(pages) > 2
    assert "À reporter" in pages[0]
    assert "Facture du Échéance" in pages[1]
    assert "Page 1/1" in pages[-1]
    with pytest.raises(ValueError, match="aucune"):
        rendre_relances([])
