"""What the process says when it ends: its status, one French sentence, never a traceback (CONTRACT §1)."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import Any

from caisse_clients.application.messages import message_de
from caisse_clients.application.reponses import objet_erreur
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier, ErreurTechnique
from caisse_clients.kernel.formats import ecrire_date
from caisse_clients.kernel.horloge import PARIS
from caisse_clients.kernel.suivi import Annulee

FICHIER_JOURNAL = "caisse-clients.log"


class Statut(IntEnum):
    """Exit statuses."""

    FAIT = 0
    REFUS = 1
    USAGE = 2
    PANNE = 3
    INTERROMPU = 130


USAGE = frozenset(
    {
        "usage",
        "pin_sans_utilisateur",
        "pin_sans_approbateur",
        "approbateur_sans_pin",
        "pin_requis",
        "utilisateur_requis",
        "horloge_hors_ecole",
        "horloge_illisible",
        "reglages_illisibles",
        "adresse_base_invalide",
        "fichier_absent",
        "fichier_illisible",
        "correspondance_illisible",
        "ligne_illisible",
        "sortie_precieuse",
        "fichier_deja_la",
    }
)
"""Refusals that are about how the program was called or what it was given to read."""


def statut_de(erreur: BaseException) -> Statut:
    """Return the exit status of a failure."""
    if isinstance(erreur, ErreurMetier):
        return Statut.USAGE if erreur.code in USAGE else Statut.REFUS
    if isinstance(erreur, ConfirmationRequise):
        return Statut.REFUS
    if isinstance(erreur, KeyboardInterrupt | Annulee):
        return Statut.INTERROMPU
    return Statut.PANNE


def annoncer(erreur: BaseException, journal: Path, *, en_json: bool) -> Statut:
    """Say a failure on stderr and return its status; ours, or all with ``CAISSE_CLIENTS_DEBUG=1``, go to the log."""
    statut = statut_de(erreur)
    if statut is Statut.INTERROMPU:
        _dire_erreur("Interrompu : ce qui n'était pas encore enregistré ne l'est pas.")
        return statut
    connue = isinstance(erreur, ErreurMetier | ConfirmationRequise | ErreurTechnique)
    trace = _journaliser(erreur, journal) if not connue or os.environ.get("CAISSE_CLIENTS_DEBUG") == "1" else None

    if en_json:
        objet: dict[str, Any] = {"ok": False, "erreur": objet_erreur(erreur)}
        _dire_erreur(json.dumps(objet if trace is None else {**objet, "journal": str(trace)}, ensure_ascii=False))
    else:
        _dire_erreur(message_de(erreur) if trace is None else f"{message_de(erreur)} Journal : {trace}")
    return statut


def dire(texte: str) -> None:
    """Write a line on stdout, whatever the encoding of the terminal."""
    _ecrire(sys.stdout, texte)


def dire_json(objet: Any) -> None:
    """Write an object on stdout, as UTF-8 JSON."""
    sys.stdout.flush()
    texte = json.dumps(objet, ensure_ascii=False, indent=2, default=_iso)
    sys.stdout.buffer.write(texte.encode() + b"\n")
    sys.stdout.buffer.flush()


def ecrire_instant(instant: dt.datetime) -> str:
    """Write an aware instant as people read it: the day and the time in Paris."""
    local = instant.astimezone(PARIS)
    return f"{ecrire_date(local)} {local:%H:%M:%S}"


def _iso(valeur: Any) -> str:
    assert isinstance(valeur, dt.date)  # instants too
    return valeur.isoformat()


def abandonner_la_sortie() -> None:
    """Send stdout into nothing once its reader has gone: the interpreter flushes it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dire_erreur(texte: str) -> None:
    _ecrire(sys.stderr, texte)


def _ecrire(flux: Any, texte: str) -> None:
    codage = flux.encoding or "utf-8"
    flux.write(texte.encode(codage, "replace").decode(codage) + "\n")
    flux.flush()


def _journaliser(erreur: BaseException, journal: Path) -> Path | None:
    """Append the traceback to the log; None when it cannot be written."""
    try:
        journal.mkdir(parents=True, exist_ok=True)
        fichier = logging.FileHandler(journal / FICHIER_JOURNAL, encoding="utf-8")
    except OSError:
        return None
    fichier.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    enregistrement = logging.LogRecord(
        "caisse_clients.cli", logging.ERROR, __file__, 0, "command line failed", None,
        (type(erreur), erreur, erreur.__traceback__),
    )  # fmt: skip
    fichier.handle(enregistrement)
    fichier.close()
    return journal / FICHIER_JOURNAL
