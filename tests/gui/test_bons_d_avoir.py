"""A bon d'avoir scanned where a till has its cursor: the palette, the search of the comptes, the dialog itself."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.reglements import Rembourser
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.application.lectures_acces import bon_du_compte
from caisse_clients.domain.bons import nouveau_code, par_quatre
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.ecrans.comptes_clients import EcranComptesClients
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.gui.presentateurs import bon as decisions
from caisse_clients.kernel.argent import Centimes
from tests.acces_de_test import ARRET, MARTIN, vendre
from tests.gui.acces_a_l_ecran import dialogue, ferme, scene
from tests.gui.fenetre_reelle import Scene

__all__ = ["scene"]

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_MAJ = CTRL | Qt.KeyboardModifier.ShiftModifier
AZERTY = str.maketrans("1234567890", "&é\"'(-è_çà")
FAUX = "12345678901234567890"
NOM = "dialogueBon"


@pytest.fixture
def code(scene: Scene) -> str:
    """The code of the compte avoir n° 1, where the manual's stop kept 270,00."""
    scene.atelier.faire(ArchiverAcces(vendre(scene.atelier), ARRET, "AVOIR"))
    scene.atelier.faire(TirerBon(1))  # the code is drawn by its first printing
    with scene.atelier.services.lire() as lecteur:
        lu = bon_du_compte(lecteur, 1).code
    assert lu
    return lu


def scanner(scene: Scene, texte: str) -> None:
    """Type as a scanner does: at once, with Entrée at the end."""
    scene.taper(texte)
    scene.touche(K.Key_Return)
    scene.attendre()


def palette(scene: Scene) -> QListWidget:
    scene.touche(K.Key_K, CTRL)
    liste = scene.fenetre().findChild(QListWidget, "allerAListe")
    assert liste is not None
    return liste


def test_ce_qu_une_douchette_tape_se_reconnait() -> None:
    code = nouveau_code(267)
    for texte in (code, par_quatre(code), code.translate(AZERTY), FAUX):
        assert decisions.ressemble_a_un_code(texte)
    for texte in ("", "267", "MARTIN", "FA-S1-2014-00001", code[:-1], f"{code}0"):
        assert not decisions.ressemble_a_un_code(texte)


@pytest.mark.parametrize("clavier", ["chiffres", "azerty", "groupes"])
def test_la_palette_ouvre_le_bon_scanne_sans_attendre_la_recherche(scene: Scene, code: str, clavier: str) -> None:
    scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN)
    tape = {"chiffres": code, "azerty": code.translate(AZERTY), "groupes": par_quatre(code)}[clavier]
    liste = palette(scene)
    scene.taper(tape)
    assert [liste.item(0).text(), liste.count()] == ["Vérifier ce bon d'avoir", 1]
    scene.touche(K.Key_Return)
    ui = dialogue(scene, NOM)._ui
    scene.attendre()
    assert ui.compteLabel.text() == "Compte avoir n° 1"
    assert "MARTIN Julie" in ui.clientLabel.text()
    assert (ui.montantLabel.text(), ui.soldeLabel.text()) == ("270,00 €", "270,00 € en faveur du client")
    assert ui.etatLabel.text() == "Utilisable en entier"
    assert ui.codeEdit.text() == "", "ready for the next one, and the secret is not left on the screen"


def test_un_code_mal_lu_se_dit_dans_la_palette_et_ne_mene_nulle_part(scene: Scene, code: str) -> None:
    scene.ouvrir("comptes_clients", EcranComptesClients)
    liste = palette(scene)
    scanner(scene, FAUX)
    palette_ouverte = liste.window()
    pied = next(p for p in palette_ouverte.findChildren(QLabel) if p.parent() is palette_ouverte)
    assert "mal lu" in pied.text()
    assert liste.isVisible()
    assert ferme(scene, NOM)
    scene.touche(K.Key_Escape)


def test_le_dialogue_dit_ou_le_bon_a_servi_puis_qu_il_est_epuise(scene: Scene, code: str) -> None:
    scene.atelier.faire(Rembourser("1", "cheque", "Départ", Centimes(100_00)))
    scene.ouvrir("comptes_clients", EcranComptesClients)
    scene.touche(K.Key_B, CTRL_MAJ)
    forme: Any = dialogue(scene, NOM)
    ui = forme._ui
    assert not forme._qactions["valider"].isEnabled()
    scanner(scene, code)
    assert ui.etatLabel.text() == "Utilisé en partie"
    assert ui.soldeLabel.text() == "170,00 € en faveur du client"
    usages = ui.usagesTable.model()
    assert [str(usages.index(0, c).data()) for c in (0, 2)] == ["01/08/2014", "100,00"]
    scene.atelier.faire(Rembourser("1", "cheque", "Départ", Centimes(170_00)))
    scanner(scene, code.translate(AZERTY))
    assert (ui.etatLabel.text(), ui.soldeLabel.text()) == ("Épuisé", "Compte soldé")
    for geste in ("valider", "imprimer"):
        assert "épuisé" in forme._qactions[geste].toolTip()
        assert not forme._qactions[geste].isEnabled()
    assert forme._qactions["compte"].isEnabled()
    scanner(scene, nouveau_code(1))
    assert "n'existe pas" in ui.erreurLabel.text()
    assert ui.compteLabel.isHidden(), "nothing of the bon before stays beside a refusal"
    assert QApplication.focusWidget() is ui.codeEdit
    assert not forme._qactions["imprimer"].isEnabled()
    scene.touche(K.Key_Escape)
    scene.jusqu_a(lambda: ferme(scene, NOM))


def test_f2_met_le_bon_en_face_de_ce_que_doit_le_client(scene: Scene, code: str) -> None:
    scene.ouvrir("comptes_clients", EcranComptesClients)
    scene.touche(K.Key_B, CTRL_MAJ)
    dialogue(scene, NOM)
    scanner(scene, code)
    scene.touche(K.Key_F2)
    scene.attendre()
    courant = scene.fenetre()._navigation.courant()
    assert isinstance(courant, EcranImputation)
    scene.jusqu_a(lambda: "270,00" in courant._ui.ecartLabel.text())


def test_f6_montre_le_compte_et_ctrl_p_le_papier(scene: Scene, code: str) -> None:
    scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN, onglet="financier")
    scene.attendre()
    scene.touche(K.Key_D, CTRL_MAJ)
    forme = dialogue(scene, NOM)
    scene.attendre()
    scene.touche(K.Key_P, CTRL)
    scene.jusqu_a(lambda: bool(forme.findChildren(DialogueApercu)))
    apercu = forme.findChildren(DialogueApercu)[0]
    scene.jusqu_a(apercu.isVisible)
    apercu.close()
    forme.activateWindow()
    scene.jusqu_a(forme.isActiveWindow)
    scene.touche(K.Key_F6)
    courant = scene.fenetre()._navigation.courant()
    assert isinstance(courant, EcranComptesClients)
    scene.jusqu_a(lambda: courant.ligne() is not None)
    ligne = courant.ligne()
    assert ligne is not None
    assert (ligne.compte.numero, ligne.compte.client) == (1, MARTIN)


@pytest.mark.parametrize("champ", ["numeroCompteEdit", "nomClientEdit", "codeClientEdit"])
def test_la_recherche_des_comptes_accepte_un_bon_scanne(scene: Scene, code: str, champ: str) -> None:
    ecran = scene.ouvrir("comptes_clients", EcranComptesClients)
    edit = getattr(ecran._ui, champ)
    edit.setFocus()
    scanner(scene, code.translate(AZERTY))
    scene.jusqu_a(lambda: ecran.ligne() is not None)
    ligne = ecran.ligne()
    assert ligne is not None
    assert ligne.compte.numero == 1
    assert ecran._ui.numeroCompteEdit.text() == "1"
    edit.setFocus()
    edit.selectAll()
    scanner(scene, FAUX)
    scene.jusqu_a(lambda: bool(edit.property("erreur")))
    assert "mal lu" in edit.toolTip()
    edit.selectAll()
    scanner(scene, code)
    scene.jusqu_a(lambda: not edit.property("erreur"))
    assert ecran._ui.numeroCompteEdit.text() == "1"


def test_plusieurs_comptes_avoir_se_choisissent(scene: Scene, code: str) -> None:
    from caisse_clients.application.commandes.avoirs import EmettreAvoir

    scene.atelier.faire(EmettreAvoir("Geste", client=MARTIN, montant=Centimes(20_00), article="AVOIR", garder=True))
    scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN, onglet="financier")
    scene.attendre()
    scene.touche(K.Key_D, CTRL_MAJ)
    choix = dialogue(scene, "dialogueChoix")
    assert "Compte avoir n° 2" in choix._ui.choixList.item(0).text()
    scene.touche(K.Key_Down)
    scene.touche(K.Key_F2)
    forme: Any = dialogue(scene, NOM)
    scene.jusqu_a(lambda: forme._ui.compteLabel.text() == "Compte avoir n° 1")
