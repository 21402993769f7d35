"""A grid whose headers hold filters: each field stands under the title of its column and follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QMenu, QTableView, QWidget

from caisse_clients.gui.theme import mesures
from caisse_clients.gui.widgets.grille import Grille

_DELAI = 150
_MARGE = 2
Filtre = QLineEdit | QComboBox


class EntetesFiltrants(QHeaderView):
    """Titles, and under them a row of fields, each as wide as its column wherever it is moved or scrolled."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._champs: dict[int, QWidget] = {}
        self.sectionResized.connect(lambda *_: self._placer())
        self.sectionMoved.connect(lambda *_: self._placer())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self._placer())

    def poser(self, champs: Mapping[int, QWidget]) -> None:
        """Put each field under its column."""
        self._champs = dict(champs)
        for champ in self._champs.values():
            champ.setParent(self)
            champ.show()
        self.updateGeometries()

    def sizeHint(self) -> QSize:
        """Return the height of the titles and of the fields."""
        taille = super().sizeHint()
        return QSize(taille.width(), taille.height() + self._haut())

    def updateGeometries(self) -> None:
        """Keep the room of the fields out of the titles."""
        self.setViewportMargins(0, 0, 0, self._haut())
        super().updateGeometries()
        self._placer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fields under the titles."""
        super().resizeEvent(event)
        self._placer()

    def _haut(self) -> int:
        return mesures().ligne + 2 * _MARGE if self._champs else 0

    def _placer(self) -> None:
        haut = self.viewport().geometry().bottom() + 1 + _MARGE
        for rang, champ in self._champs.items():
            champ.setVisible(not self.isSectionHidden(rang))
            gauche = self.sectionViewportPosition(rang) + _MARGE
            champ.setGeometry(gauche, haut, self.sectionSize(rang) - 2 * _MARGE, mesures().ligne)


class GrilleFiltrable(Grille):
    """Put its filters with ``filtrer_par``, after the model. ``filtres_changes`` comes once typing rests.

    From a filter, ↑ ↓ move in the rows and Entrée goes there.
    """

    filtres_changes = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entetes = EntetesFiltrants(self)
        self.setHorizontalHeader(self._entetes)
        self.habiller_les_entetes()
        self._facultatives: tuple[str, ...] = ()
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self.filtres_changes)

    def filtrer_par(self, filtres: Mapping[str, Filtre], *, apres: QWidget) -> None:
        """Put these fields under the columns they are named after; Tab reaches them after ``apres``, then the rows."""
        rangs = {colonne.nom: rang for rang, colonne in enumerate(self.modele.colonnes)}
        self._entetes.poser({rangs[nom]: champ for nom, champ in filtres.items()})
        precedent = apres
        for nom, champ in sorted(filtres.items(), key=lambda paire: rangs[paire[0]]):
            champ.setAccessibleName(f"Filtrer : {nom}")
            champ.installEventFilter(self)
            if isinstance(champ, QLineEdit):
                champ.textChanged.connect(lambda _texte: self._delai.start())
            else:
                champ.activated.connect(lambda _rang: self.filtres_changes.emit())
            QWidget.setTabOrder(precedent, champ)
            precedent = champ
        QWidget.setTabOrder(precedent, self)

    def offrir_les_colonnes(self, facultatives: Sequence[str]) -> None:
        """Let these columns be hidden; the menu of the headers opens with a right click on them too."""
        self._facultatives = tuple(facultatives)
        self._entetes.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._entetes.customContextMenuRequested.connect(
            lambda place: self._composer_les_colonnes().popup(self._entetes.mapToGlobal(place))
        )

    def ouvrir_les_colonnes(self) -> None:
        """Open the menu of the headers, without the mouse: what sorts the rows, which columns are shown."""
        self._composer_les_colonnes().popup(self.mapToGlobal(self.viewport().pos()))

    def arreter(self) -> None:
        """Tell nothing more: the screen closes, or has just filled the filters itself."""
        self._delai.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows typed in a filter move in the rows, Entrée goes there."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self._entrer()
                return True
            if self.naviguer(event):
                return True
        return super().eventFilter(watched, event)

    def _composer_les_colonnes(self) -> QMenu:
        """Make the menu; the order in force is ticked, and chosen again turns round."""
        menu = QMenu(self)
        menu.setObjectName("colonnesMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for rang in self.colonnes_affichees():
            colonne = self.modele.colonnes[rang]
            if colonne.tri is None:
                continue
            choix = menu.addAction(f"Trier par {colonne.titre}")
            choix.setCheckable(True)
            choix.setChecked(self._tri is not None and self._tri[0] == rang)
            choix.triggered.connect(lambda _coche=False, rang=rang: self.trier(rang))
            if choix.isChecked():
                menu.setActiveAction(choix)
        menu.addSeparator()
        affichees = {self.modele.colonnes[rang].nom for rang in self.colonnes_affichees()}
        for nom in self._facultatives:
            choix = menu.addAction(f"Montrer {nom}")
            choix.setCheckable(True)
            choix.setChecked(nom in affichees)
            choix.triggered.connect(lambda coche, nom=nom: self._choisir_la_colonne(nom, visible=coche))
        return menu

    def _choisir_la_colonne(self, nom: str, *, visible: bool) -> None:
        """Show or hide as asked; from then on the width decides no more."""
        self.sacrifier()
        self.montrer_colonne(nom, visible)

    def _entrer(self) -> None:
        if not self.currentIndex().isValid():
            self.choisir_rang(0)
        self.setFocus()
