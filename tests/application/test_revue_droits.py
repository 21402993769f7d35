"""Limits, letters, stations and merges on the sales: what a review got round, and no longer can."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients
from caisse_clients.application.commandes.imputations import RetirerImputation
from caisse_clients.application.commandes.parametrage import CreerStation, CreerUtilisateur
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import (
    AnnulerAcompte,
    AnnulerReglement,
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.application.services import Services
from caisse_clients.domain.droits import Role
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

CLIENT, AUTRE = 1011, 2022


@pytest.fixture(autouse=True)
def clients(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT", CLIENT))
    atelier.faire(CreerClient("ALBERT P.", AUTRE))
    atelier.faire(CreerUtilisateur("CAI", role=Role.CAISSIER))


def brouillon(atelier: Atelier, prix: int, *, station: str = "") -> str:
    lignes = (LigneSaisie("Table", prix_ttc=Centimes(prix), taux_tva=Pourcent(20_00)),)
    return str(atelier.faire(CreerFacture(CLIENT, lignes, station=station)).valeurs["piece"])


def facture(atelier: Atelier, prix: int) -> str:
    return str(atelier.faire(ValiderFacture(brouillon(atelier, prix))).valeurs["piece"])


def encaisse(atelier: Atelier, montant: int, *pieces: str, client: int = CLIENT) -> str:
    recu = EnregistrerReglement(client, "especes", Centimes(montant), imputations=tuple(map(Affectee, pieces)))
    return str(atelier.faire(recu).valeurs["reglement"])


def refus(services: Services, commande: object) -> str:
    with pytest.raises(ErreurMetier) as refus_:
        services.executer(commande)
    return refus_.value.code


def test_une_facture_payee_d_avance_est_lettree_a_sa_validation(atelier: Atelier) -> None:
    piece = brouillon(atelier, 100_00)
    encaisse(atelier, 100_00, piece)
    atelier.faire(ValiderFacture(piece))
    libres = "SELECT count(*) FROM ligne LEFT JOIN lettrage_ligne l ON l.ecriture = ecriture_id AND l.rang = ligne.rang"
    with atelier.services.lire() as lecteur:
        assert lecteur.execute(text(f"{libres} WHERE compte = '411' AND l.rang IS NULL")).scalar_one() == 0


@pytest.mark.parametrize("date", [None, dt.date(2014, 7, 15)])
def test_un_brouillon_prend_le_numero_de_sa_station(atelier: Atelier, date: dt.date | None) -> None:
    atelier.faire(CreerStation("S2"))
    piece = brouillon(atelier, 100_00, station="S2")
    assert atelier.faire(ValiderFacture(piece, date)).valeurs["piece"] == "FA-S2-2014-00001"


def test_la_limite_d_un_caissier_suit_le_client_fusionne(atelier: Atelier) -> None:
    sources = [encaisse(atelier, 150_00), encaisse(atelier, 150_00, client=AUTRE)]
    atelier.faire(FusionnerClients(AUTRE, CLIENT))
    caissier = atelier.ouvrir("CAI")
    caissier.executer(Rembourser(sources[0], "especes", montant=Centimes(150_00)))
    assert refus(caissier, Rembourser(sources[1], "especes", montant=Centimes(150_00))) == "limite_remboursement"


def test_un_avoir_se_fait_au_nom_du_client_garde(atelier: Atelier) -> None:
    piece = facture(atelier, 100_00)
    atelier.faire(FusionnerClients(AUTRE, CLIENT))
    atelier.faire(EmettreAvoir("rayée", client=AUTRE, piece=piece))


def test_un_caissier_ne_rend_pas_l_argent_d_un_vieux_reglement(atelier: Atelier) -> None:
    """Cancelling or changing what was received days ago takes money out of the till like a remboursement."""
    recu = encaisse(atelier, 900_00)
    caissier = atelier.ouvrir("CAI")
    caissier.executer(ModifierReglement(recu, mode="cheque"))
    atelier.horloge.avancer(dt.timedelta(hours=25))
    assert refus(caissier, AnnulerReglement(recu, "erreur")) == "droit_manquant"
    assert refus(caissier, ModifierReglement(recu, montant=Centimes(1_00))) == "droit_manquant"
    assert refus(caissier, ModifierReglement(recu, mode="especes")) == "droit_manquant"
    caissier.executer(ModifierReglement(recu, reference="n° 12"))
    atelier.faire(AnnulerReglement(recu, "erreur"))


def test_un_avoir_reste_sur_la_facture_qu_il_annule(atelier: Atelier) -> None:
    """Freed, it would pay something else while the commande, to be invoiced again, and its facture are both due."""
    lignes = (LigneSaisie("Table", prix_ttc=Centimes(100_00), taux_tva=Pourcent(20_00)),)
    commande = atelier.faire(CreerCommande(CLIENT, lignes)).valeurs["piece"]
    piece = atelier.faire(FacturerCommande(commande, valider=True)).valeurs["piece"]
    avoir = atelier.faire(EmettreAvoir("rayée", piece=piece)).valeurs["piece"]
    assert refus(atelier.services, AnnulerAcompte(piece, "erreur", avoir, "especes")) == "avoir_de_sa_piece"
    with atelier.services.lire() as lecteur:
        imputation = lecteur.execute(text("SELECT max(id) FROM imputation")).scalar_one()
    assert refus(atelier.services, RetirerImputation(imputation)) == "avoir_de_sa_piece"
