"""Éditions > Relances: what is due is shown, ticked, sent once, printed, and kept in the journal; by the keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QMenu

from caisse_clients.application import lectures_editions
from caisse_clients.application.commandes.clients import ModifierClient
from caisse_clients.application.commandes.echeances import ModifierEcheance
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.domain.echeancier import LigneRelance
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.relances import EcranRelances
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.echeances_de_test import (
    ALARME,
    CTRL,
    EN_RETARD,
    LITIGE,
    MAJ,
    MALIKA,
    K,
    creer_les_echeances,
    dialogue,
    textes,
)
from tests.gui.fenetre_reelle import Scene, scene

__all__ = ["ecran", "scene"]


@pytest.fixture
def ecran(scene: Scene) -> EcranRelances:
    """Two clients to remind; ALBERT Pierre is late too, but his comptes acompte cover it."""
    creer_les_echeances(scene.atelier)
    scene.atelier.faire(ModifierEcheance(f"{LITIGE}/1", litige=False))
    scene.atelier.faire(ModifierParametre("relance.1.frais", "5.00"))
    ecran = scene.ouvrir("relances", EcranRelances)
    scene.jusqu_a(lambda: len(clients(ecran)) == 2)
    scene.attendre()
    return ecran


def clients(ecran: EcranRelances) -> list[str]:
    return [ligne["Client"] for ligne in textes(ecran._ui.relancesTable)]


def journal(scene: Scene) -> list[LigneRelance]:
    with scene.atelier.services.lire() as lecteur:
        return lectures_editions.journal_relances(lecteur)


def envoyer(scene: Scene, ecran: EcranRelances) -> Any:
    """F2, Envoyer; return the preview of the letters."""
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F2)
    return dialogue(scene, "dialogueApercu")


def test_ce_qui_est_a_relancer_se_montre_coche(scene: Scene, ecran: EcranRelances) -> None:
    ui = ecran._ui
    assert ui.auEdit.text() == "15/07/2014"
    assert textes(ui.relancesTable) == [
        {
            "Client": "5 577 · ALAQUI MALIKA",
            "Échéances": f"{EN_RETARD}/1",
            "Retard": "104",
            "Échu": "90,00",
            "Frais": "5,00",
            "Pénalités": "0,00",
            "Total demandé": "95,00",
        },
        {
            "Client": "5 124 · ALARME VIDEO ALARE VIDEO",
            "Échéances": f"{LITIGE}/1",
            "Retard": "61",
            "Échu": "840,00",
            "Frais": "5,00",
            "Pénalités": "0,00",
            "Total demandé": "845,00",
        },
    ]
    assert ecran._cochees == {MALIKA, ALARME}
    assert ui.cocheesLabel.text() == "2 sur 2 cochées — total demandé 940,00 €"


def test_le_detail_suit_la_ligne_choisie(scene: Scene, ecran: EcranRelances) -> None:
    grille = ecran._ui.relancesTable
    assert grille.hasFocus()
    for _ in range(2):
        choisie: Any = ecran._ligne()
        assert [d["Facture"] for d in textes(ecran._ui.detailTable)] == [e.piece for e in choisie.echeances]
        assert choisie.client_nom in ecran._ui.detailLabel.text()
        scene.touche(K.Key_Down)


def test_seul_ce_qui_est_coche_part_une_fois(scene: Scene, ecran: EcranRelances) -> None:
    while getattr(ecran._ligne(), "client", None) != ALARME:
        scene.touche(K.Key_Down)
    scene.touche(K.Key_Space)
    assert ecran._ui.cocheesLabel.text() == "1 sur 2 cochée — total demandé 95,00 €"
    papier = envoyer(scene, ecran)
    assert "à ALAQUI MALIKA, pour 95,00 €" in scene.boites.questions[-1]
    (page,) = pages_du_pdf(papier.apercu._pdf)
    assert EN_RETARD in page
    assert "95,00" in page
    scene.touche(K.Key_Escape)
    (faite,) = journal(scene)
    assert (faite.client, faite.niveau, faite.montant, faite.frais) == (MALIKA, 1, 90_00, 5_00)
    assert clients(ecran) == ["5 124 · ALARME VIDEO ALARE VIDEO"]
    assert ecran._cochees == set()  # what was unticked stays so
    assert not ecran._ui.envoyerButton.isEnabled()


def test_tout_part_d_un_coup_et_le_journal_le_garde(scene: Scene, ecran: EcranRelances) -> None:
    papier = envoyer(scene, ecran)
    assert len(pages_du_pdf(papier.apercu._pdf)) == 2
    scene.touche(K.Key_Escape)
    assert ecran._ui.messageBandeau.texte() == "2 relances inscrites au journal."
    assert clients(ecran) == []
    assert "après 8 jours de retard" in ecran._ui.relancesTable.accessibleDescription()
    scene.touche(K.Key_F9)
    assert ecran._ui.journalTable.hasFocus()
    lignes = textes(ecran._ui.journalTable)
    assert {(x["Niveau"], x["Envoyée par"], x["Date"]) for x in lignes} == {("1re relance", "ADMIN", "15/07/2014")}
    scene.touche(K.Key_Return)
    lettre: Any = dialogue(scene, "dialogueApercu")
    assert lettre.windowTitle() == "Lettre de relance"
    scene.touche(K.Key_Escape)
    scene.touche(K.Key_F9)
    assert ecran._ui.relancesTable.hasFocus()


def test_on_peut_revenir_sans_rien_envoyer(scene: Scene, ecran: EcranRelances) -> None:
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_F2)
    assert journal(scene) == []
    assert len(clients(ecran)) == 2


def test_f8_decoche_tout_puis_recoche(scene: Scene, ecran: EcranRelances) -> None:
    scene.touche(K.Key_F8)
    assert ecran._cochees == set()
    scene.touche(K.Key_F2)  # greyed: nothing is asked
    assert scene.boites.questions == []
    scene.touche(K.Key_F8)
    assert ecran._cochees == {MALIKA, ALARME}


def test_le_niveau_suivant_vient_apres_le_premier(scene: Scene, ecran: EcranRelances) -> None:
    ecran._ui.niveau2Radio.setFocus()
    scene.touche(K.Key_Space)
    scene.jusqu_a(lambda: "déjà relancée au niveau 1" in ecran._ui.relancesTable.accessibleDescription())
    ecran._ui.niveau1Radio.setFocus()
    scene.touche(K.Key_Space)
    scene.jusqu_a(lambda: len(clients(ecran)) == 2)
    scene.attendre()
    envoyer(scene, ecran)
    scene.touche(K.Key_Escape)
    ecran._ui.niveau2Radio.setFocus()
    scene.touche(K.Key_Space)
    scene.jusqu_a(lambda: len(clients(ecran)) == 2)


def test_une_date_a_venir_est_refusee_sous_les_yeux(scene: Scene, ecran: EcranRelances) -> None:
    champ = ecran._ui.auEdit
    champ.setFocus()
    champ.selectAll()
    scene.taper("16/07/2014")
    scene.jusqu_a(lambda: bool(champ.property("erreur")))
    assert "dans l'avenir" in ecran._ui.messageBandeau.texte()
    assert clients(ecran) == []
    champ.selectAll()
    scene.taper("15/07/2014")
    scene.jusqu_a(lambda: len(clients(ecran)) == 2)
    assert ecran._ui.messageBandeau.isHidden()


def test_un_seul_client_par_les_touches(scene: Scene, ecran: EcranRelances) -> None:
    scene.touche(K.Key_F7)
    scene.taper(str(MALIKA))
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: clients(ecran) == ["5 577 · ALAQUI MALIKA"])
    scene.fenetre().ouvrir("relances", client=ALARME)
    scene.jusqu_a(lambda: clients(ecran) == ["5 124 · ALARME VIDEO ALARE VIDEO"])


def test_le_menu_mene_au_releve(scene: Scene, ecran: EcranRelances) -> None:
    scene.touche(K.Key_F10, MAJ)
    menu = next(m for m in ecran._ui.relancesTable.findChildren(QMenu) if m.isVisible())
    assert [a.text() for a in menu.actions() if a.text()] == [
        "Relevé",
        "Fiche du client",
        "Tout cocher",
        "Copier la ligne",
    ]
    menu.close()
    scene.touche(K.Key_F6)
    releve: Any = scene.fenetre()._navigation.courant()
    assert releve.nom == "releve_client"
    scene.attendre()
    assert releve._ui.restantRadio.isChecked()


def test_les_deux_listes_s_exportent(scene: Scene, ecran: EcranRelances, tmp_path: Any) -> None:
    for onglet, attendu in ((False, "Client;Échéances;Retard"), (True, "Date;Client;Niveau")):
        if onglet:
            envoyer(scene, ecran)
            scene.touche(K.Key_Escape)
            scene.touche(K.Key_F9)
        sortie = tmp_path / f"{onglet}.csv"
        scene.boites.fichiers.append(sortie)
        scene.touche(K.Key_E, CTRL)
        lignes = sortie.read_text(encoding="utf-8-sig").splitlines()
        assert lignes[0].startswith(attendu)
        assert len(lignes) == 3


def test_un_changement_fait_ailleurs_parait(scene: Scene, ecran: EcranRelances) -> None:
    scene.atelier.faire(ModifierEcheance(f"{EN_RETARD}/1", litige=True))
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: clients(ecran) == ["5 124 · ALARME VIDEO ALARE VIDEO"])


def test_les_penalites_d_un_professionnel_se_demandent(scene: Scene) -> None:
    creer_les_echeances(scene.atelier)
    scene.atelier.faire(ModifierClient(MALIKA, professionnel=True))
    ecran = scene.ouvrir("relances", EcranRelances)
    scene.jusqu_a(lambda: len(clients(ecran)) == 1)
    (ligne,) = textes(ecran._ui.relancesTable)
    assert ligne["Frais"] == "40,00"
    assert ligne["Pénalités"] != "0,00"
