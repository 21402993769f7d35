"""Comptabilité > Vérification on a real base, intact and tampered with, by the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.domain.grand_livre.controles import MAXIMUM_ANOMALIES, Rapport
from caisse_clients.gui.ecrans.verification import EcranVerification
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import verification as presentateur
from tests.gui.fenetre_reelle import Scene, scene
from tests.storage.brut import ouvrir_brut

__all__ = ["scene"]


def test_f2_prouve_qu_une_base_est_intacte(scene: Scene) -> None:
    ecran = scene.ouvrir("verification", EcranVerification)
    assert ecran._ui.verifierButton.hasFocus()
    ecran._ui.completCheck.setChecked(True)
    scene.touche(Qt.Key.Key_F2)
    assert ecran._ui.messageBandeau.texte().startswith("Base intacte")
    assert "signatures" in ecran._ui.compteLabel.text()
    assert ecran._modele.rowCount() == 0
    assert ecran.empechement("verification.exporter") == "La liste est vide."


def test_une_base_changee_dehors_nomme_ce_qui_a_change(scene: Scene) -> None:
    ecran = scene.ouvrir("verification", EcranVerification)
    scene.atelier.altere = True
    with ouvrir_brut(scene.atelier) as brut:
        brut.executer("UPDATE solde_compte SET entrees = entrees + 1, solde = solde + 1")
        brut.valider()
    scene.touche(Qt.Key.Key_F2)
    assert "anomalie" in ecran._ui.messageBandeau.texte()
    assert ecran._modele.rowCount() > 0
    assert ecran._modele.ligne(0).anomalie  # type: ignore[union-attr]  # one row is there


def test_une_seconde_f2_pendant_la_verification_ne_relance_rien(scene: Scene) -> None:
    ecran = scene.ouvrir("verification", EcranVerification)
    ecran.verifier()
    premiere = ecran._tache
    ecran.verifier()
    assert ecran._tache is premiere
    assert ecran.empechement("verification.verifier") == "La vérification est en cours."
    scene.attendre()


def test_une_verification_arretee_ne_prouve_rien(scene: Scene) -> None:
    ecran = scene.ouvrir("verification", EcranVerification)
    ecran.verifier()
    assert ecran._tache is not None
    ecran._tache.annuler()
    scene.attendre()
    assert ecran._ui.messageBandeau.texte() == "Vérification arrêtée : rien n'est prouvé."


def test_le_verdict_compte_et_dit_quoi_faire() -> None:
    rapport = Rapport(operations=1234, lignes=5678, signatures=1)
    assert presentateur.verdict(rapport)[1] is Gravite.SUCCES
    assert presentateur.compte_rendu(rapport) == "1\u202f234 opérations, 5\u202f678 lignes, 1 signature"
    rapport.signaler("sceau_rompu", "x", 7, "P1")
    assert "1 anomalie." in presentateur.verdict(rapport)[0]
    for _ in range(MAXIMUM_ANOMALIES):
        rapport.signaler("sceau_rompu", "x")
    assert f"plus de {MAXIMUM_ANOMALIES} anomalies" in presentateur.verdict(rapport)[0]
    assert presentateur.constats(rapport)[0].operation == 7
