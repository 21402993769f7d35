"""Usage, statuses and sentences of the command line (CONTRACT §1): French, one sentence, never a traceback."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from caisse_clients.cli import bases
from caisse_clients.cli.analyseur import en_francais
from caisse_clients.cli.progression import barre
from tests.cli.terminal import Terminal

USAGES: list[tuple[list[str], str]] = [
    (["demolir"], "choisissez parmi base, importer"),
    (["base"], "Il manque : QUOI."),
    (["consulter", "clients", "--limite"], "« --limite » demande une valeur."),
    (["consulter", "clients", "--limite", "dix"], "« dix » n'est pas un nombre entier"),
    (["consulter", "clients", "--age", "3"], "Argument inconnu : --age 3."),
    (["consulter", "comptes", "--etat", "ouverts"], "choisissez parmi soldes, non-soldes, tous"),
    (["consulter", "comptes", "--type", "livret"], "organisme_credit"),
    (["consulter", "ecritures", "--du", "2014-02-30"], "n'est pas une date"),
    (["consulter", "balance", "--compte", "4x"], "n'est pas un début de compte général"),
    (["editer", "recu", "-o", "r.pdf"], "Il manque l'un de : NUMERO --ecriture."),
    (["editer", "recu", "RC-1", "--ecriture", "2", "-o", "r.pdf"], "ne va pas avec"),
    (["editer", "piece", "FA-1"], "Il manque : -o."),
    (["editer", "piece", "-o", "r.pdf"], "Il manque : NUMERO."),
    (["editer", "piece", "FA-1", "--papier", "a5", "-o", "r.pdf"], "choisissez parmi"),
    (["base", "creer", "--clients", "5"], "demande --demonstration"),
    (["executer"], "Il manque : FICHIER."),
    (["base", "info", "--json=oui"], "ne prend pas de valeur"),
]


@pytest.mark.parametrize(("arguments", "phrase"), USAGES, ids=lambda x: " ".join(x) if isinstance(x, list) else "")
def test_un_mauvais_usage_se_dit_en_francais(terminal: Terminal, arguments: list[str], phrase: str) -> None:
    reponse = terminal.taper(*arguments)
    assert reponse.statut == 2
    assert phrase in reponse.erreur
    assert "--help" in reponse.erreur
    assert reponse.sortie == ""
    assert len(reponse.erreur.splitlines()) == 1


def test_une_phrase_inconnue_d_argparse_reste_en_francais() -> None:
    assert en_francais("something new") == "Ligne de commande mal formée (something new)."
    assert en_francais("argument -o: not allowed with argument --json") == "« -o » ne va pas avec « --json »."
    assert en_francais("one of the arguments --a --b is required") == "Il manque l'un de : --a --b."


def test_l_erreur_se_donne_en_objet(terminal: Terminal) -> None:
    reponse = terminal.taper("--json", "consulter", "clients")
    objet = json.loads(reponse.erreur)
    assert reponse.statut == 3
    assert objet["ok"] is False
    assert objet["erreur"]["code"] == "base_introuvable"
    assert "base creer" in objet["erreur"]["message"]
    assert json.loads(terminal.taper("--json", "demolir").erreur)["erreur"]["code"] == "usage"


@pytest.mark.parametrize("arguments", [["--help"], ["--aide"], ["consulter", "comptes", "-h"], ["base", "-h"]])
def test_l_aide_est_en_francais(terminal: Terminal, arguments: list[str]) -> None:
    reponse = terminal.taper(*arguments)
    assert reponse.statut == 0
    assert "usage : caisse-clients" in reponse.sortie
    assert not {"positional", "show this", "optional"} & set(reponse.sortie.replace("'", " ").split())


def test_la_version(terminal: Terminal) -> None:
    assert terminal.taper("--version").sortie.startswith("Caisse Clients ")


def test_un_pin_sans_utilisateur_est_un_mauvais_usage(boutique: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAISSE_CLIENTS_PIN", "1234")
    reponse = boutique.taper("consulter", "clients")
    assert reponse.statut == 2
    assert "--utilisateur" in reponse.erreur
    assert boutique.taper("--utilisateur", "admin", "consulter", "clients").statut == 0


def test_l_horloge_figee_demande_une_base_d_ecole(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal.taper("base", "creer").statut == 0
    monkeypatch.setenv("CAISSE_CLIENTS_HORLOGE", "2014-07-15T10:00:00")
    assert terminal.taper("consulter", "clients").statut == 2
    assert terminal.taper("--base", str(terminal.dossier / "b.sqlite"), "base", "creer").statut == 2
    ecole = str(terminal.dossier / "ecole.sqlite")
    assert terminal.taper("--base", ecole, "base", "creer", "--ecole").statut == 0
    assert "Base d'école" in terminal.taper("--base", ecole, "base", "info").sortie
    operations = terminal.taper("--base", ecole, "consulter", "operations", "--format", "json").json
    assert operations[0]["horodatage"] == "2014-07-15T08:00:00+00:00"
    monkeypatch.setenv("CAISSE_CLIENTS_HORLOGE", "hier")
    assert terminal.taper("--base", ecole, "consulter", "clients").statut == 2


def test_un_utilisateur_ou_un_poste_inconnu_est_refuse(boutique: Terminal) -> None:
    assert boutique.taper("--utilisateur", "ZOE", "consulter", "clients").statut == 1
    assert boutique.taper("--poste", "P9", "consulter", "clients").statut == 1


def test_un_caissier_n_a_que_ses_droits(boutique: Terminal) -> None:
    boutique.executer({"commande": "creer_utilisateur", "code": "ZOE", "role": "caissier"})
    reponse = boutique.taper(
        "--utilisateur", "zoe", "executer", "-",
        entree=b'{"commande": "modifier_parametre", "cle": "journal.comptes_clients", "valeur": "CC"}',
    )  # fmt: skip
    assert reponse.statut == 1
    assert reponse.lignes_json[0]["erreur"]["code"] == "droit_manquant"


def test_une_base_ne_s_ecrase_pas(boutique: Terminal) -> None:
    avant = Path(boutique.base).read_bytes()
    reponse = boutique.taper("base", "creer")
    assert reponse.statut == 1
    assert "rien n'a été touché" in reponse.erreur
    assert Path(boutique.base).read_bytes() == avant


def _tronquee(base: Path) -> None:
    octets = base.read_bytes()
    base.write_bytes(octets[: len(octets) // 2])


def _plus_recente(base: Path) -> None:
    with sqlite3.connect(base) as connexion:
        connexion.execute("UPDATE alembic_version SET version_num = '9999'")
    connexion.close()


def _pas_une_base(base: Path) -> None:
    base.write_text("Cher client,\n" * 500)


@pytest.mark.parametrize(
    ("abimer", "code"),
    [(_tronquee, "base_abimee"), (_plus_recente, "base_plus_recente"), (_pas_une_base, "pas_une_base")],
    ids=["tronquée", "plus récente", "pas une base"],
)
def test_une_base_inutilisable_se_dit_et_ne_change_pas(boutique: Terminal, abimer: object, code: str) -> None:
    base = Path(boutique.base)
    for suffixe in ("-wal", "-shm"):
        Path(boutique.base + suffixe).unlink(missing_ok=True)
    assert callable(abimer)
    abimer(base)
    avant = base.read_bytes()
    reponse = boutique.taper("--json", "executer", "-", entree=b"{}")
    assert reponse.statut == 3
    assert json.loads(reponse.erreur)["erreur"]["code"] == code
    assert base.read_bytes() == avant


def test_une_base_occupee_se_dit(boutique: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caisse_clients.storage.engine.ATTENTE_VERROU_MS", 50)
    occupant = sqlite3.connect(boutique.base, isolation_level=None)
    occupant.execute("BEGIN IMMEDIATE")
    try:
        reponse = boutique.executer({"commande": "creer_client", "nom": "B"}, {"commande": "creer_client", "nom": "C"})
    finally:
        occupant.execute("ROLLBACK")
        occupant.close()
    assert reponse.statut == 3
    assert [ligne["erreur"]["code"] for ligne in reponse.lignes_json] == ["base_verrouillee"]
    assert "réessayez" in reponse.erreur


def test_un_dossier_au_lieu_d_une_base(terminal: Terminal) -> None:
    reponse = terminal.taper("--base", str(terminal.dossier), "base", "info")
    assert reponse.statut == 3
    assert len(reponse.erreur.splitlines()) == 1


def test_notre_faute_va_au_journal_et_le_dit(boutique: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def casser(*_arguments: object) -> int:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(bases, "lancer", casser)
    reponse = boutique.taper("base", "info")
    assert reponse.statut == 3
    assert "secret" not in reponse.erreur
    journal = Path(reponse.erreur.rpartition("Journal : ")[2].strip())
    assert "ZeroDivisionError: secret" in journal.read_text(encoding="utf-8")


def test_le_mode_debug_journalise_aussi_une_panne(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Journal" not in terminal.taper("consulter", "clients").erreur
    monkeypatch.setenv("CAISSE_CLIENTS_DEBUG", "1")
    reponse = terminal.taper("consulter", "clients")
    journal = Path(reponse.erreur.rpartition("Journal : ")[2].strip())
    assert "base_introuvable" in journal.read_text(encoding="utf-8")


def test_un_ctrl_c_se_dit_sans_bruit(boutique: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrompre(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(bases, "lancer", interrompre)
    reponse = boutique.taper("base", "info")
    assert (reponse.statut, len(reponse.erreur.splitlines())) == (130, 1)


def test_des_reglages_illisibles_se_disent(terminal: Terminal, utilisateur_isole: Path) -> None:
    fichier = utilisateur_isole / "reglages" / "caisse-clients" / "reglages.toml"
    fichier.parent.mkdir(parents=True)
    fichier.write_text("base = ", encoding="utf-8")
    reponse = terminal.taper("base", "info")
    assert reponse.statut == 2
    assert "reglages.toml" in reponse.erreur


def test_la_barre_de_progression_se_lit() -> None:
    assert barre(50, 100, "Lecture") == "[" + "#" * 15 + "." * 15 + "]  50 % Lecture"
    assert barre(200, 100, "Lecture").endswith("100 % Lecture")
    assert barre(0, 0, "Recalcul des soldes") == "Recalcul des soldes…"
    assert barre(7, 0, "Lecture") == "Lecture… 7"


def test_une_base_restauree_d_un_ancien_fichier_ne_s_ecrit_plus(boutique: Terminal) -> None:
    ancienne = boutique.dossier / "ancienne.sqlite"
    shutil.copyfile(boutique.base, ancienne)
    assert boutique.executer({"commande": "creer_client", "nom": "B"}).statut == 0
    shutil.copyfile(ancienne, boutique.base)
    reponse = boutique.executer({"commande": "creer_client", "nom": "C"})
    assert reponse.lignes_json[0]["erreur"]["code"] == "base_en_retard"
    assert reponse.statut == 1
