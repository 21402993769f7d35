"""The base of the manual's pictures (seed 0): its eleven clients, accounts 265 and 266 of ALBERT Pierre."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes

PIERRE = 1011

CLIENTS = (
    (2643, "AIT EL MOKHTAR", "Driss AIT EL OKHTAR", "58 BIS RUE JEAN MERMOZ", "47200", "MARMANDE"),
    (2578, "AKKOUCHE", "BRIGITTE", "LABRANNE", "47200", "MARCELLUS"),
    (1099, "ALAMINOS", "CATHERINE", "BRIGADE DE GENDARMERIE", "23300", "LA SOUTERRAINE"),
    (1811, "ALAN", "", "maisonneuve", "47180", "LAGUIPIE"),
    (5577, "ALAQUI", "MALIKA", "GENDARMERIE DE SEYCHES", "47350", "SEYCHES"),
    (7058, "ALARCON", "SYLVIE", "", "64500", "ST JEAN DE LUZ"),
    (5124, "ALARME VIDEO", "ALARE VIDEO", "", "47250", "COCUMONT"),
    (4633, "ALBERT", "ROSE MARIE", "", "47200", "MONTPOUILLAN"),
    (PIERRE, "ALBERT", "Pierre", "10 place victor", "64200", "BIARRITZ"),
    (5850, "ALBES MARQUES", "LOUIS ALBES ARQUE", "LA BORDONNE", "47400", "FAUILLET"),
    (5370, "ALBUCHER", "CHRISTOPHE", "MONT BARBAT", "47320", "CLAIRAC"),
)


def remplir(executer: Callable[..., object]) -> None:
    """Write the manual's figures with ``executer`` (``Services.executer``)."""
    for code, nom, prenom, adresse, code_postal, ville in CLIENTS:
        executer(CreerClient(nom, code=code, prenom=prenom, adresse=adresse, code_postal=code_postal, ville=ville))
    executer(ModifierParametre("prochain_numero_compte", "265"))
    acompte = TypeCompte.ACOMPTE
    executer(
        CreerCompte(PIERRE, acompte, Centimes(50000), date=dt.date(2013, 2, 15), commentaire="Commande de printemps")
    )
    executer(SaisirEcriture(265, entree=Centimes(6255), date=dt.date(2013, 3, 1), beneficiaire="Mme ALBERT"))
    executer(CreerCompte(PIERRE, acompte, Centimes(50000), date=dt.date(2014, 6, 20)))
