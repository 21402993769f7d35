"""``editer releve``, ``echeancier``, ``client-passager``, ``relance``…: papers whose printings are not counted."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from caisse_clients.application import editions, lectures_editions
from caisse_clients.application.editions import CritereReleves, Edition
from caisse_clients.application.lectures import Lecteur
from caisse_clients.application.services import Services
from caisse_clients.cli.lectures_editions import (
    criteres_de_l_echeancier,
    passager_demande,
    station_demandee,
)
from caisse_clients.cli.ouverture import services_ouverts
from caisse_clients.cli.progression import BarreDeProgression
from caisse_clients.cli.sorties import Statut, dire
from caisse_clients.config import Reglages
from caisse_clients.domain.releves import SorteReleve
from caisse_clients.exchanges.tableur import ecrire_fichier
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.suivi import Suivi

_Faire = Callable[[Services, argparse.Namespace, Suivi], bytes]


def editer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Make one paper; the file appears whole or not at all."""
    with services_ouverts(reglages) as services, BarreDeProgression() as suivi:
        choix.aujourd_hui, choix.poste_ouvert = services.aujourd_hui(), services.poste
        if getattr(choix, "separes", False):
            return _separes(services, choix, suivi)
        faire = _PAPIERS[choix.action]
        ecrire_fichier(choix.sortie, lambda flux: flux.write(faire(services, choix, suivi)))
    dire(f"{_NOMS[choix.action]} : {choix.sortie}")
    return Statut.FAIT


def _separes(services: Services, choix: argparse.Namespace, suivi: Suivi) -> int:
    if not choix.sortie.is_dir():
        raise ErreurMetier("usage", raison=f"Avec --separes, « -o » demande un dossier qui existe ({choix.sortie}).",
                           aide="caisse-clients editer releve --help")  # fmt: skip
    nombre = editions.editer_releves_separes(services, _criteres(services, choix), choix.sortie, suivi)
    dire(f"{ecrire_code(nombre)} relevé(s) : {choix.sortie}")
    return Statut.FAIT


def _criteres(services: Services, choix: argparse.Namespace) -> CritereReleves:
    with services.lire() as lecteur:
        station = station_demandee(lecteur, choix.station)
    return CritereReleves(
        au=choix.au or choix.aujourd_hui,
        du=choix.du,
        sorte=SorteReleve.ACTIVITE if choix.action == "releve" else SorteReleve.RESTANT_DU,
        station=station,
        ht=choix.ht,
        clients=None if choix.tous else (choix.client,),
    )


def _releves(services: Services, choix: argparse.Namespace, suivi: Suivi) -> bytes:
    return editions.editer_releves(services, _criteres(services, choix), suivi)


def _relances(services: Services, choix: argparse.Namespace, suivi: Suivi) -> bytes:
    return editions.editer_relances(services, list(dict.fromkeys(choix.numeros)), suivi)


def _lu(faire: Callable[[Lecteur, argparse.Namespace, Edition, Suivi], bytes]) -> _Faire:
    """Run inside one snapshot, with what stands around the paper."""

    def travail(services: Services, choix: argparse.Namespace, suivi: Suivi) -> bytes:
        with services.lire() as lecteur:
            return faire(lecteur, choix, editions.edition_de(services, lecteur), suivi)

    return travail


def _echeancier(lecteur: Lecteur, choix: argparse.Namespace, edition: Edition, suivi: Suivi) -> bytes:
    criteres = criteres_de_l_echeancier(lecteur, choix)
    return editions.editer_echeancier(lecteur, criteres, choix.aujourd_hui, edition, suivi=suivi)


def _passager(lecteur: Lecteur, choix: argparse.Namespace, edition: Edition, suivi: Suivi) -> bytes:
    return editions.editer_passager(lecteur, passager_demande(lecteur, choix), edition, suivi=suivi)


def _balance(lecteur: Lecteur, choix: argparse.Namespace, edition: Edition, suivi: Suivi) -> bytes:
    au = choix.au or choix.aujourd_hui
    lignes = lectures_editions.balance_agee(lecteur, au)
    return editions.editer_balance_agee(lecteur, au, edition, lignes=lignes, suivi=suivi)


_PAPIERS: dict[str, _Faire] = {
    "releve": _releves,
    "restant-du": _releves,
    "relance": _relances,
    "echeancier": _lu(_echeancier),
    "client-passager": _lu(_passager),
    "balance-agee": _lu(_balance),
}
_NOMS = {
    "releve": "Relevé de compte",
    "restant-du": "Restant dû",
    "relance": "Relance",
    "echeancier": "Échéancier",
    "client-passager": "Client passager",
    "balance-agee": "Balance âgée",
}
