"""The window, and its guided tour; Qt is imported here at the latest moment."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from caisse_clients.cli.sorties import Statut, dire
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurTechnique, cause_en_francais

DOSSIER_DE_VISITE = Path("visite")
JOUR_DE_VISITE = "2014-07-15T10:30:00"
"""The day of the manual's pictures."""
CLIENTS_DE_VISITE = 120
PAUSE_MS = 900


def ouvrir(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Open the window; returns when it is closed."""
    from caisse_clients.bootstrap import lancer_fenetre

    return lancer_fenetre(reglages, tactile=choix.tactile)


def visiter(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Play the guided tour on a demonstration base made for it, offscreen where there is no display."""
    sans_ecran = sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    if sans_ecran:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    dossier: Path = choix.sortie or choix.dossier or DOSSIER_DE_VISITE
    try:
        dossier.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise ErreurTechnique("ecriture_impossible", chemin=str(dossier), cause=cause_en_francais(erreur)) from None
    album = dossier.resolve()
    with tempfile.TemporaryDirectory(prefix="caisse-clients-") as matiere, contextlib.chdir(matiere):
        _jouer(reglages, album, Path(matiere), pause_ms=0 if sans_ecran else PAUSE_MS)
    dire(f"Visite terminée : ouvrez {dossier / 'index.html'}")
    return Statut.FAIT


def _jouer(reglages: Reglages, dossier: Path, matiere: Path, *, pause_ms: int) -> None:
    """Make the base, build the window on it, play the stops, close everything."""
    from caisse_clients.application.services import lire_instant
    from caisse_clients.application.travaux.base_neuve import faire_une_base
    from caisse_clients.bootstrap import build_window
    from caisse_clients.gui.application import creer_application
    from caisse_clients.gui.preferences import Preferences
    from caisse_clients.gui.theme import appliquer_theme
    from caisse_clients.gui.visite.guide import BoitesDeVisite, Guide, taire_le_hors_ecran
    from caisse_clients.gui.visite.parcours import visiter as parcourir
    from caisse_clients.kernel.horloge import HorlogeFixe

    base, cles = "demonstration.sqlite", matiere / "cles"  # a short name, for the status bar of the pictures
    sien = replace(reglages, base=base, dossier_cles=cles, utilisateur="", poste="P1", horloge=JOUR_DE_VISITE)
    faire_une_base(sien, ecole=True, exemples=CLIENTS_DE_VISITE)
    taire_le_hors_ecran()
    application = creer_application(sys.argv[:1])
    appliquer_theme(application, False)
    boites = BoitesDeVisite()
    os.environ["CAISSE_CLIENTS_CLES"] = str(cles)  # where the window looks for them, as any window does
    fenetre = build_window(
        base,
        utilisateur="ADMIN",
        boites=boites,
        horloge=HorlogeFixe(lire_instant(JOUR_DE_VISITE)),
        preferences=Preferences(matiere / "fenetre.ini"),
    )
    try:
        fenetre.resize(1366, 768)
        fenetre.show()
        parcourir(Guide(fenetre, boites, dossier, matiere), dire=dire, pause_ms=pause_ms)
    finally:
        fenetre.close()
