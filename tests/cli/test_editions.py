"""Statements, due lists, aged balance by the command line: the manual's example to the cent, keys, hostile options."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.terminal import Reponse, Terminal
from tests.documents.lecture_pdf import pages_du_pdf

AVRIL = ("--du", "2025-04-01", "--au", "2025-04-30")
CLES_LIGNES = ["date", "reference", "description", "debit", "credit", "solde"]
CLES_ECHEANCIER = [
    "code", "date_reglement", "titre", "tiers", "date_echeance", "montant", "verse", "statut_verse", "reste_du",
    "en_retard", "mode", "banque", "relance", "note",
]  # fmt: skip
CLES_ECHEANCES = ["echeance", "compte", "piece", "devise", "montant", "montant_eur", "mode", "banque"]
CLES_GRAND_LIVRE = ["journal", "date", "compte", "tiers", "libelle", "debit", "credit", "lettrage"]


def _vente(prix: str, alias: str) -> list[dict[str, Any]]:
    lignes = [{"libelle": "Vente", "quantite": "1", "prix_ttc": prix, "taux_tva": "20"}]
    return [
        {"commande": "creer_facture", "client": 12, "lignes": lignes, "alias": f"b{alias}"},
        {"commande": "valider_facture", "piece": f"@b{alias}", "alias": alias},
    ]


@pytest.fixture
def manuel(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The manual's example (002, §2.3), day by day on the clock of a training base; today is 30/04/2025."""

    def le(jour: str) -> None:
        monkeypatch.setenv("CAISSE_CLIENTS_HORLOGE", f"{jour}T10:00:00")

    le("2025-04-05")
    assert terminal.taper("base", "creer", "--ecole").statut == 0
    _faire(
        terminal, {"commande": "creer_client", "code": 12, "nom": "DURAND", "prenom": "Zoé"}, *_vente("1500.00", "f")
    )
    le("2025-04-12")
    _faire(terminal, *_vente("750.00", "g"))
    le("2025-04-20")
    _faire(
        terminal,
        {"commande": "enregistrer_reglement", "client": 12, "mode": "virement", "montant": "1000.00", "auto": True},
        {
            "commande": "enregistrer_vente_comptoir",
            "lignes": [{"libelle": "Lampe", "quantite": "2", "prix_ttc": "25.00", "taux_tva": "20"}],
            "reglements": [{"mode": "especes", "montant": "30.00"}, {"mode": "carte", "montant": "20.00"}],
        },
    )
    le("2025-04-30")
    return terminal


def _faire(terminal: Terminal, *commandes: dict[str, Any]) -> list[dict[str, Any]]:
    reponse = terminal.executer(*commandes)
    assert all(ligne["ok"] for ligne in reponse.lignes_json), reponse.sortie
    return [ligne["resultat"] for ligne in reponse.lignes_json]


def _json(terminal: Terminal, *arguments: str) -> Any:
    reponse = terminal.taper("consulter", *arguments, "--format", "json")
    assert reponse.statut == 0, reponse.erreur
    return reponse.json


def _editer(terminal: Terminal, *arguments: str, sortie: str = "papier.pdf") -> tuple[Reponse, str]:
    fichier = terminal.dossier / sortie
    reponse = terminal.taper("editer", *arguments, "-o", str(fichier))
    texte = " ".join(pages_du_pdf(fichier.read_bytes())) if fichier.is_file() else ""
    return reponse, texte.replace("\u202f", " ").replace("\u00a0", " ")


def test_l_exemple_chiffre_du_manuel_au_centime(manuel: Terminal) -> None:
    releve = _json(manuel, "releve", "--client", "12", *AVRIL)
    assert [list(ligne)[:6] for ligne in releve["lignes"]] == [CLES_LIGNES] * 3
    assert [tuple(ligne[cle] for cle in ("date", "debit", "credit", "solde")) for ligne in releve["lignes"]] == [
        ("2025-04-05", "1500.00", "0.00", "1500.00"),
        ("2025-04-12", "750.00", "0.00", "2250.00"),
        ("2025-04-20", "0.00", "1000.00", "1250.00"),
    ]
    assert {cle: releve[cle] for cle in ("ouverture", "total_debit", "total_credit", "solde")} == {
        "ouverture": "0.00",
        "total_debit": "2250.00",
        "total_credit": "1000.00",
        "solde": "1250.00",
    }
    suite = _json(manuel, "releve", "--client", "12", "--du", "2025-04-10")
    assert (suite["ouverture"], suite["total_debit"], suite["solde"]) == ("1500.00", "750.00", "1250.00")


def test_le_papier_du_releve_dit_les_memes_montants_et_le_solde_en_mots(manuel: Terminal) -> None:
    reponse, texte = _editer(manuel, "releve", "--client", "12", *AVRIL)
    assert (reponse.statut, reponse.erreur) == (0, "")
    for attendu in (
        "RELEVÉ DE COMPTE", "du 01/04/2025 au 30/04/2025", "Zoé DURAND", "Solde avant le 01/04/2025 0,00",
        "Facture FA-S1-2025-00001 1 500,00 1 500,00", "Facture FA-S1-2025-00002 750,00 2 250,00",
        "1 000,00 1 250,00", "Total 2 250,00 1 000,00 1 250,00", "Solde au 30/04/2025", "1 250,00 € dû par le client",
        "Page 1/1",
    ):  # fmt: skip
        assert attendu in texte, (attendu, texte)
    assert "1 250,00" in _editer(manuel, "releve", "--client", "12", "--ht")[1]
    restant = _editer(manuel, "restant-du", "--client", "12")[1]
    assert "Restant dû" in restant
    assert "FA-S1-2025-00001/1 Facture, échéance du 05/04/2025 500,00 500,00" in restant
    assert "1 250,00 € dû par le client" in restant


def test_le_restant_du_a_le_meme_solde_que_l_activite_et_que_la_balance(manuel: Terminal) -> None:
    for au, solde in (("2025-04-05", "1500.00"), ("2025-04-15", "2250.00"), ("2025-04-30", "1250.00")):
        restant = _json(manuel, "releve", "--client", "12", "--sorte", "restant-du", "--au", au)
        (balance,) = _json(manuel, "balance-agee", "--au", au)
        assert {restant["solde"], balance["solde"]} == {solde}
    assert _json(manuel, "balance-agee", "--au", "2025-04-30") == [
        {
            "client": 12, "nom": "DURAND Zoé", "a_echoir": "0.00", "j1_30": "1250.00", "j31_60": "0.00",
            "j61_90": "0.00", "plus_90": "0.00", "comptes": "0.00", "disponibles": "0.00", "acomptes": "0.00",
            "solde": "1250.00",
        }
    ]  # fmt: skip


def test_l_echeancier_et_ses_totaux(manuel: Terminal) -> None:
    echeancier = _json(manuel, "echeancier")
    assert [list(ligne)[:14] for ligne in echeancier["lignes"]] == [CLES_ECHEANCIER] * 2
    premiere, seconde = echeancier["lignes"]
    assert premiere["code"] == "FA-S1-2025-00001/1 RC-S1-2025-00001"
    assert (premiere["statut_verse"], premiere["reste_du"], premiere["en_retard"]) == ("partiel", "500.00", True)
    assert (premiere["tiers"], premiere["date_reglement"]) == ("12 DURAND Zoé", "2025-04-20")
    assert (seconde["statut_verse"], seconde["reste_du"]) == ("non", "750.00")
    assert (echeancier["a_encaisser"], echeancier["verse"], echeancier["solde_net_du"]) == (
        "2250.00",
        "1000.00",
        "1250.00",
    )
    assert _json(manuel, "echeancier", "--etat", "oui")["lignes"] == []
    assert len(_json(manuel, "echeancier", "--etat", "en-retard", "--etat", "non")["lignes"]) == 1
    assert _json(manuel, "echeancier", "--au", "2025-04-05")["solde_net_du"] == "500.00"
    texte = _editer(manuel, "echeancier", "--client", "12")[1]
    assert "Partiel, en retard" in texte
    assert "Solde net dû 1 250,00 €" in texte
    assert "client DURAND Zoé — situation au 30/04/2025" in texte


def test_les_echeances_a_affecter_sont_celles_du_mois(manuel: Terminal) -> None:
    premiere, _ = lignes = _json(manuel, "echeances")
    assert [list(ligne)[:8] for ligne in lignes] == [CLES_ECHEANCES] * 2
    assert {cle: premiere[cle] for cle in CLES_ECHEANCES} == {
        "echeance": "FA-S1-2025-00001/1", "compte": "411000012", "piece": "FA-S1-2025-00001", "devise": "EUR",
        "montant": "500.00", "montant_eur": None, "mode": "", "banque": "",
    }  # fmt: skip
    _faire(manuel, {"commande": "affecter_echeances", "echeances": [premiere["echeance"]], "mode": "cheque"})
    assert [x["montant"] for x in _json(manuel, "echeances", "--mode", "cheque")] == ["500.00"]
    assert [x["montant"] for x in _json(manuel, "echeances", "--mode", "sans", "--banque", "sans")] == ["750.00"]
    assert _json(manuel, "echeances", "--client-de", "13") == []
    assert _json(manuel, "echeances", "--du", "2025-05-01") == []


def test_le_client_passager_ticket_par_ticket(manuel: Terminal) -> None:
    passager = _json(manuel, "client-passager", *AVRIL)
    (ticket,) = passager["tickets"]
    assert (ticket["piece"], ticket["total_ttc"], ticket["lignes"][0]["quantite"]) == ("TK-S1-2025-00001", "50.00", "2")
    assert {x["mode"]: x["montant"] for x in passager["totaux"]} == {"Espèces": "30.00", "Carte bancaire": "20.00"}
    texte = _editer(manuel, "client-passager", *AVRIL)[1]
    assert "Payé : Espèces 30,00 · Carte bancaire 20,00" in texte
    assert "Total encaissé 50,00" in texte
    assert "Aucune vente au comptoir" in _editer(manuel, "client-passager")[1]


def test_le_grand_livre_va_de_compte_en_compte_avec_son_solde(manuel: Terminal) -> None:
    lignes = _json(manuel, "grand-livre", "--du", "2025-04-12", "--compte", "411")
    assert [list(ligne)[:8] for ligne in lignes] == [CLES_GRAND_LIVRE] * len(lignes)
    assert [ligne["solde"] for ligne in lignes if ligne["tiers"] == 12] == ["2250.00", "1250.00"]
    comptes = [ligne["compte"] for ligne in _json(manuel, "grand-livre")]
    assert comptes == sorted(comptes)
    balance = {b["compte"]: b["solde"] for b in _json(manuel, "balance")}
    assert {ligne["compte"]: ligne["solde"] for ligne in _json(manuel, "grand-livre")} == balance


def test_les_relances_ont_leur_lettre(manuel: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAISSE_CLIENTS_HORLOGE", "2025-05-10T10:00:00")
    (resultat,) = _faire(manuel, {"commande": "relancer", "niveau": 1})
    (relance,) = resultat["relances"]
    texte = _editer(manuel, "relance", str(relance["relance"]))[1]
    for attendu in ("1re relance", "FA-S1-2025-00001 05/04/2025 05/04/2025 35 500,00", "Total à payer 1 250,00 €"):
        assert attendu in texte, attendu
    reponse, texte = _editer(manuel, "relance", "99", sortie="autre.pdf")
    assert (reponse.statut, texte) == (1, "")
    assert "La relance 99 n'existe pas" in reponse.erreur


def test_les_releves_de_tous_en_un_fichier_ou_un_par_client(manuel: Terminal) -> None:
    _faire(manuel, {"commande": "creer_client", "code": 20, "nom": "ALBERT"},
           {"commande": "creer_compte", "client": 20, "type": "acompte", "entree": "80.00"})  # fmt: skip
    reponse, texte = _editer(manuel, "releve", "--tous")
    assert reponse.statut == 0
    assert texte.index("80,00 € en faveur du client") < texte.index("1 250,00 € dû par le client")
    assert texte.count("Page 1/1") == 2
    dossier = manuel.dossier / "releves"
    dossier.mkdir()
    reponse = manuel.taper("editer", "restant-du", "--tous", "--separes", "-o", str(dossier))
    assert "2 relevé(s)" in reponse.sortie
    assert sorted(fichier.name for fichier in dossier.iterdir()) == ["releve-12.pdf", "releve-20.pdf"]


LECTURES = (
    ("releve", "--client", "12"),
    ("echeancier",),
    ("echeances",),
    ("client-passager", *AVRIL),
    ("grand-livre",),
    ("balance-agee",),
)


def test_chaque_lecture_se_lit_en_tableau_en_csv_et_en_classeur(manuel: Terminal) -> None:
    for quoi in LECTURES:
        tableau = manuel.taper("consulter", *quoi).sortie.splitlines()
        texte = manuel.taper("consulter", *quoi, "--format", "csv").sortie
        lignes = list(csv.reader(io.StringIO(texte), delimiter=";"))
        assert len(tableau) - 2 == len(lignes) - 1 > 0, quoi
        classeur = Path(manuel.dossier / "f.xlsx")
        assert manuel.taper("consulter", *quoi, "-o", str(classeur)).statut == 0
        livre = openpyxl.load_workbook(classeur)
        assert livre.worksheets[0].max_row == len(lignes), quoi
        livre.close()


HOSTILES = (
    (("consulter", "releve"), 2, "Il manque : --client"),
    (("consulter", "releve", "--client", "99"), 1, "Le client 99 n'existe pas"),
    (("consulter", "releve", "--client", "12", "--du", "2025-05-01", "--au", "2025-04-01"), 1, "La période finit"),
    (("consulter", "releve", "--client", "12", "--station", "S9"), 1, "La station S9 n'existe pas"),
    (("consulter", "releve", "--client", "12", "--sorte", "tout"), 2, "choisissez parmi activite, restant-du"),
    (("consulter", "releve", "--client", "12", "--au", "31/02/2025"), 2, "n'est pas une date"),
    (("consulter", "client-passager", "--station", "\u0000"), 1, "La station"),
    (("consulter", "echeancier", "--client", "99"), 1, "Le client 99 n'existe pas"),
    (("consulter", "echeancier", "--mode", "troc"), 1, "Ce mode de règlement n'existe pas"),
    (("consulter", "echeancier", "--banque", "ZZZ"), 1, "Cette banque n'existe pas"),
    (("consulter", "echeances", "--mode", "troc"), 1, "Ce mode de règlement n'existe pas"),
    (("consulter", "echeances", "--du", "2025-05-02", "--au", "2025-05-01"), 1, "La période finit"),
    (("editer", "releve", "-o", "f.pdf"), 2, "Il manque l'un de : --client --tous"),
    (("editer", "releve", "--client", "12", "--tous", "-o", "f.pdf"), 2, "ne va pas avec"),
    (("editer", "releve", "--tous", "--au", "2020-01-01", "-o", "f.pdf"), 1, "Aucun client n'a de solde"),
    (("editer", "releve", "--tous", "--separes", "-o", "nulle-part"), 2, "demande un dossier qui existe"),
    (("editer", "relance", "-o", "f.pdf"), 2, "Il manque : N"),
    (("editer", "echeancier", "-o", "nulle/part.pdf"), 3, "le dossier n'existe pas"),
)


def test_une_option_hostile_se_dit_en_une_phrase(manuel: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(manuel.dossier)
    for arguments, statut, phrase in HOSTILES:
        reponse = manuel.taper(*arguments)
        assert (reponse.statut, phrase in reponse.erreur) == (statut, True), (arguments, reponse.erreur)
        assert len(reponse.erreur.splitlines()) == 1
        assert not list(manuel.dossier.glob("*.pdf*"))
