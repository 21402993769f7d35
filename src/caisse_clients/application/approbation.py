"""Which refusals another user could lift by his rights, and whether somebody can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caisse_clients.domain.droits import Droit, droits_du_role
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import pins

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

_LIMITES = {"limite_remboursement": Droit.REMBOURSER_SANS_LIMITE, "limite_ecart": Droit.REMBOURSER_SANS_LIMITE}
"""Limits, by the right that is above them; any other refusal names its right in its details."""


def droit_qui_leve(erreur: Exception) -> Droit | None:
    """Return the right that would have let the command through, None when no right would."""
    if not isinstance(erreur, ErreurMetier):
        return None
    nomme = erreur.details.get("droit")
    return Droit(nomme) if nomme in frozenset(Droit) else _LIMITES.get(erreur.code)


def est_a_approuver(services: Services, erreur: Exception) -> bool:
    """Tell whether someone else, active and with a PIN, holds the right that ``erreur`` asks for."""
    droit = droit_qui_leve(erreur)
    if droit is None:
        return False
    with services.lire() as lecteur:
        autres = pins.roles_avec_pin(lecteur)
    return any(droit in droits_du_role(role) for code, role in autres.items() if code != services.utilisateur.code)
