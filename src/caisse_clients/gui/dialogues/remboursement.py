"""*Rembourser*: gives back to the client all or part of what a règlement still holds (DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.reglements import Rembourser
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_remboursement import Ui_DialogueRemboursement
from caisse_clients.gui.presentateurs import reglement as decisions
from caisse_clients.gui.presentateurs.reglement import Dossier
from caisse_clients.gui.presentateurs.reglements import empechement_de_rembourser
from caisse_clients.kernel.argent import Centimes

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat

Apres = Callable[[str], object]
"""What is told once it is done: the sentence that says so."""


class DialogueRemboursement(DialogueGeste):
    """``rembourse`` gives the sentence for the status line."""

    portee: ClassVar[str] = "dialogueRemboursement"
    rembourse = Signal(str)

    def __init__(self, contexte: ContexteEcran, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(contexte, f"Rembourser — {dossier.vue.numero}", parent)
        self._dossier, vue = dossier, dossier.vue
        self._ui = ui = Ui_DialogueRemboursement()
        ui.setupUi(self.corps)
        ui.clientLabel.setText(decisions.titre(vue))
        ui.disponibleLabel.setText(f"Disponible sur ce règlement : {decisions.disponible(vue)}.")
        for mode in dossier.modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        ui.modeCombo.setCurrentIndex(ui.modeCombo.findData(vue.mode))
        for banque in dossier.banques:
            ui.banqueCombo.addItem(banque.libelle, banque.code)
        ui.banqueCombo.setCurrentIndex(max(0, ui.banqueCombo.findData(vue.banque)))
        ui.montantEdit.definir_decimales(CHIFFRES_DES_DEVISES.get(vue.devise, 2))
        ui.montantEdit.set_centimes(Centimes(vue.disponible_devise))
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self._suivre())
        for champ in (ui.montantEdit, ui.raisonEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        champs: dict[str, QWidget] = {
            "mode": ui.modeCombo,
            "banque": ui.banqueCombo,
            "montant": ui.montantEdit,
            "raison": ui.raisonEdit,
        }
        self.corps.setMinimumWidth(520)
        self._suivre_le_mode()
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.modeCombo)
        self._suivre()

    def saisie(self) -> tuple[str, str, str, str]:
        """Return mode, bank, amount and reason as typed."""
        ui = self._ui
        banque = "" if ui.banqueCombo.isHidden() else str(ui.banqueCombo.currentData() or "")
        return str(ui.modeCombo.currentData() or ""), banque, ui.montantEdit.text(), ui.raisonEdit.text().strip()

    def commande(self) -> Rembourser:
        """Return the remboursement; raises with its field when something is missing or too much."""
        mode, banque, montant, raison = self.saisie()
        return decisions.commande_de_remboursement(self._dossier.vue, mode, banque, montant, raison)

    def conclure(self, resultat: Resultat) -> None:
        """Say what was given back and what is left."""
        self.rembourse.emit(decisions.compte_rendu_de_remboursement(self._dossier.vue, resultat.valeurs))

    def _suivre(self) -> None:
        """Show live what will be left; what was refused has changed."""
        self._suivre_le_mode()
        self._ui.resteLabel.setText(decisions.reste_apres(self._dossier.vue, self._ui.montantEdit.text()))
        self.effacer_l_erreur()

    def _suivre_le_mode(self) -> None:
        code = self._ui.modeCombo.currentData()
        mode = next((mode for mode in self._dossier.modes if mode.code == code), None)
        visible = decisions.va_en_banque(mode) and bool(self._dossier.banques)
        self._ui.banqueLabel.setVisible(visible)
        self._ui.banqueCombo.setVisible(visible)


def ouvrir_remboursement(contexte: ContexteEcran, hote: QWidget, numero: str, apres: Apres | None = None) -> None:
    """Read the règlement, then ask how much is given back and how; nothing left is said instead.

    ``hote`` is the screen or dialog that the form belongs to. ``apres`` hears the sentence; without it the status
    line says it.
    """

    def ouvrir(dossier: Dossier) -> None:
        vue = dossier.vue
        if raison := empechement_de_rembourser(vue.numero, vue.disponible, sens=vue.sens):
            contexte.boites.avertir(hote, "Remboursement", raison)
            return
        dialogue = DialogueRemboursement(contexte, dossier, hote)
        dialogue.rembourse.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, "Remboursement", lambda services, _s: decisions.lire_dossier(services, numero), ouvrir)
