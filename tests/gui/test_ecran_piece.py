"""The screen of a pièce at the real window: a commande and a facture, from the first letter to the last cent."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from caisse_clients.application.commandes.clients import ModifierClient
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ModifierCommande, ValiderFacture
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.lectures_ventes import piece
from caisse_clients.domain import droits
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.domain.pieces import EtatPiece, LigneSaisie, StatutPaiement
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]

PIERRE = 1011
ENTREE, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2
CTRL, ALT, MAJ = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def articles(scene: Scene) -> Scene:
    """Three articles for sale."""
    for code, libelle, taux, prix in (
        ("VIS", "Vis inox 4x40", 20_00, 12_50),
        ("VISA", "Visseuse à batterie", 20_00, 129_00),
        ("LIVRE", "Livre relié", 5_50, 24_90),
    ):
        scene.atelier.faire(CreerArticle(code, libelle, taux_tva=Pourcent(taux), prix_ttc=Centimes(prix)))
    return scene


def lire(scene: Scene, numero: str) -> VuePiece:
    with scene.atelier.services.lire() as lecteur:
        return piece(lecteur, numero)


def nouvelle(scene: Scene, quoi: str = "commande", **parametres: object) -> EcranPiece:
    return scene.ouvrir("piece", EcranPiece, nouveau=quoi, **parametres)


def ouvrir(scene: Scene, numero: str, **parametres: object) -> EcranPiece:
    return scene.ouvrir("piece", EcranPiece, piece=numero, **parametres)


def courant(scene: Scene) -> EcranPiece:
    ecran = scene.fenetre()._navigation.courant()
    assert isinstance(ecran, EcranPiece)
    return ecran


def case(ecran: EcranPiece) -> tuple[int, str] | None:
    return ecran._ui.lignesTable.case()


def taper(scene: Scene, *cases: str) -> None:
    """Type in one cell after another, Entrée between them."""
    for texte in cases:
        scene.taper(texte)
        scene.touche(ENTREE)


def commande_de_1200(scene: Scene, **champs: Any) -> str:
    lignes = (LigneSaisie("Table", Quantite(2_000), prix_ttc=Centimes(600_00), taux_tva=Pourcent(20_00)),)
    return str(scene.atelier.faire(CreerCommande(PIERRE, lignes, **champs)).valeurs["piece"])


def brouillon_de_1200(scene: Scene) -> str:
    lignes = (LigneSaisie("Table", prix_ttc=Centimes(1_200_00), taux_tva=Pourcent(20_00)),)
    return str(scene.atelier.faire(CreerFacture(PIERRE, lignes)).valeurs["piece"])


def acompte(scene: Scene, numero: str, montant: int) -> str:
    encaisse = EnregistrerReglement(PIERRE, "cheque", Centimes(montant), imputations=(Affectee(piece=numero),))
    return str(scene.atelier.faire(encaisse).valeurs["reglement"])


# --- Typing


def test_une_commande_se_saisit_au_clavier(articles: Scene) -> None:
    ecran = nouvelle(articles)
    assert ecran._ui.clientEdit.hasFocus()
    articles.taper("1011")
    articles.jusqu_a(lambda: bool(ecran._ui.clientEdit.propositions()))
    articles.touche(ENTREE)
    articles.touche(ENTREE)
    assert case(ecran) == (0, "article")
    articles.taper("vis")
    articles.touche(Qt.Key.Key_Down)
    articles.touche(ENTREE)
    assert case(ecran) == (0, "quantite")
    taper(articles, "2", "", "", "")
    assert case(ecran) == (1, "article")
    taper(articles, "Pose sur place", "", "", "80", "10", "5,5")
    taper(articles, "livre", "3", "", "", "")
    assert ecran._ui.totalTtcLabel.text() == "404,70 €"
    articles.touche(ENTREE)
    assert ecran._ui.lignesTable.case() is None
    articles.touche(F2)
    creee = lire(articles, "CO-S1-2014-00001")
    assert [(ligne.article, ligne.libelle, ligne.montant_ttc) for ligne in creee.lignes] == [
        ("VISA", "Visseuse à batterie", 258_00),
        ("", "Pose sur place", 72_00),
        ("LIVRE", "Livre relié", 74_70),
    ]
    fenetre = articles.fenetre()
    titres = [fenetre._onglets.tabText(rang) for rang in range(fenetre._onglets.count())]
    assert titres == ["CO-S1-2014-00001"]
    assert courant(articles)._ui.resteButton.text() == "404,70 €"


def test_le_client_donne_d_avance_mene_tout_droit_aux_lignes(articles: Scene) -> None:
    ecran = nouvelle(articles, "facture", client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    assert ecran._ui.titreLabel.text() == "Nouvelle facture"
    assert "1\u202f062,55 € disponibles" in ecran._ui.soldeLabel.text()
    taper(articles, "VIS", "", "", "", "")
    articles.touche(F2)
    assert lire(articles, "BR-1").etat is EtatPiece.BROUILLON


def test_f2_tenu_n_enregistre_qu_une_fois(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    articles.taper("VIS")
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget() or ecran, F2)
    articles.attendre()
    assert lire(articles, "CO-S1-2014-00001").total_ttc == 12_50
    assert articles.fenetre()._onglets.count() == 1
    assert nouvelle(articles, client=PIERRE)._vue is None


def test_une_case_illisible_se_dit_et_garde_le_curseur(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    taper(articles, "VIS", "deux")
    assert "« deux » n'est pas une quantité" in ecran._ui.lignesErreurLabel.text()
    articles.touche(F2)
    assert case(ecran) == (0, "quantite")
    champ = QApplication.focusWidget()
    assert isinstance(champ, QLineEdit)
    assert champ.text() == "deux"
    articles.taper("2")
    assert ecran._ui.lignesErreurLabel.isHidden()
    articles.touche(F2)
    assert lire(articles, "CO-S1-2014-00001").total_ttc == 25_00


def test_sans_client_ou_sans_ligne_rien_ne_s_enregistre(articles: Scene) -> None:
    ecran = nouvelle(articles)
    ecran._ui.lignesTable.aller(0, "article")
    taper(articles, "VIS")
    articles.touche(F2)
    assert "Choisissez le client" in ecran._saisie.erreurs.phrase("client")
    assert ecran._ui.clientEdit.hasFocus()
    articles.repondre(Reponse.OUI)
    articles.touche(Qt.Key.Key_Escape)
    ecran = nouvelle(articles, client=PIERRE)
    ecran._ui.referenceEdit.setText("Bon 12")
    articles.touche(F2)
    assert "au moins une ligne" in ecran._ui.messageBandeau.texte()
    assert case(ecran) == (0, "article")
    ecran.retablir()


def test_les_lignes_s_otent_se_deplacent_et_se_collent(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    articles.touche(Qt.Key.Key_Tab)
    assert case(ecran) == (0, "libelle")
    QGuiApplication.clipboard().setText("Clou\t10\t0,50\t\t20\r\nVis\t5\t1,20\r\nCheville\t1\t2\r\n")
    articles.touche(Qt.Key.Key_V, CTRL)

    def libelles() -> list[str]:
        return [ligne.libelle for ligne in ecran._saisie.lignes.lignes]

    assert libelles() == ["Clou", "Vis", "Cheville"]
    ecran._ui.lignesTable.aller(2, "prix")
    articles.touche(Qt.Key.Key_Up, ALT)
    assert libelles() == ["Clou", "Cheville", "Vis"]
    assert case(ecran) == (1, "prix")
    articles.touche(Qt.Key.Key_Delete, CTRL)
    assert libelles() == ["Clou", "Vis"]
    articles.touche(Qt.Key.Key_Up)
    assert case(ecran) == (0, "prix")
    articles.touche(ENTREE, MAJ)
    assert case(ecran) == (0, "quantite")
    assert ecran._ui.totalTtcLabel.text() == "11,00 €"
    ecran.retablir()


def test_f7_ouvre_toute_la_liste_et_echap_la_ferme_sans_fermer_l_ecran(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    articles.touche(Qt.Key.Key_F7)
    liste = cast("Any", ecran._ui.lignesTable)._delegue._liste
    assert liste.isVisible()
    articles.touche(Qt.Key.Key_Escape)
    assert not liste.isVisible()
    ecran._ui.lignesTable.aller(0, "taux")
    articles.touche(Qt.Key.Key_F7)
    for _ in range(2):
        articles.touche(Qt.Key.Key_Down)
    articles.touche(ENTREE)
    assert ecran._saisie.lignes.edition(0, "taux") == "5,5"
    ecran.retablir()


def test_les_conditions_font_les_echeances_et_la_main_les_reprend(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    taper(articles, "VISA", "", "", "", "")
    combo = ecran._ui.conditionsCombo
    combo.setFocus()
    saisie = combo.lineEdit()
    assert saisie is not None
    saisie.selectAll()
    articles.taper("3 fois")

    def echeances() -> list[str]:
        return [e.montant for e in ecran._saisie.echeances._lignes]

    assert echeances() == ["43,00", "43,00", "43,00"]
    ecran._ui.echeancesTable.aller(0, "montant")
    taper(articles, "50")
    assert "de trop" in ecran._ui.ecartLabel.text()
    assert combo.currentText() == ""
    articles.touche(F2)
    assert ecran._vue is None
    articles.touche(Qt.Key.Key_J, CTRL)
    assert echeances() == ["50,00", "43,00", "36,00"]
    articles.touche(F2)
    assert [e.montant for e in lire(articles, "CO-S1-2014-00001").echeances] == [50_00, 43_00, 36_00]


def test_des_conditions_illisibles_se_disent_sous_leur_champ(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    taper(articles, "VIS")
    ecran._ui.conditionsCombo.setEditText("demain matin")
    articles.touche(F2)
    assert "demain matin" in ecran._saisie.erreurs.phrase("conditions")
    assert ecran._ui.conditionsCombo.hasFocus()
    ecran.retablir()


def test_un_professionnel_a_des_prix_hors_taxe_et_la_bascule_les_convertit(articles: Scene) -> None:
    articles.atelier.faire(ModifierClient(5124, professionnel=True))
    ecran = nouvelle(articles, client=5124)
    articles.jusqu_a(lambda: case(ecran) == (0, "article") and not ecran._ui.prixTtcCheck.isChecked())
    taper(articles, "VISA", "", "", "", "")
    assert ecran._saisie.lignes.texte(0, "prix") == "107,50"
    ecran._ui.prixTtcCheck.setFocus()
    articles.touche(Qt.Key.Key_Space)
    assert ecran._saisie.lignes.texte(0, "prix") == "129,00"
    articles.touche(Qt.Key.Key_Space)
    articles.touche(F2)
    (ligne,) = lire(articles, "CO-S1-2014-00001").lignes
    assert (ligne.ttc, ligne.prix, ligne.montant_ttc) == (False, 107_50, 129_00)


def test_une_devise_demande_son_cours(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    assert ecran._ui.coursEdit.isHidden()
    taper(articles, "Table", "", "", "108,25", "", "")
    ecran._ui.deviseCombo.setCurrentText("USD")
    assert not ecran._ui.coursEdit.isHidden()
    articles.touche(F2)
    assert ecran._saisie.erreurs.phrase("cours")
    assert ecran._ui.coursEdit.hasFocus()
    articles.taper("1,0825")
    assert "Soit 100,00 €" in ecran._ui.omisesLabel.text()
    articles.touche(F2)
    creee = lire(articles, "CO-S1-2014-00001")
    assert (creee.devise, creee.total_devise, creee.total_ttc) == ("USD", 108_25, 100_00)


def test_echap_ne_demande_que_si_quelque_chose_a_ete_tape(articles: Scene) -> None:
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    articles.touche(Qt.Key.Key_Escape)
    assert articles.fenetre()._onglets.count() == 0
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    articles.taper("Table de jardin")
    articles.repondre(Reponse.NON)
    articles.touche(Qt.Key.Key_Escape)
    assert "sans enregistrer" in articles.boites.questions[0]
    ecran = nouvelle(articles, "facture")
    assert "Terminez d'abord" in ecran._ui.messageBandeau.texte()
    ecran.retablir()


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
    articles.jusqu_a(lambda: "autre poste" in ecran._ui.messageBandeau.texte())
    assert lire(articles, numero).reference == "Autre"
    assert (ecran._ui.referenceEdit.text(), ecran._ui.commentaireEdit.text()) == ("Bon 12", "Pressé")
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
    from caisse_clients.application.commandes.pieces import ModifierFacture

    articles.atelier.faire(ModifierFacture(brouillon, reference="Autre"))
    articles.repondre(Reponse.OUI)
    articles.touche(Qt.Key.Key_F6)
    assert lire(articles, brouillon).etat is EtatPiece.BROUILLON
    articles.jusqu_a(lambda: "autre poste" in ecran._ui.messageBandeau.texte())
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


def test_une_facture_validee_ailleurs_se_lit_des_qu_on_le_sait(articles: Scene) -> None:
    brouillon = brouillon_de_1200(articles)
    ecran = ouvrir(articles, brouillon)
    articles.atelier.faire(ValiderFacture(brouillon, date=dt.date(2014, 7, 15)))
    articles.touche(Qt.Key.Key_F5)
    articles.jusqu_a(lambda: ecran._ui.etatLabel.text() == "Validée")
    assert ecran._ui.referenceEdit.isReadOnly()
