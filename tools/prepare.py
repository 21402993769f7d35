"""Prepare the checkout for ``make``: the environment, pinned packages, system libraries, forms.

    python3 tools/prepare.py run|dev

Runs with the machine's own Python (3.11 or later) and the standard library only. Every step is skipped
when it is already done: what was installed is remembered in .venv by the hash of what asked for it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
VENV = RACINE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
VERSION_MINIMALE = (3, 11)
COMPOSANTS = {"run": ["run"], "dev": ["dev", "run"]}  # what a done installation also covers

# Shared libraries that Qt's wheel expects from the system, and the Debian package of each.
BIBLIOTHEQUES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def main(arguments: Sequence[str]) -> None:
    """Prepare for ``run`` (the program) or ``dev`` (its tests and checks too)."""
    if len(arguments) != 1 or arguments[0] not in COMPOSANTS:
        sys.exit(f"usage: python3 tools/prepare.py {'|'.join(COMPOSANTS)}")
    if sys.version_info < VERSION_MINIMALE:
        sys.exit(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}: try make PYTHON=python3.12")
    make_venv()
    install_libraries()  # before the program: installing it compiles the forms, which needs them already
    install_packages(arguments[0])
    run([PYTHON, RACINE / "tools" / "forms.py"], "compiling the forms failed")


def make_venv() -> None:
    """Create .venv unless it is there and works."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    ):
        return
    try:
        import ensurepip  # noqa: F401  # Debian leaves it out of python3
    except ImportError:
        install_system(["python3-venv"], "Python's venv module is missing")
    say("creating the environment in .venv")
    run([sys.executable, "-m", "venv", "--clear", VENV], "creating .venv failed")


def install_packages(composant: str) -> None:
    """Install the pinned packages, then the program itself in place, when what asks for them changed."""
    if any(_marque(c).is_file() and _marque(c).read_text() == _empreinte(c) for c in _couvrants(composant)):
        return
    say(f"installing the pinned packages of requirements/{composant}.txt (a few minutes the first time)")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    exigences = RACINE / "requirements" / f"{composant}.txt"
    run([*pip, "--require-hashes", "-r", exigences], "installing the packages failed")
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", RACINE], "installing the program failed")
    _marque(composant).write_text(_empreinte(composant))


def install_libraries() -> None:
    """Install the system libraries Qt needs, where the system is a Debian or one of its children."""
    if not sys.platform.startswith("linux"):
        return
    manquantes = [nom for nom in BIBLIOTHEQUES if not _se_charge(nom)]
    if manquantes and shutil.which("apt-get") is None:
        sys.exit(f"Qt needs libraries that this system lacks: {' '.join(manquantes)}\nInstall them and try again.")
    if manquantes:
        install_system([BIBLIOTHEQUES[nom] for nom in manquantes], "Qt needs libraries that this system lacks")


def install_system(paquets: Sequence[str], raison: str) -> None:
    """Install Debian packages when the session may; otherwise stop and name the exact command."""
    installation = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *paquets]
    commande = f"sudo apt-get update && sudo apt-get install {' '.join(paquets)}"
    if shutil.which("apt-get") is None or not (prefixe := _prefixe_root()):
        sys.exit(f"{raison}. Run this, then try again:\n    {commande}")
    say(f"{raison}: installing {' '.join(paquets)}")
    for etape in (["apt-get", "update", "--quiet"], installation):
        run([*prefixe, *etape], f"{raison}, and installing failed. Run this, then try again:\n    {commande}")


def run(commande: Sequence[str | Path], echec: str) -> None:
    """Run quietly; on failure show what was said, then ``echec``, and stop."""
    fait = subprocess.run(
        commande, cwd=RACINE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if fait.returncode:
        sys.stderr.write(fait.stdout.decode(errors="replace"))
        sys.exit(f"prepare: {echec}")


def say(texte: str) -> None:
    """Tell a step that takes time."""
    print(f"prepare: {texte}", flush=True)


def _couvrants(composant: str) -> list[str]:
    return [nom for nom, couverts in COMPOSANTS.items() if composant in couverts]


def _marque(composant: str) -> Path:
    return VENV / f"prepared-{composant}"


def _empreinte(composant: str) -> str:
    sources = [RACINE / "requirements" / f"{composant}.txt", RACINE / "pyproject.toml", RACINE / "hatch_build.py"]
    contenu = b"\0".join([*(source.read_bytes() for source in sources), str(RACINE).encode()])
    return hashlib.sha256(contenu).hexdigest()


def _se_charge(nom: str) -> bool:
    try:
        ctypes.CDLL(nom)
    except OSError:
        return False
    return True


def _prefixe_root() -> list[str]:
    """What to put before a command to run it as root without a question; empty when that cannot be."""
    variables = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return variables
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", *variables]
    return []


if __name__ == "__main__":
    main(sys.argv[1:])
