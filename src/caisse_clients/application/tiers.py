"""Which client a code stands for today: itself, or the one that absorbed it."""

from __future__ import annotations

from caisse_clients.application.contexte import Contexte
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import clients as stock


def client_effectif(ctx: Contexte, code: int, *, champ: str = "client") -> int:
    """Return the code in force of a client; raises ``client_inconnu``."""
    effectif = stock.code_effectif(ctx.tx, code)
    if effectif is None:
        raise ErreurMetier("client_inconnu", champ=champ, client=code)
    return effectif
