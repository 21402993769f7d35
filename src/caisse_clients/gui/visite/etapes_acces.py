"""Stops of the tour on the accès: its cheques, its stop as the manual does it, the Financier tab, a bon d'avoir."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.visite.etapes_comptes import F2
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

ALAN, ALBES, AIT_EL_MOKHTAR = 1_811, 5_850, 2_643
CTRL_MAJ = CTRL | Qt.KeyboardModifier.ShiftModifier


def _onglet(g: Guide, client: int, onglet: str, table: str) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("fiche_client", client=client, onglet=onglet)
    grille = g.fenetre.findChildren(type(g.widget(table)), table)
    g.attendre("les lignes de l'onglet", lambda: any(x.isVisible() and x.model().rowCount() for x in grille))
    g.widget(table).setFocus()
    g.reposer()


def _acces(g: Guide) -> None:
    _onglet(g, ALAN, "acces", "accesTable")


def _arret(g: Guide) -> None:
    g.touche(Qt.Key.Key_S, CTRL_MAJ)
    g.dialogue("dialogueArchivage")
    g.widget("avoirCheck").click()
    g.widget("articleAvoirCombo").setFocus()
    g.touche(Qt.Key.Key_A)  # Avoir sur accès


def _archive(g: Guide) -> None:
    g.touche(F2)
    g.attendre("l'arrêt de l'accès", lambda: g.widget("archivesCheck").isChecked())
    g.reposer()


def _financier(g: Guide) -> None:
    _onglet(g, ALBES, "financier", "financierTable")


def _avoir(g: Guide) -> None:
    g.touche(Qt.Key.Key_A, CTRL_MAJ)
    g.dialogue("dialogueAvoirClient")
    g.taper("montantEdit", "20,00")
    g.widget("articleCombo").setCurrentIndex(0)
    g.taper("raisonEdit", "Cadeau de fidélité")


def _bon(g: Guide) -> None:
    _onglet(g, AIT_EL_MOKHTAR, "financier", "financierTable")
    g.touche(Qt.Key.Key_D, CTRL_MAJ)
    g.dialogue("dialogueBon")
    g.reposer()


def _fin(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("cheques")


ETAPES = (
    Etape("Les accès d'un client", "Ses abonnements, et l'échéancier des chèques que l'on garde.", _acces),
    Etape("Arrêter un accès", "Avoir au prorata, chèques à rendre, l'équation en toutes lettres.", _arret),
    Etape("L'accès est archivé", "L'avoir est émis, le crédit est sur un compte avoir du client.", _archive),
    Etape("Financier", "L'avoir est une vente négative, le remboursement un encaissement négatif.", _financier),
    Etape("Avoir sans arrêt d'accès", "Cadeau ou remise, sur une facture ou sans ; ce qu'il fera se lit.", _avoir),
    Etape("Vérifier un bon d'avoir", "Scanné à la caisse : ce qu'il vaut encore, et où il a servi.", _bon),
    Etape("Les chèques au coffre", "Ceux du jour se cochent et s'encaissent ensemble.", _fin),
)  # fmt: skip
