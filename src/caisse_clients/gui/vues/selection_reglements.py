"""The first page of *Gestion des règlements*: what is selected, its defaults, its errors beside the fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QRadioButton

from caisse_clients.application.messages import message_de
from caisse_clients.domain.echeancier import Choix, CritereAffectation
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.gestion_reglements import Ui_GestionReglements
from caisse_clients.gui.presentateurs import gestion_reglements as decisions
from caisse_clients.gui.presentateurs.gestion_reglements import Selection
from caisse_clients.gui.widgets.erreurs import ErreursDuFormulaire
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.horloge import aujourd_hui

_A_CHOISIR = "Choisissez…"


class SelectionReglements(QObject):
    """``lire`` gives the selection, or marks what does not hold and puts the focus there."""

    def __init__(self, ui: Ui_GestionReglements, contexte: ContexteEcran, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._erreurs = ErreursDuFormulaire(
            {
                "debut": ui.debutEdit,
                "fin": ui.finEdit,
                "client_de": ui.clientDeCombo,
                "client_a": ui.clientACombo,
                "mode": ui.modeCombo,
                "banque": ui.banqueCombo,
            },
            ui.messageBandeau,
        )
        self._modes = {ui.modeSansRadio: Choix.SANS, ui.modeToutRadio: Choix.TOUT, ui.modeUnRadio: Choix.UN}
        self._banques = {ui.banqueSansRadio: Choix.SANS, ui.banqueToutRadio: Choix.TOUT, ui.banqueUnRadio: Choix.UN}
        for client in (ui.clientDeCombo, ui.clientACombo):
            client.definir_taches(contexte.taches)
        for label in (ui.debutLabel, ui.finLabel, ui.clientDeLabel, ui.clientALabel):
            label.setMinimumHeight(ui.debutEdit.sizeHint().height())  # beside the field, not beside what is under it
        depart = decisions.selection_initiale(aujourd_hui(contexte.horloge))
        for date, texte in ((ui.debutEdit, depart.debut), (ui.finEdit, depart.fin)):
            date.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
            date.setText(texte)
        self._brancher()

    def offrir(self, modes: Mapping[str, str], banques: Mapping[str, str]) -> None:
        """Fill the two lists with names by code; what was chosen stays."""
        for combo, noms in ((self._ui.modeCombo, modes), (self._ui.banqueCombo, banques)):
            choisi = combo.currentData()
            combo.clear()
            combo.addItem(_A_CHOISIR, "")
            for code, nom in noms.items():
                combo.addItem(nom, code)
            combo.setCurrentIndex(max(0, combo.findData(choisi)))

    def lire(self) -> tuple[Selection, CritereAffectation] | None:
        """Return the selection and what to read; None when a field does not hold: it says why."""
        self._erreurs.effacer()
        try:
            selection = self._selection()
            return selection, selection.criteres()
        except ErreurMetier as erreur:
            self._erreurs.montrer(message_de(erreur), erreur.champ)
            return None

    def _selection(self) -> Selection:
        ui = self._ui
        dates = ui.debutEdit.text(), ui.finEdit.text()
        Selection(*dates).criteres()  # what is wrong is said in the order of the page
        return Selection(
            *dates,
            decisions.borne(ui.clientDeCombo.client(), ui.clientDeCombo.text(), "client_de"),
            decisions.borne(ui.clientACombo.client(), ui.clientACombo.text(), "client_a"),
            _choisi(self._modes),
            str(ui.modeCombo.currentData() or ""),
            _choisi(self._banques),
            str(ui.banqueCombo.currentData() or ""),
        )

    def _brancher(self) -> None:
        """A list is open to who chooses its radio; a field corrected is no longer marked."""
        ui = self._ui
        for nom, champ in (
            ("debut", ui.debutEdit),
            ("fin", ui.finEdit),
            ("client_de", ui.clientDeCombo),
            ("client_a", ui.clientACombo),
        ):
            champ.textEdited.connect(partial(self._corriger, nom))
        listes: tuple[tuple[str, QComboBox, QRadioButton, Mapping[QRadioButton, Choix]], ...] = (
            ("mode", ui.modeCombo, ui.modeUnRadio, self._modes),
            ("banque", ui.banqueCombo, ui.banqueUnRadio, self._banques),
        )
        for nom, combo, un, radios in listes:
            combo.setEnabled(un.isChecked())
            un.toggled.connect(combo.setEnabled)
            combo.currentIndexChanged.connect(partial(self._corriger, nom))
            for radio in radios:
                radio.toggled.connect(partial(self._corriger, nom))

    def _corriger(self, nom: str, _valeur: object) -> None:
        self._erreurs.effacer(nom)


def _choisi(radios: Mapping[QRadioButton, Choix]) -> Choix:
    return next(choix for radio, choix in radios.items() if radio.isChecked())
