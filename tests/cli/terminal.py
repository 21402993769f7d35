"""Runs the real command line: in this process for its rules, in another one where the process itself is tested."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caisse_clients.cli.principal import main


@dataclass(frozen=True)
class Reponse:
    """What a run left."""

    statut: int
    sortie: str
    erreur: str

    @property
    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.sortie)

    @property
    def lignes_json(self) -> list[dict[str, Any]]:
        """The output as JSON lines."""
        return [json.loads(ligne) for ligne in self.sortie.splitlines()]


class Terminal:
    """A person at a terminal, whose base is ``base.sqlite`` in the test's folder."""

    def __init__(self, dossier: Path, capture: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        self.dossier = dossier
        self.base = str(dossier / "base.sqlite")
        self._capture = capture
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("CAISSE_CLIENTS_BASE", self.base)

    def taper(self, *arguments: str, entree: bytes = b"") -> Reponse:
        """Run the command line in this process."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(entree)))
        self._capture.readouterr()
        statut = main(arguments)
        lu = self._capture.readouterr()
        assert b"Traceback" not in lu.err
        return Reponse(statut, lu.out.decode(), lu.err.decode())

    def executer(self, *commandes: dict[str, Any], options: Sequence[str] = ()) -> Reponse:
        """Run a command file given on stdin."""
        return self.taper("executer", "-", *options, entree="\n".join(map(json.dumps, commandes)).encode())

    def fichier(self, nom: str, contenu: str | bytes) -> str:
        """Write a file in the test's folder and return its path."""
        chemin = self.dossier / nom
        chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
        return str(chemin)


def demarrer(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start the command line in a process of its own, in the test's isolated home."""
    return subprocess.Popen(
        [sys.executable, "-m", "caisse_clients", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ.copy(),
        **options,
    )


@pytest.fixture
def terminal(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal without a base."""
    return Terminal(tmp_path, capfdbinary, monkeypatch)


@pytest.fixture
def boutique(terminal: Terminal) -> Terminal:
    """A terminal on a base that has ALBERT Pierre (1011) with the manual's accounts, 1 of 562,55 and 2 of 500,00."""
    assert terminal.taper("base", "creer").statut == 0
    reponse = terminal.executer(
        {"commande": "creer_client", "nom": "ALBERT", "prenom": "Pierre", "code": 1011, "ville": "BIARRITZ"},
        {"commande": "creer_compte", "client": 1011, "type": "acompte", "entree": "500.00", "date": "2013-02-15"},
        {"commande": "saisir_ecriture", "compte": 1, "entree": "62.55", "date": "2013-05-17"},
        {"commande": "creer_compte", "client": 1011, "type": "acompte", "entree": "500.00", "date": "2013-05-22"},
    )
    assert reponse.statut == 0
    return terminal
