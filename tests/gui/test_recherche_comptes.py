"""Searching in *Comptes clients*: criteria together, states and types, a number, what is empty, what is late."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.gui.vues.recherche_clients import DELAI_RECHERCHE_MS
from caisse_clients.kernel.argent import Centimes
from tests.gui.caisse import Caisse, caisse
from tests.gui.manuel import PIERRE

__all__ = ["caisse"]


def _coche(case: QAbstractButton, attendu: bool) -> bool:
    return case.isChecked() == attendu


def _numeros(caisse: Caisse) -> list[str]:
    return [ligne[0] for ligne in caisse.lignes("comptesTable") if ligne[0]]


def test_l_etat_filtre_les_comptes_jamais_les_clients(caisse: Caisse) -> None:
    caisse.atelier.faire(SolderCompte(266))
    caisse.chercher_comptes(2)
    assert _numeros(caisse) == ["265"]
    caisse.widget("soldeRadio").click()
    caisse.attendre(lambda: _numeros(caisse) == ["266"])
    caisse.widget("tousRadio").click()
    caisse.attendre_comptes("ALBERT Pierre", 4)
    assert len(caisse.lignes("clientsTable")) == 4


def test_les_types_decoches_cachent_leurs_comptes(caisse: Caisse) -> None:
    caisse.atelier.faire(CreerCompte(PIERRE, TypeCompte.AVOIR, Centimes(1000)))
    caisse.chercher_comptes(4)
    caisse.widget("acompteCheck").click()
    caisse.attendre_comptes("ALBERT Pierre", 1)
    assert caisse.lignes("comptesTable")[0][1] == "Avoir"
    caisse.widget("avoirCheck").click()
    caisse.attendre_comptes("ALBERT Pierre", 0)


def test_les_lettres_alt_changent_l_etat_et_les_types(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    for touche, nom, attendu in (
        (Qt.Key.Key_T, "tousRadio", True),
        (Qt.Key.Key_S, "soldeRadio", True),
        (Qt.Key.Key_N, "nonSoldeRadio", True),
        (Qt.Key.Key_R, "avoirCheck", False),
        (Qt.Key.Key_G, "organismeCreditCheck", False),
    ):
        QTest.keyClick(caisse.widget("nomClientEdit"), touche, Qt.KeyboardModifier.AltModifier)
        case = caisse.widget(nom)
        caisse.attendre(partial(_coche, case, attendu))


def test_un_numero_de_compte_choisit_ce_compte_meme_solde_et_le_dit(caisse: Caisse) -> None:
    caisse.atelier.faire(SolderCompte(266))
    caisse.taper("numeroCompteEdit", "266")
    caisse.attendre_comptes("ALBERT Pierre")
    caisse.attendre(lambda: caisse.ecran.ligne() is not None)
    assert caisse.ecran.ligne().compte.numero == 266
    assert len(caisse.lignes("clientsTable")) == 1
    assert "266 est soldé : il est montré parce que" in caisse.widget("messageBandeau").texte()


def test_un_numero_inconnu_le_dit_dans_la_liste_vide(caisse: Caisse) -> None:
    caisse.taper("numeroCompteEdit", "999")
    caisse.attendre(lambda: not caisse.lignes("clientsTable"))
    assert "Aucun compte n° 999" in caisse.table("clientsTable").accessibleDescription()
    assert not caisse.qaction("nouveau_compte").isEnabled()


def test_un_code_illisible_se_marque_sans_chercher(caisse: Caisse) -> None:
    caisse.taper("codeClientEdit", "12x")
    caisse.attendre(lambda: bool(caisse.widget("codeClientEdit").property("erreur")))
    assert "nombre entier" in caisse.fenetre.statusBar().currentMessage()
    assert len(caisse.lignes("clientsTable")) == 11
    caisse.taper("codeClientEdit", "2 643")
    caisse.attendre_comptes("AIT EL MOKHTAR Driss AIT EL OKHTAR", 0)
    assert not caisse.widget("codeClientEdit").property("erreur")


def test_un_client_sans_compte_est_trouve_et_on_lui_dit_quoi_faire(caisse: Caisse) -> None:
    caisse.taper("nomClientEdit", "akk")
    caisse.attendre_comptes("AKKOUCHE BRIGITTE", 0)
    texte = caisse.table("comptesTable").accessibleDescription()
    assert texte.startswith("AKKOUCHE BRIGITTE n'a aucun compte non soldé. F3 ouvre un compte.")
    assert caisse.qaction("nouveau_compte").isEnabled()


def test_la_selection_survit_a_une_relecture_par_son_identite(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    caisse.choisir_le_compte(2)
    assert caisse.ecran.ligne().compte.numero == 266
    caisse.atelier.faire(SaisirEcriture(265, entree=Centimes(100)))
    caisse.touche(Qt.Key.Key_F5)
    caisse.attendre_comptes("ALBERT Pierre", 4)
    assert caisse.ecran.ligne().compte.numero == 266


def test_un_client_cree_ailleurs_apparait_a_l_actualisation(caisse: Caisse) -> None:
    caisse.atelier.faire(CreerClient("ALBERTINI", code=8000))
    caisse.touche(Qt.Key.Key_F5)
    caisse.attendre(lambda: len(caisse.lignes("clientsTable")) == 12)


def test_la_frappe_ne_cherche_qu_apres_une_pause(caisse: Caisse) -> None:
    assert DELAI_RECHERCHE_MS == 150
    lectures: list[object] = []
    caisse.attendre(lambda: not caisse.ecran.contexte.taches.en_cours)
    caisse.ecran.contexte.taches.demarree.connect(lectures.append)
    caisse.taper("nomClientEdit", "alb")
    assert lectures == []
    caisse.attendre_comptes("ALBERT Pierre", 3)


def test_la_reponse_a_une_ancienne_question_est_jetee(caisse: Caisse) -> None:
    caisse.chercher_pierre()
    lus = caisse.ecran._comptes._lus
    caisse.taper("nomClientEdit", "akk")
    caisse.attendre_comptes("AKKOUCHE BRIGITTE", 0)
    caisse.ecran._comptes._recevoir(1, lus, None)
    assert caisse.lignes("comptesTable") == []


def test_ouvrir_sur_un_client_le_choisit(caisse: Caisse) -> None:
    ecran: Any = caisse.fenetre.ouvrir("comptes_clients", client=PIERRE)
    assert ecran is caisse.ecran
    caisse.attendre_comptes("ALBERT Pierre", 3)


def test_la_palette_ouvre_la_fiche_d_un_client_trouve_par_trois_lettres(caisse: Caisse) -> None:
    caisse.qaction("palette").trigger()
    caisse.taper("allerAEdit", "pier")
    liste = caisse.widget("allerAListe")
    caisse.attendre(lambda: liste.count() > 0 and "ALBERT Pierre" in liste.item(0).text())
    caisse.widget("allerA").close()
