"""The palette puts beginnings of words first; the window paints before SQLAlchemy is loaded."""

from __future__ import annotations

import subprocess
import sys

from caisse_clients.gui.aller_a import Destination, trier


def test_la_palette_classe_les_debuts_de_mots_et_met_l_impossible_a_la_fin() -> None:
    lignes = [
        Destination("Clients > Comptes clients", print),
        Destination("Solder", print, empechement="Choisissez un compte."),
        Destination("Nouveau compte", print),
    ]
    assert [d.texte for d in trier(lignes, "compte")] == ["Clients > Comptes clients", "Nouveau compte"]
    assert trier(lignes, "")[-1].texte == "Solder"
    assert trier(lignes, "zzz") == []


def test_la_fenetre_se_peint_avant_que_sqlalchemy_soit_charge() -> None:
    """ARCHITECTURE §7: what the window needs to paint imports nothing heavy."""
    programme = (
        "import sys, caisse_clients.bootstrap, caisse_clients.gui.fenetre_principale;"
        "lourds = [m for m in sys.modules if m.split('.')[0] in"
        " ('sqlalchemy','alembic','reportlab','psycopg','openpyxl','cryptography')"
        " or m.startswith(('caisse_clients.storage','caisse_clients.documents','caisse_clients.application.'))];"
        "print(lourds)"
    )
    sortie = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert sortie.stdout.strip() == "[]"
