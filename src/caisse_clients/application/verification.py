"""``base verifier``: proof for an accountant or an inspector that nothing was changed."""

from __future__ import annotations

from caisse_clients.application.services import Services
from caisse_clients.domain.grand_livre.controles import Anomalie, Evenement, Rapport
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage.verification import verifier as verifier_la_base

__all__ = ["Anomalie", "Evenement", "Rapport", "verifier"]


def verifier(services: Services, *, complet: bool = False, suivi: Suivi | None = None) -> Rapport:
    """Verify the open base; ``complet`` checks every signature. Nothing is written; any thread."""
    return verifier_la_base(services.storage, services.trousseau, complet=complet, suivi=suivi)
