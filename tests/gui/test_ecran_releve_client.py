"""Éditions > Extrait compte client by the keys alone: the manual's example, what a row opens, papers, all clients."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.domain.releves import SorteReleve
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.dialogues.releves import DialogueReleves, un_pdf_par_client
from caisse_clients.gui.ecrans.comptes_clients import EcranComptesClients
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.ecrans.releve_client import EcranReleveClient
from caisse_clients.gui.presentateurs import releve_client as decisions
from caisse_clients.gui.presentateurs.releves_en_lot import Lot
from tests.gui.editions_de_test import AKKOUCHE, ALAN, clair, facturer, manuel, rangees
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.reglements_de_test import dialogue_ouvert

__all__ = ["scene"]

K = Qt.Key
CTRL, ALT, MAJ = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def ouvrir(scene: Scene, client: int | None = None) -> EcranReleveClient:
    ecran = scene.ouvrir("releve_client", EcranReleveClient, **({} if client is None else {"client": client}))
    scene.attendre()
    return ecran


def reposer(scene: Scene) -> None:
    """Let the rest after typing pass, and what it asked come."""
    scene.qtbot.wait(220)
    scene.attendre()


def test_l_exemple_du_manuel_du_clavier_seul(scene: Scene) -> None:
    factures = manuel(scene.atelier)
    scene.fenetre()
    scene.touche(K.Key_8, CTRL)  # Éditions > Extrait compte client
    ecran = scene.fenetre().ouvrir("releve_client")
    assert isinstance(ecran, EcranReleveClient)
    ui = ecran._ui
    scene.attendre()
    assert ui.tiersEdit.hasFocus()
    assert ui.releveTable.accessibleDescription() == decisions.SANS_CLIENT
    assert (ui.duEdit.text(), ui.auEdit.text()) == ("01/01/2014", "31/12/2014")
    scene.taper("akk")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 4)
    lues = rangees(ecran._modele)
    assert [(r["Débit"], r["Crédit"], r["Solde courant"]) for r in lues] == [
        ("", "", "0,00"),
        ("1 500,00", "", "1 500,00"),
        ("750,00", "", "2 250,00"),
        ("", "1 000,00", "1 250,00"),
    ]
    assert [r["Référence"] for r in lues] == ["", *factures]
    assert lues[0]["Description"] == "Solde au 01/01/2014"
    pied = {titre: clair(ui.totauxPied.texte(titre)) for titre in ("Débit", "Crédit", "Solde courant")}
    assert pied == {"Débit": "2 250,00", "Crédit": "1 000,00", "Solde courant": "1 250,00"}
    assert clair(ui.soldeLabel.text()) == "Au 31/12/2014 : 1 250,00 € dû par le client"
    assert ui.nombreLabel.text() == "3 mouvements"
    scene.jusqu_a(ui.releveTable.hasFocus)
    scene.touche(K.Key_Return)  # the first movement is chosen: Entrée opens it at once
    piece = QApplication.focusWidget()
    assert piece is not None
    assert scene.fenetre().findChildren(EcranPiece)


def test_restant_du_donne_le_meme_solde_et_le_ht_se_montre(scene: Scene) -> None:
    manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    ui = ecran._ui
    assert "HT" not in [ecran._modele.colonnes[rang].titre for rang in ui.releveTable.colonnes_affichees()]
    scene.touche(K.Key_H, ALT)
    scene.jusqu_a(ui.htCheck.isChecked)
    assert "HT" in [ecran._modele.colonnes[rang].titre for rang in ui.releveTable.colonnes_affichees()]
    assert [r["HT"] for r in rangees(ecran._modele)] == ["", "1 250,00", "625,00", ""]
    assert clair(ui.totauxPied.texte("HT")) == "1 875,00"
    scene.touche(K.Key_R, ALT)
    scene.jusqu_a(lambda: ui.nombreLabel.text() == "3 lignes ouvertes")
    assert clair(ui.soldeLabel.text()) == "Au 31/12/2014 : 1 250,00 € dû par le client"
    assert not ui.duEdit.isEnabled()
    assert not ui.htCheck.isChecked()
    scene.touche(K.Key_C, ALT)
    scene.jusqu_a(lambda: ui.nombreLabel.text() == "3 mouvements")


def test_la_periode_se_choisit_se_tape_et_se_corrige(scene: Scene) -> None:
    manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    ui = ecran._ui
    ui.periodeCombo.setFocus()
    scene.touche(K.Key_Down)  # Exercice précédent
    scene.touche(K.Key_Down)  # Ce mois
    scene.jusqu_a(lambda: (ui.duEdit.text(), ui.auEdit.text()) == ("01/07/2014", "31/07/2014"))
    scene.jusqu_a(lambda: ui.nombreLabel.text() == "Aucun mouvement")
    (seule,) = rangees(ecran._modele)
    assert seule["Description"] == "Solde au 01/07/2014 ; aucun mouvement jusqu'au 31/07/2014"
    assert seule["Solde courant"] == "1 250,00"
    scene.touche(K.Key_U, ALT)
    assert ui.duEdit.hasFocus()
    ui.duEdit.selectAll()
    scene.taper("010814")
    reposer(scene)
    assert "échangez les deux dates" in ui.messageBandeau.texte()
    assert ui.duEdit.property("erreur")
    assert ecran.empechement("releve_client.imprimer") == decisions.PERIODE_A_CORRIGER
    ui.duEdit.selectAll()
    scene.taper("120414")
    reposer(scene)
    assert not ui.messageBandeau.texte()
    assert not ui.duEdit.property("erreur")
    assert [r["Solde courant"] for r in rangees(ecran._modele)] == ["1 500,00", "2 250,00", "1 250,00"]
    assert ui.periodeCombo.currentText() == "Autres dates"


def test_un_client_sans_mouvement_le_dit_et_s_imprime_quand_meme(scene: Scene) -> None:
    ecran = ouvrir(scene, ALAN)
    assert ecran._modele.rowCount() == 0
    assert ecran._grille.accessibleDescription().startswith("Aucun mouvement du 01/01/2014 au 31/12/2014.")
    assert ecran._ui.soldeLabel.text() == "Au 31/12/2014 : compte soldé"
    assert ecran.empechement("releve_client.imprimer") == ""
    assert ecran.empechement("releve_client.exporter")


def test_chaque_ligne_ouvre_ce_qu_elle_est(scene: Scene) -> None:
    facture, _, reglement = manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    ouverts: list[object] = []

    def noter(nom: str, **parametres: object) -> QWidget:
        ouverts.append((nom, parametres))
        return ecran

    ecran.contexte = replace(ecran.contexte, ouvrir=noter, dire=ouverts.append)
    for rang in (0, 1, 3):
        ecran._grille.choisir_rang(rang)
        ecran._grille.setFocus()
        scene.touche(K.Key_Return)
    assert ouverts == [
        decisions.RIEN_A_OUVRIR,
        ("piece", {"piece": facture}),
        ("reglements", {"reglement": reglement}),
    ]


def test_un_compte_client_s_ouvre_et_la_fiche_aussi(scene: Scene) -> None:
    ecran = ouvrir(scene, PIERRE)
    assert [r["Référence"] for r in rangees(ecran._modele)] == ["", "Compte 266"]
    assert clair(ecran._ui.soldeLabel.text()) == "Au 31/12/2014 : 1 062,55 € en faveur du client"
    ecran._grille.setFocus()
    scene.touche(K.Key_F6)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranComptesClients)))
    ouvrir(scene, PIERRE)
    scene.touche(K.Key_Return, CTRL)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranFicheClient)))


def test_le_releve_s_ouvre_depuis_la_fiche(scene: Scene) -> None:
    manuel(scene.atelier)
    scene.ouvrir("fiche_client", EcranFicheClient, client=AKKOUCHE, onglet="gestion")
    scene.touche(K.Key_B, CTRL)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranReleveClient)))
    ecran = scene.fenetre().findChildren(EcranReleveClient)[0]
    scene.jusqu_a(lambda: ecran._ui.nombreLabel.text() == "3 mouvements")
    assert scene.fenetre().windowTitle().startswith("Extrait AKKOUCHE BRIGITTE")


def test_la_balance_demande_un_jour_et_une_sorte(scene: Scene) -> None:
    manuel(scene.atelier)
    ecran = scene.ouvrir(
        "releve_client", EcranReleveClient, client=AKKOUCHE, au=dt.date(2014, 4, 6), sorte=SorteReleve.RESTANT_DU
    )
    scene.jusqu_a(lambda: clair(ecran._ui.soldeLabel.text()) == "Au 06/04/2014 : 1 500,00 € dû par le client")
    assert ecran._ui.restantRadio.isChecked()


def test_une_ecriture_faite_ailleurs_se_voit_la_ligne_reste_choisie(scene: Scene) -> None:
    facture, _, _ = manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    ecran._grille.choisir_rang(1)
    facturer(scene.atelier, AKKOUCHE, 10_00, dt.date(2014, 3, 1))
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: ecran._ui.nombreLabel.text() == "4 mouvements")
    ligne = ecran._ligne()
    assert ligne is not None
    assert ligne.piece == facture
    assert ecran._grille.currentIndex().row() == 2


def test_le_papier_se_montre_et_la_grille_s_exporte(scene: Scene, tmp_path: Path) -> None:
    manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    scene.touche(K.Key_P, CTRL)
    apercu = dialogue_ouvert(scene, DialogueApercu)
    assert apercu.windowTitle() == "Relevé 2578 activité au 2014-12-31"
    apercu.close()
    ecran._ui.releveTable.setFocus()
    scene.boites.fichiers.append(tmp_path / "releve.csv")
    scene.touche(K.Key_E, CTRL)
    texte = (tmp_path / "releve.csv").read_text(encoding="utf-8-sig")
    assert len(texte.splitlines()) == 5
    assert "1500,00" in texte


def test_les_releves_de_tous_les_clients_en_un_pdf_ou_un_par_client(scene: Scene, tmp_path: Path) -> None:
    manuel(scene.atelier)
    ouvrir(scene)
    scene.touche(K.Key_F8)
    dialogue = dialogue_ouvert(scene, DialogueReleves)
    assert dialogue._ui.nombreLabel.text().startswith("2 clients ont un solde au 31/12/2014")
    scene.touche(K.Key_F2)
    dialogue_ouvert(scene, DialogueApercu).close()
    scene.touche(K.Key_F8)
    dialogue = dialogue_ouvert(scene, DialogueReleves)
    scene.touche(K.Key_Down)
    assert dialogue._ui.separesRadio.isChecked()
    scene.boites.fichiers.append(tmp_path)
    scene.touche(K.Key_F2)
    scene.attendre()
    assert sorted(fichier.name for fichier in tmp_path.glob("*.pdf")) == ["releve-1011.pdf", "releve-2578.pdf"]
    assert scene.fenetre().statusBar().currentMessage() == f"2 relevés dans {tmp_path}."


def test_les_releves_de_tous_s_arretent(scene: Scene, tmp_path: Path) -> None:
    manuel(scene.atelier)
    ecran = ouvrir(scene)
    lot = Lot(None, dt.date(2014, 12, 31), "", SorteReleve.ACTIVITE, ht=False)
    un_pdf_par_client(ecran.contexte, ecran, lot, tmp_path)
    for tache in ecran.contexte.taches.en_cours:
        tache.annuler()
    scene.attendre()
    assert scene.fenetre().statusBar().currentMessage().startswith("Arrêté : les relevés déjà faits restent dans")


def test_l_exercice_commence_au_mois_regle(scene: Scene) -> None:
    scene.atelier.faire(ModifierParametre("exercice.premier_mois", "7"))
    ecran = ouvrir(scene)
    assert (ecran._ui.duEdit.text(), ecran._ui.auEdit.text()) == ("01/07/2014", "30/06/2015")
    assert ecran._ui.periodeCombo.currentText() == "Cet exercice"


def test_la_station_ne_garde_que_ses_mouvements(scene: Scene) -> None:
    manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    scene.touche(K.Key_S, ALT)
    assert ecran._ui.stationCombo.hasFocus()
    scene.touche(K.Key_Down)
    assert ecran._ui.stationCombo.currentData() == "S1"
    scene.jusqu_a(lambda: ecran._lu is not None and ecran._lu.demande.station == "S1")
    assert ecran._ui.nombreLabel.text() == "3 mouvements"


def test_sans_solde_les_releves_de_tous_disent_pourquoi(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.auEdit.setText("01/01/2010")
    ecran._ui.duEdit.clear()
    reposer(scene)
    scene.touche(K.Key_F8)
    dialogue = dialogue_ouvert(scene, DialogueReleves)
    assert "Aucun client n'a de solde au 01/01/2010" in dialogue._ui.nombreLabel.text()
    scene.touche(K.Key_F2)
    assert dialogue.isVisible()
    dialogue.close()


def test_maj_f10_ouvre_le_menu_et_le_menu_editions_s_ouvre_par_sa_lettre(scene: Scene) -> None:
    manuel(scene.atelier)
    ecran = ouvrir(scene, AKKOUCHE)
    ecran._grille.setFocus()
    scene.touche(K.Key_F10, MAJ)
    menu = next(m for m in ecran._grille.findChildren(QMenu) if m.isVisible())
    assert [a.text() for a in menu.actions()][:2] == ["Ouvrir", "Fiche du client"]
    menu.close()
    editions = next(a.menu() for a in scene.fenetre().menuBar().actions() if a.text() == "&Éditions")
    scene.touche(K.Key_Eacute, ALT)
    assert isinstance(editions, QMenu)
    scene.jusqu_a(editions.isVisible)
    assert [a.text() for a in editions.actions()][:3] == [
        "Extrait compte client",
        "Extrait détaillé client passager",
        "Balance âgée",
    ]
    editions.close()
