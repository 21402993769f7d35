"""What our own failures become: a line in the log, one French box, and a window that stays.

Work typed on screen is worth more than a clean exit: the hook never closes anything.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

JOURNAL = logging.getLogger("caisse_clients")


class Crochet(QObject):
    """Receives every exception that nothing caught, from any thread; ``montrer`` runs on the UI thread."""

    _vers_interface = Signal(object)

    def __init__(self, montrer: Callable[[str, str], None], fichier: Path | None) -> None:
        super().__init__()
        self._montrer = montrer
        self._a_ouvrir = fichier
        self._fichier: Path | None = None
        self._boite_ouverte = False
        self._anciens = (sys.excepthook, threading.excepthook)
        self._vers_interface.connect(self._dire, Qt.ConnectionType.QueuedConnection)

    def installer(self) -> None:
        """Become the hook of the process."""
        sys.excepthook = self.recevoir
        threading.excepthook = self._recevoir_du_fil

    def retirer(self) -> None:
        """Put back what was there before."""
        sys.excepthook, threading.excepthook = self._anciens

    def ouvrir_le_journal(self) -> None:
        """Send warnings and failures to the file, from the first paint on or from the first failure."""
        if self._a_ouvrir is not None:
            self._fichier, self._a_ouvrir = ouvrir_journal(self._a_ouvrir), None

    def recevoir(self, sorte: type[BaseException], erreur: BaseException, trace: TracebackType | None) -> None:
        """Log the exception and have one box shown; Ctrl+C in a terminal keeps its usual meaning."""
        if issubclass(sorte, KeyboardInterrupt):
            self._anciens[0](sorte, erreur, trace)
            return
        self.ouvrir_le_journal()
        JOURNAL.critical("unexpected failure", exc_info=(sorte, erreur, trace))
        self._vers_interface.emit("".join(traceback.format_exception(sorte, erreur, trace)))

    def _recevoir_du_fil(self, faits: threading.ExceptHookArgs) -> None:
        if faits.exc_value is not None:
            self.recevoir(faits.exc_type, faits.exc_value, faits.exc_traceback)

    @Slot(object)
    def _dire(self, details: str) -> None:
        # A failure that repeats (in paintEvent, say) must not pile up boxes: one at a time, all in the log.
        if self._boite_ouverte:
            return
        self._boite_ouverte = True
        try:
            ou = f" Le détail est dans le journal : {self._fichier}." if self._fichier else ""
            self._montrer(
                "L'application a rencontré une erreur imprévue. L'opération en cours n'a pas été enregistrée ; "
                "ce qui l'était déjà est intact et cette fenêtre reste ouverte. Vérifiez à l'écran avant de "
                f"recommencer, et transmettez le détail à l'assistance.{ou}",
                details,
            )
        finally:
            self._boite_ouverte = False


def ouvrir_journal(fichier: Path) -> Path | None:
    """Send warnings and failures to ``fichier`` (1 MB, three kept); None when it cannot be written."""
    from logging.handlers import RotatingFileHandler

    try:
        fichier.parent.mkdir(parents=True, exist_ok=True)
        lignes = RotatingFileHandler(fichier, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None
    lignes.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    lignes.setLevel(logging.WARNING)
    JOURNAL.addHandler(lignes)
    return fichier
