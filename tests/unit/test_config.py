"""Settings: environment over file over defaults; an unreadable file is said, never half obeyed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caisse_clients.config import charger_reglages, chemin_ressource, fichier_reglages
from caisse_clients.kernel.erreurs import ErreurMetier


def test_sans_reglages_tout_est_chez_l_utilisateur(utilisateur_isole: Path) -> None:
    reglages = charger_reglages({})
    donnees = utilisateur_isole / "donnees" / "caisse-clients"
    assert reglages.base == str(donnees / "base.sqlite")
    assert reglages.dossier_cles == donnees / "cles"
    assert reglages.dossier_journal.is_relative_to(utilisateur_isole)
    assert (reglages.utilisateur, reglages.poste, reglages.horloge, reglages.debug) == ("", "P1", "", False)


def test_lire_les_reglages_ne_cree_rien(utilisateur_isole: Path) -> None:
    charger_reglages({})
    assert not utilisateur_isole.exists()


def test_le_fichier_de_l_utilisateur_est_lu() -> None:
    fichier = fichier_reglages()
    fichier.parent.mkdir(parents=True)
    fichier.write_text('base = "postgresql://caisse@serveur/boutique"\nposte = "P2"\nutilisateur = "EVA"\n', "utf-8")
    reglages = charger_reglages({})
    assert (reglages.base, reglages.poste, reglages.utilisateur) == (
        "postgresql://caisse@serveur/boutique",
        "P2",
        "EVA",
    )


def test_l_environnement_l_emporte_sur_le_fichier(tmp_path: Path) -> None:
    fichier = tmp_path / "reglages.toml"
    fichier.write_text('base = "/du/fichier.sqlite"\ndossier_cles = "/du/fichier/cles"\n', "utf-8")
    environ = {
        "CAISSE_CLIENTS_BASE": "/de/l/environnement.sqlite",
        "CAISSE_CLIENTS_CLES": "/autres/cles",
        "CAISSE_CLIENTS_HORLOGE": "2014-07-15T10:00",
        "CAISSE_CLIENTS_DEBUG": "1",
        "CAISSE_CLIENTS_PIN": "4711",
    }
    reglages = charger_reglages(environ, fichier)
    assert reglages.base == "/de/l/environnement.sqlite"
    assert reglages.dossier_cles == Path("/autres/cles")
    assert (reglages.horloge, reglages.debug, reglages.pin) == ("2014-07-15T10:00", True, "4711")


def test_le_code_secret_ne_s_affiche_pas() -> None:
    assert "4711" not in repr(charger_reglages({"CAISSE_CLIENTS_PIN": "4711"}))


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"base = ", "la fin du fichier manque"),
        (b'poste = "P1"\nbase : x\n', "erreur ligne 2"),
        (b'basse = "x"', "clé inconnue : basse"),
        (b'pin = "4711"', "clé inconnue : pin"),
        (b"poste = 1", "texte entre guillemets attendu : poste"),
        (b'base = "\xff"', "UTF-8"),
    ],
)
def test_un_fichier_de_reglages_fautif_est_refuse_en_disant_pourquoi(
    tmp_path: Path, contenu: bytes, raison: str
) -> None:
    fichier = tmp_path / "reglages.toml"
    fichier.write_bytes(contenu)
    with pytest.raises(ErreurMetier) as refus:
        charger_reglages({}, fichier)
    assert refus.value.code == "reglages_illisibles"
    assert refus.value.details["fichier"] == str(fichier)
    assert raison in refus.value.details["raison"]


def test_un_fichier_demande_mais_absent_est_refuse(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="reglages_illisibles"):
        charger_reglages({}, tmp_path / "absent.toml")


def test_les_ressources_sont_trouvees() -> None:
    assert chemin_ressource("icones", "aide.svg").is_file()


def test_importer_les_reglages_ne_lit_aucun_fichier() -> None:
    programme = (
        "import sys, platformdirs, tomllib\n"
        "ouverts = []\n"
        "sys.addaudithook(lambda nom, args: ouverts.append(args[0]) if nom == 'open' else None)\n"
        "import caisse_clients.config\n"
        "print([o for o in ouverts if not str(o).endswith(('.py', '.pyc'))])\n"
    )
    fait = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert fait.stdout.strip() == "[]"
