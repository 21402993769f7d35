"""Opens the base that the command line names, for the user and the poste it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.application.session import Approbation, Secrets
from caisse_clients.config import Reglages


@contextmanager
def services_ouverts(reglages: Reglages) -> Iterator[Services]:
    """Open the base for the length of the block; raises as ``ouvrir_services``.

    What the environment gives once (a new PIN, an approver and his PIN) holds for every command of the process.
    """
    services = ouvrir_services(
        reglages.base,
        utilisateur=reglages.utilisateur,
        poste=reglages.poste,
        reglages=reglages,
        pin=reglages.pin,
        secrets=Secrets(nouveau_pin=reglages.nouveau_pin),
        approbation=Approbation(reglages.approbateur, reglages.pin_approbateur) if reglages.approbateur else None,
    )
    try:
        yield services
    finally:
        services.fermer()
