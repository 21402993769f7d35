"""Fixed statements, compiled once and run straight on the driver.

A command runs a dozen of them: through SQLAlchemy each costs 50 to 75 µs before the database sees it, on the driver
6 µs. Text, types and failures stay SQLAlchemy's: it compiles, its types convert, its ``DBAPIError`` is raised.
"""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Select
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
        lignes = curseur.fetchall()
        if self.sortie:
            lignes = [self._convertie(ligne) for ligne in lignes]
        return list(map(self.ligne, lignes))

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
        parametres = prete.valeurs(valeurs)
        pilote: Any = connexion.connection.driver_connection
        try:
            return prete.resultat(pilote.execute(prete.texte, parametres))
        except connexion.dialect.loaded_dbapi.Error as erreur:
            raise _traduite(connexion, prete.texte, erreur) from erreur

    def ecrire(self, connexion: Connection, lignes: Sequence[Ligne]) -> None:
        """Run it once for each row (one ``executemany``) in the transaction of ``connexion``."""
        prete = self.pour(connexion.dialect)
        parametres = [prete.valeurs(ligne) for ligne in lignes]
        pilote: Any = connexion.connection.driver_connection
        try:
            if len(parametres) == 1:
                pilote.execute(prete.texte, parametres[0])
            else:
                pilote.cursor().executemany(prete.texte, parametres)
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
            sortie=_conversions(
                [c.type for c in colonnes], lambda t: t.dialect_impl(dialecte).result_processor(dialecte, None)
            ),
        )


def preneur(noms: Sequence[str]) -> Callable[[Ligne], tuple[Any, ...]]:
    """Return what takes these values out of a row, in this order (``itemgetter``, whatever their number)."""
    if len(noms) < 2:
        return lambda ligne: tuple(ligne[nom] for nom in noms)
    return itemgetter(*noms)


def _vers_le_pilote(type_sql: TypeEngine[Any], dialecte: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(type_sql, Date) and dialecte.name == "sqlite":  # the same text as SQLAlchemy's, five times faster
        return dt.date.isoformat
    return type_sql.dialect_impl(dialecte).bind_processor(dialecte)


def _conversions(
    types: Sequence[TypeEngine[Any]], processeur: Callable[[TypeEngine[Any]], Callable[[Any], Any] | None]
) -> _Conversions:
    return tuple((rang, p) for rang, p in enumerate(map(processeur, types)) if p is not None)


def _traduite(connexion: Connection, texte: str, erreur: Exception) -> BaseException:
    """Return the ``DBAPIError`` SQLAlchemy would have raised; a lost connection is thrown away likewise."""
    dialecte = connexion.dialect
    perdue = dialecte.is_disconnect(erreur, connexion.connection.dbapi_connection, None)  # type: ignore[arg-type]
    if perdue:
        connexion.invalidate(erreur)
    return DBAPIError.instance(
        texte, None, erreur, dialecte.loaded_dbapi.Error, connection_invalidated=perdue, dialect=dialecte
    )
