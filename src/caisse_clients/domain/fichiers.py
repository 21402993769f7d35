"""Supporting files of a règlement: what they may be, and the name under which they are kept (DOMAIN §2, Règlements)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum

from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import nettoyer

TAILLE_MAXIMALE = 10 * 1024 * 1024
"""Largest file kept, in bytes: a scanned receipt takes a tenth of it."""
LONGUEUR_DU_NOM = 120
_SANS_NOM = "document"
_SEPARATEURS = re.compile(r"[/\\]")
_INTERDITS = re.compile(r'[<>:"|?*]')
"""What Windows refuses in a name: a file kept on one machine is saved on another."""
_RESERVES = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")


class TypeFichier(StrEnum):
    """The three kinds of file that are kept; the value is their media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"

    @property
    def libelle(self) -> str:
        """Short word for a list."""
        return {"application/pdf": "PDF", "image/png": "Image PNG", "image/jpeg": "Image JPEG"}[self.value]

    @property
    def extensions(self) -> tuple[str, ...]:
        """Endings of a name that say the truth, the usual one first."""
        return {"application/pdf": (".pdf",), "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg")}[self.value]


_SIGNATURES = (
    (b"%PDF-", TypeFichier.PDF),
    (b"\x89PNG\r\n\x1a\n", TypeFichier.PNG),
    (b"\xff\xd8\xff", TypeFichier.JPEG),
)


@dataclass(frozen=True, slots=True)
class FichierJoint:
    """A supporting file as read and checked. ``taille`` in bytes, ``empreinte`` SHA-256 in hexadecimal."""

    nom: str
    type: TypeFichier
    taille: int
    empreinte: str
    contenu: bytes = field(repr=False)

    @classmethod
    def de(cls, nom: str, contenu: bytes) -> FichierJoint:
        """Check a content and make its value; the first bytes decide of the type, never the name.

        Raises ``type_de_fichier_refuse``, ``fichier_trop_gros``.
        """
        if len(contenu) > TAILLE_MAXIMALE:
            raise trop_gros(nom)
        sorte = type_de(contenu)
        if sorte is None:
            raise ErreurMetier("type_de_fichier_refuse", champ="pieces_jointes", fichier=nom_affichable(nom))
        return cls(nom_propre(nom, sorte), sorte, len(contenu), empreinte_de(contenu), contenu)


def type_de(contenu: bytes) -> TypeFichier | None:
    """Return what a content is by its first bytes, None when it is none of the three."""
    return next((sorte for signature, sorte in _SIGNATURES if contenu.startswith(signature)), None)


def empreinte_de(contenu: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal: its identity in the base."""
    return hashlib.sha256(contenu).hexdigest()


def nom_affichable(nom: str) -> str:
    """Return the last part of a path on one line, without control characters: what a message may quote."""
    dernier = next((partie for partie in reversed(_SEPARATEURS.split(nom)) if partie), "")
    return nettoyer(dernier, longueur=len(nom) * 4 + 1, champ="fichier")[:LONGUEUR_DU_NOM] or _SANS_NOM


def nom_propre(nom: str, sorte: TypeFichier) -> str:
    """Return the name kept: no folder, nothing invisible, valid on any system, ending as its type does.

    ``../../x`` is ``x.pdf``; ``facture.exe`` that holds a PDF is ``facture.exe.pdf``, so that opening the copy that
    somebody saves never runs anything. At most ``LONGUEUR_DU_NOM`` characters.
    """
    nom = _INTERDITS.sub("-", nom_affichable(nom)).strip(". ")
    if not nom or _RESERVES.match(nom):
        nom = _SANS_NOM
    racine, fin = nom, sorte.extensions[0]
    for extension in sorte.extensions:
        if nom.lower().endswith(extension):
            racine, fin = nom[: -len(extension)], nom[-len(extension) :]
    return (racine[: LONGUEUR_DU_NOM - len(fin)].rstrip(". ") or _SANS_NOM) + fin


def trop_gros(nom: str) -> ErreurMetier:
    """Return the refusal of a file above ``TAILLE_MAXIMALE``."""
    return ErreurMetier("fichier_trop_gros", champ="pieces_jointes", fichier=nom_affichable(nom), maximum="10 Mo")
