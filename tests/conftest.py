"""What every test stands on: forms compiled, a user of its own, and silence as a result (EXAMPLES 2).

A test that logs a warning, leaves a thread, a window or a running timer behind has failed, unless it
asked for ``journal_attendu``. Python and Qt warnings are refused by the settings in pyproject.toml.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from shiboken6 import getCppPointer, isValid

from tools.forms import build_forms

pytest_plugins = ["tests.postgresql", "tests.ecran_x", "tests.atelier"]

RACINE = Path(__file__).resolve().parents[1]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Subprocesses of the tests find the program too, installed or not.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(RACINE / "src"), os.environ.get("PYTHONPATH")]))

settings.register_profile("local", max_examples=60, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "soak", max_examples=5_000, stateful_step_count=100, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "local"))


_minuteurs: weakref.WeakSet[QTimer] = weakref.WeakSet()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the forms before anything imports them (workers find them done); watch timers as they are made."""
    del config
    build_forms()
    faire = QTimer.__init__

    def faire_et_retenir(self: QTimer, *args: object, **options: object) -> None:
        faire(self, *args, **options)  # type: ignore[arg-type]  # Qt checks its own arguments
        _minuteurs.add(self)

    QTimer.__init__ = faire_et_retenir  # type: ignore[method-assign]  # looking for them in all memory is slow


class _Refus(logging.Handler):
    """Keeps every record from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.recus: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.recus.append(record)


@pytest.fixture(autouse=True)
def utilisateur_isole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own: no test reads or writes the settings, keys or bases of a person."""
    chez_lui = tmp_path / "chez_lui"
    for variable, dossier in {
        "XDG_DATA_HOME": "donnees",
        "XDG_CONFIG_HOME": "reglages",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "etat",
    }.items():
        monkeypatch.setenv(variable, str(chez_lui / dossier))
    for variable in [nom for nom in os.environ if nom.startswith("CAISSE_CLIENTS_")]:
        monkeypatch.delenv(variable)
    return chez_lui


@pytest.fixture(autouse=True)
def journal_silencieux() -> Iterator[_Refus]:
    """Fail the test on any log from WARNING up that it did not ask for."""
    piege = _Refus()
    logging.getLogger().addHandler(piege)
    yield piege
    logging.getLogger().removeHandler(piege)
    assert not piege.recus, [f"{r.levelname} {r.name}: {r.getMessage()}" for r in piege.recus]


@pytest.fixture
def journal_attendu(journal_silencieux: _Refus) -> Iterator[list[logging.LogRecord]]:
    """For a test that provokes a warning on purpose: the records, to be looked at."""
    yield journal_silencieux.recus
    journal_silencieux.recus.clear()


@pytest.fixture(autouse=True)
def rien_ne_reste(journal_silencieux: _Refus) -> Iterator[None]:
    """Fail the test when it leaves a thread, a top-level widget or a running timer behind."""
    del journal_silencieux  # asked for first, so that it still listens while things are torn down
    fils_avant = set(threading.enumerate())
    fenetres_avant = set(_fenetres())
    yield
    assert not (fils := _fils_restants(fils_avant)), f"threads left running: {fils}"
    if _application_qt() is not None:
        assert not (reste := _fenetres_restantes(fenetres_avant)), f"top-level widgets left: {reste}"
        assert not (minuteurs := _minuteurs_restants()), f"timers left running: {minuteurs}"


def _fils_restants(avant: set[threading.Thread]) -> list[str]:
    """Name the threads that outlive the test; one that is just ending gets half a second."""
    limite = time.monotonic() + 0.5
    restants = [f for f in threading.enumerate() if f not in avant and not f.daemon]
    while restants and time.monotonic() < limite:
        restants[0].join(0.05)
        restants = [f for f in restants if f.is_alive()]
    return [f.name for f in restants]


def _application_qt() -> object | None:
    """Return the running QApplication without importing Qt in a test that does not use it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets is not None else None


def _fenetres() -> dict[int, str]:
    """Address and description of the windows that exist (no reference is kept: it would make them stay)."""
    if _application_qt() is None:
        return {}
    from PySide6.QtWidgets import QApplication

    return {getCppPointer(fenetre)[0]: repr(fenetre) for fenetre in QApplication.topLevelWidgets()}


def _fenetres_restantes(avant: set[int]) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _fenetres().keys() - avant:  # a window kept by a reference cycle only goes at the collection
        gc.collect()
    return [texte for adresse, texte in _fenetres().items() if adresse not in avant]


def _minuteurs_restants() -> list[str]:
    """Describe the running timers, and stop them so that only the guilty test fails."""
    actifs = [minuteur for minuteur in _minuteurs if isValid(minuteur) and minuteur.isActive()]
    for minuteur in actifs:
        minuteur.stop()
    return [repr(minuteur) for minuteur in actifs]
