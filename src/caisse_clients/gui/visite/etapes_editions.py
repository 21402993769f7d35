"""Stops of the tour on the éditions: a client's statement, its paper, the walk-in sales, the aged balance."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.visite.etapes_clients import PIERRE
from caisse_clients.gui.visite.etapes_comptes import F7, F8
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

ALT = Qt.KeyboardModifier.AltModifier


def _releve(g: Guide) -> None:
    g.fermer_les_dialogues()
    ecran = g.ouvrir("releve_client")
    g.touche(F7)
    g.taper("tiersEdit", str(PIERRE))
    g.touche(Qt.Key.Key_Return)
    g.attendre("le relevé", lambda: bool(ecran.solde))
    g.reposer()


def _restant(g: Guide) -> None:
    g.touche(Qt.Key.Key_R, ALT)
    g.reposer()


def _papier(g: Guide) -> None:
    g.touche(Qt.Key.Key_P, CTRL)
    g.dialogue("dialogueApercu")
    g.reposer()


def _tous(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.touche(F8)
    g.dialogue("dialogueReleves")
    g.reposer()


def _passager(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("client_passager")
    g.widget("periodeCombo").setFocus()
    g.touche(Qt.Key.Key_Down)
    g.reposer()


def _balance(g: Guide) -> None:
    ecran = g.ouvrir("balance_agee")
    g.attendre("la balance", lambda: ecran.prete)
    g.reposer()


ETAPES = (
    Etape("Extrait compte client", "Chaque mouvement, le solde après lui, et le solde final en mots.", _releve),
    Etape("Restant dû", "Le même solde, dit par ce qui est encore ouvert à la date.", _restant),
    Etape("Le relevé sur papier", "À regarder, à imprimer ou à enregistrer.", _papier),
    Etape("Tous les clients (F8)", "Un relevé par client qui a un solde, en une fois.", _tous),
    Etape("Extrait client passager", "Les tickets d'une station, leurs lignes, leurs modes de paiement.", _passager),
    Etape("Balance âgée", "Ce que doit chaque client selon son retard, à n'importe quelle date.", _balance),
)
