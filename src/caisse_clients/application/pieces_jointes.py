"""Reading of the files that people attach to a règlement: they come from anywhere, nothing about them is believed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from caisse_clients.domain.fichiers import TAILLE_MAXIMALE, FichierJoint, nom_affichable, trop_gros
from caisse_clients.kernel.erreurs import ErreurMetier

# A named pipe put there between the look and the opening would block for ever; O_BINARY exists on Windows only.
_OUVERTURE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MORCEAU = 1 << 20


def lire_fichier_joint(chemin: str) -> FichierJoint:
    """Read a supporting file (PDF, PNG, JPEG, 10 MB at most) and return it with its clean name and fingerprint.

    Only a regular file is ever opened (a link to one is), its size is looked at before its content and again while
    reading. Raises ``piece_jointe_illisible`` (with ``raison``), ``fichier_trop_gros``, ``type_de_fichier_refuse``.
    """
    try:
        _exiger_un_fichier(Path(chemin).stat(), chemin)  # before the opening, which alone may wake a device
        descripteur = os.open(chemin, _OUVERTURE)
        try:
            etat = os.fstat(descripteur)
            _exiger_un_fichier(etat, chemin)  # again: the name may lead elsewhere since
            if etat.st_size > TAILLE_MAXIMALE:
                raise trop_gros(chemin)
            contenu = _lire(descripteur)
        finally:
            os.close(descripteur)
    except FileNotFoundError:
        raise _illisible(chemin, "absent") from None
    except PermissionError:
        raise _illisible(chemin, "acces_refuse") from None
    except (OSError, ValueError) as erreur:  # ValueError: a NUL in the path
        cause = getattr(erreur, "strerror", None) or str(erreur)
        raise ErreurMetier(
            "piece_jointe_illisible",
            champ="pieces_jointes",
            raison="lecture",
            fichier=nom_affichable(chemin),
            cause=cause,
        ) from erreur
    if not contenu:
        raise _illisible(chemin, "vide")
    return FichierJoint.de(chemin, contenu)


def _exiger_un_fichier(etat: os.stat_result, chemin: str) -> None:
    if stat.S_ISDIR(etat.st_mode):
        raise _illisible(chemin, "dossier")
    if not stat.S_ISREG(etat.st_mode):
        raise _illisible(chemin, "special")


def _lire(descripteur: int) -> bytes:
    """Read one byte more than allowed at most: a file may grow meanwhile, some say a size of zero."""
    morceaux: list[bytes] = []
    reste = TAILLE_MAXIMALE + 1
    while reste and (morceau := os.read(descripteur, min(_MORCEAU, reste))):
        morceaux.append(morceau)
        reste -= len(morceau)
    return b"".join(morceaux)


def _illisible(chemin: str, raison: str) -> ErreurMetier:
    return ErreurMetier("piece_jointe_illisible", champ="pieces_jointes", raison=raison, fichier=nom_affichable(chemin))
