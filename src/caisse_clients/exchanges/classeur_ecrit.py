"""Writes a workbook of one typed sheet, row by row, straight into its zip.

The four fixed parts are as small as Excel accepts; openpyxl needs a style object per cell and thirty times as long,
and reads the result back in the tests. Amounts go from centimes to digits without any floating point.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from caisse_clients.exchanges.cellules import Colonne, Sorte, Valeur, en_texte, neutraliser
from caisse_clients.kernel.erreurs import ErreurTechnique

LIGNES_MAXIMALES = 1_048_575
"""Rows a sheet holds below its headings."""

_TEXTE_MAXIMAL = 32_767
_EPOQUE = dt.date(1899, 12, 30)
_LOT = 500
_ENTETE, _TEXTE, _ENTIER, _MONTANT, _DATE, _INSTANT = range(1, 7)

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAQUET = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTIES = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PAQUET}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PAQUET}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PAQUET}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_XML}<styleSheet xmlns="{_PRINCIPAL}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/>'
        '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EBEF"/><bgColor indexed="64"/></patternFill></fill>'
        '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
        + "".join(
            f'<xf numFmtId="{numero}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            for numero in (49, 1, 4, 164, 165)
        )
        + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def remplir_classeur(
    flux: IO[bytes], colonnes: Sequence[Colonne], lignes: Iterable[Sequence[Valeur]], titre: str
) -> int:
    """Write the whole workbook into ``flux`` and return its number of rows; same bytes for the same values.

    Raises ``ErreurTechnique("trop_de_lignes")`` beyond a sheet's height.
    """
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for nom, contenu in _PARTIES.items():
            archive.writestr(_partie(nom), contenu)
        archive.writestr(_partie("xl/workbook.xml"), _sommaire(titre))
        with archive.open(_partie("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as feuille:
            return _remplir_feuille(feuille, colonnes, lignes)


def _remplir_feuille(feuille: IO[bytes], colonnes: Sequence[Colonne], lignes: Iterable[Sequence[Valeur]]) -> int:
    lettres = [_lettres(rang) for rang in range(1, len(colonnes) + 1)]
    feuille.write(_tete_de_feuille(colonnes, lettres).encode())
    cellules = [_CELLULES[colonne.sorte] for colonne in colonnes]
    nombre, lot = 0, []
    for ligne in lignes:
        nombre += 1
        if nombre > LIGNES_MAXIMALES:
            raise ErreurTechnique("trop_de_lignes", maximum=LIGNES_MAXIMALES)
        lot.append(f'<row r="{nombre + 1}">')
        lot.extend(
            faire(f"{lettre}{nombre + 1}", valeur)
            for faire, lettre, valeur in zip(cellules, lettres, ligne, strict=True)
            if valeur is not None and valeur != ""
        )
        lot.append("</row>")
        if nombre % _LOT == 0:
            feuille.write("".join(lot).encode())
            lot.clear()
    lot.append(f'</sheetData><autoFilter ref="A1:{lettres[-1]}{nombre + 1}"/></worksheet>')
    feuille.write("".join(lot).encode())
    return nombre


def _tete_de_feuille(colonnes: Sequence[Colonne], lettres: Sequence[str]) -> str:
    largeurs = "".join(
        f'<col min="{rang}" max="{rang}" width="{max(colonne.largeur, len(colonne.titre) + 4)}" customWidth="1"/>'
        for rang, colonne in enumerate(colonnes, 1)
    )
    entetes = "".join(
        _cellule_texte(f"{lettre}1", colonne.titre, _ENTETE) for lettre, colonne in zip(lettres, colonnes, strict=True)
    )
    return (
        f'{_XML}<worksheet xmlns="{_PRINCIPAL}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{largeurs}</cols><sheetData><row r="1">{entetes}</row>'
    )


def _sommaire(titre: str) -> str:
    nom = re.sub(r"[\[\]:*?/\\]", " ", neutraliser(titre)).strip("' ")[:31] or "Export"
    return (
        f'{_XML}<workbook xmlns="{_PRINCIPAL}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name={quoteattr(nom)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _partie(nom: str) -> zipfile.ZipInfo:
    partie = zipfile.ZipInfo(nom)
    partie.compress_type = zipfile.ZIP_DEFLATED
    return partie


def _lettres(rang: int) -> str:
    lettres = ""
    while rang:
        rang, reste = divmod(rang - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres


def _cellule_texte(place: str, valeur: Valeur, style: int = _TEXTE) -> str:
    texte = en_texte(valeur)
    if len(texte) > _TEXTE_MAXIMAL:
        texte = texte[: _TEXTE_MAXIMAL - 1] + "…"
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(texte)}</t></is></c>'


def _cellule_code(place: str, valeur: Valeur) -> str:
    if not isinstance(valeur, int) or abs(valeur) >= 10**15:
        return _cellule_texte(place, valeur)
    return f'<c r="{place}" s="{_ENTIER}"><v>{valeur}</v></c>'


def _cellule_montant(place: str, valeur: Valeur) -> str:
    if not isinstance(valeur, int):
        return _cellule_texte(place, valeur)
    signe, reste = ("-" if valeur < 0 else ""), abs(valeur)
    return f'<c r="{place}" s="{_MONTANT}"><v>{signe}{reste // 100}.{reste % 100:02d}</v></c>'


def _cellule_date(place: str, valeur: Valeur) -> str:
    if not isinstance(valeur, dt.date) or valeur.year < 1901:
        return _cellule_texte(place, valeur)
    jour = valeur.date() if isinstance(valeur, dt.datetime) else valeur
    return f'<c r="{place}" s="{_DATE}"><v>{(jour - _EPOQUE).days}</v></c>'


def _cellule_instant(place: str, valeur: Valeur) -> str:
    if not isinstance(valeur, dt.datetime) or valeur.year < 1901:
        return _cellule_texte(place, valeur)
    secondes = valeur.hour * 3600 + valeur.minute * 60 + valeur.second
    jour = f"{(valeur.date() - _EPOQUE).days}.{secondes * 10**8 // 86_400:08d}"
    return f'<c r="{place}" s="{_INSTANT}"><v>{jour}</v></c>'


_CELLULES: dict[Sorte, Callable[[str, Valeur], str]] = {
    Sorte.TEXTE: _cellule_texte,
    Sorte.CODE: _cellule_code,
    Sorte.MONTANT: _cellule_montant,
    Sorte.DATE: _cellule_date,
    Sorte.INSTANT: _cellule_instant,
}
