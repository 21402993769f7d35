"""Triggers of PostgreSQL: the same refusals and derived figures as on SQLite, and two roles.

Functions that keep derived rows run as their owner (SECURITY DEFINER): the application role has no right to
write what only a trigger may write. A deferred constraint trigger checks the balance again at commit, which
closes the race between two sessions writing lines of one écriture (ARCHITECTURE §5).
"""

from __future__ import annotations

from sqlalchemy import Table

from caisse_clients.storage.declencheurs import ventes
from caisse_clients.storage.declencheurs.sqlite import FUSIONS_ACTIVES
from caisse_clients.storage.schema import Genre, metadata

ROLE_APPLICATION = "caisse_clients_application"
"""Role the program takes at each connection: it may not switch triggers off nor alter facts."""


def _fonction(nom: str, corps: str, *, proprietaire: bool = False, declarations: str = "") -> str:
    droits = " SECURITY DEFINER SET search_path FROM CURRENT" if proprietaire else ""
    return (
        f"CREATE FUNCTION {nom}() RETURNS trigger LANGUAGE plpgsql{droits} AS $$\n{declarations}BEGIN\n{corps}\nEND $$"
    )


def _refus(code: str, condition: str) -> str:
    return f"IF {condition} THEN RAISE EXCEPTION 'cc:{code}' USING ERRCODE = 'CC001'; END IF;"


def objets() -> dict[str, str]:
    """Return every function and trigger by name, in the order in which they are created."""
    tous = _FONCTIONS | ventes.FONCTIONS_POSTGRESQL
    for nom in sorted(metadata.tables):
        table = metadata.tables[nom]
        if table.info["genre"] is Genre.FAIT:
            tous |= _fait(nom)
        elif table.info["genre"] is Genre.VERSIONNE:
            tous |= _versionne(table)
        elif table.info["genre"] is Genre.DERIVE and table.info["par_declencheur"]:
            tous[f"{nom}_derive"] = (
                f"CREATE TRIGGER {nom}_derive BEFORE INSERT OR UPDATE OR DELETE ON {nom} "
                "FOR EACH ROW EXECUTE FUNCTION cc_derive()"
            )
    return tous | {nom: f"CREATE {corps}" for nom, corps in (_METIER | ventes.DECLENCHEURS_POSTGRESQL).items()}


def droits() -> list[str]:
    """Return the GRANTs of the application role, idempotent."""
    faits = [n for n, t in sorted(metadata.tables.items()) if t.info["genre"] is Genre.FAIT]
    libres = [
        n
        for n, t in sorted(metadata.tables.items())
        if t.info["genre"] in (Genre.VERSIONNE, Genre.BROUILLON) or not t.info.get("par_declencheur", True)
    ]
    derives = sorted(set(metadata.tables) - set(faits) - set(libres))
    return [
        f"GRANT SELECT, INSERT ON {', '.join(faits)} TO {ROLE_APPLICATION}",
        f"GRANT SELECT, INSERT, UPDATE ON {', '.join(libres)} TO {ROLE_APPLICATION}",
        # UPDATE only so that SELECT … FOR UPDATE may lock them; the trigger refuses a real change
        f"GRANT SELECT, UPDATE ON {', '.join(derives)} TO {ROLE_APPLICATION}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE_APPLICATION}",
        f"GRANT SELECT ON alembic_version TO {ROLE_APPLICATION}",
    ]


SEQUENCES = (
    "operation",
    "ecriture",
    "fusion",
    "cle_poste",
    "cloture",
    "tirage",
    "piece",
    "echeance",
    "reglement",
    "imputation",
    "piece_jointe",
    "lettrage",
    "transfert",
    "relance",
    "acces",
    "archivage",
    "cheque",
    "bon_avoir",
    "exigibilite",
)
"""Tables whose ids come from a sequence ``<table>_ids``, allocated before the insertion."""


def _fait(nom: str) -> dict[str, str]:
    return {
        f"{nom}_inalterable": f"CREATE TRIGGER {nom}_inalterable BEFORE UPDATE OR DELETE ON {nom} "
        "FOR EACH ROW EXECUTE FUNCTION cc_inalterable()",
        f"{nom}_sans_vidage": f"CREATE TRIGGER {nom}_sans_vidage BEFORE TRUNCATE ON {nom} "
        "FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()",
    }


def _versionne(table: Table) -> dict[str, str]:
    nom = table.name
    (cle,) = (c.name for c in table.primary_key.columns)
    sans_version = f"NOT EXISTS (SELECT 1 FROM {nom}_version WHERE {cle} = NEW.{cle} AND version = NEW.version)"
    corps = (
        f"IF TG_OP = 'UPDATE' THEN {_refus('inalterable', f'NEW.{cle} <> OLD.{cle}')} "
        f"{_refus('sans_version', f'NEW.version <> OLD.version + 1 OR {sans_version}')} "
        f"ELSE {_refus('sans_version', f'NEW.version <> 1 OR {sans_version}')} END IF; RETURN NEW;"
    )
    return {
        f"cc_{nom}_version": _fonction(f"cc_{nom}_version", corps),
        f"{nom}_changement": f"CREATE TRIGGER {nom}_changement BEFORE INSERT OR UPDATE ON {nom} "
        f"FOR EACH ROW EXECUTE FUNCTION cc_{nom}_version()",
        f"{nom}_sans_delete": f"CREATE TRIGGER {nom}_sans_delete BEFORE DELETE ON {nom} "
        "FOR EACH ROW EXECUTE FUNCTION cc_inalterable()",
        f"{nom}_sans_vidage": f"CREATE TRIGGER {nom}_sans_vidage BEFORE TRUNCATE ON {nom} "
        "FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()",
    }


_DESEQUILIBRE = "(SELECT coalesce(sum(debit - credit), 1) FROM ligne WHERE ecriture_id = NEW.id) <> 0"

_FONCTIONS = {
    "cc_inalterable": _fonction("cc_inalterable", "RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001';"),
    "cc_derive": _fonction(
        "cc_derive",
        _refus("inalterable", "pg_trigger_depth() < 2") + " RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;",
    ),
    "cc_operation_suite": _fonction(
        "cc_operation_suite",
        _refus(
            "sequence_rompue",
            "NEW.sequence <> coalesce((SELECT sequence FROM tete_poste WHERE poste = NEW.poste), 0) + 1",
        )
        + " RETURN NEW;",
    ),
    "cc_operation_tete": _fonction(
        "cc_operation_tete",
        "INSERT INTO tete_poste (poste, sequence, horodatage, empreinte, signature) "
        "VALUES (NEW.poste, NEW.sequence, NEW.horodatage, NEW.empreinte, NEW.signature) "
        "ON CONFLICT (poste) DO UPDATE SET sequence = excluded.sequence, horodatage = excluded.horodatage, "
        "empreinte = excluded.empreinte, signature = excluded.signature; RETURN NULL;",
        proprietaire=True,
    ),
    "cc_ligne_tardive": _fonction(
        "cc_ligne_tardive",
        _refus("ecriture_close", "EXISTS (SELECT 1 FROM ecriture WHERE id = NEW.ecriture_id)") + " RETURN NEW;",
    ),
    "cc_ecriture_controle": _fonction(
        "cc_ecriture_controle",
        _refus("ecriture_desequilibree", _DESEQUILIBRE)
        + "\n"
        + _refus("date_des_lignes", "EXISTS (SELECT 1 FROM ligne WHERE ecriture_id = NEW.id AND date <> NEW.date)")
        + "\n"
        + _refus(
            "periode_close",
            "EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date "
            "AND (station IS NULL OR station = NEW.station))",
        )
        + "\n"
        + _refus(
            "extourne_inexacte",
            "NEW.extourne_de IS NOT NULL AND (EXISTS ("
            "SELECT rang, compte, tiers, compte_client, debit, credit FROM ligne WHERE ecriture_id = NEW.id EXCEPT "
            "SELECT rang, compte, tiers, compte_client, credit, debit FROM ligne WHERE ecriture_id = NEW.extourne_de) "
            "OR (SELECT count(*) FROM ligne WHERE ecriture_id = NEW.id) <> "
            "(SELECT count(*) FROM ligne WHERE ecriture_id = NEW.extourne_de))",
        )
        + " RETURN NEW;",
    ),
    "cc_ecriture_equilibre": _fonction(
        "cc_ecriture_equilibre", _refus("ecriture_desequilibree", _DESEQUILIBRE) + " RETURN NULL;"
    ),
    "cc_ecriture_soldes": _fonction(
        "cc_ecriture_soldes",
        "UPDATE solde_compte SET entrees = entrees + m.entree, sorties = sorties + m.sortie, "
        "solde = solde + m.entree - m.sortie FROM ("
        "SELECT c.numero, sum(CASE c.sens WHEN 1 THEN l.debit ELSE l.credit END) AS entree, "
        "sum(CASE c.sens WHEN 1 THEN l.credit ELSE l.debit END) AS sortie "
        "FROM ligne l JOIN compte_client c ON c.numero = l.compte_client "
        "WHERE l.ecriture_id = NEW.id GROUP BY c.numero) AS m WHERE solde_compte.numero = m.numero; RETURN NULL;",
        proprietaire=True,
    ),
    "cc_compte_client_solde": _fonction(
        "cc_compte_client_solde",
        "INSERT INTO solde_compte (numero, entrees, sorties, solde) VALUES (NEW.numero, 0, 0, 0); RETURN NULL;",
        proprietaire=True,
    ),
    "cc_fusion_controle": _fonction(
        "cc_fusion_controle",
        _refus(
            "fusion_impossible",
            "NEW.annule IS NULL AND EXISTS (SELECT 1 FROM client_effectif WHERE client IN (NEW.absorbe, NEW.garde))",
        )
        + "\n"
        + _refus(
            "fusion_impossible",
            "NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fusion WHERE id = NEW.annule AND annule IS NULL "
            "AND absorbe = NEW.absorbe AND garde = NEW.garde)",
        )
        + " RETURN NEW;",
    ),
    "cc_fusion_effet": _fonction(
        "cc_fusion_effet",
        "IF NEW.annule IS NULL THEN UPDATE client_effectif SET effectif = NEW.garde WHERE effectif = NEW.absorbe; "
        "INSERT INTO client_effectif (client, effectif) VALUES (NEW.absorbe, NEW.garde); "
        f"ELSE DELETE FROM client_effectif; INSERT INTO client_effectif (client, effectif) {FUSIONS_ACTIVES}; "
        "END IF; RETURN NULL;",
        proprietaire=True,
    ),
}

_METIER = {
    "operation_suite": "TRIGGER operation_suite BEFORE INSERT ON operation FOR EACH ROW "
    "EXECUTE FUNCTION cc_operation_suite()",
    "operation_tete": "TRIGGER operation_tete AFTER INSERT ON operation FOR EACH ROW "
    "EXECUTE FUNCTION cc_operation_tete()",
    "ligne_tardive": "TRIGGER ligne_tardive BEFORE INSERT ON ligne FOR EACH ROW EXECUTE FUNCTION cc_ligne_tardive()",
    "ecriture_controle": "TRIGGER ecriture_controle BEFORE INSERT ON ecriture FOR EACH ROW "
    "EXECUTE FUNCTION cc_ecriture_controle()",
    "ecriture_equilibre": "CONSTRAINT TRIGGER ecriture_equilibre AFTER INSERT ON ecriture "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cc_ecriture_equilibre()",
    "ecriture_soldes": "TRIGGER ecriture_soldes AFTER INSERT ON ecriture FOR EACH ROW "
    "EXECUTE FUNCTION cc_ecriture_soldes()",
    "compte_client_solde": "TRIGGER compte_client_solde AFTER INSERT ON compte_client FOR EACH ROW "
    "EXECUTE FUNCTION cc_compte_client_solde()",
    "fusion_controle": "TRIGGER fusion_controle BEFORE INSERT ON fusion FOR EACH ROW "
    "EXECUTE FUNCTION cc_fusion_controle()",
    "fusion_effet": "TRIGGER fusion_effet AFTER INSERT ON fusion FOR EACH ROW EXECUTE FUNCTION cc_fusion_effet()",
}
