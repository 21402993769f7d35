"""Who works, proved by a PIN: at the opening, at an approval, before changing one's own (DOMAIN §4)."""

from __future__ import annotations

import contextlib
from typing import Any, NoReturn

from caisse_clients.domain.pins import attente_apres, attente_restante
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.kernel.horloge import Horloge
from caisse_clients.storage import pins
from caisse_clients.storage.engine import Base
from caisse_clients.storage.instants import en_microsecondes
from caisse_clients.storage.pins import EtatPin, codes_avec_pin
from caisse_clients.storage.transaction import ouvrir_transaction

__all__ = ["A_IDENTIFIER", "codes_avec_pin", "identifier", "verifier_pin_de"]

A_IDENTIFIER = frozenset({"utilisateur_requis", "pin_requis", "pin_absent", "pin_faux", "pin_attente"})
"""Refusals of an opening that another code or PIN may lift: the window then asks again."""


def identifier(base: Base, horloge: Horloge, code: str, pin: str) -> None:
    """Let ``code`` in, or refuse: ``pin_requis``, ``pin_absent``, ``pin_faux``, ``pin_attente``.

    An unknown or inactive user is refused as a wrong PIN is, and takes as long.
    """
    if not pin:
        with base.lecture() as lecteur:
            etat = pins.lire_etat(lecteur, code)
        if etat is None or not etat.actif or etat.empreinte is not None:
            raise ErreurMetier("pin_requis", champ="pin", utilisateur=code)
    verifier_pin_de(base, horloge, code, pin)


def verifier_pin_de(
    base: Base, horloge: Horloge, code: str, pin: str, *, champ: str = "pin", **details: Any
) -> EtatPin:
    """Return the active user whose PIN this is; opens its own short transactions, so call it outside any other.

    A wrong PIN is counted in the base, for every poste; from the third on, the next try must wait (``pin_attente``,
    refused without a look at the PIN). A right one starts the count again. The count is read before *and* after
    the hash: tries sent all at once do not get round the wait.
    """
    code = code.strip().upper()
    with base.lecture() as lecteur:
        etat = pins.lire_etat(lecteur, code)
    if etat is None or not etat.actif:
        pins.correspond(pin, None)
        raise ErreurMetier("pin_faux", champ=champ, **details)
    if etat.empreinte is None:
        raise ErreurMetier("pin_absent", champ=champ, utilisateur=code, **details)
    _faire_attendre(etat, horloge, champ=champ, **details)
    if not pins.correspond(pin.strip(), etat.empreinte):
        _refuser(base, horloge, etat, champ=champ, **details)
    with base.lecture() as lecteur:
        relu = pins.lire_etat(lecteur, code)
    if relu is None or not relu.actif or relu.empreinte != etat.empreinte:  # changed while it was being checked
        raise ErreurMetier("pin_faux", champ=champ, **details)
    if _attente(relu, horloge):  # others failed meanwhile: a right one sent among them must not be told apart
        _refuser(base, horloge, relu, champ=champ, **details)
    if relu.echecs:
        _oublier(base, code)
    return relu


def _refuser(base: Base, horloge: Horloge, etat: EtatPin, *, champ: str, **details: Any) -> NoReturn:
    """Count a wrong PIN and raise ``pin_faux``, with the wait that follows when there is one."""
    attente = attente_apres(_noter(base, horloge, etat))
    if attente:
        raise ErreurMetier("pin_faux", **{**details, "champ": champ, "raison": "attente", "secondes": attente})
    raise ErreurMetier("pin_faux", champ=champ, **details)


def _attente(etat: EtatPin, horloge: Horloge) -> int:
    return attente_restante(etat.echecs, etat.dernier, en_microsecondes(horloge.maintenant()))


def _faire_attendre(etat: EtatPin, horloge: Horloge, **details: Any) -> None:
    secondes = _attente(etat, horloge)
    if secondes:
        raise ErreurMetier("pin_attente", secondes=secondes, **details)


def _noter(base: Base, horloge: Horloge, etat: EtatPin) -> int:
    """Count a wrong PIN and return how many there are; one that cannot be written is refused all the same."""
    try:
        with ouvrir_transaction(base) as tx:
            echecs = pins.noter_un_echec(tx, etat.code, en_microsecondes(horloge.maintenant()))
            tx.valider()
    except ErreurTechnique:
        return etat.echecs + 1
    return echecs


def _oublier(base: Base, code: str) -> None:
    """Start the count again; left as it is where the base cannot be written, which only makes it stricter."""
    with contextlib.suppress(ErreurTechnique), ouvrir_transaction(base) as tx:
        pins.oublier_les_echecs(tx, code)
        tx.valider()
