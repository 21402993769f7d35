"""The manual of seed 0 in the real window: its clients, its accounts 265 and 266, its figures, by the keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.gui.boites import Reponse
from caisse_clients.kernel.argent import Centimes
from tests.gui.caisse import CTRL, Caisse, caisse
from tests.gui.manuel import PIERRE

__all__ = ["caisse"]

F2, F3, F4, F6, F7, F8, F9 = (
    Qt.Key.Key_F2,
    Qt.Key.Key_F3,
    Qt.Key.Key_F4,
    Qt.Key.Key_F6,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F9,
)


def test_la_liste_montre_les_clients_de_l_image_du_manuel(caisse: Caisse) -> None:
    caisse.attendre(lambda: caisse.lignes("clientsTable")[0][1] != "")
    lignes = caisse.lignes("clientsTable")
    assert len(lignes) == 11
    assert lignes[0] == [
        "2 643", "AIT EL MOKHTAR", "Driss AIT EL OKHTAR", "58 BIS RUE JEAN MERMOZ", "47200", "MARMANDE",
    ]  # fmt: skip
    assert [ligne[1] for ligne in lignes] == sorted(ligne[1] for ligne in lignes)


def test_trois_lettres_trouvent_pierre_et_montrent_ses_comptes(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    assert caisse.lignes("comptesTable") == [
        ["265", "Acompte", "562,55", "15/02/2013", "500,00", "", ""],
        ["", "", "", "01/03/2013", "62,55", "", "Mme ALBERT"],
        ["266", "Acompte", "500,00", "20/06/2014", "500,00", "", ""],
    ]
    assert "En faveur du client" in caisse.widget("soldesLabel").text()


def test_accents_et_casse_ne_comptent_pas(caisse: Caisse) -> None:
    caisse.taper("nomClientEdit", "Àlbért")
    caisse.taper("prenomClientEdit", "pié")
    caisse.attendre_comptes("ALBERT Pierre")
    assert len(caisse.lignes("clientsTable")) == 1


def test_les_fleches_parcourent_les_clients_sans_quitter_la_recherche(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    champ = caisse.widget("nomClientEdit")
    champ.setFocus()
    caisse.touche(Qt.Key.Key_Down)
    caisse.attendre_comptes("ALBERT ROSE MARIE", 0)
    assert champ.hasFocus()
    caisse.touche(Qt.Key.Key_Up)
    caisse.attendre_comptes("ALBERT Pierre", 3)


def test_les_boutons_d_un_compte_n_apparaissent_que_s_il_est_choisi(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    assert caisse.widget("solderButton").isHidden()
    assert not caisse.qaction("solder").isEnabled()
    assert "Choisissez d'abord un compte" in caisse.qaction("solder").toolTip()
    caisse.choisir_le_compte(0)
    assert not caisse.widget("solderButton").isHidden()
    assert not caisse.widget("nouvelleEcritureButton").isHidden()
    assert caisse.qaction("solder").isEnabled()


def test_un_seul_compte_est_choisi_sans_question(caisse: Caisse) -> None:
    caisse.atelier.faire(CreerCompte(4633, TypeCompte.AVOIR, Centimes(20_00)))
    caisse.chercher_pierre()
    caisse.widget("nomClientEdit").setFocus()
    caisse.touche(Qt.Key.Key_Down)
    caisse.attendre_comptes("ALBERT ROSE MARIE", 1)
    caisse.attendre(caisse.qaction("solder").isEnabled)
    caisse.touche(Qt.Key.Key_F8)
    assert caisse.dialogue("dialogueEcriture").windowTitle() == "ALBERT ROSE MARIE"
    caisse.touche(Qt.Key.Key_Escape)


def test_solder_le_266_comme_sur_le_manuel(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(2)
    caisse.touche(F8)
    dialogue = caisse.dialogue("dialogueEcriture")
    assert caisse.widget("clientLabel").text() == "ALBERT Pierre"
    assert caisse.widget("compteLabel").text() == "Acompte numéro 266"
    assert caisse.widget("dateOperationEdit").text() == "15/07/2014"
    assert (caisse.widget("entreeEdit").text(), caisse.widget("sortieEdit").text()) == ("", "500,00")
    assert caisse.widget("soldeLabel").text() == "500,00 → 0,00"
    caisse.taper("commentaireEdit", "Commentaire justificatif")
    caisse.touche(F2)
    caisse.attendre_fermeture(dialogue)
    caisse.attendre_comptes("ALBERT Pierre", 2)
    assert "le compte est soldé" in caisse.fenetre.statusBar().currentMessage()
    assert not caisse.qaction("solder").isEnabled(), "265 is left: nobody chose to settle it"
    caisse.widget("tousRadio").click()
    caisse.attendre_comptes("ALBERT Pierre", 4)
    lignes = caisse.lignes("comptesTable")
    assert lignes[2] == ["266", "Acompte", "0,00", "20/06/2014", "500,00", "", ""]
    assert lignes[3] == ["", "", "", "15/07/2014", "", "500,00", ""]
    assert "Commentaire justificatif" in caisse.widget("commentaireText").toPlainText()


def test_creer_l_acompte_de_500_comme_sur_le_manuel(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.touche(F3)
    caisse.dialogue("dialogueTypeCompte")
    assert caisse.widget("acompteRadio").isChecked()
    caisse.touche(F2)
    dialogue = caisse.dialogue("dialogueEcriture")
    assert caisse.widget("compteLabel").text() == "Acompte numéro"
    assert caisse.widget("soldeLabel").text() == ""
    caisse.taper("entreeEdit", "500")
    caisse.taper("commentaireEdit", "Commentaire justificatif")
    caisse.touche(F2)
    caisse.attendre_fermeture(dialogue)
    caisse.attendre_comptes("ALBERT Pierre", 4)
    assert caisse.lignes("comptesTable")[3] == ["267", "Acompte", "500,00", "15/07/2014", "500,00", "", ""]
    assert caisse.ecran.ligne().compte.numero == 267, "le compte créé est choisi"


@pytest.mark.parametrize(
    ("radio", "libelle"),
    [("avoirRadio", "Avoir"), ("creditRadio", "Crédit"), ("organismeCreditRadio", "Organisme Crédit")],
)
def test_chaque_type_de_compte_s_ouvre(caisse: Caisse, radio: str, libelle: str) -> None:
    caisse.chercher_pierre()
    caisse.touche(F3)
    caisse.dialogue("dialogueTypeCompte")
    caisse.widget(radio).click()
    caisse.touche(F2)
    dialogue = caisse.dialogue("dialogueEcriture")
    assert caisse.widget("dossierEdit").isVisible() == (radio == "organismeCreditRadio")
    caisse.taper("entreeEdit", "40,50")
    caisse.touche(F2)
    caisse.attendre_fermeture(dialogue)
    caisse.attendre_comptes("ALBERT Pierre", 4)
    assert caisse.lignes("comptesTable")[3][:3] == ["267", libelle, "40,50"]


def test_les_organismes_deja_connus_sont_proposes(caisse: Caisse) -> None:
    caisse.atelier.faire(
        CreerCompte(PIERRE, TypeCompte.ORGANISME_CREDIT, Centimes(100), organisme="Cofidis", dossier="D-1")
    )
    caisse.chercher_comptes(4)
    caisse.touche(F3)
    caisse.dialogue("dialogueTypeCompte")
    caisse.widget("organismeCreditRadio").click()
    caisse.touche(F2)
    caisse.dialogue("dialogueEcriture")
    combo = caisse.widget("organismeCombo")
    assert [combo.itemText(rang) for rang in range(combo.count())] == ["Cofidis"]
    assert combo.currentText() == "", "rien n'est choisi à la place de la personne"


def test_une_entree_saisie_par_f6_et_le_solde_vu_en_direct(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(0)
    caisse.touche(F6)
    dialogue = caisse.dialogue("dialogueEcriture")
    assert caisse.widget("soldeLabel").text() == "562,55"
    caisse.taper("entreeEdit", "1 000,45")
    assert caisse.widget("soldeLabel").text() == "562,55 → 1\u202f563,00"
    caisse.touche(F2)
    caisse.attendre_fermeture(dialogue)
    caisse.attendre_comptes("ALBERT Pierre", 4)
    assert caisse.lignes("comptesTable")[0][2] == "1 563,00"


def test_un_double_f2_n_enregistre_qu_une_fois(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(0)
    caisse.touche(F6)
    dialogue = caisse.dialogue("dialogueEcriture")
    caisse.taper("entreeEdit", "10")
    champ = QApplication.focusWidget()
    caisse.touche(F2)
    caisse.touche(F2)
    assert champ is not None
    QApplication.sendEvent(champ, QKeyEvent(QEvent.Type.KeyPress, F2, Qt.KeyboardModifier.NoModifier, "", True, 3))
    caisse.attendre_fermeture(dialogue)
    caisse.attendre_comptes("ALBERT Pierre", 4)
    assert caisse.lignes("comptesTable")[0][2] == "572,55"


@pytest.mark.parametrize(
    ("champ", "texte", "mots"),
    [
        ("sortieEdit", "600", "rendrait négatif"),
        ("sortieEdit", "1e3", "n'est pas un montant"),
        ("sortieEdit", "1,234", "n'est pas un montant"),
        ("dateOperationEdit", "16/07/2014", "dans l'avenir"),
        ("dateOperationEdit", "31/02/2014", "n'est pas une date"),
        ("entreeEdit", "5", "soit l'entrée soit la sortie"),
    ],
)
def test_un_refus_se_lit_sous_le_champ_fautif_qui_prend_le_curseur(
    caisse: Caisse, champ: str, texte: str, mots: str
) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(2)
    caisse.touche(F8)
    dialogue = caisse.dialogue("dialogueEcriture")
    caisse.taper(champ, texte)
    caisse.touche(F2)
    caisse.attendre(lambda: caisse.widget("erreurLabel").isVisible())
    assert mots in caisse.widget("erreurLabel").text()
    fautif = caisse.widget("sortieEdit" if champ == "entreeEdit" else champ)
    assert fautif.hasFocus()
    assert fautif.property("erreur")
    assert dialogue.isVisible()
    caisse.boites.reponses.append(Reponse.OUI)
    caisse.touche(Qt.Key.Key_Escape)
    caisse.attendre_fermeture(dialogue)


def test_echap_ne_demande_que_si_quelque_chose_est_saisi(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(2)
    caisse.touche(F8)
    dialogue = caisse.dialogue("dialogueEcriture")
    caisse.touche(Qt.Key.Key_Escape)
    caisse.attendre_fermeture(dialogue)
    assert caisse.boites.questions == []
    caisse.touche(F8)
    dialogue = caisse.dialogue("dialogueEcriture")
    caisse.taper("commentaireEdit", "x")
    caisse.boites.reponses.append(Reponse.NON)
    caisse.touche(Qt.Key.Key_Escape)
    assert dialogue.isVisible()
    caisse.boites.reponses.append(Reponse.OUI)
    caisse.touche(Qt.Key.Key_Escape)
    caisse.attendre_fermeture(dialogue)


def test_entree_passe_au_champ_suivant_sans_valider(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(0)
    caisse.touche(F6)
    dialogue = caisse.dialogue("dialogueEcriture")
    caisse.taper("entreeEdit", "5")
    caisse.touche(Qt.Key.Key_Return)
    assert caisse.widget("sortieEdit").hasFocus()
    assert dialogue.isVisible()


def test_solder_un_solde_change_par_un_autre_poste_est_refuse(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(2)
    caisse.touche(F8)
    dialogue = caisse.dialogue("dialogueEcriture")
    caisse.atelier.faire(SaisirEcriture(266, entree=Centimes(1)))
    caisse.touche(F2)
    caisse.attendre(lambda: caisse.widget("erreurLabel").isVisible())
    assert "500,01" in caisse.widget("erreurLabel").text()
    assert dialogue.isVisible()


def test_f4_contrepasse_une_fois_avec_une_raison(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(1)
    caisse.touche(F4)
    dialogue = caisse.dialogue("dialogueRaison")
    assert "62,55" in caisse.widget("ecritureLabel").text()
    caisse.touche(F2)
    assert "raison" in caisse.widget("erreurLabel").text()
    caisse.taper("raisonEdit", "Erreur de client")
    caisse.touche(F2)
    caisse.attendre_fermeture(dialogue)
    caisse.attendre_comptes("ALBERT Pierre", 4)
    lignes = caisse.lignes("comptesTable")
    assert lignes[0][2] == "500,00"
    assert lignes[2][5] == "62,55"
    assert lignes[1][6].startswith("Mme ALBERT · annulée par n°")
    assert lignes[2][6].startswith("annule n°")
    assert "Erreur de client" in caisse.widget("commentaireText").toPlainText()
    assert not caisse.qaction("contrepasser").isEnabled()
    assert "elle-même une annulation" in caisse.qaction("contrepasser").toolTip()
    caisse.touche(Qt.Key.Key_Up, CTRL)
    assert "déjà annulée" in caisse.qaction("contrepasser").toolTip()


def test_f9_dit_pourquoi_l_epuration_n_est_pas_disponible(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    assert not caisse.qaction("epurer").isEnabled()
    caisse.touche(F9)
    assert "exercices clôturés" in caisse.fenetre.statusBar().currentMessage()


def test_f7_ramene_le_curseur_dans_le_nom(caisse: Caisse) -> None:
    caisse.table("clientsTable").setFocus()
    caisse.touche(F7)
    assert caisse.widget("nomClientEdit").hasFocus()


def test_maj_f10_ouvre_le_menu_de_la_ligne(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(0)
    caisse.touche(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menus = [m for m in caisse.table("comptesTable").findChildren(QMenu) if m.isVisible()]
    assert [a.objectName() for a in menus[0].actions()[:3]] == ["nouvelle_ecriture", "solder", "contrepasser"]
    menus[0].close()


def test_le_recu_de_l_ecriture_se_montre_puis_s_enregistre_une_fois_compte(caisse: Caisse, tmp_path: Path) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(2)
    caisse.touche(Qt.Key.Key_P, CTRL)
    apercu = caisse.dialogue("dialogueApercu")
    fichier = tmp_path / "reçu.pdf"
    caisse.boites.fichiers.append(fichier)
    caisse.touche(Qt.Key.Key_S, CTRL)
    caisse.attendre(fichier.exists)
    assert fichier.read_bytes().startswith(b"%PDF")
    with caisse.atelier.services.lire() as lecteur:
        from caisse_clients.application.lectures import operations

        commandes = [operation.commande for operation in operations(lecteur)]
    assert commandes.count("tirer_recu") == 1
    caisse.touche(Qt.Key.Key_Escape)
    caisse.attendre_fermeture(apercu)


def test_les_deux_grilles_s_exportent_comme_affichees(caisse: Caisse, tmp_path: Path) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(0)
    comptes, clients = tmp_path / "comptes.csv", tmp_path / "clients.csv"
    caisse.boites.fichiers.extend([comptes, clients])
    caisse.qaction("exporter_comptes").trigger()
    caisse.qaction("exporter_clients").trigger()
    caisse.attendre(lambda: comptes.exists() and clients.exists())
    assert "562,55" in comptes.read_text(encoding="utf-8-sig")
    assert "ROSE MARIE" in clients.read_text(encoding="utf-8-sig")
