"""One échéance of the due list: what surrounds it (F6), and its division in parts (manual 002 §4.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.domain.echeances import ECHEANCES_MAXIMUM
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_division import Ui_DialogueDivision
from caisse_clients.gui.formulaires.dialogue_echeance import Ui_DialogueEcheance
from caisse_clients.gui.modeles.feuille import ModeleFeuille
from caisse_clients.gui.presentateurs import echeance as decisions
from caisse_clients.gui.presentateurs.echeance import ADiviser, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.echeances import DiviserEcheance, ModifierEcheance
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.domain.echeancier import LigneEcheancier

Apres = Callable[[str], object]
"""What is told once it is done: the sentence that says so."""


class DialogueEcheance(DialogueGeste):
    """Changes dates, reminder mode, note and litige on F2. ``enregistree`` gives the sentence that says so."""

    portee: ClassVar[str] = "dialogueEcheance"
    enregistree = Signal(str)

    def __init__(self, contexte: ContexteEcran, ligne: LigneEcheancier, parent: QWidget | None = None) -> None:
        super().__init__(contexte, f"Échéance {ligne.cle}", parent)
        self._ligne = ligne
        ui = self._ui = Ui_DialogueEcheance()
        ui.setupUi(self.corps)
        ui.clientLabel.setText(f"{ecrire_code(ligne.client)} · {ligne.client_nom}")
        ui.resumeLabel.setText(decisions.resume(ligne))
        for champ in (ui.dateEdit, ui.dateReglementEdit):
            champ.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        ui.relanceCombo.addItems(["", *decisions.MODES_DE_RELANCE])
        mots = ui.relanceCombo.lineEdit()
        assert mots is not None  # the list is editable
        mots.setMaxLength(40)
        self._remplir()
        for texte in (ui.dateEdit, ui.dateReglementEdit, mots):
            texte.textChanged.connect(lambda _texte: self.effacer_l_erreur())
        ui.noteEdit.textChanged.connect(self._borner_la_note)
        champs: dict[str, QWidget] = {
            "date": ui.dateEdit,
            "date_reglement": ui.dateReglementEdit,
            "mode_relance": ui.relanceCombo,
            "litige": ui.litigeCheck,
            "note": ui.noteEdit,
        }
        premier = next(champ for champ in (ui.dateReglementEdit, ui.relanceCombo) if champ.isEnabled())
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, premier)

    def saisie(self) -> Saisie:
        """Return what is typed."""
        ui = self._ui
        return Saisie(
            ui.dateEdit.text(),
            ui.dateReglementEdit.text(),
            ui.relanceCombo.currentText(),
            ui.litigeCheck.isChecked(),
            ui.noteEdit.toPlainText(),
        )

    def valider(self) -> None:
        """Save (F2); with nothing changed there is nothing to save."""
        if self.saisie_commencee():
            super().valider()
        else:
            self.accept()

    def commande(self) -> ModifierEcheance:
        """Return the change that the form says."""
        return decisions.modification(self._ligne, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say that it is recorded."""
        self.enregistree.emit(f"L'échéance {self._ligne.cle} est enregistrée.")

    def _remplir(self) -> None:
        ui, initiale = self._ui, decisions.saisie_initiale(self._ligne)
        ui.dateEdit.setText(initiale.date)
        ui.dateReglementEdit.setText(initiale.date_reglement)
        ui.relanceCombo.setCurrentText(initiale.relance)
        ui.litigeCheck.setChecked(initiale.litige)
        ui.noteEdit.setPlainText(initiale.note)
        for champ, raison in (
            (ui.dateEdit, decisions.date_figee(self._ligne)),
            (ui.dateReglementEdit, decisions.reglement_fige(self._ligne)),
        ):
            if raison:
                champ.setEnabled(False)
                champ.setToolTip(raison)
        if raison := decisions.reglement_fige(self._ligne):
            ui.dateReglementAideLabel.setText(raison)

    def _borner_la_note(self) -> None:
        """A note is short: what is typed beyond is not taken."""
        self.effacer_l_erreur()
        texte = self._ui.noteEdit.toPlainText()
        if len(texte) > decisions.NOTE_MAXIMALE:
            curseur = self._ui.noteEdit.textCursor()
            place = min(curseur.position(), decisions.NOTE_MAXIMALE)
            self._ui.noteEdit.setPlainText(texte[: decisions.NOTE_MAXIMALE])
            curseur.setPosition(place)
            self._ui.noteEdit.setTextCursor(curseur)


class DialogueDivision(DialogueGeste):
    """Shares an échéance on F2, the difference said while typing. ``enregistree`` gives the sentence that says so."""

    portee: ClassVar[str] = "dialogueDivision"
    enregistree = Signal(str)

    def __init__(self, contexte: ContexteEcran, a_diviser: ADiviser, parent: QWidget | None = None) -> None:
        super().__init__(contexte, f"Diviser l'échéance {a_diviser.echeance.cle}", parent)
        self._a_diviser = a_diviser
        self._envoyee: DiviserEcheance | None = None
        ui = self._ui = Ui_DialogueDivision()
        ui.setupUi(self.corps)
        ui.echeanceLabel.setText(f"Échéance {a_diviser.echeance.cle}")
        ui.explicationLabel.setText(decisions.explication(a_diviser))
        ui.nombreEdit.setMaximum(max(2, min(ECHEANCES_MAXIMUM, a_diviser.echeance.montant_devise)))
        self._parts = decisions.feuille(a_diviser)
        self._modele = ModeleFeuille(self._parts, self)
        ui.partsTable.montrer_feuille(self._modele)
        self._modele.saisie.connect(self._suivre)
        ui.nombreEdit.valueChanged.connect(self._partager)
        self.brancher({"parts": ui.partsTable}, ui.erreurLabel, ui.champsLayout, ui.nombreEdit)
        ui.nombreEdit.selectAll()
        self._suivre()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys: Ctrl+J puts what is missing on the last part."""
        return {**super().commandes(), "completer": self._completer}

    def saisie(self) -> object:
        """Return what is typed."""
        return self._parts.lignes

    def commande(self) -> DiviserEcheance:
        """Return the division that the sheet says; every faulty cell is marked first."""
        self._parts.exiger()
        self._modele.rafraichir()
        self._envoyee = decisions.division(self._a_diviser, self._parts)
        return self._envoyee

    def conclure(self, resultat: Resultat) -> None:
        """Say in how many parts."""
        assert self._envoyee is not None  # it has just been sent
        dates = tuple(part.date for part in self._envoyee.parts)
        self.enregistree.emit(decisions.compte_rendu(self._a_diviser.echeance.cle, dates))

    def _partager(self, nombre: int) -> None:
        self._parts.poser(decisions.parts_egales(self._a_diviser, nombre))
        self._modele.relire()
        self._suivre()

    def _completer(self) -> None:
        self._parts.completer()
        self._modele.rafraichir()
        self._suivre()

    def _suivre(self) -> None:
        texte, juste = decisions.ecart_en_mots(self._a_diviser, self._parts)
        self._ui.ecartLabel.setText(texte)
        marquer(self._ui.ecartLabel, pastille="succes" if juste else "alerte")
        self.effacer_l_erreur()


def ouvrir_echeance(contexte: ContexteEcran, hote: QWidget, identifiant: int, apres: Apres | None = None) -> None:
    """Read the échéance of this id, then open its form; ``apres`` hears the sentence, else the status line says it."""

    def ouvrir(ligne: LigneEcheancier) -> None:
        dialogue = DialogueEcheance(contexte, ligne, hote)
        dialogue.enregistree.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, "Échéance", lambda s, _suivi: decisions.lire_ligne(s, identifiant), ouvrir)


def ouvrir_division(contexte: ContexteEcran, hote: QWidget, cle: str, apres: Apres | None = None) -> None:
    """Read the échéance ``"<pièce>/<rang>"``, then propose two parts; ``apres`` hears the sentence."""

    def ouvrir(a_diviser: ADiviser) -> None:
        dialogue = DialogueDivision(contexte, a_diviser, hote)
        dialogue.enregistree.connect(apres or contexte.dire)
        dialogue.open()

    preparer(contexte, hote, "Échéance", lambda s, _suivi: decisions.lire_a_diviser(s, cle), ouvrir)
