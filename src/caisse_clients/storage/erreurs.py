"""The only place that names driver classes: failures of the database sorted by whose fault they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from caisse_clients.kernel.erreurs import Bogue, ErreurMetier, ErreurTechnique

_SQLITE = {
    "SQLITE_BUSY": "base_verrouillee",
    "SQLITE_LOCKED": "base_verrouillee",
    "SQLITE_FULL": "disque_plein",
    "SQLITE_IOERR": "disque_en_erreur",
    "SQLITE_READONLY": "base_lecture_seule",
    "SQLITE_PERM": "base_lecture_seule",
    "SQLITE_AUTH": "base_lecture_seule",
    "SQLITE_CANTOPEN": "base_introuvable",
    "SQLITE_CORRUPT": "base_abimee",
    "SQLITE_NOTADB": "pas_une_base",
}
_POSTGRESQL = {"08": "serveur_injoignable", "53": "disque_plein", "57": "serveur_arrete", "58": "disque_en_erreur"}
_POSTGRESQL_EXACT = {
    "25006": "base_lecture_seule",
    "55P03": "base_verrouillee",
    "40001": "base_verrouillee",
    "40P01": "base_verrouillee",
    "28P01": "acces_refuse",
    "28000": "acces_refuse",
    "3D000": "base_introuvable",
    "42501": "base_lecture_seule",
}
_REFUS: dict[str, Callable[[], ErreurMetier]] = {
    "cc:periode_close": lambda: ErreurMetier("periode_close"),
    "cc:deja_archive": lambda: ErreurMetier("acces_deja_archive"),
    "ck_solde_compte_positif": lambda: ErreurMetier("solde_insuffisant", raison="concurrence"),
    "ck_reste_echeance_": lambda: ErreurMetier("depasse_reste_du", raison="concurrence"),
    "ck_disponible_": lambda: ErreurMetier("deja_utilise", raison="concurrence"),
}
"""What another post did meanwhile: a trigger or the CHECK of a derived row refused, the rule was passed before."""
_COURSES = (
    "uq_operation_id_commande",
    "uq_tirage_document_reference_rang",
    "pk_client_version",
    "pk_client",
    "pk_compte_client",
    "pk_mode_reglement",
    "pk_taux_tva",
    "pk_banque",
    "pk_article",
    "pk_parametre",
    "pk_essai_pin",
    "uq_bon_avoir_compte",
)
"""Unique keys that two posts may reach at once on PostgreSQL: the second looks again and finds the first's row."""
A_REESSAYER = ("40001", "40P01")
"""PostgreSQL states after which a transaction may simply be run again (serialization, deadlock)."""


def etat_postgresql(erreur: DBAPIError) -> str:
    """Return the SQLSTATE of a PostgreSQL failure, "" otherwise."""
    return getattr(erreur.orig, "sqlstate", None) or ""


def traduite(erreur: DBAPIError, operation: str) -> Exception:
    """Return the failure of the three families that ``erreur`` stands for; ``operation`` says what was going on."""
    message = str(erreur.orig)
    for contrainte, refus in _REFUS.items():
        if contrainte in message:
            return refus()
    if any(contrainte in message for contrainte in _COURSES):
        return ErreurTechnique("base_verrouillee", operation=operation, a_reessayer=True)
    nom = getattr(erreur.orig, "sqlite_errorname", None) or ""
    for prefixe, code in _SQLITE.items():
        if nom.startswith(prefixe):
            return ErreurTechnique(code, operation=operation)
    etat = etat_postgresql(erreur)
    technique = _POSTGRESQL_EXACT.get(etat) or _POSTGRESQL.get(etat[:2])
    if technique is None and getattr(erreur, "connection_invalidated", False):
        technique = "serveur_injoignable"
    if technique is None and type(erreur.orig).__name__ == "OperationalError" and not nom and not etat:
        technique = "serveur_injoignable"
    if technique is not None:
        return ErreurTechnique(technique, operation=operation, a_reessayer=etat in A_REESSAYER)
    return Bogue("bogue", operation=operation, cause=message.splitlines()[0] if message else "")


@contextmanager
def traduire_les_erreurs(operation: str) -> Iterator[None]:
    """Turn failures of the database inside the block into ``ErreurMetier``, ``ErreurTechnique`` or ``Bogue``."""
    try:
        yield
    except DBAPIError as erreur:
        raise traduite(erreur, operation) from erreur
