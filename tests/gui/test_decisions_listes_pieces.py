"""What the lists of pièces show and permit: filters, totals, reasons of what is greyed. Without Qt."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.domain.pieces import EtatPiece, StatutPaiement, TypePiece
from caisse_clients.domain.vues_ventes import LignePiece, TotauxPieces
from caisse_clients.gui.catalogue import action
from caisse_clients.gui.modeles.colonnes import Format, Gravite, ecrire_valeur
from caisse_clients.gui.presentateurs.colonnes_pieces import CLE_DU_MENU, pastille, pastille_de_ligne
from caisse_clients.gui.presentateurs.listes_pieces import (
    BONS_LIVRAISON,
    CHOISIR,
    COMMANDES,
    FACTURES,
    Choix,
    Filtre,
    Genre,
    empechement,
    illisible,
    pied,
    texte_de_l_acompte,
    texte_vide,
)
from tests.gui.vues_de_pieces import ligne

VALIDEE, BROUILLON = EtatPiece.VALIDEE, EtatPiece.BROUILLON
FACTURE = ligne(TypePiece.FACTURE, VALIDEE, numero="FA-1")
BR = ligne(TypePiece.FACTURE, BROUILLON, numero="BR-1")


def raison(genre: Genre, geste: str, choisie: LignePiece | None, nombre: int = 1) -> str:
    return empechement(genre, geste, Choix(choisie, nombre))


@pytest.mark.parametrize("genre", [COMMANDES, BONS_LIVRAISON, FACTURES], ids=lambda g: g.portee)
def test_chaque_geste_du_menu_est_une_action_et_l_icone_est_en_bout_de_ligne(genre: Genre) -> None:
    for geste in genre.gestes:
        assert action(f"{genre.portee}.{geste}").portee == genre.portee
        assert raison(genre, geste, None) == CHOISIR
    assert genre.colonnes[-1].nom == CLE_DU_MENU
    assert genre.colonnes[0].titre == "Numéro"


def test_la_pastille_dit_la_couleur_du_manuel_avec_son_mot() -> None:
    lues = {statut: pastille(statut) for statut in StatutPaiement}
    assert (lues[StatutPaiement.PARTIEL].texte, lues[StatutPaiement.PARTIEL].gravite) == ("Partiel", Gravite.ALERTE)
    assert (lues[StatutPaiement.SOLDE].texte, lues[StatutPaiement.SOLDE].gravite) == ("Soldé", Gravite.SUCCES)
    assert (lues[StatutPaiement.NON_PAYE].texte, lues[StatutPaiement.NON_PAYE].gravite) == ("Non payé", Gravite.NEUTRE)


def test_ce_qui_ne_se_regle_pas_n_a_ni_pastille_ni_solde() -> None:
    avoir = ligne(TypePiece.AVOIR, VALIDEE)
    assert pastille_de_ligne(avoir) is None
    assert pastille_de_ligne(ligne(etat=EtatPiece.ANNULEE)) is None
    solde = next(c for c in FACTURES.colonnes if c.titre == "Solde dû")
    assert ecrire_valeur(solde.valeur(avoir), Format.MONTANT) == ""
    assert ecrire_valeur(solde.valeur(FACTURE), Format.MONTANT) == "1\u202f200,00"


def test_le_filtre_devient_une_question() -> None:
    assert Filtre().vide
    filtre = Filtre(" albert ", TypePiece.AVOIR, VALIDEE, StatutPaiement.PARTIEL, "010714", "15/07/2014")
    criteres = filtre.criteres(FACTURES)
    assert (criteres.texte, criteres.types, criteres.etat, criteres.statut) == (
        "albert",
        (TypePiece.AVOIR,),
        VALIDEE,
        StatutPaiement.PARTIEL,
    )
    assert (criteres.du, criteres.au) == (dt.date(2014, 7, 1), dt.date(2014, 7, 15))
    assert Filtre().criteres(FACTURES).types == FACTURES.types
    soldees = Filtre(statut=StatutPaiement.SOLDE).criteres(FACTURES).types
    assert soldees == (TypePiece.FACTURE, TypePiece.FACTURE_ACOMPTE, TypePiece.TICKET), "an avoir has no payment status"
    assert filtre.en_mots(FACTURES) == (
        "« albert », Avoir, état : validée, paiement : partiel, du 01/07/2014, au 15/07/2014"
    )
    assert Filtre().en_mots(BONS_LIVRAISON) == "Tous les bons de livraison"


def test_une_date_illisible_est_dite_sur_son_champ() -> None:
    erreur = illisible(Filtre(au="31/31"), COMMANDES)
    assert erreur is not None
    assert (erreur.code, erreur.champ) == ("date_invalide", "au")
    assert illisible(Filtre(au="31/07/14"), COMMANDES) is None


def test_les_totaux_sous_la_liste() -> None:
    lu = pied(COMMANDES, TotauxPieces(2, 240000, 36000, 204000))
    assert (lu.nombre, lu.total) == ("2 commandes", "Total TTC 2\u202f400,00 €")
    assert (lu.regle, lu.reste) == ("Acomptes 360,00 €", "Solde dû 2\u202f040,00 €")
    livraisons = pied(BONS_LIVRAISON, TotauxPieces(1, 5, 0, 0))
    assert (livraisons.nombre, livraisons.regle, livraisons.reste) == ("1 bon de livraison", "", "")


def test_une_liste_vide_dit_quoi_faire() -> None:
    assert "F3" in texte_vide(COMMANDES, Filtre())
    assert "F7" in texte_vide(COMMANDES, Filtre(texte="zzz"))


def test_acompte_et_regler_sont_le_meme_geste_sous_deux_noms() -> None:
    assert texte_de_l_acompte(COMMANDES, None) == "Acompte"
    assert texte_de_l_acompte(FACTURES, None) == "Acompte / Régler"
    assert texte_de_l_acompte(FACTURES, BR) == "Acompte"
    assert texte_de_l_acompte(FACTURES, FACTURE) == "Régler"


@pytest.mark.parametrize(
    ("genre", "geste", "choisie", "mots"),
    [
        (COMMANDES, "acompte", ligne(), ""),
        (COMMANDES, "acompte", ligne(regle=120000), "Rien ne reste dû"),
        (COMMANDES, "acompte", ligne(etat=EtatPiece.ANNULEE), "annulée"),
        (FACTURES, "acompte", BR, ""),
        (FACTURES, "acompte", ligne(TypePiece.AVOIR, VALIDEE), "ne se règle pas"),
        (FACTURES, "acompte", ligne(TypePiece.FACTURE, EtatPiece.SUPPRIMEE), "supprimé"),
        (COMMANDES, "facturer", ligne(facture=60000), ""),
        (COMMANDES, "facturer", ligne(facture=120000), "entièrement facturée"),
        (BONS_LIVRAISON, "facturer", ligne(TypePiece.BON_LIVRAISON, EtatPiece.ANNULEE), "annulée"),
        (COMMANDES, "livrer", ligne(etat=EtatPiece.ANNULEE), "annulée"),
        (COMMANDES, "livrer", ligne(), ""),
        (FACTURES, "valider", BR, ""),
        (FACTURES, "valider", FACTURE, "déjà validée"),
        (FACTURES, "avoir", FACTURE, ""),
        (FACTURES, "avoir", ligne(TypePiece.TICKET, VALIDEE), ""),
        (FACTURES, "avoir", BR, "F4"),
        (FACTURES, "avoir", ligne(TypePiece.FACTURE_ACOMPTE, VALIDEE), "facture ou un ticket"),
        (COMMANDES, "annulation_acompte", ligne(), "Aucun règlement"),
        (COMMANDES, "annulation_acompte", ligne(regle=1), ""),
        (FACTURES, "annulation_acompte", ligne(TypePiece.FACTURE_ACOMPTE, VALIDEE, regle=1), "qu'il paie"),
        (BONS_LIVRAISON, "annulation_acompte", ligne(TypePiece.BON_LIVRAISON, VALIDEE), ""),
        (COMMANDES, "annuler", ligne(facture=60000), ""),
        (COMMANDES, "annuler", ligne(facture=120000), "émettez un avoir"),
        (FACTURES, "annuler", BR, ""),
        (FACTURES, "annuler", FACTURE, "Émettez un avoir"),
        (BONS_LIVRAISON, "annuler", ligne(TypePiece.BON_LIVRAISON, VALIDEE), ""),
    ],
)
def test_ce_qui_est_grise_dit_pourquoi(genre: Genre, geste: str, choisie: LignePiece, mots: str) -> None:
    dit = raison(genre, geste, choisie)
    assert mots in dit
    assert bool(dit) == bool(mots)


def test_on_imprime_une_liste_qui_a_des_lignes_et_un_recu_qui_existe() -> None:
    assert raison(COMMANDES, "exporter", None, nombre=0) == "La liste est vide."
    assert raison(COMMANDES, "exporter", None) == ""
    assert "Règlements" in raison(COMMANDES, "recu", None)
    assert empechement(COMMANDES, "recu", Choix(dernier_recu="RC-S1-2014-00001")) == ""
    assert raison(COMMANDES, "rechercher", None) == raison(COMMANDES, "nouveau", None) == ""
