"""A new SQLite base with its services, for the tests of imports, exports and receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caisse_clients.application.creation import creer_base
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.config import Reglages, charger_reglages
from caisse_clients.kernel.horloge import HorlogeFixe

MIDI = dt.datetime(2014, 7, 15, 12, 0)  # noqa: DTZ001 - the clock reads a naive instant as Paris time


def reglages_de(dossier: Path) -> Reglages:
    """Return settings whose keys live in ``dossier``."""
    return charger_reglages({"CAISSE_CLIENTS_CLES": str(dossier / "cles")})


@contextmanager
def base_neuve(dossier: Path, *, ecole: bool = False, utilisateur: str = "") -> Iterator[Services]:
    """Create a base in ``dossier`` (once) and open it on 15/07/2014 at noon."""
    reglages, horloge = reglages_de(dossier), HorlogeFixe(MIDI)
    chemin = dossier / "base.sqlite"
    if not chemin.exists():
        creer_base(str(chemin), dossier_cles=reglages.dossier_cles, horloge=horloge, ecole=ecole)
    services = ouvrir_services(str(chemin), utilisateur=utilisateur, horloge=horloge, reglages=reglages)
    try:
        yield services
    finally:
        services.fermer()
