"""What a grid exports: the types of its columns, the hour of the shop, and nothing when it is stopped."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, cast

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.gui.modeles.contenu import composer_document, contenu_affiche, ecrire_contenu
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.rendu_pdf import lire_pages
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.gui.coquille import ServicesEnMemoire

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

COLONNES = (
    Colonne("Numéro", lambda r: r[0], Format.CODE),
    Colonne("Qui", lambda r: r[1]),
    Colonne("Montant", lambda r: r[2], Format.MONTANT),
    Colonne("Jour", lambda r: r[3], Format.DATE),
    Colonne("Quand", lambda r: r[4], Format.INSTANT),
    Colonne("État", lambda r: r[5], Format.PASTILLE),
)
MINUIT = dt.datetime(2014, 1, 31, 23, 30, tzinfo=dt.UTC)
LIGNES = [
    (265, "=2+3", 56255, dt.date(2014, 7, 15), MINUIT, Pastille("dû par le client", Gravite.ALERTE)),
    (266, "ALBERT", -5, None, None, None),
]


@pytest.fixture
def modele(qtbot: QtBot) -> ModeleListe:
    modele = ModeleListe(COLONNES, lambda r: r[0])
    modele.montrer(LIGNES)
    return modele


def services() -> Services:
    return cast("Services", ServicesEnMemoire(ecole=True))


def test_un_csv_porte_ce_que_montre_l_ecran(modele: ModeleListe, tmp_path: Path) -> None:
    contenu = contenu_affiche(modele, [1, 0, 2, 3, 4, 5], "Essai")
    assert ecrire_contenu(contenu, tmp_path / "e.csv", services(), Suivi()) == 2
    lignes = (tmp_path / "e.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lignes[0] == "Qui;Numéro;Montant;Jour;Quand;État"
    assert lignes[1] == "'=2+3;265;562,55;15/07/2014;01/02/2014 00:30;dû par le client"
    assert lignes[2] == "ALBERT;266;-0,05;;;"


def test_un_classeur_porte_des_valeurs_et_non_des_textes(modele: ModeleListe, tmp_path: Path) -> None:
    ecrire_contenu(contenu_affiche(modele, range(6), "Essai"), tmp_path / "e.xlsx", services(), Suivi())
    feuille = openpyxl.load_workbook(tmp_path / "e.xlsx").active
    assert feuille is not None
    numero, qui, montant, jour, quand, etat = (cellule.value for cellule in feuille[2])
    assert (numero, qui, montant) == (265, "'=2+3", 562.55)
    assert isinstance(jour, dt.datetime)
    assert jour.date() == dt.date(2014, 7, 15)
    assert quand == dt.datetime(2014, 2, 1, 0, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    assert etat == "dû par le client"


def test_un_export_arrete_laisse_l_ancien_fichier(modele: ModeleListe, tmp_path: Path) -> None:
    chemin = tmp_path / "e.csv"
    chemin.write_text("ancien", encoding="utf-8")
    suivi = Suivi()
    suivi.annuler()
    with pytest.raises(Annulee):
        ecrire_contenu(contenu_affiche(modele, range(6), "Essai"), chemin, services(), suivi)
    assert chemin.read_text(encoding="utf-8") == "ancien"
    assert list(tmp_path.iterdir()) == [chemin]


def test_une_grille_se_met_en_page(modele: ModeleListe) -> None:
    pdf = composer_document(contenu_affiche(modele, range(6), "Essai"), "Sous-titre", services(), Suivi())
    assert len(lire_pages(pdf)) == 1
