"""The watch itself is watched: each noise or leak fails the test that makes it, and no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.code import RACINE

BRUYANTS = """
import logging, threading, time, warnings
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

restes = []

def test_journal(): logging.getLogger("essai").warning("oubli")
def test_avertissement(): warnings.warn("oubli", UserWarning)
def test_avertissement_qt(qapp): qWarning(b"oubli")
def test_fil(): threading.Thread(target=time.sleep, args=(2,)).start()
def test_fenetre(qapp): restes.append(QWidget())
def test_minuteur(qapp):
    restes.append(QTimer())
    restes[-1].start(60_000)
"""
TRANQUILLES = """
import logging

def test_avertissement_demande(journal_attendu):
    logging.getLogger("essai").warning("voulu")
    assert [r.getMessage() for r in journal_attendu] == ["voulu"]

def test_fenetre_fermee(qtbot):
    from PySide6.QtWidgets import QWidget
    fenetre = QWidget()
    qtbot.addWidget(fenetre)
    fenetre.show()
"""


def test_chaque_bruit_fait_echouer_son_test_et_lui_seul(tmp_path: Path) -> None:
    (tmp_path / "test_bruyants.py").write_text(BRUYANTS, encoding="utf-8")
    (tmp_path / "test_tranquilles.py").write_text(TRANQUILLES, encoding="utf-8")
    fait = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", RACINE / "pyproject.toml", "-p", "no:xdist",
         "-p", "no:cacheprovider", "-rA", tmp_path / "test_bruyants.py", tmp_path / "test_tranquilles.py"],
        cwd=RACINE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    fautifs = {
        ligne.partition("::")[2].split()[0]
        for ligne in fait.stdout.splitlines()
        if ligne.startswith(("FAILED", "ERROR"))
    }
    assert fautifs == {
        f"test_{nom}" for nom in ("journal", "avertissement", "avertissement_qt", "fil", "fenetre", "minuteur")
    }, fait.stdout
