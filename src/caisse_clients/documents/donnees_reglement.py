"""What the receipt of a règlement says: money received, or given back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.documents.donnees_piece import EURO, Monnaie
from caisse_clients.documents.donnees_recu import Emetteur, Sens


@dataclass(frozen=True, slots=True)
class LigneReglee:
    """What the règlement pays: the pièce, the échéance (``"échéance du 31/07/2014"``), how much."""

    titre: str
    detail: str
    montant: int


@dataclass(frozen=True, slots=True)
class DonneesReglement:
    """Everything the receipt says. Amounts are minor units of ``monnaie``.

    ``numero`` is empty for a règlement not yet recorded: the paper is marked BROUILLON. ``contre_valeur`` is the
    amount in euros of a règlement in foreign currency, with its rate (as written). ``mentions``: arrhes or acompte and
    what follows from it, that this receipt replaces another, the shop's own sentence. ``sans_valeur`` as in a reçu.
    """

    emetteur: Emetteur
    numero: str
    sens: Sens
    date: dt.date
    montant: int
    client: int
    client_nom: str
    client_adresse: tuple[str, ...]
    mode: str
    reference: str = ""
    banque: str = ""
    monnaie: Monnaie = EURO
    contre_valeur: tuple[int, str] | None = None
    lignes: tuple[LigneReglee, ...] = ()
    disponible: int = 0
    mentions: tuple[str, ...] = ()
    annule: str = ""
    edition: str = ""
    tirage: int = 1
    sans_valeur: str = ""

    @property
    def brouillon(self) -> bool:
        """True while it has no number."""
        return not self.numero

    @property
    def titre(self) -> str:
        """Name of the document."""
        return "Reçu" if self.sens is Sens.ENTREE else "Remboursement"

    @property
    def filigrane(self) -> str:
        """What stands across the page."""
        return "BROUILLON" if self.brouillon else self.annule

    @property
    def titre_des_lignes(self) -> str:
        """Heading of what is paid, or of what the money given back was taken from."""
        return "Ce règlement paie" if self.sens is Sens.ENTREE else "Somme reprise sur"
