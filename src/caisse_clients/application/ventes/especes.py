"""Cash on one sale, whichever way it comes: by règlements, or by a compte that was fed in cash (CMF D112-3)."""

from __future__ import annotations

from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.application.ventes.sources import ENTREES, Source
from caisse_clients.domain.reglements import controler_especes_de_la_vente
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.pieces import Piece


def controler(cadre: Cadre, source: Source, montant_devise: int, p: Piece) -> None:
    """Refuse what would bring the cash of the sale of ``p`` beyond the law (``especes_interdites``)."""
    par_reglement = source.reglement is not None and source.reglement.especes
    par_compte = source.compte is not None and source.compte.type not in ENTREES
    if not par_reglement and not par_compte:
        return
    comptes = stock.comptes_de_l_affaire(cadre.tx, p.affaire)
    ajout = source.en_euros(montant_devise)
    if source.compte is not None:
        numero, avant = source.compte.numero, comptes.get(source.compte.numero, 0)
        ajout = _en_especes(cadre, numero, avant + ajout) - _en_especes(cadre, numero, avant)
    if ajout <= 0:
        return
    deja = stock.especes_de_l_affaire(cadre.tx, p.affaire)
    deja += sum(_en_especes(cadre, numero, montant) for numero, montant in comptes.items())
    identite = source.reglement is not None and bool(source.reglement.identite)
    controler_especes_de_la_vente(deja, ajout, professionnel=p.professionnel, non_resident=identite)


def _en_especes(cadre: Cadre, numero: int, montant: int) -> int:
    """Return how much of what a compte acompte or avoir paid was brought in cash, cash first (centimes)."""
    _, recues = stock_comptes.especes_du_compte(cadre.tx, numero)
    return min(montant, recues)
