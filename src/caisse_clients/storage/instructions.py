"""Fixed statements, compiled once and run straight on the driver.

A command runs a dozen of them: through SQLAlchemy each costs 50 to 75 µs before the database sees it, on the driver
6 µs. Text, types and failures stay SQLAlchemy's: it compiles, its types convert, its ``DBAPIError`` is raised.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import Executable
from sqlalchemy.types import TypeEngine

Ligne = Mapping[str, Any]
_type_de_ligne: Any = namedtuple  # called with names that only the statement knows
_Conversions = tuple[tuple[int, Callable[[Any], Any]], ...]


@dataclass(slots=True)
class _Prete:
    """A statement in one dialect: text, order of values (None: by name), conversions both ways."""

    texte: str
    noms: tuple[str, ...]
    par_nom: bool
    prendre: Callable[[Ligne], tuple[Any, ...]]
    constantes: Ligne
    entree: _Conversions
    sortie: _Conversions
    ligne: Callable[[Sequence[Any]], Any] | None = None

    def valeurs(self, ligne: Ligne) -> Any:
        """Return the values as the driver takes them."""
        if self.constantes:
            ligne = {**self.constantes, **ligne}
        valeurs = list(self.prendre(ligne))
        for rang, convertir in self.entree:
            valeurs[rang] = convertir(valeurs[rang])
        return dict(zip(self.noms, valeurs, strict=True)) if self.par_nom else valeurs

    def resultat(self, curseur: Any) -> list[Any]:
        """Return the rows as named tuples, converted as the types of the columns say."""
        if self.ligne is None:
            colonnes = [colonne[0] for colonne in curseur.description]
            self.ligne = _type_de_ligne("Ligne", colonnes, rename=True)._make
        return list(map(self.ligne, self.convertir(curseur.fetchall())))

    def convertir(self, lignes: list[Any]) -> list[Any]:
        """Return the rows of the driver converted as the types of the columns say."""
        return [self._convertie(ligne) for ligne in lignes] if self.sortie else lignes

    def _convertie(self, ligne: Sequence[Any]) -> list[Any]:
        valeurs = list(ligne)
        for rang, convertir in self.sortie:
            valeurs[rang] = convertir(valeurs[rang])
        return valeurs


class Instruction:
    """A statement whose text never changes (no ``IN`` of a list); values are given by name at each run."""

    def __init__(self, instruction: Executable) -> None:
        self._instruction: Any = instruction
        self._pretes: dict[str, _Prete] = {}

    def pour(self, dialecte: Dialect) -> _Prete:
        """Return the compiled form for a dialect, made at first use."""
        prete = self._pretes.get(dialecte.name)
        if prete is None:
            prete = self._pretes[dialecte.name] = self._compiler(dialecte)
        return prete

    def lire(self, connexion: Connection, valeurs: Ligne) -> list[Any]:
        """Run it in the transaction of ``connexion`` and return its rows as named tuples."""
        prete = self.pour(connexion.dialect)
        try:
            return prete.resultat(_pilote(connexion).execute(prete.texte, prete.valeurs(valeurs)))
        except connexion.dialect.loaded_dbapi.Error as erreur:
            raise _traduite(connexion, prete.texte, erreur) from erreur

    def lignes(self, connexion: Connection, valeurs: Ligne) -> list[Any]:
        """Return its rows as plain sequences, in the order of the columns."""
        prete = self.pour(connexion.dialect)
        try:
            return prete.convertir(_pilote(connexion).execute(prete.texte, prete.valeurs(valeurs)).fetchall())
        except connexion.dialect.loaded_dbapi.Error as erreur:
            raise _traduite(connexion, prete.texte, erreur) from erreur

    def entiers(self, connexion: Connection, valeurs: Ligne) -> array[int]:
        """Return the integers of its single column, 8 bytes each, a million if need be.

        Row by row: one long call into C would keep the interpreter's lock from the window.
        """
        prete = self.pour(connexion.dialect)
        try:
            curseur = _pilote(connexion).execute(prete.texte, prete.valeurs(valeurs))
            return array("q", (ligne[0] for ligne in curseur))
        except connexion.dialect.loaded_dbapi.Error as erreur:
            raise _traduite(connexion, prete.texte, erreur) from erreur

    def ecrire(self, connexion: Connection, lignes: Sequence[Ligne]) -> None:
        """Run it once for each row (one ``executemany``) in the transaction of ``connexion``."""
        prete = self.pour(connexion.dialect)
        try:
            if len(lignes) == 1:
                _pilote(connexion).execute(prete.texte, prete.valeurs(lignes[0]))
            else:
                _pilote(connexion).cursor().executemany(prete.texte, [prete.valeurs(ligne) for ligne in lignes])
        except connexion.dialect.loaded_dbapi.Error as erreur:
            raise _traduite(connexion, prete.texte, erreur) from erreur

    def _compiler(self, dialecte: Dialect) -> _Prete:
        compilee = self._instruction.compile(dialect=dialecte)
        par_nom = not compilee.positional
        noms = tuple(compilee.binds) if par_nom else tuple(compilee.positiontup)
        types = [compilee.binds[nom].type for nom in noms]
        colonnes = list(self._instruction.selected_columns) if isinstance(self._instruction, Select) else []
        return _Prete(
            texte=str(compilee),
            noms=noms,
            par_nom=par_nom,
            prendre=preneur(noms),
            constantes={nom: b.value for nom in noms if (b := compilee.binds[nom]).value is not None},
            entree=_conversions(types, lambda t: _vers_le_pilote(t, dialecte)),
            sortie=_conversions([c.type for c in colonnes], lambda t: _du_pilote(t, dialecte)),
        )


_PARMI = {
    "sqlite": "{colonne} IN (SELECT value FROM json_each(:parmi))",
    "postgresql": "{colonne} = ANY(CAST(:parmi AS bigint[]))",
}


class Parmi:
    """A query on the integers of a list, given as one value: its text does not change with their number."""

    def __init__(self, requete: Select[Any], colonne: str) -> None:
        self._requetes = {
            dialecte: Instruction(requete.where(text(condition.format(colonne=colonne))))
            for dialecte, condition in _PARMI.items()
        }

    def lignes(self, connexion: Connection, entiers: Sequence[int]) -> list[Any]:
        """Return the rows whose column is among ``entiers``, as plain sequences in the order of the columns."""
        dialecte, liste = connexion.dialect.name, list(entiers)
        valeur = json.dumps(liste) if dialecte == "sqlite" else liste
        return self._requetes[dialecte].lignes(connexion, {"parmi": valeur})


def preneur(noms: Sequence[str]) -> Callable[[Ligne], tuple[Any, ...]]:
    """Return what takes these values out of a row, in this order (``itemgetter``, whatever their number)."""
    if len(noms) < 2:
        return lambda ligne: tuple(ligne[nom] for nom in noms)
    return itemgetter(*noms)


def _vers_le_pilote(type_sql: TypeEngine[Any], dialecte: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(type_sql, Date) and dialecte.name == "sqlite":  # the same text as SQLAlchemy's, five times faster
        return dt.date.isoformat
    return type_sql.dialect_impl(dialecte).bind_processor(dialecte)


def _du_pilote(type_sql: TypeEngine[Any], dialecte: Dialect) -> Callable[[Any], Any] | None:
    return type_sql.dialect_impl(dialecte).result_processor(dialecte, None)


def _conversions(
    types: Sequence[TypeEngine[Any]], processeur: Callable[[TypeEngine[Any]], Callable[[Any], Any] | None]
) -> _Conversions:
    return tuple((rang, p) for rang, p in enumerate(map(processeur, types)) if p is not None)


def _pilote(connexion: Connection) -> Any:
    return connexion.connection.driver_connection


def _traduite(connexion: Connection, texte: str, erreur: Any) -> BaseException:
    """Return the ``DBAPIError`` SQLAlchemy would have raised; a lost connection is thrown away likewise."""
    dialecte = connexion.dialect
    perdue = dialecte.is_disconnect(erreur, connexion.connection.dbapi_connection, None)
    if perdue:
        connexion.invalidate(erreur)
    traduite: BaseException = DBAPIError.instance(
        texte, None, erreur, dialecte.loaded_dbapi.Error, connection_invalidated=perdue, dialect=dialecte
    )
    return traduite
