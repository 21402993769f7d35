"""A row of totals stays under its columns; a column shown or hidden changes what goes out of the grid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.theme import appliquer_theme, jetons
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.gui.widgets.pied_grille import PiedGrille
from tests.gui.outils_gui import COLONNES, Ligne

TOTAL = "123 456 789,00"


@pytest.fixture
def hote(qtbot: QtBot, qapp: QApplication) -> QWidget:
    appliquer_theme(qapp, False)
    hote = QWidget()
    qtbot.addWidget(hote)
    return hote


@pytest.fixture
def page(qtbot: QtBot, hote: QWidget) -> tuple[Grille, PiedGrille]:
    pile, grille, pied = QVBoxLayout(hote), Grille(hote), PiedGrille(hote)
    pile.addWidget(grille)
    pile.addWidget(pied)
    modele = ModeleListe(COLONNES, lambda ligne: ligne.code, hote)
    modele.montrer([Ligne(1, "UN", 100)])
    grille.montrer_modele(modele)
    pied.suivre(grille)
    hote.resize(500, 300)
    hote.show()
    qtbot.waitExposed(hote)
    return grille, pied


def _encre(pied: PiedGrille, cadre: QRect) -> int:
    """Count the pixels of a rectangle that are not the ground."""
    image, fond = pied.grab(cadre).toImage(), jetons().couleur("entete")
    return sum(image.pixelColor(x, y) != fond for x in range(image.width()) for y in range(2, image.height() - 2))


def _sous(grille: Grille, pied: PiedGrille, rang: int) -> QRect:
    entetes = grille.horizontalHeader()
    x = grille.viewport().x() + entetes.sectionViewportPosition(rang)
    return QRect(x + 2, 0, entetes.sectionSize(rang) - 4, pied.height())


def test_un_total_se_peint_sous_sa_colonne_et_la_suit(page: tuple[Grille, PiedGrille]) -> None:
    grille, pied = page
    pied.montrer({"Solde": "1,00"})
    assert pied.texte("Solde") == "1,00"
    assert pied.accessibleDescription() == "Solde : 1,00"
    assert _encre(pied, _sous(grille, pied, 2)) > 0
    assert _encre(pied, _sous(grille, pied, 0)) == 0
    grille.horizontalHeader().moveSection(2, 0)
    assert _encre(pied, _sous(grille, pied, 2)) > 0
    assert _encre(pied, _sous(grille, pied, 1)) == 0
    pied.montrer({})
    assert _encre(pied, _sous(grille, pied, 2)) == 0


def test_un_total_trop_long_rapetisse_et_ne_se_coupe_pas(page: tuple[Grille, PiedGrille]) -> None:
    _grille, pied = page
    entier, serre = pied._police(TOTAL, 500), pied._police(TOTAL, 60)
    assert serre.pointSizeF() < entier.pointSizeF()
    assert serre.bold()


def test_une_colonne_cachee_ne_sort_plus_de_la_grille(page: tuple[Grille, PiedGrille]) -> None:
    grille, pied = page
    pied.montrer({"Solde": "1,00"})
    grille.montrer_colonne("Solde", False)
    assert grille.colonnes_affichees() == [0, 1]
    assert _encre(pied, QRect(0, 0, pied.width(), pied.height()).adjusted(2, 0, -2, 0)) == 0
    grille.montrer_colonne("Solde", True)
    assert grille.colonnes_affichees() == [0, 1, 2]
