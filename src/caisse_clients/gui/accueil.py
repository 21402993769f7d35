"""The page behind the tabs: opening, a base that does not open, and what to do when no tab is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from caisse_clients.gui.catalogue import touche
from caisse_clients.gui.theme import marquer

Groupe = tuple[str, Sequence[QAction]]
"""The title of a menu, and what it opens."""

_LARGEUR_TEXTE = 560
_COLONNES = 4
_LARGEUR_BOUTON = 34
"""In characters: the same for all, so that the columns are."""
_HAUTEUR_TITRE = 2
"""What the title of a group takes of a column, in buttons: with the air above it."""


class Accueil(QScrollArea):
    """Says where we are in one sentence, and offers the next step.

    It scrolls: however many screens there are, this page never dictates the height of the window.
    """

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
        self._choix = QWidget(self)
        self._colonnes = QHBoxLayout(self._choix)
        self._colonnes.setContentsMargins(0, 0, 0, 0)
        self._colonnes.setSpacing(28)
        page = QWidget(self)
        page.setObjectName("accueilPage")
        colonne = QVBoxLayout(page)
        colonne.addStretch(2)
        for widget in (mots, self._choix):
            rangee = QHBoxLayout()
            rangee.addStretch(1)
            rangee.addWidget(widget)
            rangee.addStretch(1)
            colonne.addLayout(rangee)
            colonne.addSpacing(12)
        colonne.addStretch(3)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def attendre(self) -> None:
        """Show that the base is being opened."""
        self._montrer("Ouverture de la base…", "")

    def verrouiller(self) -> None:
        """Show that the base is closed until somebody says who he is."""
        self._montrer("Qui travaille ?", "La base s'ouvre dès que quelqu'un a donné son code et son code PIN.")

    def refuser(self, texte: str) -> None:
        """Show why the base does not open, and offer to try again."""
        self._montrer("La base ne s'ouvre pas", texte)
        bouton = QPushButton("Réessayer", self._choix)
        bouton.setObjectName("reessayerButton")
        bouton.setMinimumWidth(220)
        marquer(bouton, principal=True)
        bouton.clicked.connect(self.reessayer)
        self._ajouter_une_colonne([bouton])

    def proposer(self, groupes: Sequence[Groupe]) -> None:
        """Offer these actions when no screen is open, menu by menu; the keyboard is on the first one."""
        self._montrer("Que voulez-vous faire ?", "Choisissez un écran, ou cherchez un client avec Ctrl+K.")
        premier: QPushButton | None = None
        for colonne in repartir(groupes):
            widgets: list[QWidget] = []
            for titre, actions in colonne:
                widgets.append(self._titre_de_groupe(titre, seul=not widgets))
                widgets.extend(boutons := [self._bouton(action) for action in actions])
                premier = premier or next((bouton for bouton in boutons if bouton.isEnabled()), None)
            self._ajouter_une_colonne(widgets)
        if premier is not None:
            marquer(premier, principal=True)
            premier.setFocus()

    def _titre_de_groupe(self, titre: str, *, seul: bool) -> QLabel:
        etiquette = QLabel(titre, self._choix)
        etiquette.setContentsMargins(2, 0 if seul else 12, 0, 0)
        marquer(etiquette, role="soustitre")
        return etiquette

    def _bouton(self, action: QAction) -> QPushButton:
        cle = touche(action.shortcut().toString())
        bouton = QPushButton(f"{action.text()}   ({cle})" if cle else action.text(), self._choix)
        bouton.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LARGEUR_BOUTON)
        bouton.setEnabled(action.isEnabled())
        bouton.setToolTip(action.toolTip())
        bouton.setStatusTip(action.statusTip())
        bouton.setAutoDefault(True)  # Entrée opens, as Espace does
        bouton.clicked.connect(action.trigger)
        return bouton

    def _ajouter_une_colonne(self, widgets: Sequence[QWidget]) -> None:
        colonne = QVBoxLayout()
        colonne.setSpacing(8)
        for widget in widgets:
            colonne.addWidget(widget)
            widget.show()  # now, and not with the next layout: what is not shown does not take the keyboard
        colonne.addStretch(1)
        self._colonnes.addLayout(colonne)

    def _montrer(self, titre: str, texte: str) -> None:
        self._titre.setText(titre)
        self._texte.setText(texte)
        self._texte.setVisible(bool(texte))
        while (place := self._colonnes.takeAt(0)) is not None:
            colonne = place.layout()
            while colonne is not None and (case := colonne.takeAt(0)) is not None:
                if (widget := case.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()


def repartir(groupes: Sequence[Groupe]) -> list[list[Groupe]]:
    """Lay the groups in columns of about the same height, each group whole, in the shortest column so far."""
    colonnes: list[list[Groupe]] = [[] for _rang in range(min(_COLONNES, len(groupes)))]
    hauteurs = [0] * len(colonnes)
    for titre, actions in groupes:
        rang = hauteurs.index(min(hauteurs))
        colonnes[rang].append((titre, actions))
        hauteurs[rang] += len(actions) + _HAUTEUR_TITRE
    return colonnes
