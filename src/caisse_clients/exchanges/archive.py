"""Opens the zip of a workbook after proving that it is harmless: nothing is unpacked on trust."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from caisse_clients.exchanges.nature import illisible

PARTIES_MAXIMALES = 5_000
TOTAL_MAXIMAL = 1 << 30
"""Most bytes a workbook may unpack to."""

_RAPPORT_MAXIMAL = 250
_TOLERANCE = 1 << 24


def ouvrir_classeur(chemin: Path) -> zipfile.ZipFile:
    """Open an XLSX file; raises ``fichier_illisible`` for a bomb, a damaged, encrypted or foreign archive.

    The sizes checked are those of the directory; Python's ``zipfile`` never hands out more than they say.
    """
    try:
        archive = zipfile.ZipFile(chemin)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        raise illisible(chemin, "classeur_abime") from None
    except OSError as erreur:
        raise illisible(chemin, "lecture", cause=str(erreur)) from erreur
    try:
        _controler(archive, chemin)
    except BaseException:
        archive.close()
        raise
    return archive


def _controler(archive: zipfile.ZipFile, chemin: Path) -> None:
    parties = archive.infolist()
    total, comprime = sum(p.file_size for p in parties), sum(p.compress_size for p in parties)
    if len(parties) > PARTIES_MAXIMALES or total > TOTAL_MAXIMAL:
        raise illisible(chemin, "bombe", maximum=TOTAL_MAXIMAL)
    if any(p.file_size > _TOLERANCE and p.file_size > _RAPPORT_MAXIMAL * max(p.compress_size, 1) for p in parties):
        raise illisible(chemin, "bombe", maximum=TOTAL_MAXIMAL)
    if comprime > chemin.stat().st_size:
        raise illisible(chemin, "bombe", maximum=TOTAL_MAXIMAL)
    noms = [p.filename for p in parties]
    if len(set(noms)) != len(noms) or any(_sort_du_classeur(nom) for nom in noms):
        raise illisible(chemin, "classeur_abime")
    if any(p.flag_bits & 1 for p in parties):
        raise illisible(chemin, "classeur_protege")
    if "[Content_Types].xml" not in noms or "xl/workbook.xml" not in noms:
        raise illisible(chemin, "document" if _est_un_document(noms) else "compresse")


def _sort_du_classeur(nom: str) -> bool:
    """No part is ever written to disk, but a name that climbs out says what the file is worth."""
    return nom.startswith(("/", "\\")) or ".." in PurePosixPath(nom.replace("\\", "/")).parts or ":" in nom


def _est_un_document(noms: list[str]) -> bool:
    return any(nom in ("mimetype", "word/document.xml", "ppt/presentation.xml", "xl/workbook.bin") for nom in noms)
