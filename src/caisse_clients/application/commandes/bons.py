"""Command that gives a compte avoir its bon: the code that its paper bears (manual 001)."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import bons
from caisse_clients.storage import comptes as stock_comptes


@dataclass(frozen=True, slots=True)
class EmettreBon:
    """Give a compte avoir its code, drawn once: another bon of the same compte bears the same."""

    compte: int


@commande("emettre_bon", EmettreBon, Droit.IMPRIMER, "Bon d'avoir")
def emettre_bon(c: EmettreBon, ctx: Contexte) -> Effet:
    """Draw the code; raises ``compte_inconnu``, ``compte_sans_bon`` for another type of compte."""
    compte = stock_comptes.verrouiller(ctx.tx, c.compte)
    if compte is None:
        raise ErreurMetier("compte_inconnu", champ="compte", compte=c.compte)
    if compte.type is not TypeCompte.AVOIR:
        raise ErreurMetier("compte_sans_bon", champ="compte", compte=c.compte, type=compte.type.libelle.lower())
    bons.emettre(ctx.tx, c.compte)  # the code is a secret of the paper: no result, so no seal, ever holds it
    return Effet({"compte": c.compte}, frozenset({Sujet.COMPTES}))
