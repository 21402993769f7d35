"""Grids of any size: memory only in the view, late answers thrown away, the selection kept by its key."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caisse_clients.gui.modeles.base import ROLE_ABSENTE, ROLE_PASTILLE
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.modeles.pagine import Lecture, ModelePagine
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.kernel.erreurs import ErreurTechnique
from caisse_clients.kernel.suivi import Suivi
from tests.gui.outils_gui import COLONNES, Ligne, lecture, taches_de_test

if TYPE_CHECKING:
    from caisse_clients.application.services import Services


@pytest.fixture
def taches(qtbot: QtBot) -> Iterator[Taches]:
    with taches_de_test() as fils:
        yield fils


def modele_charge(qtbot: QtBot, taches: Taches, nombre: int, lues: list[int] | None = None) -> ModelePagine:
    modele = ModelePagine(taches, COLONNES, lambda ligne: ligne.code, taches)
    with qtbot.waitSignal(modele.charge):
        modele.montrer(lecture(nombre, lues))
    return modele


def grille_visible(qtbot: QtBot, modele: ModelePagine | ModeleListe) -> Grille:
    grille = Grille()
    qtbot.addWidget(grille)
    grille.montrer_modele(modele)
    grille.resize(500, 300)
    grille.show()
    qtbot.waitExposed(grille)
    return grille


def lue(modele: ModelePagine, rang: int) -> bool:
    return modele.ligne(rang) is not None


def test_un_million_de_lignes_ne_lit_que_ce_qu_on_regarde(qtbot: QtBot, taches: Taches) -> None:
    lues: list[int] = []
    modele = modele_charge(qtbot, taches, 1_000_000, lues)
    grille = grille_visible(qtbot, modele)
    assert modele.rowCount() == 1_000_000
    qtbot.waitUntil(lambda: lue(modele, 0))
    grille.scrollToBottom()
    qtbot.waitUntil(lambda: lue(modele, 999_999))
    assert modele.index(999_999, 2).data() == "1\u202f000\u202f000,00"
    assert len(lues) <= 4
    assert modele.ligne(0) is not None


def test_les_pages_quittees_sortent_de_la_memoire(qtbot: QtBot, taches: Taches) -> None:
    modele = modele_charge(qtbot, taches, 100_000)
    for page in range(modele.PAGES_EN_MEMOIRE + 6):
        qtbot.waitUntil(partial(lue, modele, page * modele.TAILLE_PAGE))
    assert len(modele._pages) == modele.PAGES_EN_MEMOIRE
    assert modele.index(0, 0).data(ROLE_ABSENTE) is True
    assert modele.index(0, 1).data() is None


def test_au_dela_de_la_limite_on_le_dit(qtbot: QtBot, taches: Taches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelePagine, "LIMITE", 1_000)
    modele = ModelePagine(taches, COLONNES, lambda ligne: ligne.code, taches)
    with qtbot.waitSignal(modele.limite_atteinte) as signal:
        modele.montrer(lecture(1_001))
    assert signal.args == [1_000]
    assert modele.rowCount() == 1_000


def test_une_reponse_en_retard_est_jetee(qtbot: QtBot, taches: Taches) -> None:
    porte = threading.Event()

    def cles_lentes(_services: Services, _suivi: Suivi) -> array[int]:
        porte.wait(10)
        return array("q", range(1, 51))

    modele = ModelePagine(taches, COLONNES, lambda ligne: ligne.code, taches)
    modele.montrer(Lecture(cles_lentes, lecture(50).lignes))
    with qtbot.waitSignal(modele.charge):
        modele.montrer(lecture(7))
    porte.set()
    qtbot.waitUntil(lambda: not taches.en_cours)
    assert modele.rowCount() == 7


def test_les_lignes_restent_pendant_que_la_suite_se_lit(qtbot: QtBot, taches: Taches) -> None:
    modele = modele_charge(qtbot, taches, 30)
    porte = threading.Event()

    def cles(_services: Services, _suivi: Suivi) -> array[int]:
        porte.wait(10)
        return array("q", [3])

    modele.montrer(Lecture(cles, lecture(30).lignes))
    assert modele.rowCount() == 30
    qtbot.waitUntil(lambda: lue(modele, 0))
    with qtbot.waitSignal(modele.charge):
        porte.set()
    assert modele.rowCount() == 1


def test_une_lecture_refusee_se_dit_et_ne_se_redemande_pas_sans_fin(qtbot: QtBot, taches: Taches) -> None:
    demandes: list[int] = []

    def lignes(_services: Services, codes: Sequence[int]) -> list[Ligne]:
        demandes.append(codes[0])
        raise ErreurTechnique("base_occupee")

    modele = ModelePagine(taches, COLONNES, lambda ligne: ligne.code, taches)
    modele.montrer(Lecture(lecture(10).cles, lignes))
    grille = grille_visible(qtbot, modele)
    with qtbot.waitSignal(modele.lecture_echouee):
        qtbot.waitUntil(lambda: modele.rowCount() == 10)
        grille.viewport().update()
    qtbot.waitUntil(lambda: not taches.en_cours)
    grille.viewport().update()
    qtbot.wait(50)
    assert demandes == [1]


def test_le_choix_suit_sa_cle_et_non_son_rang(qtbot: QtBot, taches: Taches) -> None:
    modele = modele_charge(qtbot, taches, 500)
    grille = grille_visible(qtbot, modele)
    recus: list[object] = []
    grille.cle_changee.connect(recus.append)
    assert grille.choisir_cle(300)
    with qtbot.waitSignal(modele.charge):
        modele.montrer(Lecture(lambda _s, _t: array("q", [9, 300, 12]), lecture(1).lignes))
    assert grille.cle_courante() == 300
    assert grille.currentIndex().row() == 1
    with qtbot.waitSignal(modele.charge):
        modele.montrer(lecture(5))
    assert grille.cle_courante() is None
    assert recus == [300, None]


def test_une_grille_se_parcourt_depuis_la_recherche(qtbot: QtBot, taches: Taches) -> None:
    modele = modele_charge(qtbot, taches, 50)
    grille = grille_visible(qtbot, modele)

    def fleche(touche: Qt.Key) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, touche, Qt.KeyboardModifier.ControlModifier)

    assert grille.naviguer(fleche(Qt.Key.Key_Down))
    assert grille.naviguer(fleche(Qt.Key.Key_Down))
    assert grille.cle_courante() == 2
    assert grille.naviguer(fleche(Qt.Key.Key_Up))
    assert grille.cle_courante() == 1
    assert not grille.naviguer(fleche(Qt.Key.Key_A))


def test_entree_ouvre_une_fois_et_ctrl_c_copie(qtbot: QtBot, taches: Taches) -> None:
    modele = modele_charge(qtbot, taches, 50)
    grille = grille_visible(qtbot, modele)
    ouvertes: list[object] = []
    grille.ouverte.connect(ouvertes.append)
    grille.choisir_rang(3)
    QTest.keyClick(grille, Qt.Key.Key_Return)
    assert ouvertes == [4]
    qtbot.waitUntil(lambda: lue(modele, 3))
    QTest.keyClick(grille, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "4\tNOM 4\t4,00"


def test_une_lettre_tapee_dans_la_grille_part_en_recherche(qtbot: QtBot, taches: Taches) -> None:
    grille = grille_visible(qtbot, modele_charge(qtbot, taches, 1_000_000))
    with qtbot.waitSignal(grille.frappe) as signal:
        QTest.keyClicks(grille, "m")
    assert signal.args == ["m"]


def test_l_entete_ne_trie_que_la_ou_la_lecture_l_offre(qtbot: QtBot, taches: Taches) -> None:
    modele = modele_charge(qtbot, taches, 50)
    grille = grille_visible(qtbot, modele)
    recus: list[tuple[str, bool]] = []
    modele.tri_change.connect(lambda tri, decroissant: recus.append((tri, decroissant)))
    entetes = grille.horizontalHeader()
    for section in (0, 0, 1):
        entetes.sectionClicked.emit(section)
    assert recus == [("code", False), ("code", True)]


def test_le_menu_d_une_ligne_s_ouvre_au_clavier(qtbot: QtBot, taches: Taches) -> None:
    grille = grille_visible(qtbot, modele_charge(qtbot, taches, 5))
    grille.choisir_rang(0)
    grille.menu_demande.connect(lambda menu: menu.addAction("Solder"))
    menu = grille.composer_menu()
    assert [action.text() for action in menu.actions() if action.text()] == ["Solder", "Copier la ligne"]
    menu.close()


LISTE = (
    Colonne("Nom", lambda ligne: ligne.nom, elastique=True, tri="nom"),
    Colonne("Solde", lambda ligne: ligne.solde or None, Format.MONTANT, tri="solde"),
    Colonne("État", lambda ligne: Pastille("soldé" if not ligne.solde else "dû", Gravite.INFO), Format.PASTILLE),
)


def test_une_liste_courte_se_trie_en_memoire_les_vides_a_la_fin(qtbot: QtBot) -> None:
    modele = ModeleListe(LISTE, lambda ligne: ligne.code, couleur_ligne=lambda _ligne: "alerte_doux")
    grille = grille_visible(qtbot, modele)
    grille.dire_si_vide("Aucun compte : F3 en crée un.")
    assert "F3" in grille.accessibleDescription()
    modele.montrer([Ligne(1, "Écho", 300), Ligne(2, "abel", 0), Ligne(3, "Zoé", 100)])
    modele.sort(0)
    assert [ligne.nom for ligne in modele.lignes] == ["abel", "Écho", "Zoé"]
    modele.sort(1, Qt.SortOrder.DescendingOrder)
    assert [ligne.code for ligne in modele.lignes] == [1, 3, 2]
    modele.montrer([Ligne(4, "nouveau", 200), *modele.lignes])
    assert [ligne.code for ligne in modele.lignes] == [1, 4, 3, 2]
    assert modele.index(0, 2).data(ROLE_PASTILLE) == "info"
    assert modele.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Solde : 3,00"
    assert modele.index(0, 1).data(Qt.ItemDataRole.BackgroundRole) is not None
    grille.grab()
    modele.setParent(grille)
