"""The F-key bar's buttons say their key, do their action, and grey with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caisse_clients.gui.theme import appliquer_theme
from caisse_clients.gui.widgets.bouton_touche import BoutonTouche


@pytest.fixture
def action(qapp: QApplication) -> QAction:
    appliquer_theme(qapp, False)
    action = QAction("&Valider", qapp)
    action.setShortcut("F2")
    return action


def test_un_bouton_montre_sa_touche_et_fait_son_action(qtbot: QtBot, action: QAction) -> None:
    bouton = BoutonTouche(action)
    qtbot.addWidget(bouton)
    fois: list[str] = []
    action.triggered.connect(lambda: fois.append("fait"))
    bouton.show()
    QTest.mouseClick(bouton, Qt.MouseButton.LeftButton)
    assert (bouton.touche(), bouton.text(), bouton.accessibleName()) == ("F2", "Valider", "F2 Valider")
    assert len(fois) == 1
    assert bouton.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_un_bouton_suit_son_action(qtbot: QtBot, action: QAction) -> None:
    bouton = BoutonTouche(action)
    qtbot.addWidget(bouton)
    actif = bouton.grab().toImage()
    action.setEnabled(False)
    action.setText("Enregistrer")
    assert not bouton.isEnabled()
    assert bouton.text() == "Enregistrer"
    assert bouton.grab().toImage() != actif
    assert bouton.sizeHint().width() > 60
