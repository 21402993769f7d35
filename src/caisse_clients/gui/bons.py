"""From anywhere in the window to a bon d'avoir: the menu, the palette, a scanner."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caisse_clients.gui.ecran import ContexteEcran


def verifier_bon(contexte: ContexteEcran | None, hote: QWidget, code: str = "") -> None:
    """Open the dialog that verifies a bon, on a code when one was scanned; nothing before the base is open."""
    if contexte is not None:
        from caisse_clients.gui.dialogues.bon import ouvrir_bon  # with the readings, at the first bon only

        ouvrir_bon(contexte, hote, code=code)
