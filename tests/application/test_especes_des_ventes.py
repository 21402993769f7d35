"""Cash on one sale, by règlements and by comptes fed in cash: the law counts it together (CMF D112-3)."""

from __future__ import annotations

import pytest

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.imputations import Imputer
from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier


def commander(atelier: Atelier) -> tuple[int, str]:
    client = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    lignes = (LigneSaisie(libelle="Table", prix_ttc=Centimes(3_000_00), taux_tva=Pourcent(20_00)),)
    return client, atelier.faire(CreerCommande(client, lignes)).valeurs["piece"]


def test_un_compte_rempli_en_especes_compte_avec_les_reglements(atelier: Atelier) -> None:
    client, commande = commander(atelier)
    compte = atelier.faire(CreerCompte(client, TypeCompte.ACOMPTE, Centimes(900_00), motif="especes")).valeurs["compte"]
    atelier.faire(Imputer(compte, commande))
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(
            EnregistrerReglement(client, "especes", Centimes(100_01), imputations=(Affectee(piece=commande),))
        )
    assert refus.value.code == "especes_interdites"
    atelier.faire(EnregistrerReglement(client, "especes", Centimes(100_00), imputations=(Affectee(piece=commande),)))


def test_dans_l_autre_sens_aussi(atelier: Atelier) -> None:
    client, commande = commander(atelier)
    atelier.faire(EnregistrerReglement(client, "especes", Centimes(900_00), imputations=(Affectee(piece=commande),)))
    compte = atelier.faire(CreerCompte(client, TypeCompte.ACOMPTE, Centimes(200_00), motif="especes")).valeurs["compte"]
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(Imputer(compte, commande))
    assert refus.value.code == "especes_interdites"
    atelier.faire(Imputer(compte, commande, Centimes(100_00)))


def test_un_compte_rempli_autrement_ne_compte_pas(atelier_sqlite: Atelier) -> None:
    client, commande = commander(atelier_sqlite)
    compte = atelier_sqlite.faire(CreerCompte(client, TypeCompte.ACOMPTE, Centimes(2_000_00), motif="cheque")).valeurs[
        "compte"
    ]
    atelier_sqlite.faire(Imputer(compte, commande))
    atelier_sqlite.faire(
        EnregistrerReglement(client, "especes", Centimes(1_000_00), imputations=(Affectee(piece=commande),))
    )
