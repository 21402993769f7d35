"""Corners of the sales that a random walk over the commands found; each once put the program in fault."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.imputations import PasserEcart, RetirerImputation
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement, ModifierReglement, Rembourser
from caisse_clients.application.commandes.saisies import Affectee, QuantiteDeLigne
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.application.messages import message_de
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

CLIENT = 1011
HIER = dt.date(2014, 7, 14)


@pytest.fixture(autouse=True)
def client(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT", CLIENT))


def ligne(prix: int, taux: int = 20_00, quantite: int = 1_000) -> LigneSaisie:
    return LigneSaisie("Table", Quantite(quantite), Centimes(prix), taux_tva=Pourcent(taux))


def soldes(atelier: Atelier) -> dict[str, int]:
    """Return the balance of each general account that is not at zero."""
    requete = "SELECT compte, sum(debit - credit) FROM ligne GROUP BY compte ORDER BY compte"
    with atelier.services.lire() as lecteur:
        return {compte: int(solde) for compte, solde in lecteur.execute(text(requete)) if solde}


def test_une_partie_de_commande_se_facture_et_se_valide_d_un_geste_avec_son_acompte(atelier: Atelier) -> None:
    """The acompte that slides is split, then taken back, within one command."""
    piece = atelier.faire(CreerCommande(CLIENT, (ligne(600_00, quantite=2_000),))).valeurs["piece"]
    atelier.faire(EnregistrerReglement(CLIENT, "cheque", Centimes(900_00), imputations=(Affectee(piece),)))
    atelier.faire(FacturerCommande(piece, (QuantiteDeLigne(1, Quantite(1_000)),), valider=True))
    assert soldes(atelier) == {"4191": -250_00, "44571": -150_00, "5112": 900_00, "707": -500_00}


def test_un_ecart_passe_par_erreur_se_retire(atelier: Atelier) -> None:
    """An écart has one side only, and so has the row that takes it back."""
    atelier.faire(ModifierParametre("limite_ecart", "5,00"))
    regle = atelier.faire(EnregistrerReglement(CLIENT, "cheque", Centimes(4_00))).valeurs["reglement"]
    atelier.faire(PasserEcart(source=regle))
    assert soldes(atelier) == {"5112": 4_00, "758": -4_00}
    with atelier.services.lire() as lecteur:
        imputation = lecteur.execute(text("SELECT max(id) FROM imputation")).scalar_one()
    assert atelier.faire(RetirerImputation(imputation)).valeurs["reste_source"] == "4.00"
    assert soldes(atelier) == {"411": -4_00, "5112": 4_00}


def test_un_avoir_ne_reprend_jamais_plus_de_tva_qu_il_n_en_a_ete_facture(atelier: Atelier) -> None:
    """By amount then by line, one rate would give back more than it was sold for."""
    lignes = (ligne(100_00, 20_00), ligne(100_00, 10_00))
    brouillon = atelier.faire(CreerFacture(CLIENT, lignes)).valeurs["piece"]
    facture = atelier.faire(ValiderFacture(brouillon)).valeurs["piece"]
    atelier.faire(EmettreAvoir("abîmée", piece=facture, montant=Centimes(60_00)))
    with pytest.raises(ErreurMetier) as refus:
        atelier.faire(EmettreAvoir("rendue", piece=facture, lignes=(QuantiteDeLigne(1),)))
    assert (refus.value.code, refus.value.champ) == ("avoir_depasse_prix", "lignes")
    assert "70,00 € à créditer au taux de 20 %" in message_de(refus.value)
    atelier.faire(EmettreAvoir("le reste", piece=facture))
    assert soldes(atelier) == {}


def test_un_remboursement_de_compte_se_corrige_sans_quitter_son_compte(atelier: Atelier) -> None:
    compte = atelier.faire(CreerCompte(CLIENT, TypeCompte.AVOIR, Centimes(70_00), motif="especes")).valeurs["compte"]
    rendu = atelier.faire(Rembourser(compte, "cheque")).valeurs["reglement"]
    atelier.faire(ModifierReglement(rendu, date=HIER, mode="virement"))
    assert soldes(atelier) == {"512": -70_00, "531": 70_00}
