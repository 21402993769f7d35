"""The forms script: compiles what changed, only that, and leaves nothing stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.forms import build_forms

FORMULAIRE = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>Essai</class>
 <widget class="QDialog" name="Essai">
  <layout class="QVBoxLayout"><item><widget class="QLineEdit" name="{nom}"/></item></layout>
 </widget>
</ui>
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "essai.ui").write_text(FORMULAIRE.format(nom="nomEdit"), encoding="utf-8")
    return tmp_path


def test_un_formulaire_est_compile_une_fois_puis_a_chaque_changement(checkout: Path) -> None:
    cible = checkout / "src" / "caisse_clients" / "gui" / "formulaires"
    assert build_forms(checkout) == [cible / "__init__.py", cible / "essai.py"]
    assert build_forms(checkout) == []
    (checkout / "forms" / "essai.ui").touch()
    assert build_forms(checkout) == []
    (checkout / "forms" / "essai.ui").write_text(FORMULAIRE.format(nom="prenomEdit"), encoding="utf-8")
    assert build_forms(checkout) == [cible / "essai.py"]
    assert "self.prenomEdit = QLineEdit(Essai)" in (cible / "essai.py").read_text(encoding="utf-8")


def test_le_formulaire_compile_est_annote_pour_mypy(checkout: Path) -> None:
    _, compile_ = build_forms(checkout)
    assert "def setupUi(self, Essai: QDialog) -> None:" in compile_.read_text(encoding="utf-8")


def test_un_formulaire_disparu_ne_laisse_pas_de_module(checkout: Path) -> None:
    _, compile_ = build_forms(checkout)
    (checkout / "forms" / "essai.ui").unlink()
    build_forms(checkout)
    assert not compile_.exists()


def test_un_formulaire_illisible_arrete_tout_en_disant_lequel(checkout: Path) -> None:
    (checkout / "forms" / "essai.ui").write_text("<ui>", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"essai\.ui"):
        build_forms(checkout)
