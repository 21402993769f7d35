"""``make bench``: measure against the targets; prints one table, writes ``build/bench.json``, asserts nothing."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict

from tests.performance import ecriture, lecture, papiers, postes_postgresql, processus, releves, ventes
from tests.performance.decor import DOSSIER, RACINE, Decor
from tests.performance.mesure import Mesure, Montre, tableau

TRAVAUX: dict[str, Callable[[Decor], Iterator[Mesure]]] = {
    "poste": ecriture.poster,
    "fichier": ecriture.fichier_de_commandes,
    "payer": ventes.payer,
    "recherches": lecture.recherches,
    "pages": lecture.pages,
    "comptes": lecture.comptes,
    "pieces": ventes.listes,
    "imputation": ventes.imputation,
    "releves": releves.releves,
    "import": ecriture.import_csv,
    "verifier": ecriture.verification,
    "pdf": processus.recu_pdf,
    "papiers": papiers.pieces_pdf,
    "papiers-acces": papiers.acces_pdf,
    "demarrage": processus.demarrage,
    "commande": processus.ligne_de_commande,
    "fenetre": processus.fenetre,
    "postgresql": postes_postgresql.postes,
}


def principal(arguments: list[str]) -> int:
    """Run the jobs asked for and report."""
    analyseur = argparse.ArgumentParser(prog="python -m tests.performance", description=__doc__)
    analyseur.add_argument("--clients", default="10000,100000", help="sizes of the bases (default: %(default)s)")
    analyseur.add_argument("--jobs", default=",".join(TRAVAUX), help="which jobs, among %(default)s")
    analyseur.add_argument("--rapide", action="store_true", help="fewer rounds, smaller files: to see that it runs")
    analyseur.add_argument("--processeur", action="store_true", help="processor time, where the machine is shared")
    choix = analyseur.parse_args(arguments)
    if choix.processeur:
        Montre.lire = staticmethod(time.process_time)
    decor = Decor(tuple(int(taille) for taille in choix.clients.split(",")), choix.rapide)
    DOSSIER.mkdir(parents=True, exist_ok=True)
    mesures: list[Mesure] = []
    for nom in choix.jobs.split(","):
        for mesure in TRAVAUX[nom](decor):
            mesures.append(mesure)
            print(tableau([mesure]).splitlines()[1], flush=True)
    print("\n" + tableau(mesures))
    resultat = {
        "machine": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "clients": decor.tailles,
        "rapide": decor.rapide,
        "processeur": choix.processeur,
        "mesures": [asdict(m) for m in mesures],
    }
    fichier = RACINE / "build" / "bench.json"
    fichier.write_text(json.dumps(resultat, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"\n{fichier.relative_to(RACINE)}")
    return 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
