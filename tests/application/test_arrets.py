"""The stop of an accès: the manual's two cases to the cent, and those that it does not show (manual 001, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures_acces, lectures_editions
from caisse_clients.application.commandes.acces import CreerAcces, EncaisserCheque
from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierParametre
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee, Remboursement
from caisse_clients.domain.acces import EtatAcces, EtatCheque, Prorata
from caisse_clients.domain.echeancier import CritereEcheancier
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.domain.vues_acces import SorteFinancier
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.acces_de_test import (
    ARRET,
    DEBUT,
    MARTIN,
    PRIX,
    code_du_refus,
    configurer,
    du,
    livres,
    manuel,
    plan,
    vendre,
    vue,
)
from tests.atelier import Atelier

AOUT = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def premier_aout(atelier: Atelier) -> None:
    """The day of the manual's stop."""
    atelier.horloge._instant = AOUT


def test_le_premier_cas_du_manuel_l_avoir(atelier: Atelier) -> None:
    acces = manuel(atelier)
    fait = atelier.faire(ArchiverAcces(acces, ARRET, article="AVOIR")).valeurs
    assert (fait["avoir"], fait["consomme"], fait["encaisse"], fait["credit"]) == (
        "405.00",
        "135.00",
        "405.00",
        "270.00",
    )
    assert fait["a_rendre"] == [{"rang": 4, "date": "2014-08-05", "montant": "135.00"}]
    assert (fait["compte"], fait["rembourse"]) == (1, "0.00")
    lu = vue(atelier, acces)
    assert (lu.etat, lu.reste, lu.cheques[3].etat) == (EtatAcces.ARCHIVE, 0, EtatCheque.RENDU)
    assert du(atelier) == -270_00
    assert livres(atelier) == {"5112": 405_00, "706": -112_50, "44571": -22_50, "4197": -270_00}
    with atelier.services.lire() as lecteur:
        bon = lectures_acces.bon_du_compte(lecteur, 1)
        assert (bon.solde, bon.montant, bon.etat) == (270_00, 270_00, "Utilisable en entier")


def test_le_second_cas_du_manuel_le_remboursement(atelier: Atelier) -> None:
    acces = manuel(atelier)
    demande = ArchiverAcces(acces, ARRET, article="REMB", remboursement=Remboursement("cheque"))
    fait = atelier.faire(demande).valeurs
    assert (fait["avoir"], fait["credit"], fait["rembourse"], fait["compte"]) == ("405.00", "270.00", "270.00", None)
    assert du(atelier) == 0
    with atelier.services.lire() as lecteur:
        lignes = lectures_acces.financier(lecteur, MARTIN, au=ARRET).lignes[-2:]
    assert [(x.sorte, x.vente, x.encaissement, x.mode) for x in lignes] == [
        (SorteFinancier.AVOIR, -405_00, 0, ""),
        (SorteFinancier.REMBOURSEMENT, 0, -270_00, "Chèque"),
    ]
    assert livres(atelier) == {"5112": 135_00, "706": -112_50, "44571": -22_50}


def test_un_cheque_rendu_quitte_l_echeancier_et_ses_totaux(atelier: Atelier) -> None:
    acces = manuel(atelier)
    criteres = CritereEcheancier(client=MARTIN)
    with atelier.services.lire() as lecteur:
        assert lectures_editions.totaux_echeancier(lecteur, criteres, ARRET).a_encaisser == 540_00
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    with atelier.services.lire() as lecteur:
        totaux = lectures_editions.totaux_echeancier(lecteur, criteres, ARRET)
        cles = lectures_editions.cles_echeancier(lecteur, criteres, ARRET)
        dates = [x.date_echeance for x in lectures_editions.lignes_echeancier(lecteur, cles, ARRET)]
    assert (totaux.a_encaisser, totaux.verse) == (405_00, 405_00)
    assert dates == [c.date for c in plan(3)]


def test_sans_avoir_rien_d_autre_ne_change(atelier: Atelier) -> None:
    acces = manuel(atelier)
    avant = livres(atelier)
    fait = atelier.faire(ArchiverAcces(acces, ARRET)).valeurs
    assert (fait["avoir"], fait["credit"], fait["a_rendre"], fait["piece"]) == ("0.00", "0.00", [], None)
    assert livres(atelier) == avant
    assert vue(atelier, acces).cheques[3].etat is EtatCheque.DETENU
    atelier.faire(EncaisserCheque(acces, 4))  # still due, still in the safe
    assert vue(atelier, acces).reste == 0


@pytest.mark.parametrize(
    ("arret", "prorata", "consomme"),
    [
        (dt.date(2014, 4, 1), Prorata.MOIS, "0.00"),  # before the start
        (DEBUT, Prorata.MOIS, "0.00"),
        (dt.date(2014, 5, 2), Prorata.MOIS, "45.00"),  # a month begun is due
        (dt.date(2014, 6, 1), Prorata.MOIS, "45.00"),
        (dt.date(2014, 6, 2), Prorata.MOIS, "90.00"),
        (dt.date(2015, 4, 1), Prorata.MOIS, "495.00"),
        (ARRET, Prorata.JOURS, "136.11"),  # 92 days of 365
    ],
)
def test_la_part_consommee_suit_la_date_et_le_prorata(
    atelier: Atelier, arret: dt.date, prorata: Prorata, consomme: str
) -> None:
    acces = manuel(atelier)
    fait = atelier.faire(ArchiverAcces(acces, arret, avoir=True, prorata=prorata)).valeurs
    assert fait["consomme"] == consomme
    assert Centimes(int(fait["avoir"].replace(".", "")) + int(consomme.replace(".", ""))) == PRIX


def test_le_prorata_par_defaut_est_un_parametre(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ModifierParametre("prorata_acces", "jours"))
    assert atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs["consomme"] == "136.11"


def test_apres_la_fin_il_n_y_a_rien_a_rendre(atelier: Atelier) -> None:
    acces = manuel(atelier)
    code = code_du_refus(atelier, ArchiverAcces(acces, dt.date(2015, 5, 1), avoir=True))
    assert code == "avoir_sans_reste"
    atelier.faire(ArchiverAcces(acces, dt.date(2015, 5, 1)))
    assert vue(atelier, acces).etat is EtatAcces.ARCHIVE


def test_rien_d_encaisse_le_client_doit_ce_qu_il_a_consomme(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, garder=(1,))).valeurs
    assert (fait["avoir"], fait["credit"], fait["du"], fait["compte"]) == ("405.00", "0.00", "135.00", None)
    assert [c["rang"] for c in fait["a_rendre"]] == [2, 3, 4]
    assert du(atelier) == 135_00
    lu = vue(atelier, acces)
    assert [c.etat for c in lu.cheques] == [EtatCheque.DETENU, *[EtatCheque.RENDU] * 3]
    atelier.faire(EncaisserCheque(acces, 1))
    assert (vue(atelier, acces).reste, du(atelier)) == (0, 0)
    assert livres(atelier)["44571"] == -22_50
    assert "44574" not in livres(atelier)


def test_tous_les_cheques_rendus_la_dette_reste_dans_l_echeancier(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    with atelier.services.lire() as lecteur:
        totaux = lectures_editions.totaux_echeancier(lecteur, CritereEcheancier(client=MARTIN), ARRET)
    assert (totaux.nombre, totaux.a_encaisser - totaux.verse) == (1, 135_00)


def test_tout_est_encaisse_le_credit_est_l_avoir(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=3)
    atelier.horloge._instant = dt.datetime(2014, 8, 6, 8, tzinfo=dt.UTC)
    atelier.faire(EncaisserCheque(acces, 4))
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (fait["credit"], fait["a_rendre"]) == ("405.00", [])


@pytest.mark.parametrize(
    ("garder", "code"),
    [((9,), "cheque_non_detenu"), ((1, 2), "cheques_en_trop")],
)
def test_on_ne_garde_que_des_cheques_tenus_et_dus(atelier: Atelier, garder: tuple[int, ...], code: str) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True, garder=garder)) == code


def test_un_montant_change_a_la_main_dit_ce_qui_est_retenu(atelier: Atelier) -> None:
    acces = manuel(atelier)
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, montant_avoir=Centimes(300_00))).valeurs
    assert (fait["avoir"], fait["retenu"], fait["credit"]) == ("300.00", "240.00", "165.00")
    assert du(atelier) == -165_00


@pytest.mark.parametrize(("montant", "code"), [(540_01, "avoir_depasse_prix"), (0, "avoir_sans_reste")])
def test_un_avoir_ne_depasse_pas_le_prix(atelier: Atelier, montant: int, code: str) -> None:
    acces = manuel(atelier)
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True, montant_avoir=Centimes(montant))) == code


def test_un_avoir_anterieur_baisse_le_plafond(atelier: Atelier) -> None:
    acces = manuel(atelier)
    piece = vue(atelier, acces).piece
    atelier.faire(EmettreAvoir("geste", piece=piece, montant=Centimes(400_00)))
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (fait["avoir"], fait["retenu"]) == ("140.00", "0.00")
    assert du(atelier) == -405_00  # all that was paid
    assert "44571" not in livres(atelier)
    assert "44574" not in livres(atelier)


def test_un_remboursement_partiel_laisse_le_reste_sur_le_compte_avoir(atelier: Atelier) -> None:
    acces = manuel(atelier)
    demande = ArchiverAcces(acces, ARRET, avoir=True, remboursement=Remboursement("especes", Centimes(100_00)))
    fait = atelier.faire(demande).valeurs
    assert (fait["rembourse"], fait["compte"]) == ("100.00", 1)
    assert livres(atelier)["4197"] == -170_00
    assert du(atelier) == -170_00


def test_on_ne_rembourse_pas_plus_que_le_credit(atelier: Atelier) -> None:
    acces = manuel(atelier)
    trop = Remboursement("especes", Centimes(270_01))
    assert (
        code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True, remboursement=trop)) == "disponible_insuffisant"
    )
    configure = ArchiverAcces(acces, ARRET, montant_avoir=Centimes(1_00))
    assert code_du_refus(atelier, configure) == "avoir_non_demande"
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, remboursement=trop)) == "avoir_non_demande"


def test_sans_credit_il_n_y_a_rien_a_rembourser(atelier: Atelier) -> None:
    configurer(atelier)
    acces = vendre(atelier, encaisses=0)
    demande = ArchiverAcces(acces, ARRET, avoir=True, remboursement=Remboursement("especes"))
    assert code_du_refus(atelier, demande) == "remboursement_sans_credit"


def test_sans_article_d_avoir_l_arret_le_dit(atelier: Atelier) -> None:
    atelier.faire(CreerClient("MARTIN", code=MARTIN, prenom="Julie"))
    acces = vendre(atelier)
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True)) == "article_avoir_absent"
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, article="AVOIR")) == "article_avoir_absent"
    atelier.faire(CreerArticle("A1", "Avoir sport", sorte=SorteArticle.AVOIR))
    atelier.faire(CreerArticle("A2", "Avoir piscine", sorte=SorteArticle.AVOIR))
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True)) == "article_a_choisir"
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, article="A3")) == "article_inconnu"
    assert atelier.faire(ArchiverAcces(acces, ARRET, article="a2")).valeurs["avoir"] == "405.00"


def test_un_acces_ne_s_arrete_qu_une_fois(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    assert code_du_refus(atelier, ArchiverAcces(acces, ARRET, avoir=True)) == "acces_deja_archive"
    assert code_du_refus(atelier, EncaisserCheque(acces, 4)) == "cheque_rendu"


def test_un_caissier_ne_passe_pas_sa_limite(atelier: Atelier) -> None:
    acces = manuel(atelier)
    atelier.faire(CreerUtilisateur("LEA"))
    caissier = atelier.ouvrir("LEA")
    with pytest.raises(ErreurMetier) as refus:
        caissier.executer(ArchiverAcces(acces, ARRET, avoir=True))
    assert (refus.value.code, refus.value.details["champ"]) == ("limite_remboursement", "montant_avoir")
    caissier.executer(ArchiverAcces(acces, ARRET, avoir=True, montant_avoir=Centimes(150_00)))


def test_un_acces_regle_par_carte_et_par_cheque(atelier: Atelier) -> None:
    """Partial payments: 100 by card on the rest due at the start, one cheque cashed."""
    configurer(atelier)
    fait = atelier.faire(CreerAcces(MARTIN, DEBUT, "Accès", mois=12, prix=PRIX, cheques=plan(3), date=DEBUT)).valeurs
    acces, piece = fait["acces"], fait["piece"]
    carte = EnregistrerReglement(MARTIN, "carte", Centimes(100_00), imputations=(Affectee(echeance=f"{piece}/4"),))
    atelier.faire(carte)
    atelier.faire(EncaisserCheque(acces, 1))
    arret = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert (arret["encaisse"], arret["credit"], arret["du"]) == ("235.00", "100.00", "0.00")
    assert [c["rang"] for c in arret["a_rendre"]] == [2, 3]
    assert livres(atelier)["44571"] == -22_50


def test_un_acces_d_un_client_absorbe_se_retrouve_chez_celui_qui_reste(atelier: Atelier) -> None:
    from caisse_clients.application.commandes.clients import FusionnerClients

    acces = manuel(atelier)
    garde = atelier.faire(CreerClient("MARTIN", prenom="Jules")).valeurs["client"]
    atelier.faire(FusionnerClients(garde, MARTIN))
    with atelier.services.lire() as lecteur:
        assert [a.id for a in lectures_acces.acces_du_client(lecteur, garde)] == [acces]
    fait = atelier.faire(ArchiverAcces(acces, ARRET, avoir=True)).valeurs
    assert fait["credit"] == "270.00"


def test_la_tva_d_un_arret_se_partage_comme_celle_de_la_vente(atelier: Atelier) -> None:
    configurer(atelier)
    fait = atelier.faire(
        CreerAcces(MARTIN, DEBUT, "Accès", mois=7, prix=Centimes(99_99), taux_tva=Pourcent(5_50), date=DEBUT)
    ).valeurs
    atelier.faire(ArchiverAcces(fait["acces"], ARRET, avoir=True))
    reste = livres(atelier)
    assert reste["411"] == -reste["706"] - reste["44574"] == 42_85  # 3 months of 7, nothing paid
    assert reste["44574"] == -2_23
