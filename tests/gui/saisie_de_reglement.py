"""What tests of *Nouveau règlement* share: the screen before two dues of ALBERT Pierre, and what is seen of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from caisse_clients.application import lectures_ventes
from caisse_clients.domain.vues_ventes import VueReglement
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.nouveau_reglement import EcranNouveauReglement
from tests.gui.fenetre_reelle import Scene
from tests.gui.ventes_de_test import creer_les_pieces

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ecran(scene: Scene) -> Iterator[EcranNouveauReglement]:
    creer_les_pieces(scene.atelier)
    yield scene.ouvrir("nouveau_reglement", EcranNouveauReglement)
    scene.repondre(Reponse.OUI)  # what a test leaves typed is abandoned when the window closes


def nom_du_curseur() -> str:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    return widget.objectName()


def choisir_pierre(scene: Scene) -> None:
    scene.taper("1011")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: nom_du_curseur() == "modeCombo")
    scene.attendre()


def bandeau(ecran: EcranNouveauReglement) -> str:
    return str(ecran._ui.messageBandeau.texte()).replace("\u202f", " ")


def labels(ecran: EcranNouveauReglement) -> tuple[str, ...]:
    ui = ecran._ui
    return tuple(
        label.text().replace("\u202f", " ") for label in (ui.montantTotalLabel, ui.affecteLabel, ui.disponibleLabel)
    )


def a_payer(ecran: EcranNouveauReglement) -> list[str]:
    modele: Any = ecran._ui.documentsTable.model()
    colonne = modele.columnCount() - 1
    return [str(modele.index(rang, colonne).data() or "").replace("\u202f", " ") for rang in range(modele.rowCount())]


def reglement(scene: Scene, numero: str) -> VueReglement:
    with scene.atelier.services.lire() as lecteur:
        return lectures_ventes.reglement(lecteur, numero)


def nombre_de_reglements(scene: Scene) -> int:
    from caisse_clients.domain.vues_ventes import CritereReglements

    with scene.atelier.services.lire() as lecteur:
        return len(lectures_ventes.cles_reglements(lecteur, CritereReglements()))
