"""Errors where the eye is: red field, sentence under it, banner on top for what concerns no field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from caisse_clients.gui.icones import icone, image_icone
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.theme import marquer

_ICONES = {
    Gravite.ERREUR: "erreur",
    Gravite.ALERTE: "alerte",
    Gravite.INFO: "info",
    Gravite.SUCCES: "succes",
    Gravite.NEUTRE: "info",
}


def marquer_erreur(champ: QWidget, phrase: str) -> None:
    """Mark a field as refused (``phrase``) or as right (empty phrase), for the eye and for a screen reader."""
    if bool(champ.property("erreur")) == bool(phrase) and champ.toolTip() == phrase:
        return
    marquer(champ, erreur=bool(phrase))
    champ.setToolTip(phrase)
    champ.setAccessibleDescription(phrase)


class BandeauErreur(QFrame):
    """A sentence on top of a form: an icon, words, a gravity; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._texte = QLabel(self), QLabel(self)
        self._texte.setWordWrap(True)
        self._texte.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._texte.setTextFormat(Qt.TextFormat.PlainText)
        self._fermer = QToolButton(self)
        self._fermer.setIcon(icone("fermer"))
        self._fermer.setProperty("discret", True)
        self._fermer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fermer.setToolTip("Masquer ce message")
        self._fermer.setAccessibleName("Masquer ce message")
        self._fermer.clicked.connect(self.effacer)
        rangee = QHBoxLayout(self)
        rangee.setContentsMargins(10, 6, 6, 6)
        rangee.setSpacing(8)
        rangee.addWidget(self._image, 0, Qt.AlignmentFlag.AlignVCenter)
        rangee.addWidget(self._texte, 1)
        rangee.addWidget(self._fermer, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Message")
        self.hide()

    def montrer(self, texte: str, gravite: Gravite = Gravite.ERREUR) -> None:
        """Show a sentence and have a screen reader say it; an empty one clears the banner."""
        if not texte:
            self.effacer()
            return
        marquer(self, bandeau=str(gravite))
        for enfant in (self._texte, self._image):
            marquer(enfant)
        self._image.setPixmap(image_icone(_ICONES[gravite], 18, self.devicePixelRatioF(), str(gravite)))
        self._texte.setText(texte)
        self.setAccessibleName(texte)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def effacer(self) -> None:
        """Hide the banner."""
        self._texte.clear()
        self.setAccessibleName("Message")
        self.hide()

    def texte(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return self._texte.text()


class ChampAvecErreur(QWidget):
    """A field with room for a sentence under it; it takes the field's place in its layout."""

    def __init__(self, champ: QWidget) -> None:
        """Wrap ``champ`` where it stands; its layout, buddy and tab order are kept."""
        hote = champ.parentWidget()
        super().__init__(hote)
        self._champ, self._phrase = champ, QLabel(self)
        self._phrase.setProperty("role", "erreur")
        self._phrase.setWordWrap(True)
        self._phrase.hide()
        disposition = hote.layout() if hote is not None else None
        if disposition is not None:
            disposition.replaceWidget(champ, self, Qt.FindChildOption.FindChildrenRecursively)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(2)
        pile.addWidget(champ)
        pile.addWidget(self._phrase)
        self.setSizePolicy(champ.sizePolicy())

    def montrer(self, phrase: str) -> None:
        """Show the sentence under the field and mark it; an empty one clears both."""
        self._phrase.setText(phrase)
        self._phrase.setVisible(bool(phrase))
        marquer_erreur(self._champ, phrase)

    def phrase(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return self._phrase.text()


class ErreursDuFormulaire:
    """Sends a refusal to the field of the command it names, or to the banner when it names none.

    ``champs`` maps the names of the command's fields (``ErreurMetier.champ``) to the widgets that hold them.
    """

    def __init__(self, champs: Mapping[str, QWidget], bandeau: BandeauErreur) -> None:
        self._champs = dict(champs)
        self._places = {nom: ChampAvecErreur(champ) for nom, champ in champs.items()}
        self._bandeau = bandeau

    def montrer(self, phrase: str, champ: str | None = None) -> None:
        """Show one refusal and put the focus on its field."""
        place = self._places.get(champ or "")
        if place is None:
            self._bandeau.montrer(phrase)
            return
        place.montrer(phrase)
        self._champs[champ or ""].setFocus(Qt.FocusReason.OtherFocusReason)

    def effacer(self, champ: str | None = None) -> None:
        """Clear the error of one field, or everything."""
        if champ is not None:
            if champ in self._places:
                self._places[champ].montrer("")
            return
        self._bandeau.effacer()
        for place in self._places.values():
            place.montrer("")

    def phrase(self, champ: str) -> str:
        """Return the sentence shown beside a field."""
        return self._places[champ].phrase()
