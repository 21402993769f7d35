"""The three families of failure, sorted by whose fault it is (ARCHITECTURE §4, EXAMPLES 1).

Screens and the command line have exactly three behaviours: a rule refuses (say which, nothing was
saved), the world failed (say so, offer to try again), we failed (stop, log, offer the report). The
French sentence of each code lives in ``application/messages.py``; nothing below words a message.
"""

from __future__ import annotations

import errno
from typing import Any


class ErreurMetier(Exception):
    """A rule of the shop, or a check of the input, refuses; nothing was saved.

    ``code`` is stable (CONTRACT §2). ``details`` are plain values for the message: amounts are
    integer centimes, dates are ``datetime.date``. The detail ``champ`` names the faulty field of the
    command, so that the window shows the sentence beside it.
    """

    def __init__(self, code: str, /, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    @property
    def champ(self) -> str | None:
        """Name of the faulty field of the command, when one field is at fault."""
        champ = self.details.get("champ")
        return champ if isinstance(champ, str) else None


class ConfirmationRequise(Exception):
    """A rule wants a human's yes; the same command comes back with ``code`` in its confirmations."""

    def __init__(self, code: str, /, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


class ErreurTechnique(Exception):
    """The world failed (disk, lock, server, unreadable base); nothing was saved, trying again may help."""

    def __init__(self, code: str, /, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


class Bogue(Exception):
    """We failed: the operation is stopped and rolled back, the cause is logged, a report is offered."""

    def __init__(self, code: str = "bogue", /, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


_CAUSES = {
    errno.ENOENT: "le dossier n'existe pas",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.EISDIR: "c'est un dossier",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.ENAMETOOLONG: "nom trop long",
}


def cause_en_francais(erreur: OSError) -> str:
    """Return in a few French words why the system refused a file."""
    return _CAUSES.get(erreur.errno or 0, erreur.strerror or str(erreur))
