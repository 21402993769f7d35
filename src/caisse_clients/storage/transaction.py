"""The unit of work handed to commands: what it writes is remembered, sealed, then committed.

Leaving it without ``valider()`` rolls back. One transaction may hold several sealed operations (``--atomique``,
imports). Not thread-safe: one transaction belongs to one thread.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Select, Table, Update, bindparam, func, insert, select, text, update
from sqlalchemy.engine import CursorResult

from caisse_clients.domain.grand_livre.scellement import (
    CHAMPS,
    VERSION_CANON,
    dans_l_ordre,
    empreinte_personnelle,
    ligne_canonique,
)
from caisse_clients.kernel.erreurs import Bogue
from caisse_clients.storage.engine import Base
from caisse_clients.storage.instructions import Instruction, preneur
from caisse_clients.storage.schema import Genre, metadata
from caisse_clients.storage.schema.operations import compteur

Ligne = Mapping[str, Any]
_CHAMPS = CHAMPS[VERSION_CANON]
_CHAMPS_DE = {nom: preneur(champs) for nom, champs in _CHAMPS.items()}
Requete = Select[Any] | Instruction
"""A query: an ``Instruction`` where its text never changes, which is much faster."""
_INSERTIONS = {nom: Instruction(insert(table)) for nom, table in metadata.tables.items()}


class Transaction:
    """An open transaction of one thread, with the rows written since the last seal."""

    def __init__(self, base: Base, connexion: Connection) -> None:
        self.base = base
        self.connexion = connexion
        self.operation_id = 0
        self._a_sceller: dict[str, list[str]] = {}
        self._prochains: dict[str, int] = {}

    # reading -----------------------------------------------------------------------------------------

    def une(self, requete: Requete, **valeurs: Any) -> Any:
        """Return the first row of a query (columns by name), or None."""
        lignes = self.toutes(requete, **valeurs)
        return lignes[0] if lignes else None

    def toutes(self, requete: Requete, **valeurs: Any) -> Sequence[Any]:
        """Return all rows of a query (columns by name)."""
        if isinstance(requete, Instruction):
            return requete.lire(self.connexion, valeurs)
        return self.connexion.execute(requete, valeurs).all()

    def valeur(self, requete: Requete, **valeurs: Any) -> Any:
        """Return the first column of the first row, or None."""
        lignes = self.toutes(requete, **valeurs)
        return lignes[0][0] if lignes else None

    # writing -----------------------------------------------------------------------------------------

    def commencer_operation(self) -> int:
        """Allocate the id of the next operation; rows written from now on belong to it."""
        self.operation_id = self.id("operation")
        self._a_sceller = {}
        return self.operation_id

    def inserer(self, table: Table, lignes: Sequence[dict[str, Any]]) -> None:
        """Insert fact rows (one ``executemany``) and remember their canonical form for the seal.

        ``operation_id`` is added; personal columns get a fresh salt and their salted hash.
        """
        if not lignes:
            return
        if table.info["genre"] is not Genre.FAIT:
            raise Bogue("table_sans_sceau", table=table.name)
        personnel: tuple[str, ...] = table.info["personnel"]
        avec_operation = "operation_id" in table.c
        champs = _CHAMPS_DE[table.name]
        canoniques = self._a_sceller.setdefault(table.name, [])
        for ligne in lignes:
            if personnel:
                sel = secrets.token_bytes(16)
                ligne["sel"] = sel
                ligne["personnel_empreinte"] = empreinte_personnelle(sel, [ligne[c] for c in personnel])
            if avec_operation:
                ligne["operation_id"] = self.operation_id
            canoniques.append(ligne_canonique(table.name, champs(ligne)))
        _INSERTIONS[table.name].ecrire(self.connexion, lignes)

    def creer_versionnees(self, table: Table, lignes: Sequence[dict[str, Any]]) -> None:
        """Insert current rows and their first version; ``lignes`` hold key, fields, secrets and search keys."""
        version = metadata.tables[f"{table.name}_version"]
        for ligne in lignes:
            ligne["version"] = 1
        self.inserer(version, [{c.name: ligne[c.name] for c in _colonnes_metier(version)} for ligne in lignes])
        _INSERTIONS[table.name].ecrire(self.connexion, lignes)

    def changer_versionnee(self, table: Table, courante: Ligne, changements: Ligne) -> int:
        """Write a new version of a current row; return its number. ``courante`` is the row as read under lock."""
        (cle,) = (c.name for c in table.primary_key.columns)
        nouvelle = {**courante, **changements, "version": courante["version"] + 1}
        version = metadata.tables[f"{table.name}_version"]
        self.inserer(version, [{c.name: nouvelle[c.name] for c in _colonnes_metier(version)}])
        self.executer(
            update(table).where(table.c[cle] == courante[cle]).values({**changements, "version": nouvelle["version"]})
        )
        return int(nouvelle["version"])

    def executer(self, instruction: Insert | Update) -> CursorResult[Any]:
        """Run a statement on current, draft or counter rows (facts go through ``inserer``)."""
        return self.connexion.execute(instruction)

    def verrouiller_les_imports(self) -> None:
        """Wait for any other import of the base to end (SQLite has one writer at a time already)."""
        if not self.base.sqlite:
            self.connexion.execute(text("SELECT pg_advisory_xact_lock(hashtext('caisse_clients.import'))"))

    # numbers -----------------------------------------------------------------------------------------

    def ids(self, table: str, nombre: int) -> Sequence[int]:
        """Allocate ``nombre`` increasing ids of ``table`` before the insertion.

        PostgreSQL takes them from the table's sequence. SQLite has one writer at a time, so the largest id
        plus one is free; a fact is never deleted, so no id is ever used twice.
        """
        if not self.base.sqlite:
            return [ligne[0] for ligne in self.toutes(_SEQUENCES[table], nombre=nombre)]
        if table not in self._prochains:
            self._prochains[table] = int(self.valeur(_MAXIMUMS[table]) or 0) + 1
        premier = self._prochains[table]
        self._prochains[table] += nombre
        return range(premier, premier + nombre)

    def id(self, table: str) -> int:
        """Allocate one id of ``table``."""
        return self.ids(table, 1)[0]

    def numeros(self, serie: str, nombre: int = 1) -> int:
        """Take ``nombre`` gap-free numbers of a series, under its lock; return the first."""
        pris = self.valeur(_NUMEROS, serie=serie, nombre=nombre)
        if pris is None:
            raise Bogue("compteur_absent", serie=serie)
        return int(pris) - nombre

    def reserver(self, serie: str, numero: int) -> None:
        """Make a series go on after ``numero``, chosen by hand or brought by an import."""
        self.executer(
            update(compteur).where(compteur.c.nom == serie, compteur.c.prochain <= numero).values(prochain=numero + 1)
        )

    # end ---------------------------------------------------------------------------------------------

    def lignes_a_sceller(self) -> Iterator[str]:
        """Yield the canonical rows of the current operation, in the order of the seal (``dans_l_ordre``)."""
        for table in _CHAMPS:
            yield from dans_l_ordre(self._a_sceller.get(table, []))

    def valider(self) -> None:
        """Commit."""
        transaction = self.connexion.get_transaction()
        if transaction is None:
            raise Bogue("transaction_close")
        transaction.commit()


def _colonnes_metier(version: Table) -> list[Any]:
    return [c for c in version.c if c.name not in ("operation_id", "sel", "personnel_empreinte")]


_AVEC_ID = {nom: table for nom, table in metadata.tables.items() if "id" in table.c}
_MAXIMUMS = {nom: Instruction(select(func.max(table.c.id))) for nom, table in _AVEC_ID.items()}
_SEQUENCES = {
    nom: Instruction(text(f"SELECT nextval('{nom}_ids') FROM generate_series(1, :nombre)")) for nom in _AVEC_ID
}
_NUMEROS = Instruction(
    update(compteur)
    .where(compteur.c.nom == bindparam("serie"))
    .values(prochain=compteur.c.prochain + bindparam("nombre"))
    .returning(compteur.c.prochain)
)


@contextlib.contextmanager
def ouvrir_transaction(base: Base) -> Iterator[Transaction]:
    """Begin a transaction; leaving the block without ``valider()`` rolls everything back."""
    with base.ecriture() as connexion:
        yield Transaction(base, connexion)
