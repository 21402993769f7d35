"""One window per base and per session of the system: a second start raises the first one.

QtNetwork is loaded only when someone may be there to answer, or after the first paint: it costs as much as a
tenth of the whole start.
"""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_ATTENTE_MS = 300


def nom_du_canal(base: str) -> str:
    """Return the name of the channel of ``base`` (path or URL) for the current session."""
    session = os.environ.get("XDG_SESSION_ID") or os.environ.get("SESSIONNAME") or os.environ.get("DISPLAY", "")
    qui = os.environ.get("USER") or os.environ.get("USERNAME", "")
    chemin = base if "://" in base else os.path.realpath(base)
    entier = f"{qui}\0{session}\0{chemin}".encode("utf-8", "surrogateescape")
    # A name, not a seal: two short sums of the whole, without loading a cryptographic library before the paint.
    return f"caisse-clients-{zlib.crc32(entier):08x}{zlib.adler32(entier):08x}"


class InstanceUnique(QObject):
    """Holds the channel of a base. ``rappelee`` is emitted when someone starts the program again."""

    rappelee = Signal()

    def __init__(self, base: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nom = nom_du_canal(base)
        self._serveur: QLocalServer | None = None

    def prendre(self) -> bool:
        """Return True when this process is the first; otherwise call the first one and return False.

        ``ecouter`` must follow, once the window has been painted.
        """
        return not (Path(self._chemin()).exists() and self._appeler())

    def ecouter(self) -> None:
        """Answer those who start later. Without a channel (a locked-down session) there may be two windows:
        the base protects itself.
        """
        from PySide6.QtNetwork import QLocalServer

        self._serveur = QLocalServer(self)
        self._serveur.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._serveur.newConnection.connect(self._repondre)
        if not self._serveur.listen(self._nom):
            # What is left of a process that died; nobody answered on it.
            QLocalServer.removeServer(self._nom)
            self._serveur.listen(self._nom)

    def rendre(self) -> None:
        """Give the channel back."""
        if self._serveur is not None:
            self._serveur.close()

    def _chemin(self) -> str:
        """Return where QLocalServer puts the channel: there or not, without loading QtNetwork."""
        return rf"\\.\pipe\{self._nom}" if sys.platform == "win32" else f"{QDir.tempPath()}/{self._nom}"

    def _appeler(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        prise = QLocalSocket()
        prise.connectToServer(self._nom)
        if not prise.waitForConnected(_ATTENTE_MS):
            return False
        prise.disconnectFromServer()
        return True

    def _repondre(self) -> None:
        while self._serveur is not None and (prise := self._serveur.nextPendingConnection()) is not None:
            prise.disconnected.connect(prise.deleteLater)
            self.rappelee.emit()
