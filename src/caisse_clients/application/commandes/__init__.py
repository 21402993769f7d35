"""Commands, one file per capability; importing this package registers them all."""

from __future__ import annotations

from caisse_clients.application.commandes import (
    acces,
    arrets,
    avoirs,
    clients,
    comptes,
    comptoir,
    echeances,
    fichiers_joints,
    imputations,
    parametrage,
    pieces,
    pins,
    reglages_ventes,
    reglements,
    tirages,
    transferts,
    transformations,
)
from caisse_clients.application.commandes.registre import COMMANDES, Definition, definition_de

__all__ = [
    "COMMANDES",
    "Definition",
    "acces",
    "arrets",
    "avoirs",
    "clients",
    "comptes",
    "comptoir",
    "definition_de",
    "echeances",
    "fichiers_joints",
    "imputations",
    "parametrage",
    "pieces",
    "pins",
    "reglages_ventes",
    "reglements",
    "tirages",
    "transferts",
    "transformations",
]
