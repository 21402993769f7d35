"""What tests of the éditions share: a client with the manual's three movements, tickets, and short ways to look."""

from __future__ import annotations

import datetime as dt
from typing import Any

from caisse_clients.application.commandes.comptoir import EnregistrerVenteComptoir
from caisse_clients.application.commandes.pieces import CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Paiement
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier

AKKOUCHE = 2578
ALAN = 1811
AVRIL = dt.date(2014, 4, 5)


def _ligne(ttc: int, libelle: str) -> LigneSaisie:
    return LigneSaisie(libelle, prix_ttc=Centimes(ttc), taux_tva=Pourcent(20_00))


def facturer(atelier: Atelier, client: int, ttc: int, date: dt.date, conditions: str = "") -> str:
    """A validated facture of that day; return its number."""
    options = {"conditions": conditions} if conditions else {}
    brouillon = atelier.faire(CreerFacture(client, (_ligne(ttc, "Table de ferme"),), date=date, **options))  # type: ignore[arg-type]
    return str(atelier.faire(ValiderFacture(brouillon.valeurs["piece"], date=date)).valeurs["piece"])


def manuel(atelier: Atelier) -> tuple[str, str, str]:
    """The example of manual 002: 1 500,00 and 750,00 invoiced, 1 000,00 paid, in April; return the three numbers."""
    premiere = facturer(atelier, AKKOUCHE, 1500_00, AVRIL)
    seconde = facturer(atelier, AKKOUCHE, 750_00, dt.date(2014, 4, 12))
    paiement = EnregistrerReglement(AKKOUCHE, "virement", Centimes(1000_00), date=dt.date(2014, 4, 20))
    return premiere, seconde, str(atelier.faire(paiement).valeurs["reglement"])


def ticket(atelier: Atelier, *lignes: tuple[str, int], modes: tuple[tuple[str, int], ...], **options: Any) -> str:
    """A sale to the walk-in client; return its number."""
    commande = EnregistrerVenteComptoir(
        tuple(_ligne(montant, libelle) for libelle, montant in lignes),
        tuple(Paiement(mode, Centimes(montant)) for mode, montant in modes),
        **options,
    )
    return str(atelier.faire(commande).valeurs["piece"])


def rangees(modele: Any) -> list[dict[str, str]]:
    """Return a grid as shown, every column by its title."""
    titres = [colonne.titre for colonne in modele.colonnes]
    return [
        {titre: str(modele.index(rang, n).data() or "").replace("\u202f", " ") for n, titre in enumerate(titres)}
        for rang in range(modele.rowCount())
    ]


def clair(texte: str) -> str:
    """Return a text with ordinary spaces."""
    return texte.replace("\u202f", " ")
