"""The tab *Financier* by the keys: the manual's lines, the avoir without a stop, what is refused and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierParametre
from caisse_clients.application.commandes.reglages_ventes import ModifierArticle
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.lectures_acces import financier
from caisse_clients.domain.droits import Role
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.ecrans.parametres import EcranParametres
from caisse_clients.gui.ecrans.piece import EcranPiece
from tests.acces_de_test import ARRET, MARTIN, vendre
from tests.gui.acces_a_l_ecran import AOUT, dialogue, ferme, lignes, qaction, scene
from tests.gui.fenetre_reelle import Scene

__all__ = ["scene"]

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_MAJ = CTRL | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NOM = "dialogueAvoirClient"


def ouvrir(scene: Scene) -> EcranFicheClient:
    ecran = scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN, onglet="financier")
    scene.attendre()
    scene.attendre()
    return ecran


def avoir(scene: Scene) -> tuple[EcranFicheClient, Any]:
    ecran = ouvrir(scene)
    scene.touche(K.Key_A, CTRL_MAJ)
    return ecran, dialogue(scene, NOM)


def taper(scene: Scene, champ: Any, texte: str) -> None:
    champ.setFocus()
    champ.selectAll()
    scene.taper(texte)


def solde(scene: Scene) -> int:
    with scene.atelier.services.lire() as lecteur:
        return financier(lecteur, MARTIN, au=AOUT.date()).solde


def vente_et_encaissement(ecran: EcranFicheClient) -> list[list[str]]:
    return [[ligne[1], *ligne[4:7]] for ligne in lignes(ecran._ui.financierTable)]


def test_l_avoir_du_manuel_est_une_vente_negative_et_le_solde_se_lit_en_mots(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    scene.atelier.faire(ArchiverAcces(acces, ARRET, "AVOIR"))
    ecran = ouvrir(scene)
    assert vente_et_encaissement(ecran) == [
        ["Vente", "", "540,00", ""],
        *[["Encaissement", "Chèque", "", "135,00"]] * 3,
        ["Avoir", "", "-405,00", ""],
    ]
    ui = ecran._ui
    assert (ui.financierPied.texte("Vente"), ui.financierPied.texte("Encaissement")) == ("135,00", "405,00")
    assert ui.financierSoldeLabel.text() == "270,00 € en faveur du client"


def test_le_remboursement_du_manuel_est_un_encaissement_negatif_et_le_compte_est_solde(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran = ouvrir(scene)
    assert ecran._ui.financierSoldeLabel.text() == "135,00 € dû par le client"
    scene.atelier.faire(ArchiverAcces(acces, ARRET, "REMB", remboursement=Remboursement("cheque")))
    scene.touche(K.Key_F5)
    scene.attendre()
    assert vente_et_encaissement(ecran)[-2:] == [
        ["Avoir", "", "-405,00", ""],
        ["Remboursement", "Chèque", "", "-270,00"],
    ]
    assert ecran._ui.financierSoldeLabel.text() == "Compte soldé"


def test_entree_ouvre_la_piece_ou_le_reglement(scene: Scene) -> None:
    vendre(scene.atelier)
    ecran = ouvrir(scene)
    table = ecran._ui.financierTable
    table.setFocus()
    table.choisir_rang(0)
    scene.touche(K.Key_Return)
    assert isinstance(scene.fenetre()._navigation.courant(), EcranPiece)
    scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN)
    table.setFocus()
    table.choisir_rang(1)
    scene.touche(K.Key_Return)
    courant = scene.fenetre()._navigation.courant()
    assert courant is not None
    assert courant.nom == "reglements"


def test_sans_rien_la_grille_le_dit_et_ne_prete_a_aucun_geste_de_ligne(scene: Scene, tmp_path: Path) -> None:
    ecran = ouvrir(scene)
    assert lignes(ecran._ui.financierTable) == []
    assert "Rien n'a encore été vendu" in ecran._ui.financierTable.accessibleDescription()
    assert ecran._ui.financierSoldeLabel.text() == "Compte soldé"
    assert "Choisissez" in ecran.empechement("fiche.ouvrir_mouvement")
    scene.touche(K.Key_D, CTRL)
    scene.touche(K.Key_D, CTRL_MAJ)
    assert ["rien de disponible" in scene.boites.messages[0], "aucun compte avoir" in scene.boites.messages[1]] == [
        True,
        True,
    ]
    ecran._ui.ficheOnglets.setCurrentIndex(0)
    assert "onglet Financier" in ecran.empechement("fiche.avoir")


def test_l_onglet_s_exporte_comme_il_est_affiche(scene: Scene, tmp_path: Path) -> None:
    acces = vendre(scene.atelier)
    scene.atelier.faire(ArchiverAcces(acces, ARRET, "AVOIR"))
    ouvrir(scene)
    fichier = tmp_path / "financier.csv"
    scene.boites.fichiers.append(fichier)
    scene.touche(K.Key_E, CTRL)
    scene.jusqu_a(fichier.exists)
    scene.attendre()
    texte = fichier.read_text(encoding="utf-8-sig")
    assert "Pièce ou RC;Description;Mode;Vente;Encaissement" in texte
    assert "-405,00" in texte


def test_un_cadeau_est_garde_sur_un_compte_avoir_apres_une_question(scene: Scene) -> None:
    ecran, forme = avoir(scene)
    ui = forme._ui
    assert ui.articleCombo.currentData() == "AVOIR"
    assert "net de taxe" in ui.plafondLabel.text()
    scene.taper("20")
    assert "20,00 € en faveur du client" in ui.equationLabel.text()
    scene.touche(K.Key_R, ALT)
    scene.taper("Cadeau de fidélité")
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_F2)
    assert not ferme(scene, NOM)
    assert solde(scene) == 0
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, NOM))
    assert "Donner un avoir de 20,00 € à MARTIN Julie" in scene.boites.questions[-1]
    assert "compte avoir n° 1" in ecran._ui.messageBandeau.texte()
    scene.attendre()
    scene.attendre()
    assert vente_et_encaissement(ecran) == [["Avoir", "", "-20,00", ""]]
    assert ecran._ui.financierSoldeLabel.text() == "20,00 € en faveur du client"


def test_sur_une_facture_il_regle_d_abord_et_le_reste_se_rend(scene: Scene) -> None:
    vendre(scene.atelier)
    ecran, forme = avoir(scene)
    ui = forme._ui
    scene.taper("200")
    scene.touche(K.Key_F, ALT)
    scene.touche(K.Key_Down)
    assert "Au plus 540,00 €" in ui.plafondLabel.text()
    ui.remboursementCheck.setFocus()
    scene.touche(K.Key_Space)
    assert ui.articleCombo.currentData() == "REMB"
    assert ui.renduEdit.text() == "65,00"
    taper(scene, ui.montantEdit, "195")
    assert ui.renduEdit.text() == "60,00", "the proposal follows"
    taper(scene, ui.renduEdit, "40")
    taper(scene, ui.montantEdit, "200")
    assert ui.renduEdit.text() in {"40", "40,00"}, "what was typed stays"
    ui.modeCombo.setFocus()
    scene.touche(K.Key_C)
    taper(scene, ui.raisonEdit, "Geste")
    assert "135,00 € règlent ce qui reste dû" in ui.equationLabel.text()
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, NOM))
    assert "40,00 € rendus au client" in ecran._ui.messageBandeau.texte()
    assert solde(scene) == -25_00


def test_chaque_mauvaise_saisie_se_dit_sous_son_champ(scene: Scene) -> None:
    vendre(scene.atelier)
    _, forme = avoir(scene)
    ui = forme._ui

    def refuse(champ: Any, mot: str) -> None:
        scene.touche(K.Key_F2)
        assert mot in ui.erreurLabel.text()
        assert champ.property("erreur")
        assert QApplication.focusWidget() is champ

    refuse(ui.montantEdit, "montant")
    taper(scene, ui.montantEdit, "mille")
    refuse(ui.montantEdit, "montant")
    taper(scene, ui.montantEdit, "12,50")
    refuse(ui.raisonEdit, "raison")
    taper(scene, ui.raisonEdit, "Geste")
    ui.remboursementCheck.click()
    refuse(ui.modeCombo, "mode")
    ui.modeCombo.setCurrentIndex(0)
    taper(scene, ui.renduEdit, "13")
    refuse(ui.renduEdit, "12,50")
    ui.factureCombo.setCurrentIndex(1)
    taper(scene, ui.montantEdit, "541")
    refuse(ui.montantEdit, "540,00")
    assert solde(scene) == 135_00
    scene.repondre(Reponse.NON, Reponse.OUI)
    scene.touche(K.Key_Escape)
    assert not ferme(scene, NOM), "what was typed is not lost without a word"
    scene.touche(K.Key_Escape)
    scene.jusqu_a(lambda: ferme(scene, NOM))


def test_deux_f2_ne_donnent_qu_un_avoir(scene: Scene) -> None:
    _, forme = avoir(scene)
    scene.taper("20")
    taper(scene, forme._ui.raisonEdit, "Cadeau")
    scene.repondre(Reponse.OUI)
    for _ in range(2):
        QTest.keyClick(forme, K.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, NOM))
    scene.attendre()
    assert len(scene.boites.questions) == 1
    assert solde(scene) == -20_00


def test_sans_article_la_fenetre_mene_aux_parametres(scene: Scene) -> None:
    for code in ("AVOIR", "REMB"):
        scene.atelier.faire(ModifierArticle(code, actif=False))
    _, forme = avoir(scene)
    ui = forme._ui
    assert "Paramètres" in ui.sansArticleLabel.text()
    assert ui.parametresButton.isVisible()
    scene.touche(K.Key_F2)
    assert not ferme(scene, NOM)
    scene.touche(K.Key_F6)
    scene.attendre()
    courant = scene.fenetre()._navigation.courant()
    assert isinstance(courant, EcranParametres)
    assert courant._courant().volet.table == "articlesTable"


def test_la_limite_d_un_caissier_vaut_ici_aussi(scene: Scene) -> None:
    scene.atelier.faire(CreerUtilisateur("LEA", "Léa", role=Role.CAISSIER))
    scene.atelier.faire(ModifierParametre("limite_remboursement", "10.00"))
    scene.fenetre("LEA")
    _, forme = avoir(scene)
    scene.taper("10,01")
    taper(scene, forme._ui.raisonEdit, "Cadeau")
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    assert "responsable" in forme._ui.erreurLabel.text()
    assert forme._ui.montantEdit.property("erreur")
    taper(scene, forme._ui.montantEdit, "10")
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, NOM))
    assert solde(scene) == -10_00


def test_un_disponible_se_rembourse_en_choisissant_lequel(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    scene.atelier.faire(ArchiverAcces(acces, ARRET, "AVOIR"))
    ecran, forme = avoir(scene)
    scene.taper("20")
    taper(scene, forme._ui.raisonEdit, "Cadeau")
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, NOM))
    assert qaction(ecran, "rembourser").isEnabled()
    scene.touche(K.Key_D, CTRL)
    choix = dialogue(scene, "dialogueChoix")
    assert choix._ui.choixList.count() == 2
    scene.touche(K.Key_Down)
    scene.touche(K.Key_Return)
    rendu = dialogue(scene, "dialogueRemboursement")
    assert rendu._ui.montantEdit.text() == "20,00"
    scene.touche(K.Key_C)
    taper(scene, rendu._ui.raisonEdit, "Rendu")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, "dialogueRemboursement"))
    assert solde(scene) == -270_00
