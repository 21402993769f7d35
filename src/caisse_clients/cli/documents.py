"""``editer recu``, ``exporter clients``, ``schema commandes``: what goes into a file for somebody else."""

from __future__ import annotations

import argparse

from caisse_clients.cli.consulter import format_de
from caisse_clients.cli.progression import BarreDeProgression
from caisse_clients.cli.sorties import Statut, dire, dire_json
from caisse_clients.config import Reglages
from caisse_clients.kernel.formats import ecrire_code


def editer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Make the receipt of an écriture; the printing is counted, so the second one says DUPLICATA."""
    from caisse_clients.application.recus import tirer_recu
    from caisse_clients.cli.ouverture import services_ouverts
    from caisse_clients.documents.recu import FormatRecu
    from caisse_clients.exchanges.tableur import ecrire_fichier

    with services_ouverts(reglages) as services:  # the file is opened first: a bad folder counts no printing
        ecrire_fichier(
            choix.sortie,
            lambda flux: flux.write(tirer_recu(services, choix.ecriture, FormatRecu(choix.papier))),
        )
    dire(f"Reçu de l'écriture {ecrire_code(choix.ecriture)} : {choix.sortie}")
    return Statut.FAIT


def exporter(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Write every client whole into a table that an import takes back."""
    from caisse_clients.application.exports import clients
    from caisse_clients.cli.ouverture import services_ouverts
    from caisse_clients.exchanges.tableau import Format

    format_choisi = format_de(choix.format, choix.sortie, "csv", frozenset(Format))
    with services_ouverts(reglages) as services, BarreDeProgression() as suivi:
        nombre = clients.exporter(services, choix.sortie, Format(format_choisi), suivi)
    dire(f"{ecrire_code(nombre)} client(s) exporté(s) : {choix.sortie}")
    return Statut.FAIT


def schema(_choix: argparse.Namespace, _reglages: Reglages) -> int:
    """Print the JSON Schema of every command."""
    from caisse_clients.application.schema import schema_des_commandes

    dire_json(schema_des_commandes())
    return Statut.FAIT
