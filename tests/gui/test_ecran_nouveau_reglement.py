"""Ventes > Règlements > Nouveau règlement: a queue of customers, by the keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.nouveau_reglement import EcranNouveauReglement
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.ecrans.reglements import EcranReglements
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.saisie_de_reglement import (
    CTRL,
    K,
    a_payer,
    bandeau,
    choisir_pierre,
    ecran,
    labels,
    nom_du_curseur,
    nombre_de_reglements,
    reglement,
)
from tests.gui.ventes_de_test import COMMANDE, FACTURE, creer_les_pieces, encaisser

__all__ = ["ecran", "scene"]


def test_deux_clients_de_suite_sans_la_souris(scene: Scene, ecran: EcranNouveauReglement) -> None:
    assert nom_du_curseur() == "tiersCombo"
    choisir_pierre(scene)
    scene.taper("c")
    assert ecran._ui.modeCombo.currentText() == "Chèque"
    scene.touche(K.Key_Return)
    scene.taper("1200")
    scene.touche(K.Key_F8)
    assert a_payer(ecran) == ["", "1 200,00"]
    assert labels(ecran) == ("1 200,00 €", "1 200,00 €", "0,00 €")
    scene.touche(K.Key_F2)
    assert bandeau(ecran) == "RC-S1-2014-00001 enregistré : 1 200,00 € de 1 011 · ALBERT Pierre. Ctrl+P : reçu."
    assert nom_du_curseur() == "tiersCombo"
    assert not ecran._commencee()
    assert ecran._ui.modeCombo.currentIndex() == -1

    scene.taper("ait")
    scene.jusqu_a(lambda: bool(ecran._ui.tiersCombo.propositions()))
    scene.touche(K.Key_Return)
    QTest.qWait(QApplication.keyboardInputInterval() + 50)  # else the list would look for « cv »
    scene.taper("v")
    scene.touche(K.Key_Return)
    scene.taper("50")
    assert "Rien n'est dû" in ecran._ui.bilanLabel.text()
    scene.touche(K.Key_F2)
    assert "RC-S1-2014-00002 enregistré : 50,00 €" in bandeau(ecran)
    assert "dont 50,00 € restent disponibles" in bandeau(ecran)

    paye = reglement(scene, "RC-S1-2014-00001")
    assert (paye.client, paye.mode, paye.montant, paye.disponible) == (PIERRE, "cheque", 1200_00, 0)
    assert [i.cible for i in paye.imputations] == [f"{COMMANDE}/1"]
    assert reglement(scene, "RC-S1-2014-00002").client == 2643


def test_le_recu_est_a_une_touche(scene: Scene, ecran: EcranNouveauReglement) -> None:
    assert ecran.empechement("nouveau_reglement.recu")
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_F8)
    scene.touche(K.Key_F2)
    scene.touche(K.Key_P, CTRL)
    apercu = ecran.findChild(DialogueApercu)
    assert apercu is not None
    texte = " ".join(pages_du_pdf(apercu.apercu._pdf))
    assert "RC-S1-2014-00001" in texte
    assert FACTURE in texte
    scene.touche(K.Key_Escape)


def test_f8_sans_montant_regle_tout_ce_qui_est_du(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.touche(K.Key_F8)
    assert a_payer(ecran) == ["600,00", "1 200,00"]
    assert ecran._ui.montantEdit.text().replace("\u202f", " ") == "1 800,00"


def test_f8_sert_la_plus_ancienne_echeance_d_abord(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.touche(K.Key_Return)
    scene.taper("700")
    scene.touche(K.Key_F8)
    assert a_payer(ecran) == ["600,00", "100,00"]


def test_espace_coche_et_le_montant_suit(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    ecran._ui.documentsTable.setFocus()
    scene.touche(K.Key_Space)
    assert labels(ecran) == ("600,00 €", "600,00 €", "0,00 €")
    scene.touche(K.Key_Down)
    scene.touche(K.Key_Space)
    assert ecran._ui.montantEdit.text().replace("\u202f", " ") == "1 800,00"
    scene.touche(K.Key_Space)
    assert labels(ecran)[0] == "600,00 €"


def test_un_montant_tape_sur_une_ligne_n_en_paie_qu_une_partie(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_Return)
    scene.taper("500")
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(1)
    scene.touche(K.Key_3)
    scene.taper("60")
    assert labels(ecran) == ("500,00 €", "360,00 €", "140,00 €")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_F2)
    paye = reglement(scene, "RC-S1-2014-00001")
    assert [(i.cible, i.montant) for i in paye.imputations] == [(f"{COMMANDE}/1", 360_00)]
    assert paye.disponible == 140_00


def test_une_ligne_ne_prend_jamais_plus_que_son_reste(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(0)
    scene.touche(K.Key_9)
    scene.taper("99")
    scene.touche(K.Key_Return)
    assert a_payer(ecran)[0] == "600,00"
    assert "600,00" in bandeau(ecran)


def test_ce_qui_manque_se_dit_a_son_champ_et_rien_n_est_enregistre(scene: Scene, ecran: EcranNouveauReglement) -> None:
    scene.touche(K.Key_F2)
    assert nom_du_curseur() == "tiersCombo"
    choisir_pierre(scene)
    scene.touche(K.Key_F2)
    assert ecran._erreurs.phrase("mode").startswith("Choisissez le mode")
    assert nom_du_curseur() == "modeCombo"
    scene.taper("c")
    assert ecran._erreurs.phrase("mode") == ""
    scene.touche(K.Key_F2)
    assert nom_du_curseur() == "montantEdit"
    scene.taper("100")
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(0)
    scene.touche(K.Key_2)
    scene.taper("00")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_F2)
    assert "200,00 €" in ecran._erreurs.phrase("montant")
    assert nombre_de_reglements(scene) == 0


def test_f2_tenue_n_enregistre_qu_une_fois(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_F8)
    for _ in range(3):
        QTest.keyClick(scene._cible(), K.Key_F2)
    scene.attendre()
    assert nombre_de_reglements(scene) == 1


def test_l_apercu_est_un_brouillon_qui_n_enregistre_rien(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_Return)
    scene.taper("840")
    scene.touche(K.Key_F8)
    scene.touche(K.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    apercu = ecran.findChild(DialogueApercu)
    assert apercu is not None
    texte = " ".join(pages_du_pdf(apercu.apercu._pdf))
    assert "BROUILLON" in texte
    assert "840,00" in texte
    scene.touche(K.Key_Escape)
    assert nombre_de_reglements(scene) == 0
    assert ecran._commencee()


def test_fermer_ne_demande_que_si_quelque_chose_est_tape(scene: Scene, ecran: EcranNouveauReglement) -> None:
    assert ecran.peut_fermer()
    choisir_pierre(scene)
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_Escape)
    assert ecran._ui.tiersCombo.client() == PIERRE
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F4)
    assert not ecran._commencee()
    assert nom_du_curseur() == "tiersCombo"
    scene.touche(K.Key_Escape)
    assert len(scene.boites.questions) == 2


def test_ce_qu_un_autre_poste_regle_se_voit_et_se_dit(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.touche(K.Key_F8)
    encaisser(scene.atelier, 500_00, piece=FACTURE)
    scene.touche(K.Key_F5)
    assert a_payer(ecran) == ["100,00", "1 200,00"]
    assert "Réglé entre-temps" in bandeau(ecran)


def test_le_document_choisi_s_ouvre_et_la_saisie_reste(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(1)
    scene.touche(K.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = next(m for m in ecran._ui.documentsTable.findChildren(QMenu) if m.isVisible())
    assert [a.text() for a in menu.actions() if a.text()][:2] == ["Voir le document", "Proposer"]
    menu.close()
    scene.touche(K.Key_Return, CTRL)
    piece = scene.fenetre()._navigation.courant()
    assert isinstance(piece, EcranPiece)
    scene.attendre()
    scene.fenetre().ouvrir("nouveau_reglement")
    assert ecran._ui.tiersCombo.client() == PIERRE


def test_un_client_qui_ne_doit_rien_le_dit(scene: Scene, ecran: EcranNouveauReglement) -> None:
    scene.atelier.faire(CreerClient("ZOLA", code=9001))
    scene.taper("9001")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: ecran._ui.tiersCombo.client() == 9001)
    scene.attendre()
    assert "ne doit rien" in ecran._ui.documentsTable.accessibleDescription()
    assert ecran.empechement("nouveau_reglement.proposer") == "Ce client ne doit rien."


def test_la_liste_s_ouvre_sur_le_dernier_enregistre(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_F8)
    scene.touche(K.Key_F2)
    scene.touche(K.Key_L, CTRL)
    liste = scene.fenetre().ouvrir("reglements")
    assert isinstance(liste, EcranReglements)
    scene.attendre()
    scene.touche(K.Key_Escape)
    choisi = liste._ligne()
    assert choisi is not None
    assert choisi.numero == "RC-S1-2014-00001"


def test_le_client_demande_par_un_autre_ecran_est_choisi(scene: Scene) -> None:
    creer_les_pieces(scene.atelier)
    ecran = scene.ouvrir("nouveau_reglement", EcranNouveauReglement, client=PIERRE)
    scene.attendre()
    assert ecran._ui.tiersCombo.client() == PIERRE
    assert nom_du_curseur() == "modeCombo"
    assert len(a_payer(ecran)) == 2
    scene.repondre(Reponse.OUI)
