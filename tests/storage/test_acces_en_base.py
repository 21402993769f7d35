"""What the database itself holds of accès: one stop at a time, whichever post or hand tries, and figures that agree."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures_acces
from caisse_clients.application.commandes.acces import ChequeDesigne, EncaisserCheque, EncaisserCheques
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.application.commandes.reglements import Rembourser
from caisse_clients.kernel.argent import Centimes
from tests.acces_de_test import ARRET, configurer, manuel, vendre
from tests.atelier import Atelier
from tests.storage.brut import REFUS, falsifier, ouvrir_brut
from tests.storage.test_concurrence import ensemble

COLONNES = (
    "acces, date, prorata, consommes, total, prix, anterieurs, encaisse, montant_avoir, retenu, credit, du, rembourse, "
    "avoir, compte, reglement"
)


@pytest.fixture(autouse=True)
def premier_aout(atelier: Atelier) -> None:
    """The day of the manual's stop."""
    atelier.horloge._instant = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


def test_a_plusieurs_postes_un_acces_s_arrete_une_fois_et_son_avoir_se_depense_une_fois(atelier: Atelier) -> None:
    acces = manuel(atelier)
    postes = [f"Q{n}" for n in range(4)]
    for code in postes:
        atelier.faire(CreerPoste(code))
    issues = ensemble(atelier, postes, [[ArchiverAcces(acces, ARRET, avoir=True)]] * 4)
    assert issues == {"faite": 1, "acces_deja_archive": 3}
    issues = ensemble(atelier, postes, [[Rembourser(1, "virement", montant=Centimes(135_00))]] * 4)
    assert issues == {"faite": 2, "deja_utilise": 2}


def test_un_cheque_encaisse_et_rendu_a_la_fois_ne_fait_que_l_un(atelier: Atelier) -> None:
    acces = manuel(atelier)
    for code in ("Q0", "Q1"):
        atelier.faire(CreerPoste(code))
    arret = ArchiverAcces(acces, ARRET, avoir=True)
    issues = ensemble(atelier, ["Q0", "Q1"], [[EncaisserCheque(acces, 4)], [arret]])
    with atelier.services.lire() as lecteur:
        lu = lectures_acces.acces(lecteur, acces)
    assert lu.archivage is not None
    if issues["faite"] == 2:  # cashed first: the whole avoir is credit
        assert (lu.archivage.equation.credit, lu.archivage.rendus) == (405_00, ())
    else:
        assert issues == {"faite": 1, "cheque_rendu": 1}
        assert lu.archivage.equation.credit == 270_00


def test_deux_remises_croisees_des_memes_cheques_passent_tour_a_tour(atelier: Atelier) -> None:
    configurer(atelier)
    acces = [vendre(atelier, encaisses=0) for _ in range(2)]
    for code in ("Q0", "Q1"):
        atelier.faire(CreerPoste(code))
    for rang in (1, 2, 3):
        remise = [ChequeDesigne(identifiant, rang) for identifiant in acces]
        croisees: list[list[object]] = [[EncaisserCheques(tuple(remise))], [EncaisserCheques(tuple(reversed(remise)))]]
        assert ensemble(atelier, ["Q0", "Q1"], croisees) == {"faite": 1, "cheque_deja_encaisse": 1}


def test_reprendre_et_depenser_ne_se_font_pas_tous_les_deux(atelier: Atelier) -> None:
    acces = manuel(atelier)
    for code in ("Q0", "Q1"):
        atelier.faire(CreerPoste(code))
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    depense = Rembourser(1, "virement", montant=Centimes(1_00))
    issues = ensemble(atelier, ["Q0", "Q1"], [[DesarchiverAcces(acces, "il revient")], [depense]])
    assert issues["faite"] == 1
    assert set(issues) - {"faite"} <= {"avoir_utilise", "deja_utilise"}


def test_un_second_arret_ecrit_a_la_main_est_refuse(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    copie = f"INSERT INTO archivage (id, {COLONNES}, annule, operation_id) SELECT 99, {COLONNES}, ?, operation_id"
    with ouvrir_brut(atelier) as brut:
        for annule in (None, 98):
            with pytest.raises(REFUS):
                brut.executer(f"{copie} FROM archivage", annule)
            brut.annuler()


@pytest.mark.parametrize(
    ("ordre", "code"),
    [
        ("UPDATE acces SET etat = 'actif'", "etat_d_acces_faux"),
        ("UPDATE archivage SET montant_avoir = montant_avoir - 1, retenu = retenu + 1", "arret_faux"),
        ("UPDATE cheque SET echeance = (SELECT max(id) FROM echeance) WHERE rang = 1", "cheque_faux"),
        ("UPDATE exigibilite SET tva = tva + 1 WHERE exigible = 0", "tva_en_attente_fausse"),
        ("UPDATE exigibilite SET exigible = exigible * 9", "tva_en_attente_fausse"),
        ("UPDATE piece SET total_ttc = total_ttc + 1 WHERE numero = 'AV-S1-2014-00001'", "avoir_annule_employe"),
        ("UPDATE echeance SET prevu = -1 WHERE rang = 2", "echeance_fermee_due"),
    ],
)
def test_des_lignes_qui_ne_s_accordent_pas_se_voient(atelier: Atelier, ordre: str, code: str) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    atelier.faire(DesarchiverAcces(acces, "il revient"))  # a second facture: a cheque may be tied to the wrong one
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    with falsifier(atelier) as brut:
        brut.executer(ordre)
    assert code in {a.code for a in atelier.verifier(complet=False).anomalies}
