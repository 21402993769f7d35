"""A document is seen, zoomed, printed and saved without holding the window."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caisse_clients.gui.rendu_pdf import lire_pages, rendre_page
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.widgets.apercu_pdf import ApercuPdf
from tests.gui.boites_de_test import BoitesDeTest
from tests.gui.outils_gui import taches_de_test


def document(pages: int) -> bytes:
    flux = io.BytesIO()
    toile = Canvas(flux, pagesize=(298, 420))
    for rang in range(pages):
        toile.rect(20, 20, 258, 380, fill=1)
        toile.drawString(40, 200, f"Page {rang + 1}")
        toile.showPage()
    toile.save()
    return flux.getvalue()


class BoitesQuiImpriment(BoitesDeTest):
    """Prints into a file, as a user who chooses « vers un fichier »."""

    def __init__(self, sortie: Path) -> None:
        super().__init__(fichiers=[sortie])
        self.sortie = sortie

    def imprimer(self, parent: QWidget | None, titre: str, dessiner: Callable[[Any], None]) -> bool:
        imprimante = QPrinter(QPrinter.PrinterMode.HighResolution)
        imprimante.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        imprimante.setOutputFileName(str(self.sortie))
        dessiner(imprimante)
        return super().imprimer(parent, titre, dessiner)


@pytest.fixture
def taches(qtbot: QtBot) -> Iterator[Taches]:
    with taches_de_test() as fils:
        yield fils


def apercu(qtbot: QtBot, taches: Taches, boites: BoitesDeTest, pages: int) -> ApercuPdf:
    vue = ApercuPdf(taches, boites)
    qtbot.addWidget(vue)
    vue.resize(600, 500)
    vue.show()
    with qtbot.waitSignal(vue.pret) as signal:
        vue.montrer(document(pages), "Reçu 266", "reçu 266.pdf")
    assert signal.args == [pages]
    return vue


def textes(vue: ApercuPdf) -> list[str]:
    return [etiquette.text() for etiquette in vue.findChildren(QLabel)]


def test_une_page_se_dessine_a_la_resolution_demandee() -> None:
    pdf = document(1)
    assert [(page.largeur, page.hauteur) for page in lire_pages(pdf)] == [(298, 420)]
    image = rendre_page(pdf, 0, 144)
    assert (image.width(), image.height()) == (596, 840)
    assert image.pixelColor(300, 700).lightness() < 50
    assert image.pixelColor(5, 5).lightness() == 255


def test_des_octets_qui_ne_sont_pas_un_pdf_sont_refuses() -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        lire_pages(b"pas un pdf")


def test_l_apercu_montre_la_page_et_zoome_au_clavier(qtbot: QtBot, taches: Taches) -> None:
    vue = apercu(qtbot, taches, BoitesDeTest(), 3)
    assert "Page 1 sur 3" in textes(vue)
    assert any(re.fullmatch(r"1[1-5]\d %", texte) for texte in textes(vue))
    qtbot.waitUntil(lambda: vue.grab().toImage().pixelColor(300, 300).lightness() < 80)
    QTest.keyClick(vue, Qt.Key.Key_Minus)
    assert "125 %" in textes(vue)
    QTest.keyClick(vue, Qt.Key.Key_Plus)
    assert "150 %" in textes(vue)
    vue.aller_a_la_page(2)
    assert "Page 3 sur 3" in textes(vue)
    QTest.keyClick(vue, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: not taches.en_cours)


def test_l_apercu_s_imprime_page_par_page(qtbot: QtBot, taches: Taches, tmp_path: Path) -> None:
    boites = BoitesQuiImpriment(tmp_path / "papier.pdf")
    vue = apercu(qtbot, taches, boites, 2)
    with qtbot.waitSignal(vue.imprime) as signal:
        vue.imprimer()
    assert signal.args == [2]
    assert len(lire_pages(boites.sortie.read_bytes())) == 2
    assert boites.impressions == ["Reçu 266"]
    qtbot.waitUntil(lambda: not taches.en_cours)


def test_l_apercu_s_enregistre_tel_quel(qtbot: QtBot, taches: Taches, tmp_path: Path) -> None:
    sortie = tmp_path / "sorti.pdf"
    boites = BoitesDeTest(fichiers=[sortie, None, tmp_path / "absent" / "x.pdf"])
    vue = apercu(qtbot, taches, boites, 1)
    with qtbot.waitSignal(vue.enregistre) as signal:
        vue.enregistrer()
    assert signal.args == [str(sortie)]
    assert sortie.read_bytes().startswith(b"%PDF")
    assert boites.noms_proposes == ["reçu 266.pdf"]
    vue.enregistrer()
    vue.enregistrer()
    qtbot.waitUntil(lambda: bool(boites.messages))
    assert "absent" in boites.messages[0]
    assert all(bouton.accessibleName() for bouton in vue.findChildren(QToolButton) if bouton.toolTip())
    qtbot.waitUntil(lambda: not taches.en_cours)
