"""The table of every screen: whole rows, selection kept by key, words when it is empty, keys everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from caisse_clients.gui.modeles.base import ModeleGrille
from caisse_clients.gui.modeles.colonnes import Format
from caisse_clients.gui.modeles.delegues import DelegueGrille
from caisse_clients.gui.theme import jetons, mesures

_MODELES = {Format.DATE: "00/00/0000", Format.INSTANT: "00/00/0000 00:00"}
"""Widest text of the formats that must never be cut."""


class Grille(QTableView):
    """Give it a ``ModeleGrille`` with ``montrer_modele``; listen to ``cle_changee`` and ``ouverte``.

    Arrow keys may be sent to it while a search field keeps the focus (``naviguer``). The row chosen is kept by
    its key over every reload; when its row is gone, ``cle_changee(None)`` is emitted.
    """

    cle_changee = Signal(object)
    """Key of the chosen row, or None: emitted only when it is another one."""
    ouverte = Signal(object)
    """Key of a row on which Entrée was pressed or a double click made."""
    menu_demande = Signal(QMenu)
    """The menu of a row is about to show: add actions to it (right click, Maj+F10, Menu key)."""

    frappe = Signal(str)
    """Letters typed while the grid has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele: ModeleGrille | None = None
        self._cle: Any = None
        self._cle_annoncee: Any = None
        self._vide = "Rien à afficher."
        self._hote: QWidget | None = None
        self._offertes: tuple[str, ...] = ()
        self._tri: tuple[int, Qt.SortOrder] | None = None
        self._secondaires: tuple[str, ...] = ()
        self.setItemDelegate(DelegueGrille(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rangs = self.verticalHeader()
        rangs.hide()
        rangs.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rangs.setDefaultSectionSize(mesures().ligne)
        self.habiller_les_entetes()
        self.activated.connect(lambda index: self.ouverte.emit(self._cle_de(index)))

    def habiller_les_entetes(self) -> None:
        """Have the headers moved, sized and clicked; again when a subclass has put others."""
        entetes = self.horizontalHeader()
        entetes.setHighlightSections(False)
        entetes.setSectionsMovable(True)
        entetes.setMinimumSectionSize(32)
        entetes.setSectionsClickable(True)
        entetes.sectionClicked.connect(self.trier)

    def montrer_modele(self, modele: ModeleGrille) -> None:
        """Show ``modele``; columns take the widths it asks for."""
        self._modele = modele
        self.setModel(modele)
        modele.modelReset.connect(self._retrouver)
        self.selectionModel().currentRowChanged.connect(self._choisir)
        self._poser_les_colonnes()

    @property
    def modele(self) -> ModeleGrille:
        """The model shown; raises ``RuntimeError`` before ``montrer_modele``."""
        if self._modele is None:
            raise RuntimeError("montrer_modele has not been called")
        return self._modele

    def dire_si_vide(self, texte: str) -> None:
        """Words shown instead of an empty table: they say what to do next."""
        self._vide = texte
        self.setAccessibleDescription(texte)
        self.viewport().update()

    def offrir(self, hote: QWidget, noms: Sequence[str]) -> None:
        """Offer in the row's menu those actions of ``hote`` (the screen), named by their catalogue ids, in this order.

        They are looked up when the menu opens: a screen receives its actions when it comes to the front.
        """
        self._hote, self._offertes = hote, tuple(noms)

    def cle_courante(self) -> Any:
        """Return the key of the chosen row, or None."""
        return self._cle_de(self.currentIndex()) if self._modele is not None else None

    def ligne_courante(self) -> Any | None:
        """Return the chosen row, or None when there is none or it is still being read."""
        index = self.currentIndex()
        return self.modele.ligne(index.row()) if index.isValid() and self._modele is not None else None

    def choisir_cle(self, cle: Any) -> bool:
        """Choose the row of this key and bring it into view; False when it is not there (yet).

        A key not there yet is chosen as soon as a reload brings it.
        """
        self._cle = cle
        self.modele.suivre(cle)
        rang = None if cle is None else self.modele.rang(cle)
        if rang is None:
            return False
        self._aller_au_rang(rang)
        return True

    def choisir_rang(self, rang: int) -> None:
        """Choose the row at ``rang``, when there is one."""
        if self._modele is not None and 0 <= rang < self._modele.rowCount():
            self._aller_au_rang(rang)

    def naviguer(self, evenement: QKeyEvent) -> bool:
        """Move by the arrow and page keys of another widget's event; True when the key was used."""
        touches = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if evenement.key() not in touches or self._modele is None or not self._modele.rowCount():
            return False
        sans_ctrl = QKeyEvent(evenement.type(), evenement.key(), Qt.KeyboardModifier.NoModifier)
        if self.currentIndex().isValid():
            super().keyPressEvent(sans_ctrl)
        else:
            self.choisir_rang(0)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open with Entrée, else move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copier()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.currentIndex().isValid():
                self.ouverte.emit(self._cle_de(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed in a grid go to the screen's search: Qt's own search would read every row."""
        self.frappe.emit(search)

    def copier(self) -> None:
        """Put the chosen row on the clipboard, visible columns as displayed, tab-separated."""
        index = self.currentIndex()
        ligne = self.ligne_courante()
        if ligne is None or not index.isValid():
            return
        textes = [self.modele.texte(ligne, self.modele.colonnes[rang]) for rang in self.colonnes_affichees()]
        QGuiApplication.clipboard().setText("\t".join(textes))

    def colonnes_affichees(self) -> list[int]:
        """Return the visible columns of the model, in the order they are displayed."""
        entetes = self.horizontalHeader()
        ordre = (entetes.logicalIndex(place) for place in range(entetes.count()))
        return [rang for rang in ordre if not entetes.isSectionHidden(rang)]

    def montrer_colonne(self, nom: str, visible: bool) -> None:
        """Show or hide the columns of this name; what is hidden is neither printed nor exported."""
        for rang, colonne in enumerate(self.modele.colonnes):
            if colonne.nom == nom:
                self.horizontalHeader().setSectionHidden(rang, not visible)
        self._poser_l_elastique()

    def sacrifier(self, *noms: str) -> None:
        """Name the columns to hide, first to last, where the grid is too narrow; none leaves them to the user."""
        self._secondaires = noms
        self._montrer_ce_qui_tient()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the row's menu, at the row when the keyboard asked for it."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ouvrir_le_menu()
        else:
            self.composer_menu().popup(event.globalPos())
        event.accept()

    def ouvrir_le_menu(self) -> None:
        """Open the row's menu at the row chosen (Maj+F10)."""
        cadre = self.visualRect(self.currentIndex()) if self.currentIndex().isValid() else QRect(0, 0, 1, 1)
        self.composer_menu().popup(self.viewport().mapToGlobal(QPoint(max(0, cadre.left()) + 24, cadre.bottom())))

    def composer_menu(self) -> QMenu:
        """Make the row's menu: the screen's actions, then copy."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        presentes = {action.objectName(): action for action in self._hote.actions()} if self._hote is not None else {}
        menu.addActions([presentes[nom] for nom in self._offertes if nom in presentes])
        self.menu_demande.emit(menu)
        if not menu.isEmpty():
            menu.addSeparator()
        copie = menu.addAction("Copier la ligne")
        copie.setShortcut(QKeySequence.StandardKey.Copy)
        copie.setShortcutVisibleInContextMenu(True)
        copie.setEnabled(self.currentIndex().isValid())
        copie.triggered.connect(self.copier)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits, then share the width again among the elastic columns."""
        self._montrer_ce_qui_tient()
        super().resizeEvent(event)
        self._poser_l_elastique()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the words of an empty table."""
        super().paintEvent(event)
        if self._modele is not None and self._modele.rowCount():
            return
        peintre = QPainter(self.viewport())
        orange = bool(self.property("orange"))
        peintre.setPen(jetons().couleur("orange_texte" if orange else "texte_discret"))
        cadre = self.viewport().rect().adjusted(24, 12, -24, -12)
        peintre.drawText(cadre, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._vide)
        peintre.end()

    def _poser_les_colonnes(self) -> None:
        entetes, police = self.horizontalHeader(), self.fontMetrics()
        for rang, colonne in enumerate(self.modele.colonnes):
            titre = police.horizontalAdvance(colonne.titre) * 11 // 10 + 22
            modele = _MODELES.get(colonne.format)
            contenu = police.horizontalAdvance(modele) + 20 if modele else 0
            entetes.resizeSection(rang, max(colonne.largeur * mesures().icone // 18, titre, contenu))
            entetes.setSectionHidden(rang, not colonne.visible)
        self._poser_l_elastique()

    def _montrer_ce_qui_tient(self) -> None:
        if not self._secondaires:
            return
        entetes, echelle = self.horizontalHeader(), mesures().icone
        rangs = {colonne.nom: rang for rang, colonne in enumerate(self.modele.colonnes)}
        for nom in self._secondaires:
            entetes.setSectionHidden(rangs[nom], False)
        for nom in ("", *self._secondaires):
            if nom:
                entetes.setSectionHidden(rangs[nom], True)
            demande = sum(
                colonne.largeur * echelle // 18 if colonne.elastique else entetes.sectionSize(rang)
                for rang, colonne in enumerate(self.modele.colonnes)
                if not entetes.isSectionHidden(rang)
            )
            if demande <= self.viewport().width():
                break

    def _poser_l_elastique(self) -> None:
        """Give the elastic columns what is left, never less than they ask for."""
        if self._modele is None:
            return
        entetes = self.horizontalHeader()
        elastiques = [
            (rang, colonne)
            for rang, colonne in enumerate(self._modele.colonnes)
            if colonne.elastique and not entetes.isSectionHidden(rang)
        ]
        if not elastiques:
            return
        prises = sum(entetes.sectionSize(rang) for rang in range(entetes.count()))
        prises -= sum(entetes.sectionSize(rang) for rang, _ in elastiques)
        reste = self.viewport().width() - prises
        total = sum(colonne.largeur for _, colonne in elastiques)
        for rang, colonne in elastiques:
            entetes.resizeSection(rang, max(colonne.largeur, reste * colonne.largeur // total))

    def trier(self, section: int) -> None:
        """Sort by a column, the other way round when it is sorted by it already: what a click on its header does."""
        if self.modele.colonnes[section].tri is None:
            return
        montant = Qt.SortOrder.AscendingOrder
        if self._tri == (section, montant):
            montant = Qt.SortOrder.DescendingOrder
        self.montrer_tri(section, montant)
        self.modele.sort(section, montant)

    def montrer_tri(self, section: int, ordre: Qt.SortOrder) -> None:
        """Show the mark of the order in force, without asking for it."""
        self._tri = (section, ordre)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, ordre)

    def _cle_de(self, index: QModelIndex) -> Any:
        return self.modele.cle(index.row()) if index.isValid() else None

    def _choisir(self, courant: QModelIndex, _precedent: QModelIndex) -> None:
        if courant.isValid():
            self._cle = self._cle_de(courant)
            self.modele.suivre(self._cle)
            self._annoncer(self._cle)

    def _aller_au_rang(self, rang: int) -> None:
        colonne = max(0, next(iter(self.colonnes_affichees()), 0))
        self.setCurrentIndex(self.modele.index(rang, colonne))
        self.scrollTo(self.modele.index(rang, colonne))

    def _retrouver(self) -> None:
        """After a reload: the same key, wherever it is now; its row may be gone."""
        rang = None if self._cle is None else self.modele.rang(self._cle)
        if rang is not None:
            self._aller_au_rang(rang)
        self._annoncer(self._cle if rang is not None else None)

    def _annoncer(self, cle: Any) -> None:
        if cle != self._cle_annoncee:
            self._cle_annoncee = cle
            self.cle_changee.emit(cle)
