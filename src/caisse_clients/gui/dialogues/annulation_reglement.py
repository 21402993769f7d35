"""*Supprimer* a règlement: says what will be due again, asks why, cancels it (manual 003)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.reglements import AnnulerReglement
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_annulation_reglement import Ui_DialogueAnnulationReglement
from caisse_clients.gui.presentateurs import reglement as decisions
from caisse_clients.gui.presentateurs.reglements import empechement_de_supprimer
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.domain.vues_ventes import VueReglement

Apres = Callable[[str], object]
"""What is told once it is done: the sentence that says so."""


class DialogueAnnulationReglement(DialogueGeste):
    """``annulee`` gives the sentence for the status line."""

    portee: ClassVar[str] = "dialogueAnnulationReglement"
    annulee = Signal(str)

    def __init__(self, contexte: ContexteEcran, vue: VueReglement, parent: QWidget | None = None) -> None:
        super().__init__(contexte, f"Annuler {vue.numero}", parent)
        self._vue = vue
        self._ui = ui = Ui_DialogueAnnulationReglement()
        ui.setupUi(self.corps)
        ui.reglementLabel.setText(decisions.titre(vue))
        ui.consequencesLabel.setText(decisions.consequences(vue))
        ui.raisonEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        self.corps.setMinimumWidth(560)
        self.brancher({"raison": ui.raisonEdit}, ui.erreurLabel, ui.champsLayout, ui.raisonEdit)

    def saisie(self) -> str:
        """Return the reason typed."""
        return self._ui.raisonEdit.text().strip()

    def commande(self) -> AnnulerReglement:
        """Return the cancelling; raises ``raison_manquante``."""
        if not self.saisie():
            raise ErreurMetier("raison_manquante", champ="raison")
        return AnnulerReglement(self._vue.numero, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say that it counts no more."""
        self.annulee.emit(f"{self._vue.numero} est annulé.")


def ouvrir_annulation(contexte: ContexteEcran, hote: QWidget, numero: str, apres: Apres | None = None) -> None:
    """Read the règlement, then ask why it is cancelled; a lock seen since is said instead.

    ``hote`` is the screen or dialog that the question belongs to. ``apres`` hears the sentence; without it the
    status line says it.
    """

    def ouvrir(vue: VueReglement) -> None:
        if raison := empechement_de_supprimer(vue.numero, vue.verrou):
            contexte.boites.avertir(hote, "Règlement", raison)
            return
        dialogue = DialogueAnnulationReglement(contexte, vue, hote)
        dialogue.annulee.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, "Règlement", lambda services, _suivi: decisions.lire_vue(services, numero), ouvrir)
