"""Another user authorises one act at the screen of who acts; his name is sealed with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.application.session import Approbation
from caisse_clients.gui.boites import Boites
from caisse_clients.gui.demande import Demande
from caisse_clients.gui.dialogues.identite import DialogueIdentite
from caisse_clients.gui.formulaires.dialogue_approbation import Ui_DialogueApprobation
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.services import Utilisateur


class _Reponse:
    """Sees to it that a demand gets exactly one answer, even when the dialog dies with its host."""

    def __init__(self, demande: Demande) -> None:
        self.demande = demande
        self._en_cours = self._donnee = self._orpheline = False

    def essayer(self, approbation: Approbation, refuser: Callable[[Exception], None], fini: Callable[[], None]) -> None:
        """Run the command again; who waits for the outcome may be gone by then."""
        self._en_cours = True

        def refuser_s_il_vit(erreur: Exception) -> None:
            self._en_cours = False
            if self._orpheline:
                self.renoncer()
            else:
                refuser(erreur)

        def finir_s_il_vit() -> None:
            self._donnee = True
            if not self._orpheline:
                fini()

        self.demande.essayer(approbation, refuser_s_il_vit, finir_s_il_vit)

    def renoncer(self) -> None:
        """Let the refusal go to who asked, unless an answer was given."""
        if not self._donnee:
            self._donnee = True
            self.demande.renoncer()

    def mourir(self) -> None:
        """The dialog is gone: nobody will answer any more."""
        self._orpheline = True
        if not self._en_cours:
            self.renoncer()


class DialogueApprobation(DialogueIdentite):
    """Says who wants what and why it is refused; F2 runs the same command with the approver's rights besides."""

    portee: ClassVar[str] = "dialogueApprobation"

    def __init__(self, boites: Boites, demande: Demande, qui: Utilisateur, parent: QWidget | None = None) -> None:
        super().__init__(boites, parent)
        self.setWindowTitle("Autorisation")
        self._reponse, self._essaye = _Reponse(demande), ""
        self._ui = Ui_DialogueApprobation()
        self._ui.setupUi(self.corps)
        self._ui.demandeLabel.setText(f"{qui.libelle} ({qui.code}) demande : {demande.intitule}.")
        self._ui.refusLabel.setText(message_de(demande.erreur))
        self.brancher(self._ui.approbateurEdit, self._ui.pinEdit, self._ui.erreurLabel)
        self.destroyed.connect(self._reponse.mourir)  # with its host

    def identifier(self, code: str, pin: str) -> None:
        """Run the command again with this approbation."""
        self._essaye = code
        self._reponse.essayer(Approbation(code, pin), self._ne_pas_autoriser, self.accept)

    def reject(self) -> None:
        """Give up: the refusal goes to who asked."""
        if self._en_cours:
            return
        super().reject()
        self._reponse.renoncer()

    def _ne_pas_autoriser(self, erreur: Exception) -> None:
        if isinstance(erreur, ErreurMetier) and not erreur.details.get("approbation"):
            self.refuser(ErreurMetier("approbation_insuffisante", champ="approbateur", approbateur=self._essaye))
            return
        self.refuser(erreur)
