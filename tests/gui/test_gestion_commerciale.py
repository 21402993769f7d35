"""The tab *Gestion commerciale* of the client's card, by the keys: same rows, same locks as the lists (manual 003)."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog

from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.lectures_ventes import piece, reglement
from caisse_clients.domain.pieces import EtatPiece, StatutPaiement, TypePiece
from caisse_clients.domain.reglements import EtatReglement, RaisonVerrou
from caisse_clients.domain.vues_ventes import LignePiece, LigneReglement
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.gui.presentateurs import gestion_commerciale as decisions
from caisse_clients.kernel.argent import Centimes
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.ventes import commander, encaisser, facturer

__all__ = ["scene"]

AKKOUCHE = 2578
CTRL = Qt.KeyboardModifier.ControlModifier


def ouvrir(scene: Scene) -> EcranFicheClient:
    ecran = scene.ouvrir("fiche_client", EcranFicheClient, client=AKKOUCHE, onglet="gestion")
    scene.attendre()
    return ecran


def premiere_colonne(grille: object) -> list[str]:
    modele = grille.model()  # type: ignore[attr-defined]  # a grid
    return [str(modele.index(rang, 0).data()) for rang in range(modele.rowCount())]


def qaction(ecran: EcranFicheClient, nom: str) -> QAction:
    return next(a for a in ecran.actions() if a.objectName() == f"fiche.{nom}")


def dialogue(scene: Scene, nom: str) -> QDialog:
    scene.attendre()
    trouve = next(d for d in scene.fenetre().findChildren(QDialog, nom) if d.isVisible())
    scene.jusqu_a(trouve.isActiveWindow)
    return trouve


def test_la_fiche_montre_les_pieces_et_les_reglements_du_client(scene: Scene) -> None:
    commande, facture = commander(scene.atelier, 120000, AKKOUCHE), facturer(scene.atelier, 84000, AKKOUCHE)
    rc = encaisser(scene.atelier, 50000, client=AKKOUCHE)
    facturer(scene.atelier, 1000)
    ecran = ouvrir(scene)
    ui = ecran._ui
    scene.jusqu_a(lambda: sorted(premiere_colonne(ui.piecesTable)) == sorted([commande, facture]))
    assert premiere_colonne(ui.reglementsTable) == [rc]
    scene.atelier.faire(EnregistrerReglement(AKKOUCHE, "cheque", Centimes(84000), imputations=(Affectee(facture),)))
    ecran.recharger(ecran.sujets)
    scene.attendre()
    ui.ouvertesCheck.click()
    ui.disponiblesCheck.click()
    scene.attendre()
    scene.jusqu_a(lambda: premiere_colonne(ui.piecesTable) == [commande])
    scene.jusqu_a(lambda: premiere_colonne(ui.reglementsTable) == [rc])


def test_f9_prend_un_acompte_puis_f4_l_annule_sans_la_souris(scene: Scene) -> None:
    commande = commander(scene.atelier, 120000, AKKOUCHE)
    ecran = ouvrir(scene)
    ecran._ui.piecesTable.setFocus()
    scene.touche(Qt.Key.Key_Down)
    assert qaction(ecran, "regler").text() == "Acompte"
    assert "Aucun règlement" in ecran.empechement("fiche.annuler_ligne")
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_F9)
    forme = dialogue(scene, "dialogueAcompte")
    scene.taper("c")  # Chèque
    forme._ui.montantEdit.setText("360")  # type: ignore[attr-defined]  # the form of the dialog
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert piece(lecteur, commande).reste_du == 84000
    scene.jusqu_a(lambda: premiere_colonne(ecran._ui.reglementsTable) == ["RC-S1-2014-00001"])
    assert ecran._ui.piecesTable.cle_courante() is not None
    ecran._ui.piecesTable.setFocus()
    assert qaction(ecran, "annuler_ligne").text() == "Annulation acompte"
    scene.touche(Qt.Key.Key_F4)
    dialogue(scene, "dialogueAnnulationAcompte")


def test_f4_annule_le_reglement_choisi_dans_la_grille_du_bas(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    rc = encaisser(scene.atelier, 50000, client=AKKOUCHE)
    carte = encaisser(scene.atelier, 10000, "carte", AKKOUCHE)
    ecran = ouvrir(scene)
    grille = ecran._ui.reglementsTable
    grille.setFocus()
    grille.choisir_rang(premiere_colonne(grille).index(carte))
    scene.attendre()
    assert "numérique" in ecran.empechement("fiche.annuler_ligne")
    assert not qaction(ecran, "annuler_ligne").isEnabled()
    assert ecran.empechement("fiche.modifier_ligne") == "", "le commentaire se modifie"
    grille.choisir_rang(premiere_colonne(grille).index(rc))
    scene.attendre()
    assert qaction(ecran, "annuler_ligne").text() == "Annuler le règlement"
    assert "règlement ne se règle pas" in ecran.empechement("fiche.regler")
    scene.touche(Qt.Key.Key_F4)
    dialogue(scene, "dialogueAnnulationReglement")
    scene.taper("Chèque rendu")
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert reglement(lecteur, rc).etat is EtatReglement.ANNULE


def test_entree_ouvre_le_reglement_et_le_menu_de_la_piece(scene: Scene) -> None:
    facture = facturer(scene.atelier, 84000, AKKOUCHE)
    rc = encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    ecran._ui.reglementsTable.setFocus()
    ecran._ui.reglementsTable.choisir_rang(0)
    scene.touche(Qt.Key.Key_Return)
    forme = dialogue(scene, "dialogueReglement")
    assert rc in forme.windowTitle()
    scene.touche(Qt.Key.Key_Escape)
    ecran._ui.piecesTable.setFocus()
    ecran._ui.piecesTable.choisir_rang(0)
    scene.attendre()
    scene.touche(Qt.Key.Key_Return, CTRL)
    onglets = scene.fenetre()._onglets
    assert facture in onglets.tabText(onglets.currentIndex())


def test_creer_un_reglement_s_ouvre_sur_le_client(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    ecran = ouvrir(scene)
    ecran._ui.piecesTable.setFocus()
    scene.touche(Qt.Key.Key_I, CTRL)
    imputation = scene.fenetre()._navigation.courant()
    assert isinstance(imputation, EcranImputation)
    assert imputation._ui.clientEdit.client() == AKKOUCHE
    scene.touche(Qt.Key.Key_F, CTRL)
    assert scene.fenetre()._navigation.courant() is ecran
    assert ecran._ui.ficheOnglets.currentWidget() is ecran._ui.gestionPage


def test_rien_n_est_lu_avant_que_l_onglet_soit_vu(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    ecran = scene.ouvrir("fiche_client", EcranFicheClient, client=AKKOUCHE)
    assert ecran._ui.piecesTable.model().rowCount() == 0
    assert "onglet Gestion commerciale" in ecran.empechement("fiche.regler")
    ecran._ui.ficheOnglets.setCurrentWidget(ecran._ui.gestionPage)
    scene.attendre()
    assert ecran._ui.piecesTable.model().rowCount() == 1


def test_les_totaux_comptent_pieces_et_reglements(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    assert ecran._ui.gestionDuLabel.text() == "840,00 €"
    assert ecran._ui.gestionDisponibleLabel.text() == "500,00 €"


# --- Without a window


def _piece(type_: TypePiece, etat: EtatPiece, *, regle: int = 0, reste: int = 10000) -> LignePiece:
    jour = dt.date(2014, 7, 15)
    statut = StatutPaiement.PARTIEL if regle else StatutPaiement.NON_PAYE
    return LignePiece(1, "P-1", type_, etat, jour, AKKOUCHE, "AKKOUCHE", 10000, 0, regle, reste, statut, "EUR", 10000)


def _reglement(verrou: str) -> LigneReglement:
    jour = dt.date(2014, 7, 15)
    etat = EtatReglement.ANNULE if verrou == RaisonVerrou.ANNULE else EtatReglement.RECU
    return LigneReglement(1, "RC-1", jour, AKKOUCHE, "AKKOUCHE", "cheque", "Chèque", 1, 10000, "", 10000, etat, verrou)


@pytest.mark.parametrize(
    ("ligne", "geste", "morceau"),
    [
        (_piece(TypePiece.FACTURE, EtatPiece.VALIDEE), "regler", ""),
        (_piece(TypePiece.FACTURE, EtatPiece.VALIDEE, reste=0), "regler", "Rien ne reste dû"),
        (_piece(TypePiece.AVOIR, EtatPiece.VALIDEE), "regler", "ne se règle pas"),
        (_piece(TypePiece.FACTURE, EtatPiece.VALIDEE), "modifier_ligne", "Émettez un avoir"),
        (_piece(TypePiece.FACTURE, EtatPiece.BROUILLON), "modifier_ligne", ""),
        (_piece(TypePiece.COMMANDE, EtatPiece.ANNULEE), "modifier_ligne", "annulée"),
        (_piece(TypePiece.COMMANDE, EtatPiece.EN_COURS), "annuler_ligne", "Aucun règlement"),
        (_piece(TypePiece.COMMANDE, EtatPiece.EN_COURS, regle=100), "annuler_ligne", ""),
        (_piece(TypePiece.COMMANDE, EtatPiece.EN_COURS), "ouvrir_ligne", ""),
        (_reglement(""), "modifier_ligne", ""),
        (_reglement(RaisonVerrou.NUMERIQUE), "modifier_ligne", ""),
        (_reglement(RaisonVerrou.EXPORTE), "modifier_ligne", "exporté"),
        (_reglement(RaisonVerrou.NUMERIQUE), "annuler_ligne", "se rembourse"),
        (_reglement(""), "historique_piece", "Choisissez d'abord une pièce"),
        (None, "regler", "Choisissez"),
    ],
)
def test_les_verrous_se_disent_avant_le_clic(
    ligne: LignePiece | LigneReglement | None, geste: str, morceau: str
) -> None:
    raison = decisions.empechement(geste, ligne, devant=True)
    assert morceau in raison
    assert bool(raison) is bool(morceau)
