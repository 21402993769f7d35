"""Statements of 1 000 and 100 000 movements, the aged balance, their papers, against the same by plain sqlite3."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from caisse_clients.application import editions, lectures_editions
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.domain.releves import SorteReleve
from tests.performance.decor import Decor, brut, copie_de, reglages_de, sans_declencheurs
from tests.performance.mesure import Mesure, alterner, chronometrer

CLIENT = 2
TAILLES = (1_000, 100_000)
DEBUT = dt.date(2010, 1, 1)
TEXTES_D_UN_MOUVEMENT = 5
"""Date, reference, description, amount, running balance."""
_MOUVEMENTS = (
    "SELECT e.date, e.libelle, p.numero, sum(l.debit), sum(l.credit), "
    "sum(sum(l.debit - l.credit)) OVER (ORDER BY e.date, e.id), e.id, p.total_ht "
    "FROM ligne l JOIN ecriture e ON e.id = l.ecriture_id "
    "LEFT JOIN piece p ON p.ecriture = coalesce(e.extourne_de, e.id) "
    "WHERE l.tiers = ? AND l.date >= ? AND l.date <= ? AND e.origine <> 'acompte' GROUP BY e.id ORDER BY e.date, e.id"
)
_OUVERTURE = (
    "SELECT sum(l.debit - l.credit) FROM ligne l JOIN ecriture e ON e.id = l.ecriture_id WHERE l.tiers = ? "
    "AND l.date < ? AND e.origine <> 'acompte'"
)
_DUS = (
    "SELECT p.client, sum(CASE WHEN e.date >= ?1 THEN e.montant - coalesce(i.m, 0) END), "
    "sum(CASE WHEN e.date < ?1 AND e.date >= date(?1, '-30 days') THEN e.montant - coalesce(i.m, 0) END), "
    "sum(CASE WHEN e.date < date(?1, '-30 days') THEN e.montant - coalesce(i.m, 0) END) FROM echeance e "
    "JOIN piece p ON p.id = e.piece LEFT JOIN (SELECT echeance, sum(montant) AS m FROM imputation WHERE date <= ?1 "
    "AND echeance IS NOT NULL GROUP BY echeance) i ON i.echeance = e.id WHERE p.type IN ('facture', 'ticket') "
    "AND p.etat = 'validee' AND p.date <= ?1 AND e.montant <> coalesce(i.m, 0) GROUP BY p.client"
)
_COMPTES = (
    "SELECT l.tiers, sum(l.debit - l.credit) FROM ligne l JOIN compte_client c ON c.numero = l.compte_client "
    "WHERE l.date <= ? GROUP BY l.tiers"
)
_RECUS = (
    "SELECT l.tiers, sum(l.credit - l.debit) FROM ligne l JOIN ecriture e ON e.id = l.ecriture_id "
    "WHERE l.tiers IS NOT NULL AND l.compte_client IS NULL AND l.date <= ? AND e.origine = 'reglement' GROUP BY l.tiers"
)
_AVOIRS = "SELECT client, sum(total_ttc) FROM piece WHERE type = 'avoir' AND date <= ? GROUP BY client"
_UTILISES = (
    "SELECT coalesce(r.client, p.client), sum(i.montant_source) FROM imputation i LEFT JOIN reglement r "
    "ON r.id = i.reglement LEFT JOIN piece p ON p.id = i.avoir WHERE i.date <= ? AND i.remboursement IS NULL "
    "AND (i.reglement IS NOT NULL OR i.avoir IS NOT NULL) GROUP BY 1"
)
_ACOMPTES = (
    "SELECT p.client, sum(i.montant) FROM imputation i JOIN echeance e ON e.id = i.echeance JOIN piece p "
    "ON p.id = e.piece WHERE i.date <= ?1 AND (p.type NOT IN ('facture', 'ticket') OR p.etat <> 'validee' "
    "OR p.date > ?1) GROUP BY p.client"
)
_NOMS = "SELECT code, nom, prenom FROM client ORDER BY cle_tri"
_BALANCE = (_DUS, _COMPTES, _RECUS, _AVOIRS, _UTILISES, _ACOMPTES)


def releves(decor: Decor) -> Iterator[Mesure]:
    """Read a statement, then draw it; then the aged balance of all clients."""
    taille = min(decor.tailles)
    for mouvements in TAILLES:
        with copie_de(taille) as dossier:
            _garnir(dossier / "base.sqlite", mouvements)
            services = ouvrir_services(reglages_de(dossier).base, reglages=reglages_de(dossier))
            nu = brut(dossier / "base.sqlite")
            yield from _un_client(decor, services, nu, mouvements)
            if mouvements == TAILLES[0]:
                yield _balance(decor, services, nu, taille)
            nu.close()
            services.fermer()


def _un_client(decor: Decor, services: Services, nu: sqlite3.Connection, mouvements: int) -> Iterator[Mesure]:
    au = services.aujourd_hui()
    fois = max(1, 3_000 // mouvements)

    def lire() -> object:
        with services.lire() as lecteur:
            return lectures_editions.releve(lecteur, CLIENT, du=DEBUT, au=au)

    def a_nu() -> object:
        nu.execute("BEGIN")
        nu.execute(_OUVERTURE, (CLIENT, DEBUT.isoformat())).fetchall()
        lignes = nu.execute(_MOUVEMENTS, (CLIENT, DEBUT.isoformat(), au.isoformat())).fetchall()
        nu.execute("COMMIT")
        return lignes

    donnees, notre, etalon = f"{mouvements} mouvements", chronometrer(lire, fois), chronometrer(a_nu, fois)
    yield alterner("relevé d'un client, lignes prêtes", donnees, notre, etalon, 1.5, decor.tours)
    with services.lire() as lecteur:
        releve = lectures_editions.releve(lecteur, CLIENT, du=DEBUT, au=au, sorte=SorteReleve.ACTIVITE)
        edition = editions.edition_de(services, lecteur)

    def dessiner() -> object:
        with services.lire() as lecteur:
            return editions.editer_releve(lecteur, releve, edition)

    from tests.performance.processus import pdf_a_la_main

    textes = mouvements * TEXTES_D_UN_MOUVEMENT
    yield alterner(
        "PDF du relevé", donnees, chronometrer(dessiner), chronometrer(lambda: pdf_a_la_main(textes)), 8.0, 3
    )


def _balance(decor: Decor, services: Services, nu: sqlite3.Connection, taille: int) -> Mesure:
    au = services.aujourd_hui()

    def lire() -> object:
        with services.lire() as lecteur:
            return lectures_editions.balance_agee(lecteur, au)

    def a_nu() -> object:
        nu.execute("BEGIN")
        lignes = [nu.execute(requete, (au.isoformat(),)).fetchall() for requete in _BALANCE]
        noms = nu.execute(_NOMS).fetchall()
        nu.execute("COMMIT")
        return lignes, noms

    donnees = f"{taille} clients"
    return alterner("balance âgée", donnees, chronometrer(lire), chronometrer(a_nu), 1.5, decor.tours)


def _garnir(fichier: Path, mouvements: int) -> None:
    """Give the client so many movements of its own, on the copy: what writes them is not what is measured."""
    nu = brut(fichier)
    sans_declencheurs(nu)
    (dernier,) = nu.execute("SELECT max(id) FROM ecriture").fetchone()
    nu.execute("PRAGMA foreign_keys=OFF")
    colonnes = [colonne[1] for colonne in nu.execute("PRAGMA table_info(ecriture)")]
    modele = dict(zip(colonnes, nu.execute("SELECT * FROM ecriture WHERE id = ?", (dernier,)).fetchone(), strict=True))
    modele |= {"origine": "saisie", "extourne_de": None}
    nu.execute("BEGIN")
    for n in range(1, mouvements + 1):
        jour = (DEBUT + dt.timedelta(days=n * 5_000 // mouvements)).isoformat()
        debit, credit = (10_000 + n, 0) if n % 3 else (0, 20_000 + n)
        nu.executemany(
            "INSERT INTO ligne (ecriture_id, rang, date, compte, tiers, debit, credit) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((dernier + n, 1, jour, "411", CLIENT, debit, credit), (dernier + n, 2, jour, "471", None, credit, debit)),
        )
        ecriture = {**modele, "id": dernier + n, "date": jour, "libelle": f"Mouvement {n}"}
        noms = ", ".join(f":{nom}" for nom in colonnes)
        nu.execute(f"INSERT INTO ecriture VALUES ({noms})", ecriture)
    nu.execute("COMMIT")
    nu.close()
