"""Second half of a verification: derived figures recomputed, current rows against their last version, schema."""

from __future__ import annotations

import re
import sqlite3

from sqlalchemy import Connection, Table, and_, case, func, or_, select, text, type_coerce
from sqlalchemy.types import NullType

from caisse_clients.domain.clients import Coordonnees
from caisse_clients.domain.grand_livre.controles import Rapport
from caisse_clients.storage.declencheurs import postgresql, sqlite
from caisse_clients.storage.engine import REVISION
from caisse_clients.storage.migrations.instructions import instructions_jusqu_a
from caisse_clients.storage.schema import Genre, metadata
from caisse_clients.storage.schema.clients import client, client_effectif
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne, solde_compte
from caisse_clients.storage.schema.operations import compteur, tete_poste
from caisse_clients.storage.verification_acces import verifier_les_acces
from caisse_clients.storage.verification_ventes import verifier_les_ventes

_EXTRAIT = 20
"""Rows named per kind of anomaly."""


Tete = tuple[int, bytes, bytes, int]
"""Sequence, fingerprint, signature and instant of the last operation of a poste."""


def verifier_les_derives(connexion: Connection, rapport: Rapport, tetes: dict[str, Tete]) -> None:
    """Recompute every derived row; ``tetes`` are those of the chains as they were walked."""
    _equilibre(connexion, rapport)
    _soldes(connexion, rapport)
    _tetes(connexion, rapport, tetes)
    _fusions(connexion, rapport)
    _versions(connexion, rapport)
    _cles_de_recherche(connexion, rapport)
    _compteurs(connexion, rapport)
    verifier_les_ventes(connexion, rapport)
    verifier_les_acces(connexion, rapport)


def _equilibre(connexion: Connection, rapport: Rapport) -> None:
    requete = (
        select(ligne.c.ecriture_id).group_by(ligne.c.ecriture_id).having(func.sum(ligne.c.debit - ligne.c.credit) != 0)
    )
    for (identifiant,) in connexion.execute(requete.limit(_EXTRAIT)):
        rapport.signaler("ecriture_desequilibree", f"L'écriture {identifiant} n'est pas équilibrée.")
    vides = select(ecriture.c.id).where(~select(ligne.c.rang).where(ligne.c.ecriture_id == ecriture.c.id).exists())
    for (identifiant,) in connexion.execute(vides.limit(_EXTRAIT)):
        rapport.signaler("ecriture_vide", f"L'écriture {identifiant} n'a plus de lignes.")


def _soldes(connexion: Connection, rapport: Rapport) -> None:
    sens = compte_client.c.sens == 1
    # only lines whose header stands count, as for the trigger
    mouvements = (
        select(
            ligne.c.compte_client.label("numero"),
            func.sum(case((sens, ligne.c.debit), else_=ligne.c.credit)).label("entrees"),
            func.sum(case((sens, ligne.c.credit), else_=ligne.c.debit)).label("sorties"),
        )
        .join(compte_client, compte_client.c.numero == ligne.c.compte_client)
        .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .group_by(ligne.c.compte_client)
        .subquery()
    )
    entrees, sorties = func.coalesce(mouvements.c.entrees, 0), func.coalesce(mouvements.c.sorties, 0)
    requete = (
        select(compte_client.c.numero, solde_compte.c.solde, (entrees - sorties).label("attendu"))
        .select_from(
            compte_client.outerjoin(solde_compte, solde_compte.c.numero == compte_client.c.numero).outerjoin(
                mouvements, mouvements.c.numero == compte_client.c.numero
            )
        )
        .where(
            or_(
                solde_compte.c.numero.is_(None),
                solde_compte.c.entrees != entrees,
                solde_compte.c.sorties != sorties,
                solde_compte.c.solde != entrees - sorties,
                entrees < sorties,  # spent more than was there, the kept balance having been raised meanwhile
            )
        )
    )
    for numero, solde, attendu in connexion.execute(requete.limit(_EXTRAIT)):
        rapport.signaler("solde_faux", f"Compte {numero} : solde gardé {solde}, solde recalculé {attendu} (centimes).")
    seuls = select(solde_compte.c.numero).where(
        ~select(compte_client.c.numero).where(compte_client.c.numero == solde_compte.c.numero).exists()
    )
    for (numero,) in connexion.execute(seuls.limit(_EXTRAIT)):
        rapport.signaler("solde_faux", f"Un solde est gardé pour le compte {numero}, qui n'existe pas.")


def _tetes(connexion: Connection, rapport: Rapport, tetes: dict[str, Tete]) -> None:
    t = tete_poste.c
    gardees = {
        poste: (sequence, empreinte, signature, horodatage)
        for poste, sequence, empreinte, signature, horodatage in connexion.execute(
            select(
                t.poste,
                t.sequence,
                type_coerce(t.empreinte, NullType()),
                type_coerce(t.signature, NullType()),
                t.horodatage,
            )
        )
    }
    for poste in sorted(gardees.keys() | tetes.keys(), key=str):
        if gardees.get(poste) != tetes.get(poste):
            rapport.signaler(
                "tete_fausse", f"Poste {poste} : sa dernière opération gardée n'est pas la vraie.", poste=poste
            )


def _fusions(connexion: Connection, rapport: Rapport) -> None:
    gardees = set(map(tuple, connexion.execute(select(client_effectif.c.client, client_effectif.c.effectif))))
    vraies = set(map(tuple, connexion.execute(text(sqlite.FUSIONS_ACTIVES))))
    for code, effectif in sorted(gardees ^ vraies)[:_EXTRAIT]:
        rapport.signaler("fusion_fausse", f"Le renvoi du client {code} vers {effectif} ne suit pas les fusions.")


def _versions(connexion: Connection, rapport: Rapport) -> None:
    for table in metadata.tables.values():
        if table.info["genre"] is Genre.VERSIONNE:
            _version(connexion, table, metadata.tables[f"{table.name}_version"], rapport)


def _version(connexion: Connection, courante: Table, version: Table, rapport: Rapport) -> None:
    (cle,) = (c.name for c in courante.primary_key.columns)
    derniere = (
        select(version.c[cle].label("cle"), func.max(version.c.version).label("version"))
        .group_by(version.c[cle])
        .subquery()
    )
    differents = [courante.c[c].is_distinct_from(version.c[c]) for c in courante.info["champs"]]
    requete = (
        select(courante.c[cle])
        .select_from(
            courante.outerjoin(derniere, derniere.c.cle == courante.c[cle]).outerjoin(
                version, and_(version.c[cle] == derniere.c.cle, version.c.version == derniere.c.version)
            )
        )
        .where(or_(courante.c.version.is_distinct_from(derniere.c.version), *differents))
    )
    for (code,) in connexion.execute(requete.limit(_EXTRAIT)):
        rapport.signaler(
            "version_fausse", f"« {courante.name} » {code} : la fiche n'est pas sa dernière version scellée."
        )
    perdues = select(version.c[cle]).where(~select(courante.c[cle]).where(courante.c[cle] == version.c[cle]).exists())
    for (code,) in connexion.execute(perdues.limit(_EXTRAIT)):
        rapport.signaler("version_fausse", f"« {courante.name} » {code} : la fiche a disparu.")


def _cles_de_recherche(connexion: Connection, rapport: Rapport) -> None:
    requete = select(
        client.c.code, client.c.nom, client.c.prenom, client.c.cle_tri, client.c.cle_nom, client.c.cle_prenom
    ).execution_options(yield_per=5_000)
    trouvees = 0
    for code, nom, prenom, *cles in connexion.execute(requete):
        fiche = Coordonnees(nom=str(nom), prenom=str(prenom))
        if [fiche.cle_tri, fiche.cle_nom, fiche.cle_prenom] != cles and trouvees < _EXTRAIT:
            trouvees += 1
            rapport.signaler("recherche_fausse", f"Client {code} : ses clés de recherche ne suivent pas son nom.")
    if connexion.dialect.name == "sqlite":
        indexes = connexion.scalar(text("SELECT count(*) FROM client_recherche_docsize"))
        if indexes != connexion.scalar(select(func.count()).select_from(client)):
            rapport.signaler("recherche_fausse", "L'index de recherche des clients ne les contient pas tous.")


def _compteurs(connexion: Connection, rapport: Rapport) -> None:
    prochains = {str(c.nom): c.prochain for c in connexion.execute(select(compteur.c.nom, compteur.c.prochain))}
    for nom, colonne in (("compte", compte_client.c.numero), ("client", client.c.code)):
        atteint = int(connexion.scalar(select(func.coalesce(func.max(colonne), 0))) or 0)
        if not isinstance(prochains.get(nom), int) or prochains[nom] <= atteint:
            rapport.signaler("compteur_faux", f"Le prochain numéro de « {nom} » a déjà été donné.")


def verifier_le_schema(connexion: Connection, rapport: Rapport) -> None:
    """Check that tables, indexes and triggers are the program's own: a dropped trigger lets facts change."""
    if connexion.dialect.name == "sqlite":
        for (resultat,) in connexion.execute(text("PRAGMA quick_check(20)")):
            if resultat != "ok":
                rapport.signaler("fichier_abime", f"Le fichier de la base est abîmé : {resultat}.")
        for violation in connexion.execute(text("PRAGMA foreign_key_check")).fetchmany(_EXTRAIT):
            rapport.signaler(
                "lien_rompu", f"Une ligne de « {violation[0]} » renvoie à « {violation[2]} », qui n'existe pas."
            )
        _comparer(_objets_attendus_sqlite(), _paires(connexion, _OBJETS_SQLITE), rapport)
        return
    presents = {
        nom: _mots(texte) if nom.startswith("trigger ") else texte
        for nom, texte in _paires(connexion, _OBJETS_POSTGRESQL).items()
    }
    _comparer(_objets_attendus_postgresql(), presents, rapport)


def _comparer(attendus: dict[str, str], presents: dict[str, str], rapport: Rapport) -> None:
    for nom in sorted(attendus.keys() | presents.keys()):
        if attendus.get(nom) != presents.get(nom):
            rapport.signaler("schema_modifie", f"« {nom} » n'est plus tel que le programme l'a créé.")


def _paires(connexion: Connection, requete: str) -> dict[str, str]:
    return {str(nom): str(valeur) for nom, valeur in connexion.execute(text(requete))}


_OBJETS_SQLITE = (
    "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master "
    "WHERE substr(name, 1, 7) <> 'sqlite_' AND NOT (type = 'table' AND name = 'alembic_version')"
)
_OBJETS_POSTGRESQL = (
    "SELECT 'trigger ' || tgname, tgenabled::text || ' ' || pg_get_triggerdef(oid) "
    "FROM pg_trigger WHERE NOT tgisinternal "
    "UNION ALL SELECT 'règle ' || rulename, definition FROM pg_rules WHERE schemaname = 'public' "
    "UNION ALL SELECT 'fonction ' || proname, btrim(prosrc, E'\\n') FROM pg_proc WHERE proname LIKE 'cc\\_%' "
    "UNION ALL SELECT 'contrainte ' || conname, convalidated::text FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u') AND conname NOT LIKE 'alembic%' "
    "UNION ALL SELECT 'index ' || indexname, '' FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'ix\\_%'"
)


def _objets_attendus_sqlite() -> dict[str, str]:
    modele = sqlite3.connect(":memory:")
    try:
        for instruction in instructions_jusqu_a(REVISION, "sqlite"):
            modele.execute(instruction)
        return dict(modele.execute(_OBJETS_SQLITE).fetchall())
    finally:
        modele.close()


def _objets_attendus_postgresql() -> dict[str, str]:
    attendus: dict[str, str] = {}
    for nom, instruction in postgresql.objets().items():
        if instruction.startswith("CREATE FUNCTION"):
            attendus[f"fonction {nom}"] = instruction.split("$$")[1].strip("\n")
        else:
            attendus[f"trigger {nom}"] = _mots(f"O {instruction}")
    for instruction in instructions_jusqu_a(REVISION, "postgresql"):
        if instruction.startswith(("CREATE TABLE", "ALTER TABLE")):
            attendus |= {f"contrainte {nom}": "true" for nom in re.findall(r"CONSTRAINT (\w+)", instruction)}
        elif instruction.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")):
            attendus[f"index {instruction.split(' INDEX ')[1].split()[0]}"] = ""
    return attendus


def _mots(definition: str) -> str:
    """Return the words of a trigger's definition in one order: PostgreSQL says them in its own."""
    return " ".join(sorted(mot for mot in re.findall(r"\w+", definition) if mot != "public"))
