"""*Avoir* on a facture: whole, by line or by amount; kept for the client or paid back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_avoir import Ui_DialogueAvoir
from caisse_clients.gui.modeles.feuille import ModeleFeuille
from caisse_clients.gui.presentateurs import avoir as decisions
from caisse_clients.gui.presentateurs.avoir import Etendue, Ouverture, Saisie
from caisse_clients.gui.presentateurs.devises import monnaie_de
from caisse_clients.gui.presentateurs.quantites import SAISIE

if TYPE_CHECKING:
    from caisse_clients.application.commandes.avoirs import EmettreAvoir
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class DialogueAvoir(DialogueGeste):
    """Gives the avoir on F2. ``enregistree`` gives its number and the sentence for the status line."""

    portee: ClassVar[str] = "dialogueAvoir"
    enregistree = Signal(str, str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        ui = self._ui = Ui_DialogueAvoir()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(ouverture.designation)
        ui.recapitulatifLabel.setText(ouverture.recapitulatif)
        for mode in ouverture.modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        ui.modeCombo.setCurrentIndex(-1)
        ui.montantEdit.definir_decimales(monnaie_de(ouverture.piece.devise).decimales)
        self._feuille = ouverture.feuille()
        modele = ModeleFeuille(self._feuille, self)
        ui.lignesTable.montrer_feuille(modele)
        self._grouper()
        modele.saisie.connect(self._suivre)
        for radio in (ui.entierRadio, ui.lignesRadio, ui.montantRadio):
            radio.toggled.connect(lambda coche: self._changer_d_etendue() if coche else None)
        ui.rembourserRadio.toggled.connect(lambda _coche: self._suivre())
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self._suivre())
        for champ in (ui.montantEdit, ui.raisonEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        champs: dict[str, QWidget] = {
            "lignes": ui.lignesTable,
            "montant": ui.montantEdit,
            "raison": ui.raisonEdit,
            "mode": ui.modeCombo,
            "remboursement": ui.modeCombo,
        }
        self.corps.setMinimumWidth(860)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.entierRadio)
        self._montrer_l_etendue()
        self._suivre()

    def saisie(self) -> Saisie:
        """Return what is chosen and typed."""
        ui = self._ui
        etendues = {ui.lignesRadio: Etendue.LIGNES, ui.montantRadio: Etendue.MONTANT}
        return Saisie(
            etendue=next((e for radio, e in etendues.items() if radio.isChecked()), Etendue.ENTIER),
            montant=ui.montantEdit.text(),
            rabais=ui.rabaisCheck.isChecked(),
            raison=ui.raisonEdit.text(),
            rembourser=ui.rembourserRadio.isChecked(),
            mode=str(ui.modeCombo.currentData() or ""),
            quantites=tuple(ligne.tape for ligne in self._feuille.lignes),
        )

    def commande(self) -> EmettreAvoir:
        """Return the avoir that the form says."""
        return decisions.commande(self._ouverture, self.saisie(), self._feuille.lignes)

    def conclure(self, resultat: Resultat) -> None:
        """Say its number and where the money went."""
        texte = decisions.compte_rendu(self._ouverture, resultat.valeurs)
        self.enregistree.emit(str(resultat.valeurs["piece"]), texte)

    def _grouper(self) -> None:
        """Two choices on one form: how much, and what becomes of the excess."""
        ui = self._ui
        for radios in ((ui.entierRadio, ui.lignesRadio, ui.montantRadio), (ui.garderRadio, ui.rembourserRadio)):
            groupe = QButtonGroup(self)
            for radio in radios:
                groupe.addButton(radio)
            radios[0].setChecked(True)  # of one form, the two ticked the other out until they were told apart

    def _changer_d_etendue(self) -> None:
        self._montrer_l_etendue()
        self._suivre()
        etendue = self.saisie().etendue
        if etendue is Etendue.LIGNES:
            self._ui.lignesTable.aller(0, SAISIE)
        elif etendue is Etendue.MONTANT:
            self._ui.montantEdit.setFocus()

    def _montrer_l_etendue(self) -> None:
        """Show only what the chosen extent asks for."""
        ui, etendue = self._ui, self.saisie().etendue
        ui.lignesTable.setVisible(etendue is Etendue.LIGNES)
        for champ in (ui.montantLabel, ui.montantEdit, ui.rabaisCheck):
            champ.setVisible(etendue is Etendue.MONTANT)

    def _suivre(self) -> None:
        """Show live what the avoir will do; what was refused has changed."""
        ui, saisie = self._ui, self.saisie()
        ui.suiteLabel.setText(decisions.suite(self._ouverture, saisie, self._feuille.lignes))
        ui.modeCombo.setEnabled(saisie.rembourser)
        ui.modeCombo.setToolTip("Comment l'argent est rendu." if saisie.rembourser else "Rien n'est rendu maintenant.")
        self.effacer_l_erreur()


def ouvrir_avoir(
    contexte: ContexteEcran, ecran: QWidget, numero: str, apres: Callable[[str, str], object] | None = None
) -> None:
    """Give an avoir on the validated facture or ticket ``numero``.

    ``ecran`` is the widget the dialog belongs to. ``apres`` hears the avoir's number and the sentence; without it the
    sentence goes to the status line.
    """

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application.lectures_ventes import modes, piece

        with services.lire() as lecteur:
            return Ouverture(piece(lecteur, numero), tuple(modes(lecteur)))

    def ouvrir(ouverture: Ouverture) -> None:
        if raison := decisions.impossible(ouverture):
            contexte.boites.avertir(ecran, ouverture.titre, raison)
            return
        dialogue = DialogueAvoir(contexte, ouverture, ecran)
        dialogue.enregistree.connect(apres or (lambda _avoir, texte: contexte.dire(texte)))
        dialogue.open()

    preparer(contexte, ecran, "Avoir", travail, ouvrir)
