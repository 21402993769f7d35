"""Text as typed by people: one clean form to store, one key to find and to sort by."""

from __future__ import annotations

import re
import unicodedata

from caisse_clients.kernel.erreurs import ErreurMetier

_CONTROLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ORDRE_D_AFFICHAGE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANCS = re.compile(r"\s+")
_LIGATURES = str.maketrans(
    {
        "Œ": "OE",
        "œ": "OE",
        "Æ": "AE",
        "æ": "AE",
        "ß": "SS",
        "ẞ": "SS",
        "Ø": "O",
        "ø": "O",
        "Ł": "L",
        "ł": "L",
        "Đ": "D",
        "đ": "D",
    }
)
_CLE_ASCII = {c: chr(c).upper() if chr(c).isalnum() else " " for c in range(128)}


def nettoyer(texte: str, *, longueur: int, champ: str) -> str:
    """Return ``texte`` on one line, NFC, without control or direction-override characters.

    Raises ``ErreurMetier("texte_trop_long")`` above ``longueur`` characters: a name is refused, never
    cut silently.
    """
    if _est_propre(texte):
        return _limiter(texte.strip(), longueur, champ)
    return _limiter(_BLANCS.sub(" ", _sans_controles(texte)).strip(), longueur, champ)


def nettoyer_lignes(texte: str, *, longueur: int, champ: str) -> str:
    """Return a free text of several lines, NFC, without control characters; same refusal of length."""
    if _est_propre(texte):
        return _limiter(texte.strip(), longueur, champ)
    lignes = _sans_controles(texte).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _limiter("\n".join(_BLANCS.sub(" ", ligne).strip() for ligne in lignes).strip(), longueur, champ)


def cle_recherche(*textes: str) -> str:
    """Return the key by which a text is found and sorted: upper case, no accents, œ as OE, words apart.

    ``cle_recherche("Éléonore", "d'Œuvre")`` is ``"ELEONORE D OEUVRE"``. Letters of other scripts are
    kept as they are, so that they can still be found. Equal on SQLite and PostgreSQL because stored.
    """
    ensemble = " ".join(textes)
    if ensemble.isascii():
        return " ".join(ensemble.translate(_CLE_ASCII).split())
    decompose = unicodedata.normalize("NFKD", ensemble.translate(_LIGATURES)).upper()
    sans_accents = "".join(c for c in decompose if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in sans_accents).split())


def _est_propre(texte: str) -> bool:
    """Tell in three fast looks what most texts are: one line, NFC, nothing invisible (an import has millions)."""
    return texte.isprintable() and "  " not in texte and unicodedata.is_normalized("NFC", texte)


def _sans_controles(texte: str) -> str:
    return _ORDRE_D_AFFICHAGE.sub("", _CONTROLES.sub("", unicodedata.normalize("NFC", texte)))


def _limiter(texte: str, longueur: int, champ: str) -> str:
    if len(texte) > longueur:
        raise ErreurMetier("texte_trop_long", champ=champ, longueur=len(texte), maximum=longueur)
    return texte
