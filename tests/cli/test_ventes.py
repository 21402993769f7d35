"""Readings of the sales and the transfer to accounting (CONTRACT §1 and §3): exact keys, formats, hostile options."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal

CLES_PIECES = [
    "numero", "type", "etat", "date", "total_ht", "total_tva", "total_ttc", "verse", "reste_du", "statut",
    "echeances", "historique",
]  # fmt: skip
CLES_REGLEMENTS = [
    "reglement", "date", "mode", "montant", "impute", "disponible", "etat", "verrou", "imputations",
]  # fmt: skip
JOUR = "2014-07-15"
ANNEE = ("--du", "2014-01-01", "--au", "2014-12-31")


@pytest.fixture
def vente(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """DURAND (12) has a commande of 1 200 with an acompte of 360 by cheque; MARTIN (13) a facture, and a trop-perçu."""
    monkeypatch.setenv("CAISSE_CLIENTS_HORLOGE", f"{JOUR}T10:00:00")
    assert terminal.taper("base", "creer", "--ecole").statut == 0
    reponse = terminal.executer(
        {"commande": "creer_client", "code": 12, "nom": "DURAND", "prenom": "Zoé"},
        {"commande": "creer_client", "code": 13, "nom": "MARTIN"},
        {"commande": "creer_commande", "client": 12, "lignes": _lignes("1200.00"), "alias": "co"},
        {"commande": "enregistrer_reglement", "client": 12, "mode": "cheque", "montant": "360.00",
         "imputations": [{"piece": "@co"}]},
        {"commande": "creer_facture", "client": 13, "lignes": _lignes("100.00"), "alias": "fa", "date": "2014-07-01"},
        {"commande": "valider_facture", "piece": "@fa", "date": "2014-07-02"},
        {"commande": "enregistrer_reglement", "client": 13, "mode": "carte", "montant": "150.00", "date": "2014-07-03",
         "imputations": [{"piece": "@fa", "montant": "40.00"}]},
    )  # fmt: skip
    assert all(ligne["ok"] for ligne in reponse.lignes_json), reponse.sortie
    return terminal


def _lignes(prix: str) -> list[dict[str, str]]:
    return [{"libelle": "Table", "quantite": "1", "prix_ttc": prix, "taux_tva": "20"}]


def _json(terminal: Terminal, *arguments: str) -> Any:
    reponse = terminal.taper("consulter", *arguments, "--format", "json")
    assert reponse.statut == 0, reponse.erreur
    return reponse.json


def test_les_pieces_avec_leurs_echeances_et_leur_historique(vente: Terminal) -> None:
    piece, *autres = _json(vente, "pieces", "--client", "12", "--type", "commande")
    assert not autres
    assert list(piece)[:12] == CLES_PIECES
    assert {cle: piece[cle] for cle in CLES_PIECES[:10]} == {
        "numero": "CO-S1-2014-00001",
        "type": "commande",
        "etat": "en_cours",
        "date": JOUR,
        "total_ht": "1000.00",
        "total_tva": "200.00",
        "total_ttc": "1200.00",
        "verse": "360.00",
        "reste_du": "840.00",
        "statut": "partiel",
    }
    (echeance,) = piece["echeances"]
    assert (echeance["echeance"], echeance["montant"], echeance["verse"], echeance["reste_du"]) == (
        "CO-S1-2014-00001/1",
        "1200.00",
        "360.00",
        "840.00",
    )
    assert [a["reglement"] for a in piece["historique"]] == ["RC-S1-2014-00001", ""]


@pytest.mark.parametrize(
    ("options", "types"),
    [
        ([], ["commande", "facture"]),
        (["--type", "commande", "--type", "facture"], ["commande", "facture"]),
        (["--statut", "partiel"], ["commande", "facture"]),
        (["--statut", "non_paye"], []),
        (["--etat", "en_cours"], ["commande"]),
        (["--etat", "brouillon"], []),
        (["--du", "15/07/2014"], ["commande"]),
        (["--au", "2014-07-14"], ["facture"]),
        (["--du", "2014-07-15", "--au", "2014-07-01"], []),
        (["--client", "13"], ["facture"]),
        (["--client", "99"], []),
    ],
)
def test_les_pieces_se_choisissent(vente: Terminal, options: list[str], types: list[str]) -> None:
    assert [p["type"] for p in _json(vente, "pieces", *options)] == types


def test_ce_qui_ne_se_paie_pas_n_a_pas_de_statut(vente: Terminal) -> None:
    vente.executer({"commande": "livrer_commande", "piece": "CO-S1-2014-00001"})
    (bon,) = _json(vente, "pieces", "--type", "bon_livraison")
    assert (bon["statut"], bon["verse"], bon["reste_du"], bon["echeances"]) == (None, "0.00", "0.00", [])
    assert _json(vente, "pieces", "--type", "bon_livraison", "--statut", "solde") == []


def test_les_reglements_disent_leur_verrou_et_leurs_imputations(vente: Terminal) -> None:
    cheque, carte = _json(vente, "reglements")
    assert list(cheque)[:9] == CLES_REGLEMENTS
    assert (cheque["reglement"], cheque["date"], cheque["mode"], cheque["montant"], cheque["impute"]) == (
        "RC-S1-2014-00001",
        JOUR,
        "cheque",
        "360.00",
        "360.00",
    )
    assert (cheque["disponible"], cheque["etat"], cheque["verrou"]) == ("0.00", "recu", None)
    assert [(i["cible"], i["montant"]) for i in cheque["imputations"]] == [("CO-S1-2014-00001/1", "360.00")]
    assert (carte["impute"], carte["disponible"], carte["verrou"]) == ("40.00", "110.00", "reglement_numerique")
    assert [r["client"] for r in _json(vente, "reglements", "--du", "2014-07-03", "--au", "2014-07-03")] == [13]
    assert _json(vente, "reglements", "--client", "99") == []


def test_un_remboursement_est_negatif_et_un_reglement_annule_n_impute_rien(vente: Terminal) -> None:
    vente.executer(
        {"commande": "rembourser", "source": "RC-S1-2014-00002", "mode": "virement", "montant": "10.00"},
        {"commande": "annuler_reglement", "reglement": "RC-S1-2014-00001", "raison": "chèque perdu"},
    )
    (rendu,) = [r for r in _json(vente, "reglements", "--client", "13") if r["mode"] == "virement"]
    assert (rendu["montant"], rendu["impute"], rendu["disponible"]) == ("-10.00", "0.00", "0.00")
    assert [(i["source"], i["montant"]) for i in rendu["imputations"]] == [("RC-S1-2014-00002", "10.00")]
    (annule,) = _json(vente, "reglements", "--client", "12")
    assert (annule["impute"], annule["disponible"], annule["etat"], annule["verrou"]) == (
        "0.00",
        "0.00",
        "annule",
        "reglement_annule",
    )
    assert annule["imputations"] == []


def test_les_disponibles_et_les_propositions(vente: Terminal) -> None:
    (disponible,) = _json(vente, "disponibles", "--client", "13")
    assert {cle: disponible[cle] for cle in ("source", "sorte", "date", "montant", "disponible")} == {
        "source": "RC-S1-2014-00002",
        "sorte": "reglement",
        "date": "2014-07-03",
        "montant": "150.00",
        "disponible": "110.00",
    }
    (proposition,) = _json(vente, "propositions", "--client", "13")
    assert list(proposition)[:3] == ["source", "cible", "montant"]
    assert (proposition["cible"], proposition["montant"]) == ("FA-S1-2014-00001/1", "60.00")
    assert _json(vente, "disponibles", "--client", "99") == _json(vente, "propositions", "--client", "99") == []


def test_la_regle_exacte_passe_avant_l_ordre_des_dates(vente: Terminal) -> None:
    vente.executer(
        {"commande": "creer_facture", "client": 13, "lignes": _lignes("110.00"), "alias": "x"},
        {"commande": "valider_facture", "piece": "@x"},
    )
    assert [(p["cible"], p["montant"]) for p in _json(vente, "propositions", "--client", "13")] == [
        ("FA-S1-2014-00002/1", "110.00")
    ]
    ancien = _json(vente, "propositions", "--client", "13", "--regle", "ancien")
    assert [(p["cible"], p["montant"]) for p in ancien] == [
        ("FA-S1-2014-00001/1", "60.00"),
        ("FA-S1-2014-00002/1", "50.00"),
    ]


def test_un_client_absorbe_montre_les_ventes_de_celui_qui_le_garde(vente: Terminal) -> None:
    vente.executer({"commande": "fusionner_clients", "garder": 12, "absorber": 13})
    for code in ("12", "13"):
        assert len(_json(vente, "reglements", "--client", code)) == 2
        assert {p["client"] for p in _json(vente, "pieces", "--client", code)} == {12, 13}
        assert len(_json(vente, "disponibles", "--client", code)) == 1


def test_les_lignes_lettrees_portent_leur_lettre(vente: Terminal) -> None:
    vente.executer(
        {"commande": "imputer", "source": "RC-S1-2014-00002", "cible": "FA-S1-2014-00001"},
        {"commande": "rembourser", "source": "RC-S1-2014-00002", "mode": "virement"},
    )
    lettrees = [x for x in _json(vente, "ecritures", "--compte", "411") if x["lettrage"]]
    assert {x["tiers"] for x in lettrees} == {12, 13}  # the acompte too: its 411 lines answer each other
    soldes: dict[tuple[int, str], int] = {}
    for x in lettrees:
        centimes = int(x["debit"].replace(".", "")) - int(x["credit"].replace(".", ""))
        soldes[x["tiers"], x["lettrage"]] = soldes.get((x["tiers"], x["lettrage"]), 0) + centimes
    assert set(soldes.values()) == {0}
    vente.executer({"commande": "annuler_acompte", "piece": "CO-S1-2014-00001", "raison": "commande perdue"})
    assert {x["tiers"] for x in _json(vente, "ecritures", "--compte", "411") if x["lettrage"]} >= {13}
    lignes = vente.taper("consulter", "ecritures", "--compte", "411", "--format", "csv").sortie.splitlines()
    assert lignes[0].split(";")[7] == "Lettrage"


def test_la_table_le_csv_et_le_classeur_de_chaque_lecture(vente: Terminal) -> None:
    for quoi, options in (
        ("pieces", []),
        ("reglements", []),
        ("disponibles", ["--client", "13"]),
        ("propositions", ["--client", "13"]),
    ):
        table = vente.taper("consulter", quoi, *options)
        assert table.statut == 0
        assert len(table.sortie.splitlines()) >= 3
        sortie = vente.dossier / f"{quoi}.csv"
        assert vente.taper("consulter", quoi, *options, "-o", str(sortie)).statut == 0
        lignes = list(csv.reader(sortie.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        assert len(lignes) == len(table.sortie.splitlines()) - 1
        assert {len(ligne) for ligne in lignes} == {len(lignes[0])}
        classeur = vente.dossier / f"{quoi}.xlsx"
        assert vente.taper("consulter", quoi, *options, "-o", str(classeur)).statut == 0
        assert classeur.read_bytes().startswith(b"PK")
    assert "1\u202f200,00" in vente.taper("consulter", "pieces", "--type", "commande").sortie
    assert vente.taper("consulter", "reglements", "--client", "99").sortie == "Aucun résultat.\n"


def test_les_pages_se_suivent_sans_trou_ni_doublon(vente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    vente.executer(*(
        {"commande": "enregistrer_reglement", "client": 12, "mode": "virement", "montant": "1.00"} for _ in range(7)
    ))  # fmt: skip
    monkeypatch.setattr("caisse_clients.cli.lectures_ventes.PAGE", 1)
    numeros = [r["reglement"] for r in _json(vente, "reglements")]
    assert sorted(numeros) == [f"RC-S1-2014-{n:05d}" for n in range(1, 10)]
    tous = [p["numero"] for p in _json(vente, "pieces")]
    assert tous == ["CO-S1-2014-00001", "FA-S1-2014-00001"]  # by keys, then by the cursor of a type and of a client
    assert [p["numero"] for p in _json(vente, "pieces", "--type", "facture")] == tous[1:]
    assert [p["numero"] for p in _json(vente, "pieces", "--client", "12")] == tous[:1]


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["pieces", "--type", "devis"], "choisissez parmi commande"),
        (["pieces", "--type", "facture\0"], "choisissez parmi"),
        (["pieces", "--statut", "vert"], "choisissez parmi non_paye"),
        (["pieces", "--etat", "perdue"], "choisissez parmi brouillon"),
        (["pieces", "--client", "12; DROP TABLE piece"], "n'est pas un nombre entier"),
        (["pieces", "--client", "-1"], "n'est pas un nombre entier"),
        (["pieces", "--client", "٣"], "n'est pas un nombre entier"),
        (["pieces", "--du", "15/13/2014"], "n'est pas une date"),
        (["reglements", "--au", "hier"], "n'est pas une date"),
        (["disponibles"], "Il manque : --client."),
        (["propositions", "--regle", "exact"], "Il manque : --client."),
        (["propositions", "--client", "13", "--regle", "hasard"], "choisissez parmi exact, ancien"),
        (["disponibles", "--client", "13", "--format", "pdf"], "choisissez parmi table"),
    ],
)
def test_une_option_hostile_est_un_mauvais_usage(vente: Terminal, arguments: list[str], phrase: str) -> None:
    reponse = vente.taper("consulter", *arguments)
    assert (reponse.statut, reponse.sortie) == (2, "")
    assert phrase in reponse.erreur


def test_un_code_demesure_ne_trouve_rien(vente: Terminal) -> None:
    for quoi in ("pieces", "reglements", "disponibles", "propositions"):
        reponse = vente.taper("consulter", quoi, "--client", "9" * 30, "--format", "json")
        assert reponse.statut in (0, 2)
        assert reponse.statut == 2 or reponse.json == []


# exporter ecritures -------------------------------------------------------------------------------------------


def _lire(fichier: Path) -> list[list[str]]:
    brut = fichier.read_bytes()
    assert brut.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in brut
    return list(csv.reader(brut.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_le_transfert_ecrit_marque_et_verrouille(vente: Terminal) -> None:
    sortie = vente.dossier / "ecritures.csv"
    reponse = vente.taper("exporter", "ecritures", "--du", "2014-07-01", "--au", JOUR, "-o", str(sortie))
    assert reponse.statut == 0, reponse.erreur
    assert reponse.sortie.startswith("Transfert n° 1 : ")
    titres, *lignes = _lire(sortie)
    assert ",".join(titres) == "Journal,Date,Écriture,Compte,Compte auxiliaire,Client,Libellé,Débit,Crédit,Lettrage"
    attendues = _json(vente, "ecritures", *ANNEE)
    assert len(lignes) == len(attendues)
    assert [ligne[3] for ligne in lignes] == [x["compte"] for x in attendues]
    assert {(ligne[4], ligne[5]) for ligne in lignes if ligne[4]} == {
        ("411000012", "DURAND Zoé"),
        ("411000013", "MARTIN"),
    }
    debit, credit = (sum(int((ligne[c] or "0,00").replace(",", "")) for ligne in lignes) for c in (7, 8))
    assert debit == credit > 0
    assert "360,00" in {ligne[7] for ligne in lignes}
    assert {r["verrou"] for r in _json(vente, "reglements")} == {"reglement_exporte"}
    assert {r["etat"] for r in _json(vente, "reglements")} == {"valide"}
    (refus,) = vente.executer(
        {"commande": "modifier_reglement", "reglement": "RC-S1-2014-00001", "montant": "10.00"}
    ).lignes_json
    assert refus["erreur"]["code"] == "reglement_exporte"


def test_un_second_transfert_ne_prend_que_la_suite(vente: Terminal) -> None:
    premier, second, refait = (vente.dossier / nom for nom in ("1.csv", "2.csv", "3.csv"))
    debut = ("exporter", "ecritures", "--du", "2014-07-01", "--au")
    assert vente.taper(*debut, "2014-07-14", "-o", str(premier)).statut == 0
    assert vente.taper(*debut, JOUR, "-o", str(second)).statut == 0
    numeros = [{ligne[2] for ligne in _lire(f)[1:]} for f in (premier, second)]
    assert not numeros[0] & numeros[1]
    rien = vente.taper(*debut, JOUR, "-o", str(refait))
    assert (rien.statut, refait.exists()) == (1, False)
    assert "Aucune écriture à transférer" in rien.erreur
    # a file lost is written again, and marks nothing
    assert vente.taper("exporter", "ecritures", "--transfert", "1", "-o", str(refait)).statut == 0
    assert refait.read_bytes() == premier.read_bytes()
    inconnu = vente.taper("exporter", "ecritures", "--transfert", "9", "-o", str(vente.dossier / "4.csv"))
    assert (inconnu.statut, "n° 9 n'existe pas" in inconnu.erreur) == (1, True)


@pytest.mark.parametrize(
    ("du", "au", "code"),
    [
        ("2014-07-15", "2014-07-01", "periode_inversee"),
        ("2014-07-01", "2014-07-16", "date_future"),
        ("2013-01-01", "2013-12-31", "rien_a_transferer"),
    ],
)
def test_un_refus_ne_laisse_ni_fichier_ni_marque(vente: Terminal, du: str, au: str, code: str) -> None:
    sortie = vente.dossier / "sortie" / "e.csv"
    sortie.parent.mkdir()
    reponse = vente.taper("--json", "exporter", "ecritures", "--du", du, "--au", au, "-o", str(sortie))
    assert reponse.statut == 1
    assert json.loads(reponse.erreur)["erreur"]["code"] == code
    assert list(sortie.parent.iterdir()) == []
    assert "reglement_exporte" not in {r["verrou"] for r in _json(vente, "reglements")}


def test_un_disque_qui_refuse_ne_marque_rien(vente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    periode = ("--du", "2014-07-01", "--au", JOUR)
    absent = vente.taper("exporter", "ecritures", *periode, "-o", str(vente.dossier / "nulle" / "part.csv"))
    assert (absent.statut, "ne peut pas être écrit" in absent.erreur) == (3, True)

    def plein(_: int) -> None:
        raise OSError(28, "No space left on device")

    sortie = vente.dossier / "dossier" / "e.csv"
    sortie.parent.mkdir()
    with monkeypatch.context() as pose:
        pose.setattr(os, "fsync", plein)
        assert vente.taper("exporter", "ecritures", *periode, "-o", str(sortie)).statut == 3
    assert list(sortie.parent.iterdir()) == []
    assert "reglement_exporte" not in {r["verrou"] for r in _json(vente, "reglements")}
    assert vente.taper("base", "verifier").statut == 0
    assert vente.taper("exporter", "ecritures", *periode, "-o", str(sortie)).statut == 0


def test_un_fichier_present_ne_s_ecrase_jamais(vente: Terminal) -> None:
    present = vente.fichier("e.csv", "précieux")
    for demande in (("--du", "2014-07-01", "--au", JOUR), ("--transfert", "1")):
        reponse = vente.taper("exporter", "ecritures", *demande, "-o", present)
        assert (reponse.statut, "existe déjà" in reponse.erreur) == (2, True)
    assert Path(present).read_text(encoding="utf-8") == "précieux"
    assert Path(vente.base).stat().st_size > 0
    assert vente.taper("exporter", "ecritures", *ANNEE[:2], "--au", JOUR, "-o", vente.base).statut == 2


def test_si_le_fichier_se_perd_apres_la_marque_on_le_dit(vente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    sortie = str(vente.dossier / "e.csv")

    def perdu(_: Path, __: object) -> Path:
        raise PermissionError(13, "denied")

    with monkeypatch.context() as pose:
        pose.setattr(Path, "replace", perdu)
        reponse = vente.taper("exporter", "ecritures", "--du", "2014-07-01", "--au", JOUR, "-o", sortie)
    assert reponse.statut == 3
    assert "--transfert 1" in reponse.erreur
    assert vente.taper("exporter", "ecritures", "--transfert", "1", "-o", sortie).statut == 0


def test_le_transfert_demande_son_droit(vente: Terminal) -> None:
    vente.executer({"commande": "creer_utilisateur", "code": "ZOE", "role": "responsable"})
    sortie = vente.dossier / "e.csv"
    for demande in (("--du", "2014-07-01", "--au", JOUR), ("--transfert", "1")):
        reponse = vente.taper("--json", "--utilisateur", "zoe", "exporter", "ecritures", *demande, "-o", str(sortie))
        assert (reponse.statut, json.loads(reponse.erreur)["erreur"]["code"]) == (1, "droit_manquant")
        assert not sortie.exists()


@pytest.mark.parametrize(
    "options",
    [
        [], ["--du", JOUR], ["--au", JOUR], ["--transfert", "1", "--du", JOUR],
        ["--transfert", "1", "--du", JOUR, "--au", JOUR], ["--transfert", "un"], ["--du", "x", "--au", JOUR],
    ],
)  # fmt: skip
def test_la_periode_ou_le_transfert(vente: Terminal, options: list[str]) -> None:
    reponse = vente.taper("exporter", "ecritures", *options, "-o", str(vente.dossier / "e.csv"))
    assert (reponse.statut, "--help" in reponse.erreur) == (2, True)
    assert vente.taper("exporter", "ecritures", "--du", JOUR, "--au", JOUR).statut == 2
