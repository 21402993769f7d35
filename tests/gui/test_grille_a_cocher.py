"""The grid that is ticked and typed in: with the mouse too, and in a narrow window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from caisse_clients.gui.modeles.a_cocher import Coche, ModeleACocher
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.theme import appliquer_theme
from caisse_clients.gui.widgets.grille_a_cocher import GrilleACocher


@dataclass(frozen=True)
class Ligne:
    cle: str
    reste: int


LIGNES = [Ligne("FA-1", 84000), Ligne("FA-2", 36000), Ligne("FA-3", 100)]


class Table:
    """A grid of three rows, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.choisis: dict[str, int] = {}
        self.ouvertes: list[object] = []
        self.finies: list[tuple[object, str]] = []
        self.abandons: list[object] = []
        colonnes = (
            Colonne("", lambda _ligne: None, largeur=30, cle="coche"),
            Colonne("Titre", lambda ligne: ligne.cle, largeur=160, elastique=True),
            Colonne("Date", lambda _ligne: "15/07/2014", largeur=100),
            Colonne("Reste", lambda ligne: ligne.reste, Format.MONTANT, 90),
            Colonne("À régler", lambda ligne: self.choisis.get(ligne.cle), Format.MONTANT, 90),
        )
        self.modele = ModeleACocher(
            colonnes,
            lambda ligne: ligne.cle,
            choisi=lambda ligne: self.choisis.get(ligne.cle, 0),
            plein=lambda ligne: ligne.reste,
            ecrire=lambda valeur, _ligne, _colonne: str(valeur),
        )
        self.grille = GrilleACocher()
        qtbot.addWidget(self.grille)
        self.grille.montrer_modele(self.modele)
        self.modele.montrer(LIGNES)
        self.grille.bascule.connect(self._basculer)
        self.grille.ouverte.connect(self.ouvertes.append)
        self.grille.saisie_finie.connect(lambda cle, texte: self.finies.append((cle, texte)))
        self.grille.saisie_abandonnee.connect(self.abandons.append)
        self.grille.resize(620, 200)
        self.grille.show()
        qtbot.waitActive(self.grille)

    def _basculer(self, cle: str) -> None:
        self.choisis[cle] = 0 if self.choisis.get(cle) else 84000
        self.modele.rafraichir(cle)

    def centre(self, rang: int, colonne: int) -> QPoint:
        return self.grille.visualRect(self.modele.index(rang, colonne)).center()

    def cliquer(self, rang: int, colonne: int, *, deux_fois: bool = False) -> None:
        geste = QTest.mouseDClick if deux_fois else QTest.mouseClick
        geste(
            self.grille.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            self.centre(rang, colonne),
        )


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> Iterator[Table]:
    appliquer_theme(qapp, False)
    table = Table(qtbot)
    yield table
    table.grille.close()


def test_un_clic_sur_la_case_coche_et_un_double_clic_ailleurs_ouvre(table: Table) -> None:
    table.cliquer(0, 0)
    assert table.modele.coche(LIGNES[0]) is Coche.TOUT
    assert table.modele.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    table.cliquer(1, 0)
    assert table.modele.coche(LIGNES[1]) is Coche.PARTIE
    table.cliquer(0, 0, deux_fois=True)
    assert table.ouvertes == [], "deux clics sur la case ne l'ouvrent pas"
    table.cliquer(0, 1)
    table.cliquer(0, 1, deux_fois=True)
    assert table.ouvertes == ["FA-1"]


def test_un_clic_sur_le_montant_ouvre_sa_saisie(table: Table) -> None:
    table.cliquer(1, 4)
    champ = table.grille.findChild(QLineEdit, "montantEnPlaceEdit")
    assert champ is not None
    QTest.keyClicks(champ, "12,50")
    QTest.keyClick(champ, Qt.Key.Key_Return)
    assert table.finies == [("FA-2", "12,50")]
    table.cliquer(1, 4)
    champ = next(c for c in table.grille.findChildren(QLineEdit) if c.isVisible())
    QTest.keyClick(champ, Qt.Key.Key_Escape)
    assert table.abandons == ["FA-2"]
    assert table.finies == [("FA-2", "12,50")], "rien n'a été tapé : rien ne change"


def test_une_grille_etroite_sacrifie_ce_qui_compte_le_moins(table: Table) -> None:
    table.grille.sacrifier("Date", "Reste")
    assert not table.grille.isColumnHidden(2)
    table.grille.resize(400, 200)
    assert table.grille.isColumnHidden(2)
    assert not table.grille.isColumnHidden(3)
    table.grille.resize(300, 200)
    assert table.grille.isColumnHidden(3)
    assert not table.grille.isColumnHidden(4), "le montant reste toujours en vue"
    table.grille.resize(620, 200)
    assert not table.grille.isColumnHidden(2)
    assert table.grille.colonnes_affichees() == [1, 2, 3, 4], "la case n'est pas une donnée"


def test_deplacer_une_ligne_garde_les_bornes(table: Table) -> None:
    assert table.modele.deplacer(0, -1) == 0
    assert table.modele.deplacer(2, 1) == 2
    assert table.modele.deplacer(2, -1) == 1
    assert table.modele.cles() == ["FA-1", "FA-3", "FA-2"]
