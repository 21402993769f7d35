"""Creating and migrating a base: the only way a real schema comes to be (ARCHITECTURE §6)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.storage.engine import (
    REVISION,
    Base,
    adresse_affichee,
    existe,
    ouvrir_sans_controle,
    revision_de,
    url_de,
)
from caisse_clients.storage.erreurs import traduire_les_erreurs

DOSSIER = Path(__file__).parent


def creer_schema(base: str) -> Base:
    """Create an empty base at this address and return it open, its schema at the head.

    Raises ``ErreurMetier("base_existe")`` when something stands there, ``ErreurTechnique`` when it cannot be
    written. A half-made file is removed.
    """
    url = url_de(base)
    if existe(base):
        raise ErreurMetier("base_existe", base=adresse_affichee(base))
    if url.drivername != "sqlite":
        serveur = Base(url)
        monter(serveur)
        serveur.fermer()
        return Base(url)  # its connections take the application role, which exists now
    chemin = Path(str(url.database))
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.touch(mode=0o600)
    except OSError:
        raise ErreurTechnique("base_non_creee", base=str(chemin)) from None
    fichier = Base(url)
    try:
        with traduire_les_erreurs("creation"):
            fichier.preparer_le_fichier()
        monter(fichier)
    except BaseException:
        fichier.fermer()
        for suffixe in ("", "-wal", "-shm"):
            chemin.with_name(chemin.name + suffixe).unlink(missing_ok=True)
        raise
    return fichier


def migrer(base: str) -> tuple[str, str]:
    """Bring a base to the head; return its revision before and after. Raises as ``engine.ouvrir``."""
    ouverte = ouvrir_sans_controle(base)
    try:
        avant = revision_de(ouverte)
        if avant > REVISION:
            raise ErreurTechnique("base_plus_recente", base=adresse_affichee(base), revision=avant, attendue=REVISION)
        if avant != REVISION:
            monter(ouverte)
        return avant, REVISION
    finally:
        ouverte.fermer()


def monter(base: Base, revision: str = "head") -> None:
    """Run the migrations up to ``revision`` inside one transaction of ``base``."""
    with base.ecriture() as connexion:
        if not base.sqlite:
            connexion.execute(text("RESET ROLE"))
        configuration = Config()
        configuration.set_main_option("script_location", str(DOSSIER))
        configuration.attributes["connexion"] = connexion
        command.upgrade(configuration, revision)
        transaction = connexion.get_transaction()
        if transaction is not None:
            transaction.commit()
