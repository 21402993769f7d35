"""Setting up: what the machine lacks is installed when possible, otherwise named with the exact command."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import prepare


@pytest.fixture
def lances(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collect what would be run instead of running it."""
    recus: list[list[str]] = []

    def noter(commande: Sequence[str | Path], echec: str) -> None:
        assert echec
        recus.append([str(mot) for mot in commande])

    monkeypatch.setattr(prepare, "run", noter)
    monkeypatch.setattr(shutil, "which", lambda nom: f"/usr/bin/{nom}")
    return recus


def test_root_installe_la_bibliotheque_qui_manque(
    lances: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "BIBLIOTHEQUES", {"libabsente.so.9": "libabsente9", "libc.so.6": "libc6"})
    monkeypatch.setattr(prepare, "_prefixe_root", lambda: ["env"])
    prepare.install_libraries()
    assert [commande[1:3] for commande in lances] == [["apt-get", "update"], ["apt-get", "install"]]
    assert lances[1][-1] == "libabsente9"
    assert "libabsente9" in capsys.readouterr().out


def test_qui_n_est_pas_root_recoit_la_commande_exacte(lances: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "_prefixe_root", list)
    with pytest.raises(SystemExit, match="sudo apt-get update && sudo apt-get install python3-venv"):
        prepare.install_system(["python3-venv"], "Python's venv module is missing")
    assert lances == []


def test_sans_apt_les_bibliotheques_sont_nommees(lances: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "BIBLIOTHEQUES", {"libabsente.so.9": "libabsente9"})
    monkeypatch.setattr(shutil, "which", lambda _nom: None)
    with pytest.raises(SystemExit, match=r"libabsente\.so\.9"):
        prepare.install_libraries()
    assert lances == []


def test_rien_ne_se_reinstalle_tant_que_rien_n_a_change(
    lances: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    prepare.install_packages("dev")
    assert len(lances) == 2
    assert "--require-hashes" in lances[0]
    prepare.install_packages("dev")
    prepare.install_packages("run")
    assert len(lances) == 2


def test_passer_de_run_a_dev_ajoute_les_outils(
    lances: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    prepare.install_packages("run")
    prepare.install_packages("dev")
    assert [Path(commande[-1]).name for commande in lances[::2]] == ["run.txt", "dev.txt"]
