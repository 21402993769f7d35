"""Amounts and dates are typed with the keys alone, and wrong ones are said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.widgets.date_edit import DateEdit
from caisse_clients.gui.widgets.erreurs import BandeauErreur, ErreursDuFormulaire
from caisse_clients.gui.widgets.montant_edit import MontantEdit
from caisse_clients.kernel.argent import Centimes

JOUR = dt.date(2014, 7, 15)


@pytest.fixture
def page(qtbot: QtBot) -> Callable[..., None]:
    """Shows widgets one under another in a window that has the keyboard."""
    fenetre = QWidget()

    def montrer(*widgets: QWidget) -> None:
        colonne = QVBoxLayout(fenetre)
        for widget in widgets:
            colonne.addWidget(widget)
        qtbot.addWidget(fenetre)
        fenetre.show()
        qtbot.waitActive(fenetre)
        widgets[0].setFocus()
        qtbot.waitUntil(widgets[0].hasFocus)

    return montrer


@pytest.mark.parametrize(
    ("tape", "centimes", "montre"),
    [
        ("1234,56", 123456, "1\u202f234,56"),
        ("1 234.5", 123450, "1\u202f234,50"),
        ("500", 50000, "500,00"),
        ("", None, ""),
        ("12,345", None, "12,345"),
        ("-5", None, "-5"),
        ("1e3", None, "1e3"),
    ],
)
def test_un_montant_tape_se_lit_et_se_met_au_propre(
    qtbot: QtBot, page: Callable[..., None], tape: str, centimes: int | None, montre: str
) -> None:
    champ, suivant = MontantEdit(), QLineEdit()
    page(champ, suivant)
    QTest.keyClicks(champ, tape)
    assert champ.centimes() == centimes
    QTest.keyClick(champ, Qt.Key.Key_Tab)
    assert suivant.hasFocus()
    assert champ.text() == montre
    assert bool(champ.erreur) == (centimes is None and tape != "")
    assert bool(champ.property("erreur")) == bool(champ.erreur)
    assert champ.accessibleDescription() == champ.erreur


def test_revenir_dans_un_montant_le_choisit_tout_entier(qtbot: QtBot, page: Callable[..., None]) -> None:
    autre, champ = QLineEdit(), MontantEdit()
    page(autre, champ)
    champ.set_centimes(Centimes(56255))
    QTest.keyClick(autre, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: champ.selectedText() == "562,55")
    QTest.keyClicks(champ, "7")
    assert champ.centimes() == 700


def test_un_montant_dit_une_fois_chaque_changement(qtbot: QtBot, page: Callable[..., None]) -> None:
    champ, suivant = MontantEdit(), QLineEdit()
    page(champ, suivant)
    recus: list[object] = []
    champ.montantChange.connect(recus.append)
    QTest.keyClicks(champ, "12,50")
    QTest.keyClick(champ, Qt.Key.Key_Tab)
    assert recus == [100, 1200, 1250]


def date_edit() -> DateEdit:
    champ = DateEdit()
    champ.definir_aujourdhui(lambda: JOUR)
    return champ


@pytest.mark.parametrize("tape", ["150714", "15/07/14", "15/07/2014", "15.7.2014", "15072014", "2014-07-15"])
def test_une_date_se_tape_comme_on_veut(qtbot: QtBot, page: Callable[..., None], tape: str) -> None:
    champ, suivant = date_edit(), QLineEdit()
    page(champ, suivant)
    QTest.keyClicks(champ, tape)
    QTest.keyClick(champ, Qt.Key.Key_Tab)
    assert champ.date_() == JOUR
    assert champ.text() == "15/07/2014"


def test_une_date_impossible_reste_et_se_dit(qtbot: QtBot, page: Callable[..., None]) -> None:
    champ, suivant = date_edit(), QLineEdit()
    page(champ, suivant)
    QTest.keyClicks(champ, "31022014")
    QTest.keyClick(champ, Qt.Key.Key_Tab)
    assert champ.date_() is None
    assert champ.text() == "31022014"
    assert "15/07/2014" in champ.erreur
    champ.setFocus()
    qtbot.waitUntil(lambda: champ.selectedText() == "31022014")
    QTest.keyClicks(champ, "280214")
    assert not champ.property("erreur")


def test_les_fleches_bougent_d_un_jour_et_d_un_mois(qtbot: QtBot, page: Callable[..., None]) -> None:
    champ = date_edit()
    page(champ)
    QTest.keyClick(champ, Qt.Key.Key_T)
    assert champ.date_() == JOUR
    QTest.keyClick(champ, Qt.Key.Key_Down)
    assert champ.date_() == dt.date(2014, 7, 14)
    QTest.keyClick(champ, Qt.Key.Key_Up)
    QTest.keyClick(champ, Qt.Key.Key_Up)
    assert champ.date_() == dt.date(2014, 7, 16)
    QTest.keyClick(champ, Qt.Key.Key_PageUp)
    assert champ.date_() == dt.date(2014, 8, 16)
    QTest.keyClick(champ, Qt.Key.Key_PageDown)
    assert champ.date_() == dt.date(2014, 7, 16)


def test_le_calendrier_s_ouvre_et_se_prend_au_clavier(qtbot: QtBot, page: Callable[..., None]) -> None:
    champ = date_edit()
    page(champ)
    champ.set_date_(JOUR)
    QTest.keyClick(champ, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    mois = champ.findChild(QCalendarWidget)
    assert mois is not None
    qtbot.waitUntil(mois.isVisible)
    grille = mois.findChild(QWidget, "qt_calendar_calendarview")
    assert grille is not None
    QTest.keyClick(grille, Qt.Key.Key_Right)
    QTest.keyClick(grille, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not mois.isVisible())
    assert champ.date_() == dt.date(2014, 7, 16)
    assert champ.hasFocus()


def test_l_erreur_est_a_cote_du_champ_qu_elle_nomme(qtbot: QtBot, page: Callable[..., None]) -> None:
    bandeau, montant, nom = BandeauErreur(), MontantEdit(), QLineEdit()
    page(nom, montant, bandeau)
    erreurs = ErreursDuFormulaire({"entree": montant, "nom": nom}, bandeau)
    erreurs.montrer("Le solde ne peut pas descendre sous zéro.", "entree")
    assert erreurs.phrase("entree").startswith("Le solde")
    assert montant.hasFocus()
    assert not bandeau.isVisible()
    erreurs.effacer("entree")
    assert erreurs.phrase("entree") == ""
    erreurs.montrer("Un autre poste a modifié ce client.")
    assert bandeau.isVisible()
    assert bandeau.accessibleName() == "Un autre poste a modifié ce client."
    erreurs.effacer()
    assert not bandeau.isVisible()


@pytest.mark.parametrize("gravite", list(Gravite))
def test_chaque_gravite_a_son_bandeau(qtbot: QtBot, gravite: Gravite) -> None:
    bandeau = BandeauErreur()
    qtbot.addWidget(bandeau)
    bandeau.montrer("Une phrase.", gravite)
    assert bandeau.texte() == "Une phrase."
    bandeau.montrer("")
    assert not bandeau.isVisible()
