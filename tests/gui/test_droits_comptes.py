"""What a person may not do is greyed with its reason, and no key, button or Entrée gets round it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from caisse_clients.application.services import Utilisateur
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.gui.taches import Taches
from tests.atelier import Atelier
from tests.gui.caisse import Caisse
from tests.gui.manuel import remplir


@pytest.fixture
def lecteur(qtbot: QtBot, atelier_sqlite: Atelier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caisse]:
    """Somebody who may only look."""
    monkeypatch.setitem(os.environ, "CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    remplir(atelier_sqlite.services.executer)
    attendre = Taches.attendre_pret

    def sans_droits(taches: Taches, secondes: float = 60.0) -> object:
        services = attendre(taches, secondes)
        services.utilisateur = Utilisateur("LUC", "Luc", Role.CAISSIER, frozenset({Droit.CONSULTER}))
        return services

    monkeypatch.setattr(Taches, "attendre_pret", sans_droits)
    caisse = Caisse(qtbot, atelier_sqlite, tmp_path)
    yield caisse
    caisse.fermer()


def test_qui_ne_peut_que_consulter_voit_pourquoi_et_n_ouvre_aucun_dialogue(lecteur: Caisse) -> None:
    lecteur.chercher_pierre()
    lecteur.choisir_le_compte(0)
    for nom in ("nouveau_compte", "nouvelle_ecriture", "solder", "contrepasser", "recu"):
        assert not lecteur.qaction(nom).isEnabled()
        assert "Il faut le droit de" in lecteur.qaction(nom).toolTip()
    assert not lecteur.widget("nouveauCompteButton").isEnabled()
    lecteur.touche(Qt.Key.Key_F8)
    lecteur.table("comptesTable").setFocus()
    lecteur.touche(Qt.Key.Key_Return)
    lecteur.qtbot.wait(200)
    assert lecteur.fenetre.findChildren(QDialog) == []
    assert lecteur.qaction("exporter_comptes").isEnabled()


def test_la_touche_d_une_action_interdite_dit_le_droit_qui_manque(lecteur: Caisse) -> None:
    lecteur.chercher_pierre()
    lecteur.choisir_le_compte(0)
    lecteur.touche(Qt.Key.Key_F8)
    assert "solder un compte client" in lecteur.fenetre.statusBar().currentMessage()


def test_les_largeurs_de_colonnes_sont_gardees(lecteur: Caisse, tmp_path: Path) -> None:
    lecteur.table("clientsTable").horizontalHeader().resizeSection(0, 133)
    lecteur.qaction("fermer").trigger()
    lecteur.fenetre.ouvrir("comptes_clients")
    assert lecteur.table("clientsTable").horizontalHeader().sectionSize(0) == 133
