"""Reading and writing of amounts, dates and codes, as people type them and as files carry them.

The only module that parses or formats (ARCHITECTURE §4). ``lire_*`` raise ``ErreurMetier`` with the
codes of CONTRACT §2; ``*_contrat`` are the strict forms of command files (dot, ISO).
"""

from __future__ import annotations

import datetime as dt
import re

from caisse_clients.kernel.argent import MONTANT_MAXIMAL, Centimes
from caisse_clients.kernel.erreurs import ErreurMetier

ESPACE_FINE = "\u202f"
ESPACE_INSECABLE = "\u00a0"

_BLANCS = f" {ESPACE_INSECABLE}{ESPACE_FINE}\u2009"
_MONTANT_SAISI = re.compile(rf"(\d{{1,3}}(?:[{_BLANCS}]\d{{3}})+|\d{{1,14}})(?:[.,](\d{{0,2}}))?", re.ASCII)
_MONTANT_CONTRAT = re.compile(r"(\d{1,14})(?:\.(\d{1,2}))?", re.ASCII)
_DATE_SAISIE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_DATE_SERREE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_DATE_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CODE = re.compile(rf"\d{{1,3}}(?:[{_BLANCS}]\d{{3}})+|\d{{1,15}}", re.ASCII)


def lire_montant(texte: str, *, champ: str = "montant") -> Centimes:
    """Read an amount typed by a person, in centimes: ``1 234,56``, ``1234.56``, NBSP and U+202F accepted.

    Raises ``ErreurMetier("montant_invalide")`` for anything else: sign, three decimals, exponent, letters, or
    more than ``MONTANT_MAXIMAL``.
    """
    return _centimes(_MONTANT_SAISI.fullmatch(texte.strip().removesuffix("€").strip()), texte, champ)


def lire_montant_contrat(texte: str, *, champ: str = "montant") -> Centimes:
    """Read an amount of a command file (``"1234.56"``), in centimes; same refusals as ``lire_montant``."""
    return _centimes(_MONTANT_CONTRAT.fullmatch(texte), texte, champ)


def ecrire_montant(centimes: int) -> str:
    """Write centimes as on the manuals: ``1 234,56`` with a narrow no-break space, minus before."""
    signe, reste = ("-" if centimes < 0 else ""), abs(centimes)
    return f"{signe}{reste // 100:,}".replace(",", ESPACE_FINE) + f",{reste % 100:02d}"


def ecrire_montant_contrat(centimes: int) -> str:
    """Write centimes as a command file carries them: ``"1234.56"``, ``"-0.05"``."""
    signe, reste = ("-" if centimes < 0 else ""), abs(centimes)
    return f"{signe}{reste // 100}.{reste % 100:02d}"


def lire_date(texte: str, *, champ: str = "date", siecle: int = 2000) -> dt.date:
    """Read a date typed by a person: ``15/07/2014``, ``15.7.14``, ``15072014``, ``150714``, ``2014-07-15``.

    Raises ``ErreurMetier("date_invalide")`` for an impossible or unreadable date.
    """
    propre = texte.strip()
    if iso := _DATE_ISO.fullmatch(propre):
        annee, mois, jour = iso.groups()
    elif saisie := (_DATE_SAISIE.fullmatch(propre) or _DATE_SERREE.fullmatch(propre)):
        jour, mois, annee = saisie.groups()
    else:
        raise ErreurMetier("date_invalide", champ=champ, valeur=texte[:40])
    nombre = int(annee) + (siecle if len(annee) == 2 else 0)
    return _date(nombre, int(mois), int(jour), texte, champ)


def lire_date_contrat(texte: str, *, champ: str = "date") -> dt.date:
    """Read an ISO date of a command file (``"2014-07-15"``); raises ``ErreurMetier("date_invalide")``."""
    iso = _DATE_ISO.fullmatch(texte)
    if iso is None:
        raise ErreurMetier("date_invalide", champ=champ, valeur=texte[:40])
    return _date(int(iso[1]), int(iso[2]), int(iso[3]), texte, champ)


def ecrire_date(date: dt.date) -> str:
    """Write a date as on the manuals: ``15/07/2014``."""
    return f"{date.day:02d}/{date.month:02d}/{date.year:04d}"


def lire_code(texte: str, *, champ: str = "code") -> int:
    """Read a client code or an account number, thousands spaces accepted (``2 643``); must be >= 1.

    Raises ``ErreurMetier("code_invalide")``.
    """
    if (trouve := _CODE.fullmatch(texte.strip())) and (code := int("".join(c for c in trouve[0] if c.isdigit()))) > 0:
        return code
    raise ErreurMetier("code_invalide", champ=champ, valeur=texte[:40])


def ecrire_code(code: int) -> str:
    """Write a client code as on the manuals: ``2 643`` (narrow no-break space)."""
    return f"{code:,}".replace(",", ESPACE_FINE)


def _centimes(trouve: re.Match[str] | None, texte: str, champ: str) -> Centimes:
    if trouve is not None:
        entier = "".join(c for c in trouve[1] if c.isdigit())
        centimes = int(entier) * 100 + int((trouve[2] or "").ljust(2, "0"))
        if centimes <= MONTANT_MAXIMAL:
            return Centimes(centimes)
    raise ErreurMetier("montant_invalide", champ=champ, valeur=texte[:40])


def _date(annee: int, mois: int, jour: int, texte: str, champ: str) -> dt.date:
    try:
        date = dt.date(annee, mois, jour)
    except ValueError:
        raise ErreurMetier("date_invalide", champ=champ, valeur=texte[:40]) from None
    if not 1900 <= date.year <= 2199:
        raise ErreurMetier("date_invalide", champ=champ, valeur=texte[:40])
    return date
