"""A base with a row in every table of the accès: sold, cashed, stopped, taken up again, stopped and given back."""

from __future__ import annotations

import datetime as dt

from caisse_clients.application.commandes.acces import CreerAcces, EncaisserCheque, ModifierCheque, RenouvelerAcces
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.domain.acces import ChequeSaisi
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.kernel.argent import Centimes
from tests.atelier import Atelier

ABONNE = 1023
DEBUT, ARRET = dt.date(2014, 6, 1), dt.date(2014, 7, 10)


def garnir_les_acces(atelier: Atelier) -> None:
    """Two accès and their cheques; the first stopped twice, its first avoir cancelled."""
    faire = atelier.faire
    faire(CreerClient("MARTIN", code=ABONNE, prenom="Julie"))
    faire(CreerArticle("AVOIR", "Avoir", sorte=SorteArticle.AVOIR))
    cheques = tuple(
        ChequeSaisi(dt.date(2014, mois, 5), Centimes(90_00), f"00{mois}", "BNP", "Paul MARTIN") for mois in (6, 7, 8)
    )
    vendu = CreerAcces(ABONNE, DEBUT, "Accès", mois=6, prix=Centimes(300_00), cheques=cheques, date=DEBUT)
    acces = faire(vendu).valeurs["acces"]
    faire(EncaisserCheque(acces, 1, date=dt.date(2014, 6, 6)))
    faire(EncaisserCheque(acces, 2))
    faire(ModifierCheque(acces, 3, banque="CIC"))
    faire(ArchiverAcces(acces, ARRET, avoir=True))
    faire(DesarchiverAcces(acces, "il revient"))
    arret = ArchiverAcces(acces, ARRET, avoir=True, remboursement=Remboursement("virement", Centimes(10_00)))
    faire(TirerBon(faire(arret).valeurs["compte"]))
    faire(RenouvelerAcces(acces, cheques=(ChequeSaisi(dt.date(2014, 12, 5), Centimes(50_00)),)))
