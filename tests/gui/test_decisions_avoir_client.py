"""What the avoir without a stop shows and sends, without Qt (manual 001)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.vues_ventes import FactureACrediter, VueArticle
from caisse_clients.gui.presentateurs import avoir_client as decisions
from caisse_clients.gui.presentateurs.avoir_client import Ouverture, Saisie
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier

JOUR = dt.date(2014, 5, 1)
LIBRE = FactureACrediter("FA-1", JOUR, 540_00, 540_00, 135_00, "")
DE_COMMANDE = FactureACrediter("FA-2", JOUR, 100_00, 60_00, 0, "CO-1")


def article(code: str, sorte: str = "avoir") -> VueArticle:
    return VueArticle(code, code.capitalize(), sorte, NatureLigne.BIEN, 20_00, None, "", True)


OUVERTURE = Ouverture(2643, "MARTIN Julie", -270_00, (article("AVOIR"),), (article("REMB", "remboursement"),), (), ())
AVEC = replace(OUVERTURE, factures=(LIBRE, DE_COMMANDE))
BONNE = Saisie(montant="20", article="AVOIR", raison="Cadeau")


def equation(ouverture: Ouverture = AVEC, **saisie: Any) -> str:
    return decisions.etat(ouverture, replace(BONNE, **saisie)).equation.replace("\u202f", " ")


def refus(**saisie: Any) -> tuple[str, str | None]:
    with pytest.raises(ErreurMetier) as erreur:
        decisions.commande(AVEC, replace(BONNE, **saisie))
    return erreur.value.code, erreur.value.champ


def test_l_equation_se_lit_en_mots_et_dit_le_solde_d_ensuite() -> None:
    assert equation() == (
        "Avoir de 20,00 € : 20,00 € gardés sur un compte avoir du client. Ensuite : 290,00 € en faveur du client."
    )
    assert "135,00 € règlent ce qui reste dû sur FA-1, 45,00 € gardés" in equation(montant="180", facture="FA-1")
    assert "100,00 € règlent ce qui reste dû sur FA-1. Ensuite" in equation(montant="100", facture="FA-1")
    assert "30,00 € rendus au client, 15,00 € gardés" in equation(
        montant="180", facture="FA-1", rembourser=True, rendu="30"
    )
    assert "Ensuite : compte soldé" in equation(replace(AVEC, solde=20_00))
    assert "C'est plus que les 540,00 €" in equation(montant="540,01", facture="FA-1")
    assert "à rendre serait trop" in equation(rembourser=True, rendu="20,01")
    assert "Tapez le montant" in equation(montant="abc")


def test_une_facture_de_commande_annulee_rend_son_argent_a_la_commande() -> None:
    assert decisions.credit_laisse(DE_COMMANDE, 60_00) == 0
    assert decisions.credit_laisse(DE_COMMANDE, 59_99) == 59_99
    assert "revient sur CO-1" in equation(montant="60", facture="FA-2")


def test_le_credit_se_garde_par_defaut_et_se_rend_si_on_le_demande() -> None:
    garde = EmettreAvoir("Cadeau", client=2643, montant=Centimes(20_00), article="AVOIR", garder=True)
    assert decisions.commande(AVEC, BONNE) == garde
    rendu = replace(BONNE, rembourser=True, mode="cheque", rendu="5", article="REMB", facture="FA-1", montant="140")
    envoyee = decisions.commande(AVEC, rendu)
    assert envoyee.remboursement == Remboursement("cheque", Centimes(5_00))
    assert (envoyee.piece, envoyee.garder, envoyee.article) == ("FA-1", True, "REMB")


@pytest.mark.parametrize(
    ("saisie", "attendu"),
    [
        ({"montant": ""}, ("montant_invalide", "montant")),
        ({"montant": "-5"}, ("montant_invalide", "montant")),
        ({"montant": "0"}, ("montant_invalide", "montant")),
        ({"montant": "1e3"}, ("montant_invalide", "montant")),
        ({"montant": "540,01", "facture": "FA-1"}, ("avoir_depasse_prix", "montant")),
        ({"article": ""}, ("article_a_choisir", "article")),
        ({"raison": "   "}, ("raison_manquante", "raison")),
        ({"rembourser": True, "rendu": "5"}, ("mode_a_choisir", "mode")),
        ({"rembourser": True, "mode": "cheque", "rendu": ""}, ("montant_invalide", "rendu")),
        ({"rembourser": True, "mode": "cheque", "rendu": "0"}, ("montant_invalide", "rendu")),
        ({"rembourser": True, "mode": "cheque", "rendu": "20,01"}, ("rembourse_trop", "rendu")),
        (
            {"rembourser": True, "mode": "cheque", "montant": "100", "facture": "FA-1", "rendu": "1"},
            ("remboursement_sans_credit", "remboursement"),
        ),
    ],
)
def test_ce_qui_manque_se_dit_a_son_champ(saisie: dict[str, Any], attendu: tuple[str, str]) -> None:
    assert refus(**saisie) == attendu


def test_les_articles_sont_ceux_de_ce_que_l_on_fait() -> None:
    def codes(*, rembourser: bool) -> list[str]:
        return [a.code for a in decisions.articles_offerts(AVEC, rembourser=rembourser)]

    assert codes(rembourser=False) == ["AVOIR"]
    assert codes(rembourser=True) == ["REMB", "AVOIR"]
    assert decisions.article_propose(AVEC, rembourser=True) == "REMB"
    plusieurs = replace(AVEC, articles_avoir=(article("A"), article("B")), articles_remboursement=())
    assert decisions.article_propose(plusieurs, rembourser=True) == ""
    sans = replace(AVEC, articles_avoir=(), articles_remboursement=())
    assert decisions.etat(sans, BONNE).empechement == decisions.SANS_ARTICLE
    assert decisions.article_propose(sans, rembourser=False) == ""


def test_le_compte_rendu_dit_ou_est_alle_l_argent() -> None:
    valeurs = {"piece": "AV-1", "compte": 268, "disponible": "15.00", "rembourse": "30.00", "reglement": "RC-9"}
    assert decisions.compte_rendu(valeurs) == (
        "Avoir AV-1 émis : 30,00 € rendus au client (RC-9) ; 15,00 € sur le compte avoir n° 268."
    )
    assert decisions.compte_rendu({"piece": "AV-1", "compte": None, "disponible": "0.00", "rembourse": "0.00"}) == (
        "Avoir AV-1 émis : il règle ce qui restait dû."
    )
