"""What the screens of accès say and send, without a window: the manual's figures, and what it does not show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.domain.acces import (
    ChequeSaisi,
    Duree,
    EtatAcces,
    EtatCheque,
    Prorata,
    plan_mensuel,
)
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.domain.vues_acces import VueAcces, VueCheque
from caisse_clients.domain.vues_ventes import VueArticle
from caisse_clients.gui.presentateurs import acces as onglet
from caisse_clients.gui.presentateurs import archivage as decisions
from caisse_clients.gui.presentateurs import mots_acces as mots
from caisse_clients.gui.presentateurs.archivage import Ouverture, Saisie
from caisse_clients.gui.presentateurs.cheques_acces import FeuilleCheques
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier

ARRET = dt.date(2014, 8, 1)


def article(code: str, sorte: SorteArticle) -> VueArticle:
    return VueArticle(code, code.title(), sorte.value, NatureLigne.SERVICE, 20_00, None, "706", True)


def acces(*, encaisses: int = 3, anterieurs: int = 0) -> VueAcces:
    cheques = tuple(
        VueCheque(
            rang,
            dt.date(2014, 4 + rang, 5),
            135_00,
            f"000{rang}",
            "BNP",
            "Julie MARTIN",
            EtatCheque.ENCAISSE if rang <= encaisses else EtatCheque.DETENU,
            f"RC-{rang}" if rang <= encaisses else "",
        )
        for rang in range(1, 5)
    )
    return VueAcces(
        id=7,
        client=2643,
        client_nom="MARTIN Julie",
        libelle="Accès annuel",
        article="",
        duree=Duree(dt.date(2014, 5, 1), dt.date(2015, 4, 30), 12),
        prix=540_00,
        etat=EtatAcces.ACTIF,
        piece="FA-1",
        station="S1",
        taux=20_00,
        renouvelle=None,
        suivant=None,
        anterieurs=anterieurs,
        encaisse=135_00 * encaisses,
        reste=540_00 - anterieurs - 135_00 * encaisses,
        a_reduire=0,
        cheques=cheques,
        archivage=None,
    )


def ouverture(a: VueAcces | None = None, *, prorata: Prorata = Prorata.MOIS) -> Ouverture:
    return Ouverture(
        a or acces(),
        (article("AVOIR", SorteArticle.AVOIR),),
        (article("REMB", SorteArticle.REMBOURSEMENT),),
        (),
        ARRET,
        prorata,
    )


def avec_avoir(o: Ouverture, **champs: object) -> Saisie:
    return replace(decisions.saisie_initiale(o), avoir=True, **champs)  # type: ignore[arg-type]  # fields by name


def test_les_figures_du_manuel() -> None:
    o = ouverture()
    e = decisions.etat(o, avec_avoir(o))
    assert (e.fraction, e.consomme, e.encaisse) == ("3 mois sur 12 consommés, 9 rendus", "135,00 €", "405,00 €")
    assert (e.montant, e.rembourse, e.gardes) == ("405,00", "270,00", frozenset())
    assert e.equation == "Avoir 405,00 − reste dû 135,00 = crédit 270,00 € en faveur du client."
    assert decisions.commande(o, avec_avoir(o)) == ArchiverAcces(
        7, ARRET, article="AVOIR", avoir=True, montant_avoir=Centimes(405_00), prorata=Prorata.MOIS
    )


def test_le_remboursement_prend_son_article_et_laisse_le_reste_sur_un_compte() -> None:
    o = ouverture()
    s = avec_avoir(o, remboursement=True, mode="cheque", rembourse="100")
    assert "100,00 € rendus au client, 170,00 € gardés sur un compte avoir" in decisions.etat(o, s).equation
    c = decisions.commande(o, s)
    assert (c.article, c.remboursement) == ("REMB", Remboursement("cheque", Centimes(100_00)))
    assert "Crédit de 170,00 € gardé" in decisions.derniere_question(o, c)


def test_en_jours_la_fraction_change() -> None:
    o = ouverture(prorata=Prorata.JOURS)
    e = decisions.etat(o, avec_avoir(o))
    assert (e.fraction, e.montant) == ("92 jours sur 365 consommés, 273 rendus", "403,89")


def test_un_avoir_deja_donne_abaisse_le_plafond() -> None:
    o = ouverture(acces(anterieurs=100_00))
    assert "440,00 au plus" in decisions.etat(o, avec_avoir(o, montant="440,01")).equation
    with pytest.raises(ErreurMetier, match="avoir_depasse_prix"):
        decisions.commande(o, avec_avoir(o, montant="440,01"))
    assert "avoirs déjà donnés 100,00" in decisions.etat(o, avec_avoir(o, montant="10")).equation


def test_quand_le_client_doit_les_cheques_couvrent_sa_dette_sans_la_depasser() -> None:
    o = ouverture(acces(encaisses=0))
    e = decisions.etat(o, avec_avoir(o, montant="300"))
    assert "Le client doit encore 240,00 €, chèques gardés 135,00" in e.equation
    assert e.gardes == {1}
    assert e.sans_remboursement == "L'avoir ne laisse rien à rembourser."
    s = decisions.basculer(o, avec_avoir(o, montant="300"), 1)
    assert decisions.commande(o, s).garder == ()


def test_ce_qui_est_en_compte_baisse_avant_que_rien_ne_soit_au_client() -> None:
    o = ouverture(replace(acces(encaisses=0), reste=0, encaisse=0, a_reduire=540_00))
    e = decisions.etat(o, avec_avoir(o))
    assert e.equation == "Avoir 405,00 − reste dû 0,00 − mis en compte 405,00 = 0,00, ni crédit ni dette."
    assert e.sans_remboursement == "L'avoir ne laisse rien à rembourser."
    question = decisions.derniere_question(o, decisions.commande(o, avec_avoir(o)))
    assert "Ce qui avait été mis en compte baisse de 405,00" in question


def test_sans_avoir_rien_ne_change_et_ce_qui_est_tape_est_refuse() -> None:
    o = ouverture()
    s = decisions.saisie_initiale(o)
    assert decisions.commande(o, s) == ArchiverAcces(7, ARRET, prorata=Prorata.MOIS)
    assert decisions.commande(o, replace(s, montant="405")) == decisions.commande(o, s), "typed back as proposed"
    with pytest.raises(ErreurMetier, match="avoir_non_demande"):
        decisions.commande(o, replace(s, montant="404"))


def test_ce_qui_ne_se_lit_pas_laisse_la_place_en_blanc() -> None:
    o = ouverture()
    e = decisions.etat(o, avec_avoir(o, date="x"))
    assert (e.fraction, e.consomme, e.montant, e.rembourse) == ("", "", "", "")
    assert "Donnez la date d'arrêt" in e.equation
    assert (
        "Donnez le montant à rembourser" in decisions.etat(o, avec_avoir(o, remboursement=True, rembourse="")).equation
    )


def test_le_compte_rendu_dit_tout_ce_qui_a_ete_fait() -> None:
    valeurs = {
        "piece": "AV-1",
        "avoir": "405.00",
        "credit": "270.00",
        "rembourse": "100.00",
        "compte": 1266,
        "reglement": "RC-9",
        "du": "0.00",
        "reduit": "0.00",
        "a_rendre": [{"rang": 4, "date": "2014-08-05", "montant": "135.00"}],
    }
    dit = mots.compte_rendu(acces(), valeurs, "Chèque").replace("\u202f", " ")
    assert "100,00 € à remettre au client par Chèque (RC-9)" in dit
    assert "Crédit de 170,00 € sur le compte avoir n° 1 266" in dit
    assert "À rendre au client : chèque du 05/08/2014 de 135,00 €." in dit


@pytest.mark.parametrize(
    ("geste", "choisi", "rang", "morceau"),
    [
        ("acces_nouveau", False, None, ""),
        ("acces_archiver", False, None, "Choisissez d'abord un accès"),
        ("acces_archiver", True, None, ""),
        ("acces_reprendre", True, None, "n'est pas archivé"),
        ("acces_arret", True, None, "archivez-le d'abord"),
        ("cheque_encaisser", True, None, "Choisissez d'abord un chèque"),
        ("cheque_encaisser", True, 1, "déjà encaissé (RC-1)"),
        ("cheque_corriger", True, 4, ""),
        ("cheque_rendre", True, 4, ""),
        ("cheque_rendre", True, 1, "déjà encaissé (RC-1)"),
        ("cheque_reglement", True, 4, "n'est pas encaissé"),
    ],
)
def test_ce_qui_est_grise_dit_pourquoi(geste: str, choisi: bool, rang: int | None, morceau: str) -> None:
    a = acces()
    cheque = None if rang is None else a.cheques[rang - 1]
    raison = onglet.empechement(geste, a if choisi else None, cheque, devant=True)
    assert morceau in raison
    assert bool(raison) is bool(morceau)


@pytest.mark.parametrize(
    ("jour", "mot"),
    [(ARRET, "En cours"), (dt.date(2015, 5, 1), "Terminé"), (dt.date(2014, 4, 30), "À venir")],
)
def test_l_etat_d_un_acces_est_un_mot(jour: dt.date, mot: str) -> None:
    assert onglet.pastille(acces(), jour).texte == mot
    assert onglet.pastille(replace(acces(), etat=EtatAcces.ARCHIVE), jour).texte == "Archivé"


def test_des_cheques_egaux_ne_perdent_pas_un_centime_et_se_numerotent() -> None:
    plan = plan_mensuel(100_00, 3, ChequeSaisi(dt.date(2014, 1, 31), Centimes(0), "A-099"))
    assert [c.montant for c in plan] == [33_34, 33_33, 33_33]
    assert [c.date.day for c in plan] == [31, 28, 31]
    assert [c.numero for c in plan] == ["A-099", "A-100", "A-101"]
    sans = plan_mensuel(2, 2, ChequeSaisi(dt.date(2014, 1, 1), Centimes(0), "ABC"))
    assert [c.numero for c in sans] == ["ABC", ""]
    with pytest.raises(ErreurMetier, match="montant_invalide"):
        plan_mensuel(1, 2, ChequeSaisi(dt.date(2014, 1, 1), Centimes(0)))


def test_la_feuille_des_cheques_complete_puis_colle() -> None:
    feuille = FeuilleCheques()
    feuille.total = 540_00
    feuille.taper(0, "date", "050514")
    feuille.quitter(0, "date")
    assert feuille.lignes[0].date == "05/05/2014"
    assert feuille.reste() == 0, "a new line gets what is missing"
    feuille.coller(0, "date", [["05/05/2014", "135", "1", "BNP", "X"], ["05/06/2014", "400"]])
    assert [c.montant for c in feuille.saisies()] == [135_00, 400_00]
    assert feuille.nombre() == 3
    feuille.taper(1, "montant", "z")
    assert feuille.somme() is None
    feuille.activer(None, "")
    assert feuille.faute(1, "montant")
    assert feuille.retirer(1)
    assert not feuille.retirer(1)
