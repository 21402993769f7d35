"""Créer un règlement, by the keys alone: two columns, what is said live, what is recorded (manual 003)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget

from caisse_clients.application.commandes.imputations import Imputer
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.lectures_ventes import disponibles, dus, imputations_du_client, reglement
from caisse_clients.domain.droits import Role
from caisse_clients.domain.vues_ventes import VueImputation
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.rapprochement import DialogueMiseEnCompte, DialogueRendu, DialogueRetrait
from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.kernel.argent import Centimes, Cours
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.ventes import commander, encaisser, facturer

__all__ = ["scene"]

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
MAJ = Qt.KeyboardModifier.ShiftModifier
AKKOUCHE = 2578
"""A client of the manual's base without any account: what is on screen is what the test made."""


def ouvrir(scene: Scene, client: int = AKKOUCHE, **parametres: object) -> EcranImputation:
    return scene.ouvrir("imputation", EcranImputation, client=client, **parametres)


def dialogue(scene: Scene, classe: type[QWidget]) -> QWidget:
    scene.attendre()
    return next(d for d in scene.fenetre().findChildren(classe) if d.isVisible())


def bandeau(ecran: EcranImputation) -> str:
    return ecran._ui.messageBandeau.texte()


def restes(ecran: EcranImputation) -> tuple[str, str]:
    ui = ecran._ui
    return ui.resteDuLabel.text().replace("\u202f", " "), ui.resteDisponibleLabel.text().replace("\u202f", " ")


def choisis(ecran: EcranImputation) -> tuple[list[str], list[str]]:
    """Last column of both grids, as shown."""

    def derniere(modele: object) -> list[str]:
        colonne = modele.columnCount(QModelIndex()) - 1  # type: ignore[attr-defined]  # a table model
        rangs = range(modele.rowCount(QModelIndex()))  # type: ignore[attr-defined]
        return [str(modele.index(r, colonne).data()) for r in rangs]  # type: ignore[attr-defined]

    return derniere(ecran._ui.duTable.model()), derniere(ecran._ui.disponibleTable.model())


def en_place(scene: Scene, client: int = AKKOUCHE) -> list[VueImputation]:
    with scene.atelier.services.lire() as lecteur:
        return imputations_du_client(lecteur, client)


def focus() -> str:
    devant = QApplication.focusWidget()
    return devant.objectName() if devant is not None else ""


def test_deux_factures_et_un_reglement_f8_f2_puis_retrait(scene: Scene) -> None:
    premiere, seconde = facturer(scene.atelier, 84000, AKKOUCHE), facturer(scene.atelier, 36000, AKKOUCHE)
    rc = encaisser(scene.atelier, 100000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    assert focus() == "duTable"
    assert restes(ecran) == ("1 200,00 €", "1 000,00 €")
    scene.touche(Qt.Key.Key_F8)
    assert choisis(ecran) == (["840,00", "160,00"], ["1\u202f000,00"])
    assert ecran._ui.ecartLabel.text() == "F2 rapproche 1\u202f000,00 € : les deux colonnes sont égales."
    scene.touche(Qt.Key.Key_F2)
    assert [(i.source, i.cible, i.montant) for i in en_place(scene)] == [
        (rc, f"{premiere}/1", 84000),
        (rc, f"{seconde}/1", 16000),
    ]
    assert bandeau(ecran).replace("\u202f", " ") == "2 rapprochements enregistrés : 1 000,00 €."
    assert restes(ecran) == ("200,00 €", "0,00 €")
    assert ecran.empechement("imputation.valider")

    scene.touche(Qt.Key.Key_F6)
    assert focus() == "imputationsTable"
    scene.touche(Qt.Key.Key_Delete)
    retrait = dialogue(scene, DialogueRetrait)
    assert f"{rc} sur {seconde}/1 : 160,00 € le 15/07/2014" in retrait._designation  # type: ignore[attr-defined]
    scene.touche(Qt.Key.Key_F2)
    assert retrait.isVisible(), "une raison est demandée"
    scene.taper("Mauvaise facture")
    scene.touche(Qt.Key.Key_F2)
    assert restes(ecran) == ("360,00 €", "160,00 €")
    assert [i.cible for i in en_place(scene)] == [f"{premiere}/1"]


def test_espace_coche_les_chiffres_changent_le_montant_et_les_fleches_changent_de_colonne(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    commander(scene.atelier, 120000, AKKOUCHE)
    encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_Space)
    assert choisis(ecran)[0] == ["840,00", ""]
    assert "840,00 € à payer" in ecran._ui.ecartLabel.text()
    scene.touche(Qt.Key.Key_Right)
    assert focus() == "disponibleTable"
    scene.taper("3")
    scene.taper("00,5")
    assert focus() == "montantEnPlaceEdit"
    assert restes(ecran) == ("1 739,50 €", "199,50 €"), "à chaque frappe"
    scene.touche(Qt.Key.Key_Escape)
    assert choisis(ecran)[1] == [""]
    scene.taper("300")
    scene.touche(Qt.Key.Key_Return)
    assert focus() == "disponibleTable"
    assert choisis(ecran)[1] == ["300,00"]
    assert "il manque 540,00 € à droite" in ecran._ui.ecartLabel.text()
    scene.touche(Qt.Key.Key_Left)
    scene.touche(Qt.Key.Key_Down)
    assert ecran._ui.duTable.currentIndex().row() == 1
    scene.touche(Qt.Key.Key_Up, CTRL)
    assert focus() == "duTable"
    scene.taper("9999")
    scene.touche(Qt.Key.Key_Tab)
    assert focus() == "disponibleTable"
    assert choisis(ecran)[0] == ["840,00", "1\u202f200,00"], "jamais plus que le reste"
    scene.touche(Qt.Key.Key_Backtab, MAJ)
    scene.touche(Qt.Key.Key_Backspace)
    assert choisis(ecran)[0] == ["840,00", ""]
    scene.touche(Qt.Key.Key_Z, CTRL | MAJ)
    assert choisis(ecran) == (["", ""], [""])


def test_un_montant_illisible_rend_celui_d_avant(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_Space)
    scene.taper("1,2,3")
    scene.touche(Qt.Key.Key_Return)
    assert choisis(ecran)[0] == ["840,00"]
    scene.taper("x")
    assert focus() == "duTable", "une lettre n'ouvre pas le montant"


def test_l_ordre_affiche_decide_qui_est_servi(scene: Scene) -> None:
    premiere, seconde = facturer(scene.atelier, 84000, AKKOUCHE), facturer(scene.atelier, 36000, AKKOUCHE)
    encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_Down)
    scene.touche(Qt.Key.Key_Up, ALT)
    assert ecran._ui.duTable.cle_courante() == f"{seconde}/1"
    for touche in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        scene.touche(touche)
    scene.touche(Qt.Key.Key_F2)
    assert [(i.cible, i.montant) for i in en_place(scene)] == [(f"{seconde}/1", 36000), (f"{premiere}/1", 14000)]
    assert ecran.empechement("imputation.valider"), "F2 une seconde fois ne fait rien"


def test_un_reglement_s_ajoute_sur_place_et_parait_deja_coche(scene: Scene) -> None:
    facture = facturer(scene.atelier, 84000, AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_Space)
    scene.touche(Qt.Key.Key_F3)
    assert focus() == "modeCombo"
    assert ecran._ui.montantEdit.text() == "840,00", "ce qui manque"
    scene.touche(Qt.Key.Key_F2)
    assert "mode" in ecran._ui.reglementErreurLabel.text()
    scene.taper("c")  # Chèque
    scene.touche(Qt.Key.Key_Return)
    assert focus() == "montantEdit"
    scene.touche(Qt.Key.Key_Return)
    scene.touche(Qt.Key.Key_Return)
    scene.taper("n° 4471")
    scene.touche(Qt.Key.Key_F2)
    assert not ecran._reglement.ouvert
    assert focus() == "disponibleTable"
    assert choisis(ecran) == (["840,00"], ["840,00"])
    scene.touche(Qt.Key.Key_F2)
    (imputation,) = en_place(scene)
    with scene.atelier.services.lire() as lecteur:
        rc = reglement(lecteur, imputation.source)
        assert (rc.mode, rc.reference, rc.montant) == ("cheque", "n° 4471", 84000)
        assert dus(lecteur, AKKOUCHE) == []
    assert imputation.cible == f"{facture}/1"


def test_echap_referme_le_petit_formulaire_pas_l_ecran(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_F3)
    scene.touche(Qt.Key.Key_Escape)
    assert not ecran._reglement.ouvert
    assert ecran.isVisible()
    scene.touche(Qt.Key.Key_Escape)
    assert not scene.fenetre().findChildren(EcranImputation, "imputation") or not ecran.isVisible()


def test_fermer_avec_des_montants_coches_se_confirme(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    encaisser(scene.atelier, 84000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_F8)
    scene.repondre(Reponse.NON)
    scene.touche(Qt.Key.Key_Escape)
    assert ecran.isVisible()
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_Escape)
    assert en_place(scene) == []


def test_l_argent_pris_par_un_autre_poste_se_dit_et_le_reste_est_garde(scene: Scene) -> None:
    facture, autre = facturer(scene.atelier, 30000, AKKOUCHE), facturer(scene.atelier, 20000, AKKOUCHE)
    rc = encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_F8)
    scene.atelier.faire(Imputer(rc, f"{autre}/1", Centimes(20000)))
    scene.touche(Qt.Key.Key_F2)
    phrase = bandeau(ecran)
    assert f"{autre} : il n'en reste rien (payé : 200,00 € le 15/07/2014 par {rc})." in phrase
    assert f"{rc} : il reste 300,00 € (utilisé : 200,00 € le 15/07/2014 pour {autre}/1)." in phrase
    assert "Vos autres montants sont gardés" in phrase
    assert choisis(ecran) == (["300,00"], ["300,00"])
    scene.touche(Qt.Key.Key_F2)
    assert {(i.cible, i.montant) for i in en_place(scene)} == {(f"{autre}/1", 20000), (f"{facture}/1", 30000)}


def test_un_petit_ecart_se_passe_d_une_touche(scene: Scene) -> None:
    facturer(scene.atelier, 10003, AKKOUCHE)
    encaisser(scene.atelier, 10000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    assert "limité" in ecran.empechement("imputation.ecart")
    scene.touche(Qt.Key.Key_F8)
    scene.touche(Qt.Key.Key_F2)
    assert "F9 passe l'écart" in bandeau(ecran)
    ecran._ui.duTable.setFocus()
    scene.touche(Qt.Key.Key_F9)
    with scene.atelier.services.lire() as lecteur:
        assert dus(lecteur, AKKOUCHE) == []
    assert "écart de 0,03 € passé" in bandeau(ecran)
    assert ecran._ui.duTable.model().rowCount(QModelIndex()) == 0


def test_une_piece_se_met_en_compte(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_M, CTRL)
    forme = dialogue(scene, DialogueMiseEnCompte)
    assert forme._ui.montantEdit.text() == "840,00"  # type: ignore[attr-defined]
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        (du,) = dus(lecteur, AKKOUCHE)
    assert (du.type, du.reste) == ("credit", 84000)
    assert "portés sur le compte 267" in bandeau(ecran)


def test_un_compte_acompte_se_rembourse_depuis_la_colonne_de_droite(scene: Scene) -> None:
    ecran = ouvrir(scene, PIERRE)
    assert focus() == "disponibleTable", "rien n'est dû : on va à droite"
    scene.touche(Qt.Key.Key_D, CTRL)
    forme = dialogue(scene, DialogueRendu)
    scene.taper("e")  # Espèces
    forme._ui.montantEdit.setText("62,55")  # type: ignore[attr-defined]
    forme._ui.raisonEdit.setText("Commande annulée")  # type: ignore[attr-defined]
    scene.touche(Qt.Key.Key_F2)
    with scene.atelier.services.lire() as lecteur:
        assert [d.disponible for d in disponibles(lecteur, PIERRE)] == [50000, 50000]
    assert "62,55 € rendus" in bandeau(ecran)


def test_un_caissier_encaisse_mais_ne_rapproche_pas(scene: Scene) -> None:
    facturer(scene.atelier, 84000, AKKOUCHE)
    encaisser(scene.atelier, 84000, client=AKKOUCHE)
    scene.atelier.faire(CreerUtilisateur("LEA", "Léa", Role.CAISSIER))
    scene.fenetre("LEA")
    ecran = ouvrir(scene)
    scene.touche(Qt.Key.Key_F8)
    assert "Il faut le droit de rapprocher" in ecran.empechement("imputation.valider")
    assert not ecran._ui.rapprocherButton.isEnabled()
    scene.touche(Qt.Key.Key_F3)
    assert ecran.empechement("imputation.valider") == ""
    scene.touche(Qt.Key.Key_Escape)
    ecran._colonnes.decocher()


@pytest.mark.parametrize(("devise", "montant", "ecrit"), [("USD", 10825, "108,25"), ("JPY", 160000, "1\u202f600")])
def test_une_facture_en_devise_ne_se_paie_que_dans_sa_devise(
    scene: Scene, devise: str, montant: int, ecrit: str
) -> None:
    """Commands take hundredths whatever the currency: 1 600 yens are typed 1600,00 in a command file."""
    cours = Cours(1_082_500)
    facture = facturer(scene.atelier, montant, AKKOUCHE, devise=devise, cours=cours)
    encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene)
    assert ecran._ui.duTable.modele.rowCount() == 1
    scene.touche(Qt.Key.Key_Space)
    assert choisis(ecran)[0] == [ecrit]
    assert f"rien n'est disponible en {devise}" in ecran._ui.ecartLabel.text()
    rc = encaisser(scene.atelier, montant, client=AKKOUCHE, devise=devise, cours=cours)
    ecran.recharger(ecran.sujets)
    scene.attendre()
    scene.touche(Qt.Key.Key_F8)
    assert choisis(ecran) == ([ecrit], ["", ecrit])
    scene.touche(Qt.Key.Key_F2)
    assert [(i.source, i.cible) for i in en_place(scene)] == [(rc, f"{facture}/1")]
    assert ecran._ui.duTable.modele.rowCount() == 0


def test_les_ecrans_vides_disent_quoi_faire(scene: Scene) -> None:
    ecran = scene.ouvrir("imputation", EcranImputation)
    assert focus() == "clientEdit"
    assert "F7" in ecran._ui.duTable.accessibleDescription()
    assert ecran.empechement("imputation.ajouter") == "Choisissez d'abord un client (F7)."
    scene.taper("2578")
    scene.jusqu_a(lambda: bool(ecran._ui.clientEdit.propositions()))
    scene.touche(Qt.Key.Key_Return)
    assert "ne doit rien" in ecran._ui.duTable.accessibleDescription()
    assert "F3" in ecran._ui.disponibleTable.accessibleDescription()
    assert ecran._ui.ecartLabel.text() == "Rien n'est dû et rien n'est disponible."


@pytest.mark.parametrize("touche", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_entree_ouvre_la_piece(scene: Scene, touche: Qt.Key) -> None:
    facture = facturer(scene.atelier, 84000, AKKOUCHE)
    ouvrir(scene)
    scene.touche(touche)
    onglets = scene.fenetre()._onglets
    assert facture in onglets.tabText(onglets.currentIndex())


def test_une_ligne_demandee_arrive_cochee(scene: Scene) -> None:
    facture = facturer(scene.atelier, 84000, AKKOUCHE)
    rc = encaisser(scene.atelier, 50000, client=AKKOUCHE)
    ecran = ouvrir(scene, cocher=(rc, f"{facture}/1", "RC-INCONNU"))
    assert choisis(ecran) == (["840,00"], ["500,00"])
    ecran._colonnes.decocher()
