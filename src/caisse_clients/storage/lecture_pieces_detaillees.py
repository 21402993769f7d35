"""What the list of pièces does not show and a reading for another program does: HT, VAT, échéances, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from caisse_clients.domain.vues_ventes import VueEcheance
from caisse_clients.storage.instructions import Parmi
from caisse_clients.storage.schema.ventes import echeance, piece, reste_echeance

_MONTANTS = Parmi(select(piece.c.id, piece.c.total_ht, piece.c.total_tva), "piece.id")
_colonnes: Select[Any] = select(
    echeance.c.piece,
    echeance.c.rang,
    echeance.c.date,
    reste_echeance.c.montant,
    reste_echeance.c.impute,
    reste_echeance.c.reste,
    reste_echeance.c.montant_devise,
    reste_echeance.c.reste_devise,
    echeance.c.mode,
    echeance.c.banque,
)
_ECHEANCES = Parmi(
    _colonnes.join(reste_echeance, reste_echeance.c.echeance == echeance.c.id)
    .where(echeance.c.prevu > 0)
    .order_by(echeance.c.piece, echeance.c.date, echeance.c.rang),
    "echeance.piece",
)


def montants_pieces(connexion: Connection, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return by id the total HT and the VAT of these pièces, in centimes."""
    return {i: (ht, tva) for i, ht, tva in _MONTANTS.lignes(connexion, ids)}


def echeances_pieces(connexion: Connection, numeros: Mapping[int, str]) -> dict[int, list[VueEcheance]]:
    """Return by id the échéances of these pièces (id: number), oldest first; a pièce without any is left out."""
    trouvees: dict[int, list[VueEcheance]] = {}
    for identifiant, rang, *suite in _ECHEANCES.lignes(connexion, list(numeros)):
        cle = f"{numeros[identifiant]}/{rang}"
        trouvees.setdefault(identifiant, []).append(VueEcheance(cle, rang, *suite))
    return trouvees
