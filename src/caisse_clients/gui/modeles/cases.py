"""What a grid typed cell by cell is, without Qt (the lines of a pièce, its échéances): columns, texts, errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Case(Enum):
    """How a cell is typed: free text, figures, a choice among rates, an article looked for by letters."""

    TEXTE = "texte"
    NOMBRE = "nombre"
    DATE = "date"
    CHOIX = "choix"
    ARTICLE = "article"
    CALCUL = "calcul"
    """Never typed: the program writes it."""


@dataclass(frozen=True, slots=True)
class ColonneSaisie:
    """One column of a typed grid; ``largeur`` at the normal text size, an ``elastique`` one takes what is left."""

    champ: str
    titre: str
    case: Case = Case.TEXTE
    largeur: int = 100
    elastique: bool = False
    aide: str = ""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One choice under a cell: what typing it means (``code``), what is read, and a word on the right."""

    code: str
    libelle: str
    droite: str = ""


@dataclass(frozen=True, slots=True)
class Faute:
    """A cell that is refused: where, and the sentence; ``illisible`` when what it holds means nothing.

    A missing value is only a fault once the line has been left, or when saving.
    """

    rang: int
    champ: str
    phrase: str
    illisible: bool = True


class Feuille(Protocol):
    """A typed grid. Rows are ranks from 0; the last one is always blank, ready to be typed in, when it may be."""

    @property
    def colonnes(self) -> tuple[ColonneSaisie, ...]:
        """Columns, in order."""
        ...

    def nombre(self) -> int:
        """Return how many rows are shown, the blank one included."""
        ...

    def texte(self, rang: int, champ: str) -> str:
        """Return a cell as shown when nobody types in it."""
        ...

    def edition(self, rang: int, champ: str) -> str:
        """Return a cell as it is typed."""
        ...

    def modifiable(self, champ: str) -> bool:
        """Tell whether this column may be typed in."""
        ...

    def taper(self, rang: int, champ: str, texte: str) -> None:
        """Put what was typed in a cell; it may be wrong, ``fautes`` says so."""
        ...

    def quitter(self, rang: int, champ: str) -> None:
        """The cell was left: write it in full when it can be read."""
        ...

    def propositions(self, champ: str, texte: str) -> Sequence[Proposition]:
        """Return the choices for what is typed, best first."""
        ...

    def choisir(self, rang: int, champ: str, code: str) -> None:
        """Take one of the propositions."""
        ...

    def faute(self, rang: int, champ: str) -> str:
        """Return why a cell is refused now, empty when it is not."""
        ...

    def retirer(self, rang: int) -> bool:
        """Remove a row; False when there is nothing to remove."""
        ...

    def deplacer(self, rang: int, pas: int) -> int:
        """Move a row up (-1) or down (1); return its rank, the same when it cannot."""
        ...

    def coller(self, rang: int, champ: str, cases: Sequence[Sequence[str]]) -> None:
        """Put a block copied from a spreadsheet from this cell on, adding the rows it needs."""
        ...

    def vide(self, rang: int) -> bool:
        """Tell whether nothing is typed in a row."""
        ...

    def activer(self, rang: int | None, champ: str) -> None:
        """Say which cell is being typed: what it still lacks is not a fault yet."""
        ...
