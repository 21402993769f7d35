"""Ventes > Règlements > Liste des règlements: locks seen before any click, one règlement opened, changed, undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.transferts import TransfererEcritures
from caisse_clients.domain.reglements import EtatReglement
from caisse_clients.domain.vues_ventes import VueReglement
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.annulation_reglement import DialogueAnnulationReglement
from caisse_clients.gui.dialogues.pieces_jointes import DialoguePiecesJointes
from caisse_clients.gui.dialogues.reglement import DialogueReglement
from caisse_clients.gui.dialogues.remboursement import DialogueRemboursement
from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.ecrans.reglements import EcranReglements
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.ventes_de_test import COMMANDE, FACTURE, creer_les_pieces, encaisser

__all__ = ["scene"]

D = TypeVar("D", bound=QDialog)
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CHEQUE, CARTE, ESPECES = "RC-S1-2014-00001", "RC-S1-2014-00002", "RC-S1-2014-00003"


@pytest.fixture
def ecran(scene: Scene) -> EcranReglements:
    """A cheque of 360,00 on the commande, a card of 400,00 on the facture, 50,00 of cash that pays nothing."""
    creer_les_pieces(scene.atelier)
    assert encaisser(scene.atelier, 360_00, piece=COMMANDE, reference="ch. 12") == CHEQUE
    assert encaisser(scene.atelier, 400_00, "carte", FACTURE) == CARTE
    assert encaisser(scene.atelier, 50_00, "especes") == ESPECES
    return scene.ouvrir("reglements", EcranReglements)


def _lignes(ecran: EcranReglements) -> list[dict[str, str]]:
    modele: Any = ecran._modele
    titres = [colonne.titre for colonne in modele.colonnes]
    return [
        {
            titre: str(modele.index(rang, n).data() or "").replace("\u202f", " ")
            for n, titre in enumerate(titres)
            if titre
        }
        for rang in range(modele.rowCount())
    ]


def _numeros(ecran: EcranReglements) -> list[str]:
    return [ligne["RC"] for ligne in _lignes(ecran)]


def _montre(ecran: EcranReglements, numeros: list[str]) -> bool:
    return _numeros(ecran) == numeros


def _choisir(scene: Scene, ecran: EcranReglements, numero: str) -> None:
    scene.jusqu_a(lambda: numero in _numeros(ecran))
    ecran._grille.choisir_rang(_numeros(ecran).index(numero))
    ecran._grille.setFocus()
    scene.attendre()


def _dialogue(scene: Scene, classe: type[D]) -> D:
    """Wait for a dialog; offscreen, nobody else gives it the keyboard."""
    scene.jusqu_a(lambda: any(isinstance(d, classe) and d.isVisible() for d in QApplication.topLevelWidgets()))
    trouve = next(d for d in QApplication.topLevelWidgets() if isinstance(d, classe) and d.isVisible())
    assert isinstance(trouve, classe)
    trouve.activateWindow()
    scene.jusqu_a(trouve.isActiveWindow)
    scene.attendre()
    return trouve


def _ouvrir(scene: Scene, ecran: EcranReglements, numero: str) -> DialogueReglement:
    _choisir(scene, ecran, numero)
    scene.touche(K.Key_Return)
    return _dialogue(scene, DialogueReglement)


def _lu(scene: Scene, numero: str) -> VueReglement:
    with scene.atelier.services.lire() as lecteur:
        return lectures_ventes.reglement(lecteur, numero)


def _remplacer(scene: Scene, champ: Any, texte: str) -> None:
    champ.setFocus()
    champ.selectAll()
    scene.taper(texte)


def test_la_liste_montre_tout_et_les_verrous_avant_tout_clic(scene: Scene, ecran: EcranReglements) -> None:
    scene.jusqu_a(lambda: all(_numeros(ecran)))
    especes, carte, cheque = _lignes(ecran)
    assert cheque == {
        "RC": CHEQUE,
        "Date": "15/07/2014",
        "Tiers": "1 011 · ALBERT Pierre",
        "Type": "Chèque",
        "Montant": "360,00",
        "Référence": "ch. 12",
        "Disponible": "",
        "Statut": "Reçu",
        "Verrou": "",
    }
    assert carte["Verrou"] == "Paiement numérique : seul le commentaire se modifie"
    assert especes["Disponible"] == "50,00"
    assert ecran._ui.nombreLabel.text() == "3 règlements"


@pytest.mark.parametrize(
    ("filtrer", "attendus"),
    [
        (lambda ui: ui.disponibleCheck.setChecked(True), [ESPECES]),
        (lambda ui: ui.rechercheEdit.setText("ch. 12"), [CHEQUE]),
        (lambda ui: ui.rechercheEdit.setText("00002"), [CARTE]),
        (lambda ui: ui.duEdit.setText("16/07/2014"), []),
        (lambda ui: ui.auEdit.setText("14/07/2014"), []),
    ],
)
def test_chaque_filtre_resserre_la_liste(
    scene: Scene, ecran: EcranReglements, filtrer: Callable[[Any], None], attendus: list[str]
) -> None:
    scene.jusqu_a(lambda: len(_lignes(ecran)) == 3 and all(_numeros(ecran)))
    filtrer(ecran._ui)
    scene.jusqu_a(lambda: _numeros(ecran) == attendus)
    if not attendus:
        assert "Aucun règlement ne correspond" in ecran._grille.accessibleDescription()
    ecran._ui.reinitialiserButton.click()
    scene.jusqu_a(lambda: len(_lignes(ecran)) == 3)


def test_le_type_le_statut_et_le_tiers_se_choisissent(scene: Scene, ecran: EcranReglements) -> None:
    ui = ecran._ui
    scene.jusqu_a(lambda: ui.modeCombo.count() > 1)
    for combo, donnee, attendus in (
        (ui.modeCombo, "carte", [CARTE]),
        (ui.statutCombo, "annule", []),
        (ui.statutCombo, "recu", [ESPECES, CARTE, CHEQUE]),
    ):
        combo.setCurrentIndex(combo.findData(donnee))
        combo.activated.emit(combo.currentIndex())
        scene.attendre()
        scene.jusqu_a(partial(_montre, ecran, attendus))
        ui.reinitialiserButton.click()
        scene.jusqu_a(lambda: len(_lignes(ecran)) == 3)
    ui.tiersEdit.setFocus()
    scene.taper("2643")
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: ui.tiersEdit.client() == 2643 and not _lignes(ecran))


def test_une_date_illisible_se_dit_et_la_liste_reste(scene: Scene, ecran: EcranReglements) -> None:
    ecran._ui.duEdit.setText("31/02/2014")
    scene.jusqu_a(lambda: bool(ecran._ui.duEdit.property("erreur")))
    assert len(_lignes(ecran)) == 3


def test_entree_ouvre_et_f2_enregistre_sous_le_meme_numero(scene: Scene, ecran: EcranReglements) -> None:
    scene.taper("ch. 12")
    scene.jusqu_a(lambda: _numeros(ecran) == [CHEQUE])
    scene.touche(K.Key_Return)
    dialogue = _dialogue(scene, DialogueReglement)
    ui = dialogue._ui
    assert ui.verrouFrame.isHidden()
    assert [ui.versionsList.count(), dialogue._imputations.rowCount()] == [1, 1]
    assert dialogue._empechement_d_enregistrer() == "Rien n'a été changé."
    _remplacer(scene, ui.montantEdit, "400")
    _remplacer(scene, ui.dateEdit, "140714")
    _remplacer(scene, ui.referenceEdit, "ch. 13")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: _lu(scene, CHEQUE).version == 2)
    lu = _lu(scene, CHEQUE)
    assert (lu.montant, lu.reference, lu.disponible) == (400_00, "ch. 13", 40_00)
    assert lu.date.day == 14
    assert "est modifié" in ecran._ui.messageBandeau.texte()
    ecran._ui.rechercheEdit.clear()
    dialogue = _ouvrir(scene, ecran, CHEQUE)
    versions = [dialogue._ui.versionsList.item(n).text() for n in range(2)]
    assert versions[0].endswith("avant : date 15/07/2014, montant 360,00 €, référence ch. 12.")
    assert versions[1].startswith("Enregistré le 15/07/2014 10:30 par ADMIN")
    scene.touche(K.Key_Escape)


def test_le_montant_ne_descend_pas_sous_ce_qui_est_impute(scene: Scene, ecran: EcranReglements) -> None:
    dialogue = _ouvrir(scene, ecran, CHEQUE)
    _remplacer(scene, dialogue._ui.montantEdit, "100")
    scene.touche(K.Key_F2)
    assert COMMANDE in dialogue._ui.erreurLabel.text()
    assert dialogue._ui.montantEdit.property("erreur")
    assert _lu(scene, CHEQUE).montant == 360_00
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_Escape)


def test_un_numerique_ne_laisse_que_le_commentaire(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CARTE)
    assert "numérique" in ecran.empechement("reglements.supprimer")
    scene.touche(K.Key_Return)
    dialogue = _dialogue(scene, DialogueReglement)
    ui = dialogue._ui
    assert not ui.verrouFrame.isHidden()
    assert "seul le commentaire se modifie" in ui.verrouLabel.text()
    assert not ui.modeCombo.isEnabled()
    assert ui.montantEdit.isReadOnly()
    assert ui.dateEdit.isReadOnly()
    assert QApplication.focusWidget() is ui.referenceEdit
    scene.taper("ticket 778")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: _lu(scene, CARTE).reference == "ticket 778")


def test_un_exporte_ne_laisse_rien_et_le_dit(scene: Scene, ecran: EcranReglements) -> None:
    jour = scene.atelier.services.aujourd_hui()
    scene.atelier.faire(TransfererEcritures(jour.replace(day=1), jour))
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: any(ligne["Statut"] == "Validé" for ligne in _lignes(ecran)))
    dialogue = _ouvrir(scene, ecran, CHEQUE)
    assert dialogue._permis == frozenset()
    assert "Exporté en comptabilité" in dialogue._ui.verrouLabel.text()
    assert dialogue._ui.referenceEdit.isReadOnly()
    scene.touche(K.Key_F2)
    scene.touche(K.Key_F4)
    assert dialogue.isVisible()
    assert _lu(scene, CHEQUE).version == 1
    scene.touche(K.Key_Escape)
    assert "exporté" in ecran.empechement("reglements.supprimer")


def test_f4_annule_avec_une_raison_et_ce_qui_etait_paye_est_du(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_F4)
    dialogue = _dialogue(scene, DialogueAnnulationReglement)
    assert COMMANDE in dialogue._ui.consequencesLabel.text()
    scene.touche(K.Key_F2)
    assert "raison" in dialogue._ui.erreurLabel.text().lower()
    scene.taper("Chèque refusé")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: _lu(scene, CHEQUE).etat is EtatReglement.ANNULE)
    assert ecran._ui.messageBandeau.texte() == f"{CHEQUE} est annulé."
    scene.jusqu_a(lambda: next(x for x in _lignes(ecran) if x["RC"] == CHEQUE)["Statut"] == "Annulé")
    with scene.atelier.services.lire() as lecteur:
        reste = {du.cle: du.reste for du in lectures_ventes.dus(lecteur, PIERRE)}
    assert reste[f"{COMMANDE}/1"] == 1200_00


def test_ctrl_d_rend_une_partie_du_disponible(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CHEQUE)
    assert "Rien n'est disponible" in ecran.empechement("reglements.rembourser")
    _choisir(scene, ecran, ESPECES)
    scene.touche(K.Key_D, CTRL)
    dialogue = _dialogue(scene, DialogueRemboursement)
    assert dialogue._ui.montantEdit.text() == "50,00"
    assert dialogue._ui.modeCombo.currentText() == "Espèces"
    _remplacer(scene, dialogue._ui.montantEdit, "60")
    scene.touche(K.Key_F2)
    assert "50,00 €" in dialogue._ui.erreurLabel.text()
    _remplacer(scene, dialogue._ui.montantEdit, "20")
    assert dialogue._ui.resteLabel.text().replace("\u202f", " ") == "Il restera 30,00 € disponibles."
    dialogue._ui.raisonEdit.setFocus()
    scene.taper("trop-perçu")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: _lu(scene, ESPECES).disponible == 30_00)
    assert ecran._ui.messageBandeau.texte() == f"20,00 € rendus à ALBERT Pierre sur {ESPECES} : il reste 30,00 €."
    scene.jusqu_a(lambda: _lignes(ecran)[0]["Montant"] == "rendu 20,00")


def test_rembourser_depuis_le_reglement_montre_ce_qui_reste(scene: Scene, ecran: EcranReglements) -> None:
    dialogue = _ouvrir(scene, ecran, ESPECES)
    scene.touche(K.Key_D, CTRL)
    _dialogue(scene, DialogueRemboursement)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "0,00 € disponibles" in dialogue._ui.resumeLabel.text())
    dialogue.activateWindow()
    scene.touche(K.Key_Escape)


def test_un_reglement_nomme_par_un_autre_ecran_s_ouvre(scene: Scene, ecran: EcranReglements) -> None:
    ecran._ui.disponibleCheck.setChecked(True)
    scene.fenetre().ouvrir("reglements", reglement=CHEQUE)
    dialogue = _dialogue(scene, DialogueReglement)
    assert dialogue.windowTitle() == CHEQUE
    scene.touche(K.Key_Escape)
    scene.jusqu_a(lambda: (ligne := ecran._ligne()) is not None and ligne.numero == CHEQUE)


def test_un_numero_inconnu_le_dit(scene: Scene, ecran: EcranReglements) -> None:
    scene.fenetre().ouvrir("reglements", reglement="RC-S1-2014-99999")
    scene.jusqu_a(lambda: "RC-S1-2014-99999" in ecran._ui.messageBandeau.texte())


def test_les_reglements_d_un_client_se_demandent_d_ailleurs(scene: Scene, ecran: EcranReglements) -> None:
    scene.fenetre().ouvrir("reglements", client=2643)
    scene.jusqu_a(lambda: ecran._ui.tiersEdit.client() == 2643 and not _lignes(ecran))


def test_un_clic_sur_une_cellule_ouvre_l_icone_ouvre_le_menu(scene: Scene, ecran: EcranReglements) -> None:
    scene.jusqu_a(lambda: all(_numeros(ecran)))
    grille = ecran._grille
    QTest.mouseClick(
        grille.viewport(),
        Qt.MouseButton.LeftButton,
        pos=grille.visualRect(ecran._modele.index(0, 4)).center(),
    )
    assert _dialogue(scene, DialogueReglement).windowTitle() == ESPECES
    scene.touche(K.Key_Escape)
    derniere = ecran._modele.columnCount() - 1
    QTest.mouseClick(
        grille.viewport(),
        Qt.MouseButton.LeftButton,
        pos=grille.visualRect(ecran._modele.index(0, derniere)).center(),
    )
    scene.jusqu_a(lambda: any(menu.isVisible() for menu in grille.findChildren(QMenu)))
    next(menu for menu in grille.findChildren(QMenu) if menu.isVisible()).close()


def test_maj_f10_offre_tout_sur_la_ligne(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CARTE)
    scene.touche(K.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = next(menu for menu in ecran._grille.findChildren(QMenu) if menu.isVisible())
    offertes = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert offertes == {
        "Modifier": True,
        "Supprimer": False,
        "Imputer": True,
        "Rembourser le disponible": False,
        "Reçu": True,
        "Pièces jointes": True,
        "Voir les pièces": True,
        "Copier la ligne": True,
    }
    menu.close()


def test_le_recu_s_ouvre(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_P, CTRL)
    assert _dialogue(scene, DialogueApercu).windowTitle() == f"Reçu du règlement {CHEQUE}"
    scene.touche(K.Key_Escape)


def test_les_pieces_jointes_s_ajoutent_et_se_copient(scene: Scene, ecran: EcranReglements, tmp_path: Path) -> None:
    contenu = b"%PDF-1.4\nrecto verso"
    (tmp_path / "chèque.pdf").write_bytes(contenu)
    (tmp_path / "faux.pdf").write_bytes(b"MZ\x90")
    _choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_J, CTRL)
    dialogue = _dialogue(scene, DialoguePiecesJointes)
    assert "F3" in dialogue._ui.fichiersTable.accessibleDescription()
    scene.boites.fichiers.extend([tmp_path / "faux.pdf", tmp_path / "chèque.pdf", tmp_path / "copie.pdf"])
    scene.touche(K.Key_F3)
    assert "n'est ni un PDF" in dialogue._ui.messageBandeau.texte()
    scene.touche(K.Key_F3)
    scene.jusqu_a(lambda: dialogue._modele.rowCount() == 1)
    assert dialogue._modele.index(0, 0).data() == "chèque.pdf"
    scene.touche(K.Key_Return)
    scene.jusqu_a((tmp_path / "copie.pdf").exists)
    scene.attendre()
    assert (tmp_path / "copie.pdf").read_bytes() == contenu
    scene.touche(K.Key_Escape)


def test_les_pieces_et_l_imputation_s_ouvrent(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CHEQUE)
    scene.touche(K.Key_Return, CTRL)
    piece = scene.fenetre().ouvrir("piece", piece=COMMANDE)
    assert isinstance(piece, EcranPiece)
    scene.attendre()
    scene.fenetre().ouvrir("reglements")
    _choisir(scene, ecran, ESPECES)
    scene.touche(K.Key_F8)
    imputation = scene.fenetre().ouvrir("imputation")
    assert isinstance(imputation, EcranImputation)
    scene.attendre()


def test_entree_sur_une_imputation_ouvre_la_piece(scene: Scene, ecran: EcranReglements) -> None:
    dialogue = _ouvrir(scene, ecran, CHEQUE)
    dialogue._ui.imputationsTable.setFocus()
    dialogue._ui.imputationsTable.choisir_rang(0)
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: isinstance(scene.fenetre()._navigation.courant(), EcranPiece))
    scene.attendre()


def test_un_changement_fait_ailleurs_parait_et_le_choix_reste(scene: Scene, ecran: EcranReglements) -> None:
    _choisir(scene, ecran, CHEQUE)
    encaisser(scene.atelier, 10_00)
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: len(_lignes(ecran)) == 4)
    choisi = ecran._ligne()
    assert choisi is not None
    assert choisi.numero == CHEQUE


def test_la_liste_s_exporte_et_s_imprime_comme_affichee(scene: Scene, ecran: EcranReglements, tmp_path: Path) -> None:
    sortie = tmp_path / "règlements.csv"
    scene.boites.fichiers.append(sortie)
    scene.touche(K.Key_E, CTRL)
    lignes = sortie.read_text(encoding="utf-8-sig").splitlines()
    assert lignes[0] == "RC;Date;Tiers;Type;Montant;Référence;Disponible;Statut;Verrou"
    assert len(lignes) == 4
    scene.touche(K.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert _dialogue(scene, DialogueApercu).windowTitle() == "Règlements"
    scene.touche(K.Key_Escape)


def test_f3_et_le_bouton_ouvrent_la_saisie_pour_le_client_filtre(scene: Scene, ecran: EcranReglements) -> None:
    scene.fenetre().ouvrir("reglements", client=PIERRE)
    scene.jusqu_a(lambda: ecran._ui.tiersEdit.client() == PIERRE)
    scene.touche(K.Key_F3)
    nouveau: Any = scene.fenetre()._navigation.courant()
    assert nouveau.nom == "nouveau_reglement"
    scene.jusqu_a(lambda: nouveau._ui.tiersCombo.client() == PIERRE)
    scene.attendre()
    scene.repondre(Reponse.OUI)
