"""The guard of the Qt pin (docs/DECISIONS.md): passes on 6.11.3, fails on 6.12.0 under Python 3.11."""

from __future__ import annotations

import importlib.metadata
import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_la_liaison_qt_ne_perd_pas_de_reference(qapp: QApplication) -> None:
    etiquette = QLabel()
    etiquette.setText("avant")
    depart = sys.getrefcount(None)
    for _ in range(500):
        etiquette.setText("x")
    assert sys.getrefcount(None) > depart - 100


def test_la_liaison_qt_est_celle_qui_est_epinglee() -> None:
    assert importlib.metadata.version("PySide6-Essentials").startswith("6.11.")
