"""What tells a story of the demonstration: commands, at days counted back from today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.executeur import Lot
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Centimes


class Histoire:
    """Runs commands at days counted back from today."""

    def __init__(self, lot: Lot, jours: Sequence[dt.date]) -> None:
        self._lot = lot
        self._jours = jours
        self.operations = 0

    def jour(self, avant: int) -> dt.date:
        """Return the open day that many open days before today, the first of all at most."""
        return self._jours[max(len(self._jours) - 1 - avant, 0)]

    def faire(self, commande: object) -> str:
        """Run a command; return the first value of its result (the number of what it made)."""
        self.operations += 1
        valeurs = self._lot.executer(commande).valeurs
        return str(next(iter(valeurs.values()), ""))

    def commande(self, client: int, avant: int, *lignes: LigneSaisie, conditions: str = "") -> str:
        """Take an order."""
        return self.faire(CreerCommande(client, lignes, date=self.jour(avant), conditions=conditions))

    def facture(self, client: int, avant: int, *lignes: LigneSaisie, conditions: str = "") -> str:
        """Make and validate a facture."""
        brouillon = self.faire(CreerFacture(client, lignes, date=self.jour(avant), conditions=conditions))
        return self.faire(ValiderFacture(brouillon, date=self.jour(avant)))

    def regler(self, client: int, avant: int, mode: str, montant: int, *pieces: str, reference: str = "") -> str:
        """Take money, imputed on the pièces named."""
        affectees = tuple(Affectee(piece=p) for p in pieces)
        return self.faire(
            EnregistrerReglement(
                client, mode, Centimes(montant), date=self.jour(avant), reference=reference, imputations=affectees
            )
        )
