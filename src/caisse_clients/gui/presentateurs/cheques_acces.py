"""The cheques of an accès as they are typed, without Qt: a line a cheque, a blank one to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caisse_clients.application.messages import message_de
from caisse_clients.domain.acces import CHEQUES_MAXIMUM, ChequeSaisi
from caisse_clients.gui.modeles.cases import Case, ColonneSaisie, Proposition
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant, lire_date, lire_montant

_COLONNES = (
    ColonneSaisie("date", "Date", Case.DATE, 110, aide="Le jour où le chèque pourra être encaissé."),
    ColonneSaisie("montant", "Montant", Case.NOMBRE, 100),
    ColonneSaisie("numero", "N° du chèque", Case.TEXTE, 110),
    ColonneSaisie("banque", "Banque", Case.TEXTE, 130, elastique=True),
    ColonneSaisie("tireur", "Tireur", Case.TEXTE, 150, elastique=True, aide="Vide : le client lui-même."),
)
_CHAMPS = tuple(colonne.champ for colonne in _COLONNES)
_SANS_DATE = "Donnez la date du chèque, par exemple 050814."
_SANS_MONTANT = "Donnez le montant du chèque."


@dataclass(frozen=True, slots=True)
class ChequeTape:
    """One cheque as typed."""

    date: str = ""
    montant: str = ""
    numero: str = ""
    banque: str = ""
    tireur: str = ""

    @property
    def vide(self) -> bool:
        """True when nothing is typed."""
        return not any(getattr(self, champ).strip() for champ in _CHAMPS)


class FeuilleCheques:
    """The sheet of cheques (a ``Feuille``). ``total``: what they may come to, None while the price is not known."""

    def __init__(self) -> None:
        self.total: int | None = None
        self._lignes: list[ChequeTape] = []
        self._active: tuple[int | None, str] = (None, "")

    # --- As a sheet

    @property
    def colonnes(self) -> tuple[ColonneSaisie, ...]:
        """Columns, in order."""
        return _COLONNES

    def nombre(self) -> int:
        """Return how many rows are shown, the blank one included."""
        return min(len(self._lignes) + 1, CHEQUES_MAXIMUM)

    def texte(self, rang: int, champ: str) -> str:
        """Return a cell as shown."""
        return self.edition(rang, champ)

    def edition(self, rang: int, champ: str) -> str:
        """Return a cell as it is typed."""
        return str(getattr(self._ligne(rang), champ))

    def modifiable(self, champ: str) -> bool:
        """Every cell is typed."""
        return champ in _CHAMPS

    def taper(self, rang: int, champ: str, texte: str) -> None:
        """Put what was typed in a cell; a new line with a date gets what the cheques still lack."""
        ligne = self._ligne(rang)
        if ligne.vide and not texte.strip():
            return
        if ligne.vide and champ == "date" and (reste := self.reste()) is not None and reste > 0:
            ligne = replace(ligne, montant=ecrire_montant(reste))
        valeurs: dict[str, str] = {champ: texte}
        ligne = replace(ligne, **valeurs)
        if rang == len(self._lignes):
            self._lignes.append(ligne)
        else:
            self._lignes[rang] = ligne

    def quitter(self, rang: int, champ: str) -> None:
        """Write the cell in full when it can be read."""
        texte = self.edition(rang, champ)
        if not 0 <= rang < len(self._lignes) or not texte.strip():
            return
        try:
            if champ == "date":
                self._lignes[rang] = replace(self._lignes[rang], date=ecrire_date(lire_date(texte)))
            elif champ == "montant":
                self._lignes[rang] = replace(self._lignes[rang], montant=ecrire_montant(lire_montant(texte)))
        except ErreurMetier:
            return

    def propositions(self, champ: str, texte: str) -> Sequence[Proposition]:
        """Nothing is chosen here."""
        return ()

    def choisir(self, rang: int, champ: str, code: str) -> None:
        """Nothing is chosen here."""

    def faute(self, rang: int, champ: str) -> str:
        """Return why a cell is refused: unreadable, or missing once its line is left."""
        ligne = self._ligne(rang)
        if ligne.vide or champ not in ("date", "montant") or (rang, champ) == self._active:
            return ""
        if not getattr(ligne, champ).strip():
            return "" if rang == self._active[0] else (_SANS_DATE if champ == "date" else _SANS_MONTANT)
        try:
            _lire(ligne, champ)
        except ErreurMetier as erreur:
            return message_de(erreur)
        return ""

    def retirer(self, rang: int) -> bool:
        """Remove a cheque; False on the blank line."""
        if not 0 <= rang < len(self._lignes):
            return False
        del self._lignes[rang]
        return True

    def deplacer(self, rang: int, pas: int) -> int:
        """Cheques keep the order in which they are typed."""
        return rang

    def coller(self, rang: int, champ: str, cases: Sequence[Sequence[str]]) -> None:
        """Put a block copied from a spreadsheet from this cell on."""
        depart = _CHAMPS.index(champ)
        for place, rangee in enumerate(cases[: CHEQUES_MAXIMUM - rang], rang):
            for colle, texte in zip(_CHAMPS[depart:], rangee, strict=False):
                self.taper(min(place, len(self._lignes)), colle, texte.strip())
                self.quitter(min(place, len(self._lignes) - 1), colle)

    def vide(self, rang: int) -> bool:
        """Tell whether nothing is typed in a row."""
        return self._ligne(rang).vide

    def activer(self, rang: int | None, champ: str) -> None:
        """Say which cell is being typed: what it still lacks is not a fault yet."""
        self._active = (rang, champ)

    # --- As the cheques of an accès

    @property
    def lignes(self) -> tuple[ChequeTape, ...]:
        """What is typed, blank rows left out."""
        return tuple(ligne for ligne in self._lignes if not ligne.vide)

    def poser(self, cheques: Sequence[ChequeSaisi]) -> None:
        """Show these cheques instead of what was typed."""
        self._lignes = [
            ChequeTape(ecrire_date(c.date), ecrire_montant(c.montant), c.numero, c.banque, c.tireur) for c in cheques
        ]

    def somme(self) -> int | None:
        """Return what the cheques come to, None while an amount cannot be read."""
        try:
            return sum(lire_montant(c.montant) for c in self.lignes if c.montant.strip())
        except ErreurMetier:
            return None

    def reste(self) -> int | None:
        """Return what the cheques leave of the price, negative when they exceed it."""
        somme = self.somme()
        return None if somme is None or self.total is None else self.total - somme

    def saisies(self) -> tuple[ChequeSaisi, ...]:
        """Return the cheques for a command; raises with ``champ`` ``cheques[rank]…`` for one that cannot be read."""
        lues = []
        for rang, ligne in enumerate(self.lignes):
            ou = f"cheques[{rang}]"
            lues.append(
                ChequeSaisi(
                    lire_date(ligne.date, champ=f"{ou}.date"),
                    lire_montant(ligne.montant, champ=f"{ou}.montant"),
                    ligne.numero.strip(),
                    ligne.banque.strip(),
                    ligne.tireur.strip(),
                )
            )
        return tuple(lues)

    def _ligne(self, rang: int) -> ChequeTape:
        return self._lignes[rang] if 0 <= rang < len(self._lignes) else ChequeTape()


def _lire(ligne: ChequeTape, champ: str) -> object:
    return lire_date(ligne.date) if champ == "date" else lire_montant(ligne.montant)
