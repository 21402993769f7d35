"""``ecran_x``: a virtual X display for the tests that drive the real window with real keys.

Without Xvfb the test is skipped, visibly; with ``CI=true`` it fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def ecran_x() -> Iterator[str]:
    """Start Xvfb on a display number it finds free; the value goes in ``DISPLAY`` of a subprocess."""
    if shutil.which("Xvfb") is None:
        raison = "Xvfb is missing: apt-get install xvfb xdotool"
        if os.environ.get("CI") == "true":
            pytest.fail(raison)
        pytest.skip(raison)
    lecture, ecriture = os.pipe()
    serveur = subprocess.Popen(
        ["Xvfb", "-displayfd", str(ecriture), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(ecriture,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(ecriture)
    with os.fdopen(lecture) as annonce:
        numero = annonce.readline().strip()
    if not numero:
        serveur.wait(timeout=10)
        pytest.fail(f"Xvfb did not start (exit {serveur.returncode})")
    yield f":{numero}"
    serveur.terminate()
    serveur.wait(timeout=10)
