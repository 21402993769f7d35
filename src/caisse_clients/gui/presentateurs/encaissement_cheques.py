"""Cashing held cheques, one or many, and correcting one, decided without Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.acces import ChequeDesigne, EncaisserCheques, ModifierCheque
from caisse_clients.domain.vues_acces import ChequeDetenu, VueAcces, VueCheque
from caisse_clients.domain.vues_ventes import VueBanque
from caisse_clients.gui.presentateurs.mots_acces import euros
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, lire_date, lire_montant_contrat

SANS_BANQUE = "À choisir plus tard"
_NOMMES = 6


@dataclass(frozen=True, slots=True)
class Ouverture:
    """The cheques to cash, and the banks of the shop."""

    cheques: tuple[ChequeDetenu, ...]
    banques: tuple[VueBanque, ...]
    aujourd_hui: dt.date

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return "Encaisser le chèque" if len(self.cheques) == 1 else f"Encaisser {len(self.cheques)} chèques"

    @property
    def total(self) -> str:
        """How many cheques, and what they come to."""
        nombre, somme = len(self.cheques), sum(c.montant for c in self.cheques)
        return f"{nombre} chèque{'s' if nombre > 1 else ''}, {euros(somme)}"

    @property
    def detail(self) -> str:
        """Name the cheques, the first ones when they are many."""
        nommes = [f"{ecrire_date(c.date)}, {c.client_nom}, {euros(c.montant)}" for c in self.cheques[:_NOMMES]]
        suite = len(self.cheques) - _NOMMES
        return "\n".join([*nommes, *([f"et {suite} autre{'s' if suite > 1 else ''}"] if suite > 0 else [])])

    @property
    def avertissement(self) -> str:
        """Warn of cheques that are dated later than today."""
        futurs = sum(1 for c in self.cheques if c.date > self.aujourd_hui)
        if not futurs:
            return ""
        if len(self.cheques) == 1:
            return f"Ce chèque est daté du {ecrire_date(self.cheques[0].date)} : ce n'est pas encore sa date."
        return f"{futurs} chèque{'s portent' if futurs > 1 else ' porte'} une date à venir."


def detenu(a: VueAcces, c: VueCheque) -> ChequeDetenu:
    """Return a cheque of an accès as one of the safe."""
    return ChequeDetenu(
        a.id, c.rang, c.date, c.montant, c.numero, c.banque, c.tireur, a.client, a.client_nom, a.libelle
    )


def commande(o: Ouverture, date: str, banque: str) -> EncaisserCheques:
    """Return the command that F2 sends; raises ``date_invalide``."""
    designes = tuple(ChequeDesigne(c.acces, c.rang) for c in o.cheques)
    return EncaisserCheques(designes, lire_date(date), banque)


def compte_rendu(valeurs: Mapping[str, Any]) -> str:
    """Say the règlements made, from what the command gave."""
    reglements: Sequence[str] = valeurs["reglements"]
    total = euros(lire_montant_contrat(valeurs["total"]))
    if len(reglements) == 1:
        return f"Chèque encaissé : {reglements[0]}, {total}."
    return f"{len(reglements)} chèques encaissés, {total} : {reglements[0]} à {reglements[-1]}."


@dataclass(frozen=True, slots=True)
class Correction:
    """A held cheque as it is corrected, as text."""

    date: str
    numero: str
    banque: str
    tireur: str


def correction_initiale(c: VueCheque) -> Correction:
    """Return the form as the cheque stands."""
    return Correction(ecrire_date(c.date), c.numero, c.banque, c.tireur)


def commande_de_correction(acces: int, c: VueCheque, s: Correction) -> ModifierCheque:
    """Return the correction of what has changed; raises ``date_invalide``, ``rien_a_modifier``."""
    date = lire_date(s.date)
    avant = correction_initiale(c)
    if (date, s.numero.strip(), s.banque.strip(), s.tireur.strip()) == (
        c.date,
        avant.numero,
        avant.banque,
        avant.tireur,
    ):
        raise ErreurMetier("rien_a_modifier", champ="numero")
    return ModifierCheque(
        acces,
        c.rang,
        date=date if date != c.date else None,
        numero=_change(avant.numero, s.numero),
        banque=_change(avant.banque, s.banque),
        tireur=_change(avant.tireur, s.tireur),
    )


def _change(avant: str, apres: str) -> str | None:
    return apres.strip() if apres.strip() != avant else None
