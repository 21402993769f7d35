"""The choices of *Nouveau règlement*: station, mode, bank, currency; each shows only when what is typed asks for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import VueMode
from caisse_clients.gui.formulaires.nouveau_reglement import Ui_NouveauReglement
from caisse_clients.gui.presentateurs import nouveau_reglement as decisions
from caisse_clients.gui.presentateurs.nouveau_reglement import Listes, Repartition


class ChoixDuReglement(QObject):
    """Fills the lists once read. ``change`` follows the mode; ``devise_choisie`` gives another currency."""

    change = Signal()
    devise_choisie = Signal(str)

    def __init__(self, ui: Ui_NouveauReglement, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._listes: Listes | None = None
        ui.modeCombo.currentIndexChanged.connect(lambda _rang: self.change.emit())
        ui.deviseCombo.activated.connect(lambda _rang: self.devise_choisie.emit(ui.deviseCombo.currentText()))

    def recevoir(self, listes: Listes) -> None:
        """Offer what the base holds."""
        ui, self._listes = self._ui, listes
        for code, libelle in listes.stations:
            ui.stationCombo.addItem(f"{code} · {libelle}" if libelle != code else code, code)
        for mode in listes.modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        for banque in listes.banques:
            ui.banqueCombo.addItem(banque.libelle, banque.code)
        self.reprendre_les_defauts()

    def reprendre_les_defauts(self) -> None:
        """Choose this poste's station and no mode: the mode is always somebody's decision."""
        self._ui.modeCombo.setCurrentIndex(-1)
        if self._listes is not None:
            self._ui.stationCombo.setCurrentIndex(max(0, self._ui.stationCombo.findData(self._listes.station)))

    def mode(self) -> VueMode | None:
        """Return the mode chosen."""
        code = self._ui.modeCombo.currentData()
        modes = self._listes.modes if self._listes is not None else ()
        return next((mode for mode in modes if mode.code == code), None)

    def suivre(self, montant: int | None) -> None:
        """Show the bank for a mode that goes to one, the identity for cash above what a resident may pay."""
        ui, mode = self._ui, self.mode()
        banques = self._listes.banques if self._listes is not None else ()
        _montrer(decisions.demande_banque(mode, banques), ui.banqueLabel, ui.banqueCombo)
        demandee = decisions.demande_identite(mode, montant)
        if demandee or mode is None or not mode.especes:
            self.montrer_l_identite(demandee)

    def montrer_l_identite(self, visible: bool) -> None:
        """Show or hide the identity of a non-resident; a refusal of cash shows it too."""
        _montrer(visible, self._ui.nonResidentLabel, self._ui.nonResidentEdit)

    def offrir_les_devises(self, repartition: Repartition) -> None:
        """Show the currency only when the client owes in a foreign one."""
        combo, devises = self._ui.deviseCombo, repartition.devises
        if [combo.itemText(rang) for rang in range(combo.count())] != list(devises):
            combo.clear()
            combo.addItems(list(devises))
        combo.setCurrentText(repartition.devise)
        _montrer(len(devises) > 1, self._ui.deviseLabel, combo)
        _montrer(repartition.devise != EURO, self._ui.coursLabel, self._ui.coursEdit)

    def banque(self) -> str:
        """Return the bank chosen, empty when none is asked for."""
        combo = self._ui.banqueCombo
        return "" if combo.isHidden() else str(combo.currentData() or "")

    def non_resident(self) -> str:
        """Return the identity typed, empty when none is asked for."""
        champ = self._ui.nonResidentEdit
        return "" if champ.isHidden() else champ.text()


def _montrer(visible: bool, *widgets: QWidget) -> None:
    for widget in widgets:
        widget.setVisible(visible)
