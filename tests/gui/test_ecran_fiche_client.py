"""The client's card: create, edit, refuse, merge, and another post at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caisse_clients.application.commandes.clients import FusionnerClients, ModifierClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.lectures import FicheClient, comptes_du_client, fiche_client
from caisse_clients.domain import droits
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.fusion import DialogueFusion, DialogueSeparation, Rangee
from caisse_clients.gui.ecrans.comptes_clients import EcranComptesClients
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.kernel.argent import Centimes
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]

ALBERT = 1011


def fiche(scene: Scene, code: int) -> FicheClient:
    with scene.atelier.services.lire() as lecteur:
        return fiche_client(lecteur, code)


def ouvrir(scene: Scene, client: int = ALBERT) -> EcranFicheClient:
    return scene.ouvrir("fiche_client", EcranFicheClient, client=client)


def test_une_fiche_montre_tout_du_client(scene: Scene) -> None:
    ecran = ouvrir(scene)
    assert ecran._ui.titreLabel.text() == "1\u202f011 · ALBERT Pierre"
    assert ecran._ui.adresseEdit.toPlainText() == "10 place victor"
    assert ecran._ui.disponibleLabel.text() == "1\u202f062,55 €"
    assert ecran._ui.duLabel.text() == "0,00 €"
    assert [compte.numero for compte in ecran._comptes.lignes] == [265, 266]
    assert ecran._historique.rowCount() >= 4
    assert ecran.empechement("fiche.valider") == "Rien n'a été modifié."


def test_un_organisme_se_reconnait(scene: Scene) -> None:
    cree = scene.atelier.faire(CreerCompte(ALBERT, TypeCompte.ORGANISME_CREDIT, Centimes(84000), organisme="Cofidis"))
    assert cree.valeurs["compte"]
    ecran = ouvrir(scene)
    with scene.atelier.services.lire() as lecteur:
        organisme = comptes_du_client(lecteur, ALBERT, types=[TypeCompte.ORGANISME_CREDIT])[0].organisme
    assert isinstance(organisme, int)
    assert ecran._comptes.rowCount() == 3
    assert ouvrir(scene, organisme)._ui.etatLabel.text() == "organisme"


def test_un_client_se_cree_au_clavier(scene: Scene) -> None:
    ecran = scene.ouvrir("fiche_client", EcranFicheClient)
    assert ecran._ui.nomEdit.hasFocus()
    scene.taper("DUPONT")
    scene.touche(Qt.Key.Key_Return)
    assert ecran._ui.prenomEdit.hasFocus()
    scene.taper("Éléonore")
    scene.touche(Qt.Key.Key_F2)
    creee = fiche(scene, 7059)
    assert (creee.nom, creee.prenom) == ("DUPONT", "Éléonore")
    fenetre = scene.fenetre()
    titres = [fenetre._onglets.tabText(rang) for rang in range(fenetre._onglets.count())]
    assert titres == ["DUPONT Éléonore"]


def test_un_homonyme_se_dit_avant_de_creer_un_doublon(scene: Scene) -> None:
    ecran = scene.ouvrir("fiche_client", EcranFicheClient)
    scene.taper("Albert")
    scene.touche(Qt.Key.Key_Tab)
    scene.jusqu_a(lambda: "ALBERT Pierre" in ecran._ui.messageBandeau.texte())
    scene.repondre(Reponse.OUI)


def test_seul_ce_qui_change_est_ecrit_et_se_dit(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.telephoneEdit.setFocus()
    scene.taper("05 53 64 00 00")
    assert ecran._ui.changementsLabel.text() == "Modifié : Téléphone (— → 05 53 64 00 00)"
    scene.touche(Qt.Key.Key_F2)
    ecrite = fiche(scene, ALBERT)
    assert (ecrite.telephone, ecrite.version) == ("05 53 64 00 00", 2)
    assert ecran._ui.messageBandeau.texte() == "Fiche enregistrée."
    assert ecran._ui.changementsLabel.text() == ""


def test_f2_tenu_n_enregistre_qu_une_fois(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.villeEdit.setText("BAYONNE")
    for _ in range(4):
        QTest.keyClick(ecran._ui.villeEdit, Qt.Key.Key_F2)
    scene.attendre()
    assert fiche(scene, ALBERT).version == 2


def test_le_plafond_se_pose_et_se_retire(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.plafondEdit.setText("1500")
    scene.touche(Qt.Key.Key_F2)
    assert fiche(scene, ALBERT).plafond_credit == Centimes(150000)
    ecran._ui.plafondEdit.setText("")
    scene.touche(Qt.Key.Key_F2)
    assert fiche(scene, ALBERT).plafond_credit is None


def test_un_plafond_illisible_n_est_pas_perdu_en_silence(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.plafondEdit.setText("12,345")
    scene.touche(Qt.Key.Key_F2)
    assert "12,345" in ecran._erreurs.phrase("plafond_credit")
    assert fiche(scene, ALBERT).version == 1
    ecran.retablir()


def test_les_refus_sont_a_cote_de_leur_champ(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.courrielEdit.setText("pas une adresse")
    scene.touche(Qt.Key.Key_F2)
    assert "courriel" in ecran._erreurs.phrase("courriel")
    assert ecran._ui.courrielEdit.hasFocus()
    ecran._ui.courrielEdit.setText("")
    ecran._ui.professionnelCheck.setChecked(True)
    ecran._ui.sirenEdit.setText("123456789")
    scene.touche(Qt.Key.Key_F2)
    assert ecran._erreurs.phrase("courriel") == ""
    assert "SIREN" in ecran._erreurs.phrase("siren")
    ecran._ui.sirenEdit.setText("732 829 320")
    scene.touche(Qt.Key.Key_F2)
    assert fiche(scene, ALBERT).siren == "732829320"


def test_un_code_deja_pris_se_dit_sur_le_code(scene: Scene) -> None:
    ecran = scene.ouvrir("fiche_client", EcranFicheClient)
    ecran._ui.codeEdit.setText("1 011")
    ecran._ui.nomEdit.setText("AUTRE")
    scene.touche(Qt.Key.Key_F2)
    assert "déjà pris" in ecran._erreurs.phrase("code")
    ecran._ui.codeEdit.setText("abc")
    scene.touche(Qt.Key.Key_F2)
    assert "abc" in ecran._erreurs.phrase("code")
    ecran.retablir()


def test_un_autre_poste_modifie_pendant_la_saisie(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.telephoneEdit.setText("06 11 11 11 11")
    scene.atelier.faire(ModifierClient(ALBERT, ville="PAU", telephone="05 22 22 22 22"))
    scene.touche(Qt.Key.Key_F2)
    scene.jusqu_a(lambda: "autre poste" in ecran._ui.messageBandeau.texte())
    assert fiche(scene, ALBERT).telephone == "05 22 22 22 22"
    assert ecran._ui.villeEdit.text() == "PAU"
    assert ecran._ui.telephoneEdit.text() == "06 11 11 11 11"
    assert "choisir pour Téléphone" in ecran._ui.messageBandeau.texte()
    scene.touche(Qt.Key.Key_F2)
    finale = fiche(scene, ALBERT)
    assert (finale.ville, finale.telephone, finale.version) == ("PAU", "06 11 11 11 11", 3)


def test_fermer_demande_avant_de_perdre_la_saisie(scene: Scene) -> None:
    ecran = ouvrir(scene)
    ecran._ui.villeEdit.setText("BAYONNE")
    scene.repondre(Reponse.NON)
    scene.touche(Qt.Key.Key_Escape)
    assert "Ville (BIARRITZ → BAYONNE)" in scene.boites.questions[0]
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_Escape)
    assert fiche(scene, ALBERT).version == 1


def test_un_doublon_se_fusionne_apres_comparaison(scene: Scene) -> None:
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_F6)
    dialogue = ecran.findChild(DialogueFusion)
    assert dialogue is not None
    scene.qtbot.waitUntil(dialogue._ui.doublonEdit.hasFocus)
    scene.taper("rose")
    scene.jusqu_a(lambda: len(dialogue._ui.doublonEdit.propositions()) == 1)
    scene.touche(Qt.Key.Key_Return)
    prenom = dialogue._modele.ligne(1)
    assert isinstance(prenom, Rangee)
    assert (prenom.gardee, prenom.absorbee, prenom.differe) == ("Pierre", "ROSE MARIE", True)
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_F2)
    assert "1\u202f011 ALBERT Pierre" in scene.boites.questions[0]
    assert fiche(scene, 4633).absorbe_par == ALBERT
    assert ecran._ui.etatLabel.text() == "remplace 4\u202f633"
    absorbee = ouvrir(scene, 4633)
    assert absorbee._ui.nomEdit.isReadOnly()
    assert absorbee._ui.etatLabel.text() == "fusionnée dans 1\u202f011"


@pytest.mark.parametrize("depuis", [4633, ALBERT])
def test_une_fusion_s_annule_avec_une_raison(scene: Scene, depuis: int) -> None:
    scene.atelier.faire(FusionnerClients(ALBERT, 4633))
    ecran = ouvrir(scene, depuis)
    assert ("Ctrl+M" in ecran._ui.messageBandeau.texte()) is (depuis == 4633)
    scene.touche(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialogue = ecran.findChild(DialogueSeparation)
    assert dialogue is not None
    assert dialogue.ui.ficheCombo.currentText() == "Client 4\u202f633"
    scene.jusqu_a(dialogue.ui.raisonEdit.hasFocus)
    scene.touche(Qt.Key.Key_F2)
    assert "raison" in dialogue.phrase("raison")
    scene.taper("deux personnes")
    scene.touche(Qt.Key.Key_F2)
    assert fiche(scene, 4633).absorbe_par is None
    scene.jusqu_a(lambda: not ecran._ui.etatLabel.isVisible())
    assert not ecran._ui.nomEdit.isReadOnly()
    assert "réunie à aucune" in ecran.empechement("fiche.separer")


def test_une_fusion_se_refuse_avec_soi_meme(scene: Scene) -> None:
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_F6)
    dialogue = ecran.findChild(DialogueFusion)
    assert dialogue is not None
    scene.qtbot.waitUntil(dialogue._ui.doublonEdit.hasFocus)
    scene.taper("1011")
    scene.jusqu_a(lambda: len(dialogue._ui.doublonEdit.propositions()) == 1)
    scene.touche(Qt.Key.Key_Return)
    assert "doublon" in dialogue._ui.messageBandeau.texte()
    scene.touche(Qt.Key.Key_F2)
    scene.touche(Qt.Key.Key_Escape)


def test_sans_le_droit_la_fiche_se_lit_seulement(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(droits._DROITS, Role.CAISSIER, frozenset({Droit.CONSULTER}))
    scene.atelier.faire(CreerUtilisateur("STAGIAIRE", role=Role.CAISSIER))
    scene.fenetre(utilisateur="STAGIAIRE")
    ecran = ouvrir(scene)
    assert ecran._ui.nomEdit.isReadOnly()
    assert "droit de modifier un client" in ecran.empechement("fiche.valider")


def test_les_comptes_s_ouvrent_et_s_exportent(scene: Scene, tmp_path: Path) -> None:
    ecran = scene.ouvrir("fiche_client", EcranFicheClient, client=ALBERT, onglet="comptes")
    sortie = tmp_path / "comptes.csv"
    scene.boites.fichiers.append(sortie)
    scene.touche(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    lignes = sortie.read_text(encoding="utf-8-sig").splitlines()
    assert lignes[0].startswith("Numéro;Type;Solde;Sens")
    assert lignes[1].startswith("265;Acompte;562,55;en faveur du client;15/02/2013")
    ecran._ui.soldesCheck.setChecked(True)
    scene.touche(Qt.Key.Key_F8)
    comptes = scene.fenetre()._navigation.courant()
    assert isinstance(comptes, EcranComptesClients)


def test_f7_mene_a_la_fiche_d_un_autre(scene: Scene) -> None:
    ouvrir(scene)
    scene.touche(Qt.Key.Key_F7)
    scene.taper("albu")
    courant = scene.fenetre()._navigation.courant
    ecran = courant()
    assert isinstance(ecran, EcranFicheClient)
    scene.jusqu_a(lambda: bool(ecran._ui.clientEdit.propositions()))
    scene.touche(Qt.Key.Key_Return)
    autre = courant()
    assert isinstance(autre, EcranFicheClient)
    assert autre._client == 5370


def test_un_caissier_lit_le_plafond_sans_le_changer(scene: Scene) -> None:
    scene.atelier.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    scene.fenetre(utilisateur="LEA")
    ecran = scene.ouvrir("fiche_client", EcranFicheClient)
    assert ecran._ui.plafondEdit.isReadOnly()
    assert ecran._ui.plafondEdit.toolTip() == "Un responsable fixe le plafond de crédit."
    assert not ecran._ui.nomEdit.isReadOnly()
