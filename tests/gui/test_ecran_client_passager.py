"""Éditions > Extrait détaillé client passager by the keys alone: tickets over their lines, modes, papers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.ecrans.client_passager import EcranClientPassager
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.presentateurs import client_passager as decisions
from tests.gui.editions_de_test import clair, rangees, ticket
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.reglements_de_test import dialogue_ouvert
from tests.gui.ventes_de_test import ligne

__all__ = ["scene"]

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def ecran(scene: Scene) -> EcranClientPassager:
    """Two tickets today, one in June."""
    ticket(scene.atelier, ("Lot de juin", 5_00), modes=(("especes", 5_00),), date=dt.date(2014, 6, 3))
    ticket(scene.atelier, ("Bougie", 12_00), ("Nappe", 35_50), modes=(("especes", 20_00), ("carte", 27_50)))
    ticket(scene.atelier, ("Panier", 22_00), modes=(("carte", 22_00),))
    ecran = scene.ouvrir("client_passager", EcranClientPassager)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 5)
    return ecran


def test_les_tickets_du_jour_et_leurs_lignes(ecran: EcranClientPassager) -> None:
    ui, lues = ecran._ui, rangees(ecran._modele)
    assert ui.periodeCombo.currentText() == "Aujourd'hui"
    assert str(ui.stationCombo.currentData()) == "S1"
    assert [r["Désignation"].strip() for r in lues] == ["2 lignes", "Bougie", "Nappe", "1 ligne", "Panier"]
    assert lues[0]["Payé par"] == "Espèces 20,00 · Carte bancaire 27,50"
    assert [(r["Montant TTC"], r["Total ticket"]) for r in lues[:2]] == [("", "47,50"), ("12,00", "")]
    assert clair(ui.modesLabel.text()) == "Carte bancaire 49,50 €     Espèces 20,00 €"
    assert clair(ui.totalLabel.text()) == "Total 69,50 € TTC"
    assert clair(ui.totauxPied.texte("Total ticket")) == "69,50"
    assert ui.nombreLabel.text() == "2 tickets"


def test_du_clavier_seul_la_periode_les_lignes_le_ticket(scene: Scene, ecran: EcranClientPassager) -> None:
    ui = ecran._ui
    scene.touche(K.Key_F7)
    assert ui.periodeCombo.hasFocus()
    scene.touche(K.Key_Down)
    scene.touche(K.Key_Down)  # Mois précédent
    scene.jusqu_a(lambda: ui.nombreLabel.text() == "1 ticket")
    assert (ui.duEdit.text(), ui.auEdit.text()) == ("01/06/2014", "30/06/2014")
    scene.touche(K.Key_F8)
    assert [r["Désignation"] for r in rangees(ecran._modele)] == ["1 ligne"]
    scene.touche(K.Key_F8)
    assert ecran._modele.rowCount() == 2
    ui.ticketsTable.setFocus()
    scene.touche(K.Key_Down)  # on a line: its ticket opens all the same
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranPiece)))


def test_une_periode_vide_inversee_ou_sans_debut_le_dit(scene: Scene, ecran: EcranClientPassager) -> None:
    ui = ecran._ui
    for texte, message in (("010115", "échangez les deux dates"), ("", decisions.SANS_DEBUT)):
        ui.duEdit.setFocus()
        ui.duEdit.selectAll()
        if texte:
            scene.taper(texte)
        else:
            scene.touche(K.Key_Delete)
        scene.jusqu_a(lambda message=message: message in ui.messageBandeau.texte())  # type: ignore[misc]  # bound now
        assert ui.duEdit.property("erreur")
        assert ecran.empechement("client_passager.imprimer") == decisions.PERIODE_A_CORRIGER
        assert ecran._modele.rowCount() == 5
    ui.auEdit.setText("01/05/2014")
    ui.duEdit.setText("01/05/2014")
    scene.jusqu_a(lambda: ui.nombreLabel.text() == "Aucun ticket")
    assert not ui.messageBandeau.texte()
    assert "le 01/05/2014" in ecran._grille.accessibleDescription()
    assert ecran.empechement("client_passager.exporter") == decisions.VIDE


def test_le_papier_l_export_et_un_nouveau_ticket(scene: Scene, ecran: EcranClientPassager, tmp_path: Path) -> None:
    scene.touche(K.Key_P, CTRL)
    apercu = dialogue_ouvert(scene, DialogueApercu)
    assert apercu.windowTitle() == "Client passager S1 au 2014-07-15"
    apercu.close()
    scene.boites.fichiers.append(tmp_path / "tickets.csv")
    scene.touche(K.Key_E, CTRL)
    assert len((tmp_path / "tickets.csv").read_text(encoding="utf-8-sig").splitlines()) == 6
    scene.atelier.faire(CreerCommande(PIERRE, (ligne(1_00),)))
    ticket(scene.atelier, ("Savon", 3_00), modes=(("especes", 3_00),))
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: ecran._ui.nombreLabel.text() == "3 tickets")
