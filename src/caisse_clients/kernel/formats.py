"""Reading and writing of amounts, decimals, dates and codes, as people type them and as files carry them.

The only module that parses or formats (ARCHITECTURE §4). ``lire_*`` raise ``ErreurMetier`` with the
codes of CONTRACT §2; ``*_contrat`` are the strict forms of command files (dot, ISO).
"""

from __future__ import annotations

import datetime as dt
import re

from caisse_clients.kernel.argent import MONTANT_MAXIMAL, Centimes, Cours, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier

ESPACE_FINE = "\u202f"
ESPACE_INSECABLE = "\u00a0"

_BLANCS = f" {ESPACE_INSECABLE}{ESPACE_FINE}\u2009"
_MONTANT_SAISI = re.compile(rf"(\d{{1,3}}(?:[{_BLANCS}]\d{{3}})+|\d{{1,14}})(?:[.,](\d{{0,2}}))?", re.ASCII)
_MONTANT_CONTRAT = re.compile(r"(\d{1,14})(?:\.(\d{1,2}))?", re.ASCII)
_MONTANT_EN = re.compile(rf"(\d{{1,3}}(?:[{_BLANCS}]\d{{3}})+|\d{{1,14}})(?:[.,](\d{{0,4}}))?", re.ASCII)
_DECIMAL_SAISI = re.compile(rf"(\d{{1,3}}(?:[{_BLANCS}]\d{{3}})+|\d{{1,9}})(?:[.,](\d{{0,6}}))?", re.ASCII)
_DECIMAL_CONTRAT = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))?", re.ASCII)
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


def ecrire_solde(centimes: int) -> str:
    """Write a client's running balance: what he owes as an amount, else « 60,00 en faveur », never a bare sign."""
    return ecrire_montant(centimes) if centimes >= 0 else f"{ecrire_montant(-centimes)} en faveur"


def ecrire_montant_contrat(centimes: int) -> str:
    """Write centimes as a command file carries them: ``"1234.56"``, ``"-0.05"``."""
    signe, reste = ("-" if centimes < 0 else ""), abs(centimes)
    return f"{signe}{reste // 100}.{reste % 100:02d}"


def lire_montant_en(texte: str, decimales: int, *, champ: str = "montant") -> int:
    """Read an amount typed by a person in a currency of so many decimals, in its minor units; no currency sign.

    Same refusals as ``lire_montant``, and more decimals than the currency has.
    """
    trouve = _MONTANT_EN.fullmatch(texte.strip())
    if trouve is not None and len(trouve[2] or "") <= decimales:
        entier = "".join(c for c in trouve[1] if c.isdigit())
        unites = int(entier + (trouve[2] or "").ljust(decimales, "0"))
        if unites <= MONTANT_MAXIMAL:
            return unites
    raise ErreurMetier("montant_invalide", champ=champ, valeur=texte[:40])


def ecrire_montant_en(unites: int, decimales: int) -> str:
    """Write minor units of a currency of so many decimals: ``1 234`` (0), ``1 234,56`` (2), ``1 234,567`` (3)."""
    entier, reste = divmod(abs(unites), 10**decimales)
    signe = "-" if unites < 0 else ""
    return signe + ecrire_code(entier) + (f",{reste:0{decimales}d}" if decimales else "")


def lire_pourcent(texte: str, *, champ: str = "taux") -> Pourcent:
    """Read a percent typed by a person, in hundredths of a percent: ``20``, ``5,5``, ``12.25 %``.

    Raises ``ErreurMetier("pourcent_invalide")`` for anything else: sign, three decimals, more than 100.
    """
    propre = texte.strip().removesuffix("%").strip()
    return _pourcent(_DECIMAL_SAISI.fullmatch(propre), texte, champ)


def lire_pourcent_contrat(texte: str, *, champ: str = "taux") -> Pourcent:
    """Read a percent of a command file (``"5.5"``); same refusals as ``lire_pourcent``."""
    return _pourcent(_DECIMAL_CONTRAT.fullmatch(texte), texte, champ)


def ecrire_pourcent(centiemes: int) -> str:
    """Write hundredths of a percent for a screen, without the sign: ``20``, ``5,5``."""
    return _ecrire_decimal(centiemes, 2, ",")


def ecrire_pourcent_contrat(centiemes: int) -> str:
    """Write hundredths of a percent as a command file carries them: ``"5.5"``."""
    return _ecrire_decimal(centiemes, 2, ".")


def lire_quantite(texte: str, *, champ: str = "quantite") -> Quantite:
    """Read a quantity typed by a person, in thousandths: ``1``, ``1,5``, ``1 000``.

    Raises ``ErreurMetier("quantite_invalide")`` for anything else: sign, zero, four decimals.
    """
    return _quantite(_DECIMAL_SAISI.fullmatch(texte.strip()), texte, champ)


def lire_quantite_contrat(texte: str, *, champ: str = "quantite") -> Quantite:
    """Read a quantity of a command file (``"1.5"``); same refusals as ``lire_quantite``."""
    return _quantite(_DECIMAL_CONTRAT.fullmatch(texte), texte, champ)


def ecrire_quantite(milliemes: int) -> str:
    """Write thousandths for a screen: ``1``, ``1,5``, ``1 000`` with a narrow no-break space."""
    return _ecrire_decimal(milliemes, 3, ",")


def ecrire_quantite_contrat(milliemes: int) -> str:
    """Write thousandths as a command file carries them: ``"1.5"``."""
    return _ecrire_decimal(milliemes, 3, ".")


def lire_cours(texte: str, *, champ: str = "cours") -> Cours:
    """Read an exchange rate typed by a person, in millionths: ``1,0825``.

    Raises ``ErreurMetier("cours_invalide")`` for anything else: sign, zero, seven decimals.
    """
    return _cours(_DECIMAL_SAISI.fullmatch(texte.strip()), texte, champ)


def lire_cours_contrat(texte: str, *, champ: str = "cours") -> Cours:
    """Read an exchange rate of a command file (``"1.0825"``); same refusals as ``lire_cours``."""
    return _cours(_DECIMAL_CONTRAT.fullmatch(texte), texte, champ)


def ecrire_cours(millioniemes: int) -> str:
    """Write millionths for a screen: ``1,0825``."""
    return _ecrire_decimal(millioniemes, 6, ",")


def ecrire_cours_contrat(millioniemes: int) -> str:
    """Write millionths as a command file carries them: ``"1.0825"``."""
    return _ecrire_decimal(millioniemes, 6, ".")


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


def _pourcent(trouve: re.Match[str] | None, texte: str, champ: str) -> Pourcent:
    lu = _decimal(trouve, 2)
    if lu is None or lu > 100_00:
        raise ErreurMetier("pourcent_invalide", champ=champ, valeur=texte[:40])
    return Pourcent(lu)


def _quantite(trouve: re.Match[str] | None, texte: str, champ: str) -> Quantite:
    lu = _decimal(trouve, 3)
    if not lu:
        raise ErreurMetier("quantite_invalide", champ=champ, valeur=texte[:40])
    return Quantite(lu)


def _cours(trouve: re.Match[str] | None, texte: str, champ: str) -> Cours:
    lu = _decimal(trouve, 6)
    if not lu:
        raise ErreurMetier("cours_invalide", champ=champ, valeur=texte[:40])
    return Cours(lu)


def _decimal(trouve: re.Match[str] | None, decimales: int) -> int | None:
    """Return what was read as a count of the last decimal; None when unreadable, too precise or too large."""
    if trouve is None or len(trouve[2] or "") > decimales:
        return None
    entier = "".join(c for c in trouve[1] if c.isdigit())
    return int(entier + (trouve[2] or "").ljust(decimales, "0")) if len(entier) <= 9 else None


def _ecrire_decimal(valeur: int, decimales: int, separateur: str) -> str:
    """Write a count of the last decimal, without useless zeros; thousands apart for people only."""
    entier, reste = divmod(abs(valeur), 10**decimales)
    milliers = f"{entier:,}".replace(",", ESPACE_FINE) if separateur == "," else str(entier)
    fraction = f"{reste:0{decimales}d}".rstrip("0")
    return ("-" if valeur < 0 else "") + milliers + (separateur + fraction if fraction else "")


def _date(annee: int, mois: int, jour: int, texte: str, champ: str) -> dt.date:
    try:
        date = dt.date(annee, mois, jour)
    except ValueError:
        raise ErreurMetier("date_invalide", champ=champ, valeur=texte[:40]) from None
    if not 1900 <= date.year <= 2199:
        raise ErreurMetier("date_invalide", champ=champ, valeur=texte[:40])
    return date
