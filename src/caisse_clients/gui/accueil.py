"""The page behind the tabs: opening, a base that does not open, and what to do when no tab is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from caisse_clients.gui.catalogue import touche
from caisse_clients.gui.theme import marquer

_LARGEUR_TEXTE, _LARGEUR_BOUTONS = 560, 300


class Accueil(QWidget):
    """Says where we are in one sentence, and offers the next step."""

    reessayer = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accueil")
        self._titre = QLabel("Ouverture de la base…", self)
        self._titre.setObjectName("accueilTitre")
        marquer(self._titre, role="titre")
        self._texte = QLabel(self)
        self._texte.setObjectName("accueilTexte")
        self._texte.setWordWrap(True)
        for etiquette in (self._titre, self._texte):
            etiquette.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        mots = QWidget(self)
        mots.setFixedWidth(_LARGEUR_TEXTE)
        pile = QVBoxLayout(mots)  # without an alignment of its own, so that a long sentence gets its lines
        pile.setContentsMargins(0, 0, 0, 0)
        for etiquette in (self._titre, self._texte):
            pile.addWidget(etiquette)
        colonne_de_boutons = QWidget(self)
        colonne_de_boutons.setFixedWidth(_LARGEUR_BOUTONS)
        self._boutons = QVBoxLayout(colonne_de_boutons)
        self._boutons.setContentsMargins(0, 0, 0, 0)
        self._boutons.setSpacing(8)
        colonne = QVBoxLayout(self)
        colonne.addStretch(2)
        for widget in (mots, colonne_de_boutons):
            rangee = QHBoxLayout()
            rangee.addStretch(1)
            rangee.addWidget(widget)
            rangee.addStretch(1)
            colonne.addLayout(rangee)
            colonne.addSpacing(12)
        colonne.addStretch(3)

    def attendre(self) -> None:
        """Show that the base is being opened."""
        self._montrer("Ouverture de la base…", "")

    def refuser(self, texte: str) -> None:
        """Show why the base does not open, and offer to try again."""
        self._montrer("La base ne s'ouvre pas", texte)
        bouton = QPushButton("Réessayer", self)
        bouton.setObjectName("reessayerButton")
        marquer(bouton, principal=True)
        bouton.clicked.connect(self.reessayer)
        self._ajouter(bouton)

    def proposer(self, actions: list[QAction]) -> None:
        """Offer these actions when no screen is open."""
        self._montrer("Que voulez-vous faire ?", "Choisissez un écran, ou cherchez un client avec Ctrl+K.")
        for rang, action in enumerate(actions):
            cle = touche(action.shortcut().toString())
            bouton = QPushButton(f"{action.text()}   ({cle})" if cle else action.text(), self)
            bouton.setEnabled(action.isEnabled())
            bouton.setToolTip(action.toolTip())
            bouton.clicked.connect(action.trigger)
            if rang == 0:
                marquer(bouton, principal=True)
            self._ajouter(bouton)

    def _ajouter(self, bouton: QPushButton) -> None:
        self._boutons.addWidget(bouton)

    def _montrer(self, titre: str, texte: str) -> None:
        self._titre.setText(titre)
        self._texte.setText(texte)
        self._texte.setVisible(bool(texte))
        while (place := self._boutons.takeAt(0)) is not None:
            if (widget := place.widget()) is not None:
                widget.hide()
                widget.deleteLater()
