"""Composition root: builds what the window needs and hands it over (ARCHITECTURE §1, CONTRACT §4).

Nothing of application, storage or documents is imported before the window paints: the services are made
by the window's writer thread, which imports them there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caisse_clients.gui.boites import Boites, BoitesQt
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches
from caisse_clients.kernel.horloge import Horloge, HorlogeSysteme

if TYPE_CHECKING:
    from caisse_clients.application.services import Services


def build_window(
    base: str | Path,
    *,
    utilisateur: str,
    poste: str = "P1",
    boites: Boites | None = None,
    horloge: Horloge | None = None,
    preferences: Preferences | None = None,
) -> FenetrePrincipale:
    """Return the main window on ``base`` (path or URL), as ``utilisateur``; it trusts its caller, without login.

    Needs a running ``QApplication``, shows nothing by itself. The base opens in the background;
    ``fenetre.ouvrir(nom)`` waits for it and raises what its opening raised. ``fenetre.close()`` ends everything.
    """

    def ouvrir_les_services() -> Services:
        from caisse_clients.application.services import ouvrir_services

        return ouvrir_services(str(base), utilisateur=utilisateur, poste=poste, horloge=horloge)

    taches = Taches(ouvrir_les_services)
    fenetre = FenetrePrincipale(
        taches,
        boites or BoitesQt(),
        horloge or HorlogeSysteme(),
        preferences or Preferences(fichier_des_preferences(), utilisateur),
        poste=poste,
    )
    taches.ouvrir()
    return fenetre


def fichier_des_preferences() -> Path:
    """Return where the window keeps its geometry and widths: the user's configuration directory."""
    from platformdirs import user_config_path

    return user_config_path("caisse-clients", appauthor=False) / "fenetre.ini"
