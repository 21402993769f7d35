"""Trésorerie > Chèques au coffre by the keys: ticked, totalled, cashed in one command."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caisse_clients.application import lectures_acces
from caisse_clients.application.commandes.acces import EncaisserCheque
from caisse_clients.application.commandes.reglages_ventes import CreerBanque
from caisse_clients.gui.ecrans.cheques import EcranCheques
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from tests.acces_de_test import vendre
from tests.gui.acces_a_l_ecran import dialogue, ferme, lignes, scene, vue
from tests.gui.fenetre_reelle import Scene

__all__ = ["scene"]

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ENCAISSEMENT = "dialogueEncaissementCheques"


def ouvrir(scene: Scene) -> EcranCheques:
    ecran = scene.ouvrir("cheques", EcranCheques)
    scene.attendre()
    return ecran


def jusqu_au(scene: Scene, ecran: EcranCheques, date: str, nombre: int) -> None:
    ecran._ui.auEdit.setText(date)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == nombre)


def test_seuls_les_cheques_du_jour_se_montrent_puis_ceux_d_une_autre_date(scene: Scene) -> None:
    vendre(scene.atelier, encaisses=1)
    ecran = ouvrir(scene)
    assert [ligne[1] for ligne in lignes(ecran._ui.chequesTable)] == ["05/06/2014", "05/07/2014"]
    assert ecran._ui.nombreLabel.text() == "2 chèques, 270,00 €"
    jusqu_au(scene, ecran, "31/08/2014", 3)
    jusqu_au(scene, ecran, "01/01/2014", 0)
    assert "Aucun chèque au coffre" in ecran._ui.chequesTable.accessibleDescription()
    ecran._ui.auEdit.setText("x")
    scene.jusqu_a(lambda: "Donnez la date" in ecran._ui.chequesTable.accessibleDescription())


def test_espace_coche_ctrl_a_coche_tout_et_le_total_suit(scene: Scene) -> None:
    vendre(scene.atelier, encaisses=0)
    ecran = ouvrir(scene)
    assert "Cochez au moins un chèque" in ecran.empechement("cheques.encaisser")
    assert not ecran._ui.encaisserButton.isEnabled()
    scene.touche(K.Key_Space)
    assert ecran._ui.cocheesLabel.text() == "Coché : 1 chèque, 135,00 €"
    scene.touche(K.Key_A, CTRL)
    assert ecran._ui.cocheesLabel.text() == "Cochés : 3 chèques, 405,00 €"
    scene.touche(K.Key_A, CTRL)
    assert ecran._ui.cocheesLabel.text() == "Rien n'est coché"


def test_f2_encaisse_tout_ce_qui_est_coche_une_seule_fois(scene: Scene) -> None:
    un, deux = vendre(scene.atelier, encaisses=0), vendre(scene.atelier, encaisses=2)
    scene.atelier.faire(CreerBanque("BNP", "BNP Paribas"))
    ecran = ouvrir(scene)
    scene.touche(K.Key_A, CTRL)
    scene.touche(K.Key_Space)
    scene.touche(K.Key_F2)
    forme = dialogue(scene, ENCAISSEMENT)
    assert forme._ui.totalLabel.text() == "3 chèques, 405,00 €"
    assert not forme._ui.avertissementLabel.isVisible()
    forme._ui.banqueCombo.setFocus()
    scene.taper("bnp")
    QTest.keyClick(forme, K.Key_F2)
    QTest.keyClick(forme, K.Key_F2)
    scene.attendre()
    assert ferme(scene, ENCAISSEMENT)
    scene.attendre()
    assert (vue(scene, un).encaisse, vue(scene, deux).encaisse) == (270_00, 405_00)
    assert ecran._modele.rowCount() == 1
    assert ecran._ui.cocheesLabel.text() == "Rien n'est coché"
    assert "3 chèques encaissés, 405,00 €" in ecran._ui.messageBandeau.texte()


def test_ce_qu_un_autre_poste_encaisse_n_est_plus_coche(scene: Scene) -> None:
    acces = vendre(scene.atelier, encaisses=0)
    ecran = ouvrir(scene)
    scene.touche(K.Key_A, CTRL)
    scene.atelier.faire(EncaisserCheque(acces, 1))
    scene.touche(K.Key_F2)
    dialogue(scene, ENCAISSEMENT)
    scene.touche(K.Key_F2)
    scene.attendre()
    assert not ferme(scene, ENCAISSEMENT), "one refused refuses them all"
    scene.touche(K.Key_Escape)
    scene.touche(K.Key_F5)
    assert ecran._ui.cocheesLabel.text() == "Cochés : 2 chèques, 270,00 €"
    with scene.atelier.services.lire() as lecteur:
        assert len(lectures_acces.cheques_detenus(lecteur, dt.date(2014, 12, 31))) == 3


def test_entree_ouvre_la_fiche_sur_l_onglet_acces(scene: Scene) -> None:
    vendre(scene.atelier, encaisses=0)
    ouvrir(scene)
    scene.touche(K.Key_Return)
    fiche = scene.fenetre()._navigation.courant()
    assert isinstance(fiche, EcranFicheClient)
    assert fiche._ui.ficheOnglets.currentWidget() is fiche._ui.accesPage
