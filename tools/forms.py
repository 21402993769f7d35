"""Compile forms/*.ui into src/caisse_clients/gui/formulaires/, only what changed.

The one script that does it: the build hook, ``make forms`` and tests/conftest.py all call
``build_forms``. It needs PySide6's ``uic`` binary only, not a working Qt.

Each result carries the SHA-256 of what it was made from, so a fresh clone, a touched file or another
PySide6 never leaves a stale form; each is put in place whole, so parallel test workers may all call it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
PACKAGE = '"""Forms compiled from forms/*.ui by tools/forms.py; not in git."""\n'


def build_forms(racine: Path = RACINE) -> list[Path]:
    """Compile every changed form of the checkout ``racine``, drop the orphans; return what was written."""
    cible = racine / "src" / "caisse_clients" / "gui" / "formulaires"
    sources = sorted((racine / "forms").glob("*.ui"))
    cible.mkdir(parents=True, exist_ok=True)
    ecrits = [cible / "__init__.py"] if _ecrire(cible / "__init__.py", PACKAGE) else []
    attendus = {"__init__.py", *(f"{source.stem}.py" for source in sources)}
    for orphelin in (f for f in cible.glob("*.py") if f.name not in attendus):
        orphelin.unlink(missing_ok=True)
    outil = _outil_uic()
    for source in sources:
        marque = f"# made from {source.name} {_empreinte(source, outil)}\n"
        sortie = cible / f"{source.stem}.py"
        if not (sortie.is_file() and sortie.read_text(encoding="utf-8").startswith(marque)):
            _ecrire(sortie, marque + _compiler(outil, source))
            ecrits.append(sortie)
    return ecrits


def _outil_uic() -> Path:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("PySide6-Essentials is not installed: run `make forms`, which sets it up")
    paquet = Path(next(iter(spec.submodule_search_locations)))
    for candidat in (paquet / "Qt" / "libexec" / "uic", paquet / "uic.exe", paquet / "uic"):
        if candidat.is_file():
            return candidat
    raise RuntimeError(f"uic not found in {paquet}")


def _empreinte(source: Path, outil: Path) -> str:
    version = importlib.metadata.version("PySide6-Essentials")
    recette = Path(__file__).read_bytes()
    return hashlib.sha256(b"\0".join([source.read_bytes(), recette, version.encode(), outil.name.encode()])).hexdigest()


def _compiler(outil: Path, source: Path) -> str:
    fait = subprocess.run(
        [outil, "-g", "python", source], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if fait.returncode or fait.stderr.strip():
        raise RuntimeError(f"{source.name}: uic says {fait.stderr.strip() or fait.returncode}")
    racine_ui = ET.parse(source).find("widget")  # our own file, not an input
    classe = racine_ui.get("class", "QWidget") if racine_ui is not None else "QWidget"
    # Annotated, so that mypy knows setupUi and a wrong widget name is an error where it is used.
    texte = re.sub(r"def (setupUi|retranslateUi)\(self, (\w+)\):", rf"def \1(self, \2: {classe}) -> None:", fait.stdout)
    return "\n".join(ligne.rstrip() for ligne in texte.splitlines()) + "\n"


def _ecrire(chemin: Path, contenu: str) -> bool:
    """Put ``contenu`` in place in one step; say whether anything changed."""
    if chemin.is_file() and chemin.read_text(encoding="utf-8") == contenu:
        return False
    poignee, provisoire = tempfile.mkstemp(dir=chemin.parent, prefix=f".{chemin.stem}-")
    with os.fdopen(poignee, "w", encoding="utf-8") as fichier:
        fichier.write(contenu)
    Path(provisoire).chmod(0o644)
    Path(provisoire).replace(chemin)
    return True


if __name__ == "__main__":
    for fait in build_forms():
        print(f"forms: {fait.relative_to(RACINE)}")
    sys.exit(0)
