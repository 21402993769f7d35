"""A period by its name or by two dates: the list and the two fields follow each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox

from caisse_clients.application.messages import message_de
from caisse_clients.gui.presentateurs import periode as decisions
from caisse_clients.gui.presentateurs.periode import Bornes, Periode
from caisse_clients.gui.widgets.date_edit import DateEdit
from caisse_clients.gui.widgets.erreurs import BandeauErreur, marquer_erreur
from caisse_clients.kernel.erreurs import ErreurMetier

_DELAI = 150


class ChoixPeriode(QObject):
    """``change`` says, once typing rests, that the dates may be others; ``lire`` gives them or marks what is wrong."""

    change = Signal()

    def __init__(
        self,
        choix: tuple[Periode, ...],
        champs: tuple[QComboBox, DateEdit, DateEdit],
        bandeau: BandeauErreur,
        aujourd_hui: Callable[[], dt.date],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._choix, self._bandeau = choix, bandeau
        self._combo, self._du, self._au = combo, du, au = champs
        self._aujourd_hui, self._premier_mois = aujourd_hui, 1
        self._en_erreur = False
        for periode in choix:
            combo.addItem(periode.libelle, periode)
        combo.activated.connect(lambda _rang: self.choisir(Periode(combo.currentData())))
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._conclure)
        for champ in (du, au):
            champ.definir_aujourdhui(aujourd_hui)
            champ.textChanged.connect(lambda _texte: self._delai.start())

    def commencer_l_exercice(self, premier_mois: int) -> None:
        """Say in which month the exercice begins; the period chosen by its name takes its dates again."""
        self._premier_mois = premier_mois
        periode = Periode(self._combo.currentData())  # Qt gives back the text of what it was given
        if periode is not Periode.LIBRE:
            self.choisir(periode)

    def choisir(self, periode: Periode) -> None:
        """Take the dates of a named period; *Autres dates* goes to the first of the two fields."""
        if periode is Periode.LIBRE:
            self._du.setFocus()
            return
        self.prendre(decisions.bornes(periode, self._aujourd_hui(), self._premier_mois))

    def prendre(self, bornes: Bornes) -> None:
        """Show these dates, and the name they have."""
        self._du.set_date_(bornes[0])
        self._au.set_date_(bornes[1])
        self._delai.stop()
        self._conclure()

    def lire(self) -> Bornes | None:
        """Return the period; None when it cannot be read: the faulty field is marked and the banner says why."""
        try:
            lues = decisions.lire_periode(self._du.text(), self._au.text(), self._aujourd_hui())
        except ErreurMetier as erreur:
            self._en_erreur = True
            for nom, champ in (("du", self._du), ("au", self._au)):
                marquer_erreur(champ, message_de(erreur) if erreur.champ == nom else "")
            self._bandeau.montrer(message_de(erreur))
            return None
        if self._en_erreur:
            self._en_erreur = False
            self._bandeau.effacer()
            for champ in (self._du, self._au):
                champ.verifier()
        return lues

    @property
    def en_erreur(self) -> bool:
        """True while what is typed is no period."""
        return self._en_erreur

    def arreter(self) -> None:
        """Tell nothing more: the screen closes."""
        self._delai.stop()

    def _conclure(self) -> None:
        lues = self.lire()
        nom = Periode.LIBRE
        if lues is not None:
            nom = decisions.periode_de(lues, self._choix, self._aujourd_hui(), self._premier_mois)
        with QSignalBlocker(self._combo):
            self._combo.setCurrentIndex(self._combo.findData(nom))
        self.change.emit()
