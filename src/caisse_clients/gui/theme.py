"""The one theme: colour tokens (light, dark), Fusion, and a style sheet filled from the tokens.

Tokens live in ``resources/theme/clair.json`` and ``sombre.json``, the style sheet in ``style.qss``. No other
module names a colour: it asks ``jetons()``, sets one of the properties below, or uses ``icones.icone``.

Properties understood by the style sheet (set them in a .ui file or with ``marquer``):

=================================  =====================================================================
``QPushButton[principal="true"]``  the main button of a form (accent)
``QPushButton[danger="true"]``     a button that undoes or removes
``QToolButton[lien="true"]``       a figure or a number that opens what it is made of
``QToolButton[discret="true"]``    icon button without a frame (tool bars, end of a row)
``QWidget[barreTouches="true"]``   the F-key bar; put ``BoutonTouche`` (``widgets/bouton_touche.py``) in it
``QLabel[role="titre"]``           heading of a screen ; ``soustitre`` heading of a block
``QLabel[role="discret"]``         secondary text ; ``erreur`` sentence beside a field ; ``total`` big figure
``QLabel[pastille="…"]``           status pill: ``succes alerte erreur info neutre``
``QFrame[carte="true"]``           white block with a border
``QFrame[bandeau="…"]``            banner of a gravity (see ``BandeauErreur``)
``QTableView[orange="true"]``      the manual's orange table of accounts (also understood by ``Grille``)
``*[erreur="true"]``               a field whose value is refused (red border)
=================================  =====================================================================
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from caisse_clients.config import chemin_ressource

_FAMILLES = ["Segoe UI", "Inter", "Noto Sans", "Cantarell", "Ubuntu", "DejaVu Sans"]
APPARENCES = {"claire": False, "sombre": True}
"""Dark or not; any other name follows the system."""
_TAILLE, _TAILLE_TACTILE = 9.5, 12.0


@dataclass(frozen=True, slots=True)
class Jetons:
    """Colours by what they are for, as ``#rrggbb``; text on its ground is AA (a test computes it)."""

    nom: str
    fond: str
    surface: str
    surface_alternee: str
    survol: str
    bord: str
    bord_fort: str
    texte: str
    texte_discret: str
    desactive: str
    icone: str
    accent: str
    accent_survol: str
    accent_appuye: str
    accent_texte: str
    accent_doux: str
    selection: str
    selection_texte: str
    entete: str
    entete_texte: str
    orange_entete: str
    orange_entete_texte: str
    orange_fond: str
    orange_alterne: str
    orange_bord: str
    orange_selection: str
    orange_texte: str
    succes: str
    succes_doux: str
    alerte: str
    alerte_doux: str
    erreur: str
    erreur_doux: str
    info: str
    info_doux: str
    neutre: str
    neutre_doux: str
    infobulle_fond: str
    infobulle_texte: str
    barre_touches: str
    touche_fond: str
    touche_bord: str
    touche_ombre: str
    touche_texte: str
    coche: str

    def couleur(self, nom: str) -> QColor:
        """Return the token ``nom`` as a colour; raises ``AttributeError`` for an unknown token."""
        return QColor(getattr(self, nom))


@dataclass(frozen=True, slots=True)
class Mesures:
    """Sizes in device-independent pixels; the touch till gets taller targets."""

    ligne: int
    champ: int
    bouton: int
    marge: int
    icone: int


_MESURES = Mesures(ligne=26, champ=4, bouton=5, marge=12, icone=18)
_MESURES_TACTILES = Mesures(ligne=42, champ=9, bouton=11, marge=16, icone=26)


class _Courant:
    """The theme in force; one process shows one theme."""

    jetons: Jetons | None = None
    mesures: Mesures = _MESURES


def jetons_du_theme(sombre: bool) -> Jetons:
    """Read the tokens of the light or dark theme from ``resources/theme``."""
    nom = "sombre" if sombre else "clair"
    valeurs = json.loads(chemin_ressource("theme", f"{nom}.json").read_text(encoding="utf-8"))
    return Jetons(**valeurs)


def jetons() -> Jetons:
    """Return the tokens in force (the light ones before ``appliquer_theme``)."""
    if _Courant.jetons is None:
        _Courant.jetons = jetons_du_theme(False)
    return _Courant.jetons


def mesures() -> Mesures:
    """Return the sizes in force (mouse and keyboard, or touch)."""
    return _Courant.mesures


def appliquer_theme(app: QApplication, sombre: bool | None = None, tactile: bool = False) -> Jetons:
    """Dress the whole application; ``sombre=None`` follows the system. May be called again at any time."""
    astuces = app.styleHints()
    if sombre is None:
        astuces.unsetColorScheme()
        sombre = astuces.colorScheme() == Qt.ColorScheme.Dark
    else:
        astuces.setColorScheme(Qt.ColorScheme.Dark if sombre else Qt.ColorScheme.Light)
    courants = jetons_du_theme(sombre)
    _Courant.jetons, _Courant.mesures = courants, _MESURES_TACTILES if tactile else _MESURES
    QDir.setSearchPaths("theme", [str(chemin_ressource("theme"))])
    if not app.property("styleFusion"):  # under a style sheet, style() no longer says its name
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty("styleFusion", True)
    app.setFont(_police(tactile))
    app.setPalette(_palette(courants))
    app.setStyleSheet(_feuille(courants, _Courant.mesures))
    return courants


def appliquer_apparence(nom: str) -> None:
    """Dress the running application as the menu *Apparence* names it: ``claire``, ``sombre``, ``systeme``."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    appliquer_theme(application, APPARENCES.get(nom))


def marquer(widget: QWidget, **proprietes: object) -> None:
    """Set dynamic properties the style sheet looks at, and have the widget drawn again."""
    for nom, valeur in proprietes.items():
        widget.setProperty(nom, valeur)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def _police(tactile: bool) -> QFont:
    police = QFont()
    police.setFamilies(_FAMILLES)
    police.setPointSizeF(_TAILLE_TACTILE if tactile else _TAILLE)
    police.setFeature(QFont.Tag("tnum"), 1)  # columns of amounts line up, also with proportional figures
    return police


def _palette(j: Jetons) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for nom_role, nom in (
        (role.Window, "fond"),
        (role.WindowText, "texte"),
        (role.Base, "surface"),
        (role.AlternateBase, "surface_alternee"),
        (role.Text, "texte"),
        (role.Button, "entete"),
        (role.ButtonText, "texte"),
        (role.BrightText, "erreur"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "selection_texte"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.PlaceholderText, "texte_discret"),
        (role.ToolTipBase, "infobulle_fond"),
        (role.ToolTipText, "infobulle_texte"),
        (role.Light, "surface"),
        (role.Midlight, "survol"),
        (role.Mid, "bord"),
        (role.Dark, "bord_fort"),
        (role.Shadow, "bord_fort"),
    ):
        palette.setColor(nom_role, j.couleur(nom))
    for nom_role in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, nom_role, j.couleur("desactive"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, j.couleur("neutre_doux"))
    return palette


def _feuille(j: Jetons, m: Mesures) -> str:
    modele = Template(chemin_ressource("theme", "style.qss").read_text(encoding="utf-8"))
    valeurs = {champ.name: getattr(j, champ.name) for champ in fields(j)}
    valeurs.update({f"m_{champ.name}": str(getattr(m, champ.name)) for champ in fields(m)})
    coche = m.icone * 3 // 4 + 2
    return modele.substitute(
        valeurs,
        m_champ_moins=str(m.champ - 1),  # a border of 2 px inside the place of one of 1 px
        m_bouton_moins=str(m.bouton - 1),
        m_coche=str(coche),
        m_rayon=str(coche // 2 + 1),
    )
