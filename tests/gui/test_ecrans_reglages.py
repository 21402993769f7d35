"""Settings, motifs, stations, postes and users, by the keys alone."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.lectures import motifs, postes, stations, utilisateurs, valeurs_parametres
from caisse_clients.domain.droits import Role
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.reglages import (
    DialogueMotif,
    DialogueParametre,
    DialoguePoste,
    DialogueStation,
    DialogueUtilisateur,
)
from caisse_clients.gui.dialogues.saisie import DialogueSaisie
from caisse_clients.gui.ecran_listes import EcranListes
from caisse_clients.gui.ecrans.parametres import EcranParametres
from caisse_clients.gui.ecrans.utilisateurs import EcranUtilisateurs
from caisse_clients.gui.presentateurs.reglages import dire_les_droits
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]

D = TypeVar("D", bound=DialogueSaisie)


def dialogue(scene: Scene, ecran: EcranListes, classe: type[D]) -> D:
    """Return the dialog that has just opened, with the keyboard."""
    trouve = ecran.findChild(classe)
    assert trouve is not None
    scene.jusqu_a(lambda: QApplication.activeWindow() is trouve)
    return trouve


def onglet(ecran: EcranParametres, rang: int) -> None:
    ecran._ui.listesOnglets.setCurrentIndex(rang)


def test_un_reglage_se_cherche_et_se_modifie(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    scene.taper("remboursement")
    assert ecran._onglets[0].modele.rowCount() == 1
    assert ecran._onglets[0].modele.ligne(0).valeur == "150,00"  # type: ignore[union-attr]  # one row is there
    scene.touche(Qt.Key.Key_Down)
    scene.touche(Qt.Key.Key_Return)
    fiche = dialogue(scene, ecran, DialogueParametre)
    scene.taper("12,345")
    scene.touche(Qt.Key.Key_F2)
    assert "12,345" in fiche.phrase("valeur")
    fiche.ui.valeurEdit.setText("200")
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert valeurs_parametres(lecteur)["limite_remboursement"] == "200.00"
    assert ecran._onglets[0].modele.ligne(0).valeur == "200,00"  # type: ignore[union-attr]  # one row is there


def test_un_reglage_ne_s_ajoute_pas_et_on_dit_pourquoi(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    assert "fixés par le programme" in ecran.empechement("parametres.nouveau")
    scene.touche(Qt.Key.Key_F3)
    assert ecran.findChild(DialogueSaisie) is None


def test_un_motif_se_cree_puis_ne_se_propose_plus(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, 1)
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran, DialogueMotif)
    scene.taper("Bon_Cadeau")
    scene.touche(Qt.Key.Key_Return)
    scene.taper("Bon cadeau")
    scene.touche(Qt.Key.Key_F2)
    assert "compte général" in fiche.phrase("compte_debit")
    scene.taper("4191")
    scene.touche(Qt.Key.Key_F2)
    assert ecran._onglets[1].grille.cle_courante() == "bon_cadeau"
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran, DialogueMotif)
    fiche.ui.actifCheck.setChecked(False)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert "bon_cadeau" not in {motif.code for motif in motifs(lecteur)}


def test_une_station_et_son_poste_se_creent(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, 2)
    scene.touche(Qt.Key.Key_F3)
    station = dialogue(scene, ecran, DialogueStation)
    scene.taper("s2")
    station.ui.raisonSocialeEdit.setText("Garage du Port")
    scene.touche(Qt.Key.Key_F2)
    onglet(ecran, 3)
    assert "signées" in ecran.empechement("parametres.modifier")
    scene.touche(Qt.Key.Key_F3)
    poste = dialogue(scene, ecran, DialoguePoste)
    scene.taper("P2")
    poste.ui.stationCombo.setCurrentIndex(1)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert [(s["code"], s["raison_sociale"]) for s in stations(lecteur)][1] == ("S2", "Garage du Port")
        assert [(p["code"], p["station"]) for p in postes(lecteur)] == [("P1", "S1"), ("P2", "S2")]


def test_une_station_se_modifie_sans_perdre_le_reste(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, 2)
    ecran._onglets[2].grille.choisir_rang(0)
    scene.touche(Qt.Key.Key_F6)
    station = dialogue(scene, ecran, DialogueStation)
    assert station.ui.codeEdit.isReadOnly()
    station.ui.adresseEdit.setPlainText("1 quai du Port\n47200 MARMANDE")
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert stations(lecteur)[0]["adresse"] == "1 quai du Port\n47200 MARMANDE"


def test_un_utilisateur_se_cree_et_change_de_role(scene: Scene) -> None:
    ecran = scene.ouvrir("utilisateurs", EcranUtilisateurs)
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran, DialogueUtilisateur)
    scene.taper("marie")
    fiche.ui.roleCombo.setCurrentIndex(1)
    assert "fusionner" in fiche.ui.droitsLabel.text()
    scene.touche(Qt.Key.Key_F2)
    assert ecran._onglets[0].grille.cle_courante() == "MARIE"
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran, DialogueUtilisateur)
    fiche.ui.actifCheck.setChecked(False)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        marie = next(u for u in utilisateurs(lecteur) if u["code"] == "MARIE")
    assert (marie["role"], bool(marie["actif"])) == ("responsable", False)


def test_le_dernier_administrateur_reste(scene: Scene) -> None:
    ecran = scene.ouvrir("utilisateurs", EcranUtilisateurs)
    ecran._onglets[0].grille.choisir_cle("ADMIN")
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran, DialogueUtilisateur)
    fiche.ui.roleCombo.setCurrentIndex(0)
    scene.touche(Qt.Key.Key_F2)
    assert "dernier administrateur" in fiche.phrase("role")
    scene.repondre(Reponse.NON)
    scene.touche(Qt.Key.Key_Escape)
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_Escape)


def test_sans_le_droit_rien_ne_s_ouvre(scene: Scene) -> None:
    scene.atelier.faire(CreerUtilisateur("CAISSE", role=Role.CAISSIER))
    scene.fenetre(utilisateur="CAISSE")
    ecran = scene.ouvrir("utilisateurs", EcranUtilisateurs)
    assert "droit de" in ecran.empechement("utilisateurs.nouveau")
    scene.touche(Qt.Key.Key_F3)
    assert ecran.findChild(DialogueSaisie) is None


def test_chaque_role_dit_ce_qu_il_peut() -> None:
    assert dire_les_droits(Role.ADMINISTRATEUR) == "Peut tout faire."
    assert dire_les_droits(Role.CAISSIER).startswith("Peut consulter, créer un client")
