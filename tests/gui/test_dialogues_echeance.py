"""The dialogs of an échéance: what surrounds it, its division; from the due list, by the keys alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.echeancier import EcranEcheancier
from tests.gui.echeances_de_test import (
    CTRL,
    LITIGE,
    PAYEE,
    TROIS_FOIS,
    K,
    aller,
    cles,
    dialogue,
    ecran,
    lire_echeance,
    textes,
    totaux,
)
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["ecran", "scene"]


def test_f6_change_ce_qui_entoure_l_echeance(scene: Scene, ecran: EcranEcheancier) -> None:
    cle = f"{TROIS_FOIS}/3"
    aller(scene, ecran, cle)
    scene.touche(K.Key_F6)
    ouvert: Any = dialogue(scene, "dialogueEcheance")
    ui = ouvert._ui
    assert ui.dateReglementEdit.hasFocus()
    scene.taper("050814")
    scene.touche(K.Key_Return)
    scene.taper("Visite")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_Space)
    scene.touche(K.Key_Tab)
    scene.taper("Passer à la boutique")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "enregistrée" in ecran._ui.messageBandeau.texte())
    lue = lire_echeance(scene.atelier, cle)
    assert (lue.date_reglement, lue.relance, lue.litige, lue.note) == (
        dt.date(2014, 8, 5),
        "Visite",
        True,
        "Passer à la boutique",
    )
    scene.jusqu_a(lambda: textes(ecran._grille)[-1]["Note"] == "Litige · Passer à la boutique")
    choisie = ecran._ligne()
    assert choisie is not None
    assert choisie.cle == cle


def test_une_date_fausse_se_dit_sous_son_champ_et_rien_ne_part(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{TROIS_FOIS}/3")
    scene.touche(K.Key_F6)
    ouvert: Any = dialogue(scene, "dialogueEcheance")
    scene.taper("99/99/2014")
    scene.touche(K.Key_F2)
    assert ouvert._ui.dateReglementEdit.property("erreur")
    assert "99/99/2014" in ouvert._ui.erreurLabel.text()
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_Escape)


def test_une_echeance_payee_garde_ses_dates(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{PAYEE}/1")
    scene.touche(K.Key_F6)
    ouvert: Any = dialogue(scene, "dialogueEcheance")
    assert not ouvert._ui.dateEdit.isEnabled()
    assert not ouvert._ui.dateReglementEdit.isEnabled()
    assert ouvert._ui.relanceCombo.hasFocus()
    scene.touche(K.Key_F2)  # nothing changed: nothing sent
    scene.touche(K.Key_F7)
    assert ecran._ui.messageBandeau.isHidden()


def test_diviser_par_les_touches(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{LITIGE}/1")
    scene.touche(K.Key_D, CTRL)
    ouvert: Any = dialogue(scene, "dialogueDivision")
    scene.taper("3")
    assert ouvert._ui.ecartLabel.text() == "3 parts : le compte y est."
    scene.touche(K.Key_Tab)
    scene.touche(K.Key_Return)  # to the blank row: the grid opens there
    ouvert._ui.partsTable.aller(1, "montant")
    scene.taper("300")
    assert "20,00 € de trop" in ouvert._ui.ecartLabel.text()
    scene.touche(K.Key_J, CTRL)
    assert ouvert._ui.ecartLabel.text() == "3 parts : le compte y est."
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "divisée en 3 parts" in ecran._ui.messageBandeau.texte())
    scene.jusqu_a(lambda: len(cles(ecran)) == 8)
    assert [lire_echeance(scene.atelier, f"{LITIGE}/{n}").montant for n in (1, 2, 3)] == [280_00, 300_00, 260_00]
    assert totaux(ecran)[0].endswith("2 730,00 €")


def test_des_parts_fausses_restent_dans_la_grille(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{LITIGE}/1")
    scene.touche(K.Key_D, CTRL)
    ouvert: Any = dialogue(scene, "dialogueDivision")
    ouvert._ui.partsTable.aller(1, "montant")
    scene.taper("1")
    scene.touche(K.Key_F2)
    assert "Les parts font 421,00 €" in ouvert._ui.erreurLabel.text()
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_Escape)
