"""Triggers of SQLite: what the database itself refuses, and the derived figures it keeps.

``RAISE`` messages begin with ``cc:`` and a code, translated in ``storage/erreurs.py``. Facts also get a BEFORE
INSERT trigger refusing an existing key, since ``INSERT OR REPLACE`` fires no DELETE trigger (ARCHITECTURE §5).
"""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from caisse_clients.storage.declencheurs import ventes
from caisse_clients.storage.schema import Genre, metadata
from caisse_clients.storage.schema.clients import RECHERCHE_SQLITE

FUSIONS_ACTIVES = (
    "WITH RECURSIVE active(absorbe, garde) AS (SELECT f.absorbe, f.garde FROM fusion f WHERE f.annule IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM fusion a WHERE a.annule = f.id)), "
    "chaine(client, effectif) AS (SELECT absorbe, garde FROM active "
    "UNION SELECT c.client, a.garde FROM chaine c JOIN active a ON a.absorbe = c.effectif) "
    "SELECT client, effectif FROM chaine c WHERE NOT EXISTS (SELECT 1 FROM active a WHERE a.absorbe = c.effectif)"
)
"""Flattened redirects of the merges in force: (absorbed code, code it leads to); the same on both databases."""


def objets() -> dict[str, str]:
    """Return every trigger and virtual table by name, in the order in which they are created."""
    tous = {"client_recherche": RECHERCHE_SQLITE}
    for nom in sorted(metadata.tables):
        table = metadata.tables[nom]
        if table.info["genre"] is Genre.FAIT:
            tous |= _fait(table)
        elif table.info["genre"] is Genre.VERSIONNE:
            tous |= _versionne(table)
    return tous | {nom: f"CREATE TRIGGER {nom} {corps}" for nom, corps in (_METIER | ventes.sqlite()).items()}


def _refus(code: str, condition: str = "") -> str:
    return f"SELECT RAISE(ABORT, 'cc:{code}'){' WHERE ' + condition if condition else ''};"


def _fait(table: Table) -> dict[str, str]:
    nom = table.name
    uniques = [list(table.primary_key.columns)] + [
        list(c.columns)
        for c in sorted((c for c in table.constraints if isinstance(c, UniqueConstraint)), key=lambda c: str(c.name))
    ]
    existe = " OR ".join(
        f"EXISTS (SELECT 1 FROM {nom} WHERE {' AND '.join(f'{c.name} = NEW.{c.name}' for c in colonnes)})"
        for colonnes in uniques
    )
    return {
        f"{nom}_sans_update": f"CREATE TRIGGER {nom}_sans_update BEFORE UPDATE ON {nom} "
        f"BEGIN {_refus('inalterable')} END",
        f"{nom}_sans_delete": f"CREATE TRIGGER {nom}_sans_delete BEFORE DELETE ON {nom} "
        f"BEGIN {_refus('inalterable')} END",
        f"{nom}_sans_remplacement": f"CREATE TRIGGER {nom}_sans_remplacement BEFORE INSERT ON {nom} "
        f"BEGIN {_refus('doublon', existe)} END",
    }


def _versionne(table: Table) -> dict[str, str]:
    nom = table.name
    (cle,) = (c.name for c in table.primary_key.columns)
    sans_version = f"NOT EXISTS (SELECT 1 FROM {nom}_version WHERE {cle} = NEW.{cle} AND version = NEW.version)"
    return {
        f"{nom}_sans_delete": f"CREATE TRIGGER {nom}_sans_delete BEFORE DELETE ON {nom} "
        f"BEGIN {_refus('inalterable')} END",
        f"{nom}_creation": f"CREATE TRIGGER {nom}_creation BEFORE INSERT ON {nom} BEGIN "
        f"{_refus('doublon', f'EXISTS (SELECT 1 FROM {nom} WHERE {cle} = NEW.{cle})')} "
        f"{_refus('sans_version', f'NEW.version <> 1 OR {sans_version}')} END",
        f"{nom}_changement": f"CREATE TRIGGER {nom}_changement BEFORE UPDATE ON {nom} BEGIN "
        f"{_refus('inalterable', f'NEW.{cle} <> OLD.{cle}')} "
        f"{_refus('sans_version', f'NEW.version <> OLD.version + 1 OR {sans_version}')} END",
    }


_METIER = {
    # the chain
    "operation_suite": "BEFORE INSERT ON operation BEGIN "
    + _refus(
        "sequence_rompue",
        "NEW.sequence <> coalesce((SELECT sequence FROM tete_poste WHERE poste = NEW.poste), 0) + 1",
    )
    + " END",
    "operation_tete": "AFTER INSERT ON operation BEGIN "
    "INSERT INTO tete_poste (poste, sequence, horodatage, empreinte, signature) "
    "VALUES (NEW.poste, NEW.sequence, NEW.horodatage, NEW.empreinte, NEW.signature) "
    "ON CONFLICT (poste) DO UPDATE SET sequence = excluded.sequence, horodatage = excluded.horodatage, "
    "empreinte = excluded.empreinte, signature = excluded.signature; END",
    # the ledger
    "ligne_tardive": "BEFORE INSERT ON ligne BEGIN "
    + _refus("ecriture_close", "EXISTS (SELECT 1 FROM ecriture WHERE id = NEW.ecriture_id)")
    + " END",
    "ecriture_equilibre": "BEFORE INSERT ON ecriture BEGIN "
    + _refus(
        "ecriture_desequilibree",
        "(SELECT coalesce(sum(debit - credit), 1) FROM ligne WHERE ecriture_id = NEW.id) <> 0",
    )
    + _refus("date_des_lignes", "EXISTS (SELECT 1 FROM ligne WHERE ecriture_id = NEW.id AND date <> NEW.date)")
    + _refus(
        "periode_close",
        "EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date "
        "AND (station IS NULL OR station = NEW.station))",
    )
    + " END",
    "ecriture_extourne": "BEFORE INSERT ON ecriture WHEN NEW.extourne_de IS NOT NULL BEGIN "
    + _refus(
        "extourne_inexacte",
        "EXISTS (SELECT rang, compte, tiers, compte_client, debit, credit FROM ligne WHERE ecriture_id = NEW.id "
        "EXCEPT SELECT rang, compte, tiers, compte_client, credit, debit FROM ligne "
        "WHERE ecriture_id = NEW.extourne_de) OR (SELECT count(*) FROM ligne WHERE ecriture_id = NEW.id) <> "
        "(SELECT count(*) FROM ligne WHERE ecriture_id = NEW.extourne_de)",
    )
    + " END",
    "ecriture_soldes": "AFTER INSERT ON ecriture BEGIN "
    "UPDATE solde_compte SET entrees = entrees + m.entree, sorties = sorties + m.sortie, "
    "solde = solde + m.entree - m.sortie FROM ("
    "SELECT c.numero, sum(CASE c.sens WHEN 1 THEN l.debit ELSE l.credit END) AS entree, "
    "sum(CASE c.sens WHEN 1 THEN l.credit ELSE l.debit END) AS sortie "
    "FROM ligne l JOIN compte_client c ON c.numero = l.compte_client "
    "WHERE l.ecriture_id = NEW.id GROUP BY c.numero) AS m WHERE solde_compte.numero = m.numero; END",
    "compte_client_solde": "AFTER INSERT ON compte_client BEGIN "
    "INSERT INTO solde_compte (numero, entrees, sorties, solde) VALUES (NEW.numero, 0, 0, 0); END",
    # merges
    "fusion_controle": "BEFORE INSERT ON fusion BEGIN "
    + _refus(
        "fusion_impossible",
        "NEW.annule IS NULL AND EXISTS (SELECT 1 FROM client_effectif WHERE client IN (NEW.absorbe, NEW.garde))",
    )
    + _refus(
        "fusion_impossible",
        "NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fusion WHERE id = NEW.annule AND annule IS NULL "
        "AND absorbe = NEW.absorbe AND garde = NEW.garde)",
    )
    + " END",
    "fusion_effet": "AFTER INSERT ON fusion WHEN NEW.annule IS NULL BEGIN "
    "UPDATE client_effectif SET effectif = NEW.garde WHERE effectif = NEW.absorbe; "
    "INSERT INTO client_effectif (client, effectif) VALUES (NEW.absorbe, NEW.garde); END",
    "fusion_retour": "AFTER INSERT ON fusion WHEN NEW.annule IS NOT NULL BEGIN "
    "DELETE FROM client_effectif; "
    "INSERT INTO client_effectif (client, effectif) " + FUSIONS_ACTIVES + "; END",
    # search
    "client_recherche_creation": "AFTER INSERT ON client BEGIN "
    "INSERT INTO client_recherche (rowid, cle_tri) VALUES (NEW.code, NEW.cle_tri); END",
    "client_recherche_changement": "AFTER UPDATE OF cle_tri ON client WHEN OLD.cle_tri <> NEW.cle_tri BEGIN "
    "INSERT INTO client_recherche (client_recherche, rowid, cle_tri) VALUES ('delete', OLD.code, OLD.cle_tri); "
    "INSERT INTO client_recherche (rowid, cle_tri) VALUES (NEW.code, NEW.cle_tri); END",
}
