"""What the list of supporting files shows, and the writing of a copy, without Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caisse_clients.domain.fichiers import TypeFichier
from caisse_clients.domain.vues_ventes import PieceJointe
from caisse_clients.gui.modeles.colonnes import Colonne
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

FILTRES = "Justificatifs (*.pdf *.png *.jpg *.jpeg);;Tous les fichiers (*)"


def taille_en_mots(octets: int) -> str:
    """Write a size for people: ``820 Ko``, ``1,4 Mo``."""
    if octets < 1024 * 1024:
        return f"{ecrire_code(max(1, -(-octets // 1024)))} Ko"
    dixiemes = octets * 10 // (1024 * 1024)
    return f"{dixiemes // 10},{dixiemes % 10} Mo"


COLONNES = (
    Colonne("Fichier", lambda jointe: jointe.nom, largeur=280, elastique=True),
    Colonne("Type", lambda jointe: TypeFichier(jointe.type).libelle, largeur=110),
    Colonne("Taille", lambda jointe: taille_en_mots(jointe.taille), largeur=90),
)


def filtre_de(jointe: PieceJointe) -> str:
    """Return the filter of the box that saves a copy: the ending is that of the content."""
    sorte = TypeFichier(jointe.type)
    return f"{sorte.libelle} (*{sorte.extensions[0]})"


def lire(services: Services, identifiant: int) -> tuple[PieceJointe, bytes]:
    """Read a supporting file (reader thread); raises ``fichier_altere`` when it is no longer what was sealed."""
    from caisse_clients.application.lectures_ventes import fichier_joint

    with services.lire() as lecteur:
        return fichier_joint(lecteur, identifiant)


def copier(services: Services, identifiant: int, chemin: Path) -> int:
    """Write a supporting file there, whole or not at all (reader thread); return its size in bytes.

    Raises ``fichier_altere`` when it is no longer what was sealed, ``ecriture_impossible``.
    """
    from caisse_clients.exchanges.tableur import ecrire_fichier

    contenu = lire(services, identifiant)[1]
    ecrire_fichier(chemin, lambda flux: flux.write(contenu))
    return len(contenu)
