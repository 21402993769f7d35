"""What tests of *Gestion des règlements* share: échéances to affect, one of them in a foreign currency."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QApplication, QMenu

from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglages_ventes import CreerBanque
from caisse_clients.application.lectures_editions import lignes_affectation
from caisse_clients.domain.echeancier import LigneAffectation
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.gui.ecrans.gestion_reglements import EcranGestionReglements
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent
from tests.atelier import Atelier
from tests.gui.editions_de_test import AKKOUCHE, ALAN, facturer
from tests.gui.fenetre_reelle import Scene

JUILLET = dt.date(2014, 7, 5)


def facturer_en_dollars(atelier: Atelier, client: int, montant: int, date: dt.date) -> str:
    """A validated facture of 120,00 USD at 1,25 dollar for a euro; return its number."""
    ligne = LigneSaisie("Lampe", prix_ttc=Centimes(montant), taux_tva=Pourcent(20_00))
    saisie = CreerFacture(client, (ligne,), date=date, devise="USD", cours=Cours(1_250_000))
    brouillon = atelier.faire(saisie).valeurs["piece"]
    return str(atelier.faire(ValiderFacture(str(brouillon), date=date)).valeurs["piece"])


def garnir(atelier: Atelier) -> None:
    """Two factures of July in euros, one in dollars, one of April; two banks."""
    atelier.faire(CreerBanque("BNP", "BNP Paribas"))
    atelier.faire(CreerBanque("CA", "Crédit agricole"))
    facturer(atelier, AKKOUCHE, 1500_00, dt.date(2014, 4, 5))
    facturer(atelier, AKKOUCHE, 750_00, JUILLET)
    facturer(atelier, ALAN, 200_00, dt.date(2014, 7, 8))
    facturer_en_dollars(atelier, ALAN, 120_00, dt.date(2014, 7, 10))


def enregistrees(scene: Scene, ecran: EcranGestionReglements) -> list[tuple[str, str]]:
    """Return the mode and bank of the rows shown, as they are in the base."""
    with scene.atelier.services.lire() as lecteur:
        lues: list[LigneAffectation] = lignes_affectation(lecteur, ecran._modele.cles)
    return [(ligne.mode, ligne.banque) for ligne in lues]


def menu_ouvert() -> Any:
    """Return the list opened at a cell."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu
