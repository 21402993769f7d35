"""The receipt of an écriture: what it says, and each printing counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.application.recus import apercu_recu, solde_dit, tirer_recu
from caisse_clients.documents.recu import FormatRecu
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id
from tests.application.bases_neuves import base_neuve
from tests.documents.lecture_pdf import pages_du_pdf


def _texte(octets: bytes) -> str:
    [page] = pages_du_pdf(octets)
    return page


def test_le_premier_tirage_est_l_original_les_suivants_des_duplicatas(tmp_path: Path) -> None:
    with base_neuve(tmp_path) as services:
        services.executer(CreerClient("ALBERT", 1011, "Pierre", "10 place Victor", "64200", "BIARRITZ"))
        cree = services.executer(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(50_000), commentaire="Justificatif"))
        ecriture = cree.valeurs["ecriture"]
        premier = _texte(tirer_recu(services, ecriture))
        for attendu in ("ALBERT Pierre", "10 place Victor", "64200 BIARRITZ", "500,00 €", "Cinq cents euros"):
            assert attendu in premier
        for attendu in ("Entrée", "500,00 € en faveur du client", "15/07/2014 à 12:00", "Justificatif", "Station"):
            assert attendu in premier
        assert "DUPLICATA" not in premier
        assert "DUPLICATA n° 1" in _texte(tirer_recu(services, ecriture))
        assert "DUPLICATA n° 2" in _texte(tirer_recu(services, ecriture, FormatRecu.A4))
        with services.lire() as lecteur:
            assert [o.commande for o in lectures.operations(lecteur)].count("tirer_recu") == 3


def test_le_meme_tirage_redemande_ne_compte_qu_une_fois(tmp_path: Path) -> None:
    with base_neuve(tmp_path) as services:
        services.executer(CreerClient("ALBERT", 1))
        ecriture = services.executer(CreerCompte(1, TypeCompte.AVOIR, Centimes(100))).valeurs["ecriture"]
        identifiant = nouvel_id()
        assert tirer_recu(services, ecriture, id_commande=identifiant) == tirer_recu(
            services, ecriture, id_commande=identifiant
        )
        assert "DUPLICATA n° 1" in _texte(tirer_recu(services, ecriture))


def test_un_apercu_ne_compte_pas_et_ne_vaut_rien(tmp_path: Path) -> None:
    with base_neuve(tmp_path) as services:
        services.executer(CreerClient("ALBERT", 1))
        ecriture = services.executer(CreerCompte(1, TypeCompte.CREDIT, Centimes(100))).valeurs["ecriture"]
        apercu = _texte(apercu_recu(services, ecriture))
        assert "APERÇU — SANS VALEUR" in apercu
        assert "1,00 € dû par le client" in apercu
        assert "DUPLICATA" not in _texte(tirer_recu(services, ecriture))


def test_une_base_d_ecole_le_dit_en_tete(tmp_path: Path) -> None:
    with base_neuve(tmp_path, ecole=True) as services:
        services.executer(CreerClient("ALBERT", 1))
        ecriture = services.executer(CreerCompte(1, TypeCompte.ACOMPTE, Centimes(100))).valeurs["ecriture"]
        assert "BASE ÉCOLE — SANS VALEUR" in _texte(tirer_recu(services, ecriture))


def test_le_solde_du_recu_est_celui_d_apres_l_ecriture_et_l_annulation_se_dit(tmp_path: Path) -> None:
    with base_neuve(tmp_path) as services:
        services.executer(CreerClient("ALBERT", 1))
        premiere = services.executer(CreerCompte(1, TypeCompte.ACOMPTE, Centimes(50_000))).valeurs
        services.executer(SaisirEcriture(premiere["compte"], entree=Centimes(6_255)))
        soldee = services.executer(SolderCompte(premiere["compte"])).valeurs["ecriture"]
        assert "0,00 € — compte soldé" in _texte(tirer_recu(services, soldee))
        assert "500,00 € en faveur du client" in _texte(tirer_recu(services, premiere["ecriture"]))
        contraire = services.executer(Contrepasser(soldee, "Erreur de caisse")).valeurs["ecriture"]
        assert f"Annulée par l'écriture n° {contraire}" in _texte(tirer_recu(services, soldee))
        assert f"l'écriture n° {soldee}" in _texte(tirer_recu(services, contraire))


def test_une_ecriture_inconnue_est_refusee(tmp_path: Path) -> None:
    with base_neuve(tmp_path) as services, pytest.raises(ErreurMetier) as refus:
        tirer_recu(services, 99)
    assert refus.value.code == "ecriture_inconnue"


@pytest.mark.parametrize(
    ("type_compte", "mots"),
    [
        (TypeCompte.ACOMPTE, "en faveur du client"),
        (TypeCompte.AVOIR, "en faveur du client"),
        (TypeCompte.CREDIT, "dû par le client"),
        (TypeCompte.EXPORT, "dû par le client"),
        (TypeCompte.ORGANISME_CREDIT, "dû par l'organisme"),
    ],
)
def test_un_solde_dit_pour_qui_il_est(type_compte: TypeCompte, mots: str) -> None:
    assert solde_dit(type_compte, 100) == mots
    assert solde_dit(type_compte, 0) == "— compte soldé"
