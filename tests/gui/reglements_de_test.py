"""What tests of règlements share: three règlements in the list, and short ways to open them."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from caisse_clients.application import lectures_ventes
from caisse_clients.domain.vues_ventes import VueReglement
from caisse_clients.gui.dialogues.reglement import DialogueReglement
from caisse_clients.gui.ecrans.reglements import EcranReglements
from tests.gui.fenetre_reelle import Scene
from tests.gui.ventes_de_test import COMMANDE, FACTURE, creer_les_pieces, encaisser

D = TypeVar("D", bound=QDialog)
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CHEQUE, CARTE, ESPECES = "RC-S1-2014-00001", "RC-S1-2014-00002", "RC-S1-2014-00003"


@pytest.fixture
def ecran(scene: Scene) -> EcranReglements:
    """A cheque of 360,00 on the commande, a card of 400,00 on the facture, 50,00 of cash that pays nothing."""
    creer_les_pieces(scene.atelier)
    assert encaisser(scene.atelier, 360_00, piece=COMMANDE, reference="ch. 12") == CHEQUE
    assert encaisser(scene.atelier, 400_00, "carte", FACTURE) == CARTE
    assert encaisser(scene.atelier, 50_00, "especes") == ESPECES
    return scene.ouvrir("reglements", EcranReglements)


def lignes(ecran: EcranReglements) -> list[dict[str, str]]:
    modele: Any = ecran._modele
    titres = [colonne.titre for colonne in modele.colonnes]
    return [
        {
            titre: str(modele.index(rang, n).data() or "").replace("\u202f", " ")
            for n, titre in enumerate(titres)
            if titre
        }
        for rang in range(modele.rowCount())
    ]


def numeros(ecran: EcranReglements) -> list[str]:
    return [ligne["RC"] for ligne in lignes(ecran)]


def montre(ecran: EcranReglements, attendus: list[str]) -> bool:
    return numeros(ecran) == attendus


def choisir(scene: Scene, ecran: EcranReglements, numero: str) -> None:
    scene.jusqu_a(lambda: numero in numeros(ecran))
    ecran._grille.choisir_rang(numeros(ecran).index(numero))
    ecran._grille.setFocus()
    scene.attendre()


def dialogue_ouvert(scene: Scene, classe: type[D]) -> D:
    """Wait for a dialog; offscreen, nobody else gives it the keyboard."""
    scene.jusqu_a(lambda: any(isinstance(d, classe) and d.isVisible() for d in QApplication.topLevelWidgets()))
    trouve = next(d for d in QApplication.topLevelWidgets() if isinstance(d, classe) and d.isVisible())
    assert isinstance(trouve, classe)
    trouve.activateWindow()
    scene.jusqu_a(trouve.isActiveWindow)
    scene.attendre()
    return trouve


def ouvrir(scene: Scene, ecran: EcranReglements, numero: str) -> DialogueReglement:
    choisir(scene, ecran, numero)
    scene.touche(K.Key_Return)
    return dialogue_ouvert(scene, DialogueReglement)


def lu(scene: Scene, numero: str) -> VueReglement:
    with scene.atelier.services.lire() as lecteur:
        return lectures_ventes.reglement(lecteur, numero)


def remplacer(scene: Scene, champ: Any, texte: str) -> None:
    champ.setFocus()
    champ.selectAll()
    scene.taper(texte)
