"""*Archiver* by the keys alone: the manual's two cases, what is refused and where, what the client still owes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caisse_clients.application import lectures, lectures_acces
from caisse_clients.application.commandes.acces import EncaisserCheque
from caisse_clients.application.commandes.reglages_ventes import CreerArticle, ModifierArticle
from caisse_clients.domain.acces import EtatAcces, EtatCheque
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.ecrans.parametres import EcranParametres
from caisse_clients.kernel.argent import Pourcent
from tests.acces_de_test import MARTIN, vendre
from tests.gui.acces_a_l_ecran import dialogue, ferme, lignes, ouvrir, qaction, scene, vue
from tests.gui.fenetre_reelle import Scene

__all__ = ["scene"]

OUI, NON = Reponse.OUI, Reponse.NON
ARCHIVER = (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
NOM = "dialogueArchivage"


def arreter(scene: Scene) -> tuple[EcranFicheClient, Any]:
    """Archiver, Oui, Oui: the form is open."""
    ecran = ouvrir(scene)
    scene.repondre(OUI, OUI)
    scene.touche(*ARCHIVER)
    return ecran, dialogue(scene, NOM)


def taper(scene: Scene, champ: Any, texte: str) -> None:
    champ.setFocus()
    champ.selectAll()
    scene.taper(texte)


def textes(forme: Any) -> tuple[str, str, str]:
    ui = forme._ui
    return ui.montantAvoirEdit.text(), ui.montantRemboursementEdit.text(), ui.equationLabel.text()


def test_l_avoir_du_manuel_par_les_touches_seules(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran, forme = arreter(scene)
    assert "3 mois sur 12 consommés, 9 rendus" in scene.boites.questions[1]
    assert "Au coffre : chèque du 05/08/2014 de 135,00 €" in scene.boites.questions[1]
    ui = forme._ui
    assert (ui.consommeLabel.text(), ui.encaisseLabel.text()) == ("135,00 €", "405,00 €")
    assert ui.fractionLabel.text() == "3 mois sur 12 consommés, 9 rendus"
    assert not ui.avoirCheck.isChecked()
    assert not ui.remboursementCheck.isEnabled()
    assert ui.equationLabel.text().startswith("Archiver seulement")
    assert lignes(ui.chequesTable)[0][-1] == "Reste au coffre"
    QTest.keyClick(forme, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    scene.jusqu_a(ui.avoirCheck.isChecked)
    assert ui.articleAvoirCombo.currentText() == "Avoir", "the only one is chosen"
    assert textes(forme)[2] == "Avoir 405,00 − reste dû 135,00 = crédit 270,00 € en faveur du client."
    assert lignes(ui.chequesTable)[0][-1] == "À rendre au client"
    scene.repondre(OUI)
    scene.touche(Qt.Key.Key_F2)
    assert ferme(scene, NOM)
    scene.attendre()
    question, message = scene.boites.questions[-1], ecran._ui.messageBandeau.texte()
    for morceau in ("Avoir de 405,00 €", "Crédit de 270,00 €", "chèque du 05/08/2014 de 135,00 €"):
        assert morceau in question
    for morceau in ("AV-S1-2014-00001 de 405,00 €", "270,00 € sur le compte avoir n°", "05/08/2014 de 135,00 €"):
        assert morceau in message
    assert ecran._ui.archivesCheck.isChecked()
    assert lignes(ecran._ui.accesTable)[0][3:7] == ["540,00", "405,00", "0,00", "Archivé"]
    assert lignes(ecran._ui.chequesTable)[3][6] == "Rendu"
    assert "déjà archivé" in ecran.empechement("fiche.acces_archiver")
    assert not ecran._ui.archiverButton.isEnabled()
    assert vue(scene, acces).etat is EtatAcces.ARCHIVE


def test_le_remboursement_du_manuel_laisse_un_solde_nul(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran, forme = arreter(scene)
    ui = forme._ui
    ui.avoirCheck.setFocus()
    scene.touche(Qt.Key.Key_Space)
    ui.remboursementCheck.setFocus()
    scene.touche(Qt.Key.Key_Space)
    assert ui.articleAvoirCombo.currentText() == "Remboursement"
    assert "solde zéro" in ui.equationLabel.text()
    scene.touche(Qt.Key.Key_F2)
    assert "mode de règlement" in ui.erreurLabel.text()
    assert ui.modeRemboursementCombo.hasFocus()
    scene.taper("ch")
    scene.repondre(OUI)
    scene.touche(Qt.Key.Key_F2)
    assert ferme(scene, NOM)
    scene.attendre()
    assert "270,00 € à remettre au client par Chèque" in ecran._ui.messageBandeau.texte()
    with scene.atelier.services.lire() as lecteur:
        financier = lectures_acces.financier(lecteur, MARTIN, au=dt.date(2014, 8, 1))
        fiche = lectures.fiche_client(lecteur, MARTIN)
    assert financier.solde == 0
    assert (fiche.solde_du, fiche.disponible) == (0, 0)
    archivage = vue(scene, acces).archivage
    assert archivage is not None
    assert (archivage.rembourse, archivage.compte, archivage.mode) == (270_00, None, "Chèque")


def test_un_montant_change_se_redit_avec_ce_qui_est_retenu(scene: Scene) -> None:
    vendre(scene.atelier)
    _, forme = arreter(scene)
    forme._ui.avoirCheck.click()
    taper(scene, forme._ui.montantAvoirEdit, "300")
    montant, rembourse, equation = textes(forme)
    assert (montant, rembourse) == ("300", "165,00")
    assert "Retenu 240,00 = prix 540,00 − avoir 300,00" in equation
    assert "Encaissé 405,00 − retenu 240,00 = crédit 165,00 €" in equation
    taper(scene, forme._ui.dateArretEdit, "01102014")
    assert forme._ui.fractionLabel.text() == "5 mois sur 12 consommés, 7 rendus"
    assert forme._ui.montantAvoirEdit.text() == "300,00", "what was typed stays"


@pytest.mark.parametrize(
    ("champ", "texte", "refus"),
    [
        ("dateArretEdit", "32/08/2014", "date"),
        ("dateArretEdit", "", "date"),
        ("montantAvoirEdit", "abc", "ontant"),
        ("montantAvoirEdit", "", "ontant"),
        ("montantAvoirEdit", "0", "archivez sans avoir"),
        ("montantAvoirEdit", "540,01", "Il ne reste que 540,00 €"),
        ("montantRemboursementEdit", "x", "ontant"),
        ("montantRemboursementEdit", "0", "ontant"),
        ("montantRemboursementEdit", "270,01", "270,00"),
    ],
)
def test_ce_qui_ne_va_pas_se_dit_sous_son_champ(scene: Scene, champ: str, texte: str, refus: str) -> None:
    acces = vendre(scene.atelier)
    _, forme = arreter(scene)
    forme._ui.avoirCheck.click()
    if champ == "montantRemboursementEdit":
        forme._ui.remboursementCheck.click()
        forme._ui.modeRemboursementCombo.setCurrentIndex(0)
        scene.repondre(OUI)  # only the base knows that it is too much
    edit = getattr(forme._ui, champ)
    taper(scene, edit, texte)
    if not texte:
        edit.clear()
        edit.textEdited.emit("")
    scene.touche(Qt.Key.Key_F2)
    scene.attendre()
    assert refus in forme._ui.erreurLabel.text(), forme._ui.erreurLabel.text()
    assert edit.hasFocus()
    assert edit.property("erreur")
    assert vue(scene, acces).etat is EtatAcces.ACTIF


def test_un_double_f2_n_arrete_qu_une_fois_et_un_non_n_arrete_rien(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    _, forme = arreter(scene)
    forme._ui.avoirCheck.click()
    scene.repondre(NON)
    scene.touche(Qt.Key.Key_F2)
    assert not ferme(scene, NOM)
    assert vue(scene, acces).etat is EtatAcces.ACTIF
    scene.repondre(OUI)
    QTest.keyClick(forme, Qt.Key.Key_F2)
    QTest.keyClick(forme, Qt.Key.Key_F2)
    scene.attendre()
    assert ferme(scene, NOM)
    assert vue(scene, acces).anterieurs == 405_00


def test_ok_presse_juste_apres_la_lettre_d_avoir_compte_l_avoir(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    _, forme = arreter(scene)
    scene.repondre(OUI)
    QTest.keyClick(forme, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(forme, Qt.Key.Key_F2)
    scene.jusqu_a(lambda: ferme(scene, NOM))
    scene.attendre()
    assert vue(scene, acces).anterieurs == 405_00


def test_non_a_l_une_des_deux_questions_ne_fait_rien(scene: Scene) -> None:
    vendre(scene.atelier)
    ecran = ouvrir(scene)
    scene.repondre(NON)
    scene.touche(*ARCHIVER)
    scene.repondre(OUI, NON)
    scene.touche(*ARCHIVER)
    assert ferme(scene, NOM)
    assert qaction(ecran, "acces_archiver").isEnabled()


def test_echap_demande_seulement_si_quelque_chose_a_change(scene: Scene) -> None:
    vendre(scene.atelier)
    _, forme = arreter(scene)
    scene.touche(Qt.Key.Key_Escape)
    assert ferme(scene, NOM)
    _, forme = arreter(scene)
    forme._ui.avoirCheck.click()
    scene.repondre(NON)
    scene.touche(Qt.Key.Key_Escape)
    assert not ferme(scene, NOM)
    scene.repondre(OUI)
    scene.touche(Qt.Key.Key_Escape)
    assert ferme(scene, NOM)


def test_archiver_seulement_ne_change_rien_d_autre(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran, forme = arreter(scene)
    taper(scene, forme._ui.montantAvoirEdit, "100")
    scene.touche(Qt.Key.Key_F2)
    assert "cochez Avoir" in forme._ui.erreurLabel.text()
    taper(scene, forme._ui.montantAvoirEdit, "405")
    scene.repondre(OUI)
    scene.touche(Qt.Key.Key_F2)
    scene.attendre()
    lu = vue(scene, acces)
    assert (lu.etat, lu.reste, lu.detenus[0].etat) == (EtatAcces.ARCHIVE, 135_00, EtatCheque.DETENU)
    assert "Rien d'autre ne change" in ecran._ui.messageBandeau.texte()


def test_le_client_doit_encore_et_les_plus_anciens_cheques_sont_gardes(scene: Scene) -> None:
    acces = vendre(scene.atelier, encaisses=0)
    ecran, forme = arreter(scene)
    ui = forme._ui
    ui.avoirCheck.click()
    assert "Le client doit encore 135,00 €, chèques gardés 135,00" in ui.equationLabel.text()
    assert [ligne[-1] for ligne in lignes(ui.chequesTable)] == ["Gardé au coffre", *["À rendre au client"] * 3]
    assert not ui.remboursementCheck.isEnabled()
    ui.chequesTable.setFocus()
    ui.chequesTable.choisir_rang(1)
    scene.touche(Qt.Key.Key_Space)
    scene.touche(Qt.Key.Key_F2)
    assert "270,00 €" in ui.erreurLabel.text(), "more kept than owed"
    assert ui.chequesTable.hasFocus()
    scene.touche(Qt.Key.Key_Space)
    scene.repondre(OUI)
    scene.touche(Qt.Key.Key_F2)
    scene.attendre()
    lu = vue(scene, acces)
    assert [c.etat for c in lu.cheques] == [EtatCheque.DETENU, *[EtatCheque.RENDU] * 3]
    assert lu.reste == 135_00
    assert "Le client doit encore 135,00 €" in ecran._ui.messageBandeau.texte()


def test_tout_encaisse_rend_tout_l_avoir_en_credit(scene: Scene) -> None:
    acces = vendre(scene.atelier, encaisses=3)
    scene.atelier.faire(EncaisserCheque(acces, 4))
    _, forme = arreter(scene)
    ui = forme._ui
    assert not ui.chequesTable.isVisible()
    ui.avoirCheck.click()
    assert ui.equationLabel.text() == "Avoir 405,00 − reste dû 0,00 = crédit 405,00 € en faveur du client."


def test_tout_consomme_ne_laisse_rien_a_rendre(scene: Scene) -> None:
    vendre(scene.atelier)
    _, forme = arreter(scene)
    taper(scene, forme._ui.dateArretEdit, "01052015")
    forme._ui.avoirCheck.click()
    assert forme._ui.montantAvoirEdit.text() == "0,00"
    assert "Rien n'est à rendre" in forme._ui.equationLabel.text()
    scene.touche(Qt.Key.Key_F2)
    assert "archivez sans avoir" in forme._ui.erreurLabel.text()


def test_sans_article_d_avoir_le_dialogue_mene_aux_articles(scene: Scene) -> None:
    for article in ("AVOIR", "REMB"):
        scene.atelier.faire(ModifierArticle(article, actif=False))
    vendre(scene.atelier)
    _, forme = arreter(scene)
    ui = forme._ui
    assert not ui.avoirCheck.isEnabled()
    assert "Outils > Paramètres, Articles" in ui.noteLabel.text()
    ui.articlesButton.setFocus()
    scene.touche(Qt.Key.Key_Return)
    assert ferme(scene, NOM)
    devant = scene.fenetre()._navigation.courant()
    assert isinstance(devant, EcranParametres)
    assert devant._ui.listesOnglets.tabText(devant._ui.listesOnglets.currentIndex()) == "Articles"


def test_de_plusieurs_articles_on_choisit(scene: Scene) -> None:
    scene.atelier.faire(CreerArticle("AVOIR2", "Avoir cadeau", sorte=SorteArticle.AVOIR, taux_tva=Pourcent(20_00)))
    vendre(scene.atelier)
    _, forme = arreter(scene)
    ui = forme._ui
    ui.avoirCheck.click()
    assert ui.articleAvoirCombo.currentIndex() == -1
    scene.touche(Qt.Key.Key_F2)
    assert "AVOIR, AVOIR2" in ui.erreurLabel.text()
    assert ui.articleAvoirCombo.hasFocus()
