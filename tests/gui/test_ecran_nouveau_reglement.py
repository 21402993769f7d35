"""Ventes > Règlements > Nouveau règlement: a queue of customers, by the keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.domain.vues_ventes import VueReglement
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.nouveau_reglement import EcranNouveauReglement
from caisse_clients.gui.ecrans.reglements import EcranReglements
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.ventes_de_test import COMMANDE, FACTURE, creer_les_pieces, encaisser

__all__ = ["scene"]

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ecran(scene: Scene) -> Iterator[EcranNouveauReglement]:
    creer_les_pieces(scene.atelier)
    yield scene.ouvrir("nouveau_reglement", EcranNouveauReglement)
    scene.repondre(Reponse.OUI)  # what a test leaves typed is abandoned when the window closes


def _nom_du_curseur() -> str:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    return widget.objectName()


def _choisir_pierre(scene: Scene) -> None:
    scene.taper("1011")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: _nom_du_curseur() == "modeCombo")
    scene.attendre()


def _bandeau(ecran: EcranNouveauReglement) -> str:
    return str(ecran._ui.messageBandeau.texte()).replace("\u202f", " ")


def _labels(ecran: EcranNouveauReglement) -> tuple[str, ...]:
    ui = ecran._ui
    return tuple(
        label.text().replace("\u202f", " ") for label in (ui.montantTotalLabel, ui.affecteLabel, ui.disponibleLabel)
    )


def _a_payer(ecran: EcranNouveauReglement) -> list[str]:
    modele: Any = ecran._ui.documentsTable.model()
    colonne = modele.columnCount() - 1
    return [str(modele.index(rang, colonne).data() or "").replace("\u202f", " ") for rang in range(modele.rowCount())]


def _reglement(scene: Scene, numero: str) -> VueReglement:
    with scene.atelier.services.lire() as lecteur:
        return lectures_ventes.reglement(lecteur, numero)


def _nombre_de_reglements(scene: Scene) -> int:
    from caisse_clients.domain.vues_ventes import CritereReglements

    with scene.atelier.services.lire() as lecteur:
        return len(lectures_ventes.cles_reglements(lecteur, CritereReglements()))


def test_deux_clients_de_suite_sans_la_souris(scene: Scene, ecran: EcranNouveauReglement) -> None:
    assert _nom_du_curseur() == "tiersCombo"
    _choisir_pierre(scene)
    scene.taper("c")
    assert ecran._ui.modeCombo.currentText() == "Chèque"
    scene.touche(K.Key_Return)
    scene.taper("1200")
    scene.touche(K.Key_F8)
    assert _a_payer(ecran) == ["", "1 200,00"]
    assert _labels(ecran) == ("1 200,00 €", "1 200,00 €", "0,00 €")
    scene.touche(K.Key_F2)
    assert _bandeau(ecran) == "RC-S1-2014-00001 enregistré : 1 200,00 € de 1 011 · ALBERT Pierre. Ctrl+P : reçu."
    assert _nom_du_curseur() == "tiersCombo"
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
    assert "RC-S1-2014-00002 enregistré : 50,00 €" in _bandeau(ecran)
    assert "dont 50,00 € restent disponibles" in _bandeau(ecran)

    paye = _reglement(scene, "RC-S1-2014-00001")
    assert (paye.client, paye.mode, paye.montant, paye.disponible) == (PIERRE, "cheque", 1200_00, 0)
    assert [i.cible for i in paye.imputations] == [f"{COMMANDE}/1"]
    assert _reglement(scene, "RC-S1-2014-00002").client == 2643


def test_le_recu_est_a_une_touche(scene: Scene, ecran: EcranNouveauReglement) -> None:
    assert ecran.empechement("nouveau_reglement.recu")
    _choisir_pierre(scene)
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
    _choisir_pierre(scene)
    scene.touche(K.Key_F8)
    assert _a_payer(ecran) == ["600,00", "1 200,00"]
    assert ecran._ui.montantEdit.text().replace("\u202f", " ") == "1 800,00"


def test_f8_sert_la_plus_ancienne_echeance_d_abord(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    scene.touche(K.Key_Return)
    scene.taper("700")
    scene.touche(K.Key_F8)
    assert _a_payer(ecran) == ["600,00", "100,00"]


def test_espace_coche_et_le_montant_suit(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    ecran._ui.documentsTable.setFocus()
    scene.touche(K.Key_Space)
    assert _labels(ecran) == ("600,00 €", "600,00 €", "0,00 €")
    scene.touche(K.Key_Down)
    scene.touche(K.Key_Space)
    assert ecran._ui.montantEdit.text().replace("\u202f", " ") == "1 800,00"
    scene.touche(K.Key_Space)
    assert _labels(ecran)[0] == "600,00 €"


def test_un_montant_tape_sur_une_ligne_n_en_paie_qu_une_partie(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_Return)
    scene.taper("500")
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(1)
    scene.touche(K.Key_3)
    scene.taper("60")
    assert _labels(ecran) == ("500,00 €", "360,00 €", "140,00 €")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_F2)
    paye = _reglement(scene, "RC-S1-2014-00001")
    assert [(i.cible, i.montant) for i in paye.imputations] == [(f"{COMMANDE}/1", 360_00)]
    assert paye.disponible == 140_00


def test_une_ligne_ne_prend_jamais_plus_que_son_reste(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(0)
    scene.touche(K.Key_9)
    scene.taper("99")
    scene.touche(K.Key_Return)
    assert _a_payer(ecran)[0] == "600,00"
    assert "600,00" in _bandeau(ecran)


def test_ce_qui_manque_se_dit_a_son_champ_et_rien_n_est_enregistre(scene: Scene, ecran: EcranNouveauReglement) -> None:
    scene.touche(K.Key_F2)
    assert _nom_du_curseur() == "tiersCombo"
    _choisir_pierre(scene)
    scene.touche(K.Key_F2)
    assert ecran._erreurs.phrase("mode").startswith("Choisissez le mode")
    assert _nom_du_curseur() == "modeCombo"
    scene.taper("c")
    assert ecran._erreurs.phrase("mode") == ""
    scene.touche(K.Key_F2)
    assert _nom_du_curseur() == "montantEdit"
    scene.taper("100")
    ecran._ui.documentsTable.setFocus()
    ecran._ui.documentsTable.choisir_rang(0)
    scene.touche(K.Key_2)
    scene.taper("00")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_F2)
    assert "200,00 €" in ecran._erreurs.phrase("montant")
    assert _nombre_de_reglements(scene) == 0


def test_f2_tenue_n_enregistre_qu_une_fois(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_F8)
    for _ in range(3):
        QTest.keyClick(scene._cible(), K.Key_F2)
    scene.attendre()
    assert _nombre_de_reglements(scene) == 1


def test_un_justificatif_est_lu_aussitot_garde_ou_refuse(
    scene: Scene, ecran: EcranNouveauReglement, tmp_path: Path
) -> None:
    (tmp_path / "chèque.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "copie.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "page.pdf").write_bytes(b"<!DOCTYPE html>")
    scene.boites.fichiers.extend([tmp_path / nom for nom in ("page.pdf", "chèque.pdf", "copie.pdf")])
    _choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_J, CTRL)
    assert "n'est ni un PDF ni une image" in _bandeau(ecran)
    assert ecran._fichiers.chemins() == ()
    scene.touche(K.Key_J, CTRL)
    assert ecran._ui.fichiersList.item(0).text() == "chèque.pdf — PDF, 1 Ko"
    assert _bandeau(ecran) == ""
    scene.touche(K.Key_J, CTRL)
    assert "déjà dans la liste" in _bandeau(ecran)
    scene.touche(K.Key_F8)
    scene.touche(K.Key_F2)
    joints = _reglement(scene, "RC-S1-2014-00001").pieces_jointes
    assert [(joint.nom, joint.type) for joint in joints] == [("chèque.pdf", "application/pdf")]
    assert ecran._fichiers.chemins() == ()


def test_suppr_retire_un_justificatif(scene: Scene, ecran: EcranNouveauReglement, tmp_path: Path) -> None:
    (tmp_path / "avis.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    scene.boites.fichiers.append(tmp_path / "avis.png")
    scene.touche(K.Key_J, CTRL)
    ecran._ui.fichiersList.setFocus()
    scene.touche(K.Key_Delete)
    assert ecran._fichiers.chemins() == ()
    assert ecran._ui.fichiersList.isHidden()
    assert _nom_du_curseur() == "pieceJointeButton"


def test_un_fichier_disparu_avant_f2_refuse_sans_rien_enregistrer(
    scene: Scene, ecran: EcranNouveauReglement, tmp_path: Path
) -> None:
    fichier = tmp_path / "avis.pdf"
    fichier.write_bytes(b"%PDF-1.4")
    scene.boites.fichiers.append(fichier)
    _choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_J, CTRL)
    scene.touche(K.Key_F8)
    fichier.unlink()
    scene.touche(K.Key_F2)
    assert "avis.pdf n'existe pas" in _bandeau(ecran)
    assert _nombre_de_reglements(scene) == 0
    assert ecran._commencee()


def test_les_especes_au_dessus_de_la_loi_demandent_une_identite(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    scene.taper("e")
    assert ecran._ui.modeCombo.currentText() == "Espèces"
    assert ecran._ui.nonResidentEdit.isHidden()
    scene.touche(K.Key_Return)
    scene.taper("1200")
    assert not ecran._ui.nonResidentEdit.isHidden()
    scene.touche(K.Key_F2)
    assert _nombre_de_reglements(scene) == 0
    assert ecran._erreurs.phrase("mode")
    ecran._ui.nonResidentEdit.setFocus()
    scene.taper("Maria ROSSI, Italie, passeport AA123")
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    assert "RC-S1-2014-00001" in _bandeau(ecran)
    assert len(scene.boites.questions) == 1


def test_l_apercu_est_un_brouillon_qui_n_enregistre_rien(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
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
    assert _nombre_de_reglements(scene) == 0
    assert ecran._commencee()


def test_fermer_ne_demande_que_si_quelque_chose_est_tape(scene: Scene, ecran: EcranNouveauReglement) -> None:
    assert ecran.peut_fermer()
    _choisir_pierre(scene)
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_Escape)
    assert ecran._ui.tiersCombo.client() == PIERRE
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F4)
    assert not ecran._commencee()
    assert _nom_du_curseur() == "tiersCombo"
    scene.touche(K.Key_Escape)
    assert len(scene.boites.questions) == 2


def test_ce_qu_un_autre_poste_regle_se_voit_et_se_dit(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
    scene.touche(K.Key_F8)
    encaisser(scene.atelier, 500_00, piece=FACTURE)
    scene.touche(K.Key_F5)
    assert _a_payer(ecran) == ["100,00", "1 200,00"]
    assert "Réglé entre-temps" in _bandeau(ecran)


def test_un_client_qui_ne_doit_rien_le_dit(scene: Scene, ecran: EcranNouveauReglement) -> None:
    scene.atelier.faire(CreerClient("ZOLA", code=9001))
    scene.taper("9001")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: ecran._ui.tiersCombo.client() == 9001)
    scene.attendre()
    assert "ne doit rien" in ecran._ui.documentsTable.accessibleDescription()
    assert ecran.empechement("nouveau_reglement.proposer") == "Ce client ne doit rien."


def test_la_liste_s_ouvre_sur_le_dernier_enregistre(scene: Scene, ecran: EcranNouveauReglement) -> None:
    _choisir_pierre(scene)
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
    assert _nom_du_curseur() == "modeCombo"
    assert len(_a_payer(ecran)) == 2
    scene.repondre(Reponse.OUI)
