"""The witness of the sales: what is true of a base whatever was done to it, by plain SQL, nothing of the program."""

from __future__ import annotations

import sqlite3
from typing import Any

Lignes = list[Any]
EN_VIGUEUR = (
    "(SELECT i.*, e.piece FROM imputation i LEFT JOIN echeance e ON e.id = i.echeance WHERE i.annule IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM imputation c WHERE c.annule = i.id))"
)
PROVISOIRE = "(p.type = 'commande' OR p.etat IN ('brouillon', 'supprimee'))"
CONTREPASSEE = "EXISTS (SELECT 1 FROM ecriture x WHERE x.extourne_de = {})"
ANNULEE_PAR_AVOIR = (
    "EXISTS (SELECT 1 FROM piece a WHERE a.origine = f.id AND a.type = 'avoir' AND a.total_devise = f.total_devise "
    "AND a.conditions <> 'rabais')"
)
"""A rebate of the whole leaves the sale made: its commande is not expected again."""
EN_EUROS = "EXISTS (SELECT 1 FROM piece o WHERE o.id = f.affaire AND o.devise = 'EUR')"
"""A facture d'acompte says the euros of the day; in another currency what slides may be rounded a cent apart."""
IMPOSSIBLES = {
    "la TVA d'un service attend encore alors que tout est payé": (
        "SELECT x.piece, sum(x.tva), sum(x.exigible) FROM exigibilite x JOIN suivi_piece s ON s.piece = x.piece "
        "WHERE s.reste = 0 GROUP BY x.piece HAVING sum(x.tva) <> sum(x.exigible)"
    ),
    "la TVA d'un service est due avant tout paiement": (
        f"SELECT x.piece, sum(x.exigible) FROM exigibilite x WHERE NOT EXISTS (SELECT 1 FROM {EN_VIGUEUR} i "
        "LEFT JOIN piece a ON a.id = i.avoir WHERE i.piece = x.piece AND coalesce(a.origine, 0) <> x.piece) "
        "GROUP BY x.piece HAVING sum(x.exigible) <> 0"
    ),
    "la TVA en attente n'est pas celle des livres": (
        "SELECT sum(tva - exigible) AS dite FROM exigibilite HAVING dite <> "
        "(SELECT coalesce(sum(credit - debit), 0) FROM ligne WHERE compte = '44574')"
    ),
    "une écriture n'est pas équilibrée": (
        "SELECT ecriture_id, sum(debit - credit) FROM ligne GROUP BY ecriture_id HAVING sum(debit - credit) <> 0"
    ),
    "une échéance est payée au-delà": (
        "SELECT e.id, e.montant, sum(i.montant) FROM echeance e JOIN imputation i ON i.echeance = e.id GROUP BY e.id "
        "HAVING sum(i.montant) NOT BETWEEN 0 AND e.montant OR sum(i.montant_devise) NOT BETWEEN 0 AND e.montant_devise"
    ),
    "une pièce est payée au-delà de son total": (
        "SELECT p.numero, p.total_ttc, sum(i.montant) FROM piece p JOIN echeance e ON e.piece = p.id "
        "JOIN imputation i ON i.echeance = e.id GROUP BY p.id HAVING sum(i.montant) > p.total_ttc "
        "OR sum(i.montant_devise) > p.total_devise"
    ),
    "une source donne plus qu'elle n'a": (
        "SELECT d.sorte, d.reference, d.montant, d.utilise, d.reste FROM disponible d WHERE d.reste < 0 "
        "OR d.montant <> d.utilise + d.reste OR d.utilise <> coalesce((SELECT sum(i.montant_source) FROM imputation i "
        "WHERE (d.sorte = 'reglement' AND i.reglement = d.reference) "
        "OR (d.sorte = 'avoir' AND i.avoir = d.reference)), 0)"
    ),
    "une pièce morte garde de l'argent ou attend quelque chose": (
        "SELECT p.numero, p.etat, s.montant, s.impute FROM piece p JOIN suivi_piece s ON s.piece = p.id "
        "WHERE p.etat IN ('annulee', 'supprimee') AND (s.impute <> 0 OR s.reste <> 0)"
    ),
    "une facture n'attend pas son total": (
        "SELECT p.numero, p.total_ttc, s.montant FROM piece p JOIN suivi_piece s ON s.piece = p.id "
        "WHERE p.type IN ('facture', 'ticket') AND p.etat IN ('brouillon', 'validee') AND s.montant <> p.total_ttc"
    ),
    "un règlement annulé paie encore": (
        f"SELECT r.numero, i.id FROM {EN_VIGUEUR} i JOIN reglement r ON r.id = coalesce(i.reglement, i.remboursement) "
        "WHERE r.etat = 'annule'"
    ),
    "un acompte n'est pas à 4191 tant que la pièce est provisoire": (
        f"SELECT i.id, p.numero FROM {EN_VIGUEUR} i JOIN piece p ON p.id = i.piece WHERE {PROVISOIRE} "
        "AND i.motif <> 'ecart' AND (i.ecriture_acompte IS NULL "
        f"OR {CONTREPASSEE.format('i.ecriture_acompte')} OR i.montant <> (SELECT sum(l.debit) FROM ligne l "
        "WHERE l.ecriture_id = i.ecriture_acompte))"
    ),
    "un acompte reste à 4191 sans imputation sur une pièce provisoire": (
        "SELECT DISTINCT o.ecriture_acompte FROM imputation o WHERE o.ecriture_acompte IS NOT NULL "
        f"AND NOT {CONTREPASSEE.format('o.ecriture_acompte')} AND NOT EXISTS (SELECT 1 FROM {EN_VIGUEUR} i "
        f"JOIN piece p ON p.id = i.piece WHERE i.ecriture_acompte = o.ecriture_acompte AND {PROVISOIRE})"
    ),
    "une écriture d'acompte sert deux fois": (
        f"SELECT i.ecriture_acompte FROM {EN_VIGUEUR} i WHERE i.ecriture_acompte IS NOT NULL "
        "GROUP BY i.ecriture_acompte HAVING count(*) > 1"
    ),
    "une facture d'acompte et ses avoirs passent sous zéro": (
        "SELECT f.numero FROM piece f LEFT JOIN piece a ON a.origine = f.id AND a.type = 'avoir_acompte' "
        "WHERE f.type = 'facture_acompte' GROUP BY f.id HAVING f.total_ttc < coalesce(sum(a.total_ttc), 0) "
        "OR f.total_ht < coalesce(sum(a.total_ht), 0) OR f.total_tva < coalesce(sum(a.total_tva), 0)"
    ),
    "une facture d'acompte dit moins que ce qui la porte": (
        f"SELECT f.numero, f.total_ttc FROM piece f WHERE f.type = 'facture_acompte' AND f.total_ttc - coalesce("
        "(SELECT sum(a.total_ttc) FROM piece a WHERE a.origine = f.id AND a.type = 'avoir_acompte'), 0) < coalesce("
        f"(SELECT sum(i.montant) FROM {EN_VIGUEUR} i WHERE i.facture_acompte = f.id), 0) AND {EN_EUROS}"
    ),
    "la TVA d'une pièce n'est pas celle de ses lignes": (
        "SELECT p.numero FROM piece p JOIN piece_ligne l ON l.piece = p.id AND l.version = p.version_lignes "
        "WHERE p.devise = 'EUR' GROUP BY p.id HAVING p.total_tva <> sum(l.montant_tva) "
        "OR p.total_ht <> sum(l.montant_ht) OR p.total_ttc <> sum(l.montant_ttc)"
    ),
    "une lettre n'est pas à zéro": (
        "SELECT t.lettre, t.tiers, sum(l.debit - l.credit) FROM lettrage t JOIN lettrage_ligne x ON x.lettrage = t.id "
        "JOIN ligne l ON l.ecriture_id = x.ecriture AND l.rang = x.rang WHERE t.annule IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM lettrage c WHERE c.annule = t.id) GROUP BY t.id HAVING sum(l.debit - l.credit) <> 0"
    ),
    "deux lettres sur une ligne": (
        "SELECT x.ecriture, x.rang FROM lettrage_ligne x JOIN lettrage t ON t.id = x.lettrage WHERE NOT EXISTS "
        "(SELECT 1 FROM lettrage c WHERE c.annule = t.id) GROUP BY x.ecriture, x.rang HAVING count(*) > 1"
    ),
}
"""What must never be found, and the query that would find it."""
AVEC_DOCUMENT = (
    f"SELECT f.numero, f.total_ttc FROM piece f WHERE f.type = 'facture_acompte' AND {EN_EUROS} "
    "AND NOT EXISTS (SELECT 1 FROM piece v WHERE v.affaire = f.affaire AND v.type = 'facture' AND v.etat = 'validee') "
    "AND f.total_ttc - coalesce((SELECT sum(a.total_ttc) FROM piece a WHERE a.origine = f.id "
    "AND a.type = 'avoir_acompte'), 0) <> coalesce("
    f"(SELECT sum(i.montant) FROM {EN_VIGUEUR} i WHERE i.facture_acompte = f.id), 0)"
)
"""As long as no facture took them back, factures d'acompte less their avoirs are the acomptes they tell."""
TVA_DES_DOCUMENTS = (
    "SELECT f.numero, f.total_tva - coalesce((SELECT sum(a.total_tva) FROM piece a WHERE a.origine = f.id "
    "AND a.type = 'avoir_acompte'), 0) AS dite, (SELECT coalesce(sum(l.credit), 0) FROM "
    f"{EN_VIGUEUR} i JOIN ligne l ON l.ecriture_id = i.ecriture_acompte AND l.compte LIKE '44571%' "
    f"WHERE i.facture_acompte = f.id) AS tenue FROM piece f WHERE f.type = 'facture_acompte' AND {EN_EUROS} "
    "AND NOT EXISTS "
    "(SELECT 1 FROM piece v WHERE v.affaire = f.affaire AND v.type = 'facture' AND v.etat = 'validee')"
)
"""The VAT that factures d'acompte say and the VAT that stands at 44571 for them."""
SOLDE_411 = "SELECT coalesce(sum(debit - credit), 0) FROM ligne WHERE compte = '411' AND tiers = ?"
RESTANT_DU = (
    "SELECT (SELECT coalesce(sum(s.reste), 0) FROM suivi_piece s JOIN piece p ON p.id = s.piece WHERE p.client = :t "
    "AND p.type IN ('facture', 'ticket') AND p.etat = 'validee') + (SELECT coalesce(sum(s.solde), 0) FROM solde_compte "
    "s JOIN compte_client c ON c.numero = s.numero WHERE (c.type IN ('credit', 'export') AND c.client = :t) "
    "OR c.organisme = :t) - (SELECT coalesce(sum(d.reste), 0) FROM disponible d WHERE d.client = :t)"
)
TOUT_FACTURE = (
    "NOT EXISTS (SELECT 1 FROM piece_ligne l WHERE l.piece = p.id AND l.version = p.version_lignes AND l.quantite > "
    "coalesce((SELECT sum(x.quantite) FROM piece f JOIN piece_ligne x ON x.piece = f.id AND x.version = "
    "f.version_lignes WHERE f.affaire = p.id AND f.type = 'facture' AND f.etat IN ('brouillon', 'validee') "
    f"AND NOT {ANNULEE_PAR_AVOIR} AND x.rang_origine = l.rang), 0))"
)
"""Nothing more is expected of a commande whose every quantity is on factures, at whatever price in the end."""
COMMANDES = (
    "SELECT p.numero, p.total_devise, coalesce((SELECT sum(f.total_devise) FROM piece f WHERE f.affaire = p.id "
    f"AND f.type = 'facture' AND f.etat IN ('brouillon', 'validee') AND NOT {ANNULEE_PAR_AVOIR}), 0) AS facture, "
    "(SELECT sum(r.impute_devise) FROM reste_echeance r WHERE r.piece = p.id) AS impute, "
    "(SELECT sum(r.reste_devise) FROM reste_echeance r WHERE r.piece = p.id) AS reste, "
    f"{TOUT_FACTURE} FROM piece p WHERE p.type = 'commande' AND p.etat = 'en_cours'"
)


def controler(base: sqlite3.Connection) -> None:
    """Assert all that holds for any base."""
    for quoi, requete in IMPOSSIBLES.items():
        assert not (trouve := base.execute(requete).fetchall()), f"{quoi} : {trouve}"
    assert not (trouve := base.execute(AVEC_DOCUMENT).fetchall()), f"factures d'acompte : {trouve}"
    for numero, dite, tenue in base.execute(TVA_DES_DOCUMENTS).fetchall():
        assert dite == tenue, f"TVA de {numero} : {dite} sur les documents, {tenue} à 44571"
    for (tiers,) in base.execute("SELECT code FROM client").fetchall():
        (solde,) = base.execute(SOLDE_411, (tiers,)).fetchone()
        (restant,) = base.execute(RESTANT_DU, {"t": tiers}).fetchone()
        assert solde == restant, f"411 du client {tiers} : {solde}, restant dû {restant}"
    for numero, total, facture, impute, reste, tout in base.execute(COMMANDES).fetchall():
        attendu = 0 if tout else max(0, total - facture - impute)
        assert reste == attendu, f"{numero} : {total} - {facture} - {impute} <> {reste}"


def argent_des_reglements(base: sqlite3.Connection) -> tuple[int, int, int, int]:
    """Return in centimes, over all règlements received: imputed, disponible, given back, passed to an écart."""
    (impute, rendu, ecart) = base.execute(
        "SELECT coalesce(sum(CASE WHEN echeance IS NOT NULL OR compte_cible IS NOT NULL THEN montant_source END), 0), "
        "coalesce(sum(CASE WHEN remboursement IS NOT NULL THEN montant_source END), 0), "
        "coalesce(sum(CASE WHEN echeance IS NULL AND compte_cible IS NULL AND remboursement IS NULL "
        "THEN montant_source END), 0) FROM imputation WHERE reglement IS NOT NULL"
    ).fetchone()
    (disponible,) = base.execute("SELECT coalesce(sum(reste), 0) FROM disponible WHERE sorte = 'reglement'").fetchone()
    return int(impute), int(disponible), int(rendu), int(ecart)
