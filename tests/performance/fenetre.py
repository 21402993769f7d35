"""The real window in a process of its own, as ``processus`` starts it: ``peinte``, ``clients`` or ``gestes``."""

from __future__ import annotations

import os
import sys
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from caisse_clients import bootstrap
from caisse_clients.config import charger_reglages
from caisse_clients.gui.fenetre_principale import FenetrePrincipale


def _guetter(but: str) -> None:
    """Say ``fait`` and leave when the window started as a person starts it has come to ``but``."""
    minuteur = QTimer()

    class Guettee(FenetrePrincipale):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[arg-type]
            self.peinte.connect(self._est_peinte)

        def _est_peinte(self) -> None:
            if but == "peinte":
                _finir()
            minuteur.timeout.connect(self._a_des_clients)
            minuteur.start(2)

        def _a_des_clients(self) -> None:
            grille = self.findChild(QTableView, "clientsTable")
            modele = None if grille is None else grille.model()
            if modele is not None and modele.rowCount() > 100 and modele.index(99, 1).data():
                _finir()

    vars(bootstrap)["FenetrePrincipale"] = Guettee  # the composition root makes the window that tells
    bootstrap.lancer_fenetre(charger_reglages(os.environ))


def _finir() -> None:
    print("fait", flush=True)
    os._exit(0)  # what is measured is over: threads and base need no farewell


def _gestes() -> None:
    from PySide6.QtTest import QTest

    from caisse_clients.gui.application import creer_application
    from caisse_clients.gui.theme import appliquer_theme
    from caisse_clients.gui.widgets.grille import Grille
    from tests.performance.grille import Pauses, memoire, million, parcourir, tourner

    application = creer_application(sys.argv[:1])
    appliquer_theme(application, False)
    reglages = charger_reglages(os.environ)
    fenetre = bootstrap.build_window(reglages.base, utilisateur="")
    fenetre.resize(1366, 768)
    fenetre.show()
    ecran = fenetre.ouvrir("comptes_clients")
    grille = cast("Grille", ecran.findChild(Grille, "clientsTable"))
    _attendre(lambda: grille.model().rowCount() > 100)
    tourner(1.0)
    depart = memoire()
    print(f"memoire={depart}")
    pauses = Pauses()
    pauses.repartir()
    parcourir(grille, 400)
    print(f"pause_parcours={pauses.plus_longue * 1000}")
    print(f"parcours={max(memoire() - depart, 0.0)}")
    champ = cast("QLineEdit", ecran.findChild(QLineEdit, "nomClientEdit"))
    champ.setFocus()
    pauses.repartir()
    for lettre in ("m", "a", "r", "t", "i", "n"):
        QTest.keyClicks(champ, lettre)
        tourner(0.12)
    tourner(0.8)
    for _ in range(6):
        QTest.keyClick(champ, Qt.Key.Key_Backspace)
        tourner(0.05)
    tourner(0.8)
    print(f"pause_frappe={pauses.plus_longue * 1000}")
    code = cast("QLineEdit", ecran.findChild(QLineEdit, "codeClientEdit"))
    code.setFocus()
    pauses.repartir()
    QTest.keyClicks(code, "1")
    tourner(0.6)
    grille.selectRow(0)
    tourner(1.0)
    print(f"pause_comptes={pauses.plus_longue * 1000}")
    fenetre.close()
    gain, pause = million()
    print(f"million={gain}")
    print(f"pause_million={pause * 1000}")
    sys.stdout.flush()
    os._exit(0)


def _attendre(condition) -> None:  # type: ignore[no-untyped-def]
    from tests.performance.grille import tourner

    for _ in range(1_000):
        tourner(0.01)
        if condition():
            return
    raise TimeoutError("the window never came to the state waited for")


if __name__ == "__main__":
    if sys.argv[1] == "gestes":
        _gestes()
    else:
        _guetter(sys.argv[1])
    QApplication.quit()
