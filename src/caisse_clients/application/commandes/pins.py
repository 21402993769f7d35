"""Commands on the PINs of users. The PIN itself is beside the command (``Contexte.session``), never in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.parametres import verifier_code_court
from caisse_clients.domain.pins import verifier_pin
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import parametres as stock
from caisse_clients.storage import pins


@dataclass(frozen=True, slots=True)
class DefinirPin:
    """Give a user a PIN, or a new one; it is read from ``CAISSE_CLIENTS_NOUVEAU_PIN`` or asked by the window."""

    code: str


@dataclass(frozen=True, slots=True)
class RetirerPin:
    """Take a user's PIN away: he can no longer log in, nor approve, until he is given another."""

    code: str


@commande("definir_pin", DefinirPin, Droit.CONSULTER, "Changement d'un code PIN")
def definir_pin(c: DefinirPin, ctx: Contexte) -> Effet:
    """Set the PIN: one's own by giving the present one, anybody else's with the right to manage users.

    The seal says only that it changed (``pin_version``). Raises ``pin_manquant``, ``pin_invalide``,
    ``pin_actuel_requis``, ``pin_admin_absent``.
    """
    code = verifier_code_court(c.code)
    if code != ctx.acteur.code:
        ctx.exiger(Droit.GERER_UTILISATEURS)
    courante = _charger(ctx, code)
    if code == ctx.acteur.code and courante["pin_empreinte"] is not None and not ctx.session.identifie:
        raise ErreurMetier("pin_actuel_requis", champ="pin_actuel")
    if not ctx.session.secrets.nouveau_pin:
        raise ErreurMetier("pin_manquant", champ="nouveau_pin")
    pin = verifier_pin(ctx.session.secrets.nouveau_pin)
    _changer(ctx, courante, pins.calculer_empreinte(pin))
    pins.oublier_les_echecs(ctx.tx, code)
    return Effet({"utilisateur": code}, frozenset({Sujet.UTILISATEURS}))


@commande("retirer_pin", RetirerPin, Droit.GERER_UTILISATEURS, "Retrait d'un code PIN")
def retirer_pin(c: RetirerPin, ctx: Contexte) -> Effet:
    """Remove the PIN; raises ``pin_admin_absent`` for the last active administrator who has one."""
    code = verifier_code_court(c.code)
    courante = _charger(ctx, code)
    if courante["pin_empreinte"] is not None:
        _changer(ctx, courante, None)
    return Effet({"utilisateur": code}, frozenset({Sujet.UTILISATEURS}))


def exiger_un_administrateur_avec_pin(ctx: Contexte, *, champ: str) -> None:
    """Refuse what would leave PINs in a base where no active administrator has one: nobody could mend it."""
    if not pins.administrateurs_avec_pin(ctx.tx):
        raise ErreurMetier("pin_admin_absent", champ=champ)


def _charger(ctx: Contexte, code: str) -> dict[str, Any]:
    pins.administrateurs_avec_pin(ctx.tx)  # locked first, in the order of their codes
    courante = stock.charger(ctx.tx, stock.TABLES["utilisateur"], code)
    if courante is None:
        raise ErreurMetier("utilisateur_inconnu", champ="code", utilisateur=code)
    return courante


def _changer(ctx: Contexte, courante: dict[str, Any], empreinte: str | None) -> None:
    changements = {"pin_version": courante["pin_version"] + 1, "pin_empreinte": empreinte}
    ctx.tx.changer_versionnee(stock.TABLES["utilisateur"], courante, changements)
    exiger_un_administrateur_avec_pin(ctx, champ="code")
