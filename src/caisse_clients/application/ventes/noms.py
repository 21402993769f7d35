"""How people name what an imputation uses and pays, and where a source went."""

from __future__ import annotations

from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.domain.reglements import SorteSource
from caisse_clients.kernel.formats import ecrire_date
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.reglements import Imputation

USAGES_DITS = 3
"""Uses of a source named in a refusal; the last ones."""


def nom_de_la_source(cadre: Cadre, i: Imputation) -> str:
    """Return how people name the source of an imputation (``RC-…``, ``AV-…``, a compte's number)."""
    sorte, reference = i.cle_source
    if sorte is SorteSource.REGLEMENT:
        return stock.charger_id(cadre.tx, reference).numero
    return stock_pieces.charger(cadre.tx, reference).numero if sorte is SorteSource.AVOIR else str(reference)


def nom_de_la_cible(cadre: Cadre, i: Imputation) -> str:
    """Return how people name what an imputation pays."""
    if i.piece is not None:
        return stock_pieces.charger(cadre.tx, i.piece).numero
    if i.remboursement is not None:
        return f"remboursement {stock.charger_id(cadre.tx, i.remboursement).numero}"
    return f"compte n° {i.compte_cible}" if i.compte_cible is not None else "écart"


def usages(cadre: Cadre, sorte: SorteSource, reference: int) -> str:
    """Return where and when a source was used last, in words: « FA-… le 12/11/2026 »."""
    derniers = stock.imputations_de(cadre.tx, sorte, reference)[-USAGES_DITS:]
    return ", ".join(f"{nom_de_la_cible(cadre, i)} le {ecrire_date(i.date)}" for i in derniers)
