"""One MetaData, one naming convention, the four kinds of table, and the column makers (ARCHITECTURE §5).

Every table declares its kind; a test refuses one without. Integers are BIGINT, which SQLite does not
enforce: each gets a CHECK on its storage class, so that no text or float ever stands where money does.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ENTIER = BigInteger().with_variant(Integer(), "sqlite")
TRI = Text(collation="C").with_variant(Text(collation="BINARY"), "sqlite")
"""Text compared byte by byte on both databases: normalised keys sort and find alike."""


GARDE = "garde_sqlite"
"""Column info: the CHECK that makes SQLite enforce the declared type (made by ``poser_les_gardes``)."""


OPTIONS_D_INDEX = ("where", "using", "ops")
"""Index info that ``tools/figer_schema.py`` hands to the dialects: as keywords they would import them all at start."""


class Genre(StrEnum):
    """Kind of a table: what may change in it, and how (ARCHITECTURE §5)."""

    FAIT = "fait"
    VERSIONNE = "versionné"
    BROUILLON = "brouillon"
    DERIVE = "dérivé"


def entier(nom: str, *contraintes: Any, nullable: bool = False, **options: Any) -> Column[int]:
    """Make an integer column (id, centimes, rank, microseconds)."""
    garde = f"typeof({nom}) IN ('integer'{', ' + repr('null') if nullable else ''})"
    return Column(nom, ENTIER, *contraintes, nullable=nullable, autoincrement=False, info={GARDE: garde}, **options)


def texte(nom: str, *contraintes: Any, nullable: bool = False, **options: Any) -> Column[str]:
    """Make a text column; a blob hidden in it is refused on SQLite."""
    garde = f"typeof({nom}) IN ('text'{', ' + repr('null') if nullable else ''})"
    return Column(nom, Text, *contraintes, nullable=nullable, info={GARDE: garde}, **options)


def jour(nom: str) -> Column[Any]:
    """Make a calendar date column (business date, Europe/Paris)."""
    return Column(nom, Date, nullable=False, info={GARDE: f"{nom} IS date({nom})"})


def booleen(nom: str) -> Column[bool]:
    """Make a yes/no column."""
    return Column(nom, Boolean, nullable=False, info={GARDE: f"{nom} IN (0, 1)"})


def octets(nom: str, *, nullable: bool = False) -> Column[bytes]:
    """Make a bytes column (keys, fingerprints, salts)."""
    return Column(nom, LargeBinary, nullable=nullable)


def operation_id() -> Column[int]:
    """Make the link of a row to the sealed operation that wrote it."""
    return entier(
        "operation_id",
        ForeignKey("operation.id", deferrable=True, initially="DEFERRED"),
        index=True,
    )


def fait(nom: str, *elements: Any, personnel: tuple[str, ...] = (), **options: Any) -> Table:
    """Declare a fact table; ``personnel`` are its columns of personal text (hashed, salt in ``sel``)."""
    secrets = (octets("sel", nullable=True), octets("personnel_empreinte")) if personnel else ()
    return Table(nom, metadata, *elements, *secrets, info={"genre": Genre.FAIT, "personnel": personnel}, **options)


def derive(nom: str, *elements: Any, par_declencheur: bool = True) -> Table:
    """Declare a derived table; ``par_declencheur``: only triggers may write it."""
    return Table(nom, metadata, *elements, info={"genre": Genre.DERIVE, "par_declencheur": par_declencheur})


def brouillon(nom: str, *elements: Any) -> Table:
    """Declare a table of work in progress: free to change, outside the seal."""
    return Table(nom, metadata, *elements, info={"genre": Genre.BROUILLON})


def versionne(
    nom: str,
    cle: Column[Any],
    *colonnes: Column[Any],
    personnel: tuple[str, ...] = (),
    secrets: tuple[Column[Any], ...] = (),
    cles_de_recherche: tuple[Column[Any], ...] = (),
) -> tuple[Table, Table]:
    """Declare a current table and its insert-only, sealed ``<nom>_version``; return both.

    ``secrets`` (PIN hash) and ``cles_de_recherche`` stand on the current row only, outside the seal.
    """
    courante = Table(
        nom,
        metadata,
        cle,
        *colonnes,
        *secrets,
        *cles_de_recherche,
        entier("version"),
        info={"genre": Genre.VERSIONNE, "champs": tuple(c.name for c in colonnes), "personnel": personnel},
    )
    version = fait(
        f"{nom}_version",
        Column(
            cle.name,
            cle.type,
            ForeignKey(f"{nom}.{cle.name}", deferrable=True, initially="DEFERRED"),
            primary_key=True,
            autoincrement=False,
        ),
        entier("version", primary_key=True),
        *(_copie(c, effacable=c.name in personnel) for c in colonnes),
        operation_id(),
        personnel=personnel,
    )
    return courante, version


def _copie(colonne: Column[Any], *, effacable: bool) -> Column[Any]:
    if effacable:  # an épuration named by the law may set it to NULL one day
        return texte(colonne.name, nullable=True)
    return Column(colonne.name, colonne.type, nullable=colonne.nullable, info=dict(colonne.info))


def poser_les_gardes() -> None:
    """Add to each table the CHECKs by which SQLite enforces types, once.

    Only the statements of a revision are written from them (``tools/figer_schema.py``): making them at each start would
    cost more than a query.
    """
    if metadata.info.get(GARDE):
        return
    metadata.info[GARDE] = True
    for table in metadata.tables.values():
        for colonne in table.columns:
            if garde := colonne.info.get(GARDE):
                table.append_constraint(CheckConstraint(garde, name=f"type_{colonne.name}").ddl_if("sqlite"))
