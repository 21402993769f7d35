"""Failures as JSON objects, for command files and for ``--json``. Imports nothing heavy."""

from __future__ import annotations

import datetime as dt
from typing import Any

from caisse_clients.application.messages import MESSAGES, MONTANTS, message, message_de
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier, ErreurTechnique
from caisse_clients.kernel.formats import ecrire_montant_contrat


def objet_erreur(erreur: BaseException, *, fichier: bool = False) -> dict[str, Any]:
    """Return a failure as code, French message and details (amounts as contract strings, dates ISO).

    ``fichier``: who reads it wrote a command file, and is told the forms that files take.
    """
    if not isinstance(erreur, ErreurMetier | ConfirmationRequise | ErreurTechnique):
        return {"code": "bogue", "message": message_de(erreur), "details": {}}
    phrase = f"{erreur.code}@fichier"
    phrase = phrase if fichier and phrase in MESSAGES else erreur.code
    details = {nom: _detail(nom, valeur) for nom, valeur in erreur.details.items()}
    return {"code": erreur.code, "message": message(phrase, erreur.details), "details": details}


def _detail(nom: str, valeur: Any) -> Any:
    if isinstance(valeur, bool) or valeur is None:
        return valeur
    if isinstance(valeur, int):
        return ecrire_montant_contrat(valeur) if nom in MONTANTS else valeur
    return valeur.isoformat() if isinstance(valeur, dt.date) else str(valeur)
