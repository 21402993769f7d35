"""An organisme takes over pièces of a client: imputed on them like a règlement, owed by the organisme (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from caisse_clients.application.contexte import Contexte
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes import vendre
from caisse_clients.application.ventes.cadre import cadre_de
from caisse_clients.application.ventes.sources import cible_de, controler_le_couple, source_compte, verrouiller
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage.comptes import Compte


def prendre_en_charge(
    ctx: Contexte, compte: Compte, entree: int, pieces: Sequence[tuple[str, int | None]], date: dt.date
) -> None:
    """Impute ``entree`` centimes of an organisme's new account on ``pieces``: (pièce or échéance, centimes or all).

    Raises ``prise_en_charge_inegale`` when they do not add up.
    """
    cadre = cadre_de(ctx, date)
    verrouiller(cadre, [reference for reference, _ in pieces])
    source, reste = source_compte(cadre, compte), entree
    for n, (reference, demande) in enumerate(pieces):
        cible = cible_de(cadre, reference, champ=f"imputations[{n}]")
        controler_le_couple(cadre, source, cible)
        montant = min(reste, cible.reste_devise) if demande is None else demande
        reste -= moteur.imputer(cadre, source, cible, montant, MotifImputation.PRISE_EN_CHARGE).montant_devise
    if reste != 0:
        raise ErreurMetier("prise_en_charge_inegale", champ="entree", montant=entree, total=entree - reste)
    vendre.conclure(cadre)
