"""Stops of the tour on the treasury: échéances selected, all given a mode at once, saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from caisse_clients.gui.visite.etapes_comptes import F2
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide


def _selection(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("gestion_reglements")
    g.taper("debutEdit", "01/01/2010")
    g.widget("modeSansRadio").setFocus()
    g.touche(Qt.Key.Key_Space)


def _donner(g: Guide, touche: Qt.Key) -> None:
    g.touche(Qt.Key.Key_F6)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)  # F6 opens it
    QTest.keyClick(menu, touche)
    g.reposer()


def _plusieurs(g: Guide) -> None:
    g.touche(F2)
    table = g.widget("affectationTable")
    g.attendre("les échéances", lambda: table.model().rowCount() > 0)
    for _ in range(4):
        g.touche(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _donner(g, Qt.Key.Key_Return)


def _enregistrees(g: Guide) -> None:
    g.touche(Qt.Key.Key_Z, CTRL)
    _donner(g, Qt.Key.Key_V)
    g.touche(F2)


ETAPES = (
    Etape("Gestion des règlements", "Le mois en cours s'offre ; ici, tout ce qui n'a pas de mode.", _selection),
    Etape("Plusieurs lignes à la fois (F6)", "Elles disent « modifié » : rien n'est enregistré.", _plusieurs),
    Etape("Défaire, refaire, enregistrer", "Ctrl+Z défait, F2 enregistre et dit combien.", _enregistrees),
)  # fmt: skip
