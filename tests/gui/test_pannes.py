"""An unexpected failure: logged, said once, and the window stays."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from caisse_clients.gui.pannes import JOURNAL, Crochet, ouvrir_journal


class Boite:
    """Counts the boxes shown."""

    def __init__(self) -> None:
        self.textes: list[tuple[str, str]] = []

    def __call__(self, texte: str, details: str) -> None:
        self.textes.append((texte, details))


@pytest.fixture
def boite() -> Boite:
    return Boite()


@pytest.fixture
def crochet(boite: Boite, tmp_path: Path, qapp: Any) -> Iterator[Crochet]:
    crochet = Crochet(boite, tmp_path / "journal.log")
    avant = (sys.excepthook, threading.excepthook)
    crochet.installer()
    yield crochet
    crochet.retirer()
    assert (sys.excepthook, threading.excepthook) == avant


def _faillir() -> tuple[type[BaseException], BaseException, Any]:
    try:
        raise ZeroDivisionError("trois")
    except ZeroDivisionError as erreur:
        return type(erreur), erreur, erreur.__traceback__


def test_une_panne_est_journalisee_et_dite_avec_l_emplacement_du_journal(
    qtbot: QtBot, crochet: Crochet, boite: Boite, journal_attendu: list[logging.LogRecord], tmp_path: Path
) -> None:
    sys.excepthook(*_faillir())
    qtbot.waitUntil(lambda: bool(boite.textes))
    texte, details = boite.textes[0]
    assert str(tmp_path / "journal.log") in texte
    assert "Traceback" not in texte
    assert "ZeroDivisionError: trois" in details
    assert journal_attendu[0].exc_info is not None


def test_une_panne_dans_un_fil_est_dite_dans_celui_de_l_interface(
    qtbot: QtBot, crochet: Crochet, boite: Boite, journal_attendu: list[logging.LogRecord]
) -> None:
    fil = threading.Thread(target=lambda: 1 / 0)
    fil.start()
    fil.join()
    qtbot.waitUntil(lambda: bool(boite.textes))
    assert "ZeroDivisionError" in boite.textes[0][1]


def test_une_panne_qui_se_repete_n_empile_pas_les_boites(
    qtbot: QtBot, tmp_path: Path, journal_attendu: list[logging.LogRecord]
) -> None:
    ouvertes: list[int] = []

    def montrer(texte: str, details: str) -> None:
        ouvertes.append(1)
        repete.recevoir(*_faillir())
        qtbot.wait(10)  # the box runs the event loop, as exec() does

    repete = Crochet(montrer, None)
    repete.recevoir(*_faillir())
    qtbot.wait(30)
    assert ouvertes == [1]
    assert len(journal_attendu) == 2


def test_ctrl_c_garde_son_sens(crochet: Crochet, boite: Boite, monkeypatch: pytest.MonkeyPatch) -> None:
    recus: list[str] = []
    monkeypatch.setattr(crochet, "_anciens", (lambda *faits: recus.append(faits[0].__name__), threading.excepthook))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert recus == ["KeyboardInterrupt"]
    monkeypatch.undo()


def test_le_journal_va_dans_son_fichier_et_se_passe_d_un_dossier_interdit(
    tmp_path: Path, journal_attendu: list[logging.LogRecord]
) -> None:
    fichier = tmp_path / "etat" / "journal.log"
    avant = list(JOURNAL.handlers)
    assert ouvrir_journal(fichier) == fichier
    JOURNAL.error("ligne d'essai")
    assert "ligne d'essai" in fichier.read_text(encoding="utf-8")
    for poignee in [p for p in JOURNAL.handlers if p not in avant]:
        JOURNAL.removeHandler(poignee)
        poignee.close()
    obstacle = tmp_path / "fichier"
    obstacle.write_text("")
    assert ouvrir_journal(obstacle / "journal.log") is None
