"""``editer``, ``exporter``, ``schema commandes``: what goes into a file for somebody else."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from caisse_clients.cli.consulter import format_de
from caisse_clients.cli.progression import BarreDeProgression
from caisse_clients.cli.sorties import Statut, dire, dire_json
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, lire_code

if TYPE_CHECKING:
    from caisse_clients.application.services import Services


Faire = Callable[["Services"], bytes]


def editer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Make a document; the printing is counted, so the second one says DUPLICATA."""
    from caisse_clients.cli.ouverture import services_ouverts
    from caisse_clients.exchanges.tableur import ecrire_fichier

    if choix.action not in _COMPTES:
        from caisse_clients.cli.editions import editer as editer_une_edition

        return editer_une_edition(choix, reglages)
    nom, faire = _COMPTES[choix.action](choix)
    with services_ouverts(reglages) as services:  # the file is opened first: a bad folder counts no printing
        ecrire_fichier(choix.sortie, lambda flux: flux.write(faire(services)))
    dire(f"{nom} : {choix.sortie}")
    return Statut.FAIT


def _recu(choix: argparse.Namespace) -> tuple[str, Faire]:
    """The receipt of an écriture when a plain number is given, else of a règlement."""
    from caisse_clients.documents.donnees_recu import FormatRecu

    papier = FormatRecu(choix.papier)
    ecriture, numero = choix.ecriture, (choix.numero or "").strip()
    if ecriture is None and numero.isascii() and numero.isdecimal():
        ecriture = lire_code(numero, champ="numero")
    if ecriture is not None:
        from caisse_clients.application.recus import tirer_recu

        return f"Reçu de l'écriture {ecrire_code(ecriture)}", lambda services: tirer_recu(services, ecriture, papier)
    from caisse_clients.application.impressions import tirer_reglement

    return f"Reçu de {numero.upper()}", lambda services: tirer_reglement(services, numero, papier)


def _avoir(choix: argparse.Namespace) -> tuple[str, Faire]:
    """The pièce when a number is given, the bon when it is a compte avoir."""
    if choix.compte is None:
        choix.numero = choix.numero or choix.piece
        return _piece(choix)
    from caisse_clients.application.impressions_acces import tirer_bon
    from caisse_clients.documents.donnees_bon import FormatBon

    papier = FormatBon.A4 if choix.papier is None else FormatBon(choix.papier)
    nom = f"Bon d'avoir du compte {ecrire_code(choix.compte)}"
    return nom, lambda services: tirer_bon(services, choix.compte, papier)


def _arret(choix: argparse.Namespace) -> tuple[str, Faire]:
    from caisse_clients.application.impressions_acces import tirer_arret

    return f"Arrêt de l'accès {ecrire_code(choix.acces)}", lambda services: tirer_arret(services, choix.acces)


def _piece(choix: argparse.Namespace) -> tuple[str, Faire]:
    """Any pièce; ``editer avoir`` refuses, before anything is counted, what is not one."""
    from caisse_clients.application.impressions import tirer_piece
    from caisse_clients.application.lectures_ventes import piece
    from caisse_clients.documents.donnees_piece import FormatPiece
    from caisse_clients.domain.pieces import TypePiece

    papier = None if choix.papier is None else FormatPiece(choix.papier)
    numero = choix.numero.strip().upper()

    def faire(services: Services) -> bytes:
        if choix.action == "avoir":
            with services.lire() as lecteur:
                trouve = piece(lecteur, numero).type
            if trouve not in (TypePiece.AVOIR, TypePiece.AVOIR_ACOMPTE):
                raise ErreurMetier("pas_un_avoir", champ="numero", piece=numero[:40], nature=trouve.libelle.lower())
        return tirer_piece(services, numero, papier)

    return numero, faire


_COMPTES: dict[str, Callable[[argparse.Namespace], tuple[str, Faire]]] = {
    "recu": _recu,
    "piece": _piece,
    "avoir": _avoir,
    "arret": _arret,
}
"""Papers whose printings are counted."""


def exporter(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Write data of the base into a file, by what is asked."""
    return (_exporter_ecritures if choix.action == "ecritures" else _exporter_clients)(choix, reglages)


def _exporter_clients(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Write every client whole into a table that an import takes back."""
    from caisse_clients.application.exports import clients
    from caisse_clients.cli.ouverture import services_ouverts
    from caisse_clients.exchanges.tableau import Format

    format_choisi = format_de(choix.format, choix.sortie, "csv", frozenset(Format))
    with services_ouverts(reglages) as services, BarreDeProgression() as suivi:
        nombre = clients.exporter(services, choix.sortie, Format(format_choisi), suivi)
    dire(f"{ecrire_code(nombre)} client(s) exporté(s) : {choix.sortie}")
    return Statut.FAIT


def _exporter_ecritures(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Transfer a period to accounting, or write again the file of an earlier transfer."""
    periode = (choix.du, choix.au)
    if (choix.transfert is None) != all(periode) or (choix.transfert is not None and any(periode)):
        raise ErreurMetier("usage", raison="Donnez la période (--du et --au), ou --transfert seul.",
                           aide="caisse-clients exporter ecritures --help")  # fmt: skip
    from caisse_clients.application.exports import ecritures
    from caisse_clients.cli.ouverture import services_ouverts

    with services_ouverts(reglages) as services:
        if choix.transfert is not None:
            fait = ecritures.reecrire(services, choix.sortie, choix.transfert)
        else:
            fait = ecritures.transferer(services, choix.sortie, choix.du, choix.au)
    dire(f"Transfert n° {fait.numero} : {ecrire_code(fait.ecritures)} écriture(s), "
         f"{ecrire_code(fait.lignes)} ligne(s) : {choix.sortie}")  # fmt: skip
    return Statut.FAIT


def schema(_choix: argparse.Namespace, _reglages: Reglages) -> int:
    """Print the JSON Schema of every command."""
    from caisse_clients.application.schema import schema_des_commandes

    dire_json(schema_des_commandes())
    return Statut.FAIT
