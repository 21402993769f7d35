"""What *Gestion des règlements* decides, without Qt: the selection, what is typed on it, its undo (manual 004)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caisse_clients.domain.echeancier import Choix, CritereAffectation, LigneAffectation
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant_en, lire_date

TITRE = "Gestion des règlements"
AUCUNE_LIGNE = "Choisissez d'abord une ou plusieurs lignes (Maj+flèches, Ctrl+A pour toutes)."
RIEN_A_ENREGISTRER = "Rien n'a été changé : il n'y a rien à enregistrer."
RIEN_A_ANNULER = "Rien n'a été changé : il n'y a rien à annuler."
VIDE = "Aucune échéance impayée ne répond à cette sélection : revenez-y (Échap) et élargissez la période."
ABANDON = "Les modes et les banques saisis ne sont pas enregistrés. Revenir à la sélection et les abandonner ?"
RANG_MODE, RANG_BANQUE = 7, 8
"""Columns that are filled in."""
TRANCHE = 2_000
"""Échéances saved by one command: each is one sealed act; a long work says where it is and may stop between two."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The first page as it is filled in, dates as typed."""

    debut: str
    fin: str
    client_de: int | None = None
    client_a: int | None = None
    choix_mode: Choix = Choix.TOUT
    mode: str = ""
    choix_banque: Choix = Choix.TOUT
    banque: str = ""

    def criteres(self) -> CritereAffectation:
        """Return what to read; raises ``ErreurMetier`` with its ``champ`` when something does not hold."""
        du, au = lire_date(self.debut, champ="debut"), lire_date(self.fin, champ="fin")
        if du > au:
            raise ErreurMetier("periode_inversee", champ="debut", du=du, au=au)
        if self.client_de is not None and self.client_a is not None and self.client_de > self.client_a:
            raise ErreurMetier("plage_inversee", champ="client_a", de=self.client_de, a=self.client_a)
        if self.choix_mode is Choix.UN and not self.mode:
            raise ErreurMetier("mode_a_choisir", champ="mode")
        if self.choix_banque is Choix.UN and not self.banque:
            raise ErreurMetier("banque_a_choisir", champ="banque")
        return CritereAffectation(
            du=du,
            au=au,
            client_de=self.client_de,
            client_a=self.client_a,
            choix_mode=self.choix_mode,
            mode=self.mode,
            choix_banque=self.choix_banque,
            banque=self.banque,
        )

    def en_mots(self, modes: Mapping[str, str], banques: Mapping[str, str]) -> str:
        """Say the selection in one line, above the grid and on paper."""
        dit = [f"Échéances du {self.debut} au {self.fin}"]
        if self.client_de is not None or self.client_a is not None:
            de = "le premier" if self.client_de is None else ecrire_code(self.client_de)
            a = "au dernier" if self.client_a is None else f"à {ecrire_code(self.client_a)}"
            dit.append(f"clients de {de} {a}")
        for choix, sans, nom in (
            (self.choix_mode, "sans mode de règlement", modes.get(self.mode, self.mode)),
            (self.choix_banque, "sans journal de banque", banques.get(self.banque, self.banque)),
        ):
            if choix is not Choix.TOUT:
                dit.append(sans if choix is Choix.SANS else nom)
        return " · ".join(dit)


def selection_initiale(aujourd_hui: dt.date) -> Selection:
    """Return the selection as the page opens: the current month, every client, any mode, any bank (manual 004)."""
    dernier = calendar.monthrange(aujourd_hui.year, aujourd_hui.month)[1]
    return Selection(ecrire_date(aujourd_hui.replace(day=1)), ecrire_date(aujourd_hui.replace(day=dernier)))


Valeurs = tuple[str | None, str | None]
"""Mode and bank given to an échéance; None = as it is in the base."""


class Saisies:
    """What is typed over the rows read, by échéance, with its undo; nothing is saved before F2."""

    def __init__(self) -> None:
        self._valeurs: dict[int, Valeurs] = {}
        self._avant: list[list[tuple[int, Valeurs | None]]] = []

    def __len__(self) -> int:
        return len(self._valeurs)

    @property
    def annulable(self) -> bool:
        """True when there is something to undo."""
        return bool(self._avant)

    def mode(self, ligne: LigneAffectation) -> str:
        """Return the mode of a row as it would be saved."""
        donne = self._valeurs.get(ligne.id, (None, None))[0]
        return ligne.mode if donne is None else donne

    def banque(self, ligne: LigneAffectation) -> str:
        """Return the bank of a row as it would be saved."""
        donnee = self._valeurs.get(ligne.id, (None, None))[1]
        return ligne.banque if donnee is None else donnee

    def change(self, ligne: LigneAffectation) -> bool:
        """Tell whether a row was changed since it was read."""
        return self.mode(ligne) != ligne.mode or self.banque(ligne) != ligne.banque

    def donner(self, ids: Iterable[int], *, mode: str | None = None, banque: str | None = None) -> int:
        """Give a mode or a bank to these échéances as one step to undo; return how many."""
        etape: list[tuple[int, Valeurs | None]] = []
        for i in ids:
            avant = self._valeurs.get(i)
            ancien_mode, ancienne_banque = avant or (None, None)
            etape.append((i, avant))
            self._valeurs[i] = (
                ancien_mode if mode is None else mode,
                ancienne_banque if banque is None else banque,
            )
        if etape:
            self._avant.append(etape)
        return len(etape)

    def annuler(self) -> int:
        """Undo the last step; return how many rows it had changed."""
        if not self._avant:
            return 0
        etape = self._avant.pop()
        for i, avant in reversed(etape):
            if avant is None:
                del self._valeurs[i]
            else:
                self._valeurs[i] = avant
        return len(etape)

    def oublier(self) -> None:
        """Forget everything typed."""
        self._valeurs.clear()
        self._avant.clear()

    def a_enregistrer(self) -> dict[int, Valeurs]:
        """Return what was given, by échéance."""
        return dict(self._valeurs)


def colonnes(saisies: Saisies, modes: Mapping[str, str], banques: Mapping[str, str]) -> tuple[Colonne, ...]:
    """Return the columns of the affectation grid (manual 004), the last two as they would be saved."""
    return (
        Colonne("Échéance", lambda ligne: ligne.echeance, Format.DATE, 96),
        Colonne("Compte", lambda ligne: ligne.compte, largeur=100),
        Colonne("Client", lambda ligne: ligne.client_nom, largeur=200, elastique=True),
        Colonne("N° de pièce", lambda ligne: ligne.piece, largeur=150),
        Colonne("Monnaie", monnaie, Format.PASTILLE, 84, aide="Monnaie de la pièce."),
        Colonne("Montant saisi", _montant_saisi, Format.ENTIER, 110, aide="Reste dû, dans la monnaie de la pièce."),
        Colonne("Montant en EUR", lambda ligne: ligne.montant_eur, Format.MONTANT, 118),
        Colonne("Règt", lambda ligne: _nom(modes, saisies.mode(ligne)), largeur=150, aide="F6 ou Entrée."),
        Colonne("Banque", lambda ligne: _nom(banques, saisies.banque(ligne)), largeur=150, aide="F7."),
    )


def monnaie(ligne: LigneAffectation) -> Pastille:
    """Return the flag of the pièce's currency: its code, set off when it is not the euro."""
    return Pastille(ligne.devise, Gravite.NEUTRE if ligne.devise == EURO else Gravite.INFO)


def _montant_saisi(ligne: LigneAffectation) -> str:
    return ecrire_montant_en(ligne.montant, CHIFFRES_DES_DEVISES[ligne.devise])


def _nom(noms: Mapping[str, str], code: str) -> str:
    return noms.get(code, code)


def compte_rendu(nombre: int) -> str:
    """Say what was saved."""
    return f"{nombre} échéances affectées." if nombre > 1 else f"{nombre} échéance affectée."
