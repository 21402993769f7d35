"""Ways in which money was lost or counted twice on the sales, each found by review, each closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.echeances import DiviserEcheance, PartEcheance
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.pieces import (
    AnnulerCommande,
    CreerCommande,
    CreerFacture,
    ModifierCommande,
    ModifierFacture,
    SupprimerFacture,
    ValiderFacture,
)
from caisse_clients.application.commandes.reglements import (
    AnnulerAcompte,
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Affectee, QuantiteDeLigne, Remboursement
from caisse_clients.application.commandes.transformations import FacturerCommande, LivrerCommande
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

CLIENT = 1011


@pytest.fixture(autouse=True)
def client(atelier: Atelier) -> None:
    atelier.faire(CreerClient("ALBERT", CLIENT))


def ligne(libelle: str, prix: int, quantite: int = 1, article: str = "") -> LigneSaisie:
    return LigneSaisie(libelle, Quantite(quantite * 1_000), Centimes(prix), taux_tva=Pourcent(20_00), article=article)


def fait(atelier: Atelier, commande: object, cle: str = "piece") -> Any:
    return atelier.faire(commande).valeurs[cle]


def refus(atelier: Atelier, commande: object) -> str:
    with pytest.raises(ErreurMetier) as refus_:
        atelier.faire(commande)
    return refus_.value.code


def reste_du(atelier: Atelier, piece: str) -> int:
    with atelier.services.lire() as lecteur:
        return lectures_ventes.piece(lecteur, piece).reste_du


def test_une_ligne_renommee_sur_le_brouillon_ne_se_facture_pas_deux_fois(atelier: Atelier) -> None:
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Table", 100_00),)))
    brouillon = fait(atelier, FacturerCommande(commande))
    atelier.faire(ModifierFacture(brouillon, (ligne("Table en chêne", 100_00),)))
    assert refus(atelier, FacturerCommande(commande)) == "tout_est_facture"


def test_une_ligne_renommee_et_rabaissee_a_sa_place_reste_celle_de_la_commande(atelier: Atelier) -> None:
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Table", 100_00), ligne("Pose", 50_00))))
    brouillon = fait(atelier, FacturerCommande(commande))
    atelier.faire(ModifierFacture(brouillon, (ligne("Table rayée", 80_00), ligne("Pose", 50_00))))
    assert refus(atelier, FacturerCommande(commande)) == "tout_est_facture"


def test_deux_lignes_de_meme_libelle_gardent_chacune_leur_quantite_facturee(atelier: Atelier) -> None:
    """The draft keeps the five dear chairs: the two cheap ones are still to invoice, and they alone."""
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Chaise", 10_00, 2), ligne("Chaise", 30_00, 5))))
    brouillon = fait(atelier, FacturerCommande(commande))
    atelier.faire(ModifierFacture(brouillon, (ligne("Chaise", 30_00, 5),)))
    assert fait(atelier, FacturerCommande(commande), "reste_du") == "20.00"


def test_une_ligne_retiree_du_brouillon_reste_a_facturer(atelier: Atelier) -> None:
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Table", 100_00), ligne("Lampe", 40_00))))
    brouillon = fait(atelier, FacturerCommande(commande))
    atelier.faire(ModifierFacture(brouillon, (ligne("Lampe", 40_00),)))
    assert fait(atelier, FacturerCommande(commande), "reste_du") == "100.00"


@pytest.mark.parametrize("livree", [False, True])
def test_une_ligne_facturee_ou_livree_ne_change_pas_de_place_sur_la_commande(atelier: Atelier, livree: bool) -> None:
    """Lines are followed by rank: moved, the chair would be invoiced twice and the table never."""
    chaise, table = ligne("Chaise", 100_00), ligne("Table", 500_00)
    commande = fait(atelier, CreerCommande(CLIENT, (chaise, table)))
    suite = (LivrerCommande if livree else FacturerCommande)(commande, (QuantiteDeLigne(1),))
    atelier.faire(suite)
    attendu = "quantite_deja_livree" if livree else "quantite_deja_facturee"
    assert refus(atelier, ModifierCommande(commande, (table, chaise))) == attendu
    assert refus(atelier, ModifierCommande(commande, (ligne("Autre", 10_00), table))) == attendu
    atelier.faire(ModifierCommande(commande, (ligne("Chaise bleue", 100_00), ligne("Lampe", 40_00))))
    atelier.faire(ModifierCommande(commande, (ligne("Chaise bleue", 100_00, 2), table, chaise)))


def test_une_echeance_divisee_d_une_commande_en_facturation_garde_tout_ce_qui_est_du(atelier: Atelier) -> None:
    """The draft deleted, the commande expects its whole total again: the division had forgotten the invoiced part."""
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Chaise", 400_00), ligne("Table", 800_00))))
    brouillon = fait(atelier, FacturerCommande(commande, (QuantiteDeLigne(1),)))
    jours = (dt.date(2014, 8, 1), dt.date(2014, 9, 1))
    parts = tuple(PartEcheance(jour, Centimes(400_00)) for jour in jours)
    atelier.faire(DiviserEcheance(f"{commande}/1", parts))
    atelier.faire(SupprimerFacture(brouillon))
    assert reste_du(atelier, commande) == 1_200_00


def test_facturer_le_bon_d_une_commande_annulee_ne_la_fait_pas_attendre_a_nouveau(atelier: Atelier) -> None:
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Chaise", 100_00), ligne("Table", 200_00))))
    bon = fait(atelier, LivrerCommande(commande, (QuantiteDeLigne(1),)))
    atelier.faire(AnnulerCommande(commande, "renonce"))
    brouillon = fait(atelier, FacturerCommande(bon))
    assert (reste_du(atelier, commande), reste_du(atelier, brouillon)) == (0, 100_00)


def test_un_reglement_sert_encore_apres_un_changement_de_serie(atelier: Atelier) -> None:
    """A règlement is found by its number, not by the series of today: its money would be out of reach."""
    recu = fait(atelier, EnregistrerReglement(CLIENT, "cheque", Centimes(100_00)), "reglement")
    atelier.faire(ModifierParametre("serie.reglement", "RG"))
    assert fait(atelier, Rembourser(recu, "cheque"), "rembourse") == "100.00"


def encaisse(atelier: Atelier, montant: int, mode: str, *cibles: str | int) -> str:
    imputations = tuple(Affectee(compte=x) if isinstance(x, int) else Affectee(x) for x in cibles)
    recu = EnregistrerReglement(CLIENT, mode, Centimes(montant), imputations=imputations)
    return str(atelier.faire(recu).valeurs["reglement"])


def test_un_remboursement_ne_devient_pas_des_especes_interdites(atelier: Atelier) -> None:
    recu = encaisse(atelier, 3_000_00, "cheque")
    atelier.faire(Rembourser(recu, "especes", montant=Centimes(900_00)))
    rendu = fait(atelier, Rembourser(recu, "cheque", montant=Centimes(900_00)), "reglement")
    assert refus(atelier, ModifierReglement(rendu, mode="especes")) == "especes_interdites"
    atelier.faire(ModifierReglement(rendu, mode="virement"))


def test_deux_avoirs_d_une_facture_ne_rendent_pas_plus_d_especes_que_la_loi(atelier: Atelier) -> None:
    brouillon = fait(atelier, CreerFacture(CLIENT, (ligne("Table", 1_800_00),)))
    facture = fait(atelier, ValiderFacture(brouillon))
    encaisse(atelier, 1_800_00, "carte", facture)
    rendu = Remboursement("especes")
    atelier.faire(EmettreAvoir("rayée", piece=facture, montant=Centimes(900_00), remboursement=rendu))
    assert refus(atelier, EmettreAvoir("cassée", piece=facture, remboursement=rendu)) == "especes_interdites"


def test_les_acomptes_d_une_commande_ne_rendent_pas_plus_d_especes_que_la_loi(atelier: Atelier) -> None:
    commande = fait(atelier, CreerCommande(CLIENT, (ligne("Table", 1_800_00),)))
    recus = [encaisse(atelier, 900_00, "cheque", commande) for _ in range(2)]
    atelier.faire(AnnulerAcompte(commande, "renonce", recus[0], "especes"))
    assert refus(atelier, AnnulerAcompte(commande, "renonce", recus[1], "especes")) == "especes_interdites"


def test_un_reglement_de_compte_credit_ne_devient_pas_des_especes_interdites(atelier: Atelier) -> None:
    compte = fait(atelier, CreerCompte(CLIENT, TypeCompte.CREDIT, Centimes(2_000_00)), "compte")
    encaisse(atelier, 900_00, "especes", compte)
    cheque = encaisse(atelier, 900_00, "cheque", compte)
    assert refus(atelier, ModifierReglement(cheque, mode="especes")) == "especes_interdites"


def test_un_reglement_en_devise_baisse_jusqu_a_ce_qu_il_a_paye(atelier: Atelier) -> None:
    """The centimes imputed and those of the new amount are rounded apart: it was refused for a centime."""
    cours = Cours(1_300_000)
    brouillon = fait(atelier, CreerFacture(CLIENT, (ligne("Table", 99_99),), devise="USD", cours=cours))
    facture = fait(atelier, ValiderFacture(brouillon))
    payee = (Affectee(facture),)
    recu = EnregistrerReglement(CLIENT, "cheque", Centimes(100_01), devise="USD", cours=cours, imputations=payee)
    reglement = fait(atelier, recu, "reglement")
    atelier.faire(ModifierReglement(reglement, montant=Centimes(99_99)))
    with atelier.services.lire() as lecteur:
        vue = lectures_ventes.reglement(lecteur, reglement)
    assert (vue.disponible, reste_du(atelier, facture)) == (0, 0)
