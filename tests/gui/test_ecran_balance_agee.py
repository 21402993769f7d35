"""Éditions > Balance âgée by the keys alone: any date, letters, totals and bars, the statement behind a row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.ecrans.balance_agee import EcranBalanceAgee
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.ecrans.releve_client import EcranReleveClient
from caisse_clients.gui.presentateurs import balance_agee as decisions
from caisse_clients.gui.theme import appliquer_theme, jetons
from tests.gui.editions_de_test import AKKOUCHE, ALAN, clair, facturer, manuel, rangees
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.reglements_de_test import dialogue_ouvert

__all__ = ["scene"]

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ecran(scene: Scene) -> EcranBalanceAgee:
    """AKKOUCHE owes since April, ALAN since July; ALBERT Pierre has two comptes acompte."""
    manuel(scene.atelier)
    facturer(scene.atelier, ALAN, 200_00, dt.date(2014, 7, 1))
    ecran = scene.ouvrir("balance_agee", EcranBalanceAgee)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 3)
    return ecran


def test_la_balance_du_jour_ses_totaux_ses_barres(ecran: EcranBalanceAgee) -> None:
    ui = ecran._ui
    lues = {r["Client"]: {titre: texte for titre, texte in r.items() if texte} for r in rangees(ecran._modele)}
    assert lues["2 578 · AKKOUCHE BRIGITTE"] == {
        "Client": "2 578 · AKKOUCHE BRIGITTE",
        "+ 90 j": "2 250,00",
        "Disponibles": "1 000,00",
        "Solde": "1 250,00",
    }
    assert lues["1 811 · ALAN"]["1-30 j"] == "200,00"
    assert lues["1 011 · ALBERT Pierre"]["Solde"] == "1 062,55 en faveur"
    assert clair(ui.totauxPied.texte("Solde")) == "387,45"
    assert clair(ui.soldeLabel.text()) == "Au 15/07/2014 :\n387,45 € dus par les clients"
    assert "+ 90 j 2 250,00 €  ·  92 %" in clair(ui.agesBarres.accessibleDescription())
    assert ui.nombreLabel.text() == "3 clients"


def test_du_clavier_seul_chercher_ouvrir_le_releve(scene: Scene, ecran: EcranBalanceAgee) -> None:
    ui = ecran._ui
    assert ui.rechercheEdit.hasFocus()
    scene.taper("akk")
    assert [r["Client"] for r in rangees(ecran._modele)] == ["2 578 · AKKOUCHE BRIGITTE"]
    assert clair(ui.totauxPied.texte("Solde")) == "1 250,00"
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranReleveClient)))
    releve = scene.fenetre().findChildren(EcranReleveClient)[0]
    scene.jusqu_a(lambda: clair(releve._ui.soldeLabel.text()) == "Au 15/07/2014 : 1 250,00 € dû par le client")
    assert releve._ui.restantRadio.isChecked()
    assert releve._ui.tiersEdit.client() == AKKOUCHE


def test_les_fleches_choisissent_pendant_la_recherche(scene: Scene, ecran: EcranBalanceAgee) -> None:
    scene.touche(K.Key_Down)
    scene.touche(K.Key_Down)
    assert ecran._ui.rechercheEdit.hasFocus()
    ligne = ecran._ligne()
    assert ligne is not None
    assert ligne.client_nom == "ALBERT Pierre"
    scene.touche(K.Key_Return, CTRL)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranFicheClient)))


def test_une_autre_date_et_une_date_impossible(scene: Scene, ecran: EcranBalanceAgee) -> None:
    ui = ecran._ui
    ui.auEdit.setFocus()
    ui.auEdit.selectAll()
    scene.taper("100414")
    scene.jusqu_a(lambda: [r["1-30 j"] for r in rangees(ecran._modele)] == ["1 500,00", ""])
    ui.auEdit.selectAll()
    scene.taper("310214")
    scene.jusqu_a(lambda: bool(ui.messageBandeau.texte()))
    assert ui.auEdit.property("erreur")
    assert ecran.empechement("balance_agee.imprimer") == decisions.DATE_A_CORRIGER
    assert ecran._modele.rowCount() == 2
    ui.auEdit.selectAll()
    scene.taper("010110")
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 0)
    assert not ui.messageBandeau.texte()
    assert ecran._grille.accessibleDescription() == "Au 01/01/2010, aucun client ne doit rien et n'a rien d'avance."


def test_un_clic_sur_un_titre_trie_et_le_papier_suit_l_ecran(
    scene: Scene, ecran: EcranBalanceAgee, tmp_path: Path
) -> None:
    solde = [colonne.titre for colonne in ecran._modele.colonnes].index("Solde")
    ecran._grille.horizontalHeader().sectionClicked.emit(solde)
    assert [r["Solde"] for r in rangees(ecran._modele)] == ["1 062,55 en faveur", "200,00", "1 250,00"]
    scene.touche(K.Key_P, CTRL)
    apercu = dialogue_ouvert(scene, DialogueApercu)
    assert apercu.windowTitle() == "Balance âgée au 2014-07-15"
    apercu.close()
    scene.boites.fichiers.append(tmp_path / "balance.xlsx")
    scene.touche(K.Key_E, CTRL)
    assert (tmp_path / "balance.xlsx").stat().st_size > 1000


def test_les_barres_se_peignent_aux_couleurs_du_theme(qapp: QApplication, ecran: EcranBalanceAgee) -> None:
    barres = ecran._ui.agesBarres
    for sombre in (False, True):
        appliquer_theme(qapp, sombre)
        image = barres.grab().toImage()
        haut = image.height() * 9 // 10  # the last bar, the longest
        couleurs = {image.pixelColor(x, haut).name() for x in range(image.width())}
        assert jetons().erreur in couleurs
    appliquer_theme(qapp, False)
