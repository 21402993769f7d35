"""Client cards and merges: lock, add, change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from caisse_clients.domain.clients import CHAMPS_COORDONNEES, Coordonnees, SorteClient
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.clients import client, client_effectif, fusion
from caisse_clients.storage.schema.grand_livre import compte_client, solde_compte
from caisse_clients.storage.transaction import Transaction

_EFFECTIF = Instruction(
    select(func.coalesce(client_effectif.c.effectif, client.c.code))
    .select_from(client.outerjoin(client_effectif, client_effectif.c.client == client.c.code))
    .where(client.c.code == bindparam("code"))
)
_LIGNE = Instruction(select(client).where(client.c.code == bindparam("code")).with_for_update())
_CODES = select(client.c.code).where(client.c.code.in_(bindparam("codes", expanding=True)))
_DE_SORTE = {
    sorte: Instruction(
        select(client.c.code)
        .where(client.c.cle_tri == bindparam("cle"), client.c.sorte == sorte.value)
        .order_by(client.c.code)
        .limit(1)
    )
    for sorte in (SorteClient.ORGANISME, SorteClient.PASSAGER)
}


def code_effectif(tx: Transaction, code: int) -> int | None:
    """Return the code in force for ``code`` (itself, or the client that absorbed it); None when unknown."""
    trouve = tx.valeur(_EFFECTIF, code=code)
    return None if trouve is None else int(trouve)


def verrouiller(tx: Transaction, code: int) -> dict[str, Any] | None:
    """Return the current card under lock, as a dict, or None."""
    ligne = tx.une(_LIGNE, code=code)
    return None if ligne is None else ligne._asdict()


def codes_pris(tx: Transaction, codes: Sequence[int]) -> set[int]:
    """Return which of ``codes`` exist already."""
    return {int(ligne.code) for ligne in tx.toutes(_CODES, codes=list(codes))}


def organisme_de_cle(tx: Transaction, cle: str) -> int | None:
    """Return the organisme of this search key, or None."""
    trouve = tx.valeur(_DE_SORTE[SorteClient.ORGANISME], cle=cle)
    return None if trouve is None else int(trouve)


def passager_de_cle(tx: Transaction, cle: str) -> int | None:
    """Return the walk-in client of this search key, or None."""
    trouve = tx.valeur(_DE_SORTE[SorteClient.PASSAGER], cle=cle)
    return None if trouve is None else int(trouve)


def ligne_de(code: int, sorte: SorteClient, coordonnees: Coordonnees) -> dict[str, Any]:
    """Return the row of a new card, search keys included."""
    return {"code": code, "sorte": sorte.value, **valeurs_de(coordonnees)}


def valeurs_de(coordonnees: Coordonnees) -> dict[str, Any]:
    """Return the columns that hold a card's details, search keys included."""
    return {
        **{champ: getattr(coordonnees, champ) for champ in CHAMPS_COORDONNEES},
        "cle_tri": coordonnees.cle_tri,
        "cle_nom": coordonnees.cle_nom,
        "cle_prenom": coordonnees.cle_prenom,
    }


def ajouter(tx: Transaction, lignes: Sequence[dict[str, Any]]) -> None:
    """Insert new cards and their first version (``ligne_de``)."""
    tx.creer_versionnees(client, lignes)


def changer(tx: Transaction, courante: dict[str, Any], coordonnees: Coordonnees) -> int:
    """Write a new version of a card; return its number."""
    return tx.changer_versionnee(client, courante, valeurs_de(coordonnees))


def coordonnees_de(ligne: dict[str, Any]) -> Coordonnees:
    """Return the details held by a row."""
    return Coordonnees(**{champ: ligne[champ] for champ in CHAMPS_COORDONNEES})


def ajouter_fusion(tx: Transaction, absorbe: int, garde: int) -> int:
    """Write that ``absorbe`` is now ``garde``; return the fusion's id."""
    identifiant = tx.id("fusion")
    tx.inserer(fusion, [{"id": identifiant, "absorbe": absorbe, "garde": garde, "annule": None}])
    return identifiant


def fusion_active(tx: Transaction, absorbe: int) -> tuple[int, int] | None:
    """Return (id, garde) of the merge in force that absorbed a client, or None."""
    contraire = fusion.alias()
    ligne = tx.une(
        select(fusion.c.id, fusion.c.garde).where(
            fusion.c.absorbe == absorbe,
            fusion.c.annule.is_(None),
            ~select(contraire.c.id).where(contraire.c.annule == fusion.c.id).exists(),
        )
    )
    return None if ligne is None else (ligne.id, ligne.garde)


def annuler_fusion(tx: Transaction, identifiant: int, absorbe: int, garde: int) -> int:
    """Write the contrary of a merge; return its id."""
    nouveau = tx.id("fusion")
    tx.inserer(fusion, [{"id": nouveau, "absorbe": absorbe, "garde": garde, "annule": identifiant}])
    return nouveau


_CREDIT = Instruction(
    select(func.coalesce(func.sum(solde_compte.c.solde), 0))
    .select_from(
        compte_client.join(solde_compte, solde_compte.c.numero == compte_client.c.numero).outerjoin(
            client_effectif, client_effectif.c.client == compte_client.c.client
        )
    )
    .where(
        func.coalesce(client_effectif.c.effectif, compte_client.c.client) == bindparam("client"),
        compte_client.c.type == "credit",
    )
)


def credit_en_cours(tx: Transaction, code: int) -> int:
    """Return what a client owes on its comptes crédit, absorbed clients included, in centimes."""
    return int(tx.valeur(_CREDIT, client=code))
