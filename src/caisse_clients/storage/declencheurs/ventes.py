"""Triggers of pièces, règlements and imputations, for both databases: written once where the SQL is the same.

The derived rows (``reste_echeance``, ``suivi_piece``, ``disponible``) are only added to; their CHECKs refuse what would
take more than is there, whichever post tries (DOMAIN §2: one avoir or acompte can never be spent twice).
"""

from __future__ import annotations

PERIODE_CLOSE = (
    "EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date "
    "AND (station IS NULL OR station = NEW.station))"
)
VALIDEE_INALTERABLE = (
    "NEW.version > 1 AND EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.id AND etat = 'validee' "
    "AND version = NEW.version - 1)"
)
LIGNE_TARDIVE = "EXISTS (SELECT 1 FROM piece_version WHERE id = NEW.piece AND version = NEW.version)"
"""Lines come before the version they belong to, as those of an écriture before its header."""
SIGNES_CONTRAIRES = "NEW.annule IS NULL AND (NEW.montant < 0 OR NEW.montant_source < 0)"
"""Only an un-matching gives euros back; ``contraire_inexact`` says how many."""
CONTRAIRE_INEXACT = (
    "NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM imputation i WHERE i.id = NEW.annule AND i.annule IS NULL "
    "AND i.montant = -NEW.montant AND i.montant_source = -NEW.montant_source "
    "AND i.montant_devise = -NEW.montant_devise "
    + " ".join(
        f"AND coalesce(i.{c}, 0) = coalesce(NEW.{c}, 0)"
        for c in ("reglement", "avoir", "compte_source", "echeance", "compte_cible", "remboursement")
    )
    + ")"
)
"""An un-matching takes back exactly what was matched."""

DEJA_ARCHIVE = (
    "NEW.annule IS NULL AND EXISTS (SELECT 1 FROM archivage a WHERE a.acces = NEW.acces AND a.annule IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM archivage b WHERE b.annule = a.id))"
)
"""An accès is stopped once, whichever post tries (manual 001)."""
DESARCHIVAGE_INEXACT = (
    "NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM archivage a WHERE a.id = NEW.annule "
    "AND a.acces = NEW.acces AND a.annule IS NULL AND a.montant_avoir = NEW.montant_avoir)"
)

SUIVI_DE_PIECE = "INSERT INTO suivi_piece (piece, client, montant, impute, reste) VALUES (NEW.id, NEW.client, 0, 0, 0)"
DISPONIBLE_D_AVOIR = (
    "INSERT INTO disponible (sorte, reference, client, montant, utilise, reste, montant_devise, utilise_devise, "
    "reste_devise) VALUES ('avoir', NEW.id, NEW.client, NEW.total_ttc, 0, NEW.total_ttc, NEW.total_devise, 0, "
    "NEW.total_devise)"
)
RESTE_D_ECHEANCE = (
    "INSERT INTO reste_echeance (echeance, piece, montant, impute, reste, montant_devise, impute_devise, reste_devise) "
    "VALUES (NEW.id, NEW.piece, NEW.montant, 0, NEW.montant, NEW.montant_devise, 0, NEW.montant_devise) "
    "ON CONFLICT (echeance) DO UPDATE SET montant = excluded.montant, "
    "reste = excluded.montant - reste_echeance.impute, montant_devise = excluded.montant_devise, "
    "reste_devise = excluded.montant_devise - reste_echeance.impute_devise"
)
SUIVI_D_ECHEANCE = (
    "UPDATE suivi_piece SET montant = (SELECT sum(r.montant) FROM reste_echeance r WHERE r.piece = NEW.piece), "
    "reste = (SELECT sum(r.montant) FROM reste_echeance r WHERE r.piece = NEW.piece) - impute WHERE piece = NEW.piece"
)
DISPONIBLE_DE_REGLEMENT = (
    "INSERT INTO disponible (sorte, reference, client, montant, utilise, reste, montant_devise, utilise_devise, "
    "reste_devise) VALUES ('reglement', NEW.id, NEW.client, "
    "CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant END, 0, "
    "CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant END, "
    "CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant_devise END, 0, "
    "CASE NEW.etat WHEN 'annule' THEN 0 ELSE NEW.montant_devise END) "
    "ON CONFLICT (sorte, reference) DO UPDATE SET montant = excluded.montant, "
    "reste = excluded.montant - disponible.utilise, montant_devise = excluded.montant_devise, "
    "reste_devise = excluded.montant_devise - disponible.utilise_devise"
)
IMPUTATION_SUR_ECHEANCE = (
    "UPDATE reste_echeance SET impute = impute + NEW.montant, reste = reste - NEW.montant, "
    "impute_devise = impute_devise + NEW.montant_devise, reste_devise = reste_devise - NEW.montant_devise "
    "WHERE echeance = NEW.echeance; "
    "UPDATE suivi_piece SET impute = impute + NEW.montant, reste = reste - NEW.montant "
    "WHERE piece = (SELECT piece FROM reste_echeance WHERE echeance = NEW.echeance)"
)
IMPUTATION_DE_SOURCE = (
    "UPDATE disponible SET utilise = utilise + NEW.montant_source, reste = reste - NEW.montant_source, "
    "utilise_devise = utilise_devise + NEW.montant_devise, reste_devise = reste_devise - NEW.montant_devise "
    "WHERE (sorte = 'reglement' AND reference = NEW.reglement) OR (sorte = 'avoir' AND reference = NEW.avoir)"
)


def sqlite() -> dict[str, str]:
    """Return the bodies of the SQLite triggers, by name."""

    def refus(code: str, condition: str) -> str:
        return f"SELECT RAISE(ABORT, 'cc:{code}') WHERE {condition};"

    return {
        "piece_version_controle": "BEFORE INSERT ON piece_version BEGIN "
        + refus("inalterable", VALIDEE_INALTERABLE)
        + " END",
        "piece_version_suivi": f"AFTER INSERT ON piece_version WHEN NEW.version = 1 BEGIN {SUIVI_DE_PIECE}; END",
        "piece_version_avoir": "AFTER INSERT ON piece_version WHEN NEW.type = 'avoir' AND NEW.version = 1 BEGIN "
        f"{DISPONIBLE_D_AVOIR}; END",
        "echeance_version_reste": f"AFTER INSERT ON echeance_version BEGIN {RESTE_D_ECHEANCE}; {SUIVI_D_ECHEANCE}; END",
        "reglement_version_disponible": "AFTER INSERT ON reglement_version WHEN NEW.sens = 1 BEGIN "
        f"{DISPONIBLE_DE_REGLEMENT}; END",
        "imputation_controle": "BEFORE INSERT ON imputation BEGIN "
        + refus("contraire_inexact", CONTRAIRE_INEXACT)
        + refus("periode_close", PERIODE_CLOSE)
        + " END",
        "piece_ligne_tardive": "BEFORE INSERT ON piece_ligne BEGIN " + refus("piece_close", LIGNE_TARDIVE) + " END",
        "imputation_signes": "BEFORE INSERT ON imputation BEGIN "
        + refus("contraire_inexact", SIGNES_CONTRAIRES)
        + " END",
        "archivage_unique": "BEFORE INSERT ON archivage BEGIN "
        + refus("deja_archive", DEJA_ARCHIVE)
        + refus("contraire_inexact", DESARCHIVAGE_INEXACT)
        + " END",
        "imputation_cible": "AFTER INSERT ON imputation WHEN NEW.echeance IS NOT NULL BEGIN "
        f"{IMPUTATION_SUR_ECHEANCE}; END",
        "imputation_source": "AFTER INSERT ON imputation WHEN NEW.reglement IS NOT NULL OR NEW.avoir IS NOT NULL "
        f"BEGIN {IMPUTATION_DE_SOURCE}; END",
    }


def _fonction(nom: str, corps: str, *, proprietaire: bool = False) -> str:
    droits = " SECURITY DEFINER SET search_path FROM CURRENT" if proprietaire else ""
    return f"CREATE FUNCTION {nom}() RETURNS trigger LANGUAGE plpgsql{droits} AS $$\nBEGIN\n{corps}\nEND $$"


def _refus(code: str, condition: str) -> str:
    return f"IF {condition} THEN RAISE EXCEPTION 'cc:{code}' USING ERRCODE = 'CC001'; END IF;"


FONCTIONS_POSTGRESQL = {
    "cc_piece_version_controle": _fonction(
        "cc_piece_version_controle", _refus("inalterable", VALIDEE_INALTERABLE) + " RETURN NEW;"
    ),
    "cc_piece_version_suite": _fonction(
        "cc_piece_version_suite",
        f"IF NEW.version = 1 THEN {SUIVI_DE_PIECE}; IF NEW.type = 'avoir' THEN {DISPONIBLE_D_AVOIR}; END IF; END IF; "
        "RETURN NULL;",
        proprietaire=True,
    ),
    "cc_echeance_version_reste": _fonction(
        "cc_echeance_version_reste", f"{RESTE_D_ECHEANCE}; {SUIVI_D_ECHEANCE}; RETURN NULL;", proprietaire=True
    ),
    "cc_reglement_version_disponible": _fonction(
        "cc_reglement_version_disponible",
        f"IF NEW.sens = 1 THEN {DISPONIBLE_DE_REGLEMENT}; END IF; RETURN NULL;",
        proprietaire=True,
    ),
    "cc_imputation_controle": _fonction(
        "cc_imputation_controle",
        _refus("contraire_inexact", CONTRAIRE_INEXACT) + "\n" + _refus("periode_close", PERIODE_CLOSE) + " RETURN NEW;",
    ),
    "cc_piece_ligne_tardive": _fonction(
        "cc_piece_ligne_tardive", _refus("piece_close", LIGNE_TARDIVE) + " RETURN NEW;"
    ),
    "cc_imputation_signes": _fonction(
        "cc_imputation_signes", _refus("contraire_inexact", SIGNES_CONTRAIRES) + " RETURN NEW;"
    ),
    "cc_archivage_unique": _fonction(
        "cc_archivage_unique",
        _refus("deja_archive", DEJA_ARCHIVE)
        + "\n"
        + _refus("contraire_inexact", DESARCHIVAGE_INEXACT)
        + " RETURN NEW;",
    ),
    "cc_imputation_effet": _fonction(
        "cc_imputation_effet",
        f"IF NEW.echeance IS NOT NULL THEN {IMPUTATION_SUR_ECHEANCE}; END IF; "
        f"IF NEW.reglement IS NOT NULL OR NEW.avoir IS NOT NULL THEN {IMPUTATION_DE_SOURCE}; END IF; RETURN NULL;",
        proprietaire=True,
    ),
}
DECLENCHEURS_POSTGRESQL = {
    nom: f"TRIGGER {nom} {moment} INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION cc_{nom}()"
    for nom, moment, table in (
        ("piece_version_controle", "BEFORE", "piece_version"),
        ("piece_version_suite", "AFTER", "piece_version"),
        ("echeance_version_reste", "AFTER", "echeance_version"),
        ("reglement_version_disponible", "AFTER", "reglement_version"),
        ("piece_ligne_tardive", "BEFORE", "piece_ligne"),
        ("imputation_signes", "BEFORE", "imputation"),
        ("imputation_controle", "BEFORE", "imputation"),
        ("imputation_effet", "AFTER", "imputation"),
        ("archivage_unique", "BEFORE", "archivage"),
    )
}
