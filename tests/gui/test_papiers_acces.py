"""The papers of accès at the screen: a preview bears no code and counts nothing, what is saved is counted and pays."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from caisse_clients.application import lectures_acces
from caisse_clients.application.commandes.arrets import ArchiverAcces
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.domain.bons import par_quatre
from caisse_clients.gui.dialogues.tirages import montrer_arret, montrer_bon
from tests.acces_de_test import ARRET, vendre
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.acces_a_l_ecran import dialogue, ouvrir, scene
from tests.gui.fenetre_reelle import Scene

__all__ = ["scene"]

CTRL = Qt.KeyboardModifier.ControlModifier


def texte(octets: bytes) -> str:
    return " ".join(pages_du_pdf(octets)).replace("\u202f", " ").replace("\u00a0", " ")


def enregistrer(scene: Scene, fichier: Path) -> str:
    """Save the paper shown (Ctrl+S) and return its text."""
    scene.boites.fichiers.append(fichier)
    scene.touche(Qt.Key.Key_S, CTRL)
    scene.jusqu_a(fichier.exists)
    scene.attendre()
    return texte(fichier.read_bytes())


def test_le_bon_enregistre_porte_le_code_que_l_apercu_ne_montre_pas(scene: Scene, tmp_path: Path) -> None:
    acces = vendre(scene.atelier)
    compte = int(str(scene.atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, article="AVOIR")).valeurs["compte"]))
    scene.atelier.faire(TirerBon(compte))  # another poste printed it: the code is drawn
    with scene.atelier.services.lire() as lecteur:
        code = par_quatre(lectures_acces.bon_du_compte(lecteur, compte).code or "")
    assert code
    ecran = ouvrir(scene)
    montrer_bon(ecran.contexte, ecran, compte)
    apercu = dialogue(scene, "dialogueApercu")
    assert apercu.windowTitle() == f"Bon d'avoir du compte {compte}"
    vu = texte(apercu.apercu._pdf)
    assert "270,00 €" in vu
    assert code not in vu
    premier = enregistrer(scene, tmp_path / "bon.pdf")
    assert code in premier
    assert "DUPLICATA n° 1" in premier
    second = enregistrer(scene, tmp_path / "bon2.pdf")
    assert code in second
    assert "DUPLICATA n° 2" in second


def test_l_arret_enregistre_deux_fois_est_un_duplicata(scene: Scene, tmp_path: Path) -> None:
    acces = vendre(scene.atelier)
    scene.atelier.faire(ArchiverAcces(acces, ARRET, avoir=True, article="AVOIR"))
    ecran = ouvrir(scene)
    montrer_arret(ecran.contexte, ecran, acces)
    apercu = dialogue(scene, "dialogueApercu")
    assert apercu.windowTitle() == f"Arrêt de l'accès {acces}"
    assert "En faveur du client 270,00 €" in texte(apercu.apercu._pdf)
    assert "DUPLICATA" not in enregistrer(scene, tmp_path / "arret.pdf")
    assert "DUPLICATA n° 1" in enregistrer(scene, tmp_path / "arret2.pdf")


def test_un_acces_qui_court_n_a_pas_de_papier_et_le_dit(scene: Scene) -> None:
    acces = vendre(scene.atelier)
    ecran = ouvrir(scene)
    montrer_arret(ecran.contexte, ecran, acces)
    scene.jusqu_a(lambda: "n'est pas arrêté" in "".join(scene.boites.messages))
