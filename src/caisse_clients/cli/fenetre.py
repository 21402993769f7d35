"""The window, and its guided tour; Qt is imported here at the latest moment."""

from __future__ import annotations

import argparse

from caisse_clients.config import Reglages


def ouvrir(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Open the window; returns when it is closed."""
    from caisse_clients.bootstrap import lancer_fenetre

    return lancer_fenetre(reglages, tactile=choix.tactile)
