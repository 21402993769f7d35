"""What the éditions decide without Qt: periods, rows, totals in words, what a row opens, reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.domain.echeancier import LigneBalanceAgee
from caisse_clients.domain.releves import (
    LignePassager,
    LigneReleve,
    Releve,
    RelevePassager,
    SorteReleve,
    TicketPassager,
)
from caisse_clients.gui.presentateurs import balance_agee, client_passager, periode, releve_client, releves_en_lot
from caisse_clients.gui.presentateurs.balance_agee import Balance
from caisse_clients.gui.presentateurs.periode import Periode
from caisse_clients.gui.presentateurs.releve_client import Demande, Lu
from caisse_clients.gui.presentateurs.releves_en_lot import Lot
from caisse_clients.kernel.erreurs import ErreurMetier

JOUR = dt.date(2014, 7, 15)
DEBUT, FIN = dt.date(2014, 1, 1), dt.date(2014, 12, 31)


@pytest.mark.parametrize(
    ("nom", "mois", "attendu"),
    [
        (Periode.EXERCICE, 1, (DEBUT, FIN)),
        (Periode.EXERCICE, 7, (dt.date(2014, 7, 1), dt.date(2015, 6, 30))),
        (Periode.EXERCICE, 8, (dt.date(2013, 8, 1), dt.date(2014, 7, 31))),
        (Periode.EXERCICE_PRECEDENT, 1, (dt.date(2013, 1, 1), dt.date(2013, 12, 31))),
        (Periode.MOIS, 1, (dt.date(2014, 7, 1), dt.date(2014, 7, 31))),
        (Periode.MOIS_PRECEDENT, 1, (dt.date(2014, 6, 1), dt.date(2014, 6, 30))),
        (Periode.AUJOURD_HUI, 1, (JOUR, JOUR)),
        (Periode.TOUT, 1, (None, JOUR)),
    ],
)
def test_une_periode_se_prend_par_son_nom(nom: Periode, mois: int, attendu: periode.Bornes) -> None:
    assert periode.bornes(nom, JOUR, mois) == attendu
    assert periode.periode_de(attendu, tuple(Periode), JOUR, mois) is nom


def test_le_mois_d_avant_janvier_est_decembre() -> None:
    assert periode.bornes(Periode.MOIS_PRECEDENT, dt.date(2016, 1, 31)) == (dt.date(2015, 12, 1), dt.date(2015, 12, 31))
    assert periode.bornes(Periode.MOIS, dt.date(2016, 2, 29)) == (dt.date(2016, 2, 1), dt.date(2016, 2, 29))


def test_des_dates_sans_nom_sont_d_autres_dates() -> None:
    lues = (dt.date(2014, 3, 2), JOUR)
    assert periode.periode_de(lues, tuple(Periode), JOUR, 1) is Periode.LIBRE
    with pytest.raises(ValueError, match="free period"):
        periode.bornes(Periode.LIBRE, JOUR)


def test_une_periode_tapee_se_lit_ou_dit_ce_qui_ne_va_pas() -> None:
    assert periode.lire_periode("", "", JOUR) == (None, JOUR)
    assert periode.lire_periode("010114", "31/12/14", JOUR) == (DEBUT, FIN)
    for du, au, code, champ in (
        ("31/02/2014", "", "date_invalide", "du"),
        ("", "x", "date_invalide", "au"),
        ("16/07/2014", "", "periode_inversee", "du"),
    ):
        with pytest.raises(ErreurMetier) as leve:
            periode.lire_periode(du, au, JOUR)
        assert (leve.value.code, leve.value.champ) == (code, champ)


def test_une_periode_se_dit_en_mots() -> None:
    assert periode.en_mots((None, JOUR)) == "jusqu'au 15/07/2014"
    assert periode.en_mots((JOUR, JOUR)) == "le 15/07/2014"
    assert periode.en_mots((DEBUT, FIN)) == "du 01/01/2014 au 31/12/2014"


def _mouvement(net: int, solde: int, **options: object) -> LigneReleve:
    ligne = LigneReleve(JOUR, "", "", max(net, 0), max(-net, 0), solde, 7, "", "", None, None)
    return ligne._replace(**options)  # type: ignore[arg-type]  # fields of the row


def _releve(*lignes: LigneReleve, ouverture: int = 0, **options: object) -> Releve:
    debit, credit = sum(x.debit for x in lignes), sum(x.credit for x in lignes)
    base = Releve(
        1011, "ALBERT Pierre", SorteReleve.ACTIVITE, DEBUT, FIN, "", ouverture, lignes, debit, credit,
        ouverture + debit - credit,
    )  # fmt: skip
    return replace(base, **options)  # type: ignore[arg-type]  # fields of the statement


def test_le_solde_du_debut_vient_en_tete() -> None:
    releve = _releve(_mouvement(10_00, 15_00), ouverture=5_00)
    tete, mouvement = releve_client.rangees(releve)
    assert (tete.description, tete.solde, tete.debit) == ("Solde au 01/01/2014", 5_00, 0)
    assert releve_client.couleur(tete)
    assert not releve_client.couleur(mouvement)
    assert releve_client.cible(tete, 1011) is None
    assert releve_client.premier_mouvement(releve, [tete, mouvement]) == 1
    assert len(releve_client.rangees(replace(releve, sorte=SorteReleve.RESTANT_DU))) == 1
    assert len(releve_client.rangees(replace(releve, du=None))) == 1


def test_un_compte_sans_mouvement_dit_son_solde_ou_qu_il_est_vide() -> None:
    (tete,) = releve_client.rangees(_releve(ouverture=5_00))
    assert tete.description == "Solde au 01/01/2014 ; aucun mouvement jusqu'au 31/12/2014"
    assert releve_client.rangees(_releve()) == []
    assert releve_client.nombre_en_mots(_releve()) == "Aucun mouvement"
    demande = Demande(1011, DEBUT, FIN)
    assert releve_client.texte_vide(demande).startswith("Aucun mouvement du 01/01/2014 au 31/12/2014.")
    assert "au 31/12/2014" in releve_client.texte_vide(replace(demande, sorte=SorteReleve.RESTANT_DU))


@pytest.mark.parametrize(
    ("net", "mots"),
    [
        (1250_00, "Au 31/12/2014 : 1\u202f250,00 € dû par le client"),
        (-50_00, "Au 31/12/2014 : 50,00 € en faveur du client"),
        (0, "Au 31/12/2014 : compte soldé"),
    ],
)
def test_le_solde_final_se_dit_en_mots(net: int, mots: str) -> None:
    assert releve_client.solde_final(_releve(_mouvement(net, net))) == mots


def test_une_ligne_ouvre_ce_qu_elle_est() -> None:
    piece = _mouvement(1, 1, piece="FA-S1-2014-00001", compte=3)
    assert releve_client.cible(piece, 1011) == ("piece", {"piece": "FA-S1-2014-00001"})
    reglement = _mouvement(-1, 0, reglement="RC-S1-2014-00001")
    assert releve_client.cible(reglement, 1011) == ("reglements", {"reglement": "RC-S1-2014-00001"})
    assert releve_client.cible(_mouvement(-1, 0, compte=265), 1011) == ("comptes_clients", {"client": 1011})
    assert releve_client.cible(_mouvement(1, 1), 1011) is None


def test_le_releve_dit_ce_qui_manque() -> None:
    releve = _releve(_mouvement(1, 1))
    lu = Lu(Demande(1011, DEBUT, FIN), releve, releve_client.rangees(releve), releve_client.pied(releve))

    def dire(geste: str, **options: object) -> str:
        defauts: dict[str, object] = {"client": 1011, "lu": lu, "ligne": lu.rangees[0], "erreur": False}
        return releve_client.empechement(f"releve_client.{geste}", **{**defauts, **options})  # type: ignore[arg-type]

    assert [dire(geste) for geste in ("ouvrir", "imprimer", "exporter", "fiche", "menu", "client", "en_lot")] == [
        ""
    ] * 7
    assert dire("ouvrir", client=None) == releve_client.SANS_CLIENT
    assert dire("ouvrir", ligne=None) == releve_client.CHOISIR_LIGNE
    assert dire("imprimer", erreur=True) == dire("en_lot", erreur=True) == releve_client.PERIODE_A_CORRIGER
    assert dire("imprimer", lu=None) == dire("exporter", client=7) == releve_client.LECTURE
    assert dire("exporter", lu=replace(lu, rangees=[]))
    assert not dire("imprimer", lu=replace(lu, rangees=[]))


def test_les_releves_de_tous_disent_ce_qu_ils_seront() -> None:
    lot = Lot(DEBUT, FIN, "", SorteReleve.ACTIVITE, ht=True)
    assert lot.en_mots() == "Activité du 01/01/2014 au 31/12/2014, toutes les stations, avec le HT des pièces."
    restant = replace(lot, sorte=SorteReleve.RESTANT_DU, station="S1", ht=False)
    assert restant.en_mots() == "Restant dû au 31/12/2014, station S1."
    assert releves_en_lot.nombre_en_mots(1, FIN).startswith("1 client a un solde")
    assert "choisissez une autre date" in releves_en_lot.nombre_en_mots(0, FIN)


def test_un_ticket_puis_ses_lignes() -> None:
    lignes = (LignePassager("Bougie", 1_000, 12_00, 20_00), LignePassager("Nappe", 1_500, 35_50, 5_50))
    ticket = TicketPassager("TK-1", JOUR, 47_50, lignes, (("Espèces", 20_00), ("Carte", 27_50)), ("AV-1",))
    tete, bougie, nappe = client_passager.rangees(ticket)
    assert (tete.libelle, tete.modes, tete.total) == ("2 lignes, avoir AV-1", "Espèces 20,00 · Carte 27,50", 47_50)
    assert (bougie.montant, bougie.total, nappe.quantite, nappe.taux) == (12_00, None, "1,5", "5,5 %")
    assert bougie.ticket == nappe.ticket == "TK-1"
    releve = RelevePassager("S1", JOUR, JOUR, (ticket,), (("Carte", 27_50), ("Espèces", 20_00)), 47_50)
    assert client_passager.totaux_par_mode(releve) == "Carte 27,50 €     Espèces 20,00 €"
    assert client_passager.nombre_en_mots(releve) == "1 ticket"
    assert client_passager.pied(replace(releve, tickets=())) == {}


def _agee(client: int, nom: str, *montants: int) -> LigneBalanceAgee:
    return LigneBalanceAgee(client, nom, *montants, *[0] * (8 - len(montants)))


BALANCE = Balance(
    JOUR,
    (_agee(1011, "ALBERT Pierre", 100_00, 0, 0, 0, 300_00, 0, 50_00), _agee(2578, "AKKOUCHE BRIGITTE", 0, 100_00)),
    ("1011 ALBERT PIERRE", "2578 AKKOUCHE BRIGITTE"),
)


def test_la_balance_se_somme_et_se_dessine() -> None:
    somme = balance_agee.totaux(BALANCE.lignes)
    assert (somme.a_echoir, somme.j1_30, somme.plus_90, somme.disponibles, somme.solde) == (
        100_00, 100_00, 300_00, 50_00, 450_00,
    )  # fmt: skip
    barres = balance_agee.barres(somme)
    assert [barre.part for barre in barres] == [333, 333, 0, 0, 1000]
    assert [barre.montant for barre in barres][0::4] == ["100,00 €  ·  20 %", "300,00 €  ·  60 %"]
    assert balance_agee.pied(somme, 2)["Solde"] == "450,00"
    assert balance_agee.pied(balance_agee.totaux(()), 0) == {}
    assert [barre.part for barre in balance_agee.barres(balance_agee.totaux(()))] == [0] * 5
    assert balance_agee.solde_en_mots(somme, JOUR) == "Au 15/07/2014 :\n450,00 € dus par les clients"


@pytest.mark.parametrize(
    ("texte", "codes"),
    [("", [1011, 2578]), ("albért p", [1011]), ("2\u202f578", [2578]), ("11", [1011]), ("brigitte ALB", [])],
)
def test_un_client_de_la_balance_se_trouve_par_ses_lettres(texte: str, codes: list[int]) -> None:
    assert [ligne.client for ligne in balance_agee.filtrer(BALANCE, texte)] == codes


def test_la_balance_dit_ce_qui_manque() -> None:
    def dire(geste: str, *, nombre: int = 1, erreur: bool = False) -> str:
        return balance_agee.empechement(f"balance_agee.{geste}", ligne=None, nombre=nombre, erreur=erreur)

    assert dire("ouvrir") == dire("fiche") == balance_agee.CHOISIR_LIGNE
    assert dire("imprimer", erreur=True) == balance_agee.DATE_A_CORRIGER
    assert dire("exporter", nombre=0) == balance_agee.VIDE
    assert dire("rechercher") == ""
    assert balance_agee.illisible("32/01", JOUR) is not None
    assert balance_agee.lire_jour("", JOUR) == JOUR
    assert "Aucun client de la balance" in balance_agee.texte_vide(BALANCE, "zz")
