"""Reading: searches, pages of a list, the accounts of a client, all against the same queries by plain sqlite3."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial

from caisse_clients.application import lectures
from caisse_clients.application.lectures import CritereClients, EtatCompte
from caisse_clients.application.services import Services
from caisse_clients.kernel.texte import cle_recherche
from tests.performance.decor import Decor, brut, dossier_de, services_de
from tests.performance.mesure import Geste, Mesure, alterner, chronometrer

FREQUENT = 2_000
_COLONNES = "code, nom, prenom, adresse, code_postal, ville"
_VISIBLE = "NOT EXISTS (SELECT 1 FROM client_effectif e WHERE e.client = client.code)"
_PAR_DEBUT = (
    f"SELECT {_COLONNES} FROM client WHERE cle_tri >= ? AND cle_tri < ? AND {_VISIBLE} ORDER BY cle_tri, code LIMIT ?"
)
_COMBIEN = "SELECT count(*) FROM (SELECT 1 FROM client_recherche WHERE client_recherche MATCH ? LIMIT ?)"
_AILLEURS = f"NOT (cle_tri >= ? AND cle_tri < ?) AND {_VISIBLE} ORDER BY cle_tri, code LIMIT ?"
_RARE = (
    f"SELECT {_COLONNES} FROM client WHERE code IN (SELECT rowid FROM client_recherche WHERE client_recherche MATCH ?) "
    f"AND {_AILLEURS}"
)
_FREQUENTE = f"SELECT {_COLONNES} FROM client WHERE cle_tri LIKE ? AND {_AILLEURS}"
_PREMIERE_PAGE = f"SELECT cle_tri, {_COLONNES} FROM client WHERE {_VISIBLE} ORDER BY cle_tri, code LIMIT 200"
_PAGE = (
    f"SELECT cle_tri, {_COLONNES} FROM client WHERE (cle_tri, code) > (?, ?) AND {_VISIBLE} "
    "ORDER BY cle_tri, code LIMIT 200"
)
_COMPTES = (
    "SELECT c.numero, c.type, c.client, s.solde, c.date_ouverture, c.organisme, c.dossier FROM compte_client c "
    "JOIN solde_compte s ON s.numero = c.numero WHERE c.client = ? ORDER BY c.numero"
)
_MOUVEMENTS = (
    "SELECT l.compte_client, e.id, e.date, CASE c.sens WHEN 1 THEN l.debit ELSE l.credit END, "
    "CASE c.sens WHEN 1 THEN l.credit ELSE l.debit END, e.beneficiaire, e.commentaire, e.motif_libelle, e.extourne_de, "
    "x.id, e.raison, e.origine FROM ligne l JOIN ecriture e ON e.id = l.ecriture_id JOIN compte_client c "
    "ON c.numero = l.compte_client LEFT JOIN ecriture x ON x.extourne_de = e.id "
    "WHERE l.compte_client IN (?, ?, ?, ?, ?) ORDER BY l.compte_client, l.date, l.ecriture_id"
)


def _chercher_nu(nu: sqlite3.Connection, cle: str) -> list[tuple[object, ...]]:
    """The same reads: the names that begin, then, when a page is not full, those that contain."""
    fin = cle[:-1] + chr(ord(cle[-1]) + 1)
    nu.execute("BEGIN")
    trouvees = nu.execute(_PAR_DEBUT, (cle, fin, 100)).fetchall()
    if len(trouvees) < 100:
        phrase, reste = f'"{cle}"', 100 - len(trouvees)
        ((combien,),) = nu.execute(_COMBIEN, (phrase, FREQUENT)).fetchall()
        valeurs = (phrase,) if combien < FREQUENT else (f"%{cle}%",)
        trouvees += nu.execute(_RARE if combien < FREQUENT else _FREQUENTE, (*valeurs, cle, fin, reste)).fetchall()
    nu.execute("COMMIT")
    return trouvees


def recherches(decor: Decor) -> Iterator[Mesure]:
    """Three letters, then what a name contains, rare and frequent, without accents."""
    for taille in decor.tailles:
        nu = brut(dossier_de(taille) / "base.sqlite")
        with services_de(taille) as services:

            def chercher(texte: str, s: Services = services) -> int:
                with s.lire() as lecteur:
                    codes = lectures.cles_clients(lecteur, CritereClients(texte=texte), 100)
                    return len(lectures.lignes_clients(lecteur, codes))

            for travail, texte, cible in (
                ("recherche par trois lettres", "mar", 2.0),
                ("contient « exupery » (rare)", "exupéry", 1.3),
                ("contient « eleonore » (fréquent)", "éléonore", 1.3),
            ):
                cle = cle_recherche(texte)
                yield alterner(
                    travail,
                    f"{taille} clients, 100 lignes",
                    chronometrer(partial(chercher, texte), 20),
                    chronometrer(partial(_chercher_nu, nu, cle), 20),
                    cible,
                    decor.tours,
                )
        nu.close()


def _tout(nu: sqlite3.Connection, requete: str, *valeurs: object) -> list[tuple[object, ...]]:
    """One query inside a transaction, as the program reads."""
    nu.execute("BEGIN")
    lignes = nu.execute(requete, valeurs).fetchall()
    nu.execute("COMMIT")
    return lignes


def pages(decor: Decor) -> Iterator[Mesure]:
    """A page of 200 at the top and 90 % deep, by keyset and by the keys a grid holds."""
    for taille in decor.tailles:
        nu = brut(dossier_de(taille) / "base.sqlite")
        with services_de(taille) as services:
            with services.lire() as lecteur:
                cles = lectures.cles_clients(lecteur, CritereClients())
            rang = len(cles) * 9 // 10
            cle = nu.execute("SELECT cle_tri, code FROM client WHERE code = ?", (cles[rang],)).fetchone()
            codes = list(cles[rang : rang + 200])
            trous = ", ".join("?" * len(codes))
            par_cles = f"SELECT {_COLONNES} FROM client WHERE code IN ({trous})"

            def page(apres: tuple[str, int] | None, s: Services = services) -> object:
                with s.lire() as lecteur:
                    return lectures.page_clients(lecteur, apres, 200)

            def lignes(voulues: list[int], s: Services = services) -> object:
                with s.lire() as lecteur:
                    return lectures.lignes_clients(lecteur, voulues)

            gestes: tuple[tuple[str, Geste, Geste], ...] = (
                ("page de 200, la première", partial(page, None), partial(_tout, nu, _PREMIERE_PAGE)),
                ("page de 200, à 90 %", partial(page, cle), partial(_tout, nu, _PAGE, *cle)),
                ("200 lignes par leurs clés, à 90 %", partial(lignes, codes), partial(_tout, nu, par_cles, *codes)),
            )
            for travail, notre, etalon in gestes:
                yield alterner(
                    travail,
                    f"{taille} clients",
                    chronometrer(notre, 20),
                    chronometrer(etalon, 20),
                    1.5,
                    decor.tours,
                )
        nu.close()


def comptes(decor: Decor) -> Iterator[Mesure]:
    """The five accounts and thousand movements of client 1, ready for the orange table; then all keys of the list."""
    for taille in decor.tailles:
        nu = brut(dossier_de(taille) / "base.sqlite")
        numeros = [n for (n,) in nu.execute("SELECT numero FROM compte_client WHERE client = 1 ORDER BY numero")]

        def brutes(n: sqlite3.Connection = nu, c: list[int] = numeros) -> None:
            n.execute("BEGIN")
            n.execute(_COMPTES, (1,)).fetchall()
            n.execute(_MOUVEMENTS, c).fetchall()
            n.execute("COMMIT")

        with services_de(taille) as services:

            def vues(s: Services = services) -> object:
                with s.lire() as lecteur:
                    return lectures.comptes_du_client(lecteur, 1, EtatCompte.TOUS)

            def cles(s: Services = services) -> object:
                with s.lire() as lecteur:
                    return lectures.cles_clients(lecteur, CritereClients())

            yield alterner(
                "comptes d'un client, 1 000 mouvements",
                f"{taille} clients",
                chronometrer(vues, 3),
                chronometrer(brutes, 3),
                1.5,
                decor.tours,
            )
            toutes = f"SELECT code FROM client WHERE {_VISIBLE} ORDER BY cle_tri, code"
            yield alterner(
                "toutes les clés de la liste",
                f"{taille} clients",
                chronometrer(cles),
                chronometrer(partial(_tout, nu, toutes)),
                1.5,
                decor.tours,
            )
        nu.close()
