"""Ctrl+K finds pièces and règlements by any part of their number, and the manuals' paths."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.gui.presentateurs.palette import chercher, parties_de_numero
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.ventes import commander, encaisser, facturer

__all__ = ["scene"]

AKKOUCHE = 2578
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("texte", "parties"),
    [("12", ("-00012", "12")), (" 7 ", ("-00007", "7")), ("00012", ("00012",)), ("FA-S1-2014-12", ("FA-S1-2014-12",))],
)
def test_un_petit_nombre_est_d_abord_un_numero_d_ordre(texte: str, parties: tuple[str, ...]) -> None:
    assert parties_de_numero(texte) == parties


def test_un_numero_se_trouve_entier_ou_en_partie(scene: Scene) -> None:
    commande, facture = commander(scene.atelier, 120000, AKKOUCHE), facturer(scene.atelier, 84000, AKKOUCHE)
    autre = facturer(scene.atelier, 1000, AKKOUCHE)
    rc = encaisser(scene.atelier, 50000, client=AKKOUCHE)
    services = scene.atelier.services

    def trouve(texte: str) -> list[object]:
        return [next(iter(t.parametres.values())) for t in chercher(services, texte)]

    assert trouve(facture.lower()) == [facture]
    assert trouve("fa-s1-2014-00002") == [autre]
    assert {commande, facture, rc} <= set(trouve("1"))
    assert autre in trouve("2")
    assert trouve("akkouche") == [AKKOUCHE], "un nom mène au client, pas à ses pièces"
    assert trouve("zzz9") == []


def test_la_palette_ouvre_la_piece_et_le_chemin_du_manuel(scene: Scene) -> None:
    facture = facturer(scene.atelier, 84000, AKKOUCHE)
    fenetre = scene.fenetre()
    fenetre.ouvrir("imputation")
    scene.attendre()
    scene.touche(Qt.Key.Key_K, CTRL)
    scene.taper(facture)
    palette = fenetre.findChild(QListWidget, "allerAListe")
    assert palette is not None
    scene.jusqu_a(lambda: bool(palette.count()) and facture in palette.item(0).text())
    assert "AKKOUCHE BRIGITTE" in palette.item(0).text()
    scene.touche(Qt.Key.Key_Return)
    onglets = fenetre._onglets
    assert facture in onglets.tabText(onglets.currentIndex())

    fenetre.activateWindow()
    scene.touche(Qt.Key.Key_K, CTRL)
    scene.taper("ventes reglements creer")
    scene.touche(Qt.Key.Key_Return)
    assert isinstance(fenetre._navigation.courant(), EcranImputation)
