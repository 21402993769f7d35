"""``exporter ecritures``: the transfer to accounting, a CSV à la française of what no transfer took yet (DOMAIN §2).

The file is whole on the disk before the écritures are marked, and put in place after: a refusal, a full disk or a
folder that does not exist leave neither file nor mark. A file lost later is written again from its transfer.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from caisse_clients.application import lectures
from caisse_clients.application.commandes.transferts import TransfererEcritures
from caisse_clients.application.lectures import Lecteur, LigneJournal
from caisse_clients.application.services import Services
from caisse_clients.domain.droits import Droit
from caisse_clients.exchanges.cellules import Colonne, Sorte, Valeur
from caisse_clients.exchanges.tableur import ecrire_csv, ecrire_fichier
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique

COLONNES = (
    Colonne("Journal"),
    Colonne("Date", Sorte.DATE),
    Colonne("Écriture", Sorte.CODE),
    Colonne("Compte"),
    Colonne("Compte auxiliaire"),
    Colonne("Client"),
    Colonne("Libellé"),
    Colonne("Débit", Sorte.MONTANT),
    Colonne("Crédit", Sorte.MONTANT),
    Colonne("Lettrage"),
)
_LOT = 2_000


@dataclass(frozen=True, slots=True)
class Transfert:
    """What was transferred: its number, how many écritures, how many lines in the file."""

    numero: int
    ecritures: int
    lignes: int


def transferer(services: Services, destination: Path, du: dt.date, au: dt.date) -> Transfert:
    """Write the écritures of a period that no transfer took yet, then mark and lock them.

    Raises ``fichier_deja_la`` (a transfer is never written over), ``droit_manquant``, ``periode_inversee``,
    ``date_future``, ``rien_a_transferer``, ``ecriture_impossible``; ``transfert_sans_fichier`` when the disk lets go of
    the file after the marks: ``reecrire`` makes it again.
    """
    _refuser_un_fichier_present(destination)
    faits: list[Transfert] = []

    def ecrire(flux: IO[bytes]) -> int:
        with services.lot() as lot:
            valeurs = lot.executer(TransfererEcritures(du, au)).valeurs
            nombre = ecrire_csv(flux, COLONNES, _lignes(lot.lecteur, valeurs["transfert"]))
            flux.flush()
            os.fsync(flux.fileno())
        faits.append(Transfert(valeurs["transfert"], valeurs["ecritures"], nombre))
        return nombre

    try:
        ecrire_fichier(destination, ecrire)
    except ErreurTechnique as echec:
        if not faits:
            raise
        raise ErreurTechnique("transfert_sans_fichier", transfert=faits[0].numero, chemin=str(destination)) from echec
    return faits[0]


def reecrire(services: Services, destination: Path, transfert: int) -> Transfert:
    """Write again the file of an earlier transfer; marks nothing. Raises ``transfert_inconnu``, ``droit_manquant``."""
    qui = services.utilisateur
    if Droit.EXPORTER_ECRITURES not in qui.droits:
        droit = Droit.EXPORTER_ECRITURES
        raise ErreurMetier("droit_manquant", droit=droit.value, libelle=droit.libelle, role=qui.role.value)
    _refuser_un_fichier_present(destination)
    with services.lire() as lecteur:
        ecritures = lectures.ecritures_du_transfert(lecteur, transfert)
        if not ecritures:
            raise ErreurMetier("transfert_inconnu", champ="transfert", transfert=transfert)
        nombre = ecrire_csv(destination, COLONNES, _lignes(lecteur, transfert))
    return Transfert(transfert, ecritures, nombre)


def _refuser_un_fichier_present(destination: Path) -> None:
    if destination.exists():
        raise ErreurMetier("fichier_deja_la", chemin=str(destination))


def _lignes(lecteur: Lecteur, transfert: int) -> Iterator[tuple[Valeur, ...]]:
    racine, _, chiffres = lectures.valeurs_parametres(lecteur)["compte_auxiliaire"].partition("+")
    lignes = iter(lectures.lignes_du_transfert(lecteur, transfert))
    while lot := list(islice(lignes, _LOT)):
        noms = _noms(lecteur, lot)
        for x in lot:
            auxiliaire = "" if x.tiers is None else f"{racine}{x.tiers:0{int(chiffres)}d}"
            nom = "" if x.tiers is None else noms.get(x.tiers, "")
            yield (
                x.journal, x.date, x.ecriture, x.compte, auxiliaire, nom, x.libelle, x.debit or None, x.credit or None,
                x.lettrage,
            )  # fmt: skip


def _noms(lecteur: Lecteur, lot: Iterable[LigneJournal]) -> dict[int, str]:
    codes = sorted({x.tiers for x in lot if x.tiers is not None})
    return {c.code: f"{c.nom} {c.prenom}".strip() for c in lectures.lignes_clients(lecteur, codes)}
