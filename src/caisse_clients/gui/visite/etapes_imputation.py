"""Stops of the tour on *Créer un règlement*, *Gestion commerciale* and the palette, by the keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.visite.etapes_clients import PIERRE
from caisse_clients.gui.visite.etapes_comptes import F2, F3, F6, F8
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

ENTREE, ESPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
MAJ = Qt.KeyboardModifier.ShiftModifier


def _colonnes(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("imputation", client=PIERRE)
    g.attendre("ce que doit le client", lambda: g.widget("duTable").model().rowCount() > 0)
    g.fenetre.activateWindow()  # what a window manager does once a dialog is closed
    g.widget("duTable").setFocus()


def _cocher(g: Guide) -> None:
    g.touche(ESPACE)
    g.touche(Qt.Key.Key_Right)
    for chiffre in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_0):
        g.touche(chiffre)


def _encaisser(g: Guide) -> None:
    g.touche(ENTREE)
    g.touche(F3)
    modes = g.widget("modeCombo")
    modes.setCurrentIndex(modes.findData("cheque"))
    g.taper("montantEdit", "500,00")
    g.taper("referenceEdit", "Chèque 7654321")


def _encaisse(g: Guide) -> None:
    g.touche(F2)


def _proposer(g: Guide) -> None:
    g.touche(Qt.Key.Key_Z, CTRL | MAJ)
    g.touche(F8)


def _rapprocher(g: Guide) -> None:
    g.touche(F2)


def _en_place(g: Guide) -> None:
    g.touche(F6)


def _retirer(g: Guide) -> None:
    g.touche(Qt.Key.Key_Delete)
    g.dialogue("dialogueRetrait")
    g.taper("raisonEdit", "Le client voulait payer l'autre facture")


def _retire(g: Guide) -> None:
    g.touche(F2)


def _gestion(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("fiche_client", client=PIERRE, onglet="gestion")
    pieces = g.widget("piecesTable")
    g.attendre("les pièces du client", lambda: pieces.model().rowCount() > 0)
    pieces.setFocus()
    g.touche(Qt.Key.Key_Down)


def _palette(g: Guide) -> None:
    g.touche(Qt.Key.Key_K, CTRL)
    g.dialogue("allerA")
    g.taper("allerAEdit", "1")


ETAPES = (
    Etape("Créer un règlement", "À gauche ce que doit le client, à droite ce dont il dispose.", _colonnes),
    Etape("Cocher, taper un montant", "Espace coche ; les chiffres changent le montant ; les restes suivent.", _cocher),
    Etape("Encaisser sur place (F3)", "Mode, montant, date, référence, sans quitter les deux colonnes.", _encaisser),
    Etape("Le règlement est à droite", "F2 : il paraît déjà coché, prêt à payer.", _encaisse),
    Etape("La proposition (F8)", "Les montants exacts, puis les plus anciennes échéances ; on corrige.", _proposer),
    Etape("Rapproché (F2)", "Tout est enregistré en une fois, ou rien.", _rapprocher),
    Etape("Ce qui est rapproché (F6)", "Qui a payé quoi, quand, avec la facture d'acompte.", _en_place),
    Etape("Retirer un rapprochement", "Suppr, une raison : les deux côtés retrouvent la somme.", _retirer),
    Etape("Le rapprochement est retiré", "La pièce est due de nouveau, l'argent est disponible.", _retire),
    Etape("Aller à un numéro (Ctrl+K)", "Clients, pièces et règlements par une partie de leur numéro.", _palette),
    Etape("Gestion commerciale", "Dans la fiche : ses pièces, ses règlements, mêmes gestes et verrous.", _gestion),
)  # fmt: skip
