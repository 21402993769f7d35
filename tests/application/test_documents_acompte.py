"""Factures d'acompte and their avoirs say to the cent what stands at 4191 and 44571, however it is taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.imputations import RetirerImputation
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ModifierFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.proprietes import temoin_ventes

LIGNES = (
    LigneSaisie("Table", prix_ttc=Centimes(12_95), taux_tva=Pourcent(20_00)),
    LigneSaisie("Livre", prix_ttc=Centimes(3_91), taux_tva=Pourcent(5_50)),
    LigneSaisie("Don", prix_ttc=Centimes(1_00), taux_tva=Pourcent(0)),
)


@pytest.mark.parametrize("conditions", ["2 fois", "3 fois", "7 fois"])
@pytest.mark.parametrize("paye", [5_00, 11_11, 17_86])
@pytest.mark.parametrize("a_l_envers", [False, True])
def test_un_acompte_retire_ligne_a_ligne_rend_exactement_sa_tva(
    atelier_sqlite: Atelier, conditions: str, paye: int, a_l_envers: bool
) -> None:
    """One facture d'acompte, several échéances: the avoirs of each add up to it, rate by rate."""
    faire = atelier_sqlite.faire
    faire(CreerClient("GARAGE", code=1, professionnel=True))
    commande = faire(CreerCommande(1, LIGNES, conditions=conditions)).valeurs["piece"]
    faire(EnregistrerReglement(1, "cheque", Centimes(paye), imputations=(Affectee(piece=commande),)))
    with closing(sqlite3.connect(atelier_sqlite.url)) as base:
        temoin_ventes.controler(base)
        for (identifiant,) in base.execute(
            f"SELECT id FROM imputation ORDER BY id {'DESC' if a_l_envers else ''}"
        ).fetchall():
            faire(RetirerImputation(identifiant))
            temoin_ventes.controler(base)
        (reste,) = base.execute(
            "SELECT sum(CASE type WHEN 'facture_acompte' THEN total_tva ELSE -total_tva END) FROM piece "
            "WHERE type IN ('facture_acompte', 'avoir_acompte')"
        ).fetchone()
    assert reste == 0


@pytest.mark.parametrize("baisse", [1, 4_99, 10_01])
def test_un_brouillon_baisse_rend_la_tva_de_ce_qui_est_degage(atelier_sqlite: Atelier, baisse: int) -> None:
    faire = atelier_sqlite.faire
    faire(CreerClient("GARAGE", code=1, professionnel=True))
    faire(CreerFacture(1, LIGNES, conditions="3 fois"))
    faire(EnregistrerReglement(1, "cheque", Centimes(17_86), imputations=(Affectee(piece="BR-1"),)))
    moins = LigneSaisie("Table", prix_ttc=Centimes(12_95 - baisse), taux_tva=Pourcent(20_00))
    faire(ModifierFacture("BR-1", (moins, *LIGNES[1:])))
    with closing(sqlite3.connect(atelier_sqlite.url)) as base:
        temoin_ventes.controler(base)
