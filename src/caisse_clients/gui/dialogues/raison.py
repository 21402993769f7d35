"""F4: asks why an écriture is undone, then writes its contrary."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.comptes import Contrepasser
from caisse_clients.application.messages import message, message_de
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_raison import Ui_DialogueRaison
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat


class DialogueRaison(Dialogue):
    """Contre-passes one écriture. ``enregistree`` gives the contrary écriture and the status line."""

    portee: ClassVar[str] = "dialogueRaison"
    enregistree = Signal(int, str)

    def __init__(self, contexte: ContexteEcran, ecriture: int, resume: str, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte, self._ecriture, self._resume = contexte, ecriture, resume
        self._id_commande = nouvel_id()
        self._en_cours = False
        self.setWindowTitle(f"Annuler l'écriture n° {ecrire_code(ecriture)}")
        self._ui = Ui_DialogueRaison()
        self._ui.setupUi(self.corps)
        self._ui.ecritureLabel.setText(resume)
        self._ui.erreurLabel.hide()
        self._ui.raisonEdit.textEdited.connect(self._effacer_l_erreur)
        self._ui.raisonEdit.setFocus()
        self.corps.setMinimumWidth(540)
        self.ajuster()

    def saisie_commencee(self) -> bool:
        """Return True when a reason has been typed."""
        return bool(self._ui.raisonEdit.text().strip())

    def valider(self) -> None:
        """Write the contrary écriture (F2), once."""
        if self._en_cours:
            return
        raison = self._ui.raisonEdit.text().strip()
        if not raison:
            self._dire(message("raison_manquante"))
            return
        self._occuper(True)
        commande = Contrepasser(self._ecriture, raison)
        tache = self._contexte.taches.executer(commande, self, id_commande=self._id_commande, libelle="Annulation")
        tache.reussie.connect(self._reussir)
        tache.echouee.connect(self._echouer)

    def reject(self) -> None:
        """Close, except while the command is on its way."""
        if not self._en_cours:
            super().reject()

    def _reussir(self, resultat: Resultat) -> None:
        self._occuper(False)
        contraire = int(resultat.valeurs["ecriture"])
        self.accept()
        texte = f"Écriture n° {ecrire_code(self._ecriture)} annulée par la n° {ecrire_code(contraire)}."
        self.enregistree.emit(contraire, texte)

    def _echouer(self, erreur: Exception) -> None:
        self._occuper(False)
        self._dire(message_de(erreur))

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.permettre("valider", "L'annulation est en cours d'enregistrement." if en_cours else "")

    def _dire(self, phrase: str) -> None:
        self._ui.erreurLabel.setText(phrase)
        self._ui.erreurLabel.show()
        marquer_erreur(self._ui.raisonEdit, phrase)
        self._ui.raisonEdit.setFocus()

    def _effacer_l_erreur(self) -> None:
        self._ui.erreurLabel.hide()
        marquer_erreur(self._ui.raisonEdit, "")
