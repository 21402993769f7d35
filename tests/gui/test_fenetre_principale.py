"""The main window: tabs, keys that follow the screen, greyed keys that say why, palette, closing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.gui.aide import FenetreAide
from caisse_clients.gui.barre_touches import BarreTouches
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.navigation import Adresse, Navigation
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches
from caisse_clients.kernel.erreurs import ErreurTechnique
from tests.gui.boites_de_test import BoitesDeTest
from tests.gui.coquille import EcranTemoin, ServicesEnMemoire

ADRESSES = {
    "comptes_clients": Adresse("tests.gui.coquille", "EcranTemoin"),
    "fiche_client": Adresse("tests.gui.coquille", "EcranFicheTemoin", "client"),
}


class Poste:
    """A window and what surrounds it."""

    def __init__(self, qtbot: QtBot, dossier: Path, fabrique: Callable[[], Any], *reponses: Reponse) -> None:
        self.boites = BoitesDeTest(*reponses)
        self.pannes: list[BaseException] = []
        self.taches = Taches(fabrique, panne=self.pannes.append)
        self.fenetre = FenetrePrincipale(
            self.taches,
            self.boites,
            Preferences(dossier / "fenetre.ini", "ADMIN"),
            poste="P1",
            navigation=lambda onglets: Navigation(onglets, ADRESSES),
        )
        qtbot.addWidget(self.fenetre)
        self.taches.ouvrir()

    def ouvrir(self, nom: str = "comptes_clients", **parametres: object) -> EcranTemoin:
        ecran = self.fenetre.ouvrir(nom, **parametres)
        assert isinstance(ecran, EcranTemoin)
        return ecran

    def qaction(self, nom: str) -> QAction:
        trouvee = self.fenetre.findChild(QAction, nom)
        assert isinstance(trouvee, QAction), nom
        return trouvee

    def widget(self, nom: str) -> Any:
        trouve = self.fenetre.findChild(QWidget, nom)
        assert trouve is not None, nom
        return trouve

    def message(self) -> str:
        return self.fenetre.statusBar().currentMessage()

    def barre(self) -> list[str]:
        barre = self.fenetre.findChild(BarreTouches)
        assert barre is not None
        return [bouton.action().objectName() for bouton in barre.boutons()]


@pytest.fixture
def faire(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Poste]]:
    postes: list[Poste] = []

    def faire(fabrique: Callable[[], Any] = ServicesEnMemoire, *reponses: Reponse) -> Poste:
        postes.append(Poste(qtbot, tmp_path, fabrique, *reponses))
        return postes[-1]

    yield faire
    for poste in postes:
        for tache in poste.taches.en_cours:
            tache.annuler()
        poste.boites.reponses.extend([Reponse.OUI] * 3)
        for ecran in poste.fenetre.findChildren(EcranTemoin):
            ecran.refus_de_fermer = False
        poste.fenetre.close()


def test_ouvrir_attend_les_services_et_rend_l_ecran_aussitot(faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    assert ecran.objectName() == "comptes_clients"
    assert ecran.contexte.utilisateur.code == "ADMIN"
    assert ecran.faits == ["montrer {}"]


def test_un_ecran_n_a_qu_un_onglet_une_fiche_en_a_un_par_client(faire: Callable[..., Poste]) -> None:
    poste = faire()
    premier = poste.ouvrir()
    assert poste.ouvrir() is premier
    fiche = poste.ouvrir("fiche_client", client=3)
    assert poste.ouvrir("fiche_client", client=4) is not fiche
    assert poste.ouvrir("fiche_client", client=3) is fiche
    onglets = poste.fenetre.findChild(QTabWidget)
    assert onglets is not None
    assert onglets.count() == 3


def test_la_barre_et_les_raccourcis_suivent_l_ecran_affiche(faire: Callable[..., Poste]) -> None:
    poste = faire()
    assert poste.barre() == ["fermer", "aide", "actualiser", "palette"]
    poste.ouvrir()
    assert "solder" in poste.barre()
    poste.ouvrir("fiche_client", client=3)
    assert "solder" not in poste.barre()
    poste.ouvrir()
    assert [a.objectName() for a in poste.ouvrir().actions()].count("solder") == 1


def test_le_titre_nomme_l_ecran_et_la_base(faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    assert poste.fenetre.windowTitle() == "Comptes clients — essai.sqlite"
    ecran.titreChange.emit("DUPONT")
    assert poste.fenetre.windowTitle() == "DUPONT — essai.sqlite"
    poste.qaction("fermer").trigger()
    assert poste.fenetre.windowTitle() == "essai.sqlite"


def test_une_touche_declenche_une_fois_meme_maintenue(qtbot: QtBot, faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    poste.fenetre.show()
    poste.fenetre.activateWindow()
    qtbot.waitUntil(poste.fenetre.isActiveWindow)
    ecran.champ.setFocus()
    QTest.keyClick(ecran.champ, Qt.Key.Key_F8)
    assert ecran.faits.count("solder") == 1
    repete = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, "", True, 1)
    QApplication.sendEvent(ecran.champ, repete)
    assert ecran.faits.count("solder") == 1


def test_une_action_grisee_dit_pourquoi_dans_sa_bulle_et_en_bas(qtbot: QtBot, faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    ecran.raisons["epurer"] = "Aucun exercice n'est clôturé."
    ecran.actionsChangees.emit()
    qaction = poste.qaction("epurer")
    assert not qaction.isEnabled()
    assert "Aucun exercice n'est clôturé." in qaction.toolTip()
    QTest.keyClick(poste.fenetre, Qt.Key.Key_F9)
    assert poste.message() == "Aucun exercice n'est clôturé."
    assert "epurer" not in ecran.faits


def test_un_droit_absent_grise_l_action_avec_sa_raison(faire: Callable[..., Poste]) -> None:
    poste = faire(lambda: ServicesEnMemoire(droits=frozenset({Droit.CONSULTER})))
    poste.ouvrir()
    assert not poste.qaction("solder").isEnabled()
    assert "Il faut le droit de solder un compte client" in poste.qaction("solder").toolTip()
    assert poste.qaction("rechercher").isEnabled()


def test_un_caissier_n_importe_pas(faire: Callable[..., Poste]) -> None:
    poste = faire(lambda: ServicesEnMemoire(role=Role.CAISSIER))
    poste.ouvrir()
    assert not poste.qaction("ouvrir_import_clients").isEnabled()


def test_le_champ_qui_prend_le_curseur_dit_sa_bulle_en_bas(qtbot: QtBot, faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    poste.fenetre.show()
    poste.fenetre.activateWindow()
    qtbot.waitUntil(poste.fenetre.isActiveWindow)
    poste.fenetre.setFocus()
    ecran.champ.setFocus()
    assert poste.message() == "Nom du client cherché"


@pytest.mark.parametrize(
    ("services", "mot"),
    [({"demonstration": True}, "DÉMONSTRATION"), ({"ecole": True}, "ÉCOLE"), ({}, "")],
)
def test_une_base_qui_n_est_pas_reelle_le_dit(faire: Callable[..., Poste], services: dict[str, bool], mot: str) -> None:
    poste = faire(lambda: ServicesEnMemoire(**services))  # type: ignore[arg-type]
    poste.ouvrir()
    bandeau = poste.fenetre.findChild(QLabel, "bandeauBase")
    assert bandeau is not None
    assert bandeau.isHidden() == (not mot)
    assert mot in bandeau.text()


def test_echap_ferme_l_onglet_si_l_ecran_le_veut_bien(faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    ecran.refus_de_fermer = True
    poste.qaction("fermer").trigger()
    onglets = poste.fenetre.findChild(QTabWidget)
    assert onglets is not None
    assert onglets.count() == 1
    ecran.refus_de_fermer = False
    poste.qaction("fermer").trigger()
    assert onglets.count() == 0
    assert not poste.qaction("fermer").isEnabled()


def test_fermer_un_onglet_rend_le_clavier_a_l_ecran_qui_revient(faire: Callable[..., Poste]) -> None:
    poste = faire()
    premier = poste.ouvrir()
    champ = QPushButton("Chercher", premier)
    champ.show()
    champ.setFocus()
    second = poste.ouvrir("fiche_client", client=1)
    autre = QPushButton("Nom", second)
    autre.show()
    autre.setFocus()
    poste.qaction("fermer").trigger()
    assert poste.fenetre.focusWidget() is champ


def test_sans_onglet_la_fenetre_dit_quoi_faire(faire: Callable[..., Poste]) -> None:
    poste = faire()
    poste.ouvrir()
    poste.qaction("fermer").trigger()
    accueil = poste.fenetre.findChild(QLabel, "accueilTexte")
    assert accueil is not None
    assert "Ctrl+K" in accueil.text()
    boutons = [b.text() for b in poste.fenetre.findChildren(QPushButton)]
    assert any("Comptes clients" in texte for texte in boutons)


def test_l_accueil_range_les_ecrans_par_menu_et_ne_dicte_pas_la_hauteur(faire: Callable[..., Poste]) -> None:
    poste = faire()
    poste.ouvrir()
    poste.qaction("fermer").trigger()
    accueil = poste.fenetre.findChild(QWidget, "accueil")
    assert accueil is not None
    assert accueil.minimumSizeHint().height() < 200
    titres = [
        etiquette.text() for etiquette in accueil.findChildren(QLabel) if etiquette.property("role") == "soustitre"
    ]
    assert "Ventes" in titres
    assert poste.fenetre.minimumSizeHint().height() < 700
    boutons = [b for b in accueil.findChildren(QPushButton) if b.property("principal") and b.isVisibleTo(accueil)]
    assert [bouton.text() for bouton in boutons] == ["Comptes clients   (Ctrl+1)"]
    assert poste.fenetre.focusWidget() is boutons[0]


def test_les_ecrans_concernes_se_relisent_apres_une_commande(qtbot: QtBot, faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran, fiche = poste.ouvrir(), poste.ouvrir("fiche_client", client=1)
    type(ecran).sujets = frozenset({Sujet.COMPTES})
    try:
        poste.taches.publier(frozenset({Sujet.PARAMETRES}))
        assert "recharger" not in ecran.faits
        poste.taches.publier(frozenset({Sujet.COMPTES, Sujet.ECRITURES}))
    finally:
        type(ecran).sujets = frozenset()
    assert ecran.faits[-1] == fiche.faits[-1] == "recharger"


def test_une_base_qui_ne_s_ouvre_pas_le_dit_et_propose_de_reessayer(
    qtbot: QtBot, faire: Callable[..., Poste], monkeypatch: pytest.MonkeyPatch
) -> None:
    essais: list[int] = []

    def fabrique() -> ServicesEnMemoire:
        essais.append(1)
        if len(essais) == 1:
            raise ErreurTechnique("base_verrouillee")
        return ServicesEnMemoire()

    poste = faire(fabrique)
    qtbot.waitUntil(lambda: poste.fenetre.findChild(QPushButton, "reessayerButton") is not None)
    texte = poste.fenetre.findChild(QLabel, "accueilTexte")
    assert texte is not None
    assert texte.text().endswith(".")
    bouton = poste.fenetre.findChild(QPushButton, "reessayerButton")
    assert bouton is not None
    with qtbot.waitSignal(poste.taches.pret):
        bouton.click()
    assert poste.ouvrir().faits == ["montrer {}"]


def test_un_travail_qui_dure_se_montre_et_s_arrete(qtbot: QtBot, faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    travail = poste.widget("travailEnCours")
    annuler = poste.widget("annulerTravailButton")

    def compter(services: Any, suivi: Any) -> None:
        n = 0
        while True:
            n += 1
            suivi.avancer(n % 100, 100, "Lecture des lignes")
            threading.Event().wait(0.01)

    tache = poste.taches.lire(compter, ecran, "Lecture")
    assert travail.isHidden()
    qtbot.waitUntil(lambda: not travail.isHidden(), timeout=3000)
    with qtbot.waitSignal(tache.annulee):
        annuler.click()
    qtbot.waitUntil(travail.isHidden)


def test_la_barre_de_travail_disparait_avant_la_question_que_pose_le_resultat(
    qtbot: QtBot, faire: Callable[..., Poste]
) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    travail = poste.widget("travailEnCours")
    suite = threading.Event()
    vues: list[bool] = []
    tache = poste.taches.lire(lambda _services, _suivi: suite.wait(5), ecran, "Lecture")
    tache.reussie.connect(lambda _lu: vues.append(travail.isHidden()))
    qtbot.waitUntil(lambda: not travail.isHidden(), timeout=3000)
    suite.set()
    qtbot.waitUntil(lambda: vues == [True])


def test_fermer_la_fenetre_demande_avant_d_arreter_un_travail(qtbot: QtBot, faire: Callable[..., Poste]) -> None:
    poste = faire(ServicesEnMemoire, Reponse.NON, Reponse.OUI)
    ecran = poste.ouvrir()
    parti = threading.Event()

    def importer(services: Any, suivi: Any) -> None:
        while True:
            parti.set()
            suivi.avancer(1, 100, "Import")
            threading.Event().wait(0.005)

    tache = poste.taches.ecrire(importer, ecran, "Import de clients")
    parti.wait(5)
    assert not poste.fenetre.close()
    assert "Import de clients" in poste.boites.questions[0]
    assert poste.taches.en_cours == (tache,)
    assert poste.fenetre.close()


def test_un_ecran_qui_refuse_de_fermer_garde_la_fenetre(faire: Callable[..., Poste]) -> None:
    poste = faire()
    ecran = poste.ouvrir()
    poste.ouvrir("fiche_client", client=1)
    ecran.refus_de_fermer = True
    assert not poste.fenetre.close()
    onglets = poste.fenetre.findChild(QTabWidget)
    assert onglets is not None
    assert onglets.currentWidget() is ecran


def test_la_taille_de_la_fenetre_est_gardee_par_utilisateur(faire: Callable[..., Poste], tmp_path: Path) -> None:
    poste = faire()
    poste.fenetre.resize(640, 480)
    poste.fenetre.close()
    assert "[ADMIN]" in (tmp_path / "fenetre.ini").read_text(encoding="utf-8")
    suivant = faire()
    assert (suivant.fenetre.width(), suivant.fenetre.height()) == (640, 480)


def test_f1_ouvre_la_page_de_l_ecran(faire: Callable[..., Poste]) -> None:
    poste = faire()
    poste.ouvrir()
    poste.qaction("aide").trigger()
    aide = poste.fenetre.findChild(FenetreAide)
    assert aide is not None
    assert "tableau orange" in poste.widget("aideTexte").toPlainText()
    poste.qaction("aide").trigger()
    assert len(poste.fenetre.findChildren(FenetreAide)) == 1
    aide.close()


def test_la_palette_trouve_un_chemin_de_menu_sans_accents_ni_majuscules(
    qtbot: QtBot, faire: Callable[..., Poste]
) -> None:
    poste = faire()
    poste.ouvrir()
    poste.qaction("palette").trigger()
    palette = poste.widget("allerA")
    champ = poste.widget("allerAEdit")
    liste = poste.widget("allerAListe")
    champ.setText("nouvelle ecr")
    assert liste.currentItem().text() == "Nouvelle écriture"
    QTest.keyClick(champ, Qt.Key.Key_Return)
    assert poste.ouvrir().faits[-1] == "nouvelle_ecriture"
    assert palette is not None
