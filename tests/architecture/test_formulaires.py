"""A .ui holds widgets, layout, French text, buddies and tab order: no key, no style, no connection."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.code import RACINE

FORMULAIRES = sorted((RACINE / "forms").glob("*.ui"))
INTERDITS = {"shortcut", "styleSheet"}
SORTES: dict[str, tuple[str, ...]] = {
    "ChoixClient": ("Combo",),  # SCREENS.md: tiersCombo
    "Line": ("Line",),
    "QCheckBox": ("Check",),
    "QComboBox": ("Combo",),
    "QDateEdit": ("Edit",),
    "QFrame": ("Frame",),
    "QGroupBox": ("Box",),
    "QLabel": ("Label",),
    "QLineEdit": ("Edit",),
    "QListView": ("List",),
    "QListWidget": ("List",),
    "QPlainTextEdit": ("Edit", "Text"),
    "QProgressBar": ("Bar",),
    "QPushButton": ("Button",),
    "QRadioButton": ("Radio",),
    "QScrollArea": ("Zone",),
    "QSpinBox": ("Edit",),
    "QSplitter": ("Splitter",),
    "QStackedWidget": ("Pile",),
    "QTabWidget": ("Onglets",),
    "QTableView": ("Table",),
    "QTableWidget": ("Table",),
    "QTextBrowser": ("Text",),
    "QTextEdit": ("Edit", "Text"),
    "QToolButton": ("Button",),
    "QTreeView": ("Table",),
    "QWidget": ("Page", "Panneau", "Widget"),
}
SAISIES = ("Edit", "Combo", "Text", "Table", "List")
FOCALISABLES = (*SAISIES, "Radio", "Check")

chaque_formulaire = pytest.mark.parametrize("chemin", FORMULAIRES, ids=lambda chemin: chemin.stem)


@chaque_formulaire
def test_un_formulaire_ne_porte_ni_touche_ni_style_ni_connexion(chemin: Path) -> None:
    racine = _lire(chemin)
    assert [p.get("name") for p in racine.iter("property") if p.get("name") in INTERDITS] == []
    assert [
        balise for balise in ("connection", "slot", "signal", "action") if next(racine.iter(balise), None) is not None
    ] == []


@chaque_formulaire
def test_le_nom_d_un_widget_finit_par_sa_sorte(chemin: Path) -> None:
    mal_nommes = {nom: sortes for nom, sortes in _widgets(chemin).items() if not nom.endswith(sortes) or nom in sortes}
    assert not mal_nommes, mal_nommes
    assert [nom for nom in _widgets(chemin) if re.search(r"_\d+$", nom)] == []


@chaque_formulaire
def test_l_ordre_de_tabulation_passe_par_chaque_champ_une_fois(chemin: Path) -> None:
    ordre = [t.text or "" for t in _lire(chemin).iter("tabstop")]
    attendus = {
        nom
        for nom in _widgets(chemin)
        if nom.endswith(FOCALISABLES) and "Qt::NoFocus" not in _propriete(chemin, nom, "focusPolicy")
    }
    if len(attendus) > 1 or ordre:
        assert len(ordre) == len(set(ordre))
        assert attendus - set(ordre) == set()
        assert set(ordre) - set(_widgets(chemin)) == set()


@chaque_formulaire
def test_chaque_champ_est_nomme_pour_qui_ne_le_voit_pas(chemin: Path) -> None:
    compagnons = {_propriete(chemin, nom, "buddy") for nom in _widgets(chemin)} - {""}
    sans_nom = [
        nom
        for nom in _widgets(chemin)
        if nom.endswith(SAISIES) and nom not in compagnons and not _propriete(chemin, nom, "accessibleName")
    ]
    assert sans_nom == []
    assert compagnons <= set(_widgets(chemin))
    lettres_perdues = [
        nom
        for nom, sortes in _widgets(chemin).items()
        if sortes == SORTES["QLabel"]
        and "&" in _propriete(chemin, nom, "text")
        and not _propriete(chemin, nom, "buddy")
    ]
    assert lettres_perdues == []


@cache
def _lire(chemin: Path) -> ET.Element:
    return ET.parse(chemin).getroot()


def _widgets(chemin: Path) -> dict[str, tuple[str, ...]]:
    """Names under the form's own widget, each with the kinds its name may end with."""
    racine = _lire(chemin)
    bases = {c.findtext("class", ""): c.findtext("extends", "") for c in racine.iter("customwidget")}
    dedans = list(racine.iter("widget"))[1:]
    return {w.get("name", ""): _sortes(w.get("class", ""), bases) for w in dedans}


def _sortes(classe: str, bases: dict[str, str]) -> tuple[str, ...]:
    """A widget of ours may also be named by a word of its class: messageBandeau, clientChoix."""
    if classe in bases:
        return (*_sortes(bases[classe], {}), *SORTES.get(classe, ()), *re.findall(r"[A-Z][a-z]+", classe))
    return SORTES.get(classe, (classe.removeprefix("Q"),))


def _propriete(chemin: Path, widget: str, nom: str) -> str:
    noeud = next(w for w in _lire(chemin).iter("widget") if w.get("name") == widget)
    return next(("".join(p.itertext()).strip() for p in noeud.findall("property") if p.get("name") == nom), "")
