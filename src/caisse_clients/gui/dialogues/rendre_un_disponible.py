"""*Rembourser un disponible* of the Financier tab: which one, then how much and how."""

from __future__ import annotations

from collections.abc import Callable

from caisse_clients.gui.dialogues.choix import DialogueChoix
from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.dialogues.imputation import GestesImputation
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.presentateurs import financier as decisions
from caisse_clients.gui.presentateurs.financier import Rendables

_TITRE = "Rembourser un disponible"


def ouvrir_le_remboursement(contexte: ContexteEcran, ecran: Ecran, client: int, dire: Callable[[str], object]) -> None:
    """Give back to a client what one of his disponibles holds; asks which when there are several."""
    gestes = GestesImputation(contexte, ecran, dire)

    def ouvrir(rendables: Rendables) -> None:
        lignes = rendables.lignes
        if not lignes:
            contexte.boites.avertir(ecran, _TITRE, decisions.SANS_DISPONIBLE)
        elif len(lignes) == 1:
            gestes.rembourser(lignes[0], rendables.modes)
        else:
            textes = [decisions.texte_du_rendable(ligne) for ligne in lignes]
            choix = DialogueChoix(contexte.boites, _TITRE, "Sur quoi rendre l'argent ?", textes, ecran)
            choix.choisi.connect(lambda rang: gestes.rembourser(lignes[rang], rendables.modes))
            choix.open()

    preparer(contexte, ecran, _TITRE, lambda services, _s: decisions.lire_rendables(services, client), ouvrir)
