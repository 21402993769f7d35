"""Stops of the tour on one pièce: a commande typed by the keys alone, paid in part, invoiced, validated."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.visite.etapes_comptes import F2, F6, F8
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

PIERRE = 1011
CASE = "caseEdit"
"""Name of the field of the cell being typed."""
_LIGNES = (
    ("Table de jardin en teck", "2", "450", "", "20"),
    ("Livre relié « Jardins »", "1", "24,90", "", "5,5"),
    ("Livraison et montage", "1", "120", "10", "20"),
)
ENTREE, F9 = Qt.Key.Key_Return, Qt.Key.Key_F9


def _nouvelle(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("piece", nouveau="commande", client=PIERRE)
    g.attendre("la première case", lambda: g.widget("lignesTable").case() == (0, "article"))


def _lignes(g: Guide) -> None:
    for cases in _LIGNES:
        g.touche(Qt.Key.Key_Tab)
        for texte in cases:
            g.taper(CASE, texte)
            g.touche(ENTREE)


def _refusee(g: Guide) -> None:
    g.widget("lignesTable").aller(1, "quantite")
    g.taper(CASE, "deux")


def _echeances(g: Guide) -> None:
    g.taper(CASE, "1")
    g.touche(ENTREE)
    g.widget("conditionsCombo").setFocus()
    g.widget("conditionsCombo").setEditText("3 fois")
    g.reposer()


def _enregistree(g: Guide) -> None:
    g.touche(F2)


def _acompte(g: Guide) -> None:
    g.touche(F8)
    g.dialogue("dialogueAcompte")
    g.taper("montantEdit", "360,00")


def _historique(g: Guide) -> None:
    modes = g.widget("modeCombo")
    modes.setCurrentIndex(max(0, modes.findData("cheque")))
    g.touche(F2)
    g.touche(Qt.Key.Key_H, CTRL)


def _facturer(g: Guide) -> None:
    g.touche(F9)
    g.dialogue("dialogueQuantites")


def _validee(g: Guide) -> None:
    g.touche(F2)
    g.touche(F6)


ETAPES = (
    Etape("Nouvelle commande", "Le client est choisi, le curseur attend le premier article.", _nouvelle),
    Etape(
        "Trois lignes au clavier",
        "Entrée va de case en case ; les totaux par taux de TVA suivent chaque lettre.",
        _lignes,
    ),
    Etape("Une valeur refusée", "Elle reste écrite, en rouge ; la raison se lit sous la grille.", _refusee),
    Etape("Trois échéances", "« 3 fois » suffit ; une échéance tapée à la main montre l'écart au total.", _echeances),
    Etape("La commande est enregistrée", "F2 : son numéro, ce qui reste dû, ce qu'on peut en faire.", _enregistree),
    Etape("L'acompte (F8)", "Total, déjà réglé, reste dû ; le montant proposé se change.", _acompte),
    Etape("L'historique de la commande", "L'acompte y est, avec son numéro RC : Entrée l'ouvre.", _historique),
    Etape("Facturer (F9)", "Tout, ou les quantités voulues : l'acompte glissera sur la facture.", _facturer),
    Etape("La facture validée", "F6 : son numéro définitif ; elle se lit seulement, l'écran dit pourquoi.", _validee),
)  # fmt: skip
