"""Write requirements/*.txt anew from pyproject.toml: newest versions that fit, every file's hash.

Uses pip-tools in an environment of its own, thrown away afterwards, so that nothing but the program's
packages is ever in .venv. The files name no index, address or machine.
"""

from __future__ import annotations

import subprocess
import tempfile
import venv
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
OPTIONS = [
    "--quiet", "--upgrade", "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header", "--no-annotate",
    "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options",
    "--build-deps-for=editable",
]  # fmt: skip


def main() -> None:
    """Pin the development set first, then the run-time set at the same versions."""
    with tempfile.TemporaryDirectory() as dossier:
        venv.create(dossier, with_pip=True)
        python = Path(dossier) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
        compiler: list[str | Path] = [python, "-m", "piptools", "compile", *OPTIONS]
        dev, run = RACINE / "requirements" / "dev.txt", RACINE / "requirements" / "run.txt"
        subprocess.run([*compiler, "--extra", "dev", "-o", dev, "pyproject.toml"], cwd=RACINE, check=True)
        run.write_bytes(dev.read_bytes())  # pip-compile keeps the versions it finds in its output
        subprocess.run(
            [*(o for o in compiler if o != "--upgrade"), "-o", run, "pyproject.toml"], cwd=RACINE, check=True
        )


if __name__ == "__main__":
    main()
