"""The manual's accès: 540 €, 12 months from 1 May 2014, four cheques of 135 (manual 001)."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from caisse_clients.application import lectures_acces, lectures_editions
from caisse_clients.application.commandes.acces import CreerAcces, EncaisserCheque
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.domain.acces import ChequeSaisi
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.domain.vues_acces import VueAcces
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

MARTIN = 2643
DEBUT, ARRET = dt.date(2014, 5, 1), dt.date(2014, 8, 1)
PRIX, CHEQUE = Centimes(540_00), Centimes(135_00)


def plan(nombre: int = 4, montant: int = CHEQUE) -> tuple[ChequeSaisi, ...]:
    """Return cheques of one amount, one a month from the start."""
    return tuple(
        ChequeSaisi(dt.date(2014, 5 + rang, 5), Centimes(montant), numero=f"000{rang + 1}", banque="BNP")
        for rang in range(nombre)
    )


def configurer(atelier: Atelier) -> None:
    """Create the client, and the articles an avoir and a remboursement need."""
    atelier.faire(CreerClient("MARTIN", code=MARTIN, prenom="Julie"))
    taux = Pourcent(20_00)
    atelier.faire(CreerArticle("AVOIR", "Avoir", sorte=SorteArticle.AVOIR, taux_tva=taux))
    atelier.faire(CreerArticle("REMB", "Remboursement", sorte=SorteArticle.REMBOURSEMENT, taux_tva=taux))


def vendre(atelier: Atelier, *, encaisses: int = 3) -> int:
    """Sell the manual's accès, cash its first cheques, and return its id."""
    fait = atelier.faire(
        CreerAcces(
            MARTIN, DEBUT, "Accès annuel", mois=12, prix=PRIX, cheques=plan(), taux_tva=Pourcent(20_00), date=DEBUT
        )
    )
    acces = int(str(fait.valeurs["acces"]))
    for rang in range(1, encaisses + 1):
        atelier.faire(EncaisserCheque(acces, rang, date=dt.date(2014, 4 + rang, 6)))
    return acces


def manuel(atelier: Atelier) -> int:
    """Make the manual's situation before the stop; return the id of the accès."""
    configurer(atelier)
    return vendre(atelier)


def vue(atelier: Atelier, acces: int) -> VueAcces:
    """Return an accès as screens read it."""
    with atelier.services.lire() as lecteur:
        return lectures_acces.acces(lecteur, acces)


def livres(atelier: Atelier) -> dict[str, int]:
    """Return debit less credit of each general account that is not zero."""
    with atelier.services.lire() as lecteur:
        lus = lecteur.execute(text("SELECT compte, sum(debit - credit) FROM ligne GROUP BY compte"))
        return {compte: int(net) for compte, net in lus if net}


def du(atelier: Atelier, client: int = MARTIN) -> int:
    """Return what a client owes by his statement on the day of the stop (below zero: in his favour)."""
    with atelier.services.lire() as lecteur:
        return lectures_editions.releve(lecteur, client, au=ARRET).solde


def refus(atelier: Atelier, commande: object) -> ErreurMetier:
    """Run a command that a rule refuses, the ledger left as it was; return the refusal."""
    avant = livres(atelier)
    with pytest.raises(ErreurMetier) as refuse:
        atelier.faire(commande)
    assert livres(atelier) == avant
    return refuse.value


def code_du_refus(atelier: Atelier, commande: object) -> str:
    """Return the code by which a command is refused."""
    return refus(atelier, commande).code
