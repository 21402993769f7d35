"""Clients > Liste des clients: three letters, arrows, Entrée."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.ecrans.clients import EcranClients
from caisse_clients.gui.ecrans.comptes_clients import EcranComptesClients
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.rendu_pdf import lire_pages
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]


def codes(ecran: EcranClients) -> list[int]:
    return list(ecran._modele.cles)


def test_la_liste_est_par_nom_et_dit_combien(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    assert codes(ecran)[:3] == [2643, 2578, 1099]
    assert ecran._ui.nombreLabel.text() == "11 clients"


def test_trois_lettres_les_fleches_et_entree_ouvrent_la_fiche(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    scene.taper("alb")
    scene.jusqu_a(lambda: codes(ecran) == [1011, 4633, 5850, 5370])
    scene.touche(Qt.Key.Key_Down)
    scene.touche(Qt.Key.Key_Return)
    fiche = scene.fenetre().ouvrir("fiche_client", client=4633)
    assert isinstance(fiche, EcranFicheClient)
    assert fiche._ui.prenomEdit.text() == "ROSE MARIE"


def test_une_recherche_sans_reponse_dit_quoi_faire(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    scene.taper("zzz")
    scene.jusqu_a(lambda: not codes(ecran))
    assert "F3" in ecran._ui.clientsTable.accessibleDescription()
    assert ecran.empechement("clients.fiche").startswith("Choisissez")
    assert ecran.empechement("clients.exporter") == "La liste est vide."


def test_un_client_cree_ailleurs_parait_et_le_choix_reste(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    assert ecran._ui.clientsTable.choisir_cle(1011)
    scene.atelier.services.executer(CreerClient("AARON"))
    scene.touche(Qt.Key.Key_F5)
    scene.jusqu_a(lambda: len(codes(ecran)) == 12)
    assert ecran._ui.clientsTable.cle_courante() == 1011


def test_la_liste_s_exporte_telle_qu_affichee(scene: Scene, tmp_path: Path) -> None:
    sortie = tmp_path / "clients.csv"
    ecran = scene.ouvrir("clients", EcranClients)
    entetes = ecran._ui.clientsTable.horizontalHeader()
    entetes.moveSection(5, 0)
    entetes.hideSection(3)
    scene.boites.fichiers.append(sortie)
    scene.touche(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    lignes = sortie.read_text(encoding="utf-8-sig").splitlines()
    assert lignes[0] == "Ville;Code;Nom;Prénom;C.P."
    assert lignes[8] == "BIARRITZ;1011;ALBERT;Pierre;64200"
    assert len(lignes) == 12


def test_la_liste_s_exporte_en_classeur(scene: Scene, tmp_path: Path) -> None:
    sortie = tmp_path / "clients.xlsx"
    scene.ouvrir("clients", EcranClients)
    scene.boites.fichiers.append(sortie)
    scene.touche(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert sortie.read_bytes().startswith(b"PK")


def test_un_export_refuse_par_le_disque_se_dit(scene: Scene, tmp_path: Path) -> None:
    scene.ouvrir("clients", EcranClients)
    scene.boites.fichiers.append(tmp_path / "absent" / "clients.csv")
    scene.touche(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert len(scene.boites.messages) == 1


def test_la_liste_s_imprime_et_s_enregistre_par_un_apercu(scene: Scene, tmp_path: Path) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    scene.touche(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    apercu = ecran.findChild(DialogueApercu)
    assert apercu is not None
    scene.attendre()
    assert len(lire_pages(apercu.apercu._pdf)) == 1
    scene.touche(Qt.Key.Key_F2)
    assert scene.boites.impressions == ["Clients"]
    sortie = tmp_path / "clients.pdf"
    scene.boites.fichiers.append(sortie)
    scene.touche(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sortie.read_bytes().startswith(b"%PDF")
    assert str(sortie) in apercu._bandeau.texte()
    scene.touche(Qt.Key.Key_Escape)


def test_le_menu_de_la_ligne_s_ouvre_par_maj_f10(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    ecran._ui.clientsTable.choisir_rang(0)
    scene.touche(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = ecran._ui.clientsTable.findChild(QMenu)
    assert menu is not None
    assert menu.isVisible()
    textes = [action.text() for action in menu.actions() if action.text()]
    assert textes[:2] == ["Ouvrir la fiche", "Comptes"]
    assert textes[-1] == "Copier la ligne"
    menu.close()


def test_les_colonnes_gardent_leur_place_d_une_fois_a_l_autre(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients)
    ecran._ui.clientsTable.horizontalHeader().moveSection(5, 0)
    scene.touche(Qt.Key.Key_Escape)
    ecran = scene.ouvrir("clients", EcranClients)
    assert ecran._ui.clientsTable.colonnes_affichees() == [5, 0, 1, 2, 3, 4]


def test_une_recherche_se_demande_en_ouvrant(scene: Scene) -> None:
    ecran = scene.ouvrir("clients", EcranClients, texte="akk")
    scene.jusqu_a(lambda: codes(ecran) == [2578])
    scene.touche(Qt.Key.Key_F8)
    assert isinstance(scene.fenetre()._navigation.courant(), EcranComptesClients)
