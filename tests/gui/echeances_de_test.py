"""What tests of the due list share: six échéances of four clients, late, paid, partly paid, contested."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from caisse_clients.application import lectures_editions
from caisse_clients.application.commandes.echeances import AffecterEcheances, ModifierEcheance
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.echeancier import CritereEcheancier, LigneEcheancier, StatutVerse
from caisse_clients.gui.ecrans.echeancier import EcranEcheancier
from caisse_clients.kernel.horloge import aujourd_hui
from tests.atelier import Atelier
from tests.gui.fenetre_reelle import Scene
from tests.gui.manuel import PIERRE
from tests.gui.ventes import encaisser, facturer

K = Qt.Key
CTRL, MAJ = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DRISS, MALIKA, ALARME = 2643, 5577, 5124
TROIS_FOIS, PAYEE, EN_RETARD, LITIGE = (f"FA-S1-2014-{rang:05d}" for rang in (1, 2, 3, 4))
ORDRE = [f"{EN_RETARD}/1", f"{PAYEE}/1", f"{LITIGE}/1", *(f"{TROIS_FOIS}/{n}" for n in (1, 2, 3))]
"""As they come: by date d'échéance."""


def creer_les_echeances(atelier: Atelier) -> None:
    """1 200,00 in three of which 500,00 are paid; 600,00 paid; 90,00 late; 840,00 contested, late too."""
    numeros = (
        facturer(atelier, 1200_00, PIERRE, date=dt.date(2014, 6, 1), conditions="3 fois"),
        facturer(atelier, 600_00, DRISS, date=dt.date(2014, 5, 2)),
        facturer(atelier, 90_00, MALIKA, date=dt.date(2014, 4, 2)),
        facturer(atelier, 840_00, ALARME, date=dt.date(2014, 5, 15)),
    )
    assert numeros == (TROIS_FOIS, PAYEE, EN_RETARD, LITIGE)
    encaisser(atelier, 500_00, imputations=(Affectee(piece=TROIS_FOIS),))
    encaisser(atelier, 600_00, "carte", DRISS, imputations=(Affectee(piece=PAYEE),))
    atelier.faire(ModifierEcheance(f"{EN_RETARD}/1", note="Promis vendredi", mode_relance="Téléphone"))
    atelier.faire(ModifierEcheance(f"{LITIGE}/1", note="Abîmé", litige=True))
    atelier.faire(AffecterEcheances((f"{TROIS_FOIS}/2",), mode="cheque"))


def lire_echeance(atelier: Atelier, cle: str) -> LigneEcheancier:
    """Read one échéance as the due list shows it."""
    jour = aujourd_hui(atelier.horloge)
    with atelier.services.lire() as lecteur:
        ids = lectures_editions.cles_echeancier(lecteur, CritereEcheancier(), jour)
        return next(x for x in lectures_editions.lignes_echeancier(lecteur, ids, jour) if x.cle == cle)


def textes(grille: Any) -> list[dict[str, str]]:
    """Return the rows of a grid as displayed, by title."""
    modele = grille.modele
    return [
        {
            modele.colonnes[n].titre: str(modele.index(rang, n).data() or "").replace("\u202f", " ")
            for n in grille.colonnes_affichees()
        }
        for rang in range(modele.rowCount())
    ]


def dialogue(scene: Scene, nom: str) -> QDialog:
    """Wait for a dialog; offscreen, nobody else gives it the keyboard."""

    def ouverts() -> list[QDialog]:
        return [
            w
            for w in QApplication.topLevelWidgets()
            if isinstance(w, QDialog) and w.objectName() == nom and w.isVisible()
        ]

    scene.jusqu_a(lambda: bool(ouverts()))
    trouve = ouverts()[0]
    trouve.activateWindow()
    scene.jusqu_a(trouve.isActiveWindow)
    scene.attendre()
    return trouve


def ligne(**changements: Any) -> LigneEcheancier:
    """An échéance of 400,00, nothing paid, late by two weeks."""
    return LigneEcheancier(
        id=7,
        cle="FA-S1-2014-00001/2",
        code="FA-S1-2014-00001/2",
        date_reglement=dt.date(2014, 7, 1),
        titre="Facture FA-S1-2014-00001",
        piece="FA-S1-2014-00001",
        client=PIERRE,
        client_nom="ALBERT Pierre",
        date_echeance=dt.date(2014, 7, 1),
        montant=400_00,
        verse=0,
        reste_du=400_00,
        statut=StatutVerse.NON,
        en_retard=True,
        mode="cheque",
        banque="",
        relance="",
        note="",
        litige=False,
    )._replace(**changements)


@pytest.fixture
def ecran(scene: Scene) -> EcranEcheancier:
    """The six échéances, on screen."""
    creer_les_echeances(scene.atelier)
    ecran = scene.ouvrir("echeancier", EcranEcheancier)
    montre(scene, ecran, ORDRE)
    return ecran


def cles(ecran: EcranEcheancier) -> list[str]:
    return [ligne["Code"].split(" ")[0] for ligne in textes(ecran._grille)]


def montre(scene: Scene, ecran: EcranEcheancier, attendues: list[str]) -> None:
    scene.jusqu_a(lambda: cles(ecran) == attendues)
    scene.attendre()


def totaux(ecran: EcranEcheancier) -> list[str]:
    ui = ecran._ui
    return [label.text().replace("\u202f", " ") for label in (ui.aEncaisserLabel, ui.verseLabel, ui.soldeNetLabel)]


def aller(scene: Scene, ecran: EcranEcheancier, cle: str) -> None:
    """Choose a row as a person does: from the filters, by the arrows."""
    scene.touche(K.Key_F7)
    scene.touche(K.Key_Return)
    ecran._grille.choisir_rang(cles(ecran).index(cle))
    scene.attendre()
