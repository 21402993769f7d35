"""Gestion des règlements at size: 5 100 échéances saved by slices, and 100 000 that never hold the window 50 ms."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caisse_clients.application import lectures_editions
from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.domain.echeances import EcheanceSaisie
from caisse_clients.domain.echeancier import LigneAffectation
from caisse_clients.gui.ecrans.gestion_reglements import EcranGestionReglements
from caisse_clients.kernel.argent import Centimes
from tests.gui.affectation_de_test import enregistrees, garnir, menu_ouvert
from tests.gui.editions_de_test import ALAN, clair
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.tours import poster_touche, trop_longs
from tests.gui.ventes_de_test import ligne

__all__ = ["scene"]

FACTURES, PAR_FACTURE = 85, 60
NOMBRE = 100_000
JUILLET = dt.date(2014, 7, 1)
CTRL, MAJ = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_cinq_mille_echeances_s_enregistrent_par_tranches_et_s_arretent(scene: Scene) -> None:
    garnir(scene.atelier)
    parts = tuple(EcheanceSaisie(JUILLET + dt.timedelta(days=n % 31), Centimes(10_00 + n)) for n in range(PAR_FACTURE))
    total = sum(int(part.montant or 0) for part in parts)
    for _ in range(FACTURES):
        brouillon = scene.atelier.faire(CreerFacture(ALAN, (ligne(total),), date=JUILLET, echeances=parts))
        scene.atelier.faire(ValiderFacture(str(brouillon.valeurs["piece"]), date=JUILLET))
    attendues = FACTURES * PAR_FACTURE + 3
    ecran = scene.ouvrir("gestion_reglements", EcranGestionReglements)
    scene.touche(Qt.Key.Key_F2)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == attendues)
    _a_toutes(scene, Qt.Key.Key_F6, Qt.Key.Key_V)
    QTest.keyClick(ecran._grille, Qt.Key.Key_F2)
    tache = ecran._tache
    assert tache is not None
    assert ecran.empechement("gestion_reglements.reglement")
    assert not ecran.peut_fermer()
    tache.progression.connect(lambda fait, _total, _etape: tache.annuler() if fait else None)
    scene.qtbot.waitUntil(lambda: ecran._tache is None, timeout=60_000)
    reste = ecran._changees
    assert 0 < reste < attendues
    assert "Arrêté" in ecran._ui.messageBandeau.texte()
    scene.attendre()
    assert [mode for mode, _ in enregistrees(scene, ecran)].count("virement") == attendues - reste
    QTest.keyClick(ecran._grille, Qt.Key.Key_F2)
    scene.qtbot.waitUntil(lambda: ecran._tache is None, timeout=120_000)
    scene.attendre()
    assert {mode for mode, _ in enregistrees(scene, ecran)} == {"virement"}
    assert ecran._changees == 0
    assert clair(ecran._ui.nombreLabel.text()) == f"{attendues // 1000} {attendues % 1000} échéances"


def _a_toutes(scene: Scene, touche: Qt.Key, lettre: Qt.Key) -> None:
    scene.touche(Qt.Key.Key_A, CTRL)
    scene.touche(touche)
    QTest.keyClick(menu_ouvert(), lettre)
    scene.attendre()


@pytest.fixture
def charge(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 000 échéances, made in the reader thread as the real ones."""

    def lignes(_lecteur: object, ids: Sequence[int]) -> list[LigneAffectation]:
        return [
            LigneAffectation(
                n, f"FA-{n}/1", JUILLET, "411001811", ALAN, "ALAN", f"FA-{n}", "EUR", 10_00 + n, None, "", ""
            )
            for n in ids
        ]

    monkeypatch.setattr(lectures_editions, "cles_affectation", lambda *_: array("q", range(1, NOMBRE + 1)))
    monkeypatch.setattr(lectures_editions, "lignes_affectation", lignes)


@pytest.mark.usefixtures("charge")
def test_aucun_geste_ne_retient_la_fenetre(scene: Scene) -> None:
    garnir(scene.atelier)
    ecran = scene.ouvrir("gestion_reglements", EcranGestionReglements)
    scene.touche(Qt.Key.Key_F2)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == NOMBRE)
    gestes: dict[str, Callable[[], object]] = {
        "tout choisir": lambda: poster_touche(Qt.Key.Key_A, CTRL),
        "donner un mode à toutes": lambda: ecran._donner(7, "virement"),
        "et une banque": lambda: ecran._donner(8, "BNP"),
        "un autre mode": lambda: ecran._donner(7, "carte"),
        "défaire": lambda: poster_touche(Qt.Key.Key_Z, CTRL),
        "défaire encore": lambda: poster_touche(Qt.Key.Key_Z, CTRL),
        "la dernière": lambda: poster_touche(Qt.Key.Key_End, CTRL),
        "une page": lambda: poster_touche(Qt.Key.Key_PageUp),
        "jusqu'à la première": lambda: poster_touche(Qt.Key.Key_Home, CTRL | MAJ),
        "une ligne de moins": lambda: poster_touche(Qt.Key.Key_Down, MAJ),
        "changer de colonne": lambda: poster_touche(Qt.Key.Key_Right),
        "relire": lambda: poster_touche(Qt.Key.Key_F5),
    }
    assert trop_longs(scene, gestes) == {}
    ecran._saisies.oublier()
    ecran._redessiner()
