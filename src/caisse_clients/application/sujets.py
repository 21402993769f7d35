"""What a command changed, told after the commit; open screens reload what concerns them."""

from __future__ import annotations

from enum import StrEnum


class Sujet(StrEnum):
    """A family of things on screen that a command may have changed."""

    CLIENTS = "clients"
    COMPTES = "comptes"
    ECRITURES = "ecritures"
    PARAMETRES = "parametres"
    UTILISATEURS = "utilisateurs"
    PIECES = "pieces"
    REGLEMENTS = "reglements"
    ACCES = "acces"
