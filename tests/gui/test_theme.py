"""The theme can be read by everyone, in light and in dark, and every icon has its drawing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.config import chemin_ressource
from caisse_clients.gui.icones import icone, image_icone
from caisse_clients.gui.theme import appliquer_theme, jetons, jetons_du_theme, marquer, mesures

TEXTES = [
    ("texte", "fond"),
    ("texte", "surface"),
    ("texte", "surface_alternee"),
    ("texte_discret", "fond"),
    ("texte_discret", "surface"),
    ("accent_texte", "accent"),
    ("accent_texte", "accent_survol"),
    ("selection_texte", "selection"),
    ("entete_texte", "entete"),
    ("orange_entete_texte", "orange_entete"),
    ("orange_texte", "orange_fond"),
    ("orange_texte", "orange_alterne"),
    ("orange_texte", "orange_selection"),
    ("infobulle_texte", "infobulle_fond"),
    ("texte", "barre_touches"),
    ("touche_texte", "touche_fond"),
    ("erreur", "surface"),
    ("erreur", "fond"),
    ("accent", "surface"),
    *((gravite, f"{gravite}_doux") for gravite in ("succes", "alerte", "erreur", "info", "neutre")),
]
CONTOURS = [("bord_fort", "surface"), ("accent", "fond"), ("erreur", "fond"), ("icone", "fond"), ("icone", "surface")]


def luminance(couleur: QColor) -> float:
    def lineaire(canal: float) -> float:
        return canal / 12.92 if canal <= 0.03928 else ((canal + 0.055) / 1.055) ** 2.4

    return 0.2126 * lineaire(couleur.redF()) + 0.7152 * lineaire(couleur.greenF()) + 0.0722 * lineaire(couleur.blueF())


def contraste(avant: str, fond: str) -> float:
    haut, bas = sorted((luminance(QColor(avant)), luminance(QColor(fond))), reverse=True)
    return (haut + 0.05) / (bas + 0.05)


@pytest.mark.parametrize("sombre", [False, True])
@pytest.mark.parametrize(("texte", "fond"), TEXTES)
def test_chaque_texte_a_un_contraste_aa(sombre: bool, texte: str, fond: str) -> None:
    j = jetons_du_theme(sombre)
    assert contraste(getattr(j, texte), getattr(j, fond)) >= 4.5


@pytest.mark.parametrize("sombre", [False, True])
@pytest.mark.parametrize(("trait", "fond"), CONTOURS)
def test_chaque_contour_utile_se_voit(sombre: bool, trait: str, fond: str) -> None:
    j = jetons_du_theme(sombre)
    assert contraste(getattr(j, trait), getattr(j, fond)) >= 3.0


@pytest.mark.parametrize("sombre", [False, True])
def test_le_theme_se_pose_et_se_change(qapp: QApplication, sombre: bool) -> None:
    assert appliquer_theme(qapp, sombre) is jetons()
    assert jetons().nom == ("sombre" if sombre else "clair")
    assert "$" not in qapp.styleSheet()


def test_le_tactile_donne_des_cibles_plus_grandes(qapp: QApplication) -> None:
    appliquer_theme(qapp, False, tactile=True)
    grandes = mesures()
    appliquer_theme(qapp, False)
    assert grandes.ligne >= 40 > mesures().ligne


def test_une_icone_suit_le_theme_et_la_definition(qapp: QApplication) -> None:
    appliquer_theme(qapp, False)
    trait = icone("valider")
    clair = trait.pixmap(24, 24).toImage()
    appliquer_theme(qapp, True)
    assert trait.pixmap(24, 24).toImage() != clair
    appliquer_theme(qapp, False)
    assert image_icone("valider", 20, 2.0).width() == 40


@pytest.mark.parametrize("fichier", sorted(chemin_ressource("icones").glob("*.svg")), ids=lambda f: f.stem)
def test_chaque_icone_se_dessine(qapp: QApplication, fichier: Path) -> None:
    image = image_icone(fichier.stem, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))


def test_une_icone_inconnue_se_voit_tout_de_suite(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icone("nexistepas")


def test_marquer_change_l_apparence(qapp: QApplication, qtbot: QtBot) -> None:
    appliquer_theme(qapp, False)
    bouton = QPushButton("Valider")
    qtbot.addWidget(bouton)
    bouton.resize(120, 32)
    avant = bouton.grab().toImage()
    marquer(bouton, principal=True)
    assert bouton.grab().toImage() != avant


def test_un_bouton_garde_la_largeur_de_son_texte_dans_une_rangee_serree(qapp: QApplication, qtbot: QtBot) -> None:
    appliquer_theme(qapp, False)
    rangee = QWidget()
    qtbot.addWidget(rangee)
    boite = QHBoxLayout(rangee)
    boutons = [QPushButton(texte) for texte in ("Encaisser", "Gestion des règlements   (Ctrl+0)")]
    for bouton in boutons:
        boite.addWidget(bouton)
    marquer(boutons[0], principal=True)
    rangee.show()
    rangee.resize(rangee.minimumSizeHint())
    assert all(bouton.width() >= bouton.sizeHint().width() for bouton in boutons)
