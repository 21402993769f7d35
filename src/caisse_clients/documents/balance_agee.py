"""The aged balance of the clients: what each owes by age, what he has, and his balance in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from caisse_clients.documents.feuillet import Aligne
from caisse_clients.documents.grille import ColonneGrille, MarquesGrille, rendre_grille
from caisse_clients.domain.echeancier import LigneBalanceAgee
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant
from caisse_clients.kernel.suivi import Suivi

_D = Aligne.DROITE
_COLONNES = (
    ColonneGrille("Code", _D),
    ColonneGrille("Client"),
    ColonneGrille("À échoir", _D),
    ColonneGrille("1-30 jours", _D),
    ColonneGrille("31-60 jours", _D),
    ColonneGrille("61-90 jours", _D),
    ColonneGrille("Plus de 90", _D),
    ColonneGrille("Comptes", _D),
    ColonneGrille("Disponibles", _D),
    ColonneGrille("Acomptes", _D),
    ColonneGrille("Solde", _D),
    ColonneGrille("Sens"),
)


def rendre_balance_agee(
    lignes: Sequence[LigneBalanceAgee],
    au: dt.date,
    *,
    marques: MarquesGrille | None = None,
    suivi: Suivi | None = None,
) -> bytes:
    """Return the aged balance as PDF, in the order given, with its totals."""
    montants = [_montants(x) for x in lignes]
    sommes = [sum(colonne) for colonne in zip(*montants, strict=True)] or [0] * 9
    nombre = f"{ecrire_code(len(lignes))} client{'s' if len(lignes) > 1 else ''}" if lignes else "aucun client"
    return rendre_grille(
        "Balance âgée des clients",
        f"Au {ecrire_date(au)} — {nombre}",
        _COLONNES,
        [
            [ecrire_code(x.client), x.client_nom, *map(_nul_tu, siens[:-1]), *_solde(x.solde)]
            for x, siens in zip(lignes, montants, strict=True)
        ],
        ["", "Totaux", *map(ecrire_montant, sommes[:-1]), *_solde(sommes[-1])],
        marques=marques,
        suivi=suivi,
    )


def _montants(x: LigneBalanceAgee) -> tuple[int, ...]:
    ages = x.a_echoir, x.j1_30, x.j31_60, x.j61_90, x.plus_90
    return *ages, x.comptes, x.disponibles, x.acomptes, x.solde


def _nul_tu(montant: int) -> str:
    return ecrire_montant(montant) if montant else ""


def _solde(solde: int) -> tuple[str, str]:
    """A balance and for whom it is: never a bare sign."""
    if solde == 0:
        return ecrire_montant(0), "soldé"
    return ecrire_montant(abs(solde)), "dû" if solde > 0 else "en faveur"
