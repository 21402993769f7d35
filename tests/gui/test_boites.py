"""The real boxes: no is the default, Esc is a no, what is shown is never taken for HTML."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caisse_clients.gui.boites import BoitesQt, Reponse, en_lignes


def _repondre(touche: Qt.Key | None = None, bouton: str = "") -> list[Any]:
    vues: list[Any] = []

    def agir() -> None:
        boite = QApplication.activeModalWidget()
        assert boite is not None
        vues.append((boite.property("text"), boite.property("textFormat")))
        if touche is not None:
            QTest.keyClick(boite, touche)
            return
        next(b for b in boite.findChildren(QPushButton) if b.text() == bouton).click()

    QTimer.singleShot(50, agir)
    return vues


@pytest.mark.parametrize(
    ("touche", "bouton", "attendue"),
    [
        (Qt.Key.Key_Escape, "", Reponse.NON),
        (Qt.Key.Key_Return, "", Reponse.NON),
        (None, "Fermer", Reponse.OUI),
        (None, "Revenir", Reponse.NON),
    ],
)
def test_confirmer_prend_non_par_defaut(qtbot: QtBot, touche: Qt.Key | None, bouton: str, attendue: Reponse) -> None:
    _repondre(touche, bouton)
    assert BoitesQt().confirmer(None, "Titre", "Fermer ?", oui="Fermer", non="Revenir") is attendue


def test_un_texte_qui_ressemble_a_du_html_se_montre_tel_quel(qtbot: QtBot) -> None:
    vues = _repondre(bouton="Fermer")
    BoitesQt().avertir(None, "Titre", "<b>DUPONT</b> existe déjà.")
    assert vues == [("<b>DUPONT</b> existe déjà.", Qt.TextFormat.PlainText)]


def test_renoncer_a_un_dossier_ne_donne_rien(qtbot: QtBot) -> None:
    def renoncer() -> None:
        boite = QApplication.activeModalWidget()
        assert boite is not None
        assert boite.windowTitle() == "Dossier des relevés"
        QTest.keyClick(boite, Qt.Key.Key_Escape)

    QTimer.singleShot(50, renoncer)
    assert BoitesQt().choisir_dossier(None, "Dossier des relevés") is None


def test_une_ligne_ne_coupe_ni_un_numero_ni_la_ponctuation() -> None:
    texte = "Fermer « Facture FA-S1-2026-00094 » : 41,00 € ? Peut-être."
    nu, tiret = "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}"
    numero = tiret.join(("FA", "S1", "2026", "00094"))
    assert en_lignes(texte) == f"Fermer «{nu}Facture {numero}{nu}»{nu}: 41,00{nu}€{nu}? Peut-être."
