"""From an action of the catalogue to a ``QAction``: same id, same key, same words everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from caisse_clients.gui.catalogue import Action, touche
from caisse_clients.gui.icones import icone


def creer_qaction(action: Action, parent: QObject, declencher: Callable[[], object]) -> QAction:
    """Return the ``QAction`` of a catalogue action, named by its id, silent while its key is held down."""
    qaction = QAction(action.texte, parent)
    qaction.setObjectName(action.id)
    if action.raccourci:
        qaction.setShortcut(QKeySequence(action.raccourci))
    qaction.setAutoRepeat(False)
    if action.icone:
        qaction.setIcon(icone(action.icone))
    # A closure, not the callable itself: QAction hands over "checked", which no command expects.
    qaction.triggered.connect(lambda _coche=False: declencher())
    permettre(qaction, action, "")
    return qaction


def permettre(qaction: QAction, action: Action, empechement: str) -> None:
    """Grey the action with its reason, or allow it; the reason replaces the help in hover and status line."""
    aide = empechement or action.aide
    cle = touche(action.raccourci)
    qaction.setEnabled(not empechement)
    qaction.setToolTip(f"{action.texte} ({cle}) — {aide}" if cle else f"{action.texte} — {aide}")
    qaction.setStatusTip(aide)
