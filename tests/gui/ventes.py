"""Pièces and règlements of ALBERT Pierre for the tests of screens: real commands on a real base."""

from __future__ import annotations

from typing import Any

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.gui.manuel import PIERRE


def lignes(ttc: int) -> tuple[LigneSaisie, ...]:
    """One line at 20 %, of this total."""
    return (LigneSaisie("Table de ferme", prix_ttc=Centimes(ttc), taux_tva=Pourcent(20_00)),)


def facturer(atelier: Atelier, ttc: int, client: int = PIERRE, **options: Any) -> str:
    """A validated facture; return its number."""
    brouillon = atelier.faire(CreerFacture(client, lignes(ttc), **options)).valeurs["piece"]
    return str(atelier.faire(ValiderFacture(str(brouillon))).valeurs["piece"])


def commander(atelier: Atelier, ttc: int, client: int = PIERRE) -> str:
    """A commande; return its number."""
    return str(atelier.faire(CreerCommande(client, lignes(ttc))).valeurs["piece"])


def encaisser(atelier: Atelier, montant: int, mode: str = "cheque", client: int = PIERRE, **options: Any) -> str:
    """A règlement that pays nothing yet; return its number."""
    fait = atelier.faire(EnregistrerReglement(client, mode, Centimes(montant), **options))
    return str(fait.valeurs["reglement"])
