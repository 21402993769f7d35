"""Writing: one post, a file of commands, verification of the chain, import, one and sixteen posts on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.fichier_commandes import executer_fichier
from caisse_clients.application.services import ouvrir_services
from caisse_clients.application.verification import verifier
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from tests.performance.decor import DOSSIER, Decor, brut, copie_de, reglages_de, sans_declencheurs
from tests.performance.mesure import Mesure, alterner, au_moins, chronometrer

COMPTE = 266


class PosteNu:
    """The yardstick: the same reads and the same rows as ``saisir_ecriture``, durable, by plain sqlite3.

    No trigger, no rule, no seal, no signature: what a program without a ledger would do.
    """

    LECTURES = (
        (
            "SELECT p.station, t.sequence, t.horodatage, t.empreinte, t.signature, u.role, u.actif FROM poste p "
            "LEFT JOIN tete_poste t ON t.poste = p.code LEFT JOIN utilisateur u ON u.code = 'ADMIN' WHERE p.code = 'P1'"
        ),
        "SELECT max(id) FROM operation",
        "SELECT numero, client, type, organisme FROM compte_client WHERE numero = 266",
        "SELECT solde FROM solde_compte WHERE numero = 266",
        "SELECT id FROM cloture WHERE fin >= '2026-01-01' AND debut <= '2026-01-01' LIMIT 1",
        "SELECT code, libelle, compte_debit, compte_credit, actif FROM motif WHERE code = 'regularisation'",
        "SELECT cle, valeur FROM parametre",
        "SELECT max(id) FROM ecriture",
    )

    def __init__(self, base: Path) -> None:
        self.connexion = brut(base)
        sans_declencheurs(self.connexion)
        self.jour = dt.date(2026, 1, 5).isoformat()

    def poster(self) -> None:
        """Write one entrée and commit."""
        c = self.connexion
        c.execute("BEGIN IMMEDIATE")
        lus = [c.execute(requete).fetchone() for requete in self.LECTURES]
        operation, ecriture, sequence = lus[1][0] + 1, lus[7][0] + 1, lus[0][1] + 1
        octets, sel = bytes(32), bytes(16)
        ligne = "INSERT INTO ligne VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        c.executemany(
            ligne,
            [
                (ecriture, 1, self.jour, "471", None, None, 100, 0, None, None),
                (ecriture, 2, self.jour, "4191", 1_011, COMPTE, 0, 100, None, None),
            ],
        )
        c.execute(
            f"INSERT INTO ecriture VALUES ({', '.join('?' * 15)})",
            (ecriture, "OD", self.jour, "S1", "Entrée compte acompte n° 266", "regularisation", "Régularisation",
             "saisie", "", "", "", None, operation, sel, octets),
        )  # fmt: skip
        c.execute("UPDATE solde_compte SET entrees = entrees + 100, solde = solde + 100 WHERE numero = ?", (COMPTE,))
        c.execute(
            f"INSERT INTO operation VALUES ({', '.join('?' * 16)})",
            (operation, "P1", sequence, operation, self.jour, "ADMIN", None, "saisir_ecriture", None, octets,
             '{"ecriture":1,"solde":"500.00"}', 1, 0, 1, octets, bytes(64)),
        )  # fmt: skip
        c.execute(
            "UPDATE tete_poste SET sequence = ?, horodatage = ?, empreinte = ?, signature = ? WHERE poste = 'P1'",
            (sequence, operation, octets, bytes(64)),
        )
        c.execute("COMMIT")


def poster(decor: Decor) -> Iterator[Mesure]:
    """Post one movement through the executor, sealed and signed, against the same rows by plain sqlite3."""
    fois = 20 if decor.rapide else 60
    commande = SaisirEcriture(COMPTE, entree=Centimes(100))
    for taille in decor.tailles:
        with copie_de(taille) as a_nous, copie_de(taille) as a_nu:
            services = ouvrir_services(str(a_nous / "base.sqlite"), reglages=reglages_de(a_nous))
            nu = PosteNu(a_nu / "base.sqlite")
            yield alterner(
                "saisir une écriture, scellée et signée",
                f"{taille} clients",
                chronometrer(partial(services.executer, commande), fois),
                chronometrer(nu.poster, fois),
                2.5,
                decor.tours,
            )
            services.fermer()
            nu.connexion.close()


def fichier_de_commandes(decor: Decor) -> Iterator[Mesure]:
    """Run a file of commands, each durable before its answer."""
    nombre = 200 if decor.rapide else 1_000
    lignes = [
        json.dumps({"commande": "saisir_ecriture", "compte": COMPTE, "entree": "1.00", "commentaire": f"n° {n}"})
        for n in range(nombre)
    ]
    octets = "\n".join(lignes).encode()
    with copie_de(min(decor.tailles)) as dossier:
        services = ouvrir_services(str(dossier / "base.sqlite"), reglages=reglages_de(dossier))
        debits = []
        for _ in range(5):
            geste = partial(executer_fichier, services, io.BytesIO(octets), lambda _reponse: None)
            debits.append(nombre / _duree(geste))
        services.fermer()
    yield au_moins("fichier de commandes, durable une à une", f"{nombre} lignes", debits, 500)


def verification(decor: Decor) -> Iterator[Mesure]:
    """Verify a chain of small operations, as a shop makes them, then with every signature."""
    nombre = 1_000 if decor.rapide else 10_000
    with _dossier_provisoire() as dossier:
        services = _base_vide(dossier / "v")
        client = services.executer(CreerClient("ALBERT", code=1_011)).valeurs["client"]
        compte = services.executer(CreerCompte(client, TypeCompte.ACOMPTE, Centimes(100))).valeurs["compte"]
        with services.lot() as lot:  # one commit: what is measured is the reading
            for _ in range(nombre):
                lot.executer(SaisirEcriture(compte, entree=Centimes(100)))
        for complet, cible in ((False, 20_000), (True, 4_000)):
            debits = [nombre / _duree(partial(verifier, services, complet=complet)) for _ in range(5)]
            quoi = "base verifier --complet" if complet else "base verifier (chaîne, textes et soldes)"
            yield au_moins(quoi, f"{nombre} opérations", debits, cible)
        services.fermer()


def _duree(geste: Callable[[], object]) -> float:
    return chronometrer(geste)()


def import_csv(decor: Decor) -> Iterator[Mesure]:
    """Import a CSV of clients, all or nothing, against ``executemany`` of the same rows by plain sqlite3."""
    from caisse_clients.application.imports import clients as imports

    nombre = 20_000 if decor.rapide else 200_000
    with _dossier_provisoire() as dossier:
        fichier = dossier / "clients.csv"
        _ecrire_csv(fichier, nombre)
        rangs = itertools.count()

        def notre() -> float:
            services = _base_vide(dossier / f"n{next(rangs)}")
            try:
                return _duree(lambda: imports.importer(services, fichier))
            finally:
                services.fermer()

        def etalon() -> float:
            services = _base_vide(dossier / f"e{next(rangs)}")
            chemin = services.storage.url.database
            services.fermer()
            nu = brut(str(chemin))
            sans_declencheurs(nu)
            try:
                return _duree(lambda: _import_nu(nu, fichier))
            finally:
                nu.close()

        yield alterner("import de clients d'un CSV", f"{nombre} lignes", notre, etalon, 4.0, 3)


def _import_nu(nu: sqlite3.Connection, fichier: Path) -> None:
    import csv

    cartes, versions, recherche = [], [], []
    with fichier.open(encoding="utf-8", newline="") as flux:
        lecteur = csv.reader(flux, delimiter=";")
        next(lecteur)
        for code, nom, prenom, adresse, code_postal, ville in lecteur:
            cle = f"{nom} {prenom}".upper()
            commun = (int(code), "client", nom, prenom, adresse, code_postal, ville, "", "", "", 0, None)
            cartes.append((*commun, cle, nom, prenom.upper(), 1))
            versions.append((int(code), 1, *commun[1:], 2, bytes(16), bytes(32)))
            recherche.append((int(code), cle))
    nu.execute("PRAGMA foreign_keys=OFF")
    nu.execute("BEGIN IMMEDIATE")
    nu.executemany(f"INSERT INTO client VALUES ({', '.join('?' * 16)})", cartes)
    nu.executemany(f"INSERT INTO client_version VALUES ({', '.join('?' * 16)})", versions)
    nu.executemany("INSERT INTO client_recherche (rowid, cle_tri) VALUES (?, ?)", recherche)
    nu.execute("COMMIT")


def _ecrire_csv(fichier: Path, nombre: int) -> None:
    from random import Random

    from caisse_clients.application.travaux.personnages import Personnages

    personnages = Personnages(Random(1))
    fiches = [personnages.nouveau() for _ in range(2_000)]
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        flux.write("Code;Nom;Prénom;Adresse;Code postal;Ville\r\n")
        for n in range(nombre):
            f = fiches[n % len(fiches)]
            flux.write(f"{n + 1};{f.nom.replace(';', ' ')};{f.prenom};{n} {f.adresse};{f.code_postal};{f.ville}\r\n")


def _base_vide(dossier: Path):  # type: ignore[no-untyped-def]
    from caisse_clients.application.creation import creer_base
    from caisse_clients.kernel.horloge import HorlogeSysteme

    reglages = reglages_de(dossier)
    creer_base(reglages.base, dossier_cles=reglages.dossier_cles, horloge=HorlogeSysteme())
    return ouvrir_services(reglages.base, reglages=reglages)


@contextmanager
def _dossier_provisoire() -> Iterator[Path]:
    DOSSIER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DOSSIER, prefix="import-") as dossier:
        yield Path(dossier)
