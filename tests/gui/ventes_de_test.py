"""A commande and a facture of ALBERT Pierre, to settle on the screens of règlements."""

from __future__ import annotations

import datetime as dt

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.gui.manuel import PIERRE

COMMANDE = "CO-S1-2014-00001"
FACTURE = "FA-S1-2014-00001"


def ligne(ttc: int, libelle: str = "Table") -> LigneSaisie:
    """One line at 20 %."""
    return LigneSaisie(libelle, prix_ttc=Centimes(ttc), taux_tva=Pourcent(20_00))


def creer_les_pieces(atelier: Atelier, client: int = PIERRE) -> None:
    """The commande of 1 200,00 of the manual, due today, and a validated facture of 600,00 due in June."""
    juin = dt.date(2014, 6, 1)
    atelier.faire(CreerCommande(client, (ligne(1200_00),)))
    brouillon = atelier.faire(CreerFacture(client, (ligne(600_00, "Chaises"),), date=juin)).valeurs["piece"]
    atelier.faire(ValiderFacture(brouillon, date=juin))


def encaisser(atelier: Atelier, montant: int, mode: str = "cheque", piece: str = "", **options: object) -> str:
    """Record a règlement of ALBERT Pierre, imputed on ``piece`` when given; return its RC."""
    imputations = (Affectee(piece=piece),) if piece else ()
    commande = EnregistrerReglement(PIERRE, mode, Centimes(montant), imputations=imputations, **options)  # type: ignore[arg-type]
    return str(atelier.faire(commande).valeurs["reglement"])
