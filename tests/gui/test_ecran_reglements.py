"""Ventes > Règlements > Liste des règlements: locks seen before any click, filters, menu, other screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from caisse_clients.application.commandes.reglements import Rembourser
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.reglement import DialogueReglement
from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.ecrans.reglements import EcranReglements
from caisse_clients.kernel.argent import Centimes
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.reglements_de_test import (
    CARTE,
    CHEQUE,
    CTRL,
    ESPECES,
    K,
    choisir,
    dialogue_ouvert,
    ecran,
    lignes,
    montre,
    numeros,
)
from tests.gui.ventes_de_test import COMMANDE, encaisser

__all__ = ["ecran", "scene"]


def test_la_liste_montre_tout_et_les_verrous_avant_tout_clic(scene: Scene, ecran: EcranReglements) -> None:
    scene.jusqu_a(lambda: all(numeros(ecran)))
    especes, carte, cheque = lignes(ecran)
    assert cheque == {
        "RC": CHEQUE,
        "Date": "15/07/2014",
        "Tiers": "1 011 · ALBERT Pierre",
        "Type": "Chèque",
        "Montant": "360,00",
        "Référence": "ch. 12",
        "Disponible": "",
        "Statut": "Reçu",
        "Verrou": "",
    }
    assert carte["Verrou"] == "Numérique : commentaire seul"
    assert especes["Disponible"] == "50,00"
    assert ecran._ui.nombreLabel.text() == "3 règlements"
    scene.jusqu_a(lambda: ecran._ui.recuLabel.text() == "Reçu 810,00 €")
    assert (ecran._ui.renduLabel.text(), ecran._ui.disponibleLabel.text()) == ("", "Disponible 50,00 €")


@pytest.mark.parametrize(
    ("filtrer", "attendus"),
    [
        (lambda ui: ui.disponibleCheck.setChecked(True), [ESPECES]),
        (lambda ui: ui.rechercheEdit.setText("ch. 12"), [CHEQUE]),
        (lambda ui: ui.rechercheEdit.setText("00002"), [CARTE]),
        (lambda ui: ui.duEdit.setText("16/07/2014"), []),
        (lambda ui: ui.auEdit.setText("14/07/2014"), []),
    ],
)
def test_chaque_filtre_resserre_la_liste(
    scene: Scene, ecran: EcranReglements, filtrer: Callable[[Any], None], attendus: list[str]
) -> None:
    scene.jusqu_a(lambda: len(lignes(ecran)) == 3 and all(numeros(ecran)))
    filtrer(ecran._ui)
    scene.jusqu_a(lambda: numeros(ecran) == attendus)
    if not attendus:
        assert "Aucun règlement ne correspond" in ecran._grille.accessibleDescription()
    ecran._ui.reinitialiserButton.click()
    scene.jusqu_a(lambda: len(lignes(ecran)) == 3)


def test_le_type_le_statut_et_le_tiers_se_choisissent(scene: Scene, ecran: EcranReglements) -> None:
    ui = ecran._ui
    scene.jusqu_a(lambda: ui.modeCombo.count() > 1)
    for combo, donnee, attendus in (
        (ui.modeCombo, "carte", [CARTE]),
        (ui.statutCombo, "annule", []),
        (ui.statutCombo, "recu", [ESPECES, CARTE, CHEQUE]),
    ):
        combo.setCurrentIndex(combo.findData(donnee))
        combo.activated.emit(combo.currentIndex())
        scene.attendre()
        scene.jusqu_a(partial(montre, ecran, attendus))
        ui.reinitialiserButton.click()
        scene.jusqu_a(lambda: len(lignes(ecran)) == 3)
    ui.tiersEdit.setFocus()
    scene.taper("2643")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: ui.tiersEdit.client() == 2643 and not lignes(ecran))


def test_une_date_illisible_se_dit_et_la_liste_reste(scene: Scene, ecran: EcranReglements) -> None:
    ecran._ui.duEdit.setText("31/02/2014")
    scene.jusqu_a(lambda: bool(ecran._ui.duEdit.property("erreur")))
    assert len(lignes(ecran)) == 3


def test_un_reglement_nomme_par_un_autre_ecran_s_ouvre(scene: Scene, ecran: EcranReglements) -> None:
    ecran._ui.disponibleCheck.setChecked(True)
    scene.fenetre().ouvrir("reglements", reglement=CHEQUE)
    dialogue = dialogue_ouvert(scene, DialogueReglement)
    assert dialogue.windowTitle() == CHEQUE
    scene.touche(K.Key_Escape)
    assert numeros(ecran) == [ESPECES, CARTE, CHEQUE]
    scene.jusqu_a(lambda: (ligne := ecran._ligne()) is not None and ligne.numero == CHEQUE)


def test_un_numero_inconnu_le_dit(scene: Scene, ecran: EcranReglements) -> None:
    scene.fenetre().ouvrir("reglements", reglement="RC-S1-2014-99999")
    scene.jusqu_a(lambda: "RC-S1-2014-99999" in ecran._ui.messageBandeau.texte())


def test_les_reglements_d_un_client_se_demandent_d_ailleurs(scene: Scene, ecran: EcranReglements) -> None:
    scene.fenetre().ouvrir("reglements", client=2643)
    scene.jusqu_a(lambda: ecran._ui.tiersEdit.client() == 2643 and not lignes(ecran))


def test_un_clic_sur_une_cellule_ouvre_l_icone_ouvre_le_menu(scene: Scene, ecran: EcranReglements) -> None:
    scene.jusqu_a(lambda: all(numeros(ecran)))
    grille = ecran._grille
    QTest.mouseClick(
        grille.viewport(),
        Qt.MouseButton.LeftButton,
        pos=grille.visualRect(ecran._modele.index(0, 4)).center(),
    )
    assert dialogue_ouvert(scene, DialogueReglement).windowTitle() == ESPECES
    scene.touche(K.Key_Escape)
    derniere = ecran._modele.columnCount() - 1
    QTest.mouseClick(
        grille.viewport(),
        Qt.MouseButton.LeftButton,
        pos=grille.visualRect(ecran._modele.index(0, derniere)).center(),
    )
    scene.jusqu_a(lambda: any(menu.isVisible() for menu in grille.findChildren(QMenu)))
    next(menu for menu in grille.findChildren(QMenu) if menu.isVisible()).close()


def test_maj_f10_offre_tout_sur_la_ligne(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CARTE)
    scene.touche(K.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = next(menu for menu in ecran._grille.findChildren(QMenu) if menu.isVisible())
    offertes = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert offertes == {
        "Modifier": True,
        "Supprimer": False,
        "Imputer": True,
        "Rembourser le disponible": False,
        "Reçu": True,
        "Pièces jointes": True,
        "Voir les pièces": True,
        "Copier la ligne": True,
    }
    menu.close()


def test_le_recu_s_ouvre(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_P, CTRL)
    assert dialogue_ouvert(scene, DialogueApercu).windowTitle() == f"Reçu {CHEQUE}"
    scene.touche(K.Key_Escape)


def test_les_pieces_et_l_imputation_s_ouvrent(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_Return, CTRL)
    piece = scene.fenetre().ouvrir("piece", piece=COMMANDE)
    assert isinstance(piece, EcranPiece)
    scene.attendre()
    scene.fenetre().ouvrir("reglements")
    choisir(scene, ecran, ESPECES)
    scene.touche(K.Key_F8)
    imputation = scene.fenetre().ouvrir("imputation")
    assert isinstance(imputation, EcranImputation)
    scene.attendre()


def test_un_changement_fait_ailleurs_parait_et_le_choix_reste(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CHEQUE)
    encaisser(scene.atelier, 10_00)
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: len(lignes(ecran)) == 4)
    choisi = ecran._ligne()
    assert choisi is not None
    assert choisi.numero == CHEQUE


def test_la_liste_s_exporte_et_s_imprime_comme_affichee(scene: Scene, ecran: EcranReglements, tmp_path: Path) -> None:
    scene.atelier.faire(Rembourser(ESPECES, "especes", montant=Centimes(20_00)))
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: len(lignes(ecran)) == 4)
    sortie = tmp_path / "règlements.csv"
    scene.boites.fichiers.append(sortie)
    scene.touche(K.Key_E, CTRL)
    ecrites = sortie.read_text(encoding="utf-8-sig").splitlines()
    assert ecrites[0] == "RC;Date;Tiers;Type;Montant;Référence;Disponible;Statut;Verrou"
    assert ";-20,00;" in ecrites[1]  # a file is summed: there, and only there, it has a sign
    assert len(ecrites) == 5
    scene.touche(K.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    apercu = dialogue_ouvert(scene, DialogueApercu)
    assert apercu.windowTitle() == "Règlements"
    assert "rendu 20,00" in " ".join(pages_du_pdf(apercu.apercu._pdf))
    scene.touche(K.Key_Escape)


def test_f3_et_le_bouton_ouvrent_la_saisie_pour_le_client_filtre(scene: Scene, ecran: EcranReglements) -> None:
    scene.fenetre().ouvrir("reglements", client=PIERRE)
    scene.jusqu_a(lambda: ecran._ui.tiersEdit.client() == PIERRE)
    scene.touche(K.Key_F3)
    nouveau: Any = scene.fenetre()._navigation.courant()
    assert nouveau.nom == "nouveau_reglement"
    scene.jusqu_a(lambda: nouveau._ui.tiersCombo.client() == PIERRE)
    scene.attendre()
    scene.repondre(Reponse.OUI)
