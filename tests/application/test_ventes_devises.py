"""Pièces and règlements in a foreign currency: the books follow to the cent whatever slides or is split."""

from __future__ import annotations

import sqlite3

import pytest

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.pieces import CreerCommande, SupprimerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee, QuantiteDeLigne
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from tests.atelier import Atelier
from tests.proprietes import temoin_ventes

COMMANDE = "CO-S1-2014-00001"


@pytest.mark.parametrize("paye", [50_03, 111_11, 200_00, 300_00])
@pytest.mark.parametrize("conditions", ["comptant", "3 fois"])
@pytest.mark.parametrize("prise", [1_000, 333])
def test_un_acompte_en_dollars_glisse_et_remonte_au_centime(
    atelier_sqlite: Atelier, paye: int, conditions: str, prise: int
) -> None:
    """The part that slides and the part that stays are rounded apart: each keeps its own écriture of acompte."""
    faire = atelier_sqlite.faire
    faire(CreerClient("GARAGE", code=1, professionnel=True))
    ligne = LigneSaisie("Chaise", Quantite(3_000), prix_ttc=Centimes(100_00), taux_tva=Pourcent(20_00))
    faire(CreerCommande(1, (ligne,), devise="USD", cours=Cours(1_082_500), conditions=conditions))
    faire(
        EnregistrerReglement(
            1,
            "virement",
            Centimes(paye),
            devise="USD",
            cours=Cours(987_651),
            imputations=(Affectee(piece=COMMANDE),),
        )
    )
    for facture in ("BR-1", "BR-2"):
        faire(FacturerCommande(COMMANDE, (QuantiteDeLigne(1, Quantite(prise)),)))
        _controler(atelier_sqlite)
        faire(SupprimerFacture(facture) if facture == "BR-1" else ValiderFacture(facture))
        _controler(atelier_sqlite)


def _controler(atelier: Atelier) -> None:
    base = sqlite3.connect(atelier.url)
    try:
        temoin_ventes.controler(base)
    finally:
        base.close()
