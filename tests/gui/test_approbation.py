"""Another user authorises one act at the screen of who acts: offered where it helps, by the keys, from any dialog."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from caisse_clients.application.commandes.comptes import SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierParametre
from caisse_clients.application.commandes.pins import DefinirPin
from caisse_clients.application.executeur import Resultat
from caisse_clients.application.lectures import operations
from caisse_clients.application.services import Services
from caisse_clients.application.session import Approbation, Secrets
from caisse_clients.domain.droits import Role
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from tests.atelier import Atelier
from tests.gui.caisse import Caisse
from tests.gui.manuel import remplir

ENTREE, ECHAP, F2 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2
PINS = {"ADMIN": "4827", "CHEF": "739105", "LEA": "1357"}


@pytest.fixture
def magasin(atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch) -> Atelier:
    """The manual's clients, a cashier LEA who gives back 100 € at most, CHEF who may more."""
    monkeypatch.setitem(os.environ, "CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    remplir(atelier_sqlite.services.executer)
    atelier_sqlite.faire(ModifierParametre("limite_remboursement", "100.00"))
    atelier_sqlite.faire(CreerUtilisateur("CHEF", "Le chef", Role.RESPONSABLE))
    atelier_sqlite.faire(CreerUtilisateur("LEA", "Léa"))
    return atelier_sqlite


def donner_les_pins(atelier: Atelier) -> None:
    for code, pin in PINS.items():
        atelier.services.executer(DefinirPin(code), secrets=Secrets(nouveau_pin=pin))


@pytest.fixture
def lea(qtbot: QtBot, magasin: Atelier, tmp_path: Path) -> Iterator[Caisse]:
    donner_les_pins(magasin)
    caisse = Caisse(qtbot, magasin, tmp_path, utilisateur="LEA")
    yield caisse
    caisse.fermer()


def rendre(caisse: Caisse, montant: str = "150") -> QDialog:
    """Type a sortie in cash on the client's second account, F2."""
    caisse.chercher_pierre()
    caisse.choisir_le_compte(0)
    caisse.touche(Qt.Key.Key_F6)
    dialogue = caisse.dialogue("dialogueEcriture")
    combo = caisse.widget("motifCombo")
    combo.setCurrentIndex(combo.findData("especes"))
    caisse.taper("sortieEdit", montant)
    caisse.touche(F2)
    return dialogue


def autoriser(caisse: Caisse, code: str, pin: str) -> QDialog:
    dialogue = caisse.dialogue("dialogueApprobation")
    caisse.taper("approbateurEdit", code)
    caisse.touche(ENTREE)
    assert caisse.widget("pinEdit").hasFocus()
    caisse.taper("pinEdit", pin)
    caisse.touche(ENTREE)
    return dialogue


def refus_de(dialogue: QDialog, caisse: Caisse) -> str:
    from PySide6.QtWidgets import QLabel

    etiquette = dialogue.findChild(QLabel, "erreurLabel")
    assert etiquette is not None
    caisse.attendre(etiquette.isVisible)
    return etiquette.text()


def derniere(atelier: Atelier) -> tuple[str, str | None, str]:
    with atelier.services.lire() as lecteur:
        o = list(operations(lecteur))[-1]
    return o.utilisateur, o.approbateur, o.commande


def test_le_chef_autorise_a_l_ecran_de_lea_et_l_ecriture_passe(lea: Caisse) -> None:
    ecriture = rendre(lea)
    dialogue = lea.dialogue("dialogueApprobation")
    assert lea.widget("demandeLabel").text() == "Léa (LEA) demande : Écriture de compte client."
    assert "au-dessus de la limite de 100,00" in lea.widget("refusLabel").text()
    assert lea.widget("approbateurEdit").hasFocus()
    autoriser(lea, "chef", PINS["CHEF"])
    lea.attendre_fermeture(dialogue)
    lea.attendre_fermeture(ecriture)
    assert derniere(lea.atelier) == ("LEA", "CHEF", "saisir_ecriture")
    assert "sortie de 150,00 € enregistrée" in lea.fenetre.statusBar().currentMessage()
    lea.attendre(lambda: lea.table("comptesTable").model().rowCount() == 4)


def test_renoncer_revient_a_la_saisie_avec_le_refus(lea: Caisse) -> None:
    ecriture = rendre(lea)
    lea.dialogue("dialogueApprobation")
    lea.touche(ECHAP)
    assert "au-dessus de la limite" in refus_de(ecriture, lea)
    assert lea.widget("sortieEdit").text() == "150,00"
    ecriture.activateWindow()
    lea.attendre(ecriture.isActiveWindow)
    lea.taper("sortieEdit", "90")
    lea.touche(F2)
    lea.attendre_fermeture(ecriture)
    assert derniere(lea.atelier) == ("LEA", None, "saisir_ecriture")


@pytest.mark.parametrize(
    ("code", "pin", "phrase"),
    [
        ("CHEF", "1111", "incorrect"),
        ("PERSONNE", "1111", "incorrect"),
        ("LEA", PINS["LEA"], "LEA n'a pas non plus le droit"),
    ],
)
def test_qui_ne_peut_pas_autoriser_le_lit_et_un_autre_essaie(lea: Caisse, code: str, pin: str, phrase: str) -> None:
    ecriture = rendre(lea)
    dialogue = autoriser(lea, code, pin)
    assert phrase in refus_de(dialogue, lea)
    assert lea.widget("pinEdit").text() == ""
    autoriser(lea, "CHEF", PINS["CHEF"])
    lea.attendre_fermeture(ecriture)
    assert derniere(lea.atelier) == ("LEA", "CHEF", "saisir_ecriture")


def test_l_autorisation_ne_vaut_que_pour_un_acte(lea: Caisse) -> None:
    ecriture = rendre(lea)
    autoriser(lea, "CHEF", PINS["CHEF"])
    lea.attendre_fermeture(ecriture)
    lea.atelier.faire(ModifierParametre("limite_ecart", "0.06"))
    rendre_encore = rendre_sur(lea)
    lea.dialogue("dialogueApprobation")
    lea.touche(ECHAP)
    refus_de(rendre_encore, lea)


def rendre_sur(caisse: Caisse) -> QDialog:
    caisse.choisir_le_compte(0)
    caisse.touche(Qt.Key.Key_F6)
    dialogue = caisse.dialogue("dialogueEcriture")
    combo = caisse.widget("motifCombo")
    combo.setCurrentIndex(combo.findData("especes"))
    caisse.taper("sortieEdit", "1")
    caisse.touche(F2)
    return dialogue


def test_sans_pin_le_refus_se_dit_comme_avant(qtbot: QtBot, magasin: Atelier, tmp_path: Path) -> None:
    caisse = Caisse(qtbot, magasin, tmp_path, utilisateur="LEA")
    ecriture = rendre(caisse)
    assert "demandez à un responsable" in refus_de(ecriture, caisse)
    assert caisse.fenetre.findChildren(QDialog, "dialogueApprobation") == []
    caisse.fermer()


def test_un_refus_que_nul_droit_ne_leve_n_offre_rien(lea: Caisse) -> None:
    ecriture = rendre(lea, "5000")
    assert "solde" in refus_de(ecriture, lea).lower()
    assert lea.fenetre.findChildren(QDialog, "dialogueApprobation") == []


def test_toute_commande_de_la_fenetre_passe_par_la(lea: Caisse) -> None:
    """Whoever asks the task runner for a command knows nothing of approbations, and is told the end only."""
    fins: list[object] = []
    commande = SaisirEcriture(266, sortie=Centimes(150_00), motif="especes")
    tache = lea.fenetre._taches.executer(commande, lea.ecran, id_commande="0190a1b2-0000-7000-8000-0000000000dd")
    tache.reussie.connect(fins.append)
    tache.echouee.connect(fins.append)
    lea.dialogue("dialogueApprobation")
    assert fins == []
    assert lea.fenetre._taches.en_cours == (tache,)
    autoriser(lea, "CHEF", PINS["CHEF"])
    lea.attendre(lambda: bool(fins))
    assert derniere(lea.atelier) == ("LEA", "CHEF", "saisir_ecriture")
    assert not lea.fenetre._taches.en_cours


def test_l_ecran_qui_disparait_emporte_sa_demande(lea: Caisse) -> None:
    from PySide6.QtWidgets import QWidget

    hote = QWidget(lea.fenetre)
    hote.show()
    orphelines: list[Exception] = []
    lea.fenetre._taches.ecriture_orpheline.connect(lambda _libelle, erreur: orphelines.append(erreur))
    lea.fenetre._taches.executer(SaisirEcriture(266, sortie=Centimes(150_00), motif="especes"), hote)
    lea.dialogue("dialogueApprobation")
    hote.deleteLater()
    lea.attendre(lambda: lea.fenetre._taches.en_cours == ())
    assert [e.code for e in orphelines if isinstance(e, ErreurMetier)] == ["limite_remboursement"]


def test_une_confirmation_demandee_apres_l_autorisation_ne_la_redemande_pas(lea: Caisse) -> None:
    """The same command comes back confirmed: the PIN is not asked for twice. Any other command is on its own."""
    commande = SaisirEcriture(266, sortie=Centimes(150_00), motif="especes")
    fins: list[object] = []

    def travail(services: Services, approbation: Approbation | None, *, confirme: bool) -> Resultat:
        if approbation is not None and not confirme:
            raise ConfirmationRequise("doublon_possible")
        return services.executer(commande, approbation=approbation)

    def envoyer(envoyee: object, *, confirme: bool) -> None:
        tache = lea.fenetre._taches.soumettre(partial(travail, confirme=confirme), envoyee, lea.ecran)
        tache.reussie.connect(fins.append)
        tache.echouee.connect(fins.append)

    envoyer(commande, confirme=False)
    dialogue = autoriser(lea, "CHEF", PINS["CHEF"])
    lea.attendre(lambda: bool(fins))
    assert isinstance(fins.pop(), ConfirmationRequise)
    lea.attendre_fermeture(dialogue)
    envoyer(commande, confirme=True)
    lea.attendre(lambda: bool(fins))
    assert derniere(lea.atelier) == ("LEA", "CHEF", "saisir_ecriture")
    envoyer(SaisirEcriture(266, sortie=Centimes(140_00), motif="especes"), confirme=True)
    lea.dialogue("dialogueApprobation")
    lea.touche(ECHAP)
    lea.attendre(lambda: len(fins) == 2)
