"""The real program in a process of its own on a virtual display, worked by real keys; windows known by title."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

DELAI_S = 40.0
"""Far more than needed: the machine that runs the tests may be busy."""


class Clavier:
    """Starts ``caisse-clients`` on a base and presses keys; each wait is for something that can be seen."""

    def __init__(self, affichage: str, base: Path, cles: Path, dossier: Path, horloge: str = "") -> None:
        if shutil.which("xdotool") is None:
            raison = "xdotool is missing: apt-get install xdotool"
            pytest.fail(raison) if os.environ.get("CI") == "true" else pytest.skip(raison)
        self._env = {
            **os.environ,
            "DISPLAY": affichage,
            "QT_QPA_PLATFORM": "xcb",
            "CAISSE_CLIENTS_CLES": str(cles),
            "LANG": "C.UTF-8",
            **({"CAISSE_CLIENTS_HORLOGE": horloge} if horloge else {}),
        }
        self._base = base
        self._erreurs = (dossier / "erreurs.txt").open("w+")
        self._programme = subprocess.Popen(
            [sys.executable, "-m", "caisse_clients", "--base", str(base)],
            env=self._env,
            stdout=self._erreurs,
            stderr=subprocess.STDOUT,
        )

    def fenetre(self, titre: str) -> str | None:
        """Return the id of the visible window whose title holds ``titre``."""
        trouve = self._xdotool("search", "--onlyvisible", "--name", titre)
        return trouve.split()[0] if trouve else None

    def attendre(self, condition: Callable[[], object], quoi: str) -> None:
        """Wait until ``condition`` holds; the program must still live."""
        fin = time.monotonic() + DELAI_S
        while not condition():
            if self._programme.poll() is not None:
                pytest.fail(f"the program ended ({self._programme.returncode}) before: {quoi}\n{self.sortie()}")
            if time.monotonic() > fin:
                pytest.fail(f"not seen in {DELAI_S:.0f} s: {quoi}\n{self.sortie()}")
            time.sleep(0.1)

    def attendre_la_fenetre(self, titre: str) -> None:
        """Wait for a window, and give it the keyboard as a window manager would."""
        self.attendre(lambda: self.fenetre(titre), f"window « {titre} »")
        self._xdotool("windowfocus", "--sync", str(self.fenetre(titre)))

    def attendre_la_fermeture(self, titre: str, suivante: str) -> None:
        """Wait until a window is gone, and give the keyboard to ``suivante``."""
        self.attendre(lambda: not self.fenetre(titre), f"window « {titre} » closed")
        self.attendre_la_fenetre(suivante)

    def touches(self, *touches: str) -> None:
        """Press keys one after another (names of X: ``F8``, ``ctrl+Down``…)."""
        self._xdotool("key", "--delay", "40", *touches)

    def taper(self, texte: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "25", texte)

    def touches_jusqu_a(self, touches: tuple[str, ...], titre: str) -> None:
        """Press again until a window opens: what the keys act on may still be on its way from the base."""
        fin = time.monotonic() + DELAI_S
        while not self.fenetre(titre) and time.monotonic() < fin:
            self.touches(*touches)
            pause = time.monotonic() + 1.5
            while not self.fenetre(titre) and time.monotonic() < pause:
                time.sleep(0.1)
        self.attendre_la_fenetre(titre)

    def commande(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on the same base, beside the window."""
        return subprocess.run(
            [sys.executable, "-m", "caisse_clients", "--base", str(self._base), *arguments],
            env=self._env,
            capture_output=True,
            text=True,
            timeout=DELAI_S,
            check=False,
        )

    def sortie(self) -> str:
        """Return what the program wrote: nothing, when all is well."""
        self._erreurs.flush()
        return Path(self._erreurs.name).read_text(encoding="utf-8")

    def quitter(self) -> int:
        """Press Ctrl+Q and return the exit status."""
        self.touches("ctrl+q")
        return self._programme.wait(timeout=DELAI_S)

    def fermer(self) -> None:
        """End the program if a failure left it open."""
        if self._programme.poll() is None:
            self._programme.terminate()
            self._programme.wait(timeout=DELAI_S)
        self._erreurs.close()

    def _xdotool(self, *arguments: str) -> str:
        fini = subprocess.run(["xdotool", *arguments], env=self._env, capture_output=True, text=True, check=False)
        return fini.stdout.strip()
