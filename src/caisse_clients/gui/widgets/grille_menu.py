"""A grid whose rows end with the icon of their menu: a click, Entrée or Maj+F10 opens it (manual 003)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionViewItem,
    QWidget,
)

from caisse_clients.gui.icones import image_icone
from caisse_clients.gui.modeles.base import ModeleGrille
from caisse_clients.gui.modeles.delegues import DelegueGrille
from caisse_clients.gui.presentateurs.colonnes_pieces import CLE_DU_MENU
from caisse_clients.gui.theme import jetons, mesures
from caisse_clients.gui.widgets.grille import Grille


class DelegueMenu(DelegueGrille):
    """Draws the icon at the end of a row, on a round ground under the mouse."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row's ground, then the icon."""
        super().paint(painter, option, index)
        cadre, cote = option.rect, mesures().icone
        if option.state & QStyle.StateFlag.State_MouseOver:
            rond = QRectF(0, 0, cote + 8, cote + 8)
            rond.moveCenter(QRectF(cadre).center())
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(jetons().couleur("bord"))
            painter.drawEllipse(rond)
            painter.restore()
        coin = QPoint(cadre.left() + (cadre.width() - cote) // 2, cadre.top() + (cadre.height() - cote) // 2)
        painter.drawPixmap(coin, image_icone("points", cote, painter.device().devicePixelRatio()))


class _StyleDuMenu(QProxyStyle):
    """Lets arrows and mouse stop on what is greyed, to read why; it still does nothing."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(QStyleFactory.create("Fusion"))
        self.setParent(menu)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """Return that a disabled entry may be the active one."""
        if hint == QStyle.StyleHint.SH_Menu_AllowActiveAndDisabled:
            return 1
        return super().styleHint(hint, option, widget, returnData)


class GrilleAMenu(Grille):
    """A ``Grille`` with ``COLONNE_MENU``. ``ouverte`` (Entrée) opens the menu of the row; a double click does not.

    The icon is no data: it is neither exported, printed nor copied.
    """

    double_clic = Signal(object)
    """Key of the row double-clicked."""
    survol_du_menu = Signal(str)
    """Help, or reason of refusal, of the menu's entry under the mouse or the arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rang_du_menu = -1
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.ouverte.connect(lambda _cle: self.ouvrir_le_menu())
        self.clicked.connect(self._cliquer)

    def montrer_modele(self, modele: ModeleGrille) -> None:
        """Show ``modele``; the column of the icon keeps its width."""
        super().montrer_modele(modele)
        self._rang_du_menu = next(r for r, colonne in enumerate(modele.colonnes) if colonne.nom == CLE_DU_MENU)
        self.setItemDelegateForColumn(self._rang_du_menu, DelegueMenu(self))
        self.horizontalHeader().setSectionResizeMode(self._rang_du_menu, QHeaderView.ResizeMode.Fixed)

    def colonnes_affichees(self) -> list[int]:
        """Return the visible columns that hold data."""
        return [rang for rang in super().colonnes_affichees() if rang != self._rang_du_menu]

    def ouvrir_le_menu(self) -> None:
        """Open the row's menu under its icon, its first possible entry ready for Entrée."""
        index = self.currentIndex()
        if not index.isValid():
            return
        cadre = self.visualRect(index.siblingAtColumn(self._rang_du_menu)) & self.viewport().rect()
        if cadre.isEmpty():
            cadre = QRect(self.viewport().width() - 1, self.visualRect(index).top(), 1, mesures().ligne)
        menu = self.composer_menu()
        gauche = cadre.right() - menu.sizeHint().width()
        menu.popup(self.viewport().mapToGlobal(QPoint(max(0, gauche), cadre.bottom() + 1)))
        if (premiere := next((action for action in menu.actions() if action.isEnabled()), None)) is not None:
            menu.setActiveAction(premiere)

    def composer_menu(self) -> QMenu:
        """Make the row's menu; what cannot be done says why, in the hover and by ``survol_du_menu``."""
        menu = super().composer_menu()
        menu.setStyle(_StyleDuMenu(menu))
        menu.setToolTipsVisible(True)
        menu.hovered.connect(self._dire_le_survol)
        return menu

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row itself, rather than its menu as Entrée does."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() != self._rang_du_menu:
            self.double_clic.emit(self.modele.cle(index.row()))

    def _cliquer(self, index: QModelIndex) -> None:
        if index.column() == self._rang_du_menu:
            self.ouvrir_le_menu()

    def _dire_le_survol(self, action: QAction) -> None:
        self.survol_du_menu.emit(action.statusTip())
