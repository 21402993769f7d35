"""Reading: searches, pages of a list, the accounts of a client, all against the same queries by plain sqlite3."""

from __future__ import annotations

from collections.abc import Iterator

from caisse_clients.application import lectures
from caisse_clients.application.lectures import CritereClients, EtatCompte
from caisse_clients.application.services import Services
from tests.performance.decor import Decor, brut, dossier_de, services_de
from tests.performance.mesure import Mesure, alterner, chronometrer

_COLONNES = "code, nom, prenom, adresse, code_postal, ville"
_VISIBLE = "NOT EXISTS (SELECT 1 FROM client_effectif e WHERE e.client = client.code)"
_PAR_DEBUT = (
    f"SELECT {_COLONNES} FROM client WHERE cle_tri >= ? AND cle_tri < ? AND {_VISIBLE} ORDER BY cle_tri, code LIMIT 100"
)
_RARE = (
    f"SELECT {_COLONNES} FROM client WHERE code IN (SELECT rowid FROM client_recherche WHERE client_recherche MATCH ?) "
    f"AND {_VISIBLE} ORDER BY cle_tri, code LIMIT 100"
)
_FREQUENT = f"SELECT {_COLONNES} FROM client WHERE cle_tri LIKE ? AND {_VISIBLE} ORDER BY cle_tri, code LIMIT 100"
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
    "ON c.numero = l.compte_client LEFT JOIN ecriture x ON x.extourne_de = e.id WHERE l.compte_client IN (?, ?, ?, ?, ?) "
    "ORDER BY l.compte_client, l.date, l.ecriture_id"
)
DEBUT, DEBUT_SUIVANT = "MAR", "MAS"


def recherches(decor: Decor) -> Iterator[Mesure]:
    """Three letters, then what a name contains, rare and frequent, without accents."""
    for taille in decor.tailles:
        donnees = f"{taille} clients, 100 lignes"
        nu = brut(dossier_de(taille) / "base.sqlite")
        with services_de(taille) as services:

            def chercher(texte: str, s: Services = services) -> int:
                with s.lire() as lecteur:
                    codes = lectures.cles_clients(lecteur, CritereClients(texte=texte), 100)
                    return len(lectures.lignes_clients(lecteur, codes))

            yield alterner(
                "recherche par trois lettres",
                donnees,
                chronometrer(lambda c=chercher: c("mar"), 20),  # type: ignore[misc]
                chronometrer(lambda n=nu: n.execute(_PAR_DEBUT, (DEBUT, DEBUT_SUIVANT)).fetchall(), 20),  # type: ignore[misc]
                2.0,
                decor.tours,
            )
            yield alterner(
                "contient « exupery » (rare)",
                donnees,
                chronometrer(lambda c=chercher: c("exupery"), 20),  # type: ignore[misc]
                chronometrer(lambda n=nu: n.execute(_RARE, ('"EXUPERY"',)).fetchall(), 20),  # type: ignore[misc]
                1.3,
                decor.tours,
            )
            yield alterner(
                "contient « eleonore » (fréquent)",
                donnees,
                chronometrer(lambda c=chercher: c("éléonore"), 20),  # type: ignore[misc]
                chronometrer(lambda n=nu: n.execute(_FREQUENT, ("%ELEONORE%",)).fetchall(), 20),  # type: ignore[misc]
                1.3,
                decor.tours,
            )
        nu.close()


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

            def lignes(s: Services = services, c: list[int] = codes) -> object:
                with s.lire() as lecteur:
                    return lectures.lignes_clients(lecteur, c)

            gestes = (
                ("page de 200, la première", lambda p=page: p(None), lambda n=nu: n.execute(_PREMIERE_PAGE).fetchall()),
                (
                    "page de 200, à 90 %",
                    lambda p=page, k=cle: p(k),
                    lambda n=nu, k=cle: n.execute(_PAGE, k).fetchall(),
                ),
                (
                    "200 lignes par leurs clés, à 90 %",
                    lignes,
                    lambda n=nu, c=codes, q=par_cles: n.execute(q, c).fetchall(),
                ),
            )
            for travail, notre, etalon in gestes:
                yield alterner(
                    travail,
                    f"{taille} clients",
                    chronometrer(notre, 20),  # type: ignore[arg-type]
                    chronometrer(etalon, 20),  # type: ignore[arg-type]
                    1.5,
                    decor.tours,
                )
        nu.close()


def comptes(decor: Decor) -> Iterator[Mesure]:
    """The five accounts and thousand movements of client 1, ready for the orange table; then all keys of the list."""
    for taille in decor.tailles:
        nu = brut(dossier_de(taille) / "base.sqlite")
        numeros = [n for (n,) in nu.execute("SELECT numero FROM compte_client WHERE client = 1 ORDER BY numero")]

        def brutes(n=nu, c=numeros) -> None:  # type: ignore[no-untyped-def]
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
                chronometrer(lambda n=nu, q=toutes: n.execute(q).fetchall()),  # type: ignore[misc]
                1.5,
                decor.tours,
            )
        nu.close()
