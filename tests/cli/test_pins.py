"""PINs on the command line: read from the environment, never from a file; who gets in and with which status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal, demarrer

ADMIN, LEA = "4827", "739105"


@pytest.fixture
def garde(boutique: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A shop where ADMIN and the cashier LEA have a PIN, PAUL none."""
    assert boutique.executer(
        {"commande": "creer_utilisateur", "code": "LEA", "libelle": "Léa"},
        {"commande": "creer_utilisateur", "code": "PAUL", "libelle": "Paul"},
        {"commande": "modifier_parametre", "cle": "limite_remboursement", "valeur": "100.00"},
    ).statut == 0  # fmt: skip
    monkeypatch.setenv("CAISSE_CLIENTS_NOUVEAU_PIN", ADMIN)
    assert boutique.executer(definir("ADMIN")).statut == 0
    monkeypatch.setenv("CAISSE_CLIENTS_NOUVEAU_PIN", LEA)
    monkeypatch.setenv("CAISSE_CLIENTS_PIN", ADMIN)
    assert boutique.executer(definir("LEA"), options=[]).statut == 2, "un PIN sans --utilisateur"
    assert (
        boutique.taper("--utilisateur", "ADMIN", "executer", boutique.fichier("f", ligne(definir("LEA")))).statut == 0
    )
    monkeypatch.delenv("CAISSE_CLIENTS_NOUVEAU_PIN")
    monkeypatch.delenv("CAISSE_CLIENTS_PIN")
    return boutique


def definir(code: str) -> dict[str, Any]:
    return {"commande": "definir_pin", "code": code}


def ligne(commande: dict[str, Any]) -> str:
    return json.dumps(commande) + "\n"


RENDRE = {"commande": "saisir_ecriture", "compte": 1, "sortie": "150.00", "motif": "especes"}


def lancer(base: str, environ: dict[str, str], *arguments: str, entree: str = "") -> tuple[int, str, str]:
    """Run a process of its own, with these PINs in its environment."""
    with pytest.MonkeyPatch.context() as m:
        for nom, valeur in environ.items():
            m.setenv(f"CAISSE_CLIENTS_{nom}", valeur)
        processus = demarrer("--base", base, *arguments)
    sortie, erreur = processus.communicate(entree.encode(), timeout=60)
    assert b"Traceback" not in erreur
    return processus.returncode, sortie.decode(), erreur.decode()


def test_le_premier_pin_ferme_la_porte_a_qui_ne_dit_pas_qui_il_est(boutique: Terminal) -> None:
    statut, sortie, _ = lancer(boutique.base, {"NOUVEAU_PIN": ADMIN}, "executer", "-", entree=ligne(definir("ADMIN")))
    assert (statut, json.loads(sortie)["resultat"]) == (0, {"utilisateur": "ADMIN"})
    ouvert = lancer(boutique.base, {"PIN": ADMIN}, "--utilisateur", "admin", "consulter", "clients")
    assert ouvert[0] == 0
    assert "ALBERT" in ouvert[1]
    for environ, arguments, attendu in (
        ({}, (), (2, "--utilisateur CODE")),
        ({}, ("--utilisateur", "ADMIN"), (2, "CAISSE_CLIENTS_PIN")),
        ({"PIN": ADMIN}, (), (2, "--utilisateur CODE")),
        ({"PIN": "4828"}, ("--utilisateur", "ADMIN"), (1, "incorrect")),
        ({"PIN": ADMIN}, ("--utilisateur", "PERSONNE"), (1, "incorrect")),
    ):
        statut, sortie, erreur = lancer(boutique.base, environ, *arguments, "consulter", "clients")
        assert (statut, sortie) == (attendu[0], ""), erreur
        assert attendu[1] in erreur


def test_le_premier_pin_est_celui_d_un_administrateur(boutique: Terminal) -> None:
    reponse = boutique.executer({"commande": "creer_utilisateur", "code": "LEA", "libelle": "Léa"})
    assert reponse.statut == 0
    statut, sortie, _ = lancer(boutique.base, {"NOUVEAU_PIN": LEA}, "executer", "-", entree=ligne(definir("LEA")))
    assert (statut, json.loads(sortie)["erreur"]["code"]) == (1, "pin_admin_absent")
    assert boutique.taper("consulter", "clients").statut == 0


def test_un_pin_ne_se_donne_pas_dans_le_fichier(boutique: Terminal) -> None:
    for champ in ("pin", "nouveau_pin", "pin_empreinte"):
        reponse = boutique.executer({**definir("ADMIN"), champ: ADMIN})
        assert reponse.lignes_json[0]["erreur"]["code"] == "champ_inconnu"
    assert boutique.executer(definir("ADMIN")).lignes_json[0]["erreur"]["code"] == "pin_manquant"


def test_qui_n_a_pas_de_pin_apprend_quoi_faire(garde: Terminal) -> None:
    reponse = garde.taper("--json", "--utilisateur", "PAUL", "consulter", "clients")
    assert (reponse.statut, json.loads(reponse.erreur)["erreur"]["code"]) == (1, "pin_absent")


def test_redemarrer_n_efface_pas_l_attente(terminal: Terminal) -> None:
    """Each try is a process of its own; the clock is the base's own, moved by hand."""
    assert terminal.taper("base", "creer", "--ecole").statut == 0
    assert lancer(terminal.base, {"NOUVEAU_PIN": ADMIN}, "executer", "-", entree=ligne(definir("ADMIN")))[0] == 0

    def essayer(pin: str, heure: str) -> str:
        options = ("--json", "--utilisateur", "ADMIN", "base", "info")
        statut, _, erreur = lancer(terminal.base, {"PIN": pin, "HORLOGE": f"2014-07-15T{heure}"}, *options)
        return json.loads(erreur)["erreur"]["code"] if statut else "entré"

    assert [essayer("1111", "10:00:00") for _ in range(3)] == ["pin_faux"] * 3
    assert essayer(ADMIN, "10:00:01") == "pin_attente"
    assert essayer("1111", "10:00:02") == "pin_faux"
    assert [essayer(ADMIN, "10:00:05"), essayer(ADMIN, "10:00:06")] == ["pin_attente", "entré"]


def test_le_pin_actuel_est_celui_qui_a_ouvert(garde: Terminal) -> None:
    entree = ligne(definir("LEA"))
    options = ("--utilisateur", "LEA", "executer", "-")
    assert lancer(garde.base, {"PIN": LEA, "NOUVEAU_PIN": "1357"}, *options, entree=entree)[0] == 0
    assert lancer(garde.base, {"PIN": LEA}, "--utilisateur", "LEA", "base", "info")[0] == 1
    assert lancer(garde.base, {"PIN": "1357"}, "--utilisateur", "LEA", "base", "info")[0] == 0


@pytest.mark.parametrize("options", [[], ["--atomique"]])
def test_un_approbateur_autorise_et_se_lit_dans_les_operations(garde: Terminal, options: list[str]) -> None:
    entree = ligne(RENDRE)
    statut, sortie, _ = lancer(garde.base, {"PIN": LEA}, "--utilisateur", "LEA", "executer", "-", entree=entree)
    assert (statut, json.loads(sortie)["erreur"]["code"]) == (1, "limite_remboursement")
    environ = {"PIN": LEA, "PIN_APPROBATEUR": ADMIN}
    qui = ("--utilisateur", "LEA", "--approbateur", "ADMIN")
    assert lancer(garde.base, environ, *qui, "executer", "-", *options, entree=entree)[0] == 0
    _, sortie, _ = lancer(garde.base, environ, *qui, "consulter", "operations", "--format", "json")
    derniere = json.loads(sortie)[-1]
    assert (derniere["utilisateur"], derniere["approbateur"]) == ("LEA", "ADMIN")


@pytest.mark.parametrize(
    ("environ", "arguments", "statut"),
    [
        ({"PIN_APPROBATEUR": ADMIN}, (), 2),
        ({}, ("--approbateur", "ADMIN"), 2),
        ({"PIN_APPROBATEUR": "1111"}, ("--approbateur", "ADMIN"), 1),
        ({"PIN_APPROBATEUR": ADMIN}, ("--approbateur", "PERSONNE"), 1),
        ({"PIN_APPROBATEUR": ADMIN}, ("--approbateur", "PAUL"), 1),
    ],
)
def test_un_approbateur_prouve_qui_il_est(
    garde: Terminal, environ: dict[str, str], arguments: tuple[str, ...], statut: int
) -> None:
    fin = lancer(
        garde.base, {"PIN": LEA, **environ}, "--utilisateur", "LEA", *arguments, "executer", "-", entree=ligne(RENDRE)
    )
    assert fin[:2] == (statut, ""), fin


def test_le_pin_n_est_dans_aucun_fichier(garde: Terminal, tmp_path: Path) -> None:
    assert lancer(garde.base, {"PIN": LEA, "DEBUG": "1"}, "--utilisateur", "NUL", "base", "info")[0] == 1
    contenu = {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    assert [f for f, octets in contenu.items() if LEA.encode() in octets] == []
