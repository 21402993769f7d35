"""Settings, motifs, stations, postes and users, by the keys alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.commandes.reglages_ventes import CreerArticle, ModifierTauxTva
from caisse_clients.application.lectures import motifs, postes, stations, utilisateurs, valeurs_parametres
from caisse_clients.domain.droits import Role
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.fiche import DialogueFiche
from caisse_clients.gui.ecran_listes import EcranListes
from caisse_clients.gui.ecrans.parametres import EcranParametres
from caisse_clients.gui.ecrans.utilisateurs import EcranUtilisateurs
from caisse_clients.gui.presentateurs import fiches_reglages as fiches
from caisse_clients.gui.presentateurs.fiches import Fiche
from caisse_clients.gui.presentateurs.reglages import Reglage, dire_les_droits
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]

IBAN = "FR7630006000011234567890189"
TOUTES = (
    fiches.MOTIF, fiches.STATION, fiches.UTILISATEUR, fiches.MODE, fiches.BANQUE, fiches.TAUX_TVA,
    fiches.fiche_de_poste([]), fiches.fiche_d_article([], None),
    fiches.fiche_de_parametre(Reglage("a", "A", "", "", "")),
)  # fmt: skip


def dialogue(scene: Scene, ecran: EcranListes) -> Any:
    """Return the dialog that has just opened, with the keyboard."""
    trouve = ecran.findChildren(DialogueFiche)[-1]
    scene.jusqu_a(lambda: QApplication.activeWindow() is trouve)
    return trouve


def onglet(ecran: EcranListes, table: str) -> Any:
    """Go to a list by the name of its table; return what the screen knows of it."""
    rang = next(r for r, o in enumerate(ecran._onglets) if o.volet.table == table)
    ecran._ui.listesOnglets.setCurrentIndex(rang)
    return ecran._onglets[rang]


def entree(scene: Scene, fois: int = 1) -> None:
    for _ in range(fois):
        scene.touche(Qt.Key.Key_Return)


def test_un_reglage_se_cherche_et_se_modifie(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    liste = onglet(ecran, "parametresTable")
    scene.taper("remboursement")
    assert liste.modele.rowCount() == 1
    assert liste.modele.ligne(0).valeur == "150,00"
    scene.touche(Qt.Key.Key_Down)
    scene.touche(Qt.Key.Key_Return)
    fiche = dialogue(scene, ecran)
    scene.taper("12,345")
    scene.touche(Qt.Key.Key_F2)
    assert "12,345" in fiche.phrase("valeur")
    fiche.champ("valeur").setText("200")
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert valeurs_parametres(lecteur)["limite_remboursement"] == "200.00"
    assert liste.modele.ligne(0).valeur == "200,00"


def test_un_reglage_a_choix_se_choisit_dans_sa_liste(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    scene.taper("mot imprimé")
    scene.touche(Qt.Key.Key_Down)
    scene.touche(Qt.Key.Key_Return)
    fiche = dialogue(scene, ecran)
    assert fiche.champ("valeur").currentText() == "Acompte"
    scene.touche(Qt.Key.Key_Down)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert valeurs_parametres(lecteur)["mot_acompte"] == "arrhes"
    assert onglet(ecran, "parametresTable").modele.ligne(0).valeur == "Arrhes"


def test_les_series_et_les_comptes_sont_ranges_et_deux_series_ne_se_confondent_pas(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    liste = onglet(ecran, "seriesTable")
    rubriques = [liste.modele.ligne(rang).groupe for rang in range(liste.modele.rowCount())]
    assert list(dict.fromkeys(rubriques)) == ["Séries de numéros", "Comptes généraux", "Journaux"]
    assert rubriques == sorted(rubriques, key=list(dict.fromkeys(rubriques)).index)
    liste.grille.choisir_cle("serie.facture")
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran)
    scene.taper("AV")
    scene.touche(Qt.Key.Key_F2)
    assert "avoir" in fiche.phrase("valeur")
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_Escape)


def test_un_reglage_ne_s_ajoute_pas_et_on_dit_pourquoi(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    for table in ("parametresTable", "seriesTable"):
        onglet(ecran, table)
        assert "fixés par le programme" in ecran.empechement("parametres.nouveau")
        scene.touche(Qt.Key.Key_F3)
    assert ecran.findChild(DialogueFiche) is None


def test_un_mode_de_reglement_se_cree_se_corrige_et_ne_se_propose_plus(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    scene.touche(Qt.Key.Key_Tab)  # from the search to the tabs
    scene.touche(Qt.Key.Key_Right)
    scene.touche(Qt.Key.Key_Right)
    liste = ecran._courant()
    assert (liste.volet.table, liste.modele.rowCount()) == ("modesTable", 8)
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    scene.taper("Bon_Cadeau")
    entree(scene)
    scene.taper("Bon cadeau")
    entree(scene)
    scene.taper("51")
    scene.touche(Qt.Key.Key_F2)
    assert "compte" in fiche.phrase("compte")
    assert fiche.champ("compte").hasFocus()
    scene.taper("1")
    scene.touche(Qt.Key.Key_F2)
    assert liste.grille.cle_courante() == "bon_cadeau"
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran)
    assert fiche.champ("code").isReadOnly()
    assert not fiche.champ("especes").isEnabled()
    assert "ne change plus" in fiche.champ("especes").toolTip()
    fiche.champ("actif").setChecked(False)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert "bon_cadeau" not in {mode.code for mode in lectures_ventes.modes(lecteur)}


def test_un_mode_du_programme_se_modifie_comme_les_autres(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, "modesTable").grille.choisir_cle("cheque")
    scene.touche(Qt.Key.Key_F6)
    assert dialogue(scene, ecran).champ("libelle").hasFocus()
    scene.taper("Chèque bancaire")
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert lectures_ventes.modes(lecteur)[1].libelle == "Chèque bancaire"


def test_une_banque_refuse_un_iban_faux_puis_s_enregistre(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    liste = onglet(ecran, "banquesTable")
    assert liste.modele.rowCount() == 0
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    scene.taper("ca")
    entree(scene, 2)
    scene.taper(IBAN[:-1] + "0")
    scene.touche(Qt.Key.Key_F2)
    assert "IBAN" in fiche.phrase("iban")
    fiche.champ("iban").setText(IBAN)
    scene.touche(Qt.Key.Key_F2)
    assert liste.grille.cle_courante() == "CA"
    assert liste.modele.ligne(0).iban == IBAN


def test_un_taux_de_tva_se_cree_et_un_article_le_prend(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    liste = onglet(ecran, "tauxTable")
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    scene.taper("8,555")
    scene.touche(Qt.Key.Key_F2)
    assert "8,555" in fiche.phrase("taux")
    fiche.champ("taux").setText("8,5")
    scene.touche(Qt.Key.Key_F2)
    assert liste.grille.cle_courante() == "8.5"
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran)
    assert (fiche.windowTitle(), fiche.champ("taux").isReadOnly()) == ("Taux de TVA 8,5", True)
    scene.taper("Antilles")
    scene.touche(Qt.Key.Key_F2)

    articles = onglet(ecran, "articlesTable")
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    scene.taper("forfait")
    entree(scene)
    scene.taper("Forfait")
    assert fiche.champ("taux_tva").currentText() == "20 % · Taux normal"
    fiche.champ("taux_tva").setCurrentIndex(2)
    fiche.champ("prix_ttc").setText("1 089,50")
    scene.touche(Qt.Key.Key_F2)
    article = articles.modele.ligne(0)
    assert (article.code, article.taux_tva, article.prix_ttc) == ("FORFAIT", 8_50, 1089_50)


def test_un_article_dont_le_taux_ne_sert_plus_se_modifie_encore_et_perd_son_prix(scene: Scene) -> None:
    scene.atelier.faire(CreerArticle("A", taux_tva=Pourcent(10_00), prix_ttc=Centimes(5_00)))
    scene.atelier.faire(ModifierTauxTva(Pourcent(10_00), actif=False))
    ecran = scene.ouvrir("parametres", EcranParametres)
    liste = onglet(ecran, "articlesTable")
    liste.grille.choisir_rang(0)
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran)
    assert fiche.champ("taux_tva").currentText() == "10 % · Taux intermédiaire"
    assert not fiche.champ("sorte").isEnabled()
    fiche.champ("prix_ttc").clear()
    scene.touche(Qt.Key.Key_F2)
    assert (liste.modele.ligne(0).prix_ttc, liste.modele.ligne(0).taux_tva) == (None, 10_00)


def test_un_motif_se_cree_puis_ne_se_propose_plus(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    liste = onglet(ecran, "motifsTable")
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    scene.taper("Bon_Cadeau")
    entree(scene)
    scene.taper("Bon cadeau")
    scene.touche(Qt.Key.Key_F2)
    assert "compte général" in fiche.phrase("compte_debit")
    scene.taper("4191")
    scene.touche(Qt.Key.Key_F2)
    assert liste.grille.cle_courante() == "bon_cadeau"
    scene.touche(Qt.Key.Key_F6)
    dialogue(scene, ecran).champ("actif").setChecked(False)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert "bon_cadeau" not in {motif.code for motif in motifs(lecteur)}


def test_une_station_et_son_poste_se_creent(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, "stationsTable")
    scene.touche(Qt.Key.Key_F3)
    station = dialogue(scene, ecran)
    scene.taper("s2")
    station.champ("raison_sociale").setText("Garage du Port")
    scene.touche(Qt.Key.Key_F2)
    onglet(ecran, "postesTable")
    assert "signées" in ecran.empechement("parametres.modifier")
    scene.touche(Qt.Key.Key_F3)
    poste = dialogue(scene, ecran)
    scene.taper("P2")
    poste.champ("station").setCurrentIndex(1)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert [(s["code"], s["raison_sociale"]) for s in stations(lecteur)][1] == ("S2", "Garage du Port")
        assert [(p["code"], p["station"]) for p in postes(lecteur)] == [("P1", "S1"), ("P2", "S2")]


def test_une_station_se_modifie_sans_perdre_le_reste(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, "stationsTable").grille.choisir_rang(0)
    scene.touche(Qt.Key.Key_F6)
    station = dialogue(scene, ecran)
    assert station.champ("code").isReadOnly()
    station.champ("adresse").setPlainText("1 quai du Port\n47200 MARMANDE")
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert stations(lecteur)[0]["adresse"] == "1 quai du Port\n47200 MARMANDE"


def test_un_utilisateur_se_cree_et_change_de_role(scene: Scene) -> None:
    ecran = scene.ouvrir("utilisateurs", EcranUtilisateurs)
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    scene.taper("marie")
    fiche.champ("role").setCurrentIndex(1)
    assert "fusionner" in fiche.findChild(QWidget, "roleAideLabel").text()
    scene.touche(Qt.Key.Key_F2)
    assert ecran._onglets[0].grille.cle_courante() == "MARIE"
    scene.touche(Qt.Key.Key_F6)
    dialogue(scene, ecran).champ("actif").setChecked(False)
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        marie = next(u for u in utilisateurs(lecteur) if u["code"] == "MARIE")
    assert (marie["role"], bool(marie["actif"])) == ("responsable", False)


def test_le_dernier_administrateur_reste(scene: Scene) -> None:
    ecran = scene.ouvrir("utilisateurs", EcranUtilisateurs)
    ecran._onglets[0].grille.choisir_cle("ADMIN")
    scene.touche(Qt.Key.Key_F6)
    fiche = dialogue(scene, ecran)
    fiche.champ("role").setCurrentIndex(0)
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
    assert ecran.findChild(DialogueFiche) is None


@pytest.mark.parametrize("fiche", TOUTES, ids=lambda fiche: fiche.titre)
def test_une_fiche_ne_donne_pas_deux_fois_la_meme_lettre(fiche: Fiche) -> None:
    lettres = re.findall(r"&(\w)", " ".join(champ.libelle for champ in fiche.champs))
    assert len({lettre.upper() for lettre in lettres}) == len(lettres)


def test_chaque_champ_d_une_fiche_est_nomme_et_son_etiquette_y_mene(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, "banquesTable")
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    iban = fiche.champ("iban")
    assert (iban.objectName(), iban.accessibleName()) == ("ibanEdit", "IBAN")
    assert fiche.findChild(QWidget, "ibanLabel").buddy() is iban


def test_entree_passe_par_chaque_champ_dans_l_ordre_ou_on_les_lit(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, "articlesTable")
    scene.touche(Qt.Key.Key_F3)
    fiche = dialogue(scene, ecran)
    for nom in ("code", "libelle", "sorte", "nature", "taux_tva", "prix_ttc", "compte", "code"):
        assert fiche.champ(nom).hasFocus(), nom
        entree(scene)


def test_fermer_ne_demande_rien_tant_que_rien_n_est_saisi(scene: Scene) -> None:
    ecran = scene.ouvrir("parametres", EcranParametres)
    onglet(ecran, "articlesTable")
    scene.touche(Qt.Key.Key_F3)
    dialogue(scene, ecran)
    scene.touche(Qt.Key.Key_Escape)  # a question without a planned answer would fail the test
    scene.jusqu_a(lambda: not any(d.isVisible() for d in ecran.findChildren(DialogueFiche)))
    scene.touche(Qt.Key.Key_F3)
    dialogue(scene, ecran)
    scene.taper("A")
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_Escape)


def test_chaque_role_dit_ce_qu_il_peut() -> None:
    assert dire_les_droits(Role.ADMINISTRATEUR) == "Peut tout faire."
    assert dire_les_droits(Role.CAISSIER).startswith("Peut consulter, créer un client")
