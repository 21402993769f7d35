"""The readings of ``consulter``: what each gives as JSON keys, as columns, and as rows (CONTRACT §3).

A reading streams: rows come page by page from one snapshot, so that a journal of any length passes through.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caisse_clients.application import lectures
from caisse_clients.application.lectures import CritereClients, EtatCompte, Lecteur, VueCompte
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.exchanges.cellules import Colonne, Sorte, Valeur
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat as euros

PAGE = 500
LIMITE = 1_000_000
"""Clients that a search may give (ARCHITECTURE §6)."""
Objet = dict[str, Any]
Cellules = Sequence[Valeur]


@dataclass(frozen=True, slots=True)
class Lecture:
    """One reading: ``objets`` of the JSON, or ``lignes`` of cells under ``colonnes`` for the other formats.

    ``lignes_d_ecran`` are those of the table for people, where they differ. ``unique``: the JSON is one object, not a
    list of them.
    """

    titre: str
    colonnes: tuple[Colonne, ...]
    objets: Callable[[Lecteur, argparse.Namespace], Iterator[Objet]]
    lignes: Callable[[Lecteur, argparse.Namespace], Iterator[Cellules]]
    colonnes_d_ecran: tuple[Colonne, ...] = ()
    lignes_d_ecran: Callable[[Lecteur, argparse.Namespace], Iterator[Cellules]] | None = None
    unique: bool = False


# clients ------------------------------------------------------------------------------------------------------


def _pages_de_clients(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[list[lectures.LigneClient]]:
    limite = choix.limite
    if choix.cherche.strip():
        codes = lectures.cles_clients(
            lecteur, CritereClients(texte=choix.cherche), LIMITE if limite is None else limite
        )
        for debut in range(0, len(codes), PAGE):
            yield lectures.lignes_clients(lecteur, codes[debut : debut + PAGE])
        return
    apres: tuple[str, int] | None = None
    reste = limite
    while reste is None or reste > 0:
        page = lectures.page_clients(lecteur, apres, PAGE if reste is None else min(PAGE, reste))
        if not page:
            return
        yield [ligne for _cle, ligne in page]
        apres = page[-1][0], page[-1][1].code
        reste = None if reste is None else reste - len(page)


def _clients(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for page in _pages_de_clients(lecteur, choix):
        soldes = lectures.soldes_clients(lecteur, [client.code for client in page])
        for c in page:
            solde = soldes[c.code]
            yield c.code, c.nom, c.prenom, c.adresse, c.code_postal, c.ville, solde.solde_du, solde.disponible


def _objets_clients(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    cles = ("code", "nom", "prenom", "adresse", "code_postal", "ville")
    for ligne in _clients(lecteur, choix):
        yield {**dict(zip(cles, ligne, strict=False)), "solde_du": _euros(ligne[6]), "disponible": _euros(ligne[7])}


def _euros(valeur: Valeur) -> str:
    assert isinstance(valeur, int)
    return euros(valeur)


# comptes ------------------------------------------------------------------------------------------------------


def _comptes(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[VueCompte]:
    client = None if choix.client is None else client_en_vigueur(lecteur, choix.client)
    types = frozenset(map(TypeCompte, choix.types)) if choix.types else frozenset(TypeCompte)
    apres = 0
    while page := lectures.comptes(
        lecteur,
        client_code=client,
        numero=choix.numero,
        etat=EtatCompte(choix.etat),
        types=types,
        apres=apres,
        limite=PAGE,
    ):
        yield from page
        if len(page) < PAGE:
            return
        apres = page[-1].numero


def client_en_vigueur(lecteur: Lecteur, code: int) -> int:
    """Return the code that stands for ``code`` today: an absorbed client still finds its accounts."""
    try:
        return lectures.fiche_client(lecteur, code).absorbe_par or code
    except ErreurMetier:
        return code  # an unknown client has no account: an empty answer, not a refusal


def _objets_comptes(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for compte in _comptes(lecteur, choix):
        yield {
            "numero": compte.numero,
            "type": compte.type.value,
            "client": compte.client,
            "solde": euros(compte.solde),
            "ecritures": [
                {
                    "ecriture": e.ecriture,
                    "date": e.date.isoformat(),
                    "entree": euros(e.entree),
                    "sortie": euros(e.sortie),
                    "beneficiaire": e.beneficiaire,
                    "commentaire": e.commentaire,
                    "motif": e.motif,
                    "annule": e.annule,
                    "annulee_par": e.annulee_par,
                }
                for e in compte.ecritures
            ],
            "organisme": compte.organisme,
            "dossier": compte.dossier,
            "date_ouverture": compte.date_ouverture.isoformat(),
        }


def _lignes_comptes(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for k in _comptes(lecteur, choix):
        for e in k.ecritures:
            yield (
                k.numero, k.type.libelle, k.client, k.solde,
                e.ecriture, e.date, e.entree or None, e.sortie or None, e.motif, e.beneficiaire, e.commentaire,
            )  # fmt: skip


def _ecran_comptes(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    """As the manual's orange table: the account once, then its movements."""
    for k in _comptes(lecteur, choix):
        compte: Cellules = (k.numero, k.type.libelle, k.client, k.solde)
        for e in k.ecritures:
            yield *compte, e.date, e.entree or None, e.sortie or None, e.beneficiaire, e.commentaire
            compte = (None, "", None, None)


# ledger -------------------------------------------------------------------------------------------------------


def _ecritures(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for x in lectures.journal(lecteur, choix.du, choix.au, choix.compte):
        yield x.journal, x.date, x.compte, x.tiers, x.libelle, x.debit or None, x.credit or None, x.lettrage, x.ecriture


def _objets_ecritures(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for x in lectures.journal(lecteur, choix.du, choix.au, choix.compte):
        yield {
            "journal": x.journal,
            "date": x.date.isoformat(),
            "compte": x.compte,
            "tiers": x.tiers,
            "libelle": x.libelle,
            "debit": euros(x.debit),
            "credit": euros(x.credit),
            "lettrage": x.lettrage,
            "ecriture": x.ecriture,
            "compte_client": x.compte_client,
        }


def _balance(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for x in lectures.balance(lecteur, choix.du, choix.au, choix.compte):
        solde = x.debit - x.credit
        yield x.compte, x.debit, x.credit, max(solde, 0) or None, max(-solde, 0) or None


def _objets_balance(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for x in lectures.balance(lecteur, choix.du, choix.au, choix.compte):
        yield {
            "compte": x.compte,
            "debit": euros(x.debit),
            "credit": euros(x.credit),
            "solde": euros(x.debit - x.credit),
        }


def _operations(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for o in lectures.operations(lecteur, choix.depuis):
        yield (
            o.operation, o.poste, o.sequence, o.horodatage, o.utilisateur, o.commande, o.empreinte, o.approbateur,
        )  # fmt: skip


def _objets_operations(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for o in lectures.operations(lecteur, choix.depuis):
        yield {
            "poste": o.poste,
            "sequence": o.sequence,
            "horodatage": o.horodatage.isoformat(),
            "utilisateur": o.utilisateur,
            "commande": o.commande,
            "empreinte": o.empreinte,
            "operation": o.operation,
            "approbateur": o.approbateur,
        }


_MONTANT = Sorte.MONTANT
_CODE = Sorte.CODE
COLONNES_CLIENTS = (
    Colonne("Code", _CODE, 8),
    Colonne("Nom", largeur=24),
    Colonne("Prénom", largeur=18),
    Colonne("Adresse", largeur=28),
    Colonne("C.P.", largeur=6),
    Colonne("Ville", largeur=20),
    Colonne("Dû par le client", _MONTANT),
    Colonne("En faveur du client", _MONTANT),
)
LECTURES: Mapping[str, Lecture] = {
    "clients": Lecture("Clients", COLONNES_CLIENTS, _objets_clients, _clients),
    "comptes": Lecture(
        "Comptes clients",
        (
            Colonne("Numero", _CODE, 8), Colonne("Type", largeur=16), Colonne("Client", _CODE, 8),
            Colonne("Solde", _MONTANT), Colonne("Écriture", _CODE, 8), Colonne("Date", Sorte.DATE, 11),
            Colonne("Entrée", _MONTANT), Colonne("Sortie", _MONTANT), Colonne("Motif", largeur=16),
            Colonne("Bénéficiaire", largeur=24), Colonne("Commentaire", largeur=30),
        ),
        _objets_comptes,
        _lignes_comptes,
        (
            Colonne("Numero", _CODE, 6), Colonne("Type", largeur=10), Colonne("Client", _CODE, 6),
            Colonne("Solde", _MONTANT, 10), Colonne("Date", Sorte.DATE, 10), Colonne("Entrée", _MONTANT, 10),
            Colonne("Sortie", _MONTANT, 10), Colonne("Bénéficiaire", largeur=12), Colonne("Commentaire", largeur=12),
        ),
        _ecran_comptes,
    ),
    "ecritures": Lecture(
        "Écritures",
        (
            Colonne("Journal", largeur=7), Colonne("Date", Sorte.DATE, 11), Colonne("Compte", largeur=8),
            Colonne("Tiers", _CODE, 8), Colonne("Libellé", largeur=36), Colonne("Débit", _MONTANT),
            Colonne("Crédit", _MONTANT), Colonne("Lettrage", largeur=8), Colonne("Écriture", _CODE, 8),
        ),
        _objets_ecritures,
        _ecritures,
    ),
    "balance": Lecture(
        "Balance",
        (
            Colonne("Compte", largeur=8), Colonne("Débit", _MONTANT), Colonne("Crédit", _MONTANT),
            Colonne("Solde débiteur", _MONTANT), Colonne("Solde créditeur", _MONTANT),
        ),
        _objets_balance,
        _balance,
    ),
    "operations": Lecture(
        "Opérations",
        (
            Colonne("Opération", _CODE, 9), Colonne("Poste", largeur=6), Colonne("Séquence", _CODE, 8),
            Colonne("Horodatage", Sorte.INSTANT, 19), Colonne("Utilisateur", largeur=11),
            Colonne("Commande", largeur=20), Colonne("Empreinte", largeur=64),
            Colonne("Approbateur", largeur=11),
        ),
        _objets_operations,
        _operations,
    ),
}  # fmt: skip
