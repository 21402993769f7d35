"""Typing an amount: free while the field has the focus, ``1 234,56`` once it has left it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_en, lire_montant, lire_montant_en

_ILLISIBLE = "Montant illisible : écrivez par exemple 1 234,56."


class MontantEdit(QLineEdit):
    """An amount, right-aligned; in euros unless ``definir_decimales`` says that the currency counts otherwise.

    An empty field is no amount (``centimes()`` is None), not zero.
    """

    montantChange = Signal(object)
    """The amount (``Centimes`` or None) became another one, by typing or by program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMaxLength(24)
        self.setPlaceholderText("0,00")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("99 999 999,99") + 20)
        self._dernier: Centimes | None = None
        self._decimales = 2
        self.textChanged.connect(self._relire)

    def definir_decimales(self, decimales: int) -> None:
        """Say how many decimals the currency has: amounts are then in its minor units."""
        self._decimales = decimales
        self.setPlaceholderText(ecrire_montant_en(0, decimales))
        self._relire()

    def centimes(self) -> Centimes | None:
        """Return the amount typed, or None when the field is empty or unreadable (see ``erreur``)."""
        try:
            texte = self.text()
            return lire_montant(texte) if self._decimales == 2 else Centimes(lire_montant_en(texte, self._decimales))
        except ErreurMetier:
            return None

    def set_centimes(self, montant: Centimes | None) -> None:
        """Show an amount (None empties the field)."""
        self.setText("" if montant is None else ecrire_montant_en(montant, self._decimales))
        self.verifier()

    @property
    def erreur(self) -> str:
        """Sentence saying why the text is no amount; empty when it is one, or when there is none."""
        return _ILLISIBLE if self.text().strip() and self.centimes() is None else ""

    def verifier(self) -> bool:
        """Mark or unmark the field; True when what it holds can be read (an empty field can)."""
        marquer_erreur(self, self.erreur)
        return not self.erreur

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        """Select everything, so that typing replaces."""
        super().focusInEvent(arg__1)
        # After the event: a click would otherwise put the cursor down and undo the selection.
        QTimer.singleShot(0, self, self.selectAll)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Write the amount in full, or mark what is no amount."""
        super().focusOutEvent(arg__1)
        if (montant := self.centimes()) is not None:
            self.setText(ecrire_montant_en(montant, self._decimales))
        self.verifier()

    def _relire(self) -> None:
        montant = self.centimes()
        if self.property("erreur") and not self.erreur:
            marquer_erreur(self, "")
        if montant != self._dernier:
            self._dernier = montant
            self.montantChange.emit(montant)
