"""Échéances one by one: changed, divided, affected, reminded (manuals 002 §4.3 and 004, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures_editions, lectures_ventes
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.echeances import (
    Affectation,
    AffecterEcheances,
    DiviserEcheance,
    EnregistrerAffectations,
    ModifierEcheance,
    PartEcheance,
    Relancer,
)
from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglages_ventes import CreerBanque
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.echeances import EcheanceSaisie
from caisse_clients.domain.echeancier import CritereEcheancier
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

JUILLET = dt.date(2014, 7, 15)


def facturer(atelier: Atelier, total: int, *dates: dt.date, professionnel: bool = False) -> tuple[int, str]:
    """Validate a facture of ``total`` centimes shared evenly over ``dates``; return the client and its number."""
    client = atelier.faire(CreerClient(nom="ALBERT", professionnel=professionnel)).valeurs["client"]
    part = total // len(dates)
    brouillon = atelier.faire(
        CreerFacture(
            client,
            (LigneSaisie(libelle="Table", prix_ttc=Centimes(total), taux_tva=Pourcent(20_00)),),
            echeances=tuple(EcheanceSaisie(date, Centimes(part)) for date in dates),
        )
    ).valeurs["piece"]
    return client, atelier.faire(ValiderFacture(brouillon)).valeurs["piece"]


def lire(atelier: Atelier, numero: str) -> VuePiece:
    with atelier.services.lire() as lecteur:
        return lectures_ventes.piece(lecteur, numero)


def test_modifier_une_echeance_garde_son_montant(atelier: Atelier) -> None:
    _, facture = facturer(atelier, 1_000_00, dt.date(2014, 8, 1), dt.date(2014, 9, 1))
    atelier.faire(
        ModifierEcheance(
            f"{facture}/1", date=dt.date(2014, 8, 20), note="Appeler", mode_relance="courrier", litige=True
        )
    )
    premiere = lire(atelier, facture).echeances[0]
    assert (premiere.date, premiere.montant) == (dt.date(2014, 8, 20), 500_00)
    with atelier.services.lire() as lecteur:
        criteres = CritereEcheancier()
        ids = lectures_editions.cles_echeancier(lecteur, criteres, JUILLET)
        ligne = lectures_editions.lignes_echeancier(lecteur, ids, JUILLET)[0]
    assert (ligne.note, ligne.relance, ligne.litige) == ("Appeler", "courrier", True)
    assert ligne.date_reglement == dt.date(2014, 8, 20), "the planned date follows until somebody sets it"


def test_la_date_d_une_echeance_payee_ne_change_plus(atelier: Atelier) -> None:
    client, facture = facturer(atelier, 100_00, dt.date(2014, 8, 1))
    atelier.faire(EnregistrerReglement(client, "cheque", Centimes(100_00), imputations=(Affectee(piece=facture),)))
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(ModifierEcheance(f"{facture}/1", date=dt.date(2014, 9, 1)))
    assert refus.value.code == "echeance_payee"
    atelier.faire(ModifierEcheance(f"{facture}/1", note="Payée"))


@pytest.mark.parametrize("cle", ["", "FA-S1-2014-00001", "FA-S1-2014-00001/9", "/1", "12", "x/y/z"])
def test_une_echeance_inconnue_est_refusee(atelier_sqlite: Atelier, cle: str) -> None:
    facturer(atelier_sqlite, 100_00, dt.date(2014, 8, 1))
    with pytest.raises(ErreurMetier) as refus:
        atelier_sqlite.faire(ModifierEcheance(cle, note="x"))
    assert refus.value.code in {"echeance_inconnue", "piece_inconnue"}


def test_diviser_pose_ce_qui_est_paye_sur_les_premieres_parts(atelier: Atelier) -> None:
    client, facture = facturer(atelier, 1_000_00, dt.date(2014, 8, 1))
    atelier.faire(EnregistrerReglement(client, "cheque", Centimes(450_00), imputations=(Affectee(piece=facture),)))
    parts = (
        PartEcheance(dt.date(2014, 10, 1), Centimes(300_00)),
        PartEcheance(dt.date(2014, 8, 1), Centimes(400_00)),
        PartEcheance(dt.date(2014, 9, 1), Centimes(300_00)),
    )
    atelier.faire(DiviserEcheance(f"{facture}/1", parts))
    vue = lire(atelier, facture)
    assert [(e.date.month, e.montant, e.impute) for e in vue.echeances] == [
        (8, 400_00, 400_00),
        (9, 300_00, 50_00),
        (10, 300_00, 0),
    ]
    assert (vue.regle, vue.reste_du) == (450_00, 550_00)


def test_diviser_refuse_une_somme_inexacte_et_ne_change_rien(atelier: Atelier) -> None:
    _, facture = facturer(atelier, 1_000_00, dt.date(2014, 8, 1))
    parts = (PartEcheance(dt.date(2014, 8, 1), Centimes(400_00)), PartEcheance(dt.date(2014, 9, 1), Centimes(599_99)))
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(DiviserEcheance(f"{facture}/1", parts))
    assert refus.value.code == "echeances_inegales"
    assert [e.montant for e in lire(atelier, facture).echeances] == [1_000_00]


def test_affecter_donne_un_mode_et_une_banque_a_plusieurs(atelier: Atelier) -> None:
    _, facture = facturer(atelier, 1_000_00, dt.date(2014, 8, 1), dt.date(2014, 9, 1))
    atelier.faire(CreerBanque("BNP"))
    cles = (f"{facture}/1", f"{facture}/2")
    assert atelier.faire(AffecterEcheances(cles, mode="effet", banque="BNP")).valeurs == {"modifiees": 2}
    assert [(e.mode, e.banque) for e in lire(atelier, facture).echeances] == [("effet", "BNP")] * 2
    assert atelier.faire(AffecterEcheances(cles, mode="effet")).valeurs == {"modifiees": 0}
    atelier.faire(AffecterEcheances(cles[:1], banque=""))
    assert [e.banque for e in lire(atelier, facture).echeances] == ["", "BNP"]


def test_enregistrer_les_affectations_est_tout_ou_rien(atelier: Atelier) -> None:
    _, facture = facturer(atelier, 1_000_00, dt.date(2014, 8, 1), dt.date(2014, 9, 1))
    lot = (Affectation(f"{facture}/1", mode="cheque"), Affectation(f"{facture}/2", banque="INCONNUE"))
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(EnregistrerAffectations(lot))
    assert refus.value.code == "banque_inconnue"
    assert [e.mode for e in lire(atelier, facture).echeances] == ["", ""]
    atelier.faire(EnregistrerAffectations(lot[:1]))
    assert [e.mode for e in lire(atelier, facture).echeances] == ["cheque", ""]


def test_relancer_passe_d_un_niveau_au_suivant_une_seule_fois(atelier: Atelier) -> None:
    client, facture = facturer(atelier, 1_000_00, dt.date(2014, 7, 1), professionnel=True)
    atelier.faire(EnregistrerReglement(client, "cheque", Centimes(300_00), imputations=(Affectee(piece=facture),)))
    atelier.faire(CreerCompte(client, TypeCompte.ACOMPTE, Centimes(100_00)))
    relances = atelier.faire(Relancer(1)).valeurs["relances"]
    assert [(r["client"], r["montant"]) for r in relances] == [(client, "600.00")], "the disponible covers 100"
    assert atelier.faire(Relancer(1)).valeurs["relances"] == [], "a level is never sent twice"
    assert atelier.faire(Relancer(2)).valeurs["relances"] == [], "fourteen days late: the second is at twenty"
    atelier.horloge.avancer(dt.timedelta(days=10))
    assert len(atelier.faire(Relancer(2)).valeurs["relances"]) == 1
    with atelier.services.lire() as lecteur:
        journal = lectures_editions.journal_relances(lecteur)
    assert [(r.niveau, r.montant, r.frais, r.pieces) for r in journal] == [
        (2, 600_00, 40_00, (facture,)),
        (1, 600_00, 40_00, (facture,)),
    ]


def test_ni_litige_ni_disponible_qui_couvre_ne_se_relance(atelier: Atelier) -> None:
    client, facture = facturer(atelier, 1_000_00, dt.date(2014, 7, 1))
    atelier.faire(ModifierEcheance(f"{facture}/1", litige=True))
    assert atelier.faire(Relancer(1)).valeurs["relances"] == []
    atelier.faire(ModifierEcheance(f"{facture}/1", litige=False))
    atelier.faire(CreerCompte(client, TypeCompte.AVOIR, Centimes(1_000_00)))
    assert atelier.faire(Relancer(1)).valeurs["relances"] == []


@pytest.mark.parametrize("niveau", [0, 4, -1])
def test_un_niveau_inconnu_est_refuse(atelier_sqlite: Atelier, niveau: int) -> None:
    with pytest.raises(ErreurMetier) as refus:
        atelier_sqlite.faire(Relancer(niveau))
    assert refus.value.code == "niveau_inconnu"
