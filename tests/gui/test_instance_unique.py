"""One window per base: a second start calls the first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir
from pytestqt.qtbot import QtBot

from caisse_clients.gui.instance_unique import InstanceUnique, nom_du_canal


def test_un_second_depart_sur_la_meme_base_rappelle_la_premiere_fenetre(qtbot: QtBot, tmp_path: Path) -> None:
    base = str(tmp_path / "clients.sqlite")
    premiere, seconde = InstanceUnique(base), InstanceUnique(base)
    assert premiere.prendre()
    premiere.ecouter()
    with qtbot.waitSignal(premiere.rappelee):
        assert not seconde.prendre()
    premiere.rendre()
    assert seconde.prendre()
    seconde.rendre()


def test_deux_bases_ont_chacune_leur_fenetre(qtbot: QtBot, tmp_path: Path) -> None:
    une, autre = InstanceUnique(str(tmp_path / "a.sqlite")), InstanceUnique(str(tmp_path / "b.sqlite"))
    assert une.prendre()
    une.ecouter()
    assert autre.prendre()
    une.rendre()
    autre.rendre()


def test_deux_ecritures_d_un_meme_chemin_sont_la_meme_base(tmp_path: Path) -> None:
    chemin = tmp_path / "a.sqlite"
    assert nom_du_canal(str(chemin)) == nom_du_canal(str(tmp_path / "x" / ".." / "a.sqlite"))
    assert nom_du_canal("postgresql://h/a") != nom_du_canal("postgresql://h/b")


def test_la_trace_d_un_processus_mort_n_empeche_pas_de_partir(qtbot: QtBot, tmp_path: Path) -> None:
    base = str(tmp_path / "clients.sqlite")
    trace = Path(QDir.tempPath()) / nom_du_canal(base)
    trace.write_text("")
    instance = InstanceUnique(base)
    assert instance.prendre()
    instance.ecouter()
    assert not InstanceUnique(base).prendre()
    instance.rendre()
