"""Writes tables for spreadsheets: CSV à la française and typed XLSX, never half a file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

from caisse_clients.exchanges.cellules import Colonne, Sorte, Valeur, en_texte, montant_en_texte, neutraliser
from caisse_clients.exchanges.classeur_ecrit import remplir_classeur
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique, cause_en_francais
from caisse_clients.kernel.identifiants import nouvel_id

Destination = Path | str | IO[bytes]
_PRECIEUX = (b"SQLite format 3\x00", b"\x37\x7f\x06", b"-----BEGIN ")
"""How a base, its journal (``-wal``) and a key begin: no table nor document may take their place."""


def ecrire_csv(
    destination: Destination,
    colonnes: Sequence[Colonne],
    lignes: Iterable[Sequence[Valeur]],
    *,
    separateur: str = ";",
    bom: bool = True,
) -> int:
    """Write a CSV that a French spreadsheet opens as it is (``;``, decimal comma, UTF-8 with its mark, CRLF).

    Returns the number of rows. A file appears whole or not at all: ``ErreurTechnique("ecriture_impossible")``
    when the disk refuses, and whatever ``lignes`` raises (a cancellation) leaves the former file in place.
    """

    def ecrire(flux: IO[bytes]) -> int:
        texte = io.TextIOWrapper(flux, encoding="utf-8-sig" if bom else "utf-8", newline="")
        try:
            return _remplir_csv(texte, colonnes, lignes, separateur)
        finally:
            texte.detach()

    return _ecrire(destination, ecrire)


def ecrire_xlsx(
    destination: Destination,
    colonnes: Sequence[Colonne],
    lignes: Iterable[Sequence[Valeur]],
    *,
    titre: str = "Export",
) -> int:
    """Write a workbook of one sheet, typed: amounts and dates can be summed and sorted, codes are numbers.

    Same promises as ``ecrire_csv``. Beyond a sheet's height: ``ErreurTechnique("trop_de_lignes")``.
    """
    return _ecrire(destination, lambda flux: remplir_classeur(flux, colonnes, lignes, titre))


def ecrire_fichier(destination: Path, ecrire: Callable[[IO[bytes]], int]) -> int:
    """Write a file through a temporary one beside it, then rename: no reader ever sees a part of it.

    Raises ``ErreurTechnique("ecriture_impossible")`` when the disk, the folder or the rights refuse, and
    ``ErreurMetier("sortie_precieuse")`` rather than replace a base or a key.
    """
    _refuser_si_precieux(destination)
    provisoire = destination.with_name(f".{destination.name[:40]}.{nouvel_id()}.part")
    try:
        with provisoire.open("xb") as flux:
            nombre = ecrire(flux)
            flux.flush()
            os.fsync(flux.fileno())
        provisoire.replace(destination)
    except OSError as erreur:
        provisoire.unlink(missing_ok=True)
        cause = cause_en_francais(erreur)
        raise ErreurTechnique("ecriture_impossible", chemin=str(destination), cause=cause) from erreur
    except BaseException:
        provisoire.unlink(missing_ok=True)
        raise
    return nombre


def _refuser_si_precieux(destination: Path) -> None:
    if not destination.is_file():
        return
    try:
        with destination.open("rb") as flux:
            debut = flux.read(16)
    except OSError:  # what is wrong is told by the writing
        return
    if debut.startswith(_PRECIEUX):
        raise ErreurMetier("sortie_precieuse", chemin=str(destination))


def _ecrire(destination: Destination, ecrire: Callable[[IO[bytes]], int]) -> int:
    if isinstance(destination, Path | str):
        return ecrire_fichier(Path(destination), ecrire)
    return ecrire(destination)


def _remplir_csv(
    texte: io.TextIOWrapper, colonnes: Sequence[Colonne], lignes: Iterable[Sequence[Valeur]], separateur: str
) -> int:
    sortie = csv.writer(texte, delimiter=separateur, lineterminator="\r\n")
    sortie.writerow([neutraliser(colonne.titre) for colonne in colonnes])
    ecritures = [montant_en_texte if colonne.sorte is Sorte.MONTANT else en_texte for colonne in colonnes]
    nombre = 0
    for ligne in lignes:
        sortie.writerow([ecrire(valeur) for ecrire, valeur in zip(ecritures, ligne, strict=True)])
        nombre += 1
    return nombre


__all__ = ["Colonne", "Destination", "Sorte", "Valeur", "ecrire_csv", "ecrire_fichier", "ecrire_xlsx"]
