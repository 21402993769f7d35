"""Typing a pièce at the real window, by keys alone: lines, articles, échéances, currencies, what is refused."""

from __future__ import annotations

from random import Random
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from caisse_clients.application.commandes.clients import ModifierClient
from caisse_clients.domain.pieces import EtatPiece
from caisse_clients.gui.boites import Reponse
from tests.gui.fenetre_reelle import Scene
from tests.gui.piece_a_l_ecran import (
    ALT,
    CTRL,
    ENTREE,
    F2,
    MAJ,
    PIERRE,
    articles,
    case,
    courant,
    lire,
    nouvelle,
    scene,
    taper,
)

__all__ = ["articles", "scene"]


def test_une_commande_se_saisit_au_clavier(articles: Scene) -> None:
    ecran = nouvelle(articles)
    assert ecran._ui.clientEdit.hasFocus()
    articles.taper("1011")
    articles.jusqu_a(lambda: bool(ecran._ui.clientEdit.propositions()))
    articles.touche(ENTREE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
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


@pytest.mark.parametrize("ttc", [True, False], ids=["TTC", "HT"])
def test_les_totaux_qui_suivent_la_frappe_sont_ceux_que_la_base_enregistre(articles: Scene, ttc: bool) -> None:
    hasard = Random(3)
    taux, remises = ("20", "10", "5,5", "2,1", "0"), ("", "", "5", "33,33")
    bloc = [
        (
            f"Article {rang}",
            f"{hasard.randint(1, 9)},{hasard.randint(0, 999):03d}",
            f"{hasard.randint(0, 300)},{hasard.randint(1, 99):02d}",
            hasard.choice(remises),
            hasard.choice(taux),
        )
        for rang in range(40)
    ]
    ecran = nouvelle(articles, client=PIERRE)
    articles.jusqu_a(lambda: case(ecran) == (0, "article"))
    ecran._ui.prixTtcCheck.setChecked(ttc)
    ecran._ui.lignesTable.aller(0, "libelle")
    QGuiApplication.clipboard().setText("\n".join("\t".join(cases) for cases in bloc))
    articles.touche(Qt.Key.Key_V, CTRL)
    totaux, omises = ecran._saisie.lignes.totaux()
    assert omises == ()
    articles.touche(F2)
    creee = lire(articles, "CO-S1-2014-00001")
    assert (creee.total_ht, creee.total_tva, creee.total_ttc) == (totaux.ht, totaux.tva, totaux.ttc)
    par_taux = {
        t.taux: sum(ligne.montant_ttc for ligne in creee.lignes if ligne.taux == t.taux) for t in totaux.par_taux
    }
    assert par_taux == {t.taux: t.ttc for t in totaux.par_taux}


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
