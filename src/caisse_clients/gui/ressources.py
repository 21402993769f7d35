"""Where the files of ``resources/`` are, from a checkout or from an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def racine_des_ressources() -> Path:
    """Return the folder that holds ``icones``, ``theme`` and the others.

    The wheel carries it inside the package; a checkout (and an editable install) has it at its root.
    """
    paquet = Path(__file__).resolve().parents[1]
    for candidat in (paquet / "resources", paquet.parents[1] / "resources"):
        if candidat.is_dir():
            return candidat
    raise FileNotFoundError("resources folder missing beside the package and at the checkout's root")


def chemin_ressource(*parties: str) -> Path:
    """Return the path of a resource, e.g. ``chemin_ressource("icones", "aide.svg")``."""
    return racine_des_ressources().joinpath(*parties)
