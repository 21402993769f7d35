"""Imports only go down, and each heavy package lives on its floor (contracts in pyproject.toml)."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.code import RACINE


def test_le_contrat_d_imports_est_tenu() -> None:
    programme = "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    fait = subprocess.run([sys.executable, "-c", programme], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fait.returncode == 0, fait.stdout + fait.stderr
