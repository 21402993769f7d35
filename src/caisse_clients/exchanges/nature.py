"""What a file really is, read from its first bytes: its name proves nothing.

A shop sends what it has: a ``.csv`` that is a workbook, a ``.xls`` that is a web page, a PDF, a folder. Everything
that cannot be a table is refused here, before any parser sees it, with the reason the message needs.
"""

from __future__ import annotations

import stat
from enum import StrEnum
from pathlib import Path

from caisse_clients.kernel.erreurs import ErreurMetier

TAILLE_MAXIMALE = 1 << 30
"""Largest file read, in bytes: a million clients take a quarter of it."""

_TETE = 1 << 16


class Nature(StrEnum):
    """The two kinds of file that can hold a table."""

    TEXTE = "texte"
    CLASSEUR = "classeur"


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "classeur_ancien"),
    (b"\x09\x08", "classeur_ancien"),
    (b"\x1f\x8b", "compresse"),
    (b"7z\xbc\xaf", "compresse"),
    (b"Rar!", "compresse"),
    (b"BZh", "compresse"),
    (b"\xfd7zXZ", "compresse"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"SQLite format 3\x00", "base"),
    (b"\x7fELF", "binaire"),
    (b"MZ\x90", "binaire"),
)
_BALISES = (b"<!doctype", b"<html", b"<?xml", b"<table")
_MARQUES_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLES = bytes(set(range(32)) - {0, 9, 10, 12, 13, 26, 27})


def reconnaitre(chemin: Path) -> Nature:
    """Return what ``chemin`` holds; raises ``ErreurMetier("fichier_illisible", raison=…)`` when it holds no table.

    Refuses what is not a regular file (a folder, a device that would never end), what may not be read, what is
    empty, too big, or of a kind known by its first bytes.
    """
    tete = _lire_tete(chemin)
    if tete.startswith(b"PK"):
        return Nature.CLASSEUR
    for signature, raison in _SIGNATURES:
        if tete.startswith(signature):
            raise illisible(chemin, raison)
    if tete.startswith(_MARQUES_UTF16):
        return Nature.TEXTE
    debut = tete.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if debut.startswith(_BALISES):
        raise illisible(chemin, "page_web")
    if not tete.strip(b"\x00\r\n\t \x1a\xef\xbb\xbf"):
        raise illisible(chemin, "vide")
    if len(tete) - len(tete.translate(None, _CONTROLES)) > len(tete) // 50:
        raise illisible(chemin, "binaire")
    return Nature.TEXTE


def illisible(chemin: Path, raison: str, **details: object) -> ErreurMetier:
    """Return the refusal of a file: ``raison`` says why, ``ligne`` (when given) where in the file."""
    return ErreurMetier("fichier_illisible", raison=raison, fichier=chemin.name, chemin=str(chemin), **details)


def _lire_tete(chemin: Path) -> bytes:
    try:
        etat = chemin.stat()
        if stat.S_ISDIR(etat.st_mode):
            raise illisible(chemin, "dossier")
        if not stat.S_ISREG(etat.st_mode):
            raise illisible(chemin, "special")
        if etat.st_size == 0:
            raise illisible(chemin, "vide")
        if etat.st_size > TAILLE_MAXIMALE:
            raise illisible(chemin, "trop_gros", maximum=TAILLE_MAXIMALE)
        with chemin.open("rb") as fichier:
            return fichier.read(_TETE)
    except FileNotFoundError:
        raise illisible(chemin, "absent") from None
    except PermissionError:
        raise illisible(chemin, "acces_refuse") from None
    except (OSError, ValueError) as erreur:
        raise illisible(chemin, "lecture", cause=str(erreur)) from erreur
