"""When an imputation is dated, what a rebate does not cancel, what a card refund locks, which station writes."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import AnnulerFusion, CreerClient, FusionnerClients
from caisse_clients.application.commandes.imputations import Imputer, RetirerImputation
from caisse_clients.application.commandes.parametrage import CreerStation
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import AnnulerReglement, EnregistrerReglement, Rembourser
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

LIGNES = (LigneSaisie(libelle="Table", prix_ttc=Centimes(1_200_00), taux_tva=Pourcent(20_00)),)


def facturer(atelier: Atelier, client: int) -> str:
    brouillon = atelier.faire(CreerFacture(client, LIGNES)).valeurs["piece"]
    return str(atelier.faire(ValiderFacture(brouillon)).valeurs["piece"])


def test_rien_n_est_paye_avant_d_etre_vendu_ni_recu(atelier: Atelier) -> None:
    client = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    facture = facturer(atelier, client)
    rc = atelier.faire(EnregistrerReglement(client, "cheque", Centimes(1_200_00), date=dt.date(2014, 7, 1))).valeurs[
        "reglement"
    ]
    atelier.faire(Imputer(rc, facture, date=dt.date(2014, 6, 1)))
    with atelier.services.lire() as lecteur:
        (imputation,) = lectures_ventes.piece(lecteur, facture).imputations
    assert imputation.date == dt.date(2014, 7, 15), "the facture is of the 15th"


def test_un_rabais_de_tout_n_annule_pas_la_vente(atelier_sqlite: Atelier) -> None:
    atelier = atelier_sqlite
    client = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    commande = atelier.faire(CreerCommande(client, LIGNES)).valeurs["piece"]
    facture = atelier.faire(FacturerCommande(commande, valider=True)).valeurs["piece"]
    atelier.faire(EmettreAvoir("geste", piece=facture, rabais=True))
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(FacturerCommande(commande))
    assert refus.value.code == "tout_est_facture"


def test_un_remboursement_par_carte_ne_s_annule_pas(atelier_sqlite: Atelier) -> None:
    atelier = atelier_sqlite
    client = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    rc = atelier.faire(EnregistrerReglement(client, "cheque", Centimes(100_00))).valeurs["reglement"]
    rendu = atelier.faire(Rembourser(rc, "carte")).valeurs["reglement"]
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(AnnulerReglement(rendu, "erreur"))
    assert refus.value.code == "reglement_numerique"


def test_annuler_d_ailleurs_ecrit_dans_la_station_du_reglement(atelier_sqlite: Atelier) -> None:
    atelier = atelier_sqlite
    atelier.faire(CreerStation("S2"))
    client = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    rc = atelier.faire(EnregistrerReglement(client, "cheque", Centimes(100_00), station="S2")).valeurs["reglement"]
    atelier.faire(AnnulerReglement(rc, "erreur"))
    with atelier.services.lire() as lecteur:
        from sqlalchemy import text

        stations = lecteur.execute(text("SELECT DISTINCT station FROM ecriture")).scalars().all()
    assert stations == ["S2"]


def test_une_fusion_ne_se_defait_pas_tant_que_l_argent_de_l_un_paie_l_autre(atelier: Atelier) -> None:
    un = atelier.faire(CreerClient(nom="ALBERT")).valeurs["client"]
    autre = atelier.faire(CreerClient(nom="ALBERT", prenom="Pierre")).valeurs["client"]
    facture = facturer(atelier, un)
    rc = atelier.faire(EnregistrerReglement(autre, "cheque", Centimes(100_00))).valeurs["reglement"]
    atelier.faire(FusionnerClients(garder=un, absorber=autre))
    imputation = atelier.faire(Imputer(rc, facture)).valeurs["imputation"]
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(AnnulerFusion(autre, "erreur"))
    assert refus.value.code == "fusion_croisee"
    atelier.faire(RetirerImputation(imputation))
    atelier.faire(AnnulerFusion(autre, "erreur"))
