"""``consulter QUOI … [--format table|json|csv|xlsx] [-o F]``: a reading, streamed to a file or to stdout."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import IO, Any

from caisse_clients.cli.arguments import FORMATS
from caisse_clients.cli.sorties import Statut
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurMetier

Remplir = Callable[[IO[bytes]], int]
"""Writes the whole output into a stream and returns its number of rows."""


def lancer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Read and write one reading."""
    format_choisi = format_de(choix.format, choix.sortie, "table")
    if format_choisi == "xlsx" and choix.sortie is None and sys.stdout.isatty():
        raise ErreurMetier("usage", raison="Un classeur xlsx demande un fichier : ajoutez « -o F.xlsx ».",
                           aide="caisse-clients consulter --help")  # fmt: skip
    from caisse_clients.cli.ouverture import services_ouverts

    lecture = _lecture(choix.action)
    with services_ouverts(reglages) as services, services.lire() as lecteur:
        choix.aujourd_hui, choix.poste_ouvert = services.aujourd_hui(), services.poste
        remplir = _remplisseur(lecture, lecteur, choix, format_choisi)
        livrer(remplir, choix.sortie)
    return Statut.FAIT


def _lecture(nom: str) -> Any:
    """Return a reading by name; those of the sales, accès and editions are loaded by who asks for one."""
    from caisse_clients.cli.lectures import LECTURES

    if nom in LECTURES:
        return LECTURES[nom]
    from caisse_clients.cli.lectures_ventes import LECTURES_VENTES

    if nom in LECTURES_VENTES:
        return LECTURES_VENTES[nom]
    from caisse_clients.cli.lectures_acces import LECTURES_ACCES

    if nom in LECTURES_ACCES:
        return LECTURES_ACCES[nom]
    from caisse_clients.cli.lectures_editions import LECTURES_EDITIONS
    from caisse_clients.cli.lectures_soldes import LECTURES_SOLDES

    return LECTURES_EDITIONS[nom] if nom in LECTURES_EDITIONS else LECTURES_SOLDES[nom]


def _remplisseur(lecture: Any, lecteur: Any, choix: argparse.Namespace, format_choisi: str) -> Remplir:
    if format_choisi == "json":
        if lecture.unique:
            return lambda flux: _ecrire_objet(flux, next(lecture.objets(lecteur, choix)))
        return lambda flux: ecrire_json(flux, lecture.objets(lecteur, choix))
    if format_choisi == "table":
        from caisse_clients.cli.tableau import lignes_de_tableau

        colonnes = lecture.colonnes_d_ecran or lecture.colonnes
        ecran = (lecture.lignes_d_ecran or lecture.lignes)(lecteur, choix)
        return lambda flux: _ecrire_lignes(flux, lignes_de_tableau(colonnes, ecran))
    from caisse_clients.exchanges.tableur import ecrire_csv, ecrire_xlsx

    lignes = lecture.lignes(lecteur, choix)
    if format_choisi == "xlsx":
        return lambda flux: ecrire_xlsx(flux, lecture.colonnes, lignes, titre=lecture.titre)
    return lambda flux: ecrire_csv(flux, lecture.colonnes, lignes, bom=choix.sortie is not None)


def livrer(remplir: Remplir, sortie: Path | None) -> None:
    """Write to a file, which appears whole or not at all, or to stdout as it comes."""
    if sortie is not None:
        from caisse_clients.exchanges.tableur import ecrire_fichier

        ecrire_fichier(sortie, remplir)
        return
    remplir(sys.stdout.buffer)
    sys.stdout.buffer.flush()


def format_de(demande: str | None, sortie: Path | None, defaut: str, connus: Collection[str] = FORMATS) -> str:
    """Return the format asked for, else that of the file's name, else ``defaut``."""
    suffixe = "" if sortie is None else sortie.suffix.lower().removeprefix(".")
    return demande or (suffixe if suffixe in connus else defaut)


def ecrire_json(flux: IO[bytes], objets: Iterable[dict[str, Any]]) -> int:
    """Write an array, one object a line."""
    nombre = 0
    for objet in objets:
        flux.write(b",\n" if nombre else b"[\n")
        flux.write(json.dumps(objet, ensure_ascii=False).encode())
        nombre += 1
    flux.write(b"\n]\n" if nombre else b"[]\n")
    return nombre


def _ecrire_objet(flux: IO[bytes], objet: dict[str, Any]) -> int:
    """Write one object, a line for each of its keys, and one for each item of its lists."""
    debut = b"{\n"
    for cle, valeur in objet.items():
        flux.write(debut + json.dumps(cle, ensure_ascii=False).encode() + b": ")
        debut = b",\n"
        if isinstance(valeur, list) and valeur:
            ecrire_json(flux, valeur)
        else:
            flux.write(json.dumps(valeur, ensure_ascii=False).encode())
    flux.write(b"\n}\n")
    return 1


def _ecrire_lignes(flux: IO[bytes], lignes: Iterable[str]) -> int:
    nombre = 0
    for ligne in lignes:
        flux.write(ligne.encode() + b"\n")
        nombre += 1
    return nombre
