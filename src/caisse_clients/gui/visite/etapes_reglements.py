"""Stops of the tour on the règlements: take money without the mouse, then the list, one règlement, its receipt."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.visite.etapes_clients import PIERRE
from caisse_clients.gui.visite.etapes_comptes import F2, F4, F8
from caisse_clients.gui.visite.guide import CTRL, Etape, Guide

ENTREE = Qt.Key.Key_Return


def _client(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("nouveau_reglement")
    g.taper("tiersCombo", str(PIERRE))
    g.touche(ENTREE)
    g.attendre("le client", lambda: g.widget("tiersCombo").client() == PIERRE)
    g.reposer()


def _montant(g: Guide) -> None:
    g.widget("modeCombo").setFocus()
    g.touche(Qt.Key.Key_C)
    g.taper("montantEdit", "150,00")
    if g.widget("documentsTable").model().rowCount():
        g.touche(F8)


def _enregistre(g: Guide) -> None:
    ecran = g.ouvrir("nouveau_reglement")
    g.touche(F2)
    g.attendre("le numéro du règlement", lambda: bool(ecran.dernier))
    g.reposer()


def _recu(g: Guide) -> None:
    g.touche(Qt.Key.Key_P, CTRL)
    g.dialogue("dialogueApercu")
    g.reposer()


def _liste(g: Guide) -> None:
    g.fermer_les_dialogues()
    g.ouvrir("reglements")
    table = g.widget("reglementsTable")
    g.attendre("la liste des règlements", lambda: table.model().rowCount() > 0)
    g.reposer()


def _ouvert(g: Guide) -> None:
    g.touche(Qt.Key.Key_Down)
    g.touche(ENTREE)
    g.dialogue("dialogueReglement")


def _supprimer(g: Guide) -> None:
    g.touche(F4)
    g.dialogue("dialogueAnnulationReglement")
    g.taper("raisonEdit", "Chèque repris par le client")


def _fin(g: Guide) -> None:
    g.touche(F2)
    g.fermer_les_dialogues()


ETAPES = (
    Etape("Nouveau règlement", "Le code du client ou trois lettres : ce qu'il doit vient aussitôt.", _client),
    Etape("Le montant se répartit (F8)", "La même somme d'abord, puis la plus ancienne échéance.", _montant),
    Etape("Client suivant (F2)", "Le numéro est dit, le reçu à une touche, le formulaire déjà prêt.", _enregistre),
    Etape("Le reçu d'un règlement", "Ce qu'il paie, ce qui reste disponible ; l'aperçu ne compte pas.", _recu),
    Etape("Liste des règlements", "Ce qui est reçu, ce qui est rendu, et pourquoi une ligne est verrouillée.", _liste),
    Etape("Un règlement ouvert", "Ce qu'il paie, ses versions, et ce qui peut être changé.", _ouvert),
    Etape("Supprimer un règlement (F4)", "Ce qui sera de nouveau dû se lit avant de donner la raison.", _supprimer),
    Etape("Le règlement est annulé", "Rien ne s'efface : il reste dans la liste, avec sa raison.", _fin),
)  # fmt: skip
