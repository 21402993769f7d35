"""*Annulation acompte*: which one, why, and whether the money is given back (manual 003)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_annulation_acompte import Ui_DialogueAnnulationAcompte
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import annulation_acompte as decisions
from caisse_clients.gui.presentateurs.annulation_acompte import Ouverture, Saisie

if TYPE_CHECKING:
    from caisse_clients.application.commandes.reglements import AnnulerAcompte
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class DialogueAnnulationAcompte(DialogueGeste):
    """Takes one acompte off on F2. ``enregistree`` gives the sentence for the status line."""

    portee: ClassVar[str] = "dialogueAnnulationAcompte"
    enregistree = Signal(str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        ui = self._ui = Ui_DialogueAnnulationAcompte()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(ouverture.designation)
        modele = ModeleListe(decisions.COLONNES, lambda acompte: acompte.source, self)
        ui.acomptesTable.montrer_modele(modele)
        modele.montrer(ouverture.acomptes)
        for mode in ouverture.modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        ui.acomptesTable.cle_changee.connect(lambda _source: self._changer_d_acompte())
        ui.acomptesTable.choisir_rang(0)
        ui.garderRadio.toggled.connect(lambda _coche: self._suivre())
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self.effacer_l_erreur())
        ui.raisonEdit.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        champs = {
            "source": ui.acomptesTable,
            "raison": ui.raisonEdit,
            "mode": ui.modeCombo,
        }
        # With only one there is nothing to choose: typing starts with the reason.
        premier = ui.acomptesTable if len(ouverture.acomptes) > 1 else ui.raisonEdit
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, premier)
        self._suivre()

    def saisie(self) -> Saisie:
        """Return what is chosen and typed."""
        ui = self._ui
        return Saisie(
            source=str(ui.acomptesTable.cle_courante() or ""),
            raison=ui.raisonEdit.text(),
            rendre=ui.rendreRadio.isChecked(),
            mode=str(ui.modeCombo.currentData() or ""),
        )

    def saisie_commencee(self) -> bool:
        """Return True when a reason has been typed: choosing is not typing."""
        return bool(self._ui.raisonEdit.text().strip())

    def commande(self) -> AnnulerAcompte:
        """Return the cancellation that the form says."""
        return decisions.commande(self._ouverture, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say what became of the money."""
        self.enregistree.emit(decisions.compte_rendu(self._ouverture, self.saisie()))

    def _changer_d_acompte(self) -> None:
        """Propose to give the money back the way it came."""
        acompte = self._ui.acomptesTable.ligne_courante()
        if acompte is not None:
            self._ui.modeCombo.setCurrentIndex(self._ui.modeCombo.findData(acompte.code_mode))

    def _suivre(self) -> None:
        self._ui.modeCombo.setEnabled(self._ui.rendreRadio.isChecked())
        self._ui.modeCombo.setToolTip(
            "Comment l'argent est rendu." if self._ui.rendreRadio.isChecked() else "L'argent reste disponible."
        )
        self.effacer_l_erreur()


def ouvrir_annulation_acompte(
    contexte: ContexteEcran, ecran: QWidget, numero: str, apres: Callable[[str], object] | None = None
) -> None:
    """Take an acompte off the commande, bon de livraison or facture ``numero``; asks which one when there are several.

    ``ecran`` is the widget the dialog belongs to. ``apres`` hears the sentence that says what was done; without it,
    it goes to the status line.
    """

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application.lectures_ventes import modes, piece

        with services.lire() as lecteur:
            nommee = piece(lecteur, numero)
            qui_porte = decisions.porteuse_de(nommee)
            porteuse = nommee if qui_porte == nommee.numero else piece(lecteur, qui_porte)
            return Ouverture(nommee, porteuse, decisions.acomptes_de(porteuse), tuple(modes(lecteur)))

    def ouvrir(ouverture: Ouverture) -> None:
        if raison := decisions.impossible(ouverture):
            contexte.boites.avertir(ecran, ouverture.titre, raison)
            return
        dialogue = DialogueAnnulationAcompte(contexte, ouverture, ecran)
        dialogue.enregistree.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, ecran, "Annulation acompte", travail, ouvrir)
