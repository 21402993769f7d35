"""Which reminders are due at a date: one answer for the screen's proposal and for the command (DOMAIN §1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby

from caisse_clients.domain.parametres import PARAMETRES
from caisse_clients.domain.relances import INDEMNITE_FORFAITAIRE, NIVEAUX, RelanceProposee, a_relancer, penalites
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_montant_contrat, lire_pourcent_contrat
from caisse_clients.storage import dus as stock_dus
from caisse_clients.storage import echeances as stock
from caisse_clients.storage import lecture_clients
from caisse_clients.storage.engine import Lecteur


def proposees(
    lecteur: Lecteur, reglages: Mapping[str, str], niveau: int, au: dt.date, client: int | None = None
) -> list[RelanceProposee]:
    """Return the reminders of a level due at ``au``, by client's name; raises ``niveau_inconnu``.

    ``reglages``: the settings ``relance.*`` (days, fees, rate of penalties).
    """
    if niveau not in NIVEAUX:
        raise ErreurMetier("niveau_inconnu", champ="niveau", valeur=str(niveau)[:10])
    valeurs = {**{cle: PARAMETRES[cle].defaut for cle in PARAMETRES}, **reglages}
    jours = int(valeurs[f"relance.{niveau}.jours"])
    frais = int(lire_montant_contrat(valeurs[f"relance.{niveau}.frais"]))
    taux = lire_pourcent_contrat(valeurs["relance.taux_penalites"])
    retards = stock.en_retard(lecteur, au, client)
    resultat = []
    for code, groupe in groupby(retards, key=lambda retard: retard[0].client):
        siens = list(groupe)
        disponible = sum(d.disponible for d in stock_dus.disponibles(lecteur, code))
        choisies = a_relancer(siens, niveau, jours, disponible)
        if not choisies:
            continue
        fiche = lecture_clients.fiche(lecteur, code)
        professionnel = fiche is not None and fiche.professionnel
        resultat.append(
            RelanceProposee(
                client=code,
                client_nom=choisies[0].client_nom,
                niveau=niveau,
                echeances=choisies,
                frais=frais + (INDEMNITE_FORFAITAIRE if professionnel else 0),
                penalites=penalites(choisies, taux) if professionnel else 0,
            )
        )
    return resultat
