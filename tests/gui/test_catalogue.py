"""The catalogue: one key, one action; everything explained; nothing on the letters of the menus."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from caisse_clients.config import chemin_ressource
from caisse_clients.gui.aide import PAGES, page_de, texte_de_la_page
from caisse_clients.gui.catalogue import (
    CATALOGUE,
    ECRANS,
    MENUS,
    PARTOUT,
    Action,
    action,
    actions_de,
    barre_de,
    conflits,
    table_d_aide,
    touche,
)
from caisse_clients.gui.navigation import ECRANS as ADRESSES

FORMS = Path(__file__).resolve().parents[2] / "forms"


def test_aucune_touche_n_est_prise_deux_fois_dans_une_portee() -> None:
    assert conflits() == []


def test_un_conflit_est_vu_dans_une_portee_et_avec_les_touches_de_partout() -> None:
    a, b = Action("a", "A", "F4", "comptes_clients"), Action("b", "B", "F4", "comptes_clients")
    partout = Action("c", "C", "F4")
    assert conflits((a, b)) == [("F4", "comptes_clients")]
    assert ("F4", "comptes_clients") in conflits((a, partout))
    assert conflits((a, Action("d", "D", "F4", "fiche_client"))) == []


def test_les_identifiants_sont_uniques_et_chaque_action_s_explique() -> None:
    assert len({a.id for a in CATALOGUE}) == len(CATALOGUE)
    for a in CATALOGUE:
        assert a.aide.endswith("."), a.id
        assert a.texte, a.id
        assert action(a.id) is a


@pytest.mark.parametrize("nom", sorted({a.icone for a in CATALOGUE if a.icone}))
def test_chaque_icone_existe(nom: str) -> None:
    assert chemin_ressource("icones", f"{nom}.svg").is_file()


def test_les_menus_suivent_les_chemins_des_manuels() -> None:
    chemins = {a.chemin for a in CATALOGUE if a.menu}
    assert {"Clients > Comptes clients", "Clients > Liste des clients"} <= chemins
    assert {a.menu.split(" > ")[0] for a in CATALOGUE if a.menu} <= {titre.replace("&", "") for titre in MENUS}


def test_la_barre_porte_les_touches_du_manuel_dans_l_ordre_du_clavier() -> None:
    barre = [(a.raccourci, a.texte) for a in barre_de("comptes_clients")]
    manuel = [("Esc", "Fermer"), ("F1", "Aide"), ("F4", "Supprimer"), ("F7", "Recherche"), ("F9", "Épuration")]
    assert [ligne for ligne in barre if ligne in manuel] == manuel
    chiffres = [int(cle[1:]) for cle, _ in barre if re.fullmatch(r"F\d+", cle)]
    assert chiffres == sorted(chiffres)


def test_chaque_ecran_a_une_adresse_et_une_page_d_aide() -> None:
    assert set(ECRANS) == set(ADRESSES)
    for page in PAGES:
        assert texte_de_la_page(page).startswith("# ")
    for portee in (*ECRANS, PARTOUT, *{a.portee for a in CATALOGUE}):
        assert page_de(portee) in PAGES


def test_la_page_d_aide_liste_chaque_action_de_son_ecran_avec_sa_touche() -> None:
    texte = texte_de_la_page("comptes_clients")
    for a in actions_de("comptes_clients"):
        assert f"| {touche(a.raccourci) or '—'} | {a.texte} |" in texte
    assert ("Maj+F10", "Menu de la ligne") in {(cle, nom) for cle, nom, _ in table_d_aide("comptes_clients")}


def test_aucun_formulaire_ne_prend_une_lettre_des_menus_ni_deux_fois_la_meme() -> None:
    menus = {_lettre(titre) for titre in MENUS}
    assert len(menus) == len(MENUS)
    for formulaire in FORMS.glob("*.ui"):
        communes, pages = _lettres(ET.parse(formulaire).getroot())
        for page in pages or [[]]:  # two pages of a tab widget are never in sight together
            lettres = communes + page
            assert len(set(lettres)) == len(lettres), (formulaire.name, sorted(lettres))
            if formulaire.stem in ECRANS:
                assert not menus & set(lettres), formulaire.name


def _lettres(racine: ET.Element) -> tuple[list[str], list[list[str]]]:
    """Return the letters in sight on every page of a form, and those of each page of its tab widget."""
    pages = [page for onglets in racine.iter("widget") if onglets.get("class") == "QTabWidget" for page in onglets]
    corps = {id(texte) for page in pages if page.tag == "widget" for texte in _textes(page)}
    communes = [lettre for texte in racine.iter("string") if id(texte) not in corps if (lettre := _lettre(texte.text))]
    par_page = [
        [lettre for texte in _textes(page) if (lettre := _lettre(texte.text))] for page in pages if page.tag == "widget"
    ]
    return communes, par_page


def _textes(page: ET.Element) -> list[ET.Element]:
    """Return the texts inside a page; its own title, an attribute of it, is always in sight."""
    titres = {id(texte) for attribut in page.findall("attribute") for texte in attribut.iter("string")}
    return [texte for texte in page.iter("string") if id(texte) not in titres]


def _lettre(texte: str | None) -> str:
    trouve = re.search(r"&(\w)", texte or "")
    return trouve[1].upper() if trouve else ""
