"""What statements, due lists, the aged balance and reminders may ask; each function takes a ``Lecteur``.

Results are frozen values that cross threads safely. Amounts are in centimes unless their view says otherwise.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence

from caisse_clients.application import lectures, relances
from caisse_clients.domain.echeancier import (
    CritereAffectation,
    CritereEcheancier,
    LigneAffectation,
    LigneBalanceAgee,
    LigneEcheancier,
    LigneRelance,
    TotauxEcheancier,
)
from caisse_clients.domain.relances import RelanceProposee
from caisse_clients.domain.releves import Releve, RelevePassager, SorteReleve
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import (
    echeances,
    lecture_balance_agee,
    lecture_echeancier,
    lecture_passager,
    lecture_releves,
    parametres,
)
from caisse_clients.storage.engine import Lecteur
from caisse_clients.storage.lecture_releves import clients_avec_solde

__all__ = [
    "balance_agee",
    "cles_affectation",
    "cles_echeancier",
    "client_passager",
    "clients_avec_solde",
    "journal_relances",
    "lignes_affectation",
    "lignes_echeancier",
    "relances_proposees",
    "releve",
    "totaux_echeancier",
]


def releve(
    lecteur: Lecteur,
    client: int,
    *,
    du: dt.date | None = None,
    au: dt.date,
    station: str = "",
    sorte: SorteReleve = SorteReleve.ACTIVITE,
) -> Releve:
    """Return the statement of a client; raises ``client_inconnu``, ``periode_inversee``.

    *Activité*: opening balance at ``du`` and every movement to ``au``. *Restant dû*: what is open at the end of ``au``.
    """
    if du is not None and du > au:
        raise ErreurMetier("periode_inversee", champ="du", du=du, au=au)
    fiche = lectures.fiche_client(lecteur, client)
    effectif = fiche.absorbe_par or client
    ouverture = 0
    if sorte is SorteReleve.ACTIVITE:
        ouverture, lignes = lecture_releves.activite(lecteur, effectif, du, au, station)
    else:
        lignes = lecture_releves.restant_du(lecteur, effectif, au, station)
    if effectif != client:
        fiche = lectures.fiche_client(lecteur, effectif)
    debit, credit = sum(x.debit for x in lignes), sum(x.credit for x in lignes)
    return Releve(
        client=effectif,
        client_nom=" ".join(filter(None, (fiche.nom, fiche.prenom))),
        sorte=sorte,
        du=du,
        au=au,
        station=station,
        ouverture=ouverture,
        lignes=tuple(lignes),
        total_debit=debit,
        total_credit=credit,
        solde=ouverture + debit - credit,
    )


def client_passager(lecteur: Lecteur, station: str, du: dt.date, au: dt.date) -> RelevePassager:
    """Return the walk-in sales of a station and period; raises ``periode_inversee``, ``station_inconnue``."""
    if du > au:
        raise ErreurMetier("periode_inversee", champ="du", du=du, au=au)
    code = station.strip().upper()
    if code not in {s["code"] for s in lectures.stations(lecteur)}:
        raise ErreurMetier("station_inconnue", champ="station", station=station[:20])
    return lecture_passager.passager(lecteur, code, du, au)


def cles_echeancier(
    lecteur: Lecteur, criteres: CritereEcheancier, aujourd_hui: dt.date, limite: int = 1_000_000
) -> array[int]:
    """Return the ids of the échéances that match, in the order asked; raises ``periode_inversee``."""
    _periode(criteres.du, criteres.au)
    return lecture_echeancier.cles_echeancier(lecteur, criteres, aujourd_hui, limite)


def lignes_echeancier(lecteur: Lecteur, ids: Sequence[int], aujourd_hui: dt.date) -> list[LigneEcheancier]:
    """Return the rows of these échéances, in the order asked."""
    return lecture_echeancier.lignes_echeancier(lecteur, ids, aujourd_hui)


def totaux_echeancier(lecteur: Lecteur, criteres: CritereEcheancier, aujourd_hui: dt.date) -> TotauxEcheancier:
    """Return the totals over the whole filter; raises ``periode_inversee``."""
    _periode(criteres.du, criteres.au)
    return lecture_echeancier.totaux_echeancier(lecteur, criteres, aujourd_hui)


def cles_affectation(lecteur: Lecteur, criteres: CritereAffectation, limite: int = 1_000_000) -> array[int]:
    """Return the unpaid échéances of a selection, by date; raises ``periode_inversee``."""
    _periode(criteres.du, criteres.au)
    return lecture_echeancier.cles_affectation(lecteur, criteres, limite)


def lignes_affectation(lecteur: Lecteur, ids: Sequence[int]) -> list[LigneAffectation]:
    """Return the rows of the affectation grid, in the order asked."""
    return lecture_echeancier.lignes_affectation(lecteur, ids, parametres.lire_parametres(lecteur)["compte_auxiliaire"])


def balance_agee(lecteur: Lecteur, au: dt.date) -> list[LigneBalanceAgee]:
    """Return the aged balance of all clients at the end of ``au``, by name."""
    return lecture_balance_agee.balance_agee(lecteur, au)


def relances_proposees(lecteur: Lecteur, niveau: int, au: dt.date, client: int | None = None) -> list[RelanceProposee]:
    """Return the reminders of a level due at ``au``, before anything is sent; raises ``niveau_inconnu``."""
    return relances.proposees(lecteur, parametres.lire_parametres(lecteur), niveau, au, client)


def journal_relances(lecteur: Lecteur, client: int | None = None) -> list[LigneRelance]:
    """Return the reminders that were sent, latest first."""
    return echeances.journal(lecteur, client)


def _periode(du: dt.date | None, au: dt.date | None) -> None:
    if du is not None and au is not None and du > au:
        raise ErreurMetier("periode_inversee", champ="du", du=du, au=au)
