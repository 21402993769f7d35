"""One of the two columns of *Créer un règlement*: its grid, its rows, and the amounts typed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from caisse_clients.application.messages import message_de
from caisse_clients.domain.reglages import EURO
from caisse_clients.gui.modeles.a_cocher import ModeleACocher
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.presentateurs.devises import ecrire_en, ecrire_nombre, lire_en
from caisse_clients.gui.presentateurs.rapprocheur import Cote, LigneOuverte, libre
from caisse_clients.gui.widgets.grille_a_cocher import GrilleACocher
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant


def titre_de(ligne: LigneOuverte) -> str:
    """Name a row: which échéance after the first, and its currency when its amounts are not in euros."""
    rang = ligne.cle.partition("/")[2]
    titre = f"{ligne.titre} ({rang}e)" if rang not in ("", "1") else ligne.titre
    return titre if ligne.devise == EURO else f"{titre} · {ligne.devise}"


_COCHE = Colonne("", lambda _ligne: None, largeur=30, aide="Espace coche la ligne pour toute sa somme.", cle="coche")
_TITRE = Colonne("Titre", titre_de, largeur=225, elastique=True, tri="titre")
"""Wide enough for « Commande CO-S1-2026-00097 »: a number cut in the middle names nothing."""

_DATE = Colonne("Date", lambda ligne: ligne.date, Format.DATE, 84, tri="date")
_MONTANT = Colonne("Montant", lambda ligne: ligne.montant, Format.MONTANT, 86, tri="montant", cle="montant")

COLONNES_DUES = (
    _COCHE,
    _TITRE,
    _DATE,
    Colonne("Échéance", lambda ligne: ligne.date_echeance, Format.DATE, 84, tri="echeance"),
    _MONTANT,
    Colonne("Reste", lambda ligne: ligne.reste_devise, Format.MONTANT, 86, tri="reste"),
)
COLONNES_DISPONIBLES = (
    _COCHE,
    _TITRE,
    _DATE,
    _MONTANT,
    Colonne("Disponible", lambda ligne: ligne.disponible_devise, Format.MONTANT, 92, tri="disponible"),
)


class Repartiteur(Protocol):
    """Who decides what a row takes: the two columns together, or a règlement being typed."""

    def fixer(self, cote: Cote, cle: str, montant: int) -> int:
        """Choose so much of a row and return what was chosen."""

    def basculer(self, cote: Cote, cle: str) -> int:
        """Tick or untick a row; return what is chosen now."""

    def reordonner(self) -> None:
        """Hear that the user changed the order of the rows."""


class ColonneOuverte(QObject):
    """Keeps a ``Cote`` and its grid together. ``change`` follows every amount, at each character typed."""

    change = Signal()
    dite = Signal(str)
    """A sentence about what was just typed, for the status line."""

    def __init__(
        self,
        grille: GrilleACocher,
        cote: Cote,
        rapprocheur: Repartiteur,
        colonnes: Sequence[Colonne],
        titre_du_montant: str,
    ) -> None:
        super().__init__(grille)
        self._a_la_main = False
        self.grille, self.cote, self._rapprocheur = grille, cote, rapprocheur
        self._avant: dict[Any, int] = {}
        choisi = _lire_montant_de(cote)
        aide = "Tapez un montant pour n'en prendre qu'une partie."
        a_saisir = Colonne(
            titre_du_montant, lambda ligne: choisi(ligne) or None, Format.MONTANT, 88, aide=aide, cle="choisi"
        )
        self.modele = ModeleACocher(
            (*colonnes, a_saisir),
            lambda ligne: ligne.cle,
            choisi=choisi,
            plein=libre,
            ecrire=_ecrire,
            parent=self,
        )
        self.modele.tri_change.connect(lambda _tri, _decroissant: rapprocheur.reordonner())
        grille.montrer_modele(self.modele)
        grille.sacrifier("Date", "montant")
        grille.bascule.connect(self._basculer)
        grille.montant_tape.connect(self._suivre)
        grille.saisie_finie.connect(self._prendre)
        grille.saisie_abandonnee.connect(self._rendre)

    def montrer(self, lignes: Sequence[LigneOuverte]) -> None:
        """Show the rows read, the same row chosen; those that the user moved stay where they were."""
        if self._a_la_main:
            places = {cle: rang for rang, cle in enumerate(self.modele.cles())}
            lignes = sorted(lignes, key=lambda ligne: places.get(ligne.cle, len(places)))
        self.modele.montrer(lignes)
        self._avant.clear()

    def vider(self) -> None:
        """Show no row."""
        self.modele.montrer([])
        self._avant.clear()
        self._a_la_main = False

    def ligne(self) -> LigneOuverte | None:
        """Return the chosen row."""
        ligne: LigneOuverte | None = self.grille.ligne_courante()
        return ligne

    def cocher(self, cle: str) -> bool:
        """Tick the whole row of that key and choose it; False when there is none."""
        ligne = self.cote.ligne(cle)
        if ligne is None:
            return False
        self._rapprocheur.fixer(self.cote, cle, libre(ligne))
        self.grille.choisir_cle(cle)
        self._dire_le_changement(cle)
        return True

    def effacer(self) -> None:
        """Give the chosen row no amount."""
        if (cle := self.grille.cle_courante()) is not None:
            self._prendre(cle, "")

    def deplacer(self, pas: int) -> None:
        """Move the chosen row: the first rows are served first."""
        rang = self.grille.currentIndex().row()
        if rang >= 0:
            self.grille.choisir_rang(self.modele.deplacer(rang, pas))
            self.grille.montrer_sans_tri()
            self._a_la_main = True
            self._rapprocheur.reordonner()

    def entrer(self) -> None:
        """Give the grid the keyboard, with a row chosen."""
        if not self.grille.currentIndex().isValid():
            self.grille.choisir_rang(0)
        self.grille.setFocus()

    def _basculer(self, cle: Any) -> None:
        self._rapprocheur.basculer(self.cote, cle)
        self._dire_le_changement(cle)

    def _suivre(self, cle: Any, texte: str) -> None:
        """Follow what is being typed; what is not an amount yet changes nothing."""
        ligne = self.cote.ligne(cle)
        if ligne is None:
            return
        self._avant.setdefault(cle, self.cote.montant(cle))
        try:
            montant = lire_en(texte, ligne.devise) if texte.strip() else 0
        except ErreurMetier:
            return
        self._rapprocheur.fixer(self.cote, cle, montant)
        self.change.emit()

    def _prendre(self, cle: Any, texte: str) -> None:
        ligne = self.cote.ligne(cle)
        if ligne is None:
            return
        try:
            montant = lire_en(texte, ligne.devise) if texte.strip() else 0
        except ErreurMetier as erreur:
            self._rendre(cle)
            self.dite.emit(f"{message_de(erreur)} Le montant d'avant est remis.")
            return
        self._avant.pop(cle, None)
        if self._rapprocheur.fixer(self.cote, cle, montant) < montant:
            reste = ecrire_en(libre(ligne), ligne.devise)
            self.dite.emit(f"{ligne.titre} : il n'y a que {reste}, le montant y est ramené.")
        self._dire_le_changement(cle)

    def _rendre(self, cle: Any) -> None:
        if self.cote.ligne(cle) is not None and cle in self._avant:
            self._rapprocheur.fixer(self.cote, cle, self._avant.pop(cle))
        self._dire_le_changement(cle)

    def _dire_le_changement(self, cle: Any) -> None:
        self.modele.rafraichir(cle)
        self.change.emit()


def _lire_montant_de(cote: Cote) -> Callable[[LigneOuverte], int]:
    return lambda ligne: cote.montant(ligne.cle)


def _ecrire(valeur: int, ligne: LigneOuverte, colonne: Colonne) -> str:
    """Write an amount in the currency of its row; the total of a pièce stays in euros, and says so."""
    if ligne.devise == EURO:
        return ecrire_montant(valeur)
    return ecrire_en(valeur, EURO) if colonne.nom == "montant" else ecrire_nombre(valeur, ligne.devise)
