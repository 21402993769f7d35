"""The first start, when no base exists yet: a new one, the demonstration, or the old software's customers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from caisse_clients.gui.depart import Depart
from caisse_clients.gui.theme import marquer

_CHOIX = (
    (
        Depart.NOUVELLE,
        "nouvelleRadio",
        "&Nouvelle base",
        "Vide, prête pour le commerce. Vous en êtes l'administrateur.",
    ),
    (
        Depart.IMPORTER,
        "importerRadio",
        "&Reprendre mes clients",
        "Nouvelle base, puis import d'un fichier CSV ou Excel de l'ancien logiciel, avec essai à blanc.",
    ),
    (
        Depart.DEMONSTRATION,
        "demonstrationRadio",
        "&Démonstration",
        "Des clients inventés, pour apprendre. La base se signale en rouge et ne sert pas au commerce.",
    ),
)


class PremierDepart(QDialog):
    """Asks what to do when there is no base; ``choix`` is the answer once accepted."""

    def __init__(self, base: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialoguePremierDepart")
        self.setWindowTitle("Caisse Clients")
        titre = QLabel("Bienvenue", self)
        marquer(titre, role="titre")
        ou = QLabel(f"Aucune base n'existe encore. Elle sera créée ici :\n{base}", self)
        ou.setWordWrap(True)
        ou.setMinimumWidth(480)
        marquer(ou, role="discret")
        self._groupe = QButtonGroup(self)
        self._par_bouton: dict[int, Depart] = {}
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(20, 18, 20, 16)
        colonne.setSpacing(10)
        colonne.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        colonne.addWidget(titre)
        colonne.addWidget(ou)
        for rang, (depart, nom, texte, explication) in enumerate(_CHOIX):
            colonne.addWidget(self._carte(rang, nom, texte, explication))
            self._par_bouton[rang] = depart
        boutons = QDialogButtonBox(self)
        continuer = boutons.addButton("Continuer", QDialogButtonBox.ButtonRole.AcceptRole)
        marquer(continuer, principal=True)
        continuer.setDefault(True)
        boutons.addButton("Quitter", QDialogButtonBox.ButtonRole.RejectRole)
        boutons.accepted.connect(self.accept)
        boutons.rejected.connect(self.reject)
        colonne.addSpacing(4)
        colonne.addWidget(boutons)

    def choix(self) -> Depart:
        """Return the choice in force."""
        return self._par_bouton[self._groupe.checkedId()]

    def _carte(self, rang: int, nom: str, texte: str, explication: str) -> QFrame:
        carte = QFrame(self)
        marquer(carte, carte=True)
        bouton = QRadioButton(texte, carte)
        bouton.setObjectName(nom)
        bouton.setChecked(rang == 0)
        bouton.setAccessibleDescription(explication)
        mots = QLabel(explication, carte)
        mots.setWordWrap(True)
        mots.setIndent(26)
        mots.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        marquer(mots, role="discret")
        pile = QVBoxLayout(carte)
        pile.setContentsMargins(12, 10, 12, 10)
        pile.setSpacing(2)
        pile.addWidget(bouton)
        pile.addWidget(mots)
        self._groupe.addButton(bouton, rang)
        return carte
