"""The window paints before anything heavy is imported: SQLAlchemy alone costs more than a whole window."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOURDS = {"sqlalchemy", "alembic", "psycopg", "reportlab", "openpyxl", "pypdfium2", "cryptography", "stdnum"}

PROGRAMME = """
import json, sys
from pathlib import Path
from caisse_clients.gui.taches import Taches

def a_la_premiere_peinture(taches):
    print(json.dumps(sorted({nom.partition(".")[0] for nom in sys.modules})))
    from PySide6.QtWidgets import QApplication
    QApplication.exit(7)

Taches.ouvrir = a_la_premiere_peinture
from caisse_clients.bootstrap import lancer_fenetre
from caisse_clients.config import charger_reglages
sys.exit(lancer_fenetre(charger_reglages({"CAISSE_CLIENTS_BASE": sys.argv[1]})))
"""


def test_rien_de_lourd_n_est_importe_avant_la_premiere_peinture(tmp_path: Path) -> None:
    base = tmp_path / "base.sqlite"
    base.touch()  # present, so that no first-start choice is asked; it is opened after the paint only
    fait = subprocess.run(
        [sys.executable, "-c", PROGRAMME, str(base)], capture_output=True, text=True, check=False, timeout=60
    )
    assert fait.returncode == 7, fait.stderr
    charges = set(json.loads(fait.stdout))
    assert "PySide6" in charges
    assert not LOURDS & charges, LOURDS & charges


def test_une_base_sqlite_n_importe_pas_l_autre_dialecte(tmp_path: Path) -> None:
    programme = (
        "import sys, caisse_clients.application.services\n"
        "print([n for n in sys.modules if n.startswith(('sqlalchemy.dialects.postgresql', 'psycopg', 'alembic'))])"
    )
    fait = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True, timeout=60)
    assert fait.stdout.strip() == "[]", "a tenth of a second at every start"
