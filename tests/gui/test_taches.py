"""Jobs off the UI thread: delivery, lateness, closing, cancelling, failing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from caisse_clients.application.sujets import Sujet
from caisse_clients.gui.taches import Taches
from caisse_clients.kernel.erreurs import Bogue, ErreurMetier, ErreurTechnique
from tests.gui.coquille import ServicesEnMemoire


class Equipe:
    """A runner with its services and the list of our own failures."""

    def __init__(self, fabrique: Any = ServicesEnMemoire) -> None:
        self.pannes: list[BaseException] = []
        self.taches = Taches(fabrique, panne=self.pannes.append)
        self.ecran = QObject()


@pytest.fixture
def equipe(qapp: Any) -> Iterator[Equipe]:
    equipe = Equipe()
    equipe.taches.ouvrir()
    yield equipe
    equipe.taches.fermer()


def test_les_services_naissent_et_meurent_dans_le_fil_d_ecriture(qtbot: QtBot) -> None:
    equipe = Equipe()
    with qtbot.waitSignal(equipe.taches.pret) as pret:
        equipe.taches.ouvrir()
    services = pret.args[0]
    assert services.fait_dans.startswith("ecriture")
    equipe.taches.fermer()
    assert services.ferme_dans == services.fait_dans


def test_fermer_ne_laisse_aucun_fil(qtbot: QtBot) -> None:
    avant = set(threading.enumerate())
    equipe = Equipe()
    equipe.taches.ouvrir()
    equipe.taches.fermer()
    equipe.taches.fermer()
    assert set(threading.enumerate()) == avant


def test_une_lecture_rend_sa_reponse_dans_le_fil_de_l_interface(qtbot: QtBot, equipe: Equipe) -> None:
    fils: list[str] = []

    def travail(services: Any, suivi: Any) -> int:
        fils.append(threading.current_thread().name)
        return 42

    tache = equipe.taches.lire(travail, equipe.ecran)
    tache.reussie.connect(lambda _: fils.append(threading.current_thread().name))
    with qtbot.waitSignal(tache.reussie) as recu:
        pass
    assert recu.args == [42]
    assert fils[0].startswith("lecture")
    assert fils[1] == threading.current_thread().name


def test_deux_lectures_vont_de_front_mais_les_ecritures_se_suivent(qtbot: QtBot, equipe: Equipe) -> None:
    rendez_vous = threading.Barrier(2, timeout=5)
    ordre: list[int] = []
    lectures = [equipe.taches.lire(lambda *_: rendez_vous.wait(), equipe.ecran) for _ in range(2)]
    with qtbot.waitSignals([tache.reussie for tache in lectures]):
        pass
    ecritures = [equipe.taches.ecrire(partial(_noter, ordre, n), equipe.ecran) for n in range(5)]
    with qtbot.waitSignals([tache.reussie for tache in ecritures]):
        pass
    assert ordre == [0, 1, 2, 3, 4]


def test_un_ecran_ferme_n_entend_plus_rien(qtbot: QtBot, equipe: Equipe) -> None:
    feu_vert = threading.Event()
    recus: list[object] = []
    ecran = QObject()
    tache = equipe.taches.lire(lambda *_: feu_vert.wait(5), ecran)
    tache.reussie.connect(recus.append)
    with qtbot.waitSignal(ecran.destroyed):
        ecran.deleteLater()
    with qtbot.waitSignal(equipe.taches.terminee):
        feu_vert.set()
    assert recus == []
    assert equipe.taches.en_cours == ()


def test_la_lecture_d_un_ecran_ferme_apprend_qu_elle_doit_s_arreter(qtbot: QtBot, equipe: Equipe) -> None:
    parti, feu_vert = threading.Event(), threading.Event()
    arretes: list[str] = []

    def travail(services: Any, suivi: Any) -> None:
        parti.set()
        feu_vert.wait(5)
        try:
            suivi.avancer(1, 2, "page")
        except BaseException as arret:
            arretes.append(type(arret).__name__)
            raise

    ecran = QObject()
    equipe.taches.lire(travail, ecran)
    parti.wait(5)
    with qtbot.waitSignal(ecran.destroyed):
        ecran.deleteLater()
    with qtbot.waitSignal(equipe.taches.terminee):
        feu_vert.set()
    assert arretes == ["Annulee"]


def test_l_echec_d_une_ecriture_dont_l_ecran_est_ferme_est_dit_quand_meme(qtbot: QtBot, equipe: Equipe) -> None:
    feu_vert = threading.Event()

    def travail(services: Any, suivi: Any) -> None:
        feu_vert.wait(5)
        raise ErreurTechnique("base_verrouillee")

    ecran = QObject()
    equipe.taches.ecrire(travail, ecran, "Import de clients")
    with qtbot.waitSignal(ecran.destroyed):
        ecran.deleteLater()
    with qtbot.waitSignal(equipe.taches.ecriture_orpheline) as dit:
        feu_vert.set()
    assert dit.args[0] == "Import de clients"
    assert dit.args[1].code == "base_verrouillee"


def test_un_travail_annule_s_arrete_a_son_prochain_pas(qtbot: QtBot, equipe: Equipe) -> None:
    parti = threading.Event()

    def travail(services: Any, suivi: Any) -> None:
        while True:
            suivi.avancer(1, 100, "lignes")
            parti.set()

    tache = equipe.taches.ecrire(travail, equipe.ecran)
    finies: list[str] = []
    tache.finie.connect(lambda: finies.append("finie"))
    parti.wait(5)
    with qtbot.waitSignal(tache.annulee):
        tache.annuler()
    qtbot.waitUntil(lambda: finies == ["finie"])
    assert equipe.pannes == []


def test_une_regle_qui_refuse_va_a_l_ecran_et_pas_au_crochet(qtbot: QtBot, equipe: Equipe) -> None:
    def refuser(services: Any, suivi: Any) -> None:
        raise ErreurMetier("solde_insuffisant", solde=1)

    tache = equipe.taches.ecrire(refuser, equipe.ecran)
    with qtbot.waitSignal(tache.echouee) as recu:
        pass
    assert recu.args[0].code == "solde_insuffisant"
    assert equipe.pannes == []


@pytest.mark.parametrize("erreur", [Bogue("bogue"), ZeroDivisionError("zero")])
def test_ce_qui_est_notre_faute_va_au_crochet_apres_l_ecran(qtbot: QtBot, equipe: Equipe, erreur: Exception) -> None:
    def faillir(services: Any, suivi: Any) -> None:
        raise erreur

    tache = equipe.taches.lire(faillir, equipe.ecran)
    finies: list[int] = []
    tache.finie.connect(lambda: finies.append(len(equipe.pannes)))
    with qtbot.waitSignal(equipe.taches.terminee):
        pass
    qtbot.waitUntil(lambda: equipe.pannes == [erreur])
    assert finies == [0], "l'écran reprend la main avant que la boîte s'ouvre"


def test_la_progression_ne_parle_pas_plus_de_dix_fois_par_seconde(qtbot: QtBot, equipe: Equipe) -> None:
    def travail(services: Any, suivi: Any) -> None:
        for n in range(1, 5001):
            suivi.avancer(n, 5000, "lignes lues")

    tache = equipe.taches.lire(travail, equipe.ecran)
    pas: list[tuple[int, int, str]] = []
    tache.progression.connect(lambda *etat: pas.append(etat))
    with qtbot.waitSignal(tache.reussie):
        pass
    assert pas[-1] == (5000, 5000, "lignes lues")
    assert len(pas) < 50


def test_une_commande_annonce_ce_qu_elle_a_change_apres_avoir_repondu(qtbot: QtBot, equipe: Equipe) -> None:
    commande = SimpleNamespace(sujets={Sujet.COMPTES})
    ordre: list[str] = []
    tache = equipe.taches.executer(commande, equipe.ecran)
    tache.reussie.connect(lambda _: ordre.append("reponse"))
    equipe.taches.change.connect(lambda sujets: ordre.append(",".join(sujets)))
    with qtbot.waitSignal(equipe.taches.change):
        pass
    assert ordre == ["reponse", "comptes"]


def test_une_base_qui_ne_s_ouvre_pas_le_dit_et_peut_etre_reessayee(qtbot: QtBot) -> None:
    essais: list[int] = []

    def fabrique() -> ServicesEnMemoire:
        essais.append(1)
        if len(essais) == 1:
            raise ErreurTechnique("base_illisible", base="x")
        return ServicesEnMemoire()

    equipe = Equipe(fabrique)
    with qtbot.waitSignal(equipe.taches.ouverture_echouee) as recu:
        equipe.taches.ouvrir()
    assert recu.args[0].code == "base_illisible"
    with pytest.raises(ErreurTechnique):
        equipe.taches.attendre_pret()
    with qtbot.waitSignal(equipe.taches.pret):
        equipe.taches.ouvrir()
    equipe.taches.fermer()
    assert equipe.pannes == []


def test_fermer_termine_les_ecritures_demandees(qtbot: QtBot) -> None:
    equipe = Equipe()
    equipe.taches.ouvrir()
    ecrites: list[int] = []
    for n in range(3):
        equipe.taches.ecrire(partial(_noter, ecrites, n), equipe.ecran)
    equipe.taches.fermer()
    assert ecrites == [0, 1, 2]


def test_une_ecriture_apres_la_fermeture_est_une_faute_de_programme(qtbot: QtBot) -> None:
    equipe = Equipe()
    equipe.taches.fermer()
    with pytest.raises(RuntimeError):
        equipe.taches.ecrire(lambda *_: None, equipe.ecran)


def test_une_lecture_apres_la_fermeture_ne_se_fait_pas(qtbot: QtBot) -> None:
    """The delay of a search may end as the window goes."""
    equipe = Equipe()
    equipe.taches.fermer()
    lues: list[int] = []
    equipe.taches.lire(partial(_noter, lues, 1), equipe.ecran)
    qtbot.wait(50)
    assert (lues, equipe.taches.en_cours) == ([], ())


def _noter(liste: list[int], n: int, *_: object) -> None:
    liste.append(n)
