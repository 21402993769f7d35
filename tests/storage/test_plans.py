"""Every query of a screen goes by an index, on both databases: no table is walked, no list sorted (TARGETS).

The queries are caught as the readings run them, then explained. PostgreSQL, which would walk a small table whatever the
index, is told that walking and sorting cost a fortune: what remains of them is what no index can serve.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.lectures import CritereClients, EtatCompte, Lecteur
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.storage import instructions
from tests.atelier import Atelier

GRANDES = ("client", "client_version", "compte_client", "solde_compte", "ecriture", "ligne", "operation")
"""Tables that grow with the shop."""
LECTURES: dict[str, tuple[Callable[[Lecteur], object], bool]] = {
    # name: (reading, may it sort what it found)
    "toute la liste": (lambda c: lectures.cles_clients(c, CritereClients()), False),
    "début du nom": (lambda c: lectures.cles_clients(c, CritereClients(texte="al")), False),
    "début, puis contient": (lambda c: lectures.cles_clients(c, CritereClients(texte="alb")), True),
    "nom et prénom": (lambda c: lectures.cles_clients(c, CritereClients(nom="alb", prenom="pi")), True),
    "code": (lambda c: lectures.cles_clients(c, CritereClients(code=10)), False),
    "numéro de compte": (lambda c: lectures.cles_clients(c, CritereClients(numero_compte=1)), False),
    "lignes d'une page": (lambda c: lectures.lignes_clients(c, [1011, 1012]), False),
    "première page": (lambda c: lectures.page_clients(c, None, 200), False),
    "page suivante": (lambda c: lectures.page_clients(c, ("ALBERT", 1011), 200), False),
    "comptes d'un client": (lambda c: lectures.comptes_du_client(c, 1011), False),
    "comptes soldés, un type": (
        lambda c: lectures.comptes_du_client(c, 1011, EtatCompte.SOLDES, {TypeCompte.ACOMPTE}),
        False,
    ),
    "un compte": (lambda c: lectures.comptes(c, numero=1), False),
    "page de comptes": (lambda c: lectures.comptes(c, apres=1, limite=100), False),
    "fiche": (lambda c: lectures.fiche_client(c, 1011), True),
    "soldes": (lambda c: lectures.soldes_clients(c, [1011, 1012]), True),
    "historique": (lambda c: lectures.historique_client(c, 1011), True),
    "reçu": (lambda c: lectures.recu(c, 1), True),
    "opérations": (lambda c: list(lectures.operations(c, 1)), False),
}


@pytest.fixture
def garnie(atelier: Atelier) -> Atelier:
    """A base where each reading finds something."""
    for code in (1011, 1012, 1013):
        atelier.faire(CreerClient("ALBERT", code=code, prenom="Pierre"))
    atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(500_00)))
    atelier.faire(FusionnerClients(1011, 1013))
    return atelier


class _Ecoute:
    """The driver's connection, hearing what is run."""

    def __init__(self, pilote: Any, entendues: list[tuple[str, Any]]) -> None:
        self._pilote, self._entendues = pilote, entendues

    def execute(self, requete: str, valeurs: Any) -> Any:
        self._entendues.append((requete, valeurs))
        return self._pilote.execute(requete, valeurs)

    def cursor(self) -> Any:
        return self._pilote.cursor()  # many rows written at once: no query to look at


@contextmanager
def requetes_de(connexion: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """Catch the queries run on ``connexion``, by the driver or through SQLAlchemy."""
    entendues: list[tuple[str, Any]] = []

    def entendre(*arguments: Any) -> None:
        entendues.append((arguments[2], arguments[3]))

    pilote = instructions._pilote
    monkeypatch.setattr(instructions, "_pilote", lambda connexion: _Ecoute(pilote(connexion), entendues))
    event.listen(connexion, "before_cursor_execute", entendre)
    yield entendues
    event.remove(connexion, "before_cursor_execute", entendre)
    monkeypatch.undo()


@pytest.mark.parametrize("lecture", LECTURES)
def test_la_lecture_passe_par_ses_index(garnie: Atelier, monkeypatch: pytest.MonkeyPatch, lecture: str) -> None:
    lire, tri_permis = LECTURES[lecture]
    with garnie.services.lire() as connexion:
        with requetes_de(connexion, monkeypatch) as requetes:
            lire(connexion)
        assert requetes, "nothing was caught"
        fautes = [
            f"{requete}\n  {ligne}"
            for requete, valeurs in requetes
            for ligne in (_plan_sqlite if garnie.sqlite else _plan_postgresql)(connexion, requete, valeurs)
            if _parcourt(ligne) or (_trie(ligne) and not tri_permis)
        ]
    assert not fautes, "\n".join(fautes)


def _parcourt(ligne: str) -> bool:
    """Tell whether a step reads a whole large table instead of an index."""
    tables = "|".join((*GRANDES, "contraire", "a_lui"))
    return bool(re.search(rf"(^SCAN ({tables})$|Seq Scan on ({tables})\b)", ligne))


def _trie(ligne: str) -> bool:
    return "USE TEMP B-TREE FOR" in ligne or bool(re.search(r"(^|->)\s*(Incremental )?Sort\b", ligne))


def _plan_sqlite(connexion: Connection, requete: str, valeurs: Any) -> list[str]:
    pilote: Any = connexion.connection.driver_connection
    return [ligne[3] for ligne in pilote.execute(f"EXPLAIN QUERY PLAN {requete}", valeurs)]


def _plan_postgresql(connexion: Connection, requete: str, valeurs: Any) -> list[str]:
    import psycopg

    pilote: Any = connexion.connection.driver_connection
    curseur = psycopg.ClientCursor(pilote)  # EXPLAIN takes no parameters from the server's side
    curseur.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    curseur.execute(f"EXPLAIN {requete}".encode(), valeurs)
    return [ligne[0] for ligne in curseur.fetchall()]
