"""The import assistant: columns guessed and corrected, dry run, all or nothing, a second run that changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from caisse_clients.application.lectures import fiche_client
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.clients import EcranClients
from caisse_clients.gui.ecrans.import_clients import EcranImportClients
from caisse_clients.gui.ecrans.import_comptes import EcranImportComptes
from caisse_clients.gui.presentateurs import imports as decisions
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["scene"]

ENTETES = "N° Client;NOM CLIENT;Prénom;CP;Ville;E-mail;Remarques\r\n"
BON = ENTETES + "9001;LÉVÊQUE;Zoé;47200;MARMANDE;zoe@exemple.fr;rien\r\n9002;MARTIN;Luc;;;;\r\n"
MAUVAIS = ENTETES + "12x;DURAND;;;;;\r\n9001;;;;;pas un courriel;\r\n"


def fichier(dossier: Path, texte: str) -> Path:
    chemin = dossier / "anciens clients.csv"
    chemin.write_bytes(texte.encode("cp1252"))
    return chemin


def choisir(scene: Scene, chemin: Path) -> EcranImportClients:
    ecran = scene.ouvrir("import_clients", EcranImportClients)
    scene.boites.fichiers.append(chemin)
    scene.touche(Qt.Key.Key_F3)
    return ecran


def test_sans_fichier_l_assistant_dit_quoi_faire(scene: Scene) -> None:
    ecran = scene.ouvrir("import_clients", EcranImportClients)
    assert "CSV" in ecran._ui.accueilLabel.text()
    assert ecran.empechement("import_clients.continuer") == "Choisissez d'abord un fichier (F3)."
    scene.boites.fichiers.append(None)
    scene.touche(Qt.Key.Key_F3)
    assert ecran._preparation is None


def test_les_colonnes_se_devinent_se_montrent_et_se_corrigent(scene: Scene, tmp_path: Path) -> None:
    ecran = choisir(scene, fichier(tmp_path, BON))
    assert "Windows-1252" in ecran._ui.sourceLabel.text()
    assert ecran._choix["nom"].currentText() == "B · NOM CLIENT"
    assert ecran._choix["siren"].currentText() == "— non repris —"
    titres = [colonne.titre for colonne in ecran._ui.apercuTable.modele.colonnes]
    assert titres[1] == "NOM CLIENT → Nom"
    assert titres[6] == "Remarques (ignorée)"
    ecran._choix["nom"].setFocus()
    scene.touche(Qt.Key.Key_Home)
    ecran._choix["nom"].activated.emit(0)
    assert "« Nom »" in ecran._ui.messageBandeau.texte()
    assert "« Nom »" in ecran.empechement("import_clients.continuer")
    ecran._choix["nom"].activated.emit(2)
    assert ecran.empechement("import_clients.continuer") == ""


def test_un_fichier_s_importe_apres_essai_et_accord(scene: Scene, tmp_path: Path) -> None:
    ecran = choisir(scene, fichier(tmp_path, BON))
    scene.touche(Qt.Key.Key_F2)
    assert ecran._ui.creerLabel.text() == "2"
    assert "F2 l'importe" in ecran._ui.messageBandeau.texte()
    scene.repondre(Reponse.NON)
    scene.touche(Qt.Key.Key_F2)
    assert ecran._etape() == 1
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_F2)
    assert ecran._ui.bilanLabel.text() == "2 clients créés"
    with scene.atelier.services.lire() as lecteur:
        assert fiche_client(lecteur, 9001).nom == "LÉVÊQUE"
    scene.touche(Qt.Key.Key_Space)
    assert isinstance(scene.fenetre()._navigation.courant(), EcranClients)


def test_le_meme_fichier_une_seconde_fois_ne_change_rien(scene: Scene, tmp_path: Path) -> None:
    ecran = choisir(scene, fichier(tmp_path, BON))
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_F2)
    scene.touche(Qt.Key.Key_F2)
    scene.touche(Qt.Key.Key_F4)
    assert ecran._ui.accueilFrame.isVisible()
    choisir(scene, fichier(tmp_path, BON))
    assert "comme la dernière fois" in ecran._ui.sourceLabel.text()
    scene.touche(Qt.Key.Key_F2)
    assert ecran._ui.inchangeesLabel.text() == "2"
    assert ecran.empechement("import_clients.continuer") == "Il n'y a rien à importer."


def test_les_problemes_se_lisent_par_ligne_et_s_exportent(scene: Scene, tmp_path: Path) -> None:
    ecran = choisir(scene, fichier(tmp_path, MAUVAIS))
    scene.touche(Qt.Key.Key_F2)
    assert [(p.ligne, p.colonne) for p in ecran._problemes.lignes] == [
        (2, "N° Client"),
        (3, "NOM CLIENT"),
        (3, "E-mail"),
    ]
    assert "3 problèmes" in ecran._ui.messageBandeau.texte()
    scene.touche(Qt.Key.Key_F2)
    assert ecran._etape() == 1
    sortie = tmp_path / "problemes.csv"
    scene.boites.fichiers.append(sortie)
    scene.touche(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert sortie.read_text(encoding="utf-8-sig").splitlines()[0] == "Ligne;Colonne;Valeur;Problème"


def test_un_fichier_corrige_se_relit_par_f5(scene: Scene, tmp_path: Path) -> None:
    ecran = choisir(scene, fichier(tmp_path, MAUVAIS))
    scene.touche(Qt.Key.Key_F2)
    fichier(tmp_path, BON)
    scene.touche(Qt.Key.Key_F5)
    assert ecran._ui.problemesLabel.text() == "0"
    scene.touche(Qt.Key.Key_F4)
    scene.touche(Qt.Key.Key_F5)
    assert ecran._etape() == 0


def test_un_fichier_illisible_se_dit(scene: Scene, tmp_path: Path) -> None:
    chemin = tmp_path / "vide.csv"
    chemin.write_bytes(b"")
    ecran = choisir(scene, chemin)
    assert ecran._ui.messageBandeau.texte()
    assert ecran._preparation is None


def test_un_essai_s_annule(scene: Scene, tmp_path: Path) -> None:
    lignes = "".join(f"{10_000 + n};NOM {n};P;47200;V;;\r\n" for n in range(40_000))
    ecran = choisir(scene, fichier(tmp_path, ENTETES + lignes))
    ecran.continuer()
    assert ecran._ui.travailFrame.isVisible()
    assert "en cours" in ecran.empechement("import_clients.continuer")
    ecran._ui.annulerButton.click()
    scene.attendre()
    assert "arrêté" in ecran._ui.messageBandeau.texte()
    assert ecran._etape() == 0


def test_les_comptes_de_l_ancienne_caisse_se_reprennent(scene: Scene, tmp_path: Path) -> None:
    chemin = tmp_path / "comptes.csv"
    chemin.write_text("Numéro;Client;Type;Solde;Date\r\n901;1011;Avoir;62,55;01/02/2014\r\n", encoding="utf-8")
    ecran = scene.ouvrir("import_comptes", EcranImportComptes)
    scene.boites.fichiers.append(chemin)
    scene.touche(Qt.Key.Key_F3)
    scene.repondre(Reponse.OUI)
    scene.touche(Qt.Key.Key_F2)
    scene.touche(Qt.Key.Key_F2)
    assert ecran._ui.bilanLabel.text() == "1 compte créé"


@pytest.mark.parametrize(("rang", "nom"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_une_colonne_porte_la_lettre_du_tableur(rang: int, nom: str) -> None:
    assert decisions.lettre(rang) == nom
