"""Composition root: builds what the window needs and hands it over (ARCHITECTURE §1, CONTRACT §4).

Nothing of application, storage or documents is imported before the window paints: the services are made
by the window's writer thread, which imports them there.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from caisse_clients.config import Reglages, fichier_reglages
from caisse_clients.gui.application import Lancement, base_absente, lancer
from caisse_clients.gui.boites import Boites, BoitesQt
from caisse_clients.gui.demande import Identite
from caisse_clients.gui.depart import Depart
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.horloge import Horloge

CLIENTS_DE_DEMONSTRATION = 300
"""Size of the demonstration that the first start offers: there in a few seconds."""


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
    identite = Identite(utilisateur, de_confiance=True)
    taches = Taches(partial(_services, str(base), identite, poste, horloge))
    fenetre = FenetrePrincipale(
        taches,
        boites or BoitesQt(),
        preferences or Preferences(_fichier_des_preferences(), utilisateur),
        poste=poste,
        identite=identite,
    )
    taches.ouvrir()
    return fenetre


def lancer_fenetre(reglages: Reglages, *, tactile: bool = False) -> int:
    """Open the window as a person starts it, and return the exit status when it is closed.

    Offers what to make when the base does not exist; asks who works once a PIN exists; a second start on the same
    base raises the first window.
    """
    boites = BoitesQt()
    identite = Identite(reglages.utilisateur, reglages.pin)
    preferences = Preferences(_fichier_des_preferences(), reglages.utilisateur)

    def preparer(depart: Depart | None) -> Taches:
        return Taches(partial(_creer_puis_ouvrir, reglages, depart, identite))

    def fabriquer(taches: Taches) -> FenetrePrincipale:
        return FenetrePrincipale(taches, boites, preferences, poste=reglages.poste, identite=identite)

    journal = reglages.dossier_journal / "caisse-clients.log"
    return lancer(Lancement(reglages.base, journal, preferences, boites, preparer, fabriquer, tactile))


def _services(
    base: str, identite: Identite, poste: str, horloge: Horloge | None, reglages: Reglages | None = None
) -> Services:
    """Import the application and open the base for whom ``identite`` names by now; runs in the writer thread."""
    from caisse_clients.application.services import ouvrir_services

    return ouvrir_services(
        base,
        utilisateur=identite.utilisateur,
        poste=poste,
        horloge=horloge,
        reglages=reglages,
        pin=identite.pin,
        de_confiance=identite.de_confiance,
    )


def _creer_puis_ouvrir(reglages: Reglages, depart: Depart | None, identite: Identite) -> Services:
    if depart is not None and base_absente(reglages.base):
        from caisse_clients.application.travaux.base_neuve import faire_une_base

        faire_une_base(reglages, exemples=CLIENTS_DE_DEMONSTRATION if depart is Depart.DEMONSTRATION else None)
    # The clock of a training base is read from the settings, by the services themselves.
    return _services(reglages.base, identite, reglages.poste, None, reglages)


def _fichier_des_preferences() -> Path:
    """Return where the window keeps its geometry and widths: the user's configuration directory."""
    return fichier_reglages().with_name("fenetre.ini")
