"""The status bar: what is said, the job that lasts (with Annuler), who works, where, on which base."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from caisse_clients.gui.taches import Tache, Taches
from caisse_clients.gui.theme import marquer

DELAI_AFFICHAGE_MS = 400
"""A job shorter than this is not worth a flash in the status bar."""

DUREE_MESSAGE_MS = 12_000
PRIORITE_MESSAGE_S = 4.0


class TravailEnCours(QWidget):
    """Name, progress and Annuler of the oldest job that has lasted; hidden otherwise."""

    def __init__(self, taches: Taches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("travailEnCours")
        self._debuts: dict[int, tuple[Tache, float]] = {}
        self._montree: Tache | None = None
        self._libelle = QLabel(self)
        self._libelle.setObjectName("travailLabel")
        self._barre = QProgressBar(self)
        self._barre.setObjectName("travailBarre")
        self._barre.setFixedWidth(160)
        self._annuler = QToolButton(self)
        self._annuler.setObjectName("annulerTravailButton")
        self._annuler.setText("Annuler")
        self._annuler.setToolTip("Arrête ce travail ; rien de ce qu'il a commencé n'est enregistré.")
        self._annuler.clicked.connect(self._annuler_montree)
        rangee = QHBoxLayout(self)
        rangee.setContentsMargins(0, 0, 8, 0)
        rangee.setSpacing(8)
        for widget in (self._libelle, self._barre, self._annuler):
            rangee.addWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._montrer_la_plus_ancienne)
        taches.demarree.connect(self._suivre)
        taches.terminee.connect(self._oublier)
        self.hide()

    def _suivre(self, tache: Tache) -> None:
        # Heard before whoever wants the result, who may keep a box open for minutes: nothing runs meanwhile.
        for issue in (tache.reussie, tache.echouee):
            issue.connect(lambda _valeur: self._oublier(tache))
        self._debuts[id(tache)] = (tache, time.monotonic())
        if not self._patience.isActive() and self._montree is None:
            self._patience.start(DELAI_AFFICHAGE_MS)

    def _oublier(self, tache: Tache) -> None:
        self._debuts.pop(id(tache), None)
        if tache is self._montree:
            self._montree = None
            self.hide()
        if not self._debuts:
            self._patience.stop()
        elif self._montree is None and not self._patience.isActive():
            self._montrer_la_plus_ancienne()

    def _montrer_la_plus_ancienne(self) -> None:
        if not self._debuts:
            return
        tache, debut = next(iter(self._debuts.values()))
        reste = DELAI_AFFICHAGE_MS - int((time.monotonic() - debut) * 1000)
        if reste > 0:
            self._patience.start(reste)
            return
        self._montree = tache
        self._barre.setRange(0, 0)
        self._libelle.setText(tache.libelle or "Lecture…")
        self._annuler.setVisible(tache.annulable)
        self._annuler.setEnabled(True)
        tache.progression.connect(self._avancer)
        self.show()

    def _avancer(self, fait: int, total: int, etape: str) -> None:
        self._barre.setRange(0, total)
        self._barre.setValue(fait)
        self._libelle.setText(etape)

    def _annuler_montree(self) -> None:
        if self._montree is not None:
            self._montree.annuler()
            self._annuler.setEnabled(False)
            self._libelle.setText("Arrêt…")


class BarreEtat(QStatusBar):
    """Messages on the left, facts on the right."""

    def __init__(self, taches: Taches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("barreEtat")
        self.setSizeGripEnabled(False)
        self._dit_a = time.monotonic() - PRIORITE_MESSAGE_S
        self.travail = TravailEnCours(taches, self)
        self._qui = QLabel(self)
        self._qui.setObjectName("utilisateurLabel")
        self._base = QLabel(self)
        self._base.setObjectName("baseLabel")
        self.addPermanentWidget(self.travail)
        self._base.setContentsMargins(8, 0, 12, 0)
        for etiquette in (self._qui, self._base):
            marquer(etiquette, role="discret")
            self.addPermanentWidget(etiquette)

    def dire(self, texte: str) -> None:
        """Show what has just been done or refused, at most a few seconds; an empty text takes it back."""
        self._dit_a = time.monotonic()
        self.showMessage(texte, DUREE_MESSAGE_MS)

    def indiquer(self, texte: str) -> None:
        """Show the hint of the field that takes the focus, unless something has just been said.

        The focus comes back to a field when a dialog closes: what the dialog did matters more.
        """
        if time.monotonic() - self._dit_a > PRIORITE_MESSAGE_S:
            self.showMessage(texte, DUREE_MESSAGE_MS)

    def presenter(self, utilisateur: str, poste: str, base: str) -> None:
        """Show who works (nobody: an empty text), on which poste and which base (the full path in the hover)."""
        self._qui.setText("  ·  ".join(filter(None, (utilisateur, f"poste {poste}"))))
        self._base.setText(self._base.fontMetrics().elidedText(base, Qt.TextElideMode.ElideMiddle, 320))
        self._base.setToolTip(base)
