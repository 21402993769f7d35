"""The manual's accès by the command line: sold, stopped, read and printed; figures 405, 270, 135 (manual 001)."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.cli.terminal import Reponse, Terminal
from tests.documents.lecture_pdf import pages_du_pdf

CLES_ARCHIVAGE = {
    "date": "2014-08-01",
    "avoir": "405.00",
    "consomme": "135.00",
    "encaisse": "405.00",
    "credit": "270.00",
    "a_rendre": [{"rang": 4, "date": "2014-08-05", "montant": "135.00"}],
    "compte": 1,
    "rembourse": "0.00",
    "retenu": "135.00",
    "du": "0.00",
    "piece": "AV-S1-2014-00001",
    "reglement": None,
}
CHEQUES = [{"date": f"2014-0{m}-05", "montant": "135.00", "numero": f"000{m}", "banque": "BNP"} for m in (5, 6, 7, 8)]


@pytest.fixture
def salle(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """MARTIN Julie (2643) has the manual's accès, three of its four cheques cashed; it is 1 August 2014."""
    monkeypatch.setenv("CAISSE_CLIENTS_HORLOGE", "2014-08-01T10:00:00")
    assert terminal.taper("base", "creer", "--ecole").statut == 0
    reponse = terminal.executer(
        {"commande": "creer_client", "code": 2643, "nom": "MARTIN", "prenom": "Julie"},
        {"commande": "creer_article", "code": "AVOIR", "libelle": "Avoir", "sorte": "avoir", "taux_tva": "20"},
        {"commande": "creer_acces", "client": 2643, "libelle": "Accès annuel", "debut": "2014-05-01", "mois": 12,
         "prix": "540.00", "cheques": CHEQUES, "taux_tva": "20", "date": "2014-05-01", "alias": "a"},
        *({"commande": "encaisser_cheque", "acces": "@a", "rang": r, "date": f"2014-0{4 + r}-06"} for r in (1, 2, 3)),
    )  # fmt: skip
    assert reponse.statut == 0, reponse.sortie
    return terminal


@pytest.fixture
def arretee(salle: Terminal) -> Terminal:
    """The same, stopped with an avoir."""
    (ligne,) = salle.executer(
        {"commande": "archiver_acces", "acces": 1, "date": "2014-08-01", "avoir": True}
    ).lignes_json
    assert {cle: ligne["resultat"][cle] for cle in CLES_ARCHIVAGE if cle != "date"} == {
        cle: valeur for cle, valeur in CLES_ARCHIVAGE.items() if cle != "date"
    }
    return salle


def _json(terminal: Terminal, *arguments: str) -> Any:
    reponse = terminal.taper("consulter", *arguments, "--format", "json")
    assert reponse.statut == 0, reponse.erreur
    return reponse.json


def _editer(terminal: Terminal, *arguments: str) -> tuple[Reponse, str]:
    fichier = terminal.dossier / "papier.pdf"
    reponse = terminal.taper("editer", *arguments, "-o", str(fichier))
    texte = " ".join(pages_du_pdf(fichier.read_bytes())) if fichier.exists() else ""
    fichier.unlink(missing_ok=True)
    return reponse, texte.replace("\u202f", " ").replace("\u00a0", " ")


def _code_imprime(texte: str) -> str:
    """Return the code that the paper of compte 1 bears, as a person reads it."""
    debut = texte.index("0000 0001 ")
    return texte[debut : debut + 24]


def test_un_acces_arrete_se_relit_avec_les_chiffres_du_manuel(arretee: Terminal) -> None:
    (acces,) = _json(arretee, "acces", "--client", "2643")
    assert {cle: acces["archivage"][cle] for cle in CLES_ARCHIVAGE} == CLES_ARCHIVAGE
    assert (acces["acces"], acces["etat"], acces["prix"], acces["reste_du"]) == (1, "archive", "540.00", "0.00")
    assert (acces["debut"], acces["fin"], acces["mois"]) == ("2014-05-01", "2015-04-30", 12)
    assert [(c["rang"], c["etat"], c["reglement"]) for c in acces["cheques"]] == [
        (1, "encaisse", "RC-S1-2014-00001"),
        (2, "encaisse", "RC-S1-2014-00002"),
        (3, "encaisse", "RC-S1-2014-00003"),
        (4, "rendu", None),
    ]


@pytest.mark.parametrize(("etat", "avant", "apres"), [("actifs", 1, 0), ("archives", 0, 1), ("tous", 1, 1)])
def test_les_acces_se_choisissent_par_etat(salle: Terminal, etat: str, avant: int, apres: int) -> None:
    assert len(_json(salle, "acces", "--client", "2643", "--etat", etat)) == avant
    salle.executer({"commande": "archiver_acces", "acces": 1, "date": "2014-08-01"})
    assert len(_json(salle, "acces", "--client", "2643", "--etat", etat)) == apres


def test_les_cheques_au_coffre_sont_ceux_d_ici_la_date(salle: Terminal) -> None:
    assert _json(salle, "cheques") == []
    (cheque,) = _json(salle, "cheques", "--au", "2014-08-05")
    assert cheque == {
        "acces": 1, "rang": 4, "date": "2014-08-05", "montant": "135.00", "numero": "0008", "banque": "BNP",
        "tireur": "Julie MARTIN", "client": 2643, "nom": "MARTIN Julie", "libelle": "Accès annuel",
    }  # fmt: skip
    salle.executer({"commande": "archiver_acces", "acces": 1, "date": "2014-08-01", "avoir": True})
    assert _json(salle, "cheques", "--au", "2014-12-31") == []


def test_le_financier_montre_la_vente_l_avoir_et_le_solde_en_faveur_du_client(arretee: Terminal) -> None:
    vue = _json(arretee, "financier", "--client", "2643")
    assert [(x["sorte"], x["vente"], x["encaissement"]) for x in vue["lignes"]] == [
        ("vente", "540.00", "0.00"),
        ("encaissement", "0.00", "135.00"),
        ("encaissement", "0.00", "135.00"),
        ("encaissement", "0.00", "135.00"),
        ("avoir", "-405.00", "0.00"),
    ]
    assert (vue["ventes"], vue["encaissements"], vue["solde"]) == ("135.00", "405.00", "-270.00")
    table = arretee.taper("consulter", "financier", "--client", "2643").sortie
    assert "Solde en faveur du client" in table
    assert "270,00" in table
    assert "-270,00" not in table
    assert _json(arretee, "financier", "--client", "2643", "--au", "2014-05-01")["solde"] == "540.00"


def test_un_bon_se_lit_par_son_code_et_par_son_compte_sans_jamais_dire_le_code(arretee: Terminal) -> None:
    code = _code_imprime(_editer(arretee, "avoir", "--compte", "1")[1])
    reponses = [
        arretee.taper("consulter", "bon", option, valeur, "--format", format_lu)
        for option, valeur in (("--code", code), ("--code", code.replace(" ", "")), ("--compte", "1"))
        for format_lu in ("table", "json", "csv")
    ]
    for reponse in reponses:
        assert (reponse.statut, reponse.erreur) == (0, "")
        assert code.replace(" ", "") not in reponse.sortie.replace(" ", "")
    assert reponses[1].json == reponses[4].json == reponses[7].json == {
        "compte": 1, "client": 2643, "nom": "MARTIN Julie", "date": "2014-08-01",
        "origine": "Avoir AV-S1-2014-00001", "montant": "270.00", "solde": "270.00", "etat": "entier", "usages": [],
    }  # fmt: skip
    arretee.executer({"commande": "saisir_ecriture", "compte": 1, "sortie": "70.00", "commentaire": "Serviette"})
    bon = _json(arretee, "bon", "--code", code)
    assert (bon["solde"], bon["etat"]) == ("200.00", "entame")
    assert bon["usages"] == [{"date": "2014-08-01", "libelle": "Serviette", "montant": "70.00"}]
    arretee.executer({"commande": "solder_compte", "compte": 1})
    assert _json(arretee, "bon", "--compte", "1")["etat"] == "epuise"
    reponse, texte = _editer(arretee, "avoir", "--compte", "1")
    assert (reponse.statut, texte) == (1, "")
    assert "soldé" in reponse.erreur


@pytest.mark.parametrize(
    ("arguments", "statut", "dit"),
    [
        (("consulter", "acces", "--client", "9999"), 1, "9 999"),
        (("consulter", "acces"), 2, "--client"),
        (("consulter", "acces", "--client", "2643", "--etat", "vieux"), 2, "choisissez parmi"),
        (("consulter", "financier", "--client", "9999"), 1, "9 999"),
        (("consulter", "cheques", "--au", "demain"), 2, "n'est pas une date"),
        (("consulter", "bon"), 2, "--code --compte"),
        (("consulter", "bon", "--code", "1234"), 1, "bon d'avoir n'existe pas"),
        (("consulter", "bon", "--code", "0' OR 1=1 --"), 1, "bon d'avoir n'existe pas"),
        (("consulter", "bon", "--compte", "77"), 1, "77"),
        (("editer", "arret", "--acces", "1", "-o", "a.pdf"), 1, "n'est pas arrêté"),
        (("editer", "arret", "--acces", "9", "-o", "a.pdf"), 1, "n'existe pas"),
        (("editer", "avoir", "--compte", "9", "-o", "a.pdf"), 1, "n'existe pas"),
        (("editer", "avoir", "--compte", "9", "--piece", "AV-1", "-o", "a.pdf"), 2, "ne va pas avec"),
        (("editer", "avoir", "-o", "a.pdf"), 2, "Il manque"),
    ],
)
def test_un_refus_a_son_statut_et_une_phrase(
    salle: Terminal, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], statut: int, dit: str
) -> None:
    monkeypatch.chdir(salle.dossier)
    reponse = salle.taper(*arguments)
    assert (reponse.statut, reponse.sortie) == (statut, "")
    assert dit in reponse.erreur.replace("\u202f", " ").replace("\u00a0", " ")
    assert len(reponse.erreur.splitlines()) == 1
    assert not (Path(os.curdir) / "a.pdf").exists()


def test_l_arret_se_tire_puis_sort_en_duplicata(arretee: Terminal) -> None:
    reponse, texte = _editer(arretee, "arret", "--acces", "1")
    assert (reponse.statut, reponse.erreur) == (0, "")
    assert "Arrêt de l'accès 1" in reponse.sortie
    for attendu in ("540,00", "405,00", "135,00", "En faveur du client 270,00 €", "3 mois sur 12 consommés"):
        assert attendu in texte, attendu
    assert "DUPLICATA" not in texte
    assert "DUPLICATA n° 1" in _editer(arretee, "arret", "--acces", "1")[1]


def test_l_avoir_et_le_bon_se_demandent_par_leur_nom(arretee: Terminal) -> None:
    avoir = _editer(arretee, "avoir", "--piece", "av-s1-2014-00001")[1]
    assert "Facture d'origine FA-S1-2014-00001 du 01/05/2014" in avoir
    assert "Motif Arrêt au 01/08/2014 : Accès annuel" in avoir
    assert "20 % 337,50 67,50 405,00" in avoir
    assert "Compte avoir n° 1 01/08/2014 270,00" in avoir
    assert "DUPLICATA n° 1" in _editer(arretee, "avoir", "AV-S1-2014-00001")[1]
    bon = _editer(arretee, "avoir", "--compte", "1")[1]
    assert "BON D'AVOIR" in bon
    assert "270,00 €" in bon
    rouleau = _editer(arretee, "avoir", "--compte", "1", "--papier", "ticket")[1]
    assert "DUPLICATA n° 1" in rouleau
    assert _code_imprime(rouleau) == _code_imprime(bon)


@pytest.mark.parametrize(
    "lecture",
    [("acces", "--client", "2643"), ("cheques",), ("financier", "--client", "2643"), ("bon", "--compte", "1")],
)
def test_les_quatre_formats_sortent_dans_un_fichier(arretee: Terminal, lecture: tuple[str, ...]) -> None:
    for suffixe in ("json", "csv", "xlsx", "txt"):
        fichier = arretee.dossier / f"lecture.{suffixe}"
        assert arretee.taper("consulter", *lecture, "-o", str(fichier)).statut == 0
        octets = fichier.read_bytes()
        assert octets
        if suffixe == "json":
            json.loads(octets)
        if suffixe == "csv":
            lignes = list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))
            assert len({len(ligne) for ligne in lignes}) == 1


def test_le_schema_montre_les_commandes_des_acces_et_des_bons(salle: Terminal) -> None:
    texte = salle.taper("schema", "commandes").sortie
    for nom in ("creer_acces", "archiver_acces", "desarchiver_acces", "tirer_arret", "tirer_bon"):
        assert f'"{nom}"' in texte, nom


def test_un_arret_est_une_page_qui_se_nomme(arretee: Terminal) -> None:
    fichier = arretee.dossier / "arret.pdf"
    arretee.taper("editer", "arret", "--acces", "1", "-o", str(fichier))
    document = pypdfium2.PdfDocument(fichier.read_bytes())
    assert (len(document), document.get_metadata_dict()["Title"]) == (1, "Arrêt d'accès 1")
    document.close()
