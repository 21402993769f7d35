"""What must be asked before everything on screen goes: by each running job, then by each screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from caisse_clients.gui.boites import Boites, Reponse
from caisse_clients.gui.ecran import Ecran
from caisse_clients.gui.taches import Taches


def tout_peut_fermer(
    fenetre: QWidget, taches: Taches, boites: Boites, ecrans: Iterable[Ecran], montrer: Callable[[QWidget], object]
) -> bool:
    """Return False as soon as somebody wants to stay; the screen that does is shown."""
    if not _arreter_les_travaux(fenetre, taches, boites):
        return False
    for ecran in ecrans:
        if not ecran.peut_fermer():
            montrer(ecran)
            return False
    if (champ := fenetre.focusWidget()) is not None:
        champ.clearFocus()  # now, while it lives: what a field does when it is left may still ask for a reading
    return True


def _arreter_les_travaux(fenetre: QWidget, taches: Taches, boites: Boites) -> bool:
    longs = [tache for tache in taches.en_cours if tache.ecriture and tache.annulable]
    if not longs:
        return True
    noms = ", ".join(tache.libelle for tache in longs)
    question = f"Travail en cours : {noms}. L'arrêter et quitter ? Rien de ce qu'il a commencé ne sera enregistré."
    if boites.confirmer(fenetre, "Quitter", question, oui="Arrêter et quitter", non="Continuer") is Reponse.NON:
        return False
    for tache in longs:
        tache.annuler()
    return True
