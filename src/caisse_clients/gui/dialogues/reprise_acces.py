"""*Reprendre* an archived accès: says what will be undone, asks why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.arrets import DesarchiverAcces
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_raison_piece import Ui_DialogueRaisonPiece
from caisse_clients.gui.presentateurs import mots_acces as mots
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_acces import VueAcces
    from caisse_clients.kernel.suivi import Suivi

TITRE = "Reprendre l'accès"


class DialogueReprise(DialogueGeste):
    """Takes the stop back on F2. ``repris`` gives the sentence that says so."""

    portee: ClassVar[str] = "dialogueReprise"
    repris = Signal(str)

    def __init__(self, contexte: ContexteEcran, acces: VueAcces, parent: QWidget | None = None) -> None:
        super().__init__(contexte, TITRE, parent)
        self._acces = acces
        ui = self._ui = Ui_DialogueRaisonPiece()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(mots.designation(acces))
        ui.explicationLabel.setText(mots.explication_de_la_reprise(acces))
        ui.raisonEdit.setPlaceholderText("Pourquoi l'accès reprend-il ?")
        ui.raisonEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        self.corps.setMinimumWidth(560)
        self.brancher({"raison": ui.raisonEdit}, ui.erreurLabel, ui.champsLayout, ui.raisonEdit)

    def saisie(self) -> str:
        """Return the reason typed."""
        return self._ui.raisonEdit.text().strip()

    def commande(self) -> DesarchiverAcces:
        """Return the taking up again; raises ``raison_manquante``."""
        if not self.saisie():
            raise ErreurMetier("raison_manquante", champ="raison")
        return DesarchiverAcces(self._acces.id, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say that it runs again, and what was undone."""
        self.repris.emit(mots.compte_rendu_de_la_reprise(self._acces, resultat.valeurs))


def ouvrir_reprise(
    contexte: ContexteEcran, hote: QWidget, acces: int, apres: Callable[[str], object] | None = None
) -> None:
    """Take up again the archived accès, once the reason is given. ``apres`` hears what was done, else the status line.

    ``hote`` is the widget the dialog belongs to.
    """

    def travail(services: Services, _suivi: Suivi) -> VueAcces:
        from caisse_clients.application import lectures_acces

        with services.lire() as lecteur:
            return lectures_acces.acces(lecteur, acces)

    def ouvrir(vue: VueAcces) -> None:
        if vue.archivage is None:
            contexte.boites.avertir(hote, TITRE, f"{mots.designation(vue)} n'est pas archivé : rien à reprendre.")
            return
        dialogue = DialogueReprise(contexte, vue, hote)
        dialogue.repris.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, TITRE, travail, ouvrir)
