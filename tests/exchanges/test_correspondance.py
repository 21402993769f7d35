"""Headings of any wording, order and case find their field; a kept correspondence survives moved columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.exchanges.correspondance import (
    Champ,
    Correspondance,
    cle_des_entetes,
    deviner,
    ecrire_correspondance,
    lire_correspondance,
    lire_fichier_correspondance,
)
from caisse_clients.kernel.erreurs import ErreurMetier

CHAMPS = (
    Champ("code", "Code", ("Code client", "Numéro client")),
    Champ("nom", "Nom", ("Nom", "Nom client", "Nom de famille"), obligatoire=True),
    Champ("code_postal", "Code postal", ("CP",)),
    Champ("telephone", "Téléphone", ("Téléphone", "Portable")),
    Champ("courriel", "Courriel"),
)
ENTETES = ("Nom", "Code client", "Adresse", "Adresse")


@pytest.mark.parametrize(
    ("entete", "champ"),
    [
        ("CODE CLIENT", "code"),
        ("N° client", "code"),
        ("NumCli", "code"),
        ("client_num", "code"),
        ("Nº Client", "code"),
        ("№ du client", "code"),
        ("Nom du client", "nom"),
        ("C.P.", "code_postal"),
        ("c p", "code_postal"),
        ("CodePostal", "code_postal"),
        ("Tél.", "telephone"),
        ("Mobile", "telephone"),
        ("E-mail", "courriel"),
        ("email", "courriel"),
    ],
)
def test_un_entete_trouve_son_champ(entete: str, champ: str) -> None:
    assert dict(deviner([entete], CHAMPS).colonnes) == {champ: 0}


@pytest.mark.parametrize("entete", ["", "???", "Observations", "Date de création", "Code article", "Marc Paul"])
def test_un_entete_etranger_n_en_prend_aucun(entete: str) -> None:
    assert dict(deviner([entete], CHAMPS).colonnes) == {}


def test_le_plus_sur_gagne_et_chaque_colonne_ne_sert_qu_une_fois() -> None:
    entetes = ["Portable", "Tél", "Nom", "Nom client", "C.P.", "Remarque"]
    devinee = deviner(entetes, CHAMPS)
    assert dict(devinee.colonnes) == {"telephone": 1, "nom": 2, "code_postal": 4}
    assert devinee.ignorees(entetes) == [0, 3, 5]


def test_deplacer_un_champ_libere_l_ancienne_colonne() -> None:
    depart = Correspondance({"nom": 0, "code": 1}, {"nom": 100, "code": 80})
    assert dict(depart.avec("nom", 1).colonnes) == {"nom": 1}
    assert dict(depart.avec("code", None).colonnes) == {"nom": 0}


def test_une_correspondance_gardee_suit_ses_colonnes_deplacees() -> None:
    texte = ecrire_correspondance(Correspondance({"nom": 0, "code": 1}, {}), ENTETES)
    assert json.loads(texte)["colonnes"] == {"nom": "Nom", "code": "Code client"}
    deplacees = ("x", "CODE CLIENT", "nom")
    assert dict(lire_correspondance(texte, deplacees, CHAMPS).colonnes) == {"nom": 2, "code": 1}


def test_un_entete_en_double_est_garde_par_son_rang() -> None:
    texte = ecrire_correspondance(Correspondance({"courriel": 3, "nom": 0}, {}), ENTETES)
    assert json.loads(texte)["colonnes"] == {"nom": "Nom", "courriel": 4}
    assert dict(lire_correspondance(texte, ENTETES, CHAMPS).colonnes) == {"nom": 0, "courriel": 3}


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("", "correspondance_illisible"),
        ("[1]", "correspondance_illisible"),
        ("[" * 100_000, "correspondance_illisible"),
        ('{"correspondance": 2, "colonnes": {}}', "correspondance_illisible"),
        ('{"correspondance": 1, "colonnes": {"nom": null}}', "correspondance_illisible"),
        ('{"correspondance": 1, "colonnes": {"nom": true}}', "correspondance_illisible"),
        ('{"correspondance": 1, "colonnes": {"solde": "Nom"}}', "champ_d_import_inconnu"),
        ('{"correspondance": 1, "colonnes": {"nom": "Prénom"}}', "colonne_absente"),
        ('{"correspondance": 1, "colonnes": {"nom": 0}}', "colonne_absente"),
        ('{"correspondance": 1, "colonnes": {"nom": 99}}', "colonne_absente"),
        ('{"correspondance": 1, "colonnes": {"nom": 1, "code": "Nom"}}', "colonne_absente"),
    ],
)
def test_une_correspondance_hostile_est_refusee_par_son_code(texte: str, code: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire_correspondance(texte, ENTETES, CHAMPS)
    assert refus.value.code == code


def test_le_fichier_de_correspondance_absent_dossier_ou_enorme_est_refuse(tmp_path: Path) -> None:
    enorme = tmp_path / "enorme.json"
    enorme.write_bytes(b" " * ((1 << 20) + 1))
    for chemin in (tmp_path / "rien", tmp_path, enorme):
        with pytest.raises(ErreurMetier):
            lire_fichier_correspondance(chemin, ENTETES, CHAMPS)
    bon = tmp_path / "bon.json"
    bon.write_text("\ufeff" + '{"correspondance": 1, "colonnes": {"nom": 1}}', encoding="utf-8")
    assert dict(lire_fichier_correspondance(bon, ENTETES, CHAMPS).colonnes) == {"nom": 0}


def test_la_cle_ne_depend_ni_de_l_ordre_ni_de_la_casse() -> None:
    assert cle_des_entetes(["Nom", "Prénom"]) == cle_des_entetes(["PRENOM", "nom"]) != cle_des_entetes(["Nom"])


@given(st.lists(st.text(max_size=20), max_size=8))
def test_n_importe_quels_entetes_se_devinent_sans_faute(entetes: list[str]) -> None:
    devinee = deviner(entetes, CHAMPS)
    assert len(set(devinee.colonnes.values())) == len(devinee.colonnes)
    relue = lire_correspondance(ecrire_correspondance(devinee, entetes), entetes, CHAMPS)
    assert dict(relue.colonnes) == dict(devinee.colonnes)
