"""What imports ask and write in bulk: cards by code or by name, new versions, kept correspondences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from caisse_clients.domain.clients import CHAMPS_COORDONNEES, Coordonnees
from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import parametres
from caisse_clients.storage.schema.clients import client, client_effectif, client_version
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne
from caisse_clients.storage.schema.operations import cloture, parametre
from caisse_clients.storage.transaction import Transaction

PREFIXE_CORRESPONDANCE = "import."
"""Begins the settings that are kept correspondences: no setting of the shop."""

_TRANCHE = 5_000


class CarteExistante(NamedTuple):
    """A card of the base: ``valeurs`` are its details in the order of ``CHAMPS_COORDONNEES``."""

    code: int
    sorte: str
    absorbe_par: int | None
    valeurs: tuple[Any, ...]


class CompteExistant(NamedTuple):
    """An account of the base; ``repris`` is the amount it was taken over with, None when it was opened here."""

    numero: int
    client: int
    type: str
    date: dt.date
    repris: int | None


_CARTE = (
    select(
        client.c.code,
        client.c.sorte,
        client_effectif.c.effectif,
        *(client.c[champ] for champ in CHAMPS_COORDONNEES),
        client.c.cle_tri,
    )
    .select_from(client.outerjoin(client_effectif, client_effectif.c.client == client.c.code))
    .order_by(client.c.code)
)
_NOMBRE = select(func.count()).select_from(client)
_PAR_CODES = _CARTE.where(client.c.code.in_(bindparam("codes", expanding=True)))
_PAR_CLES = _CARTE.where(client.c.cle_tri.in_(bindparam("cles", expanding=True)))
_VERROU = (
    select(client)
    .where(client.c.code.in_(bindparam("codes", expanding=True)))
    .order_by(client.c.code)
    .with_for_update()
)
_VALEURS = (*CHAMPS_COORDONNEES, "cle_tri", "cle_nom", "cle_prenom")
_CHANGEMENT = (
    update(client)
    .where(client.c.code == bindparam("le_code"))
    .values({nom: bindparam(f"le_{nom}") for nom in (*_VALEURS, "version")})
)
_CORRESPONDANCE = select(parametre.c.valeur).where(parametre.c.cle == bindparam("cle"))
_CLOTURE = (
    select(cloture.c.id)
    .where(
        cloture.c.fin >= bindparam("date"),
        cloture.c.debut <= bindparam("date"),
        cloture.c.station.is_(None) | (cloture.c.station == bindparam("station")),
    )
    .limit(1)
)
_COMPTES = (
    select(
        compte_client.c.numero,
        compte_client.c.client,
        compte_client.c.type,
        compte_client.c.date_ouverture,
        func.sum(ligne.c.debit + ligne.c.credit).filter(ecriture.c.id.isnot(None)).label("repris"),
    )
    .select_from(
        compte_client.outerjoin(ligne, ligne.c.compte_client == compte_client.c.numero).outerjoin(
            ecriture, (ecriture.c.id == ligne.c.ecriture_id) & (ecriture.c.origine == OrigineEcriture.REPRISE.value)
        )
    )
    .where(compte_client.c.numero.in_(bindparam("numeros", expanding=True)))
    .group_by(compte_client.c.numero, compte_client.c.client, compte_client.c.type, compte_client.c.date_ouverture)
)


def cartes(connexion: Connection, codes: Sequence[int]) -> dict[int, CarteExistante]:
    """Return the cards of these codes that exist, absorbed ones too."""
    return {carte.code: carte for carte, _ in _lire(connexion, _PAR_CODES, "codes", codes)}


def cartes_de_meme_nom(connexion: Connection, cles: Sequence[str]) -> dict[str, list[CarteExistante]]:
    """Return the cards that have these sort keys, by key."""
    trouvees: dict[str, list[CarteExistante]] = {}
    for carte, cle in _lire(connexion, _PAR_CLES, "cles", cles):
        trouvees.setdefault(cle, []).append(carte)
    return trouvees


def nombre_de_cartes(connexion: Connection) -> int:
    """Return how many cards there are, absorbed ones too: the end of a progress bar."""
    return int(connexion.scalar(_NOMBRE) or 0)


def comptes(connexion: Connection, numeros: Sequence[int]) -> dict[int, CompteExistant]:
    """Return the accounts of these numbers that exist."""
    return {
        r.numero: CompteExistant(
            r.numero, r.client, r.type, r.date_ouverture, None if r.repris is None else int(r.repris)
        )
        for r in connexion.execute(_COMPTES, {"numeros": list(numeros)})
    }


def periode_close(connexion: Connection, date: dt.date, station: str) -> bool:
    """Tell whether any closing covers this date for this station, before any transaction is open."""
    return connexion.scalar(_CLOTURE, {"date": date, "station": station}) is not None


def verrouiller(tx: Transaction, codes: Sequence[int]) -> list[dict[str, Any]]:
    """Return the current cards of these codes under lock, in order of code."""
    return [carte._asdict() for carte in tx.toutes(_VERROU, codes=list(codes))]


def changer(tx: Transaction, changements: Iterable[tuple[dict[str, Any], Coordonnees]]) -> None:
    """Write new versions of locked cards, two statements for all of them."""
    versions, courantes = [], []
    for courante, coordonnees in changements:
        valeurs = {**stock_clients.valeurs_de(coordonnees), "version": courante["version"] + 1}
        versions.append({nom: ({**courante, **valeurs})[nom] for nom in _METIER})
        courantes.append({f"le_{nom}": valeur for nom, valeur in valeurs.items()} | {"le_code": courante["code"]})
    if versions:
        tx.inserer(client_version, versions)
        tx.connexion.execute(_CHANGEMENT, courantes)


def correspondance_gardee(connexion: Connection, cle: str) -> str | None:
    """Return the correspondence kept under a key, or None."""
    return connexion.scalar(_CORRESPONDANCE, {"cle": cle})


def garder_correspondance(tx: Transaction, cle: str, texte: str) -> None:
    """Keep a correspondence under a key that begins with ``PREFIXE_CORRESPONDANCE``."""
    parametres.fixer_parametre(tx, cle, texte)


def _lire(
    connexion: Connection, requete: Any, nom: str, valeurs: Sequence[Any]
) -> Iterable[tuple[CarteExistante, str]]:
    for debut in range(0, len(valeurs), _TRANCHE):
        for r in connexion.execute(requete, {nom: list(valeurs[debut : debut + _TRANCHE])}):
            yield CarteExistante(r[0], r[1], r[2], tuple(r[3:-1])), r[-1]


_METIER = tuple(c.name for c in client_version.c if c.name not in ("operation_id", "sel", "personnel_empreinte"))
"""Columns of a version that the caller gives; the seal adds the others."""
