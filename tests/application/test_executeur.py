"""The executor: rights, idempotency, confirmations of the past, settings; on both databases."""

from __future__ import annotations

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes import COMMANDES
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import (
    CreerMotif,
    CreerPoste,
    CreerStation,
    CreerUtilisateur,
    ModifierMotif,
    ModifierParametre,
    ModifierStation,
    ModifierUtilisateur,
)
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

ID = "0190a1b2-0000-7000-8000-000000000001"


def test_le_meme_identifiant_ne_fait_rien_la_seconde_fois(atelier: Atelier) -> None:
    premier = atelier.faire(CreerClient("ALBERT"), id_commande=ID)
    second = atelier.faire(CreerClient("ALBERT"), id_commande=ID.upper())
    assert (second.valeurs, second.operation, second.rejouee) == (premier.valeurs, premier.operation, True)
    with pytest.raises(ErreurMetier, match="id_reutilise"):
        atelier.faire(CreerClient("ALBERTA"), id_commande=ID)
    with pytest.raises(ErreurMetier, match="id_invalide"):
        atelier.faire(CreerClient("ALBERT"), id_commande="42")


def test_un_refus_ne_se_retient_pas(atelier: Atelier) -> None:
    with pytest.raises(ErreurMetier, match="client_inconnu"):
        atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(1)), id_commande=ID)
    atelier.faire(CreerClient("ALBERT", code=1011))
    atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(1)), id_commande=ID)


def test_un_lot_est_tout_ou_rien_et_chaque_commande_a_son_sceau(atelier: Atelier) -> None:
    avant = atelier.verifier().operations

    def lot(*commandes: object) -> None:
        with atelier.services.lot() as ouvert:
            for commande in commandes:
                ouvert.executer(commande)

    with pytest.raises(ErreurMetier, match="code_deja_pris"):
        lot(CreerClient("A", code=1), CreerClient("B", code=1))
    assert atelier.verifier().operations == avant
    lot(CreerClient("A", code=1), CreerClient("B", code=2))
    assert atelier.verifier().operations == avant + 2


@pytest.mark.parametrize("role", Role)
def test_chaque_role_fait_ce_que_ses_droits_disent(atelier: Atelier, role: Role) -> None:
    atelier.faire(CreerUtilisateur("LEA", role=role))
    lea = atelier.ouvrir("LEA")
    for commande, droit in (
        (CreerClient("ALBERT"), Droit.CREER_CLIENT),
        (ModifierParametre("limite_remboursement", "1,00"), Droit.MODIFIER_PARAMETRE),
        (CreerUtilisateur("TOM"), Droit.GERER_UTILISATEURS),
        (CreerPoste("P7"), Droit.GERER_POSTES),
    ):
        if droit in droits_du_role(role):
            lea.executer(commande)
        else:
            with pytest.raises(ErreurMetier) as capture:
                lea.executer(commande)
            assert (capture.value.code, capture.value.details["droit"]) == ("droit_manquant", droit.value)


def test_un_utilisateur_desactive_n_agit_plus_meme_fenetre_ouverte(atelier: Atelier) -> None:
    atelier.faire(CreerUtilisateur("LEA"))
    lea = atelier.ouvrir("LEA")
    atelier.faire(ModifierUtilisateur("LEA", actif=False))
    with pytest.raises(ErreurMetier, match="utilisateur_inconnu"):
        lea.executer(CreerClient("ALBERT"))


def test_le_dernier_administrateur_reste(atelier: Atelier) -> None:
    for changement in (ModifierUtilisateur("ADMIN", actif=False), ModifierUtilisateur("ADMIN", role=Role.CAISSIER)):
        with pytest.raises(ErreurMetier, match="dernier_administrateur"):
            atelier.faire(changement)
    atelier.faire(CreerUtilisateur("BOB", role=Role.ADMINISTRATEUR))
    atelier.faire(ModifierUtilisateur("ADMIN", actif=False))


@pytest.mark.parametrize("code", ["", "../x", "a b", "É", "X" * 17, ".", "a/b"])
def test_un_code_court_ne_sort_pas_de_son_dossier(atelier: Atelier, code: str) -> None:
    for commande in (CreerPoste(code), CreerStation(code), CreerUtilisateur(code), CreerMotif(code, "x", "471")):
        with pytest.raises(ErreurMetier, match="code_court_invalide"):
            atelier.faire(commande)


def test_un_poste_neuf_a_sa_cle_des_sa_premiere_operation(atelier: Atelier) -> None:
    atelier.faire(CreerStation("S2", libelle="Marmande"))
    atelier.faire(CreerPoste("P2", station="S2"))
    atelier.ouvrir(poste="P2").executer(CreerClient("ALBERT"))
    assert len(list(atelier.cles.glob("*/P2.pem"))) == 1
    with pytest.raises(ErreurMetier, match="station_inconnue"):
        atelier.faire(CreerPoste("P3", station="S9"))


def test_un_motif_change_ne_change_pas_le_passe(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT", code=1))
    atelier.faire(CreerMotif("FIDELITE", "Fidélité", "7097"))
    atelier.faire(CreerCompte(1, TypeCompte.AVOIR, Centimes(5_00), motif="fidelite"))
    atelier.faire(ModifierMotif("fidelite", libelle="Cadeau", compte_debit="6234"))
    atelier.faire(SaisirEcriture(1, entree=Centimes(2_00), motif="fidelite"))
    atelier.faire(ModifierMotif("fidelite", actif=False))
    with pytest.raises(ErreurMetier, match="motif_inconnu"):
        atelier.faire(SaisirEcriture(1, entree=Centimes(2_00), motif="fidelite"))
    with atelier.services.lire() as lecteur:
        (compte,) = lectures.comptes(lecteur)
        assert [e.motif for e in compte.ecritures] == ["Fidélité", "Cadeau"]
        assert {b.compte: b.debit for b in lectures.balance(lecteur)} == {"4197": 0, "6234": 2_00, "7097": 5_00}
        assert "fidelite" not in {m.code for m in lectures.motifs(lecteur)}


@pytest.mark.parametrize(
    ("cle", "valeur", "code"),
    [
        ("inconnu", "1", "parametre_inconnu"),
        ("limite_remboursement", "-1", "montant_invalide"),
        ("compte.acompte", "X411", "compte_general_invalide"),
        ("compte.acompte", "41", "compte_general_invalide"),
        ("prochain_numero_compte", "0", "code_invalide"),
        ("compte_auxiliaire", "411", "parametre_invalide"),
    ],
)
def test_un_parametre_faux_est_refuse(atelier: Atelier, cle: str, valeur: str, code: str) -> None:
    with pytest.raises(ErreurMetier) as capture:
        atelier.faire(ModifierParametre(cle, valeur))
    assert capture.value.code == code


def test_un_compte_general_est_un_parametre(atelier: Atelier) -> None:
    atelier.faire(ModifierParametre("compte.acompte", "419100"))
    atelier.faire(CreerClient("ALBERT", code=1))
    atelier.faire(CreerCompte(1, TypeCompte.ACOMPTE, Centimes(5_00)))
    with atelier.services.lire() as lecteur:
        assert {b.compte for b in lectures.balance(lecteur)} == {"419100", "471"}
        assert lectures.valeurs_parametres(lecteur)["compte.acompte"] == "419100"


def test_une_station_change_d_enseigne(atelier: Atelier) -> None:
    atelier.faire(ModifierStation("S1", raison_sociale="JARDINERIE DU LOT", siret="732 829 320 00074"))
    with atelier.services.lire() as lecteur:
        (station,) = lectures.stations(lecteur)
    assert (station["raison_sociale"], station["libelle"]) == ("JARDINERIE DU LOT", "Station principale")


def test_chaque_droit_sert_et_chaque_commande_en_a_un() -> None:
    poses = {d.droit for d in COMMANDES.values()}
    ailleurs = {Droit.CONSULTER, Droit.CONTREPASSER_ANCIEN, Droit.REMBOURSER_SANS_LIMITE}
    ailleurs |= {Droit.IMPORTER, Droit.EPURER, Droit.FIXER_PLAFOND}
    assert poses | ailleurs == set(Droit)
