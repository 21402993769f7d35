"""A small form as data, without Qt: its fields, what fills them, the commands that it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from caisse_clients.kernel.formats import ecrire_montant, ecrire_pourcent, lire_montant, lire_pourcent


class Sorte(Enum):
    """What a field holds; it decides the widget and how its text is read."""

    TEXTE = "texte"
    LIGNES = "lignes"
    """A text of several lines."""
    MONTANT = "montant"
    """An amount in euros; empty = none."""
    POURCENT = "pourcent"
    CHOIX = "choix"
    COCHE = "coche"


@dataclass(frozen=True, slots=True)
class ChampFiche:
    """One field, named as the command names it; ``libelle`` carries its mnemonic (``&Code``).

    ``fige``: said at the creation, never changed after. ``modification_seule``: absent from a creation.
    ``aide`` stands under the field, in words or made from the value chosen.
    """

    nom: str
    libelle: str
    sorte: Sorte = Sorte.TEXTE
    longueur: int = 100
    exemple: str = ""
    aide: str | Callable[[Any], str] = ""
    choix: Sequence[tuple[Any, str]] = ()
    defaut: Any = None
    fige: bool = False
    modification_seule: bool = False

    def lire(self, texte: str) -> Any:
        """Return what a typed text says; raises ``ErreurMetier`` on this field."""
        if self.sorte is Sorte.MONTANT:
            return lire_montant(texte, champ=self.nom) if texte.strip() else None
        return lire_pourcent(texte, champ=self.nom) if self.sorte is Sorte.POURCENT else texte

    def ecrire(self, valeur: Any) -> str:
        """Return a value as its field shows it."""
        if valeur is None:
            return ""
        if self.sorte is Sorte.MONTANT:
            return ecrire_montant(valeur)
        return ecrire_pourcent(valeur) if self.sorte is Sorte.POURCENT else str(valeur)


@dataclass(frozen=True, slots=True)
class Fiche:
    """A form: titles, fields, and the commands made of their values; ``cle`` names the row and never changes.

    ``creer`` and ``modifier`` take the fields by name; one that is None is never asked for.
    """

    nouveau: str
    """Title of a creation: *Nouveau motif*."""
    titre: str
    """What stands before the key of a row in the title: *Motif* regularisation."""
    champs: Sequence[ChampFiche]
    creer: Callable[..., object] | None = None
    modifier: Callable[..., object] | None = None
    cle: str = "code"
    entete: str = ""
    """Words on top of the form, when its title alone would not say what is asked."""
    page: str = "parametres"
    """Page of the help."""

    def intitule(self, ligne: object | None) -> str:
        """Return the title of the form of a row, or of a creation."""
        if ligne is None:
            return self.nouveau
        cle = getattr(ligne, self.cle)
        champ = next((champ for champ in self.champs if champ.nom == self.cle), None)
        return f"{self.titre} {cle if champ is None else champ.ecrire(cle)}"

    def montres(self, *, creation: bool) -> list[ChampFiche]:
        """Return the fields in sight."""
        return [champ for champ in self.champs if not (creation and champ.modification_seule)]

    def commande(self, valeurs: Mapping[str, Any], *, creation: bool) -> object:
        """Return the command that these values make."""
        fabrique = self.creer if creation else self.modifier
        assert fabrique is not None  # the list offers only what its form can do
        figes = () if creation else {champ.nom for champ in self.champs if champ.fige and champ.nom != self.cle}
        return fabrique(**{nom: valeur for nom, valeur in valeurs.items() if nom not in figes})
