"""Amounts in French words, spelt as since 1990: ``quatre-vingt-un euros et cinq centimes``."""

from __future__ import annotations

_UNITES = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_DIZAINES = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")
_GRANDS = ((10**9, "milliard"), (10**6, "million"))


def montant_en_lettres(centimes: int) -> str:
    """Write an amount of euros in words; ``centimes`` >= 0.

    ``montant_en_lettres(20_005)`` is ``"deux cents euros et cinq centimes"``.
    """
    if centimes < 0:
        raise ValueError("an amount in words is not negative")
    euros, reste = divmod(centimes, 100)
    dits = []
    if euros or not reste:
        mot = nombre_en_lettres(euros)
        liaison = " d'euros" if mot.endswith(("million", "millions", "milliard", "milliards")) else " euros"
        dits.append(mot + (liaison if euros > 1 else " euro"))
    if reste:
        dits.append(nombre_en_lettres(reste) + (" centimes" if reste > 1 else " centime"))
    return " et ".join(dits)


def nombre_en_lettres(nombre: int) -> str:
    """Write 0 <= ``nombre`` < 10¹² in words."""
    if not 0 <= nombre < 10**12:
        raise ValueError("number out of range")
    if nombre < 20:
        return _UNITES[nombre]
    mots = []
    for valeur, nom in _GRANDS:
        combien, nombre = divmod(nombre, valeur)
        if combien:
            mots.append(f"{_sous_mille(combien)} {nom}{'s' if combien > 1 else ''}")
    milliers, unites = divmod(nombre, 1000)
    if milliers:
        mots.append("mille" if milliers == 1 else f"{_sous_mille(milliers, suivi_de_mille=True)} mille")
    if unites:
        mots.append(_sous_mille(unites))
    return " ".join(mots)


def _sous_mille(nombre: int, *, suivi_de_mille: bool = False) -> str:
    """``vingt`` and ``cent`` take their s when multiplied and last, ``mille`` (not ``million``) taking it back."""
    centaines, reste = divmod(nombre, 100)
    mots = []
    if centaines:
        pluriel = "s" if not reste and not suivi_de_mille else ""
        mots.append("cent" if centaines == 1 else f"{_UNITES[centaines]} cent{pluriel}")
    if reste:
        mots.append(_sous_cent(reste) + ("s" if reste == 80 and not suivi_de_mille else ""))
    return " ".join(mots)


def _sous_cent(nombre: int) -> str:
    if nombre < 20:
        return _UNITES[nombre]
    dizaine, unite = divmod(nombre, 10)
    base = _DIZAINES[dizaine]
    if dizaine in (7, 9):
        unite += 10
    if unite == 0:
        return base
    liaison = "-et-" if unite in (1, 11) and dizaine < 8 else "-"
    return f"{base}{liaison}{_UNITES[unite]}"
