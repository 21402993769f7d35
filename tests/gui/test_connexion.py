"""Who works: asked at the door once a PIN exists, on a change of user; one's own PIN and those of others, by keys."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from caisse_clients import bootstrap
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.commandes.pins import DefinirPin
from caisse_clients.application.lectures import operations
from caisse_clients.application.session import Secrets
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.demande import Identite
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches
from tests.atelier import Atelier
from tests.gui.boites_de_test import BoitesDeTest
from tests.gui.caisse import Caisse
from tests.gui.manuel import remplir

ADMIN, LEA = "4827", "739105"
ENTREE, ECHAP = Qt.Key.Key_Return, Qt.Key.Key_Escape


class Porte(Caisse):
    """The window as a person starts it: nobody has said who works."""

    def __init__(self, qtbot: QtBot, atelier: Atelier, dossier: Path, identite: Identite | None = None) -> None:
        self.qtbot, self.atelier, self.dossier = qtbot, atelier, dossier
        self.boites = BoitesDeTest()
        qui = identite or Identite()
        self.taches = Taches(partial(bootstrap._services, atelier.url, qui, "P1", atelier.horloge, atelier.reglages))
        self.fenetre = FenetrePrincipale(
            self.taches, self.boites, Preferences(dossier / "fenetre.ini"), poste="P1", identite=qui
        )
        qtbot.addWidget(self.fenetre)
        self.fenetre.resize(1366, 768)
        self.fenetre.show()
        self.fenetre.activateWindow()
        self.taches.ouvrir()

    def connexion(self) -> QDialog:
        return self.dialogue("dialogueConnexion")

    def dire(self, code: str, pin: str) -> None:
        """Type code, Entrée, PIN, Entrée."""
        self.connexion()
        self.taper("codeEdit", code)
        self.touche(ENTREE)
        assert self.widget("pinEdit").hasFocus()
        self.taper("pinEdit", pin)
        self.touche(ENTREE)

    def phrase(self) -> str:
        self.attendre(lambda: self.widget("erreurLabel").isVisible())
        return str(self.widget("erreurLabel").text())

    def qui(self) -> str:
        return str(self.widget("utilisateurLabel").text())


def definir(atelier: Atelier, code: str, pin: str) -> None:
    atelier.services.executer(DefinirPin(code), secrets=Secrets(nouveau_pin=pin))


@pytest.fixture
def magasin(atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch) -> Atelier:
    """The manual's clients; ADMIN and the cashier LEA have a PIN, PAUL none."""
    monkeypatch.setitem(os.environ, "CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    remplir(atelier_sqlite.services.executer)
    for code in ("LEA", "PAUL"):
        atelier_sqlite.faire(CreerUtilisateur(code, code.title()))
    definir(atelier_sqlite, "ADMIN", ADMIN)
    definir(atelier_sqlite, "LEA", LEA)
    return atelier_sqlite


@pytest.fixture
def porte(qtbot: QtBot, magasin: Atelier, tmp_path: Path) -> Iterator[Porte]:
    porte = Porte(qtbot, magasin, tmp_path)
    yield porte
    porte.fermer()


def test_le_code_puis_le_pin_puis_entree_ouvrent_la_base(porte: Porte) -> None:
    dialogue = porte.connexion()
    assert porte.widget("codeEdit").hasFocus()
    assert porte.widget("pinEdit").echoMode() is QLineEdit.EchoMode.Password
    porte.dire("lea", LEA)
    porte.attendre_fermeture(dialogue)
    assert porte.qui() == "Lea (LEA)  ·  poste P1"
    assert porte.fenetre.ouvrir("comptes_clients").isVisible()


def test_rien_de_la_base_n_est_la_avant(porte: Porte) -> None:
    porte.connexion()
    assert porte.taches.services is None
    assert "ADMIN" not in porte.qui()
    assert porte.widget("accueilTitre").text() == "Qui travaille ?"


@pytest.mark.parametrize(("code", "pin"), [("LEA", "1111"), ("PERSONNE", "1111")])
def test_un_refus_se_dit_sous_les_champs_et_ne_dit_pas_lequel_est_faux(porte: Porte, code: str, pin: str) -> None:
    porte.dire(code, pin)
    assert porte.phrase() == "Code utilisateur ou code PIN incorrect : vérifiez les deux, puis recommencez."
    assert porte.widget("pinEdit").text() == ""
    assert porte.widget("pinEdit").hasFocus()
    porte.taper("pinEdit", LEA)
    assert not porte.widget("erreurLabel").isVisible()
    if code == "LEA":
        porte.touche(ENTREE)
        porte.attendre(lambda: "LEA" in porte.qui())


def test_qui_n_a_pas_de_pin_apprend_quoi_faire(porte: Porte) -> None:
    porte.dire("PAUL", "1357")
    assert "un administrateur doit lui en donner un" in porte.phrase()


def test_un_champ_vide_est_demande(porte: Porte) -> None:
    porte.connexion()
    porte.touche(Qt.Key.Key_F2)
    assert porte.phrase() == "Ce champ est demandé : remplissez-le."
    assert porte.widget("codeEdit").hasFocus()


def test_l_attente_se_decompte_et_rien_ne_part_pendant(porte: Porte) -> None:
    for _ in range(3):
        porte.dire("LEA", "1111")
        porte.phrase()
        porte.attendre(lambda: porte.widget("dialogueConnexion")._en_cours is False)
    assert "attendez" in porte.phrase()
    porte.taper("pinEdit", LEA)
    porte.touche(ENTREE)
    assert porte.widget("pinEdit").text() == LEA, "rien n'est parti"
    assert not porte.qaction("dialogueConnexion.valider").isEnabled()
    porte.atelier.horloge.avancer(dt.timedelta(seconds=3))
    porte.attendre(lambda: not porte.widget("erreurLabel").isVisible())
    porte.touche(ENTREE)
    porte.attendre(lambda: "LEA" in porte.qui())


def test_echap_quitte(porte: Porte) -> None:
    porte.connexion()
    porte.touche(ECHAP)
    porte.attendre(lambda: not porte.fenetre.isVisible())


def test_le_dernier_code_de_la_machine_est_propose(qtbot: QtBot, magasin: Atelier, tmp_path: Path) -> None:
    premiere = Porte(qtbot, magasin, tmp_path)
    premiere.dire("LEA", LEA)
    premiere.attendre(lambda: "LEA" in premiere.qui())
    premiere.fermer()
    seconde = Porte(qtbot, magasin, tmp_path)
    seconde.connexion()
    assert (seconde.widget("codeEdit").text(), seconde.widget("pinEdit").hasFocus()) == ("LEA", True)
    seconde.fermer()
    assert LEA not in (tmp_path / "fenetre.ini").read_text()


def test_le_code_et_le_pin_donnes_au_lancement_suffisent(qtbot: QtBot, magasin: Atelier, tmp_path: Path) -> None:
    porte = Porte(qtbot, magasin, tmp_path, Identite("LEA", LEA))
    porte.attendre(lambda: "LEA" in porte.qui())
    assert porte.fenetre.findChildren(QDialog, "dialogueConnexion") == []
    porte.fermer()
    fausse = Porte(qtbot, magasin, tmp_path, Identite("LEA", "1111"))
    fausse.connexion()
    assert "incorrect" in fausse.phrase()
    fausse.fermer()


def test_sans_aucun_pin_rien_n_est_demande(
    qtbot: QtBot, atelier_sqlite: Atelier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    porte = Porte(qtbot, atelier_sqlite, tmp_path)
    porte.attendre(lambda: "ADMIN" in porte.qui())
    assert porte.fenetre.findChildren(QDialog) == []
    porte.qaction("changer_utilisateur").trigger()
    porte.attendre(lambda: bool(porte.boites.messages))
    assert "Aucun utilisateur n'a de code PIN" in porte.boites.messages[0]
    porte.fermer()


# the window that is already open -----------------------------------------------------------------------------


@pytest.fixture
def caisse(qtbot: QtBot, magasin: Atelier, tmp_path: Path) -> Iterator[Caisse]:
    caisse = Caisse(qtbot, magasin, tmp_path)
    yield caisse
    caisse.fermer()


def dernieres(atelier: Atelier, nombre: int = 1) -> list[tuple[str, str | None, str]]:
    with atelier.services.lire() as lecteur:
        return [(o.utilisateur, o.approbateur, o.commande) for o in operations(lecteur)][-nombre:]


def test_changer_d_utilisateur_ferme_les_ecrans_et_rouvre_pour_un_autre(caisse: Caisse) -> None:
    anciens: Any = caisse.fenetre._taches.services
    caisse.qaction("changer_utilisateur").trigger()
    dialogue = caisse.dialogue("dialogueConnexion")
    assert caisse.fenetre._navigation.ecrans() == ()
    caisse.attendre(lambda: caisse.fenetre._taches.services is None)
    caisse.taper("codeEdit", "LEA")
    caisse.taper("pinEdit", LEA)
    caisse.touche(ENTREE)
    caisse.attendre_fermeture(dialogue)
    assert caisse.widget("utilisateurLabel").text().startswith("Lea (LEA)")
    assert caisse.fenetre._taches.services is not anciens
    caisse.attendre(lambda: [e.nom for e in caisse.fenetre._navigation.ecrans()] == ["comptes_clients"])
    assert not caisse.qaction("ouvrir_utilisateurs").isEnabled()


def test_une_saisie_commencee_est_d_abord_signalee(caisse: Caisse) -> None:
    fiche: Any = caisse.fenetre.ouvrir("fiche_client")
    caisse.taper("nomEdit", "DURAND")
    caisse.boites.reponses.append(Reponse.NON)
    caisse.qaction("changer_utilisateur").trigger()
    caisse.attendre(lambda: bool(caisse.boites.questions))
    assert fiche in caisse.fenetre._navigation.ecrans()
    assert caisse.fenetre._taches.services is not None
    assert caisse.fenetre.findChildren(QDialog, "dialogueConnexion") == []
    caisse.boites.reponses.append(Reponse.OUI)


def changer_le_sien(caisse: Caisse, *saisies: str) -> QDialog:
    caisse.qaction("changer_pin").trigger()
    dialogue = caisse.dialogue("dialoguePin")
    for rang, saisie in enumerate(saisies):
        champ = QApplication.focusWidget()
        assert isinstance(champ, QLineEdit)
        caisse.taper(champ.objectName(), saisie)
        if rang < len(saisies) - 1:
            caisse.touche(ENTREE)
    caisse.touche(Qt.Key.Key_F2)
    return dialogue


def test_chacun_change_son_pin_avec_l_actuel(caisse: Caisse) -> None:
    caisse.attendre_fermeture(changer_le_sien(caisse, ADMIN, "1357", "1357"))
    assert caisse.fenetre.statusBar().currentMessage() == "Code PIN de ADMIN enregistré."
    assert dernieres(caisse.atelier) == [("ADMIN", None, "definir_pin")]


@pytest.mark.parametrize(
    ("saisies", "champ", "phrase"),
    [
        ((ADMIN, "1357", "1358"), "confirmationEdit", "Les deux saisies"),
        ((ADMIN, "12a4", "12a4"), "nouveauPinEdit", "de 4 à 12 chiffres"),
        (("9999", "1357", "1357"), "pinActuelEdit", "pas votre code PIN actuel"),
    ],
)
def test_un_refus_se_dit_sous_son_champ(caisse: Caisse, saisies: tuple[str, ...], champ: str, phrase: str) -> None:
    changer_le_sien(caisse, *saisies)
    caisse.attendre(lambda: caisse.widget("erreurLabel").isVisible())
    assert phrase in caisse.widget("erreurLabel").text()
    assert caisse.widget(champ).hasFocus()
    caisse.boites.reponses.append(Reponse.OUI)
    caisse.touche(ECHAP)


def test_un_pin_qui_se_devine_est_dit_et_accepte(caisse: Caisse) -> None:
    dialogue = changer_le_sien(caisse, ADMIN, "1111", "1111")
    assert "se devine vite" in caisse.widget("explicationLabel").text()
    caisse.attendre_fermeture(dialogue)
    assert dernieres(caisse.atelier) == [("ADMIN", None, "definir_pin")]


def test_l_ecran_des_utilisateurs_donne_et_retire_les_pins(caisse: Caisse) -> None:
    caisse.fenetre.ouvrir("utilisateurs")
    caisse.attendre(lambda: len(caisse.lignes("utilisateursTable")) == 3)
    assert [(ligne[0], ligne[-1]) for ligne in caisse.lignes("utilisateursTable")] == [
        ("ADMIN", "défini"), ("LEA", "défini"), ("PAUL", "aucun"),
    ]  # fmt: skip
    caisse.taper("rechercheEdit", "paul")
    caisse.attendre(lambda: len(caisse.lignes("utilisateursTable")) == 1)
    caisse.touche(Qt.Key.Key_Down)
    assert caisse.qaction("utilisateurs.retirer_pin").toolTip().endswith("Cet utilisateur n'a pas de code PIN.")
    caisse.touche(Qt.Key.Key_F8)
    dialogue = caisse.dialogue("dialoguePin")
    assert not caisse.widget("pinActuelEdit").isVisible()
    for nom in ("nouveauPinEdit", "confirmationEdit"):
        caisse.taper(nom, "1357")
    caisse.touche(Qt.Key.Key_F2)
    caisse.attendre_fermeture(dialogue)
    caisse.attendre(lambda: caisse.lignes("utilisateursTable")[0][-1] == "défini")
    caisse.boites.reponses.append(Reponse.OUI)
    caisse.widget("rechercheEdit").setFocus()
    caisse.touche(Qt.Key.Key_F4)
    caisse.attendre(lambda: caisse.lignes("utilisateursTable")[0][-1] == "aucun")
    assert dernieres(caisse.atelier, 2) == [("ADMIN", None, "definir_pin"), ("ADMIN", None, "retirer_pin")]


def test_le_dernier_administrateur_garde_son_pin(caisse: Caisse) -> None:
    caisse.fenetre.ouvrir("utilisateurs")
    caisse.attendre(lambda: len(caisse.lignes("utilisateursTable")) == 3)
    caisse.taper("rechercheEdit", "admin")
    caisse.attendre(lambda: len(caisse.lignes("utilisateursTable")) == 1)
    caisse.touche(Qt.Key.Key_Down)
    caisse.boites.reponses.append(Reponse.OUI)
    caisse.touche(Qt.Key.Key_F4)
    caisse.attendre(lambda: bool(caisse.boites.messages))
    assert "doit toujours avoir un code PIN" in caisse.boites.messages[0]
