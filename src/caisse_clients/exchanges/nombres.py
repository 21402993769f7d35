"""How a workbook's stored number looks on screen: 2643 and not 2643.0, 15/07/2014 and not 41835.

Only integers and decimals: what the file stores in binary noise (0.30000000000000004) shows as Excel shows it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from caisse_clients.kernel.formats import ecrire_date

Ecriture = Callable[[str], str]
"""Turns the stored text of a number into the text shown."""

_CHIFFRES = Context(prec=15, rounding=ROUND_HALF_UP)
_EPOQUE_1900 = dt.date(1899, 12, 30)
_EPOQUE_1904 = dt.date(1904, 1, 1)
_DATES_INTEGREES = {14: "dd/mm/yyyy", 22: "dd/mm/yyyy hh:mm"} | dict.fromkeys(
    (15, 16, 17, *range(27, 37), *range(50, 59)), "dd/mm/yyyy"
)
_INTEGRES = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", **_DATES_INTEGREES} | dict.fromkeys(
    (18, 19, 20, 21, 45, 46, 47), "hh:mm"
)
_HORS_SENS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LITTERAL = re.compile(r'\\(.)|"([^"]*)"|_.|\*.|\[[^\]]*\]')
_MASQUE = re.compile(r"[0#][0# .\-/]*", re.ASCII)


def ecritures_des_styles(
    styles: Sequence[int], formats: Mapping[int, str], *, depuis_1904: bool
) -> tuple[Ecriture, ...]:
    """Return, for each cell style (the number format it names), how its numbers are shown."""
    epoque = _EPOQUE_1904 if depuis_1904 else _EPOQUE_1900
    faites: dict[int, Ecriture] = {}
    for numero in styles:
        if numero not in faites:
            faites[numero] = _ecriture(formats.get(numero) or _INTEGRES.get(numero, ""), epoque)
    return tuple(faites[numero] for numero in styles)


def ecrire_nombre(brut: str) -> str:
    """Write a number without a format: fifteen digits, decimal comma, no exponent below 10²¹."""
    if brut.isdigit() and len(brut) <= 15:
        return brut
    nombre = _lire(brut)
    if nombre is None:
        return brut
    if not nombre:
        return "0"
    nombre = _CHIFFRES.plus(nombre)
    if not -15 <= nombre.adjusted() <= 20:
        return brut
    texte = f"{nombre:f}"
    return (texte.rstrip("0").rstrip(".") if "." in texte else texte).replace(".", ",")


def _ecriture(code: str, epoque: dt.date) -> Ecriture:
    section = code.partition(";")[0]
    nu = _HORS_SENS.sub("", section).lower()
    if re.search("[dmyhs]", nu) and "general" not in nu:
        return _ecriture_de_date(
            avec_jour=bool(re.search("[dy]", nu)) or "h" not in nu, avec_heure="h" in nu, epoque=epoque
        )
    if "%" in nu or "e" in nu or not nu:
        return ecrire_nombre
    litteral = _LITTERAL.sub(lambda m: m[1] or m[2] or "", section).strip()
    if "." in nu:
        decimales = len(re.match(r"0*", nu.rpartition(".")[2])[0])  # type: ignore[index]  # "0*" always matches
        return lambda brut: _a_decimales(brut, decimales)
    if "," not in nu and len(litteral) > 1 and "0" in litteral and _MASQUE.fullmatch(litteral):
        return lambda brut: _selon_masque(brut, litteral)
    return ecrire_nombre if "#" not in nu and "0" not in nu else lambda brut: _a_decimales(brut, 0)


def _ecriture_de_date(*, avec_jour: bool, avec_heure: bool, epoque: dt.date) -> Ecriture:
    def ecrire(brut: str) -> str:
        nombre = _lire(brut)
        if nombre is None or not 0 <= nombre < 2_958_465:
            return ecrire_nombre(brut)
        if epoque is _EPOQUE_1900 and nombre < 60:
            nombre += 1  # Lotus counted a 29 February 1900, and Excel after it.
        jours, minutes = divmod(int((nombre * 1440).to_integral_value()), 1440)
        date, heure = epoque + dt.timedelta(days=jours), f"{minutes // 60:02d}:{minutes % 60:02d}"
        if not avec_jour:
            return heure
        jour = ecrire_date(date)
        return f"{jour} {heure}" if avec_heure and heure != "00:00" else jour

    return ecrire


def _a_decimales(brut: str, decimales: int) -> str:
    nombre = _lire(brut)
    if nombre is None or nombre.adjusted() > 20:
        return ecrire_nombre(brut)
    arrondi = _CHIFFRES.plus(nombre).quantize(Decimal(1).scaleb(-min(decimales, 10)), ROUND_HALF_UP, Context(prec=40))
    return f"{arrondi:f}".replace(".", ",")


def _selon_masque(brut: str, masque: str) -> str:
    """Lay the digits into a mask of zeros from the right: ``00000`` gives back the 0 of 01000, ``00 00 …`` a phone."""
    nombre = _lire(brut)
    if nombre is None or nombre < 0 or nombre != nombre.to_integral_value():
        return ecrire_nombre(brut)
    chiffres = list(f"{nombre:f}".partition(".")[0])
    pose: list[str] = []
    for signe in reversed(masque):
        if signe in "0#":
            pose.append(chiffres.pop() if chiffres else "0" if signe == "0" else "")
        elif chiffres or "0" in masque:
            pose.append(signe)
    return ("".join(chiffres) + "".join(reversed(pose))).strip()


def _lire(brut: str) -> Decimal | None:
    try:
        nombre = Decimal(brut.strip())
    except InvalidOperation:
        return None
    return nombre if nombre.is_finite() and len(brut) < 400 else None
