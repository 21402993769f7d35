"""One règlement: changed under its locks, cancelled, given back, its files and its pièces."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.fichiers_joints import JoindreFichier
from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierParametre
from caisse_clients.application.commandes.reglements import ModifierReglement
from caisse_clients.application.commandes.transferts import TransfererEcritures
from caisse_clients.domain.droits import Role
from caisse_clients.domain.reglements import EtatReglement
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.annulation_reglement import DialogueAnnulationReglement
from caisse_clients.gui.dialogues.pieces_jointes import DialoguePiecesJointes
from caisse_clients.gui.dialogues.reglement import DialogueReglement
from caisse_clients.gui.dialogues.remboursement import DialogueRemboursement
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.ecrans.reglements import EcranReglements
from caisse_clients.gui.rendu_pdf import lire_pages
from caisse_clients.kernel.argent import Centimes
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
    lu,
    numeros,
    ouvrir,
    remplacer,
)
from tests.gui.ventes_de_test import COMMANDE, encaisser

__all__ = ["ecran", "scene"]


def test_entree_ouvre_et_f2_enregistre_sous_le_meme_numero(scene: Scene, ecran: EcranReglements) -> None:
    scene.taper("ch. 12")
    scene.jusqu_a(lambda: numeros(ecran) == [CHEQUE])
    scene.touche(K.Key_Return)
    dialogue = dialogue_ouvert(scene, DialogueReglement)
    ui = dialogue._ui
    assert ui.verrouFrame.isHidden()
    assert [ui.versionsList.count(), dialogue._imputations.rowCount()] == [1, 1]
    assert dialogue._empechement_d_enregistrer() == "Rien n'a été changé."
    remplacer(scene, ui.montantEdit, "400")
    remplacer(scene, ui.dateEdit, "140714")
    remplacer(scene, ui.referenceEdit, "ch. 13")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: lu(scene, CHEQUE).version == 2)
    change = lu(scene, CHEQUE)
    assert (change.montant, change.reference, change.disponible) == (400_00, "ch. 13", 40_00)
    assert change.date.day == 14
    assert "est modifié" in ecran._ui.messageBandeau.texte()
    ecran._ui.rechercheEdit.clear()
    dialogue = ouvrir(scene, ecran, CHEQUE)
    versions = [dialogue._ui.versionsList.item(n).text() for n in range(2)]
    assert versions[0].endswith("avant : date 15/07/2014, montant 360,00 €, référence ch. 12.")
    assert versions[1].startswith("Enregistré le 15/07/2014 10:30 par ADMIN")
    scene.touche(K.Key_Escape)


def test_un_changement_fait_ailleurs_n_est_pas_ecrase_et_le_sien_est_garde(
    scene: Scene, ecran: EcranReglements
) -> None:
    dialogue = ouvrir(scene, ecran, CHEQUE)
    scene.atelier.faire(ModifierReglement(CHEQUE, montant=Centimes(500_00)))
    remplacer(scene, dialogue._ui.referenceEdit, "ch. 99")
    scene.touche(K.Key_F2)
    assert "autre poste" in dialogue._ui.erreurLabel.text()
    assert lu(scene, CHEQUE).version == 2
    assert dialogue._ui.montantEdit.text() == "500,00"
    assert dialogue._ui.referenceEdit.text() == "ch. 99"
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: lu(scene, CHEQUE).version == 3)
    assert (lu(scene, CHEQUE).montant, lu(scene, CHEQUE).reference) == (500_00, "ch. 99")


def test_le_montant_ne_descend_pas_sous_ce_qui_est_impute(scene: Scene, ecran: EcranReglements) -> None:
    dialogue = ouvrir(scene, ecran, CHEQUE)
    remplacer(scene, dialogue._ui.montantEdit, "100")
    scene.touche(K.Key_F2)
    assert COMMANDE in dialogue._ui.erreurLabel.text()
    assert dialogue._ui.montantEdit.property("erreur")
    assert lu(scene, CHEQUE).montant == 360_00
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_Escape)


def test_un_numerique_ne_laisse_que_le_commentaire(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CARTE)
    assert "numérique" in ecran.empechement("reglements.supprimer")
    scene.touche(K.Key_Return)
    dialogue = dialogue_ouvert(scene, DialogueReglement)
    ui = dialogue._ui
    assert not ui.verrouFrame.isHidden()
    assert "seul le commentaire se modifie" in ui.verrouLabel.text()
    assert not ui.modeCombo.isEnabled()
    assert ui.montantEdit.isReadOnly()
    assert ui.dateEdit.isReadOnly()
    assert QApplication.focusWidget() is ui.referenceEdit
    scene.taper("ticket 778")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: lu(scene, CARTE).reference == "ticket 778")


def test_un_exporte_ne_laisse_rien_et_le_dit(scene: Scene, ecran: EcranReglements) -> None:
    jour = scene.atelier.services.aujourd_hui()
    scene.atelier.faire(TransfererEcritures(jour.replace(day=1), jour))
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: any(ligne["Statut"] == "Validé" for ligne in lignes(ecran)))
    dialogue = ouvrir(scene, ecran, CHEQUE)
    assert dialogue._permis == frozenset()
    assert "Exporté en comptabilité" in dialogue._ui.verrouLabel.text()
    assert dialogue._ui.referenceEdit.isReadOnly()
    scene.touche(K.Key_F2)
    scene.touche(K.Key_F4)
    assert dialogue.isVisible()
    assert lu(scene, CHEQUE).version == 1
    scene.touche(K.Key_Escape)
    assert "exporté" in ecran.empechement("reglements.supprimer")


def test_f4_annule_avec_une_raison_et_ce_qui_etait_paye_est_du(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_F4)
    dialogue = dialogue_ouvert(scene, DialogueAnnulationReglement)
    assert COMMANDE in dialogue._ui.consequencesLabel.text()
    scene.touche(K.Key_F2)
    assert "raison" in dialogue._ui.erreurLabel.text().lower()
    scene.taper("Chèque refusé")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: lu(scene, CHEQUE).etat is EtatReglement.ANNULE)
    assert ecran._ui.messageBandeau.texte() == f"{CHEQUE} est annulé."
    scene.jusqu_a(lambda: next(x for x in lignes(ecran) if x["RC"] == CHEQUE)["Statut"] == "Annulé")
    with scene.atelier.services.lire() as lecteur:
        reste = {du.cle: du.reste for du in lectures_ventes.dus(lecteur, PIERRE)}
    assert reste[f"{COMMANDE}/1"] == 1200_00


def test_ctrl_d_rend_une_partie_du_disponible(scene: Scene, ecran: EcranReglements) -> None:
    choisir(scene, ecran, CHEQUE)
    assert "Rien n'est disponible" in ecran.empechement("reglements.rembourser")
    choisir(scene, ecran, ESPECES)
    scene.touche(K.Key_D, CTRL)
    dialogue = dialogue_ouvert(scene, DialogueRemboursement)
    assert dialogue._ui.montantEdit.text() == "50,00"
    assert dialogue._ui.modeCombo.currentText() == "Espèces"
    remplacer(scene, dialogue._ui.montantEdit, "60")
    scene.touche(K.Key_F2)
    assert "50,00 €" in dialogue._ui.erreurLabel.text()
    remplacer(scene, dialogue._ui.montantEdit, "20")
    assert dialogue._ui.resteLabel.text().replace("\u202f", " ") == "Il restera 30,00 € disponibles."
    dialogue._ui.raisonEdit.setFocus()
    scene.taper("trop-perçu")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: lu(scene, ESPECES).disponible == 30_00)
    assert ecran._ui.messageBandeau.texte() == f"20,00 € rendus à ALBERT Pierre sur {ESPECES} : il reste 30,00 €."
    scene.jusqu_a(lambda: lignes(ecran)[0]["Montant"] == "rendu 20,00")
    scene.jusqu_a(lambda: ecran._ui.renduLabel.text() == "Rendu 20,00 €")
    rendu = ouvrir(scene, ecran, lignes(ecran)[0]["RC"])
    assert rendu._ui.montantEdit.isReadOnly()
    assert not rendu._ui.referenceEdit.isReadOnly()
    assert rendu._imputations.index(0, 1).data() == ESPECES
    remplacer(scene, rendu._ui.referenceEdit, "billet")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "est modifié" in ecran._ui.messageBandeau.texte())


def test_rembourser_depuis_le_reglement_montre_ce_qui_reste(scene: Scene, ecran: EcranReglements) -> None:
    dialogue = ouvrir(scene, ecran, ESPECES)
    scene.touche(K.Key_D, CTRL)
    dialogue_ouvert(scene, DialogueRemboursement)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "0,00 € disponibles" in dialogue._ui.resumeLabel.text())
    dialogue.activateWindow()
    scene.touche(K.Key_Escape)


def test_les_pieces_jointes_s_ajoutent_et_se_copient(scene: Scene, ecran: EcranReglements, tmp_path: Path) -> None:
    contenu = b"%PDF-1.4\nrecto verso"
    (tmp_path / "chèque.pdf").write_bytes(contenu)
    (tmp_path / "faux.pdf").write_bytes(b"MZ\x90")
    choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_J, CTRL)
    dialogue = dialogue_ouvert(scene, DialoguePiecesJointes)
    assert "F3" in dialogue._ui.fichiersTable.accessibleDescription()
    scene.boites.fichiers.extend([tmp_path / "faux.pdf", tmp_path / "chèque.pdf", tmp_path / "copie.pdf"])
    scene.touche(K.Key_F3)
    assert "n'est ni un PDF" in dialogue._ui.messageBandeau.texte()
    scene.touche(K.Key_F3)
    scene.jusqu_a(lambda: dialogue._modele.rowCount() == 1)
    assert dialogue._modele.index(0, 0).data() == "chèque.pdf"
    scene.touche(K.Key_F2)
    scene.jusqu_a((tmp_path / "copie.pdf").exists)
    scene.attendre()
    assert (tmp_path / "copie.pdf").read_bytes() == contenu
    scene.touche(K.Key_Return)
    assert "abîmé ou protégé" in dialogue._ui.messageBandeau.texte()
    scene.touche(K.Key_Escape)


def test_une_photo_jointe_se_montre_sur_une_page(scene: Scene, ecran: EcranReglements, tmp_path: Path) -> None:
    photo = QImage(300, 200, QImage.Format.Format_RGB32)
    photo.fill(QColor("teal"))
    assert photo.save(str(tmp_path / "photo.jpg"))
    scene.atelier.faire(JoindreFichier(CHEQUE, str(tmp_path / "photo.jpg")))
    choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_J, CTRL)
    dialogue_ouvert(scene, DialoguePiecesJointes)
    scene.touche(K.Key_F6)
    apercu = dialogue_ouvert(scene, DialogueApercu)
    assert apercu.windowTitle() == "photo.jpg"
    assert len(lire_pages(apercu.apercu._pdf)) == 1
    scene.touche(K.Key_Escape)
    scene.touche(K.Key_Escape)


def test_entree_sur_une_imputation_ouvre_la_piece(scene: Scene, ecran: EcranReglements) -> None:
    dialogue = ouvrir(scene, ecran, CHEQUE)
    dialogue._ui.imputationsTable.setFocus()
    dialogue._ui.imputationsTable.choisir_rang(0)
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: isinstance(scene.fenetre()._navigation.courant(), EcranPiece))
    scene.attendre()


def test_la_limite_d_un_caissier_se_dit_sous_le_montant(scene: Scene) -> None:
    scene.atelier.faire(CreerUtilisateur("LEA", "Léa", role=Role.CAISSIER))
    scene.atelier.faire(ModifierParametre("limite_remboursement", "10.00"))
    encaisser(scene.atelier, 50_00)
    scene.fenetre("LEA")
    ecran = scene.ouvrir("reglements", EcranReglements)
    choisir(scene, ecran, CHEQUE)
    assert not _permise(ecran, "reglements.imputer")
    scene.touche(K.Key_D, CTRL)
    dialogue = dialogue_ouvert(scene, DialogueRemboursement)
    scene.touche(K.Key_F2)
    assert "responsable" in dialogue._ui.erreurLabel.text()
    assert dialogue._ui.montantEdit.property("erreur")
    remplacer(scene, dialogue._ui.montantEdit, "10")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: lu(scene, CHEQUE).disponible == 40_00)


def _permise(ecran: EcranReglements, nom: str) -> bool:
    return next(action for action in ecran.actions() if action.objectName() == nom).isEnabled()
