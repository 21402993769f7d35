"""The tab *Accès* by the keys: sold, renewed, cheques cashed and corrected, a stop taken back, why a key is greyed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caisse_clients.application import lectures_acces
from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.domain.acces import EtatAcces, EtatCheque
from caisse_clients.domain.vues_acces import VueAcces
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.nouvel_acces import DialogueAcces
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.acces_de_test import ARRET, MARTIN, vendre
from tests.gui.acces_a_l_ecran import dialogue, ferme, lignes, ouvrir, scene, vue
from tests.gui.fenetre_reelle import Scene

__all__ = ["scene"]

K = Qt.Key
CTRL_MAJ = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ACCES, CHEQUE, ENCAISSEMENT = "dialogueAcces", "dialogueCheque", "dialogueEncaissementCheques"


def acces_de(scene: Scene) -> list[VueAcces]:
    with scene.atelier.services.lire() as lecteur:
        return lectures_acces.acces_du_client(lecteur, MARTIN, archives=True)


def nouveau(scene: Scene) -> tuple[EcranFicheClient, Any]:
    ecran = ouvrir(scene)
    scene.touche(K.Key_N, CTRL_MAJ)
    return ecran, dialogue(scene, ACCES)


def remplir(scene: Scene, forme: Any, **champs: str) -> None:
    valeurs = {"libelleEdit": "Accès annuel", "debutEdit": "01/05/2014", "prixEdit": "540", **champs}
    for nom, texte in valeurs.items():
        getattr(forme._ui, nom).setText(texte)


def choisir_le_cheque(scene: Scene, ecran: EcranFicheClient, rang: int) -> None:
    ecran._ui.chequesTable.setFocus()
    ecran._ui.chequesTable.choisir_rang(rang)
    scene.attendre()


def test_l_onglet_vide_dit_quoi_faire_et_grise_avec_la_raison(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ui = ecran._ui
    assert "« Nouvel accès » en vend un" in ui.accesTable.accessibleDescription()
    assert "Choisissez d'abord un accès" in ecran.empechement("fiche.acces_archiver")
    assert "Choisissez d'abord un accès" in ui.archiverButton.toolTip()
    assert ui.nouvelAccesButton.isEnabled()
    ui.ficheOnglets.setCurrentIndex(0)
    assert "onglet Accès" in ecran.empechement("fiche.acces_nouveau")


def test_un_acces_se_vend_sans_la_souris(scene: Scene) -> None:
    ecran, forme = nouveau(scene)
    scene.taper("Accès annuel")
    scene.touche(K.Key_Return)
    scene.taper("01052014")
    for _ in range(3):
        scene.touche(K.Key_Return)
    scene.taper("540")
    for _ in range(3):
        scene.touche(K.Key_Return)
    scene.taper("05052014")
    scene.touche(K.Key_Return)
    scene.taper("0099")
    scene.touche(K.Key_Return)
    scene.taper("BNP")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_Return)
    scene.touche(K.Key_Return)  # the button
    assert forme._ui.bilanLabel.text() == "Chèques 540,00 sur 540,00 ; reste à payer 0,00"
    assert "Du 01/05/2014 au 30/04/2015 inclus (12 mois)" in forme._ui.dureeLabel.text()
    QTest.keyClick(forme, K.Key_F2)
    QTest.keyClick(forme, K.Key_F2)
    scene.attendre()
    assert ferme(scene, ACCES)
    (vendu,) = acces_de(scene)
    assert [(c.numero, c.banque, c.montant) for c in vendu.cheques] == [
        (f"0{n}", "BNP", 135_00) for n in ("099", "100", "101", "102")
    ]
    assert ecran._ui.accesTable.cle_courante() == vendu.id
    assert vendu.piece in ecran._ui.messageBandeau.texte()


def test_sans_cheque_tout_est_du_au_debut(scene: Scene) -> None:
    ecran, forme = nouveau(scene)
    remplir(scene, forme, moisEdit="1")
    assert "reste à payer 540,00 (dû au début de l'accès)" in forme._ui.bilanLabel.text()
    scene.touche(K.Key_F2)
    scene.attendre()
    assert "Aucun chèque" in ecran._ui.chequesTable.accessibleDescription()


@pytest.mark.parametrize(
    ("champ", "texte", "refus"),
    [
        ("libelleEdit", "", "remplissez-le"),
        ("debutEdit", "31/02/2014", "date"),
        ("moisEdit", "0", "1 à 120 mois"),
        ("moisEdit", "douze", "1 à 120 mois"),
        ("finEdit", "30/04/2014", "durée"),
        ("prixEdit", "", "ontant"),
        ("prixEdit", "-5", "ontant"),
        ("prixEdit", "0", "ontant"),
        ("remiseEdit", "101", "ourcent"),
    ],
)
def test_ce_qui_ne_va_pas_se_dit_sous_son_champ(scene: Scene, champ: str, texte: str, refus: str) -> None:
    _, forme = nouveau(scene)
    remplir(scene, forme, **{champ: texte})
    scene.touche(K.Key_F2)
    scene.attendre()
    assert refus in forme._ui.erreurLabel.text(), forme._ui.erreurLabel.text()
    edit = getattr(forme._ui, champ)
    assert edit.hasFocus()
    assert edit.property("erreur")
    assert acces_de(scene) == []


@pytest.mark.parametrize(
    ("nombre", "premier", "refus"),
    [("0", "05/05/2014", "1 à 60"), ("x", "05/05/2014", "1 à 60"), ("61", "05/05/2014", "1 à 60"), ("4", "5", "date")],
)
def test_repartir_refuse_ce_qui_ne_veut_rien_dire(scene: Scene, nombre: str, premier: str, refus: str) -> None:
    _, forme = nouveau(scene)
    remplir(scene, forme, nombreEdit=nombre, premierEdit=premier)
    forme._ui.repartirButton.click()
    assert refus in forme._ui.erreurLabel.text()


def test_des_cheques_de_trop_ou_illisibles_sont_refuses(scene: Scene) -> None:
    _, forme = nouveau(scene)
    remplir(scene, forme)
    forme._ui.repartirButton.click()
    forme._ui.prixEdit.setText("500")
    assert "40,00 de trop" in forme._ui.bilanLabel.text()
    scene.touche(K.Key_F2)
    scene.attendre()
    assert "Les chèques font 540,00 €" in forme._ui.erreurLabel.text()
    forme._modele.setData(forme._modele.index(0, 1), "abc")
    scene.touche(K.Key_F2)
    assert "ontant" in forme._ui.erreurLabel.text()
    assert acces_de(scene) == []


def test_un_article_apporte_son_nom_son_prix_et_son_taux(scene: Scene) -> None:
    scene.atelier.faire(CreerArticle("ACC6", "Accès 6 mois", prix_ttc=Centimes(300_00), taux_tva=Pourcent(10_00)))
    _, forme = nouveau(scene)
    combo = forme._ui.articleCombo
    combo.setFocus()
    scene.taper("acc")
    combo.activated.emit(combo.currentIndex())
    assert forme._ui.libelleEdit.text() == "Accès 6 mois"
    assert forme._ui.totalLabel.text() == "À payer 300,00 €, dont TVA à 10 %"
    forme._ui.remiseEdit.setText("10")
    assert forme._ui.totalLabel.text() == "À payer 270,00 €, dont TVA à 10 %"
    forme._ui.finEdit.setText("31/01/2015")
    assert forme._ui.moisEdit.text() == ""
    assert "au 31/01/2015 inclus (6 mois)" in forme._ui.dureeLabel.text()


def test_renouveler_propose_la_suite_et_demande_avant_une_seconde(scene: Scene) -> None:
    premier = vendre(scene.atelier)
    ouvrir(scene)
    scene.touche(K.Key_R, CTRL_MAJ)
    forme = dialogue(scene, ACCES)
    assert isinstance(forme, DialogueAcces)
    assert forme._ui.debutEdit.text() == "01/05/2015"
    assert not forme._ui.libelleEdit.isEnabled()
    scene.touche(K.Key_F2)
    scene.attendre()
    assert ferme(scene, ACCES)
    assert [a.renouvelle for a in acces_de(scene)] == [premier, None]
    scene.fenetre()._navigation.courant()._ui.accesTable.choisir_cle(premier)  # type: ignore[union-attr]  # the fiche's own page
    scene.attendre()
    scene.touche(K.Key_R, CTRL_MAJ)
    dialogue(scene, ACCES)
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_F2)
    scene.attendre()
    assert "déjà renouvelé" in scene.boites.questions[-1]
    assert len(acces_de(scene)) == 2


def test_un_cheque_s_encaisse_puis_son_reglement_se_voit(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran = ouvrir(scene)
    choisir_le_cheque(scene, ecran, 0)
    assert "déjà encaissé (RC-" in ecran.empechement("fiche.cheque_encaisser")
    choisir_le_cheque(scene, ecran, 3)
    scene.touche(K.Key_E, CTRL_MAJ)
    forme = dialogue(scene, ENCAISSEMENT)
    assert "daté du 05/08/2014" in forme._ui.avertissementLabel.text()
    forme._ui.dateEdit.setText("x")
    scene.touche(K.Key_F2)
    assert forme._ui.dateEdit.hasFocus()
    forme._ui.dateEdit.setText("02/08/2014")
    scene.touche(K.Key_F2)
    scene.attendre()
    assert "avenir" in forme._ui.erreurLabel.text(), forme._ui.erreurLabel.text()
    forme._ui.dateEdit.setText("01/08/2014")
    QTest.keyClick(forme, K.Key_F2)
    QTest.keyClick(forme, K.Key_F2)
    scene.attendre()
    assert ferme(scene, ENCAISSEMENT)
    assert vue(scene, acces).encaisse == 540_00
    assert lignes(ecran._ui.chequesTable)[3][6:8] == ["Encaissé", "RC-S1-2014-00004"]
    scene.touche(K.Key_G, CTRL_MAJ)
    assert "RC-S1-2014-00004" in dialogue(scene, "dialogueReglement").windowTitle()


def test_un_cheque_au_coffre_se_corrige(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran = ouvrir(scene)
    choisir_le_cheque(scene, ecran, 3)
    scene.touche(K.Key_U, CTRL_MAJ)
    forme = dialogue(scene, CHEQUE)
    scene.touche(K.Key_F2)
    assert "Rien n'a été changé" in forme._ui.erreurLabel.text()
    forme._ui.dateEdit.setText("33")
    scene.touche(K.Key_F2)
    assert forme._ui.dateEdit.hasFocus()
    forme._ui.dateEdit.setText("10/08/2014")
    forme._ui.numeroEdit.setText("7777")
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_Escape)
    assert not ferme(scene, CHEQUE)
    scene.touche(K.Key_F2)
    scene.attendre()
    corrige = vue(scene, acces).cheques[3]
    assert (corrige.date.day, corrige.numero, corrige.banque) == (10, "7777", "BNP")


def test_un_cheque_se_rend_sans_arret_pour_une_raison(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran = ouvrir(scene)
    choisir_le_cheque(scene, ecran, 3)
    scene.touche(K.Key_T, CTRL_MAJ)
    forme = dialogue(scene, "dialogueRenduCheque")
    assert "Les 135,00 € qui restent dus le restent" in forme._ui.explicationLabel.text().replace("\u202f", " ")
    scene.touche(K.Key_F2)
    assert forme._ui.erreurLabel.isVisible()
    forme._ui.raisonEdit.setText("il paiera par carte")
    scene.touche(K.Key_F2)
    scene.touche(K.Key_F2)
    scene.attendre()
    assert [c.etat for c in vue(scene, acces).cheques][3] is EtatCheque.RENDU
    assert "rendu au client" in ecran._ui.messageBandeau.texte()


def test_un_arret_se_reprend_avec_une_raison(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    scene.atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, article="AVOIR"))
    ecran = ouvrir(scene)
    assert "cochez « Archivés »" in ecran._ui.accesTable.accessibleDescription()
    ecran._ui.archivesCheck.click()
    scene.attendre()
    assert "3 mois sur 12 consommés" in ecran._ui.situationAccesLabel.text()
    ecran._ui.accesTable.setFocus()
    scene.touche(K.Key_O, CTRL_MAJ)
    forme = dialogue(scene, "dialogueReprise")
    assert "chèque du 05/08/2014 de 135,00 €" in forme._ui.explicationLabel.text()
    scene.touche(K.Key_F2)
    assert "raison" in forme._ui.erreurLabel.text().lower()
    scene.taper("Erreur de client")
    scene.touche(K.Key_F2)
    scene.attendre()
    repris = vue(scene, acces)
    assert (repris.etat, repris.detenus[0].etat) == (EtatAcces.ACTIF, EtatCheque.DETENU)
    assert "De nouveau au coffre" in ecran._ui.messageBandeau.texte()


def test_l_arret_s_imprime_et_la_facture_s_ouvre(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    scene.atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, article="AVOIR"))
    ecran = ouvrir(scene)
    ecran._ui.archivesCheck.click()
    scene.attendre()
    scene.touche(K.Key_P, CTRL_MAJ)
    dialogue(scene, "dialogueApercu")
    scene.touche(K.Key_Escape)
    scene.touche(K.Key_F, CTRL_MAJ)
    onglets = scene.fenetre()._onglets
    assert vue(scene, acces).piece in onglets.tabText(onglets.currentIndex())


def test_rien_n_est_lu_avant_que_l_onglet_soit_vu_puis_il_a_le_clavier(scene: Scene) -> None:
    vendre(scene.atelier)
    ecran = scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN)
    scene.attendre()
    assert ecran._ui.accesTable.model().rowCount() == 0
    QTest.keyClick(scene._cible(), K.Key_A, Qt.KeyboardModifier.AltModifier)
    scene.jusqu_a(lambda: ecran._ui.accesTable.model().rowCount() == 1)
    assert ecran._ui.accesTable.hasFocus()
