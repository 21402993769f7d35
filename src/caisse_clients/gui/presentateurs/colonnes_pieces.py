"""The columns of the lists of pièces, and the pill of the payment status. No Qt."""

from __future__ import annotations

from caisse_clients.domain.pieces import StatutPaiement, TypePiece
from caisse_clients.domain.vues_ventes import LignePiece
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille

CLE_DU_MENU = "menu_de_la_ligne"
COLONNE_MENU = Colonne("", lambda _ligne: "", largeur=36, cle=CLE_DU_MENU, aide="Menu de la ligne : Entrée ou Maj+F10")
"""Put it last in the columns of a ``GrilleAMenu``."""

TYPES_DES_FACTURES = (
    TypePiece.FACTURE,
    TypePiece.FACTURE_ACOMPTE,
    TypePiece.AVOIR,
    TypePiece.AVOIR_ACOMPTE,
    TypePiece.TICKET,
)
"""What the list of factures holds."""

_GRAVITES = {
    StatutPaiement.NON_PAYE: Gravite.NEUTRE,
    StatutPaiement.PARTIEL: Gravite.ALERTE,
    StatutPaiement.SOLDE: Gravite.SUCCES,
}


def pastille(statut: StatutPaiement) -> Pastille:
    """Return the manual's colour with its word: orange *Partiel*, green *Soldé*, neutral *Non payé*."""
    return Pastille(statut.libelle, _GRAVITES[statut])


def payable(type_: TypePiece) -> bool:
    """Tell whether a pièce of this type has a payment status: it is due, or was paid by nature (facture d'acompte)."""
    return type_.due or type_ is TypePiece.FACTURE_ACOMPTE


def pastille_de_ligne(ligne: LignePiece) -> Pastille | None:
    """Return the payment status of a row; a pièce that counts no more, or gives money rather, has none.

    A commande wholly invoiced is *Facturée*: what is still due of it is on its factures.
    """
    if ligne.type is TypePiece.COMMANDE and ligne.etat.vivante and ligne.reste_du == 0 < ligne.facture:
        return Pastille("Facturée", Gravite.NEUTRE)
    return pastille(ligne.statut) if payable(ligne.type) and ligne.etat.vivante else None


_MONTANT = 88
"""Amounts share what is left with the client's name: on a touch till too the whole row is in sight."""
_NUMERO = Colonne("Numéro", lambda ligne: ligne.numero, largeur=142)
_TYPE = Colonne("Type", lambda ligne: ligne.type.libelle, largeur=128, elastique=True)
_DATE = Colonne("Date", lambda ligne: ligne.date, Format.DATE, 92)
_CLIENT = Colonne("Client", lambda ligne: ligne.client_nom, largeur=200, elastique=True)
_TOTAL = Colonne("Total TTC", lambda ligne: ligne.total_ttc, Format.MONTANT, _MONTANT, elastique=True)
_ETAT = Colonne("État", lambda ligne: ligne.etat.libelle, largeur=84)
_STATUT = Colonne("Paiement", pastille_de_ligne, Format.PASTILLE, 98)
_RESTE = Colonne(
    "Solde dû", lambda ligne: ligne.reste_du if ligne.type.due else None, Format.MONTANT, _MONTANT, elastique=True
)

COLONNES_COMMANDES = (
    _NUMERO,
    _DATE,
    _CLIENT,
    _TOTAL,
    Colonne(
        "Facturé",
        lambda ligne: ligne.facture,
        Format.MONTANT,
        _MONTANT,
        elastique=True,
        aide="Ce qui est déjà sur des factures, TTC.",
    ),
    Colonne(
        "Acompte",
        lambda ligne: ligne.regle,
        Format.MONTANT,
        _MONTANT,
        elastique=True,
        aide="Argent imputé sur la commande.",
    ),
    _RESTE,
    _ETAT,
    _STATUT,
)
"""Reste dû of a commande = total − already invoiced − imputed on it (DOMAIN §2)."""

COLONNES_FACTURES = (
    _NUMERO,
    _TYPE,
    _DATE,
    _CLIENT,
    _TOTAL,
    Colonne(
        "Réglé", lambda ligne: ligne.regle if payable(ligne.type) else None, Format.MONTANT, _MONTANT, elastique=True
    ),
    _RESTE,
    _ETAT,
    _STATUT,
)

COLONNES_BONS_LIVRAISON = (
    _NUMERO,
    _DATE,
    _CLIENT,
    Colonne("Commande", lambda ligne: ligne.origine, largeur=142),
    _TOTAL,
    Colonne(
        "Facturé",
        lambda ligne: ligne.facture,
        Format.MONTANT,
        _MONTANT,
        elastique=True,
        aide="Ce qui est déjà sur des factures, TTC.",
    ),
    Colonne(
        "Acompte",
        lambda ligne: ligne.regle,
        Format.MONTANT,
        _MONTANT,
        elastique=True,
        aide="Argent imputé sur la commande : le bon n'en porte pas.",
    ),
    _ETAT,
)
"""A bon de livraison holds no money: it shows what stands on its commande."""
