"""Entry point of ``caisse-clients``: reads the command line, opens the window or runs one job, says how it ended.

Heavy packages are imported by the job that needs them: reading one client loads neither the migrations, nor the
documents, nor Qt.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs

from caisse_clients.cli.arguments import analyseur
from caisse_clients.cli.sorties import Statut, abandonner_la_sortie, annoncer
from caisse_clients.config import NOM, Reglages, charger_reglages
from caisse_clients.kernel.erreurs import ErreurMetier


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line ``arguments`` (default: the process's) and return its exit status."""
    donnes = list(sys.argv[1:] if arguments is None else arguments)
    journal = Path(platformdirs.user_log_path(NOM, appauthor=False))
    en_json = "--json" in donnes  # even a line that cannot be read is answered as it asks
    try:
        choix = analyseur().parse_args(donnes)
        reglages = _reglages(choix)
        journal = reglages.dossier_journal
        return _lancer(choix, reglages)
    except BrokenPipeError:
        abandonner_la_sortie()  # ``| head``: what the reader wanted, it has
        return Statut.FAIT
    except SystemExit as fin:  # --help, --version
        return int(fin.code or 0)
    except (Exception, KeyboardInterrupt) as erreur:
        return annoncer(erreur, journal, en_json=en_json)


def _reglages(choix: argparse.Namespace) -> Reglages:
    reglages = charger_reglages(os.environ)
    reglages = replace(
        reglages,
        base=choix.base or reglages.base,
        utilisateur=choix.utilisateur or reglages.utilisateur,
        poste=choix.poste or reglages.poste,
        approbateur=choix.approbateur or "",
    )
    if reglages.pin and not reglages.utilisateur:
        raise ErreurMetier("pin_sans_utilisateur")
    if reglages.pin_approbateur and not reglages.approbateur:
        raise ErreurMetier("pin_sans_approbateur")
    if reglages.approbateur and not reglages.pin_approbateur:
        raise ErreurMetier("approbateur_sans_pin")
    return reglages


def _lancer(choix: argparse.Namespace, reglages: Reglages) -> int:
    from caisse_clients.cli import bases, consulter, documents, executer, fenetre, importer

    travaux: dict[str | None, Callable[[argparse.Namespace, Reglages], int]] = {
        None: fenetre.ouvrir,
        "base": bases.lancer,
        "importer": importer.lancer,
        "executer": executer.lancer,
        "consulter": consulter.lancer,
        "editer": documents.editer,
        "exporter": documents.exporter,
        "schema": documents.schema,
        "visite": fenetre.visiter,
    }
    return travaux[choix.commande](choix, reglages)


if __name__ == "__main__":
    sys.exit(main())
