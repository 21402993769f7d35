"""One, then sixteen posts posting on PostgreSQL, against the same rows by plain psycopg; the server is durable.

Each post is a process with its own connection. Both ways take the same locks in the same order.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection as Tuyau
from pathlib import Path

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.application.creation import creer_base
from caisse_clients.application.services import ouvrir_services
from caisse_clients.config import Reglages, charger_reglages
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.horloge import HorlogeSysteme
from tests import postgresql
from tests.performance.decor import Decor
from tests.performance.mesure import Mesure

POSTES = 16


def postes(decor: Decor) -> Iterator[Mesure]:
    """Posts per second of 1 and 16 posts, ours over psycopg's: at least 0.7."""
    programmes = postgresql._programmes()
    if programmes is None:
        print("PostgreSQL absent : travail laissé de côté")
        return
    par_poste = 30 if decor.rapide else 100
    with _serveur(programmes) as serveur:
        notre = _base(serveur)
        nue = _base(serveur)
        serveur.sql(_SANS_DECLENCHEURS, base=nue)
        with _ouvriers(serveur, notre, nue) as tuyaux:
            for nombre in (1, POSTES):
                actifs = tuyaux[:nombre]
                paires = []
                for tour in range(decor.tours):
                    mesures = [_ensemble(actifs, sorte, par_poste) for sorte in ("notre", "nu")]
                    if tour:  # the first round warms connections and plans
                        paires.append((mesures[0], mesures[1]))
                yield _mesure(nombre, paires)


def _mesure(nombre: int, paires: list[tuple[float, float]]) -> Mesure:
    debits = sorted(a / b for a, b in paires)
    notre, nu = (sorted(p[rang] for p in paires)[len(paires) // 2] for rang in (0, 1))
    rapport = notre / nu
    return Mesure(
        f"PostgreSQL, {nombre} poste{'s' if nombre > 1 else ''}",
        "écritures par seconde",
        notre,
        nu,
        "/s",
        rapport,
        "≥ 0.7×",
        f"{debits[0]:.2f}–{debits[-1]:.2f}",
        rapport >= 0.7,
    )


def _ensemble(tuyaux: list[Tuyau], sorte: str, nombre: int) -> float:
    """Let all posts write ``nombre`` times at once; return how many per second they did together."""
    debut = time.perf_counter()
    for tuyau in tuyaux:
        tuyau.send((sorte, nombre))
    for tuyau in tuyaux:
        assert tuyau.recv() == nombre  # no refusal
    return nombre * len(tuyaux) / (time.perf_counter() - debut)


@contextmanager
def _serveur(programmes: Path) -> Iterator[postgresql.ServeurPostgresql]:
    dossier = Path(tempfile.mkdtemp(prefix="pg-bench-", dir=postgresql._racine_temporaire()))
    postgresql.REGLAGES.update({"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"})
    try:
        (dossier / "controleur").write_text(str(os.getpid()), encoding="ascii")  # the server ends with it
        postgresql._demarrer(programmes, dossier)
        yield postgresql.ServeurPostgresql(dossier / "s", "bench")
    finally:
        postgresql._lancer([programmes / "pg_ctl", "-D", dossier / "donnees", "-m", "immediate", "-w", "stop"])
        shutil.rmtree(dossier, ignore_errors=True)


def _reglages(url: str, dossier: str) -> Reglages:
    return charger_reglages({"CAISSE_CLIENTS_BASE": url, "CAISSE_CLIENTS_CLES": dossier})


def _base(serveur: postgresql.ServeurPostgresql) -> str:
    """Make a base with sixteen posts, each with its client and its account."""
    nom = serveur.creer_base()
    dossier = str(serveur.socket / nom)
    reglages = _reglages(serveur.url(nom), dossier)
    creer_base(reglages.base, dossier_cles=reglages.dossier_cles, horloge=HorlogeSysteme())
    services = ouvrir_services(reglages.base, reglages=reglages)
    for rang in range(1, POSTES + 1):
        if rang > 1:
            services.executer(CreerPoste(f"P{rang}", station="S1"))
        client = services.executer(CreerClient(f"CLIENT {rang}")).valeurs["client"]
        services.executer(CreerCompte(client, TypeCompte.ACOMPTE, Centimes(100)))
    services.fermer()
    return nom


@contextmanager
def _ouvriers(serveur: postgresql.ServeurPostgresql, notre: str, nue: str) -> Iterator[list[Tuyau]]:
    contexte = multiprocessing.get_context("spawn")
    tuyaux, enfants = [], []
    for rang in range(1, POSTES + 1):
        ici, la_bas = contexte.Pipe()
        arguments = (la_bas, rang, serveur.url(notre), str(serveur.socket / notre), serveur.url(nue))
        enfant = contexte.Process(target=_ouvrier, args=arguments, daemon=True)
        enfant.start()
        tuyaux.append(ici)
        enfants.append(enfant)
    for tuyau in tuyaux:
        assert tuyau.recv() == "pret"
    try:
        yield tuyaux
    finally:
        for tuyau in tuyaux:
            tuyau.send(None)
        for enfant in enfants:
            enfant.join(10)


def _ouvrier(tuyau: Tuyau, rang: int, url: str, cles: str, url_nue: str) -> None:
    import psycopg

    services = ouvrir_services(url, poste=f"P{rang}", reglages=_reglages(url, cles))
    nu = psycopg.connect(url_nue.replace("postgresql+psycopg://", "postgresql://"))
    commande = SaisirEcriture(rang, entree=Centimes(100))
    tuyau.send("pret")
    while (ordre := tuyau.recv()) is not None:
        sorte, nombre = ordre
        for _ in range(nombre):
            if sorte == "notre":
                services.executer(commande)
            else:
                _poster_nu(nu, rang)
        tuyau.send(nombre)
    nu.close()
    services.fermer()


_SANS_DECLENCHEURS = """
DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT tgname, tgrelid::regclass AS table FROM pg_trigger WHERE NOT tgisinternal LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.table);
  END LOOP;
END $$
"""
_LECTURES = (
    "SELECT s.code FROM station s JOIN poste p ON p.station = s.code WHERE p.code = %(poste)s FOR SHARE OF s",
    "SELECT code FROM poste WHERE code = %(poste)s FOR UPDATE",
    (
        "SELECT t.sequence, u.role, u.actif FROM poste p LEFT JOIN tete_poste t ON t.poste = p.code "
        "LEFT JOIN utilisateur u ON u.code = 'ADMIN' WHERE p.code = %(poste)s"
    ),
    "SELECT nextval('operation_ids')",
    "SELECT numero, client, type, organisme FROM compte_client WHERE numero = %(numero)s",
    "SELECT solde FROM solde_compte WHERE numero = %(numero)s FOR UPDATE",
    "SELECT id FROM cloture WHERE fin >= %(jour)s AND debut <= %(jour)s LIMIT 1",
    "SELECT code, libelle, compte_debit, compte_credit, actif FROM motif WHERE code = 'regularisation'",
    "SELECT cle, valeur FROM parametre",
    "SELECT nextval('ecriture_ids')",
)
_JOUR = dt.date(2026, 1, 5)


def _poster_nu(nu, rang: int) -> None:  # type: ignore[no-untyped-def]
    valeurs = {"poste": f"P{rang}", "numero": rang, "jour": _JOUR}
    with nu.transaction(), nu.cursor() as c:
        lus = [c.execute(requete, valeurs).fetchone() for requete in _LECTURES]
        sequence, operation, ecriture = (lus[2][0] or 0) + 1, lus[3][0], lus[9][0]
        octets, sel = bytes(32), bytes(16)
        c.executemany(
            f"INSERT INTO ligne VALUES ({', '.join(['%s'] * 10)})",
            [
                (ecriture, 1, _JOUR, "471", None, None, 100, 0, None, None),
                (ecriture, 2, _JOUR, "4191", rang, rang, 0, 100, None, None),
            ],
        )
        c.execute(
            f"INSERT INTO ecriture VALUES ({', '.join(['%s'] * 15)})",
            (ecriture, "OD", _JOUR, "S1", f"Entrée compte acompte n° {rang}", "regularisation", "Régularisation",
             "saisie", "", "", "", None, operation, sel, octets),
        )  # fmt: skip
        c.execute("UPDATE solde_compte SET entrees = entrees + 100, solde = solde + 100 WHERE numero = %s", (rang,))
        c.execute(
            f"INSERT INTO operation VALUES ({', '.join(['%s'] * 16)})",
            (operation, f"P{rang}", sequence, operation, _JOUR, "ADMIN", None, "saisir_ecriture", None, octets,
             '{"ecriture":1,"solde":"500.00"}', 1, False, 1, octets, bytes(64)),
        )  # fmt: skip
        c.execute(
            "INSERT INTO tete_poste VALUES (%s, %s, %s, %s, %s) ON CONFLICT (poste) DO UPDATE SET "
            "sequence = excluded.sequence, horodatage = excluded.horodatage, empreinte = excluded.empreinte, "
            "signature = excluded.signature",
            (f"P{rang}", sequence, operation, octets, bytes(64)),
        )
