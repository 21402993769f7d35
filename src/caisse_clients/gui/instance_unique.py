"""One window per base and per session of the system: a second start raises the first one."""

from __future__ import annotations

import hashlib
import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ATTENTE_MS = 300


def nom_du_canal(base: str) -> str:
    """Return the name of the channel of ``base`` (path or URL) for the current session."""
    session = os.environ.get("XDG_SESSION_ID") or os.environ.get("SESSIONNAME") or os.environ.get("DISPLAY", "")
    qui = os.environ.get("USER") or os.environ.get("USERNAME", "")
    chemin = base if "://" in base else os.path.realpath(base)
    empreinte = hashlib.sha256(f"{qui}\0{session}\0{chemin}".encode("utf-8", "surrogateescape"))
    return f"caisse-clients-{empreinte.hexdigest()[:24]}"


class InstanceUnique(QObject):
    """Holds the channel of a base. ``rappelee`` is emitted when someone starts the program again."""

    rappelee = Signal()

    def __init__(self, base: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nom = nom_du_canal(base)
        self._serveur = QLocalServer(self)
        self._serveur.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._serveur.newConnection.connect(self._repondre)

    def prendre(self) -> bool:
        """Return True when this process is the first; otherwise call the first one and return False."""
        if self._appeler():
            return False
        if not self._serveur.listen(self._nom):
            # What is left of a process that died; nobody answers on it (asked just above).
            QLocalServer.removeServer(self._nom)
            self._serveur.listen(self._nom)
        # Without a channel (a locked-down session) the program still opens: the base protects itself.
        return True

    def rendre(self) -> None:
        """Give the channel back."""
        self._serveur.close()

    def _appeler(self) -> bool:
        prise = QLocalSocket()
        prise.connectToServer(self._nom)
        if not prise.waitForConnected(_ATTENTE_MS):
            return False
        prise.disconnectFromServer()
        return True

    def _repondre(self) -> None:
        while (prise := self._serveur.nextPendingConnection()) is not None:
            prise.disconnected.connect(prise.deleteLater)
            self.rappelee.emit()
