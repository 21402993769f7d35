"""An avoir taken line by line in several times gives back the sale to the cent, VAT included (LEGAL §5)."""

from __future__ import annotations

import pytest

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import QuantiteDeLigne
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier


@pytest.mark.parametrize("prix", [1, 3, 10, 33, 9_99, 10_01])
def test_trois_tiers_d_avoir_rendent_la_vente(atelier_sqlite: Atelier, prix: int) -> None:
    atelier = atelier_sqlite
    client = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    ligne = LigneSaisie(libelle="Vis", quantite=Quantite(1_000), prix_ttc=Centimes(prix), taux_tva=Pourcent(20_00))
    autre = LigneSaisie(libelle="Clou", quantite=Quantite(3_000), prix_ttc=Centimes(7), taux_tva=Pourcent(5_50))
    brouillon = atelier.faire(CreerFacture(client, (ligne, autre))).valeurs["piece"]
    facture = atelier.faire(ValiderFacture(brouillon)).valeurs["piece"]
    avoirs = [
        atelier.faire(
            EmettreAvoir(
                "retour",
                piece=facture,
                lignes=(QuantiteDeLigne(1, Quantite(part)), QuantiteDeLigne(2, Quantite(1_000))),
            )
        ).valeurs["piece"]
        for part in (333, 333, 334)
    ]
    with atelier.services.lire() as lecteur:
        vente = lectures_ventes.piece(lecteur, facture)
        rendues = [lectures_ventes.piece(lecteur, avoir) for avoir in avoirs]
    assert sum(p.total_ttc for p in rendues) == vente.total_ttc
    assert sum(p.total_tva for p in rendues) == vente.total_tva
    assert vente.reste_du == 0


def test_moins_d_un_demi_centime_n_est_pas_un_reglement(atelier_sqlite: Atelier) -> None:
    client = atelier_sqlite.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    with pytest.raises(ErreurMetier) as refus:
        atelier_sqlite.faire(
            EnregistrerReglement(client, "virement", Centimes(1_00), devise="XOF", cours=Cours(655_957_000))
        )
    assert refus.value.code == "montant_invalide"
