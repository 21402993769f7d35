"""The guided tour, as ``make run`` plays it where there is no display."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from caisse_clients.gui.visite.parcours import ETAPES
from tests.cli.terminal import demarrer


@pytest.mark.lent
@pytest.mark.timeout(300)
def test_la_visite_laisse_une_image_par_etape_les_documents_et_l_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    dossier = tmp_path / "visite"
    processus = demarrer("visite", str(dossier))
    sortie, erreur = processus.communicate(timeout=280)
    assert (processus.returncode, erreur.decode()) == (0, "")
    images = sorted(dossier.glob("*.png"))
    assert len(images) == len(ETAPES)
    assert all(QImage(str(image)).width() >= 1366 for image in images)
    assert (dossier / "recu.pdf").read_bytes().startswith(b"%PDF")
    assert "ALBERT" in (dossier / "clients_affiches.csv").read_text(encoding="utf-8-sig")
    index = (dossier / "index.html").read_text(encoding="utf-8")
    assert all(image.name in index for image in images)
    assert "Base intacte" in sortie.decode()


def test_un_dossier_impossible_se_dit(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    processus = demarrer("visite", str(tmp_path / "fichier" / "visite"))
    _, erreur = processus.communicate(timeout=60)
    assert processus.returncode == 3
    assert "ne peut pas être écrit" in erreur.decode()


def test_les_titres_des_etapes_donnent_des_noms_de_fichiers_distincts() -> None:
    assert len({etape.titre for etape in ETAPES}) == len(ETAPES)
