"""An échéance shared in parts: it closes, its imputations move to the parts by contrary pairs (ARCHITECTURE §5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from caisse_clients.application.ventes import glisser
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.application.ventes.sources import cible_piece, recharger
from caisse_clients.domain.echeances import ECHEANCES_MAXIMUM
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import repartir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import acces as stock_acces
from caisse_clients.storage import pieces as stock
from caisse_clients.storage import reglements as stock_reglements
from caisse_clients.storage.pieces import Echeance, Piece

RAISON = "Échéance divisée"


def diviser(cadre: Cadre, p: Piece, e: Echeance, parts: Sequence[tuple[dt.date, int]]) -> list[int]:
    """Share ``e`` in parts given as (date, minor units); return their ranks, the first keeps that of ``e``.

    Raises ``echeances_inegales`` when the parts do not add up to the échéance, ``echeances_nombre``,
    ``echeance_avec_cheque`` (a cheque is not cut), ``echeance_fermee`` (nothing of it is expected any more).
    """
    if p.type is TypePiece.FACTURE and e.prevu <= 0 < e.montant_devise:
        raise ErreurMetier("echeance_fermee", champ="echeance", echeance=f"{p.numero}/{e.rang}")
    if stock_acces.cheque_de_l_echeance(cadre.tx, e.id) is not None:
        raise ErreurMetier("echeance_avec_cheque", champ="echeance", echeance=f"{p.numero}/{e.rang}")
    if not 2 <= len(parts) <= ECHEANCES_MAXIMUM:
        raise ErreurMetier("echeances_nombre", champ="parts", maximum=ECHEANCES_MAXIMUM)
    montants = [montant for _, montant in parts]
    if sum(montants) != e.montant_devise or min(montants) <= 0:
        raise ErreurMetier("echeances_inegales", champ="parts", somme=sum(montants), total=e.montant_devise)
    reports = [
        (i, moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=RAISON, glisse=True))
        for i in stock_reglements.imputations_sur(cadre.tx, p.id)
        if i.echeance == e.id and i.motif is not MotifImputation.ECART
    ]
    toutes = stock.echeances_de(cadre.tx, p.id)
    libre = next(x for x in toutes if x.id == e.id)
    ordre = sorted(parts)
    euros = repartir(libre.montant, [montant for _, montant in ordre])
    (date, montant), *autres = ordre
    prevu = montant + libre.prevu - libre.montant_devise  # what is invoiced of a commande may come back to it
    stock.changer_echeance(
        cadre.tx, libre, date=date, date_reglement=date, prevu=prevu, montant=euros[0], montant_devise=montant
    )
    premier = max(x.rang for x in toutes) + 1
    neuves = [
        (premier + n, jour, part, unites)
        for n, ((jour, unites), part) in enumerate(zip(autres, euros[1:], strict=True))
    ]
    stock.ajouter_echeances(cadre.tx, p.id, neuves)
    rangs = [e.rang, *(rang for rang, _, _, _ in neuves)]
    for i, report in reports:
        source = recharger(cadre, glisser.source_de_l_imputation(cadre, i))
        cible = cible_piece(cadre, p)
        cible = replace(cible, echeances=tuple(x for x in cible.echeances if x.rang in rangs))
        moteur.imputer(cadre, source, cible, i.montant_devise, i.motif, report=report)
    return rangs
