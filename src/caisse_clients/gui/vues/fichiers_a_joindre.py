"""The supporting files of a règlement being typed: chosen, checked at once, listed, taken off again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from caisse_clients.application.messages import message_de
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.nouveau_reglement import Ui_NouveauReglement
from caisse_clients.gui.presentateurs.nouveau_reglement import dire_le_fichier
from caisse_clients.gui.presentateurs.pieces_jointes import FILTRES

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.fichiers import FichierJoint
    from caisse_clients.kernel.suivi import Suivi

_EMPREINTE = int(Qt.ItemDataRole.UserRole) + 1


class FichiersAJoindre(QObject):
    """Holds the paths that F2 sends. ``refuse`` gives the sentence of a file that cannot be attached."""

    change = Signal()
    refuse = Signal(str)

    def __init__(self, ui: Ui_NouveauReglement, contexte: ContexteEcran, parent: QObject) -> None:
        super().__init__(parent)
        self._liste, self._bouton, self._contexte = ui.fichiersList, ui.pieceJointeButton, contexte
        self._liste.installEventFilter(self)
        self._liste.itemDoubleClicked.connect(lambda _ligne: self._retirer())
        self._bouton.clicked.connect(self.ajouter)
        self._montrer()

    def chemins(self) -> tuple[str, ...]:
        """Return the paths of the files chosen, in order."""
        return tuple(str(self._liste.item(n).data(Qt.ItemDataRole.UserRole)) for n in range(self._liste.count()))

    def ajouter(self) -> None:
        """Choose a file; it is read at once, so that a refusal comes before the customer has left."""
        hote = self._bouton.window()
        chemin = self._contexte.boites.choisir_fichier_a_ouvrir(hote, "Joindre un fichier", FILTRES)
        if chemin is None:
            return

        def travail(_services: Services, _suivi: Suivi) -> FichierJoint:
            from caisse_clients.application.pieces_jointes import lire_fichier_joint

            return lire_fichier_joint(str(chemin))

        tache = self._contexte.taches.lire(travail, self, "Lecture du fichier")
        tache.reussie.connect(lambda joint: self._prendre(chemin, joint))
        tache.echouee.connect(lambda erreur: self.refuse.emit(message_de(erreur)))

    def vider(self) -> None:
        """Forget every file."""
        self._liste.clear()
        self._montrer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Suppr takes the chosen file off."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            self._retirer()
            return True
        return super().eventFilter(watched, event)

    def _prendre(self, chemin: Path, joint: FichierJoint) -> None:
        connues = {self._liste.item(n).data(_EMPREINTE) for n in range(self._liste.count())}
        if joint.empreinte in connues:
            self.refuse.emit(f"{joint.nom} est déjà dans la liste.")
            return
        ligne = QListWidgetItem(dire_le_fichier(joint), self._liste)
        ligne.setData(Qt.ItemDataRole.UserRole, str(chemin))
        ligne.setData(_EMPREINTE, joint.empreinte)
        ligne.setToolTip(f"{chemin}\nSuppr retire ce fichier.")
        self._liste.setCurrentItem(ligne)
        self._montrer()
        self.change.emit()

    def _retirer(self) -> None:
        if (rang := self._liste.currentRow()) >= 0:
            self._liste.takeItem(rang)
            self._montrer()
            self.change.emit()

    def _montrer(self) -> None:
        """The list takes room only when it holds something."""
        if not self._liste.count() and self._liste.hasFocus():
            self._bouton.setFocus()
        self._liste.setVisible(self._liste.count() > 0)
