"""``executer FICHIER|- [--atomique]``: a command file in, one flushed result line for each committed command out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from caisse_clients.cli.sorties import Statut, abandonner_la_sortie
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique


def lancer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Run the file; 0 when all was done, 1 for a refusal, 2 for an unreadable line.

    Raises what stopped the run (disk, lock, reader of the results gone), after the line it met.
    """
    from caisse_clients.application.fichier_commandes import executer_fichier
    from caisse_clients.cli.ouverture import services_ouverts

    with _flux(choix.fichier) as flux, services_ouverts(reglages) as services:
        try:
            bilan = executer_fichier(services, flux, _ecrire, atomique=choix.atomique)
        except BrokenPipeError:
            abandonner_la_sortie()
            raise ErreurTechnique("sortie_fermee") from None
    if bilan.panne is not None:
        raise bilan.panne
    if bilan.illisibles:
        return Statut.USAGE
    return Statut.REFUS if bilan.refusees else Statut.FAIT


def _ecrire(reponse: Mapping[str, Any]) -> None:
    sortie = sys.stdout.buffer
    sortie.write(json.dumps(reponse, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n")
    sortie.flush()


@contextmanager
def _flux(fichier: str) -> Iterator[IO[bytes]]:
    if fichier == "-":
        yield sys.stdin.buffer
        return
    try:
        ouvert = Path(fichier).open("rb")  # noqa: SIM115 - closed below; only its opening may be refused here
    except OSError as erreur:
        raise ErreurMetier("fichier_absent", fichier=fichier, cause=cause_en_francais(erreur)) from None
    with ouvert:
        yield ouvert


def cause_en_francais(erreur: OSError) -> str:
    """Return why the system refuses a file, in words of a person."""
    if isinstance(erreur, FileNotFoundError):
        return "il n'existe pas"
    if isinstance(erreur, PermissionError):
        return "l'accès est refusé"
    return "c'est un dossier" if isinstance(erreur, IsADirectoryError) else "le disque ou le chemin est en cause"
