"""Commandes and factures of ALBERT Pierre, and the menu of a row by the keys alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite
from tests.gui.fenetre_reelle import Scene
from tests.gui.manuel import PIERRE

LIGNES = (
    LigneSaisie("Salon de jardin", prix_ttc=Centimes(90000), taux_tva=Pourcent(2000)),
    LigneSaisie("Parasol", quantite=Quantite(2000), prix_ttc=Centimes(15000), taux_tva=Pourcent(2000)),
)
"""900 + 2 × 150 = 1 200,00 TTC."""


def commander(scene: Scene, client: int = PIERRE) -> str:
    """Create a commande of 1 200,00 and return its number."""
    return str(scene.atelier.faire(CreerCommande(client, LIGNES)).valeurs["piece"])


def brouillon(scene: Scene, client: int = PIERRE) -> str:
    """Create a draft of 1 200,00 and return its number."""
    return str(scene.atelier.faire(CreerFacture(client, LIGNES)).valeurs["piece"])


def facturer(scene: Scene, client: int = PIERRE) -> str:
    """Create a validated facture of 1 200,00 and return its number."""
    return str(scene.atelier.faire(ValiderFacture(brouillon(scene, client))).valeurs["piece"])


def regler(scene: Scene, piece: str, montant: int = 36000, mode: str = "cheque") -> str:
    """Pay so much of a pièce of PIERRE's and return the RC number."""
    paye = Centimes(montant)
    commande = EnregistrerReglement(PIERRE, mode, paye, imputations=(Affectee(piece=piece, montant=paye),))
    return str(scene.atelier.faire(commande).valeurs["reglement"])


def rangee(grille: Grille, rang: int = 0) -> list[str]:
    """Return a row as shown, amounts with ordinary spaces, without its last column."""
    modele = grille.modele
    textes = [str(modele.index(rang, c).data() or "") for c in range(modele.columnCount() - 1)]
    return [texte.replace("\u202f", " ") for texte in textes]


def menu_ouvert(scene: Scene) -> QMenu:
    """Return the menu of the row, once it is in sight."""

    def visibles() -> list[QMenu]:
        return [menu for menu in scene.fenetre().findChildren(QMenu) if menu.isVisible()]

    scene.jusqu_a(lambda: len(visibles()) == 1)
    return visibles()[0]


def aller_a_l_entree(menu: QMenu, texte: str) -> None:
    """Go down to an entry, greyed or not, by the arrow."""
    for _ in range(len(menu.actions()) + 1):
        if menu.activeAction() is not None and menu.activeAction().text() == texte:
            return
        QTest.keyClick(menu, Qt.Key.Key_Down)
    raise AssertionError(f"no entry « {texte} »")


def choisir_dans_le_menu(scene: Scene, texte: str) -> None:
    """Entrée on the row, arrows to the entry, Entrée."""
    scene.touche(Qt.Key.Key_Return)
    menu = menu_ouvert(scene)
    aller_a_l_entree(menu, texte)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    scene.attendre()


def dialogue(scene: Scene, nom: str) -> Any:
    """Wait for a dialog and return it."""

    def visibles() -> list[QDialog]:
        return [d for d in scene.fenetre().findChildren(QDialog, nom) if d.isVisible()]

    scene.jusqu_a(lambda: bool(visibles()))
    trouve = visibles()[0]
    trouve.activateWindow()
    scene.jusqu_a(trouve.isActiveWindow)
    return trouve


def ferme(scene: Scene, nom: str) -> bool:
    """Tell whether no dialog of that name is in sight."""
    return not any(d.isVisible() for d in scene.fenetre().findChildren(QDialog, nom))
