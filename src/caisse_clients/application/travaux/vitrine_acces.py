"""Accès in the shop window: one running with cheques in the safe, and the three ways a stop may end (manual 001)."""

from __future__ import annotations

import datetime as dt

from caisse_clients.application.commandes.acces import CreerAcces, EncaisserCheque
from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.application.travaux.comptes_inventes import COMPTES_DE_LA_VITRINE
from caisse_clients.application.travaux.histoire import Histoire
from caisse_clients.domain.acces import ChequeSaisi
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.dates import ajouter_mois

ALAN, AIT_EL_MOKHTAR, ALBUCHER, ALBES = 1_811, 2_643, 5_370, 5_850
_TAUX = Pourcent(20_00)
_TRIMESTRE, _SIX_MOIS = 79, 157
"""Open days back from today that hold three and six whole months, Sundays left out."""


def ouvrir(h: Histoire) -> None:
    """Make the articles of a stop, then the stop whose avoir is kept: it opens a compte, on the first day."""
    h.faire(CreerArticle("AVOIR", "Avoir sur accès", SorteArticle.AVOIR, taux_tva=_TAUX))
    h.faire(CreerArticle("REMB", "Remboursement d'accès", SorteArticle.REMBOURSEMENT, taux_tva=_TAUX))
    _garde(h)


def garnir(h: Histoire) -> None:
    """Tell the accès of the last months."""
    _en_cours(h)
    _rembourse(h)
    _qui_doit(h)


def _garde(h: Histoire) -> None:
    """AIT EL MOKHTAR stops four years of accès after three: avoir kept with its bon, last cheque handed back."""
    debut = h.jour(0)
    cheques = [ChequeSaisi(debut, Centimes(210_00), numero=f"771000{n}", banque="Crédit Agricole") for n in range(4)]
    dernier = ChequeSaisi(ajouter_mois(debut, 36), Centimes(120_00), numero="7710004", banque="Crédit Agricole")
    acces = _vendre(h, AIT_EL_MOKHTAR, debut, "Accès quatre ans", mois=48, prix=960_00, cheques=[*cheques, dernier])
    for rang in (1, 2, 3, 4):
        h.faire(EncaisserCheque(acces, rang, date=debut))
    h.faire(ArchiverAcces(acces, ajouter_mois(debut, 36), "AVOIR", raison="Déménagement"))
    h.faire(TirerBon(COMPTES_DE_LA_VITRINE))


def _en_cours(h: Histoire) -> None:
    """ALAN: twelve months, six cheques, three cashed, three in the safe: one could be cashed today."""
    debut = h.jour(_TRIMESTRE)
    cheques = _mensuels(debut, 6, 80_00)
    acces = _vendre(h, ALAN, debut, "Accès annuel", mois=12, prix=480_00, cheques=cheques)
    _encaisser(h, acces, debut, 3)


def _rembourse(h: Histoire) -> None:
    """ALBES: the manual's figures, 540 for twelve months, three cheques of four cashed, 270 paid out."""
    debut = h.jour(_TRIMESTRE)
    cheques = _mensuels(debut, 4, 135_00)
    acces = _vendre(h, ALBES, debut, "Accès annuel", mois=12, prix=540_00, cheques=cheques)
    _encaisser(h, acces, debut, 3)
    rendu = Remboursement("cheque")
    h.faire(ArchiverAcces(acces, ajouter_mois(debut, 3), "REMB", remboursement=rendu, raison="Blessure au genou"))


def _qui_doit(h: Histoire) -> None:
    """ALBUCHER used more than he paid: one cheque is kept up to what he owes."""
    debut = h.jour(_SIX_MOIS)
    cheques = _mensuels(debut, 2, 100_00)
    acces = _vendre(h, ALBUCHER, debut, "Accès annuel, tarif réduit", mois=12, prix=600_00, cheques=cheques)
    _encaisser(h, acces, debut, 1)
    h.faire(ArchiverAcces(acces, ajouter_mois(debut, 5), "AVOIR", garder=(2,), raison="Changement d'horaires"))


def _vendre(
    h: Histoire, client: int, debut: dt.date, libelle: str, *, mois: int, prix: int, cheques: list[ChequeSaisi]
) -> int:
    vente = CreerAcces(
        client, debut, libelle, mois=mois, prix=Centimes(prix), cheques=tuple(cheques), taux_tva=_TAUX, date=debut
    )
    return int(h.faire(vente))


def _mensuels(debut: dt.date, nombre: int, montant: int) -> list[ChequeSaisi]:
    return [
        ChequeSaisi(ajouter_mois(debut, rang), Centimes(montant), numero=f"30114{rang + 1:02d}", banque="BNP")
        for rang in range(nombre)
    ]


def _encaisser(h: Histoire, acces: int, debut: dt.date, nombre: int) -> None:
    for rang in range(nombre):
        h.faire(EncaisserCheque(acces, rang + 1, date=ajouter_mois(debut, rang)))
