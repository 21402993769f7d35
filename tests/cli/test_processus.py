"""The process itself: killed in the middle, two at once, a reader that leaves, what it imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from caisse_clients.application.creation import creer_base
from caisse_clients.config import charger_reglages
from caisse_clients.kernel.horloge import HorlogeSysteme
from tests.cli.terminal import demarrer

COMMANDES = 160


@pytest.fixture(params=["sqlite", "postgresql"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh base, whose keys are in the test's isolated home."""
    adresse = str(tmp_path / "base.sqlite" if request.param == "sqlite" else request.getfixturevalue("url_postgresql"))
    creer(adresse)
    return adresse


def creer(adresse: str) -> None:
    """Create a base."""
    creer_base(adresse, dossier_cles=charger_reglages({}).dossier_cles, horloge=HorlogeSysteme())


def lire(base: str, *quoi: str) -> list[dict[str, object]]:
    """Return the rows of a reading, by another process."""
    fait = demarrer("--base", base, "consulter", *quoi, "--format", "json")
    sortie, erreur = fait.communicate(timeout=60)
    assert fait.returncode == 0, erreur.decode()
    lignes: list[dict[str, object]] = json.loads(sortie)
    return lignes


def verifier(base: str) -> None:
    """The base must be intact."""
    fait = demarrer("--base", base, "base", "verifier", "--complet")
    sortie, erreur = fait.communicate(timeout=60)
    assert fait.returncode == 0, (sortie + erreur).decode()


def commandes(prefixe: str = "C") -> bytes:
    """A file of clients, each with an acompte: two commands a client."""
    lignes: list[dict[str, object]] = []
    for rang in range(COMMANDES // 2):
        lignes.append({"commande": "creer_client", "nom": f"{prefixe}{rang:04d}", "alias": f"c{rang}"})
        lignes.append({"commande": "creer_compte", "client": f"@c{rang}", "type": "acompte", "entree": "10.00"})
    return b"".join(json.dumps(ligne).encode() + b"\n" for ligne in lignes)


@pytest.mark.parametrize("rang", [1, 40])
def test_tue_net_chaque_ligne_rendue_est_dans_la_base(base: str, rang: int) -> None:
    processus = demarrer("--base", base, "executer", "-")
    assert processus.stdin is not None
    assert processus.stdout is not None
    processus.stdin.write(commandes())
    processus.stdin.flush()
    rendues = [json.loads(processus.stdout.readline()) for _ in range(rang)]
    processus.kill()
    reste, _ = processus.communicate(timeout=60)
    rendues += [json.loads(ligne) for ligne in reste.splitlines() if ligne.endswith(b"}")]
    assert all(ligne["ok"] for ligne in rendues)
    codes = {client["code"] for client in lire(base, "clients")}
    comptes = {compte["numero"]: compte for compte in lire(base, "comptes")}
    for ligne in rendues:
        resultat = ligne["resultat"]
        assert resultat["compte"] in comptes if "compte" in resultat else resultat["client"] in codes
    # nothing half-done: at most the one command that was committed and not yet told
    assert len(codes) + len(comptes) - len(rendues) in (0, 1)
    assert all(compte["solde"] == "10.00" and len(compte["ecritures"]) == 1 for compte in comptes.values())  # type: ignore[arg-type]  # a list
    assert len(lire(base, "operations")) == 1 + len(codes) + len(comptes)
    verifier(base)


def test_relance_apres_l_arret_avec_les_memes_identifiants(base: str) -> None:
    lignes = [
        json.dumps({"commande": "creer_client", "nom": f"N{i}", "id_commande": f"01890a5d-ac96-774b-bcce-{i:012d}"})
        for i in range(60)
    ]
    fichier = "\n".join(lignes).encode()
    premier = demarrer("--base", base, "executer", "-")
    assert premier.stdin is not None
    assert premier.stdout is not None
    premier.stdin.write(fichier + b"\n")
    premier.stdin.flush()
    premier.stdout.readline()
    premier.kill()
    premier.communicate(timeout=60)
    second = demarrer("--base", base, "executer", "-")
    sortie, _ = second.communicate(fichier, timeout=60)
    assert second.returncode == 0
    assert len(sortie.splitlines()) == 60
    assert len(lire(base, "clients")) == 60
    verifier(base)


def test_deux_processus_sur_un_meme_poste_passent_tour_a_tour(base: str) -> None:
    deux = [demarrer("--base", base, "executer", "-") for _ in range(2)]
    for processus, prefixe in zip(deux, "AB", strict=True):
        assert processus.stdin is not None
        processus.stdin.write(commandes(prefixe))
        processus.stdin.close()
        processus.stdin = None  # communicate must not write any more
    for processus in deux:
        sortie, erreur = processus.communicate(timeout=100)
        assert processus.returncode == 0, erreur.decode()
        assert len(sortie.splitlines()) == COMMANDES
    operations = lire(base, "operations")
    assert [o["sequence"] for o in operations] == list(range(1, 2 * COMMANDES + 2))
    assert sorted(str(c["nom"]) for c in lire(base, "clients")) == sorted(
        f"{p}{r:04d}" for p in "AB" for r in range(COMMANDES // 2)
    )
    verifier(base)


def test_deux_postes_atomiques_en_ordre_contraire_passent_tous_les_deux(url_postgresql: str) -> None:
    """Each holds what the other wants until its commit: the one that PostgreSQL stops tries again by itself."""
    creer(url_postgresql)
    depart = [{"commande": "creer_client", "nom": "A", "code": 1}, {"commande": "creer_poste", "code": "P2"}]
    depart += [{"commande": "creer_compte", "client": 1, "type": "avoir", "entree": "1.00"} for _ in range(2)]
    premier = demarrer("--base", url_postgresql, "executer", "-")
    premier.communicate("\n".join(map(json.dumps, depart)).encode(), timeout=60)
    assert premier.returncode == 0
    deux = [demarrer("--base", url_postgresql, "--poste", p, "executer", "-", "--atomique") for p in ("P1", "P2")]
    for processus, ordre in zip(deux, ((1, 2), (2, 1)), strict=True):
        assert processus.stdin is not None
        for compte in ordre * 20:
            ligne = {"commande": "saisir_ecriture", "compte": compte, "entree": "1.00"}
            processus.stdin.write(json.dumps(ligne).encode() + b"\n")
        processus.stdin.close()
        processus.stdin = None
    for processus in deux:
        sortie, erreur = processus.communicate(timeout=100)
        assert processus.returncode == 0, (sortie + erreur).decode()
        assert len(sortie.splitlines()) == 40
    assert [compte["solde"] for compte in lire(url_postgresql, "comptes")] == ["41.00", "41.00"]
    verifier(url_postgresql)


def _un_client(adresse: str) -> None:
    processus = demarrer("--base", adresse, "executer", "-")
    processus.communicate(b'{"commande": "creer_client", "nom": "A"}\n', timeout=60)
    assert processus.returncode == 0


def test_un_lecteur_qui_s_en_va_ne_fait_pas_de_bruit(tmp_path: Path) -> None:
    adresse = str(tmp_path / "base.sqlite")
    creer(adresse)
    _un_client(adresse)
    for quoi in ("clients", "operations"):
        processus = demarrer("--base", adresse, "consulter", quoi)
        assert processus.stdout is not None
        processus.stdout.close()
        processus.stdout = None
        _, erreur = processus.communicate(timeout=60)
        assert (processus.returncode, erreur) == (0, b"")


def test_un_lecteur_de_resultats_qui_s_en_va_arrete_le_fichier(tmp_path: Path) -> None:
    adresse = str(tmp_path / "base.sqlite")
    creer(adresse)
    processus = demarrer("--base", adresse, "executer", "-")
    assert processus.stdout is not None
    processus.stdout.close()
    processus.stdout = None
    _, erreur = processus.communicate(commandes(), timeout=60)
    assert processus.returncode == 3
    assert b"n'ont pas \xc3\xa9t\xc3\xa9 ex\xc3\xa9cut\xc3\xa9es" in erreur
    assert len(lire(adresse, "clients")) == 1
    verifier(adresse)


INUTILES = {
    "alembic",
    "reportlab",
    "PySide6",
    "openpyxl",
    "pypdfium2",
    "psycopg",
    "cryptography",
    "defusedxml",
    "stdnum",
}


@pytest.mark.parametrize(
    ("arguments", "interdits"),
    [
        (["--help"], INUTILES | {"sqlalchemy"}),
        (["demolir"], INUTILES | {"sqlalchemy"}),
        (["consulter", "comptes", "--client", "1"], INUTILES),
        (["executer", "-"], INUTILES - {"cryptography", "stdnum"}),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else "",
)
def test_rien_de_lourd_n_est_charge_sans_besoin(tmp_path: Path, arguments: list[str], interdits: set[str]) -> None:
    adresse = str(tmp_path / "base.sqlite")
    creer(adresse)
    programme = (
        "import sys; from caisse_clients.cli.principal import main; main(sys.argv[1:]); "
        "print(*sorted({nom.partition('.')[0] for nom in sys.modules}), file=sys.stderr)"
    )
    fait = subprocess.run(
        [sys.executable, "-c", programme, "--base", adresse, *arguments],
        capture_output=True,
        text=True,
        input="",
        check=True,
        timeout=60,
    )
    assert not set(fait.stderr.splitlines()[-1].split()) & interdits


def test_le_module_se_lance_comme_la_commande() -> None:
    processus = demarrer("--version")
    sortie, _ = processus.communicate(timeout=60)
    assert (processus.returncode, sortie.startswith(b"Caisse Clients")) == (0, True)
