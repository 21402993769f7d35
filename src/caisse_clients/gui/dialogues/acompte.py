"""*Acompte* on a commande or a draft, *Régler* on a validated facture: one form, one command (manual 003)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_acompte import Ui_DialogueAcompte
from caisse_clients.gui.presentateurs import acompte as decisions
from caisse_clients.gui.presentateurs.acompte import Ouverture, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.reglements import EnregistrerReglement
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

Apres = Callable[[str, str], object]
"""What is told of a règlement recorded: its RC number, and the sentence that says so."""

_PLACE_DU_FACTURE = 1
"""Column of the summary that only a commande partly invoiced shows."""


class DialogueAcompte(DialogueGeste):
    """Records one règlement on F2. ``enregistree`` gives its RC number and the sentence for the status line."""

    portee: ClassVar[str] = "dialogueAcompte"
    enregistree = Signal(str, str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        self._envoyee: EnregistrerReglement | None = None
        self._ui = Ui_DialogueAcompte()
        self._ui.setupUi(self.corps)
        self._presenter()
        ui = self._ui
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self._suivre())
        for champ in (ui.montantEdit, ui.dateEdit, ui.coursEdit, ui.nonResidentEdit, ui.referenceEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        champs: dict[str, QWidget] = {
            "mode": ui.modeCombo,
            "montant": ui.montantEdit,
            "imputations": ui.montantEdit,
            "date": ui.dateEdit,
            "cours": ui.coursEdit,
            "reference": ui.referenceEdit,
            "non_resident": ui.nonResidentEdit,
        }
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.modeCombo)
        self._suivre()

    def saisie(self) -> Saisie:
        """Return what is typed."""
        ui = self._ui
        return Saisie(
            mode=str(ui.modeCombo.currentData() or ""),
            montant=ui.montantEdit.text(),
            date=ui.dateEdit.text(),
            reference=ui.referenceEdit.text(),
            cours=ui.coursEdit.text(),
            non_resident=ui.nonResidentEdit.text() if not ui.nonResidentEdit.isHidden() else "",
        )

    def commande(self) -> EnregistrerReglement:
        """Return the règlement that the form says."""
        self._envoyee = decisions.commande(self._ouverture, self.saisie())
        return self._envoyee

    def conclure(self, resultat: Resultat) -> None:
        """Say the RC number and what remains due."""
        assert self._envoyee is not None  # it has just been sent
        reglement = str(resultat.valeurs["reglement"])
        self.enregistree.emit(reglement, decisions.compte_rendu(self._ouverture, self._envoyee, reglement))

    def refuser(self, erreur: Exception) -> None:
        """Show the refusal; too much cash may still be taken from a non-resident, who is then asked for."""
        if decisions.peut_etre_non_resident(self._ouverture, erreur):
            self._montrer_le_non_resident(True)
        super().refuser(erreur)

    def _presenter(self) -> None:
        ui, ouverture = self._ui, self._ouverture
        ui.clientLabel.setText(ouverture.piece.client_nom)
        ui.pieceLabel.setText(ouverture.designation)
        ui.totalLabel.setText(ouverture.ecrire(ouverture.total))
        ui.factureLabel.setText(ouverture.ecrire(ouverture.facture))
        ui.dejaRegleLabel.setText(ouverture.ecrire(ouverture.regle))
        ui.resteDuLabel.setText(ouverture.ecrire(ouverture.reste))
        for facture in (ui.factureTitreLabel, ui.factureLabel):
            facture.setVisible(ouverture.facture > 0)
        ui.recapitulatifLayout.setStretch(_PLACE_DU_FACTURE, 1 if ouverture.facture > 0 else 0)
        for mode in ouverture.modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        ui.modeCombo.setCurrentIndex(-1)
        for cours in (ui.coursLabel, ui.coursEdit):
            cours.setVisible(not ouverture.en_euros)
        ui.montantEdit.definir_decimales(ouverture.monnaie.decimales)
        if not ouverture.en_euros:
            ui.montantLabel.setText(f"Mon&tant réglé ({ouverture.piece.devise})")
        self._montrer_le_non_resident(False)
        ui.dateEdit.definir_aujourdhui(lambda: ouverture.aujourd_hui)
        initiale = decisions.saisie_initiale(ouverture)
        ui.montantEdit.setText(initiale.montant)
        ui.dateEdit.setText(initiale.date)
        ui.coursEdit.setText(initiale.cours)

    def _montrer_le_non_resident(self, visible: bool) -> None:
        self._ui.nonResidentLabel.setVisible(visible)
        self._ui.nonResidentEdit.setVisible(visible)

    def _suivre(self) -> None:
        """Show live what will remain due; what was refused has changed."""
        saisie = self.saisie()
        suite = decisions.suite(self._ouverture, saisie)
        self._ui.suiteLabel.setText(suite.texte)
        marquer(self._ui.suiteLabel, pastille=str(suite.gravite) if suite.texte else "")
        if not decisions.en_especes(self._ouverture, saisie.mode):
            self._montrer_le_non_resident(False)
        self.effacer_l_erreur()


def ouvrir_acompte(contexte: ContexteEcran, ecran: QWidget, numero: str, apres: Apres | None = None) -> None:
    """Take a règlement on the pièce ``numero``: the explanation (OUI / NON) for an acompte, then the form.

    ``ecran`` is the widget the dialog belongs to. ``apres`` hears the RC number and the sentence; without it the
    sentence goes to the status line. Open screens reload by themselves.
    """

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application.lectures_ventes import modes, piece

        with services.lire() as lecteur:
            return Ouverture(piece(lecteur, numero), tuple(modes(lecteur)), aujourd_hui(contexte.horloge))

    def ouvrir(ouverture: Ouverture) -> None:
        if raison := decisions.impossible(ouverture):
            contexte.boites.avertir(ecran, ouverture.titre, raison)
            return
        if ouverture.acompte:
            question = decisions.explication(ouverture)
            reponse = contexte.boites.confirmer(ecran, "Ajouter un acompte", question, oui="&OUI", non="&NON")
            if reponse is Reponse.NON:
                return
        dialogue = DialogueAcompte(contexte, ouverture, ecran)
        dialogue.enregistree.connect(apres or (lambda _reglement, texte: contexte.dire(texte)))
        dialogue.open()

    preparer(contexte, ecran, "Acompte", travail, ouvrir)
