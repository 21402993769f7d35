"""The échéances of a pièce as they are typed, without Qt: they follow the terms until one is typed by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from caisse_clients.application.messages import message_de
from caisse_clients.domain.echeances import (
    ECHEANCES_MAXIMUM,
    EcheanceSaisie,
    echeances_selon,
    lire_conditions,
    lire_part,
)
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.gui.modeles.cases import Case, ColonneSaisie, Faute, Proposition
from caisse_clients.gui.presentateurs.devises import Monnaie
from caisse_clients.kernel.argent import arrondir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, lire_date

_SAISIS = ("date", "montant")
_SANS_DATE = "Tapez la date de l'échéance, par exemple 150814."
_SANS_MONTANT = "Tapez le montant, une part (1/3, 40 %) ou Ctrl+J pour y mettre le reste."


@dataclass(frozen=True, slots=True)
class EcheanceTapee:
    """One échéance as typed; ``reste`` is what remains due on a saved one, in minor units."""

    date: str = ""
    montant: str = ""
    reste: int | None = field(default=None, compare=False)

    @property
    def vide(self) -> bool:
        """True when nothing is typed."""
        return not (self.date.strip() or self.montant.strip())


class EcheancesPiece:
    """The sheet of échéances (a ``Feuille``); ``a_la_main`` once one was typed, until the terms are chosen again."""

    def __init__(self) -> None:
        self.modifiable_ = True
        self.figees = False
        """Of a commande invoiced in part: they share what is left, the program follows them."""
        self.a_la_main = False
        self.monnaie = Monnaie()
        self._lignes: list[EcheanceTapee] = []
        self._conditions = ""
        self._depart: dt.date | None = None
        self._total = 0
        self._active: tuple[int | None, str] = (None, "")
        self._exigeante = False

    # --- As a sheet

    @property
    def colonnes(self) -> tuple[ColonneSaisie, ...]:
        """Columns; what remains due comes on a saved pièce."""
        reste = (
            [ColonneSaisie("reste", "Reste", Case.CALCUL, 86)] if any(e.reste is not None for e in self._lignes) else []
        )
        return (
            ColonneSaisie("date", "Date", Case.DATE, 96, elastique=True),
            ColonneSaisie("montant", "Montant", Case.NOMBRE, 100, aide="Un montant, ou une part : 1/3, 40 %."),
            *reste,
        )

    def nombre(self) -> int:
        """Return how many rows are shown; the blank one comes with typing by hand."""
        blanche = (
            self.modifiable_
            and not self.figees
            and (self.a_la_main or not self._lignes)
            and len(self._lignes) < ECHEANCES_MAXIMUM
        )
        return len(self._lignes) + (1 if blanche else 0)

    def texte(self, rang: int, champ: str) -> str:
        """Return a cell as shown."""
        if champ == "reste":
            reste = self._ligne(rang).reste
            return "" if reste is None else self.monnaie.ecrire(reste) if reste else "réglée"
        return self.edition(rang, champ)

    def edition(self, rang: int, champ: str) -> str:
        """Return a cell as it is typed."""
        return str(getattr(self._ligne(rang), champ, "") or "")

    def modifiable(self, champ: str) -> bool:
        """Tell whether this column may be typed in."""
        return self.modifiable_ and not self.figees and champ in _SAISIS

    def taper(self, rang: int, champ: str, texte: str) -> None:
        """Put what was typed in a cell; from then on the échéances are the user's. A new date gets what is missing."""
        ligne = self._ligne(rang)
        if texte == getattr(ligne, champ) or (ligne.vide and not texte.strip()):
            return
        self.a_la_main = True
        if ligne.vide and champ == "date" and (manque := self.ecart()) is not None and manque > 0:
            ligne = replace(ligne, montant=self.monnaie.ecrire(manque))
        ligne = replace(ligne, date=texte) if champ == "date" else replace(ligne, montant=texte)
        if rang == len(self._lignes):
            self._lignes.append(ligne)
        else:
            self._lignes[rang] = ligne

    def quitter(self, rang: int, champ: str) -> None:
        """Write the cell in full when it can be read; a share of the total becomes its amount."""
        if not 0 <= rang < len(self._lignes) or not (texte := self.edition(rang, champ)).strip():
            return
        ligne = self._lignes[rang]
        try:
            if champ == "date":
                ligne = replace(ligne, date=ecrire_date(lire_date(texte)))
            elif "/" in texte or "%" in texte:
                ligne = replace(ligne, montant=self.monnaie.ecrire(arrondir(lire_part(texte) * self._total)))
            else:
                ligne = replace(ligne, montant=self.monnaie.ecrire(self.monnaie.lire(texte)))
        except ErreurMetier:
            return
        self._lignes[rang] = ligne

    def propositions(self, champ: str, texte: str) -> Sequence[Proposition]:
        """Return nothing: dates and amounts are typed."""
        del champ, texte
        return ()

    def choisir(self, rang: int, champ: str, code: str) -> None:
        """Put a choice in a cell, as typing does."""
        self.taper(rang, champ, code)

    def faute(self, rang: int, champ: str) -> str:
        """Return why a cell is refused, once it is time to say so."""
        return next((f.phrase for f in self.fautes_visibles() if f.rang == rang and f.champ == champ), "")

    def retirer(self, rang: int) -> bool:
        """Remove an échéance; False on the blank one."""
        if not (self.modifiable_ and 0 <= rang < len(self._lignes)):
            return False
        self.a_la_main = True
        del self._lignes[rang]
        return True

    def deplacer(self, rang: int, pas: int) -> int:
        """Return the same rank: échéances stand in the order of their dates when saved."""
        del pas
        return rang

    def coller(self, rang: int, champ: str, cases: Sequence[Sequence[str]]) -> None:
        """Put a block copied from a spreadsheet from this cell on."""
        depart = _SAISIS.index(champ)
        for pas, rangee in enumerate(cases):
            if rang + pas >= ECHEANCES_MAXIMUM or rang + pas > len(self._lignes):
                break
            for champ_colle, texte in zip(_SAISIS[depart:], rangee, strict=False):
                self.taper(rang + pas, champ_colle, texte.strip())
                self.quitter(rang + pas, champ_colle)

    def vide(self, rang: int) -> bool:
        """Tell whether nothing is typed in a row."""
        return self._ligne(rang).vide

    def activer(self, rang: int | None, champ: str) -> None:
        """Say which cell is being typed: what it still lacks is not a fault yet."""
        self._active = (rang, champ)

    # --- As échéances of a pièce

    @property
    def lignes(self) -> tuple[EcheanceTapee, ...]:
        """What is typed by hand, blank rows left out; empty while the échéances follow the terms."""
        return tuple(e for e in self._lignes if not e.vide) if self.a_la_main else ()

    def remplir(self, vue: VuePiece) -> None:
        """Show the échéances of a saved pièce; they stay until what they were made of changes."""
        self.figees = vue.type is TypePiece.COMMANDE and vue.facture > 0
        self._conditions, self._depart, self._total = vue.conditions, vue.date, vue.total_devise
        echeances = [e for e in vue.echeances if e.montant_devise or not self.figees]
        self._lignes = [
            EcheanceTapee(ecrire_date(e.date), self.monnaie.ecrire(e.montant_devise), e.reste) for e in echeances
        ]
        self.a_la_main = not vue.conditions and not self.figees
        self._exigeante = False

    def poser(self, lignes: Sequence[EcheanceTapee]) -> None:
        """Show échéances typed before; none gives the terms back."""
        self._lignes = list(lignes)
        self.a_la_main = bool(lignes)

    def suivre(self, conditions: str, depart: dt.date | None, total: int) -> None:
        """Follow what the échéances are made of; those typed by hand stay."""
        inchange = (conditions, depart, total) == (self._conditions, self._depart, self._total)
        self._conditions, self._depart, self._total = conditions, depart, total
        if self.figees or self.a_la_main or (inchange and self._lignes):
            return
        try:
            termes = lire_conditions(conditions)
        except ErreurMetier:
            self._lignes = []
            return
        prevues = echeances_selon(termes, total, depart) if depart is not None and total > 0 else ()
        self._lignes = [EcheanceTapee(ecrire_date(e.date), self.monnaie.ecrire(e.montant)) for e in prevues]

    @property
    def conditions_illisibles(self) -> str:
        """Why the terms mean nothing, empty when they can be followed or when the échéances are typed by hand."""
        if self.a_la_main or self.figees:
            return ""
        try:
            lire_conditions(self._conditions)
        except ErreurMetier as erreur:
            return message_de(erreur)
        return ""

    def suivre_les_conditions(self) -> None:
        """Give up what was typed by hand."""
        self.a_la_main = False
        self._lignes = []
        self.suivre(self._conditions, self._depart, self._total)

    def ecart(self) -> int | None:
        """Return what the échéances lack of the total (negative: they exceed it), None while one cannot be read."""
        if self.figees:
            return 0
        try:
            return self._total - sum(self.monnaie.lire(e.montant) for e in self._lignes if e.montant.strip())
        except ErreurMetier:
            return None

    def completer(self) -> None:
        """Put what is missing (or too much) on the last échéance, in one key."""
        manque = self.ecart()
        if not manque or not self._lignes:
            return
        derniere = self._lignes[-1]
        montant = (self.monnaie.lire(derniere.montant) if derniere.montant.strip() else 0) + manque
        if montant > 0:
            self.a_la_main = True
            self._lignes[-1] = replace(derniere, montant=self.monnaie.ecrire(montant))

    def phrase(self) -> tuple[str, bool]:
        """Say where the échéances come from and whether they add up; True when something is wrong."""
        if self.figees:
            return "Ce qui reste à facturer.", False
        if self.a_la_main:
            return self._dire_l_ecart()
        illisibles = self.conditions_illisibles
        return illisibles or ("Selon les conditions." if self._lignes else ""), bool(illisibles)

    def exiger(self) -> Faute | None:
        """Say from now on everything that is missing; return the first fault, None when all can be saved."""
        self._exigeante = True
        if faute := next(iter(self.fautes()), None):
            return faute
        phrase, faux = self.phrase()
        return Faute(max(0, len(self._lignes) - 1), "montant", phrase) if faux else None

    def fautes(self) -> list[Faute]:
        """Return every refused or missing cell, in reading order."""
        fautes = []
        for rang, echeance in enumerate(self._lignes if self.a_la_main else ()):
            if echeance.vide:
                continue
            for champ, absence in (("date", _SANS_DATE), ("montant", _SANS_MONTANT)):
                texte = getattr(echeance, champ)
                if not texte.strip():
                    fautes.append(Faute(rang, champ, absence, illisible=False))
                elif phrase := _illisible(champ, texte, self.monnaie):
                    fautes.append(Faute(rang, champ, phrase))
        return fautes

    def fautes_visibles(self) -> list[Faute]:
        """Return the faults that it is time to say: a date half typed is none."""
        if self._exigeante:
            return self.fautes()
        rang, champ = self._active
        return [f for f in self.fautes() if (f.illisible or f.rang != rang) and (f.rang, f.champ) != (rang, champ)]

    def saisies(self) -> tuple[EcheanceSaisie, ...]:
        """Return the échéances for a command, none while they follow the terms; raises when one cannot be read."""
        return tuple(
            EcheanceSaisie(lire_date(e.date, champ="echeances"), self.monnaie.centiemes(self.monnaie.lire(e.montant)))
            for e in self.lignes
        )

    def _dire_l_ecart(self) -> tuple[str, bool]:
        ecart = self.ecart()
        if ecart is None:
            return "Un montant ne peut pas être lu.", True
        if ecart == 0:
            return "À la main : le compte y est.", False
        if ecart > 0:
            return f"À la main : il manque {self.monnaie.ecrire(ecart)}. Ctrl+J le met sur la dernière.", True
        return f"À la main : {self.monnaie.ecrire(-ecart)} de trop. Ctrl+J le retire de la dernière.", True

    def _ligne(self, rang: int) -> EcheanceTapee:
        return self._lignes[rang] if 0 <= rang < len(self._lignes) else EcheanceTapee()


def _illisible(champ: str, texte: str, monnaie: Monnaie) -> str:
    try:
        if champ == "date":
            lire_date(texte)
        elif "/" in texte or "%" in texte:
            lire_part(texte)
        else:
            monnaie.lire(texte)
    except ErreurMetier as erreur:
        return message_de(erreur)
    return ""
