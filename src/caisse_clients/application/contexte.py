"""What a command function receives besides its command: the transaction, who acts, where and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from caisse_clients.application.session import Session
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Acteur:
    """The user who acts, and the approver when one authorised this act: ``droits`` are then those of both."""

    code: str
    role: Role
    droits: frozenset[Droit]
    approbateur: str | None = None

    @classmethod
    def de_role(cls, code: str, role: Role) -> Acteur:
        """Make the actor of a role's default rights."""
        return cls(code, role, droits_du_role(role))

    def approuve_par(self, code: str, role: Role) -> Acteur:
        """Return the same actor, for one act, with the approver's rights besides; nobody approves himself."""
        if code == self.code:
            return self
        return replace(self, droits=self.droits | droits_du_role(role), approbateur=code)


@dataclass(frozen=True, slots=True)
class Contexte:
    """One command's surroundings; ``instant`` is UTC, ``aujourd_hui`` the business date in Paris."""

    tx: Transaction
    acteur: Acteur
    poste: str
    station: str
    instant: dt.datetime
    aujourd_hui: dt.date
    confirmations: frozenset[str] = frozenset()
    session: Session = field(default_factory=Session)

    def exiger(self, droit: Droit, **details: Any) -> None:
        """Raise ``droit_manquant`` unless the actor holds ``droit``; ``champ=`` names the field that asks for it."""
        if droit in self.acteur.droits:
            return
        quoi = {"droit": droit.value, "libelle": droit.libelle, **details}
        if self.acteur.approbateur is not None:
            raise ErreurMetier("droit_manquant", raison="approbateur", approbateur=self.acteur.approbateur, **quoi)
        raise ErreurMetier("droit_manquant", role=self.acteur.role.value, **quoi)

    def faire_confirmer(self, code: str, **details: Any) -> None:
        """Raise ``ConfirmationRequise`` unless the user has already said yes to ``code``."""
        if code not in self.confirmations:
            raise ConfirmationRequise(code, **details)


@dataclass(frozen=True, slots=True)
class Effet:
    """What a command did: its result (JSON values, amounts as contract strings) and what it changed."""

    valeurs: Mapping[str, Any]
    sujets: frozenset[Sujet] = field(default_factory=frozenset)
