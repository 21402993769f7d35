"""What an action is; ``catalogue.py`` gathers them all. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.domain.droits import Droit

PARTOUT = "partout"
"""Scope of the main window: alive whatever the screen in front; clashes with every screen's keys."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something the user may do: what it is called, its key, where it lives, who may, what it does.

    ``menu`` is the path the manuals print (``Clients > Comptes clients``); empty = not in the menus.
    ``barre`` says that the F-key bar shows it. ``ecran`` names the screen that the action opens.
    """

    id: str
    texte: str
    raccourci: str = ""
    portee: str = PARTOUT
    droit: Droit | None = None
    aide: str = ""
    icone: str = ""
    menu: str = ""
    barre: bool = False
    ecran: str = ""

    @property
    def chemin(self) -> str:
        """Path shown by the palette: the manuals' menu path, or the bare text."""
        return f"{self.menu} > {self.texte}" if self.menu else self.texte


def dialogue(portee: str, valider: str, aide_valider: str) -> tuple[Action, ...]:
    """Return the three keys every dialog answers to, as actions of the scope ``portee``."""
    return (
        Action(f"{portee}.fermer", "Fermer", "Esc", portee, aide="Ferme sans enregistrer.", icone="fermer", barre=True),
        Action(f"{portee}.aide", "Aide", "F1", portee, aide="Ouvre l'aide.", icone="aide", barre=True),
        Action(f"{portee}.valider", valider, "F2", portee, aide=aide_valider, icone="valider", barre=True),
    )
