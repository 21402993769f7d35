"""Selling an accès, cashing and correcting its cheques, renewing it (manual 001, DOMAIN §2 Accès)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from caisse_clients.application import lectures_acces, lectures_editions, lectures_ventes
from caisse_clients.application.commandes.acces import (
    ChequeDesigne,
    CreerAcces,
    EncaisserCheque,
    EncaisserCheques,
    ModifierCheque,
    RenouvelerAcces,
)
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.reglements import AnnulerAcompte, AnnulerReglement, EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.acces import ChequeSaisi, EtatCheque
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from tests.acces_de_test import ARRET, DEBUT, MARTIN, PRIX, configurer, manuel, plan, vendre, vue
from tests.atelier import Atelier

AOUT = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)
VENTE = CreerAcces(MARTIN, DEBUT, "Accès annuel", mois=12, prix=PRIX, cheques=plan(), date=DEBUT)


@pytest.fixture(autouse=True)
def premier_aout(atelier: Atelier) -> None:
    """The day of the manual's stop."""
    atelier.horloge._instant = AOUT


def test_un_acces_vendu_a_sa_facture_ses_echeances_et_ses_cheques(atelier: Atelier) -> None:
    configurer(atelier)
    fait = atelier.faire(replace(VENTE, cheques=plan(3)))
    lu = vue(atelier, fait.valeurs["acces"])
    assert (lu.duree.fin, lu.duree.mois, lu.prix, lu.reste) == (dt.date(2015, 4, 30), 12, 540_00, 540_00)
    assert [(c.rang, c.etat, c.tireur) for c in lu.cheques] == [
        (n, EtatCheque.DETENU, "Julie MARTIN") for n in (1, 2, 3)
    ]
    with atelier.services.lire() as lecteur:
        piece = lectures_ventes.piece(lecteur, lu.piece)
    assert [(e.date, e.montant) for e in piece.echeances] == [
        (DEBUT, 135_00),  # what no cheque covers is due at the start
        *((c.date, 135_00) for c in plan(3)),
    ]
    assert piece.lignes[0].nature is NatureLigne.SERVICE


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        ({"mois": None}, "duree_double", "mois"),
        ({"fin": ARRET}, "duree_double", "mois"),
        ({"mois": 0}, "duree_invalide", "mois"),
        ({"mois": 121}, "duree_invalide", "mois"),
        ({"mois": None, "fin": dt.date(2014, 4, 30)}, "duree_invalide", "fin"),
        ({"prix": None}, "prix_manquant", "lignes[0].prix_ttc"),
        ({"prix": Centimes(0)}, "piece_sans_montant", "lignes"),
        ({"libelle": ""}, "champ_vide", "lignes[0].libelle"),
        ({"taux_tva": Pourcent(7_00)}, "tva_inconnue", "lignes[0].taux_tva"),
        ({"cheques": plan(5)}, "cheques_depassent_prix", "cheques"),
        ({"cheques": (ChequeSaisi(DEBUT, Centimes(0)),)}, "montant_invalide", "cheques[0].montant"),
        ({"cheques": plan(1) * 61}, "cheques_nombre", "cheques"),
        ({"cheques": (ChequeSaisi(DEBUT, Centimes(1), numero="9" * 21),)}, "texte_trop_long", "cheques[0].numero"),
        ({"client": 99}, "client_inconnu", "client"),
        ({"article": "RIEN"}, "article_inconnu", "lignes[0].article"),
        ({"date": dt.date(2014, 8, 2)}, "date_future", "date"),
    ],
)
def test_une_vente_d_acces_fausse_est_refusee_et_ne_change_rien(
    atelier: Atelier, champs: dict[str, Any], code: str, champ: str
) -> None:
    configurer(atelier)
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(replace(VENTE, **champs))
    assert (refus.value.code, refus.value.details.get("champ")) == (code, champ)
    with atelier.services.lire() as lecteur:
        assert lectures_acces.acces_du_client(lecteur, MARTIN) == []


def test_un_article_donne_libelle_prix_et_taux_et_une_remise_baisse_le_prix(atelier: Atelier) -> None:
    configurer(atelier)
    atelier.faire(
        CreerArticle(
            "PISCINE", "Accès piscine", prix_ttc=Centimes(600_00), taux_tva=Pourcent(10_00), nature=NatureLigne.SERVICE
        )
    )
    fait = atelier.faire(CreerAcces(MARTIN, DEBUT, mois=12, article="PISCINE", remise=Pourcent(10_00), date=DEBUT))
    lu = vue(atelier, fait.valeurs["acces"])
    assert (lu.libelle, lu.prix, lu.taux, lu.article) == ("Accès piscine", 540_00, 10_00, "PISCINE")


def test_une_fin_donne_les_mois_commences(atelier: Atelier) -> None:
    configurer(atelier)
    fait = atelier.faire(replace(VENTE, mois=None, fin=dt.date(2014, 9, 15)))
    assert vue(atelier, fait.valeurs["acces"]).duree.mois == 5


def test_un_cheque_encaisse_paie_son_echeance_une_seule_fois(atelier: Atelier) -> None:
    acces = manuel(atelier)
    lu = vue(atelier, acces)
    assert [c.etat for c in lu.cheques] == [EtatCheque.ENCAISSE] * 3 + [EtatCheque.DETENU]
    assert (lu.encaisse, lu.reste) == (405_00, 135_00)
    for rang, code in ((1, "cheque_deja_encaisse"), (5, "cheque_inconnu")):
        with pytest.raises(ErreurMetier) as refus:
            atelier.faire(EncaisserCheque(acces, rang))
        assert refus.value.code == code
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(EncaisserCheque(99, 1))
    assert refus.value.code == "acces_inconnu"


def test_un_reglement_de_cheque_annule_remet_le_cheque_au_coffre(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(AnnulerReglement(vue(atelier, acces).cheques[2].reglement, "revenu impayé"))
    lu = vue(atelier, acces)
    assert (lu.cheques[2].etat, lu.cheques[2].reglement, lu.reste) == (EtatCheque.DETENU, "", 270_00)
    atelier.faire(EncaisserCheque(acces, 3))
    assert vue(atelier, acces).cheques[2].etat is EtatCheque.ENCAISSE


def test_plusieurs_cheques_s_encaissent_ensemble_ou_pas_du_tout(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=1)
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(EncaisserCheques((ChequeDesigne(acces, 2), ChequeDesigne(acces, 1))))
    assert refus.value.code == "cheque_deja_encaisse"
    assert vue(atelier, acces).encaisse == 135_00
    fait = atelier.faire(EncaisserCheques((ChequeDesigne(acces, 2), ChequeDesigne(acces, 3))))
    assert (fait.valeurs["total"], len(fait.valeurs["reglements"])) == ("270.00", 2)
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(EncaisserCheques(()))
    assert refus.value.code == "aucun_cheque"


def test_un_cheque_dont_l_echeance_est_deja_payee_laisse_son_montant_disponible(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    piece = vue(atelier, acces).piece
    atelier.faire(EnregistrerReglement(MARTIN, "carte", PRIX, imputations=(Affectee(piece=piece),)))
    atelier.faire(EncaisserCheque(acces, 1))
    with atelier.services.lire() as lecteur:
        (libre,) = lectures_ventes.disponibles(lecteur, MARTIN)
    assert libre.disponible == 135_00


def test_la_date_d_un_cheque_corrigee_deplace_son_echeance(atelier: Atelier) -> None:
    acces = manuel(atelier)
    jour = dt.date(2014, 9, 1)
    atelier.faire(ModifierCheque(acces, 4, date=jour, numero="4444", banque="CIC", tireur="Paul MARTIN"))
    lu = vue(atelier, acces)
    assert lu.cheques[3][1:6] == (jour, 135_00, "4444", "CIC", "Paul MARTIN")
    with atelier.services.lire() as lecteur:
        assert lectures_ventes.piece(lecteur, lu.piece).echeances[-1].date == jour
        assert [c.rang for c in lectures_acces.cheques_detenus(lecteur, ARRET)] == []
        assert [c.rang for c in lectures_acces.cheques_detenus(lecteur, jour)] == [4]
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(ModifierCheque(acces, 1, numero="1"))
    assert refus.value.code == "cheque_deja_encaisse"


def test_un_renouvellement_suit_l_acces_et_se_confirme_la_seconde_fois(atelier: Atelier) -> None:
    acces = manuel(atelier)
    fait = atelier.faire(RenouvelerAcces(acces))
    suite = vue(atelier, fait.valeurs["acces"])
    assert (suite.duree.debut, suite.duree.fin) == (dt.date(2015, 5, 1), dt.date(2016, 4, 30))
    assert (suite.prix, suite.libelle, suite.renouvelle, suite.cheques) == (540_00, "Accès annuel", acces, ())
    assert vue(atelier, acces).suivant == suite.id
    with pytest.raises(ConfirmationRequise) as question:
        atelier.faire(RenouvelerAcces(acces))
    assert question.value.code == "acces_deja_renouvele"


def test_le_financier_dit_la_meme_chose_que_le_releve(atelier: Atelier) -> None:
    manuel(atelier)
    with atelier.services.lire() as lecteur:
        financier = lectures_acces.financier(lecteur, MARTIN, au=ARRET)
        releve = lectures_editions.releve(lecteur, MARTIN, au=ARRET)
    assert (financier.ventes, financier.encaissements, financier.solde) == (540_00, 405_00, 135_00)
    assert financier.solde == releve.solde
    assert [x.mode for x in financier.lignes] == ["", "Chèque", "Chèque", "Chèque"]


def test_une_echeance_dont_le_cheque_est_au_coffre_ne_se_relance_pas(atelier: Atelier) -> None:
    acces = manuel(atelier)
    au = dt.date(2014, 12, 31)
    with atelier.services.lire() as lecteur:
        assert lectures_editions.relances_proposees(lecteur, 1, au) == []
    atelier.horloge._instant = dt.datetime(2014, 8, 6, 8, tzinfo=dt.UTC)
    recu = atelier.faire(EncaisserCheque(acces, 4)).valeurs["reglement"]
    piece = vue(atelier, acces).piece
    atelier.faire(AnnulerAcompte(piece, "sans provision", source=recu, mode="virement"))  # paid back: due, no cheque
    with atelier.services.lire() as lecteur:
        (proposee,) = lectures_editions.relances_proposees(lecteur, 1, au)
    assert proposee.montant == 135_00
