"""The readings of ``consulter`` on balances: grand livre account by account, aged balance of the clients."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping

from caisse_clients.application import lectures
from caisse_clients.application import lectures_editions as editions
from caisse_clients.application.lectures import Lecteur
from caisse_clients.cli.lectures import Cellules, Lecture, Objet
from caisse_clients.exchanges.cellules import Colonne, Sorte
from caisse_clients.kernel.formats import ecrire_montant_contrat as euros


def _grand_livre(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[tuple[lectures.LigneJournal, int]]:
    """Yield the lines account by account with the balance of the account so far, what came before ``du`` included."""
    soldes: dict[str, int] = {}
    if choix.du is not None:
        veille = choix.du - dt.timedelta(days=1)
        soldes = {b.compte: b.debit - b.credit for b in lectures.balance(lecteur, None, veille, choix.compte)}
    for x in lectures.grand_livre(lecteur, choix.du, choix.au, choix.compte):
        soldes[x.compte] = soldes.get(x.compte, 0) + x.debit - x.credit
        yield x, soldes[x.compte]


def _objets_grand_livre(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for x, solde in _grand_livre(lecteur, choix):
        yield {
            "journal": x.journal,
            "date": x.date.isoformat(),
            "compte": x.compte,
            "tiers": x.tiers,
            "libelle": x.libelle,
            "debit": euros(x.debit),
            "credit": euros(x.credit),
            "lettrage": x.lettrage,
            "solde": euros(solde),
            "ecriture": x.ecriture,
            "compte_client": x.compte_client,
        }


def _lignes_grand_livre(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for x, solde in _grand_livre(lecteur, choix):
        yield (
            x.compte, x.date, x.journal, x.tiers, x.libelle, x.debit or None, x.credit or None, solde, x.lettrage,
            x.ecriture,
        )  # fmt: skip


_AGES = ("a_echoir", "j1_30", "j31_60", "j61_90", "plus_90", "comptes", "disponibles", "acomptes", "solde")


def _objets_balance_agee(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for x in editions.balance_agee(lecteur, choix.au or choix.aujourd_hui):
        yield {"client": x.client, "nom": x.client_nom, **{cle: euros(getattr(x, cle)) for cle in _AGES}}


def _lignes_balance_agee(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for x in editions.balance_agee(lecteur, choix.au or choix.aujourd_hui):
        yield (
            x.client, x.client_nom, x.a_echoir, x.j1_30, x.j31_60, x.j61_90, x.plus_90, x.comptes, x.disponibles,
            x.acomptes, x.solde,
        )  # fmt: skip


_MONTANT = Sorte.MONTANT
_CODE = Sorte.CODE
_DATE = Colonne("Date", Sorte.DATE, 11)
LECTURES_SOLDES: Mapping[str, Lecture] = {
    "grand-livre": Lecture(
        "Grand livre",
        (
            Colonne("Compte", largeur=8), _DATE, Colonne("Journal", largeur=7), Colonne("Tiers", _CODE, 8),
            Colonne("Libellé", largeur=36), Colonne("Débit", _MONTANT), Colonne("Crédit", _MONTANT),
            Colonne("Solde", _MONTANT), Colonne("Lettrage", largeur=8), Colonne("Écriture", _CODE, 8),
        ),
        _objets_grand_livre,
        _lignes_grand_livre,
    ),
    "balance-agee": Lecture(
        "Balance âgée",
        (
            Colonne("Code", _CODE, 8), Colonne("Client", largeur=28), Colonne("À échoir", _MONTANT),
            Colonne("1-30 jours", _MONTANT), Colonne("31-60 jours", _MONTANT), Colonne("61-90 jours", _MONTANT),
            Colonne("Plus de 90", _MONTANT), Colonne("Comptes", _MONTANT), Colonne("Disponibles", _MONTANT),
            Colonne("Acomptes", _MONTANT), Colonne("Solde", _MONTANT),
        ),
        _objets_balance_agee,
        _lignes_balance_agee,
    ),
}  # fmt: skip
"""By name, as ``cli.lectures.LECTURES``."""
