"""``base verifier``: proof for an accountant or an inspector that nothing was changed."""

from __future__ import annotations

from caisse_clients.application.services import Services
from caisse_clients.config import Reglages
from caisse_clients.domain.grand_livre.controles import Anomalie, Evenement, Rapport
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage import engine, lecture_grand_livre
from caisse_clients.storage.cles import Trousseau
from caisse_clients.storage.verification import verifier as verifier_la_base

__all__ = ["Anomalie", "Evenement", "Rapport", "verifier", "verifier_adresse"]


def verifier(services: Services, *, complet: bool = False, suivi: Suivi | None = None) -> Rapport:
    """Verify the open base; ``complet`` checks every signature. Nothing is written; any thread."""
    return verifier_la_base(services.storage, services.trousseau, complet=complet, suivi=suivi)


def verifier_adresse(adresse: str, reglages: Reglages, *, complet: bool = False, suivi: Suivi | None = None) -> Rapport:
    """Verify a base without being anybody in it: its users and posts may be what was tampered with.

    Raises ``ErreurTechnique`` as ``engine.ouvrir`` when it is not a base this program can read.
    """
    base = engine.ouvrir(adresse)
    try:
        with base.lecture() as lecteur:
            identite = lecture_grand_livre.identite(lecteur)
        trousseau = Trousseau(reglages.dossier_cles, "" if identite is None else identite.uuid)
        return verifier_la_base(base, trousseau, complet=complet, suivi=suivi)
    finally:
        base.fermer()
