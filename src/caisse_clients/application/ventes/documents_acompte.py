"""Factures d'acompte and their avoirs: documents of what 4191 + 44571 say (CGI 289 I-1-c, LEGAL §5, DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Sequence

from caisse_clients.application.ventes import ecrire_pieces
from caisse_clients.application.ventes.cadre import Cadre, fiche_de
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.pieces import (
    SANS_REMISE,
    UNITE,
    EtatPiece,
    LigneCalculee,
    LignePreparee,
    NatureLigne,
    TotalTaux,
    Totaux,
    TypePiece,
    retrancher,
    ventiler_avec_tva,
)
from caisse_clients.kernel.formats import ecrire_date
from caisse_clients.storage import pieces as stock
from caisse_clients.storage.pieces import Piece


def facturer(cadre: Cadre, p: Piece, source: str, ventilation: Sequence[TotalTaux]) -> int | None:
    """Make the facture d'acompte of a payment on a commande or a draft, where the setting wants one; return its id."""
    reglage = cadre.reglages["facture_acompte"]
    if reglage == "jamais" or (reglage == "professionnels" and not p.professionnel):
        return None
    lignes = _lignes(cadre, ventilation, f"Acompte sur {p.numero} ({source})")
    piece = ecrire_pieces.ajouter(
        cadre,
        TypePiece.FACTURE_ACOMPTE,
        fiche_de(cadre, p.client),
        lignes,
        Totaux(tuple(ventilation)),
        etat=EtatPiece.VALIDEE,
        origine=p,
    )
    return piece.id


def annuler(cadre: Cadre, facture_acompte: int, reprises: Sequence[Ligne], raison: str) -> None:
    """Make the avoir of (a part of) a facture d'acompte: of ``reprises``, the lines that leave 4191 and 44571."""
    p = stock.charger(cadre.tx, facture_acompte)
    avoirs = stock.issues_de(cadre.tx, p.id, TypePiece.AVOIR_ACOMPTE)
    deja = [ligne for avoir in avoirs for ligne in stock.lignes_de(cadre.tx, avoir)]
    restants = retrancher(stock.totaux_de(stock.lignes_de(cadre.tx, p)), stock.totaux_de(deja))
    client, *autres = reprises
    tva = sum(ligne.credit for ligne in autres if ligne.tiers is None)  # 4191 is the client's, 44571 nobody's
    ventilation = ventiler_avec_tva(client.debit, restants, tva)
    if not ventilation:
        return
    ecrire_pieces.ajouter(
        cadre,
        TypePiece.AVOIR_ACOMPTE,
        fiche_de(cadre, p.client),
        _lignes(cadre, ventilation, f"Annulation d'acompte, facture {p.numero} du {ecrire_date(p.date)}"),
        Totaux(ventilation),
        etat=EtatPiece.VALIDEE,
        origine=p,
        raison=raison,
    )


def _lignes(cadre: Cadre, ventilation: Sequence[TotalTaux], libelle: str) -> list[LigneCalculee]:
    return [
        LigneCalculee(
            rang,
            LignePreparee(
                libelle=libelle,
                quantite=UNITE,
                prix=t.ttc,
                ttc=True,
                taux=t.taux,
                remise=SANS_REMISE,
                article="",
                nature=NatureLigne.BIEN,
                compte=cadre.reglages["compte.acompte"],
            ),
            t.ht,
            t.tva,
            t.ttc,
        )
        for rang, t in enumerate(ventilation, 1)
    ]
