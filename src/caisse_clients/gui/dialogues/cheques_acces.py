"""Held cheques of accès: *Encaisser*, one or many at once, and *Corriger*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_cheque import Ui_DialogueCheque
from caisse_clients.gui.formulaires.dialogue_encaissement_cheques import Ui_DialogueEncaissementCheques
from caisse_clients.gui.presentateurs import encaissement_cheques as decisions
from caisse_clients.gui.presentateurs.encaissement_cheques import Correction, Ouverture
from caisse_clients.gui.presentateurs.mots_acces import euros
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.acces import EncaisserCheques, ModifierCheque
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_acces import ChequeDetenu, VueAcces, VueCheque
    from caisse_clients.kernel.suivi import Suivi

Apres = Callable[[str], object]
"""What is told once it is done: the sentence that says so."""


class DialogueEncaissementCheques(DialogueGeste):
    """Cashes them all on F2, or none. ``encaisses`` gives the sentence that says so."""

    portee: ClassVar[str] = "dialogueEncaissementCheques"
    encaisses = Signal(str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        self._ui = ui = Ui_DialogueEncaissementCheques()
        ui.setupUi(self.corps)
        ui.totalLabel.setText(ouverture.total)
        ui.chequesLabel.setText(ouverture.detail)
        ui.avertissementLabel.setText(ouverture.avertissement)
        ui.avertissementLabel.setVisible(bool(ouverture.avertissement))
        ui.dateEdit.definir_aujourdhui(lambda: ouverture.aujourd_hui)
        ui.dateEdit.set_date_(ouverture.aujourd_hui)
        ui.banqueCombo.addItem(decisions.SANS_BANQUE, "")
        for banque in ouverture.banques:
            ui.banqueCombo.addItem(banque.libelle, banque.code)
        ui.dateEdit.textChanged.connect(lambda _texte: self.effacer_l_erreur())
        ui.banqueCombo.currentIndexChanged.connect(lambda _rang: self.effacer_l_erreur())
        champs: dict[str, QWidget] = {"date": ui.dateEdit, "banque": ui.banqueCombo}
        self.corps.setMinimumWidth(520)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.dateEdit)

    def saisie(self) -> tuple[str, str]:
        """Return the date typed and the bank chosen."""
        return self._ui.dateEdit.text(), str(self._ui.banqueCombo.currentData() or "")

    def commande(self) -> EncaisserCheques:
        """Return the cashing of all of them."""
        return decisions.commande(self._ouverture, *self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say the règlements made."""
        self.encaisses.emit(decisions.compte_rendu(resultat.valeurs))


class DialogueCheque(DialogueGeste):
    """Corrects a held cheque on F2. ``corrige`` gives the sentence that says so."""

    portee: ClassVar[str] = "dialogueCheque"
    corrige = Signal(str)

    def __init__(
        self, contexte: ContexteEcran, acces: VueAcces, cheque: VueCheque, parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, "Corriger le chèque", parent)
        self._acces, self._cheque = acces, cheque
        self._ui = ui = Ui_DialogueCheque()
        ui.setupUi(self.corps)
        ui.chequeLabel.setText(f"Chèque {cheque.rang} de « {acces.libelle} », {euros(cheque.montant)}")
        ui.explicationLabel.setText("La date du chèque est aussi celle de son échéance. Le montant ne change pas.")
        ui.dateEdit.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        initiale = decisions.correction_initiale(cheque)
        textes = (
            (ui.dateEdit, initiale.date),
            (ui.numeroEdit, initiale.numero),
            (ui.banqueEdit, initiale.banque),
            (ui.tireurEdit, initiale.tireur),
        )
        for champ, texte in textes:
            champ.setText(texte)
            champ.textChanged.connect(lambda _texte: self.effacer_l_erreur())
        champs: dict[str, QWidget] = {
            "date": ui.dateEdit,
            "numero": ui.numeroEdit,
            "banque": ui.banqueEdit,
            "tireur": ui.tireurEdit,
        }
        self.corps.setMinimumWidth(520)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.numeroEdit)

    def saisie(self) -> Correction:
        """Return what is typed."""
        ui = self._ui
        return Correction(ui.dateEdit.text(), ui.numeroEdit.text(), ui.banqueEdit.text(), ui.tireurEdit.text())

    def commande(self) -> ModifierCheque:
        """Return the correction that the form says."""
        return decisions.commande_de_correction(self._acces.id, self._cheque, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say that it is corrected."""
        self.corrige.emit(f"Chèque {self._cheque.rang} de « {self._acces.libelle} » corrigé.")


def ouvrir_encaissement(
    contexte: ContexteEcran, hote: QWidget, cheques: Sequence[ChequeDetenu], apres: Apres | None = None
) -> None:
    """Cash these cheques once date and bank are given. ``apres`` hears the sentence, else the status line has it.

    ``hote`` is the widget the dialog belongs to.
    """
    choisis = tuple(cheques)

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application.lectures_ventes import banques

        with services.lire() as lecteur:
            return Ouverture(choisis, tuple(banques(lecteur)), aujourd_hui(contexte.horloge))

    def ouvrir(ouverture: Ouverture) -> None:
        dialogue = DialogueEncaissementCheques(contexte, ouverture, hote)
        dialogue.encaisses.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, "Encaisser", travail, ouvrir)


def ouvrir_correction(
    contexte: ContexteEcran, hote: QWidget, acces: VueAcces, cheque: VueCheque, apres: Apres | None = None
) -> None:
    """Correct a held cheque; same manners as ``ouvrir_encaissement``."""
    dialogue = DialogueCheque(contexte, acces, cheque, hote)
    dialogue.corrige.connect(apres or contexte.dire)
    dialogue.open()
