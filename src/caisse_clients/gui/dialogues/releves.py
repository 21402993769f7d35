"""*Tous les clients*: the statements of every client who has a balance, in one PDF or in one file a client."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.dialogues.papiers_editions import montrer_papier
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_releves import Ui_DialogueReleves
from caisse_clients.gui.presentateurs import releves_en_lot as decisions
from caisse_clients.gui.presentateurs.releves_en_lot import Lot

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class DialogueReleves(Dialogue):
    """Says how many there will be before F2; the work then goes on in the status bar, where Annuler stops it."""

    portee: ClassVar[str] = "dialogueReleves"

    def __init__(self, contexte: ContexteEcran, lot: Lot, hote: QWidget) -> None:
        super().__init__(contexte.boites, hote)
        self._contexte, self._lot, self._hote = contexte, lot, hote
        self._ui = Ui_DialogueReleves()
        self._ui.setupUi(self.corps)
        self.setWindowTitle(decisions.TITRE)
        self._ui.demandeLabel.setText(lot.en_mots())
        self._ui.nombreLabel.setText(decisions.COMPTAGE)
        self.permettre("valider", decisions.COMPTAGE)
        tache = contexte.taches.lire(lambda services, _suivi: decisions.compter(services, lot), self)
        tache.reussie.connect(self._dire_le_nombre)
        tache.echouee.connect(lambda erreur: self._ui.nombreLabel.setText(message_de(erreur)))
        self._ui.unPdfRadio.setFocus()
        self.corps.setMinimumWidth(520)
        self.ajuster()

    def valider(self) -> None:
        """Ask for a folder when each client has his own file, then start (F2)."""
        if not self._ui.separesRadio.isChecked():
            self.accept()
            un_seul_pdf(self._contexte, self._hote, self._lot)
            return
        dossier = self.boites.choisir_dossier(self, "Dossier des relevés")
        if dossier is not None:
            self.accept()
            un_pdf_par_client(self._contexte, self._hote, self._lot, dossier)

    def _dire_le_nombre(self, nombre: int) -> None:
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(nombre, self._lot.au))
        self.permettre("valider", "" if nombre else decisions.nombre_en_mots(0, self._lot.au))


def un_seul_pdf(contexte: ContexteEcran, hote: QWidget, lot: Lot) -> None:
    """Make all the statements, one after the other, then show them as one document."""

    def travail(services: Services, suivi: Suivi) -> bytes:
        from caisse_clients.application.editions import editer_releves  # reportlab, at the first paper only

        return editer_releves(services, lot.criteres(), suivi)

    montrer_papier(contexte, hote, lot.titre, travail)


def un_pdf_par_client(contexte: ContexteEcran, hote: QWidget, lot: Lot, dossier: Path) -> None:
    """Write one file a client into ``dossier``; stopped, those already written stay, and it is said."""

    def travail(services: Services, suivi: Suivi) -> int:
        from caisse_clients.application.editions import editer_releves_separes

        return editer_releves_separes(services, lot.criteres(), dossier, suivi)

    tache = contexte.taches.lire(travail, hote, decisions.TITRE)
    tache.reussie.connect(lambda nombre: contexte.dire(decisions.compte_rendu(nombre, str(dossier))))
    tache.annulee.connect(lambda: contexte.dire(decisions.arret(str(dossier))))
    tache.echouee.connect(lambda erreur: contexte.boites.avertir(hote, decisions.TITRE, message_de(erreur)))
