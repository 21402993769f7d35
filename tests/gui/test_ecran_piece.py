"""A pièce at the real window once it is saved: changed, validated, paid, invoiced, delivered, read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.commandes.pieces import ModifierCommande, ModifierFacture, ValiderFacture
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.transformations import LivrerCommande
from caisse_clients.domain import droits
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.domain.pieces import EtatPiece, StatutPaiement
from caisse_clients.gui.boites import Reponse
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.gui.fenetre_reelle import Scene
from tests.gui.piece_a_l_ecran import (
    CTRL,
    ENTREE,
    F2,
    MAJ,
    PIERRE,
    acompte,
    articles,
    brouillon_de_1200,
    case,
    commande_de_1200,
    courant,
    lire,
    nouvelle,
    ouvrir,
    scene,
    taper,
)

__all__ = ["articles", "scene"]

# --- Changing


def test_seul_ce_qui_change_s_enregistre(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    ecran = ouvrir(articles, numero)
    assert ecran._ui.changementsLabel.text() == ""
    assert ecran.empechement("piece.enregistrer") == "Rien n'a été modifié."
    ecran._ui.referenceEdit.setFocus()
    articles.taper("Bon 12")
    assert ecran._ui.changementsLabel.text() == "Modifié : référence — F2 enregistre."
    articles.touche(F2)
    assert (lire(articles, numero).reference, lire(articles, numero).version) == ("Bon 12", 2)
    assert ecran._ui.changementsLabel.text() == ""
    ecran._ui.lignesTable.aller(0, "quantite")
    articles.taper("3")
    articles.touche(F2)
    assert (lire(articles, numero).total_ttc, ecran._ui.totalTtcLabel.text()) == (1_800_00, "1\u202f800,00 €")


def test_un_commentaire_de_plusieurs_lignes_reste_tel_quel(articles: Scene) -> None:
    numero = commande_de_1200(articles, commentaire="Livrer le matin\nSonner chez le gardien")
    ecran = ouvrir(articles, numero)
    assert ecran.empechement("piece.enregistrer") == "Rien n'a été modifié."
    ecran._ui.commentaireEdit.setFocus()
    articles.touche(Qt.Key.Key_End, CTRL)
    articles.touche(ENTREE)
    articles.taper("Code 12")
    articles.touche(F2)
    assert lire(articles, numero).commentaire.splitlines()[1:] == ["Sonner chez le gardien", "Code 12"]


def test_sous_ce_qui_est_paye_le_refus_dit_par_quoi(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    reglement = acompte(articles, numero, 1_000_00)
    ecran = ouvrir(articles, numero)
    assert ecran._ui.statutLabel.text() == "Partiel"
    assert ecran._ui.regleButton.text() == "1\u202f000,00 €"
    ecran._ui.lignesTable.aller(0, "quantite")
    articles.taper("1")
    articles.touche(F2)
    assert reglement in ecran._ui.messageBandeau.texte()
    assert case(ecran) is not None
    assert lire(articles, numero).total_ttc == 1_200_00
    articles.touche(Qt.Key.Key_F5, MAJ)
    assert ecran._ui.totalTtcLabel.text() == "1\u202f200,00 €"


def test_un_autre_poste_modifie_pendant_la_saisie(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    ecran = ouvrir(articles, numero)
    ecran._ui.referenceEdit.setText("Bon 12")
    articles.atelier.faire(ModifierCommande(numero, commentaire="Pressé", reference="Autre"))
    articles.touche(F2)
    articles.jusqu_a(lambda: "modifiée ailleurs" in ecran._ui.messageBandeau.texte())
    assert lire(articles, numero).reference == "Autre"
    assert (ecran._ui.referenceEdit.text(), ecran._ui.commentaireEdit.toPlainText()) == ("Bon 12", "Pressé")
    articles.touche(F2)
    finale = lire(articles, numero)
    assert (finale.reference, finale.commentaire) == ("Bon 12", "Pressé")


def test_la_commande_s_annule_avec_une_raison_et_se_lit_ensuite(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    ecran = ouvrir(articles, numero)
    articles.touche(Qt.Key.Key_F4)
    articles.taper("Client parti")
    articles.touche(F2)
    assert lire(articles, numero).etat is EtatPiece.ANNULEE
    articles.jusqu_a(lambda: ecran._ui.etatLabel.text() == "Annulée")
    assert "annulée" in ecran._ui.messageBandeau.texte()
    assert "ailleurs" not in ecran._ui.messageBandeau.texte()
    assert ecran._ui.referenceEdit.isReadOnly()
    assert not ecran._ui.lignesTable.modele.feuille.modifiable("prix")


# --- Facture


def test_un_brouillon_se_valide_apres_une_question_puis_se_lit_seulement(articles: Scene) -> None:
    brouillon = brouillon_de_1200(articles)
    ouvrir(articles, brouillon)
    articles.repondre(Reponse.NON)
    articles.touche(Qt.Key.Key_F6)
    assert lire(articles, brouillon).etat is EtatPiece.BROUILLON
    articles.repondre(Reponse.OUI)
    articles.touche(Qt.Key.Key_F6)
    ecran = courant(articles)
    articles.jusqu_a(lambda: ecran._ui.etatLabel.text() == "Validée")
    assert ecran._ui.titreLabel.text() == "Facture FA-S1-2014-00001"
    assert "validée" in ecran._ui.messageBandeau.texte()
    assert ecran._ui.dateEdit.isReadOnly()
    assert "avoir (F12)" in ecran.empechement("piece.enregistrer")
    assert articles.fenetre()._onglets.count() == 1


def test_valider_une_version_que_l_on_n_a_pas_vue_se_refuse(articles: Scene) -> None:
    brouillon = brouillon_de_1200(articles)
    ecran = ouvrir(articles, brouillon)
    articles.atelier.faire(ModifierFacture(brouillon, reference="Autre"))
    articles.repondre(Reponse.OUI)
    articles.touche(Qt.Key.Key_F6)
    assert lire(articles, brouillon).etat is EtatPiece.BROUILLON
    articles.jusqu_a(lambda: "modifiée ailleurs" in ecran._ui.messageBandeau.texte())
    assert ecran._ui.referenceEdit.text() == "Autre"


# --- Money and what follows


def test_l_acompte_se_prend_et_se_lit_dans_l_historique(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    ecran = ouvrir(articles, numero)
    articles.repondre(Reponse.OUI)
    articles.touche(Qt.Key.Key_F8)
    articles.jusqu_a(lambda: isinstance(QApplication.activeModalWidget(), object))
    dialogue = cast("Any", QApplication.activeModalWidget())
    dialogue._ui.modeCombo.setCurrentIndex(dialogue._ui.modeCombo.findData("cheque"))
    dialogue._ui.montantEdit.setText("360")
    articles.touche(F2)
    articles.jusqu_a(lambda: ecran._ui.statutLabel.text() == "Partiel")
    assert (ecran._ui.regleButton.text(), ecran._ui.resteButton.text()) == ("360,00 €", "840,00 €")
    assert lire(articles, numero).statut is StatutPaiement.PARTIEL
    articles.touche(Qt.Key.Key_H, CTRL)
    assert ecran._ui.historiqueTable.hasFocus()
    assert any(ligne.acte.reglement == "RC-S1-2014-00001" for ligne in ecran._onglets._historique.lignes)
    ecran._ui.historiqueTable.choisir_rang(
        next(rang for rang, ligne in enumerate(ecran._onglets._historique.lignes) if ligne.acte.reglement)
    )
    articles.touche(ENTREE)
    articles.jusqu_a(lambda: QApplication.activeModalWidget() is not None)
    ouvert = QApplication.activeModalWidget()
    assert ouvert is not None
    assert ouvert.objectName() == "dialogueReglement"
    ouvert.close()


def test_chaque_montant_s_ouvre_sur_ce_qui_le_compose(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    reglement = acompte(articles, numero, 360_00)
    ecran = ouvrir(articles, numero)
    ecran._ui.regleButton.setFocus()
    articles.touche(Qt.Key.Key_Space)
    assert ecran._ui.imputationsTable.hasFocus()
    (imputation,) = ecran._onglets._imputations.lignes
    assert (imputation.source, imputation.montant) == (reglement, 360_00)


def test_l_onglet_s_exporte(articles: Scene, tmp_path: Path) -> None:
    numero = commande_de_1200(articles)
    acompte(articles, numero, 360_00)
    ouvrir(articles, numero, onglet="imputations")
    articles.boites.fichiers.append(tmp_path / "imputations.csv")
    articles.touche(Qt.Key.Key_E, CTRL)
    lignes = (tmp_path / "imputations.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lignes[1].startswith("15/07/2014;RC-S1-2014-00001;Règlement;Chèque;360,00")


def test_facturer_ouvre_la_facture_et_les_pieces_se_lient(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    acompte(articles, numero, 360_00)
    commande = ouvrir(articles, numero)
    articles.touche(Qt.Key.Key_F9)
    articles.jusqu_a(lambda: QApplication.activeModalWidget() is not None)
    articles.touche(F2)
    articles.jusqu_a(lambda: courant(articles) is not commande and courant(articles)._vue is not None)
    facture = courant(articles)
    articles.attendre()
    assert facture._vue is not None
    assert (facture._vue.origine, facture._vue.regle) == (numero, 360_00)
    assert commande._ui.pieceOnglets.tabText(3) == "Pièces liée&s (1)"
    articles.fenetre().activateWindow()
    ouvrir(articles, facture._vue.numero, onglet="liens")
    articles.jusqu_a(facture._ui.liensTable.hasFocus)
    articles.touche(ENTREE)
    assert courant(articles) is commande


def test_la_piece_se_montre_avant_de_s_imprimer(articles: Scene) -> None:
    ouvrir(articles, commande_de_1200(articles))
    articles.touche(Qt.Key.Key_P, CTRL)
    articles.jusqu_a(lambda: QApplication.activeModalWidget() is not None)
    apercu = QApplication.activeModalWidget()
    assert apercu is not None
    assert apercu.objectName() == "dialogueApercu"
    apercu.close()


def test_livrer_donner_un_avoir_et_retirer_un_acompte_ouvrent_leur_dialogue(articles: Scene) -> None:
    numero = commande_de_1200(articles)
    acompte(articles, numero, 360_00)
    brouillon = brouillon_de_1200(articles)
    facture = str(articles.atelier.faire(ValiderFacture(brouillon)).valeurs["piece"])
    for ou, touche, sorte, dialogue in (
        (numero, Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier, "dialogueQuantites"),
        (numero, Qt.Key.Key_D, CTRL, "dialogueAnnulationAcompte"),
        (facture, Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier, "dialogueAvoir"),
    ):
        ouvrir(articles, ou)
        articles.touche(touche, sorte)
        articles.jusqu_a(lambda: QApplication.activeModalWidget() is not None)
        ouvert = QApplication.activeModalWidget()
        assert ouvert is not None
        assert ouvert.objectName() == dialogue
        ouvert.close()
        articles.attendre()
        articles.fenetre().activateWindow()


def test_un_bon_de_livraison_se_lit_sans_argent_et_s_annule_avec_une_raison(articles: Scene) -> None:
    livre = str(articles.atelier.faire(LivrerCommande(commande_de_1200(articles))).valeurs["piece"])
    ecran = ouvrir(articles, livre)
    assert "F9 le facture" in ecran._ui.messageBandeau.texte()
    assert ecran._ui.echeancesFrame.isHidden()
    assert ecran._ui.resteButton.isHidden()
    assert "commande" in ecran.empechement("piece.regler")
    articles.touche(Qt.Key.Key_F4)
    articles.taper("Refusé par le client")
    articles.touche(F2)
    articles.jusqu_a(lambda: ecran._ui.etatLabel.text() == "Annulée")


def test_f3_ouvre_une_piece_de_meme_sorte_pour_le_meme_client(articles: Scene) -> None:
    ouvrir(articles, brouillon_de_1200(articles))
    articles.touche(Qt.Key.Key_F3)
    ecran = courant(articles)
    articles.jusqu_a(lambda: ecran._ui.clientEdit.client() == PIERRE)
    assert ecran._ui.titreLabel.text() == "Nouvelle facture"


def test_un_nouvel_article_se_propose_sans_perdre_la_saisie(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    taper(articles, "VIS")
    articles.atelier.faire(CreerArticle("CLOU", "Clou", taux_tva=Pourcent(20_00), prix_ttc=Centimes(10)))
    articles.touche(Qt.Key.Key_F5)
    assert ecran._saisie.lignes.catalogue.article("clou") is not None
    assert ecran._saisie.lignes.lignes[0].article == "VIS"
    assert ecran._ui.messageBandeau.texte() == ""
    ecran.retablir()


# --- Rights and failures


def test_sans_le_droit_la_commande_se_lit_seulement(articles: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    numero = commande_de_1200(articles)
    monkeypatch.setitem(droits._DROITS, Role.CAISSIER, frozenset({Droit.CONSULTER}))
    articles.atelier.faire(CreerUtilisateur("STAGIAIRE", role=Role.CAISSIER))
    articles.fenetre(utilisateur="STAGIAIRE")
    ecran = ouvrir(articles, numero)
    assert ecran._ui.referenceEdit.isReadOnly()
    ecran._ui.lignesTable.aller(0, "prix")
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    assert "gérer les commandes" in ecran.empechement("piece.enregistrer")


def test_une_piece_inconnue_se_dit(articles: Scene) -> None:
    ecran = ouvrir(articles, "CO-S1-2014-99999")
    assert "CO-S1-2014-99999" in ecran._ui.messageBandeau.texte()


def test_une_facture_validee_ailleurs_pendant_la_saisie_ne_se_modifie_plus(articles: Scene) -> None:
    brouillon = brouillon_de_1200(articles)
    ecran = ouvrir(articles, brouillon)
    ecran._ui.referenceEdit.setText("Bon 12")
    articles.atelier.faire(ValiderFacture(brouillon))
    articles.touche(F2)
    articles.jusqu_a(lambda: "votre saisie (référence) est perdue" in ecran._ui.messageBandeau.texte())
    assert ecran._ui.referenceEdit.isReadOnly()
    assert ecran._ui.referenceEdit.text() == ""
    assert ecran.peut_fermer()


def test_une_facture_validee_ailleurs_se_lit_des_qu_on_le_sait(articles: Scene) -> None:
    brouillon = brouillon_de_1200(articles)
    ecran = ouvrir(articles, brouillon)
    articles.atelier.faire(ValiderFacture(brouillon, date=dt.date(2014, 7, 15)))
    articles.touche(Qt.Key.Key_F5)
    articles.jusqu_a(lambda: ecran._ui.etatLabel.text() == "Validée")
    assert ecran._ui.referenceEdit.isReadOnly()
