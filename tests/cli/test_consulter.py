"""Readings (CONTRACT §3): exact JSON keys, formats for people and for spreadsheets, streaming."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from tests.cli.terminal import Terminal

CLES_CLIENTS = ["code", "nom", "prenom", "adresse", "code_postal", "ville", "solde_du", "disponible"]
CLES_COMPTES = ["numero", "type", "client", "solde", "ecritures"]
CLES_D_UNE_ECRITURE = ["ecriture", "date", "entree", "sortie", "beneficiaire", "commentaire"]
CLES_ECRITURES = ["journal", "date", "compte", "tiers", "libelle", "debit", "credit", "lettrage"]
CLES_OPERATIONS = ["poste", "sequence", "horodatage", "utilisateur", "commande", "empreinte"]


def test_les_clients_avec_leurs_soldes(boutique: Terminal) -> None:
    (client,) = boutique.taper("consulter", "clients", "--cherche", "alb", "--format", "json").json
    assert list(client)[:8] == CLES_CLIENTS
    assert (client["code"], client["ville"]) == (1011, "BIARRITZ")
    assert (client["solde_du"], client["disponible"]) == ("0.00", "1062.55")
    assert boutique.taper("consulter", "clients", "--cherche", "zzz", "--format", "json").json == []


def test_les_clients_se_limitent(boutique: Terminal) -> None:
    boutique.executer(*({"commande": "creer_client", "nom": f"N{i:03d}"} for i in range(30)))
    noms = [c["nom"] for c in boutique.taper("consulter", "clients", "--limite", "5", "--format", "json").json]
    assert noms == ["ALBERT", "N000", "N001", "N002", "N003"]
    assert len(boutique.taper("consulter", "clients", "--format", "json").json) == 31
    assert len(boutique.taper("consulter", "clients", "--cherche", "n0", "--limite", "3", "--format", "json").json) == 3


@pytest.mark.parametrize("cherche", [[], ["--cherche", "alb"]])
def test_une_limite_de_zero_ne_donne_rien(boutique: Terminal, cherche: list[str]) -> None:
    assert boutique.taper("consulter", "clients", *cherche, "--limite", "0", "--format", "json").json == []


def test_les_comptes_et_leurs_ecritures(boutique: Terminal) -> None:
    premier, second = boutique.taper("consulter", "comptes", "--client", "1011", "--format", "json").json
    assert list(premier)[:5] == CLES_COMPTES
    assert (premier["numero"], premier["type"], premier["client"], premier["solde"]) == (1, "acompte", 1011, "562.55")
    assert list(premier["ecritures"][0])[:6] == CLES_D_UNE_ECRITURE
    assert [(e["date"], e["entree"], e["sortie"]) for e in premier["ecritures"]] == [
        ("2013-02-15", "500.00", "0.00"),
        ("2013-05-17", "62.55", "0.00"),
    ]
    assert second["numero"] == 2


@pytest.mark.parametrize(
    ("options", "numeros"),
    [
        ([], [1, 2]),
        (["--etat", "tous"], [1, 2]),
        (["--etat", "soldes"], [2]),
        (["--etat", "non-soldes"], [1]),
        (["--numero", "2"], [2]),
        (["--numero", "99"], []),
        (["--client", "1 011"], [1, 2]),
        (["--client", "99"], []),
        (["--type", "avoir"], []),
        (["--type", "avoir", "--type", "acompte"], [1, 2]),
    ],
)
def test_les_comptes_se_choisissent(boutique: Terminal, options: list[str], numeros: list[int]) -> None:
    boutique.executer({"commande": "solder_compte", "compte": 2})
    trouves = boutique.taper("consulter", "comptes", *options, "--format", "json").json
    assert [compte["numero"] for compte in trouves] == numeros


def test_un_client_absorbe_montre_les_comptes_de_celui_qui_le_garde(boutique: Terminal) -> None:
    boutique.executer(
        {"commande": "creer_client", "nom": "ALBER", "code": 7},
        {"commande": "fusionner_clients", "garder": 1011, "absorber": 7},
    )
    assert len(boutique.taper("consulter", "comptes", "--client", "7", "--format", "json").json) == 2


def test_le_journal_la_balance_et_les_operations(boutique: Terminal) -> None:
    lignes = boutique.taper("consulter", "ecritures", "--format", "json").json
    assert list(lignes[0])[:8] == CLES_ECRITURES
    assert len(lignes) == 6
    assert {ligne["compte"] for ligne in lignes} == {"4191", "471"}
    periode = boutique.taper(
        "consulter", "ecritures", "--du", "2013-05-17", "--au", "17/05/2013", "--compte", "419", "--format", "json"
    ).json
    assert [(ligne["date"], ligne["credit"], ligne["tiers"]) for ligne in periode] == [("2013-05-17", "62.55", 1011)]
    balance = boutique.taper("consulter", "balance", "--format", "json").json
    assert [(b["compte"], b["debit"], b["credit"], b["solde"]) for b in balance] == [
        ("4191", "0.00", "1062.55", "-1062.55"),
        ("471", "1062.55", "0.00", "1062.55"),
    ]
    operations = boutique.taper("consulter", "operations", "--format", "json").json
    assert list(operations[0])[:6] == CLES_OPERATIONS
    assert [o["sequence"] for o in operations] == [1, 2, 3, 4, 5]
    assert all(len(o["empreinte"]) == 64 for o in operations)
    suite = boutique.taper("consulter", "operations", "--depuis", "4", "--format", "json").json
    assert [o["commande"] for o in suite] == ["creer_compte"]


def test_la_table_se_lit_comme_le_manuel(boutique: Terminal) -> None:
    lignes = boutique.taper("consulter", "comptes").sortie.splitlines()
    titres = "Numero Type Client Solde Date Entrée Sortie Bénéficiaire Commentaire"
    assert " ".join(lignes[0].split()) == titres
    assert "1  Acompte" in lignes[2]
    assert "562,55  15/02/2013  500,00" in lignes[2]
    assert "17/05/2013" in lignes[3]
    assert "Acompte" not in lignes[3]  # the account is said once
    assert boutique.taper("consulter", "comptes", "--numero", "99").sortie == "Aucun résultat.\n"


def test_la_table_des_clients_aligne_les_montants(boutique: Terminal) -> None:
    lignes = boutique.taper("consulter", "clients").sortie.splitlines()
    assert "1\u202f062,55" in lignes[2]
    assert len(lignes[0]) == len(lignes[1]) == len(lignes[2])


def test_le_csv_et_le_classeur(boutique: Terminal) -> None:
    boutique.executer({"commande": "creer_client", "nom": "=1+1", "code": 2})
    sortie = boutique.dossier / "clients.csv"
    assert boutique.taper("consulter", "clients", "-o", str(sortie)).statut == 0
    lignes = list(csv.reader(sortie.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert lignes[0][:3] == ["Code", "Nom", "Prénom"]
    assert ["2", "'=1+1"] in [ligne[:2] for ligne in lignes]  # never a formula
    assert ["1011", "1062,55"] in [[ligne[0], ligne[7]] for ligne in lignes]
    classeur = boutique.dossier / "comptes.xlsx"
    assert boutique.taper("consulter", "comptes", "-o", str(classeur)).statut == 0
    feuille = openpyxl.load_workbook(classeur).active
    assert feuille is not None
    assert [cellule.value for cellule in feuille[2]][:4] == [1, "Acompte", 1011, 562.55]
    assert (
        boutique.taper("consulter", "comptes", "--format", "csv")
        .sortie.splitlines()[1]
        .startswith("1;Acompte;1011;562,55")
    )


def test_le_json_va_dans_un_fichier(boutique: Terminal) -> None:
    sortie = boutique.dossier / "c.json"
    assert boutique.taper("consulter", "clients", "-o", str(sortie)).sortie == ""
    assert [c["code"] for c in json.loads(sortie.read_text(encoding="utf-8"))] == [1011]


def test_un_fichier_impossible_se_dit(boutique: Terminal) -> None:
    reponse = boutique.taper("consulter", "clients", "-o", str(boutique.dossier / "nulle" / "part.csv"))
    assert reponse.statut == 3
    assert "ne peut pas être écrit" in reponse.erreur


def test_un_long_texte_ne_casse_pas_la_table(boutique: Terminal) -> None:
    boutique.executer({"commande": "modifier_client", "client": 1011, "adresse": "10 place Victor\nBâtiment B"})
    assert "10 place Victor Bâtiment B" in boutique.taper("consulter", "clients").sortie


def test_le_recu_se_tire_en_pdf_puis_en_duplicata(boutique: Terminal) -> None:
    sorties = [boutique.dossier / nom for nom in ("r1.pdf", "r2.pdf")]
    for sortie in sorties:
        assert boutique.taper("editer", "recu", "--ecriture", "1", "-o", str(sortie)).statut == 0
    premier, second = (Path(s).read_bytes() for s in sorties)
    assert premier.startswith(b"%PDF")
    assert premier != second
    reponse = boutique.taper("editer", "recu", "--ecriture", "99", "-o", str(sorties[0]))
    assert reponse.statut == 1
    assert sorties[0].read_bytes() == premier


def test_l_export_des_clients_revient_par_l_import(boutique: Terminal) -> None:
    sortie = str(boutique.dossier / "export.xlsx")
    assert "1 client(s) exporté(s)" in boutique.taper("exporter", "clients", "-o", sortie).sortie
    assert boutique.taper("importer", "clients", sortie, "--json").json["inchanges"] == 1


def test_le_schema_se_publie(terminal: Terminal) -> None:
    assert "creer_client" in terminal.taper("schema", "commandes").json["$defs"]


def test_la_base_dit_ce_qu_elle_est(boutique: Terminal) -> None:
    faits = boutique.taper("base", "info", "--json").json
    assert (faits["base"], faits["utilisateur"], faits["poste"], faits["ecole"]) == (
        boutique.base,
        "ADMIN",
        "P1",
        False,
    )
    assert "déjà à jour" in boutique.taper("base", "migrer").sortie
    rapport = boutique.taper("base", "verifier", "--json", "--complet").json
    assert (rapport["intact"], rapport["anomalies"], rapport["operations"]) == (True, [], 5)
    assert boutique.taper("base", "verifier").sortie.startswith("Base intacte")


def test_une_base_alteree_se_dit_avec_l_operation_touchee(boutique: Terminal) -> None:
    with sqlite3.connect(boutique.base) as connexion:
        for (nom,) in connexion.execute(
            "SELECT name FROM sqlite_master WHERE tbl_name = 'operation' AND type = 'trigger'"
        ).fetchall():
            connexion.execute(f"DROP TRIGGER {nom}")
        connexion.execute("UPDATE operation SET commande = 'creer_facteur' WHERE sequence = 3")
    connexion.close()
    reponse = boutique.taper("base", "verifier", "--json")
    assert reponse.statut == 1
    assert reponse.json["intact"] is False
    assert 3 in {anomalie["operation"] for anomalie in reponse.json["anomalies"]}
    lisible = boutique.taper("base", "verifier")
    assert lisible.statut == 1
    assert "opération 3" in lisible.sortie
    assert "Base altérée" in lisible.sortie


def test_une_sortie_ne_prend_jamais_la_place_de_la_base_ni_d_une_cle(
    boutique: Terminal, utilisateur_isole: Path
) -> None:
    (cle,) = utilisateur_isole.glob("donnees/**/P1.pem")
    for precieux in (boutique.base, str(cle)):
        avant = Path(precieux).read_bytes()
        for demande in (
            ("consulter", "clients", "--format", "csv"),
            ("consulter", "balance", "--format", "xlsx"),
            ("exporter", "clients"),
            ("editer", "recu", "--ecriture", "1"),
        ):
            reponse = boutique.taper(*demande, "-o", precieux)
            assert (reponse.statut, "base ou une clé" in reponse.erreur) == (2, True)
        if precieux == str(cle):
            assert Path(precieux).read_bytes() == avant
    assert boutique.taper("base", "verifier").statut == 0


def test_la_demonstration_se_dit_et_se_verifie(terminal: Terminal) -> None:
    assert "démonstration" in terminal.taper("base", "creer", "--demonstration", "--clients", "30").sortie
    assert terminal.taper("base", "info", "--json").json["demonstration"] is True
    assert len(terminal.taper("consulter", "clients", "--format", "json").json) >= 30
    assert terminal.taper("base", "verifier").statut == 0
