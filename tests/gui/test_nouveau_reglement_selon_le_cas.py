"""Ventes > Règlements > Nouveau règlement: files, cash above the law, dollars, a compte crédit."""

from __future__ import annotations

from pathlib import Path

from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.nouveau_reglement import EcranNouveauReglement
from caisse_clients.kernel.argent import Centimes, Cours
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
from tests.gui.ventes_de_test import ligne

__all__ = ["ecran", "scene"]


def test_un_justificatif_est_lu_aussitot_garde_ou_refuse(
    scene: Scene, ecran: EcranNouveauReglement, tmp_path: Path
) -> None:
    (tmp_path / "chèque.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "copie.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "page.pdf").write_bytes(b"<!DOCTYPE html>")
    scene.boites.fichiers.extend([tmp_path / nom for nom in ("page.pdf", "chèque.pdf", "copie.pdf")])
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_J, CTRL)
    assert "n'est ni un PDF ni une image" in bandeau(ecran)
    assert ecran._fichiers.chemins() == ()
    scene.touche(K.Key_J, CTRL)
    assert ecran._ui.fichiersList.item(0).text() == "chèque.pdf — PDF, 1 Ko"
    assert bandeau(ecran) == ""
    scene.touche(K.Key_J, CTRL)
    assert "déjà dans la liste" in bandeau(ecran)
    scene.touche(K.Key_F8)
    scene.touche(K.Key_F2)
    joints = reglement(scene, "RC-S1-2014-00001").pieces_jointes
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
    assert nom_du_curseur() == "pieceJointeButton"


def test_un_fichier_disparu_avant_f2_refuse_sans_rien_enregistrer(
    scene: Scene, ecran: EcranNouveauReglement, tmp_path: Path
) -> None:
    fichier = tmp_path / "avis.pdf"
    fichier.write_bytes(b"%PDF-1.4")
    scene.boites.fichiers.append(fichier)
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_J, CTRL)
    scene.touche(K.Key_F8)
    fichier.unlink()
    scene.touche(K.Key_F2)
    assert "avis.pdf n'existe pas" in bandeau(ecran)
    assert nombre_de_reglements(scene) == 0
    assert ecran._commencee()


def test_les_especes_au_dessus_de_la_loi_demandent_une_identite(scene: Scene, ecran: EcranNouveauReglement) -> None:
    choisir_pierre(scene)
    scene.taper("e")
    assert ecran._ui.modeCombo.currentText() == "Espèces"
    assert ecran._ui.nonResidentEdit.isHidden()
    scene.touche(K.Key_Return)
    scene.taper("1200")
    assert not ecran._ui.nonResidentEdit.isHidden()
    scene.touche(K.Key_F2)
    assert nombre_de_reglements(scene) == 0
    assert ecran._erreurs.phrase("mode")
    ecran._ui.nonResidentEdit.setFocus()
    scene.taper("Maria ROSSI, Italie, passeport AA123")
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    assert "RC-S1-2014-00001" in bandeau(ecran)
    assert len(scene.boites.questions) == 1


def test_un_client_qui_doit_en_dollars_choisit_la_devise_et_donne_le_cours(
    scene: Scene, ecran: EcranNouveauReglement
) -> None:
    commande = CreerCommande(PIERRE, (ligne(1_082_50),), devise="USD", cours=Cours(1_082_500))
    scene.atelier.faire(commande)
    choisir_pierre(scene)
    ui = ecran._ui
    assert not ui.deviseCombo.isHidden()
    assert ui.coursEdit.isHidden()
    assert len(a_payer(ecran)) == 2
    ui.deviseCombo.setFocus()
    scene.touche(K.Key_Down)
    assert ui.deviseCombo.currentText() == "USD"
    assert not ui.coursEdit.isHidden()
    ui.coursEdit.setFocus()
    scene.taper("1,1")
    ui.modeCombo.setFocus()
    scene.taper("v")
    scene.touche(K.Key_Return)
    scene.taper("500")
    scene.touche(K.Key_F8)
    assert a_payer(ecran) == ["500,00"]
    assert labels(ecran)[0] == "500,00 USD"
    scene.touche(K.Key_F2)
    lu = reglement(scene, "RC-S1-2014-00001")
    assert (lu.devise, lu.cours, lu.montant_devise, lu.disponible_devise) == ("USD", 1_100_000, 500_00, 0)
    assert ui.deviseCombo.isHidden()


def test_un_compte_credit_se_regle_comme_une_facture(scene: Scene, ecran: EcranNouveauReglement) -> None:
    scene.atelier.faire(CreerCompte(PIERRE, TypeCompte.CREDIT, Centimes(45_00)))
    choisir_pierre(scene)
    scene.taper("c")
    scene.touche(K.Key_Return)
    scene.taper("45")
    scene.touche(K.Key_F8)
    scene.touche(K.Key_F2)
    assert "RC-S1-2014-00001" in bandeau(ecran)
    lu = reglement(scene, "RC-S1-2014-00001")
    assert [(i.cible, i.montant) for i in lu.imputations] == [("Compte 267", 45_00)]
