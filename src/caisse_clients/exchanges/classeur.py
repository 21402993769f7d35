"""Reads the sheet of an XLSX workbook row by row, as a person sees its cells.

Written on expat with document types forbidden, rather than on openpyxl: its reader refuses real files for a wrong
colour, keeps a trace of every row in memory and is several times slower, and an import only wants the texts. Only
the five parts that hold them are opened; links to other files, macros and drawings are never looked at.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from caisse_clients.exchanges.archive import ouvrir_classeur
from caisse_clients.exchanges.nature import illisible
from caisse_clients.exchanges.nombres import Ecriture, ecrire_nombre, ecritures_des_styles
from caisse_clients.exchanges.texte_delimite import CHAMP_MAXIMAL, COLONNES_MAXIMALES

LIGNES_MAXIMALES = 1_048_576

_MORCEAU = 1 << 14
_TEXTES = frozenset(("v", "t"))
_COORDONNEE = re.compile(r"([A-Z]{1,3})\d{0,7}", re.ASCII)
_ECHAPPEMENT = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet chosen in a workbook, and the names of the others."""

    nom: str
    partie: str
    feuilles: tuple[str, ...]
    depuis_1904: bool


def choisir_feuille(chemin: Path, nom: str | None) -> Feuille:
    """Return the sheet called ``nom``, else the first visible one; raises ``fichier_illisible``."""
    with _refuser_ce_qui_est_abime(chemin), ouvrir_classeur(chemin) as archive:
        sommaire, liens = _Sommaire(), _Liens()
        _lire_partie(archive, "xl/workbook.xml", sommaire.debut)
        _lire_partie(archive, "xl/_rels/workbook.xml.rels", liens.debut)
        parties = {
            titre: liens.cibles[lien]
            for titre, lien in sommaire.feuilles.items()
            if liens.cibles.get(lien) in archive.NameToInfo
        }
    if not parties or (nom is not None and nom not in parties):
        raise illisible(chemin, "feuille_absente", feuille=nom or "", feuilles=tuple(parties))
    choisie = nom if nom is not None else next(iter(parties))
    return Feuille(choisie, parties[choisie], tuple(parties), sommaire.depuis_1904)


def lire_feuille(
    chemin: Path, feuille: Feuille, *, largeur: int = COLONNES_MAXIMALES
) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells as text) of every row present in the sheet; cells beyond ``largeur`` are dropped."""
    with _refuser_ce_qui_est_abime(chemin), ouvrir_classeur(chemin) as archive:
        styles, textes = _Styles(), _TextesPartages()
        if "xl/styles.xml" in archive.NameToInfo:
            _lire_partie(archive, "xl/styles.xml", styles.debut, styles.fin)
        if "xl/sharedStrings.xml" in archive.NameToInfo:
            _lire_partie(archive, "xl/sharedStrings.xml", textes.debut, textes.fin, textes.texte)
        ecritures = ecritures_des_styles(styles.cellules, styles.formats, depuis_1904=feuille.depuis_1904)
        lignes = _Lignes(chemin, textes.textes, ecritures, largeur)
        for _ in _analyser(archive, feuille.partie, lignes.debut, lignes.fin, lignes.texte):
            yield from lignes.prendre()
        yield from lignes.prendre()


@dataclass(slots=True)
class _Sommaire:
    """``workbook.xml``: the visible sheets in order, and the calendar of the dates."""

    feuilles: dict[str, str] = field(default_factory=dict)
    depuis_1904: bool = False

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        if nom == "sheet" and attributs.get("state", "visible") == "visible":
            lien = next((valeur for cle, valeur in attributs.items() if cle.endswith(":id")), "")
            self.feuilles[attributs.get("name", "")] = lien
        elif nom == "workbookPr":
            self.depuis_1904 = attributs.get("date1904") in ("1", "true")


@dataclass(slots=True)
class _Liens:
    """``workbook.xml.rels``: which part each sheet is; a link outside the archive is not followed."""

    cibles: dict[str, str] = field(default_factory=dict)

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        interne = nom == "Relationship" and attributs.get("TargetMode") != "External"
        if interne and attributs.get("Type", "").endswith("/worksheet"):
            cible = posixpath.normpath(posixpath.join("/xl", attributs.get("Target", "")))
            self.cibles[attributs.get("Id", "")] = cible.lstrip("/")


@dataclass(slots=True)
class _Styles:
    """``styles.xml``: the number format of each cell style."""

    formats: dict[int, str] = field(default_factory=dict)
    cellules: list[int] = field(default_factory=list)
    _dans_cellules: bool = False

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        if nom == "numFmt":
            self.formats[_entier(attributs.get("numFmtId"))] = attributs.get("formatCode", "")[:255]
        elif nom == "cellXfs":
            self._dans_cellules = True
        elif nom == "xf" and self._dans_cellules:
            self.cellules.append(_entier(attributs.get("numFmtId")))

    def fin(self, nom: str) -> None:
        if nom == "cellXfs":
            self._dans_cellules = False


class _TextesPartages:
    """``sharedStrings.xml``: the texts the cells point to, phonetic guides left out."""

    def __init__(self) -> None:
        self.textes: list[str] = []
        self._morceaux: list[str] = []
        self._lu = self._guide = False

    def debut(self, nom: str, _attributs: dict[str, str]) -> None:
        if nom == "t":
            self._lu = not self._guide
        elif nom == "rPh":
            self._guide = True

    def texte(self, texte: str) -> None:
        if self._lu:
            self._morceaux.append(texte)

    def fin(self, nom: str) -> None:
        if nom == "t":
            self._lu = False
        elif nom == "rPh":
            self._guide = False
        elif nom == "si":
            self.textes.append(_propre("".join(self._morceaux)))
            self._morceaux.clear()


class _Lignes:
    """The sheet itself: rows gathered while expat reads, taken away after each chunk."""

    def __init__(self, chemin: Path, textes: list[str], ecritures: tuple[Ecriture, ...], largeur: int) -> None:
        self._chemin, self._textes, self._ecritures, self._largeur = chemin, textes, ecritures, largeur
        self._pretes: list[tuple[int, list[str]]] = []
        self._cellules: list[str] = []
        self._numero = self._colonne = 0
        self._type = self._style = ""
        self._morceaux: list[str] = []
        self._lu = self._guide = False

    def prendre(self) -> list[tuple[int, list[str]]]:
        pretes, self._pretes = self._pretes, []
        return pretes

    def debut(self, nom: str, attributs: dict[str, str]) -> None:
        if nom == "c":
            self._placer(attributs.get("r"))
            self._type, self._style = attributs.get("t", "n"), attributs.get("s", "")
            self._morceaux.clear()
        elif nom in _TEXTES:
            self._lu = not self._guide
        elif nom == "row":
            self._commencer(attributs.get("r"))
        elif nom == "rPh":
            self._guide = True

    def texte(self, texte: str) -> None:
        if self._lu:
            self._morceaux.append(texte)

    def fin(self, nom: str) -> None:
        if nom in _TEXTES:
            self._lu = False
        elif nom == "c":
            if self._morceaux and self._colonne <= self._largeur:
                self._poser(self._valeur("".join(self._morceaux)))
        elif nom == "row":
            self._pretes.append((self._numero, self._cellules))
            self._cellules = []
        elif nom == "rPh":
            self._guide = False

    def _commencer(self, numero: str | None) -> None:
        suivant = _entier(numero) if numero else self._numero + 1
        if suivant <= self._numero:
            raise illisible(self._chemin, "classeur_abime")
        if suivant > LIGNES_MAXIMALES:
            raise illisible(self._chemin, "trop_de_lignes", maximum=LIGNES_MAXIMALES)
        self._numero, self._colonne = suivant, 0

    def _placer(self, coordonnee: str | None) -> None:
        if coordonnee and (trouvee := _COORDONNEE.fullmatch(coordonnee)):
            colonne = 0
            for lettre in trouvee[1]:
                colonne = colonne * 26 + ord(lettre) - 64
            self._colonne = colonne
        else:
            self._colonne += 1
        if self._colonne > COLONNES_MAXIMALES:
            raise illisible(self._chemin, "trop_de_colonnes", ligne=self._numero, maximum=COLONNES_MAXIMALES)

    def _poser(self, valeur: str) -> None:
        if len(valeur) > CHAMP_MAXIMAL:
            raise illisible(self._chemin, "champ_trop_long", ligne=self._numero, maximum=CHAMP_MAXIMAL)
        manque = self._colonne - len(self._cellules)
        if manque > 0:
            self._cellules.extend([""] * manque)
        self._cellules[self._colonne - 1] = valeur

    def _valeur(self, brut: str) -> str:
        if self._type == "s":
            rang = _entier(brut, -1)
            return self._textes[rang] if 0 <= rang < len(self._textes) else ""
        if self._type == "n":
            style = _entier(self._style) if self._style else 0
            return (self._ecritures[style] if style < len(self._ecritures) else ecrire_nombre)(brut)
        if self._type == "b":
            return "VRAI" if brut.strip() in ("1", "true") else "FAUX"
        if self._type == "d":
            return _date_iso(brut)
        return _propre(brut)


class _TypeDeDocument(Exception):
    """The XML declares a document type: the door of entity bombs and of outside files."""


def _lire_partie(
    archive: zipfile.ZipFile,
    partie: str,
    debut: Callable[[str, dict[str, str]], None],
    fin: Callable[[str], None] | None = None,
    texte: Callable[[str], None] | None = None,
) -> None:
    for _ in _analyser(archive, partie, debut, fin, texte):
        pass


def _analyser(
    archive: zipfile.ZipFile,
    partie: str,
    debut: Callable[[str, dict[str, str]], None],
    fin: Callable[[str], None] | None,
    texte: Callable[[str], None] | None,
) -> Iterator[None]:
    """Feed a part to expat, pausing after each chunk; names come without their namespace, whichever it is."""
    analyseur = expat.ParserCreate(namespace_separator=None)
    analyseur.buffer_text = True
    analyseur.StartDoctypeDeclHandler = _refuser_le_type_de_document
    noms = _NomsCourts()
    analyseur.StartElementHandler = lambda nom, attributs: debut(noms[nom], attributs)
    if fin is not None:
        analyseur.EndElementHandler = lambda nom: fin(noms[nom])
    if texte is not None:
        analyseur.CharacterDataHandler = texte
    with archive.open(partie) as flux:
        while morceau := flux.read(_MORCEAU):
            analyseur.Parse(morceau, False)
            yield
        analyseur.Parse(b"", True)


class _NomsCourts(dict[str, str]):
    """``x:row`` → ``row``, worked out once per name."""

    def __missing__(self, nom: str) -> str:
        court = nom.rpartition(":")[2]
        if len(self) < 1_000:
            self[nom] = court
        return court


def _refuser_le_type_de_document(*_declaration: object) -> None:
    raise _TypeDeDocument


@contextmanager
def _refuser_ce_qui_est_abime(chemin: Path) -> Iterator[None]:
    """Turn whatever a damaged or hostile workbook raises into one refusal."""
    try:
        yield
    except _TypeDeDocument:
        raise illisible(chemin, "entites") from None
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, UnicodeError):
        raise illisible(chemin, "classeur_abime") from None
    except (NotImplementedError, RuntimeError):  # an unknown compression; an encrypted part
        raise illisible(chemin, "classeur_protege") from None
    except OSError as erreur:
        raise illisible(chemin, "lecture", cause=str(erreur)) from erreur


def _propre(texte: str) -> str:
    """Give back the characters a workbook writes ``_x000D_``."""
    return _ECHAPPEMENT.sub(lambda m: chr(int(m[1], 16)), texte) if "_x" in texte else texte


def _date_iso(brut: str) -> str:
    jour, _, heure = brut.strip().partition("T")
    propre = "/".join(reversed(jour.split("-")))
    return f"{propre} {heure[:5]}" if heure and not heure.startswith("00:00") else propre


def _entier(texte: str | None, defaut: int = 0) -> int:
    return int(texte) if texte and texte.isascii() and texte.isdigit() and len(texte) < 12 else defaut
