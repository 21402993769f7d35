"""The register of commands: name, dataclass, function, right and French label, declared in one place each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.erreurs import Bogue

Fonction = Callable[[Any, Contexte], Effet]
F = TypeVar("F", bound=Fonction)


@dataclass(frozen=True, slots=True)
class Definition:
    """One command of the CONTRACT."""

    nom: str
    type: type
    fonction: Fonction
    droit: Droit
    libelle: str


COMMANDES: dict[str, Definition] = {}
_PAR_TYPE: dict[type, Definition] = {}


def commande(nom: str, type_: type, droit: Droit, libelle: str) -> Callable[[F], F]:
    """Register the decorated function as the command ``nom`` taking ``type_``."""

    def enregistrer(fonction: F) -> F:
        if nom in COMMANDES or type_ in _PAR_TYPE:
            raise Bogue("commande_en_double", commande=nom)
        COMMANDES[nom] = _PAR_TYPE[type_] = Definition(nom, type_, fonction, droit, libelle)
        return fonction

    return enregistrer


def definition_de(commande: object) -> Definition:
    """Return the definition of a command value."""
    trouvee = _PAR_TYPE.get(type(commande))
    if trouvee is None:
        raise Bogue("commande_inconnue", commande=type(commande).__name__)
    return trouvee
