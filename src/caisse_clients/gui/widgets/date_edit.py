"""Typing a date as people do: ``150714``, ``15/07/14``; arrows move by a day, a key opens the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from caisse_clients.gui.icones import icone
from caisse_clients.gui.theme import jetons, mesures
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, lire_date

_ILLISIBLE = "Date impossible : écrivez par exemple 15/07/2014 ou 150714."
_AIDE = "jj/mm/aaaa - ↑↓ : un jour, Page préc./suiv. : un mois, T : aujourd'hui, Alt+↓ : calendrier"


class DateEdit(QLineEdit):
    """A date. An empty field is no date (``date_()`` is None). Unreadable text stays, marked, to be corrected.

    ↑ ↓ move by a day, Page ↑ ↓ by a month, T is today, Alt+↓ opens the calendar. "Today" is the business date
    of the base: give it with ``definir_aujourdhui``.
    """

    dateChangee = Signal(object)
    """The date (``datetime.date`` or None) became another one, by typing or by program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aujourdhui: Callable[[], dt.date] | None = None
        self._dernier: dt.date | None = None
        self._calendrier: _Calendrier | None = None
        self.setMaxLength(20)
        self.setPlaceholderText("jj/mm/aaaa")
        self.setToolTip(_AIDE)
        self.setStatusTip(_AIDE)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00/00/0000") + 52)
        ouvrir = QAction(icone("calendrier"), "Ouvrir le calendrier (Alt+↓)", self)
        ouvrir.triggered.connect(self.ouvrir_le_calendrier)
        self.addAction(ouvrir, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._relire)

    def definir_aujourdhui(self, aujourdhui: Callable[[], dt.date]) -> None:
        """Say what today is; read at each use, a till stays open over midnight."""
        self._aujourdhui = aujourdhui

    def date_(self) -> dt.date | None:
        """Return the date typed, or None when the field is empty or unreadable (see ``erreur``)."""
        try:
            return lire_date(self.text())
        except ErreurMetier:
            return None

    def set_date_(self, date: dt.date | None) -> None:
        """Show a date (None empties the field)."""
        self.setText("" if date is None else ecrire_date(date))
        self.verifier()

    @property
    def erreur(self) -> str:
        """Sentence saying why the text is no date; empty when it is one, or when there is none."""
        return _ILLISIBLE if self.text().strip() and self.date_() is None else ""

    def verifier(self) -> bool:
        """Mark or unmark the field; True when what it holds can be read (an empty field can)."""
        marquer_erreur(self, self.erreur)
        if not self.erreur:
            self.setToolTip(_AIDE)
        return not self.erreur

    def ouvrir_le_calendrier(self) -> None:
        """Show the month of the date typed, else of today; Entrée takes the day, Échap closes."""
        if self.isReadOnly() or not self.isEnabled():
            return
        if self._calendrier is None:
            self._calendrier = _Calendrier(self)
            self._calendrier.choisie.connect(self._prendre)
        self._calendrier.ouvrir(self.date_() or self._jour_courant())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of dates, then the ordinary ones."""
        if not self._touche_de_date(event):
            super().keyPressEvent(event)

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        """Select everything, so that typing replaces."""
        super().focusInEvent(arg__1)
        QTimer.singleShot(0, self, self.selectAll)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Write the date in full, or mark what is no date."""
        super().focusOutEvent(arg__1)
        if (date := self.date_()) is not None:
            self.setText(ecrire_date(date))
        self.verifier()

    def _touche_de_date(self, event: QKeyEvent) -> bool:
        touche, sorte = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if touche == Qt.Key.Key_Down and sorte == Qt.KeyboardModifier.AltModifier:
            self.ouvrir_le_calendrier()
            return True
        if self.isReadOnly() or sorte != Qt.KeyboardModifier.NoModifier:
            return False
        if touche == Qt.Key.Key_T:
            self._prendre(self._jour_courant())
            return True
        jours = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(touche))
        mois = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}.get(Qt.Key(touche))
        if jours is None and mois is None:
            return False
        depart = QDate(self.date_() or self._jour_courant())  # type: ignore[call-overload]  # takes a date
        arrivee = depart.addDays(jours) if jours is not None else depart.addMonths(mois or 0)
        if 1900 <= arrivee.year() <= 2199:
            self._prendre(dt.date(arrivee.year(), arrivee.month(), arrivee.day()))
        return True

    def _jour_courant(self) -> dt.date:
        if self._aujourdhui is None:
            raise RuntimeError("definir_aujourdhui has not been called")
        return self._aujourdhui()

    def _prendre(self, date: dt.date) -> None:
        self.set_date_(date)
        self.selectAll()

    def _relire(self) -> None:
        date = self.date_()
        if self.property("erreur") and not self.erreur:
            self.verifier()
        if date != self._dernier:
            self._dernier = date
            self.dateChangee.emit(date)


class _Calendrier(QFrame):
    """The month, under the field; arrows move in it, Entrée takes the day."""

    choisie = Signal(object)

    def __init__(self, champ: DateEdit) -> None:
        super().__init__(champ, Qt.WindowType.Popup)
        self.setProperty("carte", True)
        self._champ, self._mois = champ, QCalendarWidget(self)
        self._mois.setLocale(QLocale(QLocale.Language.French, QLocale.Country.France))
        self._mois.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._mois.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._mois.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._mois.setGridVisible(False)
        self._mois.setMinimumSize(11 * mesures().ligne, 9 * mesures().ligne)
        self._mois.activated.connect(self._prendre)
        self._mois.clicked.connect(self._prendre)
        cadre = QVBoxLayout(self)
        cadre.setContentsMargins(4, 4, 4, 4)
        cadre.addWidget(self._mois)

    def ouvrir(self, date: dt.date) -> None:
        """Show under the field, on ``date``; above it when the screen ends there."""
        week_end = QTextCharFormat()
        week_end.setForeground(jetons().couleur("texte_discret"))
        for jour in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._mois.setWeekdayTextFormat(jour, week_end)
        self._mois.setSelectedDate(QDate(date.year, date.month, date.day))
        self.adjustSize()
        coin = self._champ.mapToGlobal(QPoint(0, self._champ.height() + 2))
        ecran = self._champ.screen().availableGeometry()
        if coin.y() + self.height() > ecran.bottom():
            coin.setY(self._champ.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        coin.setX(max(ecran.left(), min(coin.x(), ecran.right() - self.width())))
        self.move(coin)
        self.show()
        self._mois.setFocus(Qt.FocusReason.PopupFocusReason)

    def _prendre(self, date: QDate) -> None:
        self.hide()
        self.choisie.emit(dt.date(date.year(), date.month(), date.day()))
        self._champ.setFocus(Qt.FocusReason.OtherFocusReason)
