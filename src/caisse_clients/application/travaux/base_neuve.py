"""Making a whole new base: its schema and first operation, and the examples of a demonstration."""

from __future__ import annotations

import shutil
from pathlib import Path

from caisse_clients.application.creation import creer_base
from caisse_clients.application.services import lire_instant, ouvrir_services
from caisse_clients.application.travaux import demonstration
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.horloge import Horloge, HorlogeFixe, HorlogeSysteme
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage.engine import url_de


def faire_une_base(
    reglages: Reglages, *, ecole: bool = False, exemples: int | None = None, suivi: Suivi | None = None
) -> str:
    """Create the base of ``reglages`` and return its uuid; ``exemples`` = clients of a demonstration, None for none.

    Raises as ``creer_base``, and ``horloge_hors_ecole``. A demonstration stopped half-way (``Annulee``) leaves
    nothing where it was a file.
    """
    uuid = creer_base(
        reglages.base,
        dossier_cles=reglages.dossier_cles,
        horloge=_horloge(reglages, ecole=ecole),
        ecole=ecole,
        demonstration=exemples is not None,
    )
    if exemples is not None:
        try:
            _remplir(reglages, exemples, suivi)
        except BaseException:
            _jeter(reglages, uuid)
            raise
    return uuid


def _horloge(reglages: Reglages, *, ecole: bool) -> Horloge:
    if not reglages.horloge:
        return HorlogeSysteme()
    if not ecole:
        raise ErreurMetier("horloge_hors_ecole")
    return HorlogeFixe(lire_instant(reglages.horloge))


def _remplir(reglages: Reglages, exemples: int, suivi: Suivi | None) -> None:
    services = ouvrir_services(reglages.base, reglages=reglages)
    try:
        demonstration.generer(services, exemples, suivi=suivi)
    finally:
        services.fermer()


def _jeter(reglages: Reglages, uuid: str) -> None:
    url = url_de(reglages.base)
    if url.drivername == "sqlite":
        chemin = Path(str(url.database))
        for suffixe in ("", "-wal", "-shm"):
            chemin.with_name(chemin.name + suffixe).unlink(missing_ok=True)
        shutil.rmtree(reglages.dossier_cles / uuid, ignore_errors=True)
