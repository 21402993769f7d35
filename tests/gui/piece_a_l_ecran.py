"""What the tests of the screen of a pièce share: articles, pièces already there, keys in the cells."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.lectures_ventes import piece
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]

PIERRE = 1011
ENTREE, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2
CTRL, ALT, MAJ = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def articles(scene: Scene) -> Scene:
    """Three articles for sale."""
    for code, libelle, taux, prix in (
        ("VIS", "Vis inox 4x40", 20_00, 12_50),
        ("VISA", "Visseuse à batterie", 20_00, 129_00),
        ("LIVRE", "Livre relié", 5_50, 24_90),
    ):
        scene.atelier.faire(CreerArticle(code, libelle, taux_tva=Pourcent(taux), prix_ttc=Centimes(prix)))
    return scene


def lire(scene: Scene, numero: str) -> VuePiece:
    with scene.atelier.services.lire() as lecteur:
        return piece(lecteur, numero)


def nouvelle(scene: Scene, quoi: str = "commande", **parametres: object) -> EcranPiece:
    return scene.ouvrir("piece", EcranPiece, nouveau=quoi, **parametres)


def ouvrir(scene: Scene, numero: str, **parametres: object) -> EcranPiece:
    return scene.ouvrir("piece", EcranPiece, piece=numero, **parametres)


def courant(scene: Scene) -> EcranPiece:
    ecran = scene.fenetre()._navigation.courant()
    assert isinstance(ecran, EcranPiece)
    return ecran


def case(ecran: EcranPiece) -> tuple[int, str] | None:
    return ecran._ui.lignesTable.case()


def taper(scene: Scene, *cases: str) -> None:
    """Type in one cell after another, Entrée between them."""
    for texte in cases:
        scene.taper(texte)
        scene.touche(ENTREE)


def commande_de_1200(scene: Scene, **champs: Any) -> str:
    lignes = (LigneSaisie("Table", Quantite(2_000), prix_ttc=Centimes(600_00), taux_tva=Pourcent(20_00)),)
    return str(scene.atelier.faire(CreerCommande(PIERRE, lignes, **champs)).valeurs["piece"])


def brouillon_de_1200(scene: Scene) -> str:
    lignes = (LigneSaisie("Table", prix_ttc=Centimes(1_200_00), taux_tva=Pourcent(20_00)),)
    return str(scene.atelier.faire(CreerFacture(PIERRE, lignes)).valeurs["piece"])


def acompte(scene: Scene, numero: str, montant: int) -> str:
    encaisse = EnregistrerReglement(PIERRE, "cheque", Centimes(montant), imputations=(Affectee(piece=numero),))
    return str(scene.atelier.faire(encaisse).valeurs["reglement"])
