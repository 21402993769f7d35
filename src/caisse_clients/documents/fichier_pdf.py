"""The PDF file itself: numbered objects, fonts, pages, table of places. The same bytes for the same values."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

from caisse_clients.documents.fonte import Encre

_VITE = 4
"""Twice as fast as the usual level of compression, for a twentieth more."""
_ENTETE = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class FichierPdf:
    """Objects gathered one after the other; ``octets`` gives the file."""

    def __init__(self) -> None:
        self._objets: list[bytes] = []

    def reserver(self) -> int:
        """Return the number of an object whose content comes later (``poser``)."""
        self._objets.append(b"")
        return len(self._objets)

    def poser(self, numero: int, contenu: bytes) -> None:
        """Write the content of an object."""
        self._objets[numero - 1] = contenu

    def ajouter(self, contenu: bytes) -> int:
        """Add an object and return its number."""
        self._objets.append(contenu)
        return len(self._objets)

    def flux(self, comprime: bytes, entrees: str = "") -> int:
        """Add a stream already compressed."""
        tete = f"<< /Filter /FlateDecode /Length {len(comprime)} {entrees}>>\nstream\n".encode()
        return self.ajouter(tete + comprime + b"\nendstream")

    def fontes(self, encres: Iterable[Encre]) -> bytes:
        """Embed what the pages drew with; return the dictionary that names it."""
        noms = []
        for encre in encres:
            for numero, signes in enumerate(encre.sous_ensembles):
                noms.append(f"{encre.nom(numero)} {self._fonte(encre, numero, tuple(signes))} 0 R")
        return f"<< {' '.join(noms)} >>".encode()

    def octets(
        self, pages: Iterable[str], cadre: tuple[float, float], encres: Iterable[Encre], infos: Mapping[str, str]
    ) -> bytes:
        """Close the document: its pages (operators) of one size, the fonts, what it is called."""
        racine, liste = self.reserver(), self.reserver()
        fontes = self.ajouter(self.fontes(encres))
        commun = f"/Parent {liste} 0 R /MediaBox [ 0 0 {cadre[0]:.4f} {cadre[1]:.4f} ]"
        numeros = []
        for page in pages:
            contenu = self.flux(zlib.compress(page.encode("ascii"), _VITE))
            objet = f"<< /Type /Page {commun} /Resources << /Font {fontes} 0 R >> /Contents {contenu} 0 R >>"
            numeros.append(self.ajouter(objet.encode()))
        enfants = " ".join(f"{numero} 0 R" for numero in numeros)
        self.poser(liste, f"<< /Type /Pages /Count {len(numeros)} /Kids [ {enfants} ] >>".encode())
        catalogue = f"/Type /Catalog /Pages {liste} 0 R /Lang (fr-FR) /ViewerPreferences << /DisplayDocTitle true >>"
        self.poser(racine, f"<< {catalogue} >>".encode())
        textes = b" ".join(f"/{cle} ".encode() + _texte(valeur) for cle, valeur in infos.items() if valeur)
        return self._ecrire(racine, self.ajouter(b"<< " + textes + b" >>"))

    def _fonte(self, encre: Encre, numero: int, signes: tuple[int, ...]) -> int:
        base = f"{_etiquette(numero)}+{encre.fonte.nom}"
        pieces = encre.fonte.pieces(base, signes)
        programme = self.flux(pieces.programme, f"/Length1 {pieces.longueur} ")
        description = self.ajouter(encre.fonte.description(base, programme))
        unicode = self.flux(pieces.unicode)
        return self.ajouter(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{base} /FirstChar 0 /LastChar {len(signes) - 1} "
            f"/FontDescriptor {description} 0 R /ToUnicode {unicode} 0 R /Widths ".encode()
            + pieces.chasses
            + b" >>"
        )

    def _ecrire(self, racine: int, infos: int) -> bytes:
        morceaux, places, ou = [_ENTETE], [], len(_ENTETE)
        for numero, contenu in enumerate(self._objets, 1):
            places.append(ou)
            objet = b"%d 0 obj\n%b\nendobj\n" % (numero, contenu)
            morceaux.append(objet)
            ou += len(objet)
        corps = b"".join(morceaux)
        empreinte = f"{zlib.crc32(corps):08X}" * 4
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        return (
            corps
            + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, table)
            + f"trailer\n<< /Size {len(places) + 1} /Root {racine} 0 R /Info {infos} 0 R "
            f"/ID [ <{empreinte}> <{empreinte}> ] >>\nstartxref\n{ou}\n%%EOF\n".encode()
        )


def _texte(valeur: str) -> bytes:
    """Write a text of the description of the document: UTF-16, which every reader knows."""
    return b"<FEFF%b>" % valeur.encode("utf-16-be").hex().upper().encode()


def _etiquette(numero: int) -> str:
    """Return the six letters that mark a subset."""
    lettres = ""
    for _ in range(6):
        numero, reste = divmod(numero, 26)
        lettres = chr(ord("A") + reste) + lettres
    return lettres
