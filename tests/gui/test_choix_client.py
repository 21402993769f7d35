"""A client is chosen by three letters or its code, with the keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.gui.widgets import choix_client
from caisse_clients.gui.widgets.choix_client import ChoixClient
from tests.gui.outils_gui import taches_de_test

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.application.services import Services


@dataclass(frozen=True)
class Client:
    code: int
    nom: str
    prenom: str = ""
    adresse: str = ""
    code_postal: str = ""
    ville: str = ""


CLIENTS = [
    Client(1011, "ALBERT", "Pierre", "10 place victor", "64200", "BIARRITZ"),
    Client(4633, "ALBERT", "ROSE MARIE", "", "47200", "MONTPOUILLAN"),
    Client(5370, "ALBUCHER", "CHRISTOPHE", "MONT BARBAT", "47320", "CLAIRAC"),
]
DEMANDES: list[str] = []


def chercher(_services: Services, texte: str) -> list[LigneClient]:
    DEMANDES.append(texte)
    trouves = [c for c in CLIENTS if c.nom.startswith(texte.upper()) or str(c.code) == texte]
    return cast("list[LigneClient]", trouves)


@pytest.fixture
def champ(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChoixClient]:
    monkeypatch.setattr(choix_client, "chercher_clients", chercher)
    DEMANDES.clear()
    fenetre = QWidget()
    colonne = QVBoxLayout(fenetre)
    choix, suivant = ChoixClient(), QLineEdit()
    colonne.addWidget(choix)
    colonne.addWidget(suivant)
    qtbot.addWidget(fenetre)
    fenetre.show()
    qtbot.waitActive(fenetre)
    choix.setFocus()
    with taches_de_test() as taches:
        choix.definir_taches(taches)
        yield choix


def test_trois_lettres_proposent_et_entree_prend(qtbot: QtBot, champ: ChoixClient) -> None:
    recus: list[object] = []
    champ.choisi.connect(recus.append)
    QTest.keyClicks(champ, "alb")
    qtbot.waitUntil(lambda: len(champ.propositions()) == 3)
    assert DEMANDES == ["alb"]
    QTest.keyClick(champ, Qt.Key.Key_Down)
    QTest.keyClick(champ, Qt.Key.Key_Return)
    assert champ.client() == 4633
    assert "ALBERT ROSE MARIE" in champ.text()
    assert recus == [CLIENTS[1]]
    assert not champ.propositions()


def test_deux_lettres_ne_cherchent_pas(qtbot: QtBot, champ: ChoixClient) -> None:
    QTest.keyClicks(champ, "al")
    qtbot.wait(220)
    assert DEMANDES == []


def test_un_code_suffit_et_tab_le_prend(qtbot: QtBot, champ: ChoixClient) -> None:
    QTest.keyClicks(champ, "1011")
    qtbot.waitUntil(lambda: len(champ.propositions()) == 1)
    QTest.keyClick(champ, Qt.Key.Key_Tab)
    assert champ.client() == 1011
    assert not champ.hasFocus()


def test_echap_ferme_la_liste_sans_rien_prendre(qtbot: QtBot, champ: ChoixClient) -> None:
    QTest.keyClicks(champ, "alb")
    qtbot.waitUntil(lambda: bool(champ.propositions()))
    QTest.keyClick(champ, Qt.Key.Key_Escape)
    assert not champ.propositions()
    assert champ.client() is None


def test_retoucher_le_texte_lache_le_client(qtbot: QtBot, champ: ChoixClient) -> None:
    champ.set_client(cast("LigneClient", CLIENTS[0]))
    recus: list[object] = []
    champ.choisi.connect(recus.append)
    QTest.keyClick(champ, Qt.Key.Key_End)
    QTest.keyClick(champ, Qt.Key.Key_Backspace)
    assert champ.client() is None
    assert recus == [None]


def test_quitter_sans_choisir_le_dit(qtbot: QtBot, champ: ChoixClient) -> None:
    QTest.keyClicks(champ, "zzz")
    qtbot.waitUntil(lambda: bool(champ.property("erreur")))
    assert "Aucun client" in champ.toolTip()
    champ.setText("alb")
    QTest.keyClick(champ, Qt.Key.Key_Tab)
    assert "Choisissez" in champ.toolTip()


def test_un_code_et_entree_tout_de_suite_prennent_le_client_sans_attendre_la_liste(
    champ: ChoixClient, qtbot: QtBot
) -> None:
    QTest.keyClicks(champ, "1011")
    QTest.keyClick(champ, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: champ.client() == 1011)
    assert DEMANDES == ["1011"]
    assert champ.propositions() == ()


def test_des_lettres_et_entree_tout_de_suite_montrent_la_liste_quand_plusieurs_conviennent(
    champ: ChoixClient, qtbot: QtBot
) -> None:
    QTest.keyClicks(champ, "alb")
    QTest.keyClick(champ, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(champ.propositions()) == 3)
    assert champ.client() is None
    assert champ.hasFocus()
    QTest.keyClick(champ, Qt.Key.Key_Return)
    assert champ.client() == 1011
