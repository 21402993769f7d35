"""Command that transfers écritures to accounting: what it takes is marked and locked (DOMAIN §2, Acomptes)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.comptes import controler_date
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import transferts as stock


@dataclass(frozen=True, slots=True)
class TransfererEcritures:
    """Mark the écritures of a period that no transfer took yet; their règlements are locked from then on."""

    du: dt.date
    au: dt.date


@commande("transferer_ecritures", TransfererEcritures, Droit.EXPORTER_ECRITURES, "Transfert en comptabilité")
def transferer_ecritures(c: TransfererEcritures, ctx: Contexte) -> Effet:
    """Write the transfer; raises ``periode_inversee``, ``rien_a_transferer``."""
    if c.du > c.au:
        raise ErreurMetier("periode_inversee", champ="du", du=c.du, au=c.au)
    controler_date(c.au, ctx.aujourd_hui, champ="au")
    identifiant, nombre = stock.ajouter(ctx.tx, c.du, c.au)
    if nombre == 0:
        raise ErreurMetier("rien_a_transferer", champ="du", du=c.du, au=c.au)
    return Effet({"transfert": identifiant, "ecritures": nombre}, frozenset({Sujet.ECRITURES, Sujet.REGLEMENTS}))
