"""Actions of the menu *Trésorerie* and of its screens; gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action

TRESORERIE_PARTOUT = (
    Action(
        "ouvrir_gestion_reglements",
        "Gestion des règlements",
        "Ctrl+0",
        droit=Droit.CONSULTER,
        aide="Donne un mode de règlement et une banque aux échéances à venir, une par une ou toutes à la fois.",
        icone="ajuster",
        menu="Trésorerie",
        ecran="gestion_reglements",
    ),
)

_GESTION = "gestion_reglements"

TRESORERIE = (
    Action(
        f"{_GESTION}.valider",
        "Valider",
        "F2",
        _GESTION,
        None,
        "Valide la sélection et montre ses échéances ; puis enregistre les modes et les banques donnés.",
        "valider",
        barre=True,
    ),
    Action(
        f"{_GESTION}.retour",
        "Sélection",
        "F3",
        _GESTION,
        None,
        "Revient à la sélection (ou Échap) ; ce qui n'est pas enregistré est abandonné, après une question.",
        "precedent",
        barre=True,
    ),
    Action(
        f"{_GESTION}.reglement",
        "Règlement…",
        "F6",
        _GESTION,
        Droit.AFFECTER,
        "Donne un mode de règlement à toutes les lignes choisies, ou le leur retire.",
        "ecriture",
        barre=True,
    ),
    Action(
        f"{_GESTION}.banque",
        "Banque…",
        "F7",
        _GESTION,
        Droit.AFFECTER,
        "Donne une banque à toutes les lignes choisies, ou la leur retire.",
        "solder",
        barre=True,
    ),
    Action(
        f"{_GESTION}.annuler",
        "Annuler le changement",
        "Ctrl+Z",
        _GESTION,
        Droit.AFFECTER,
        "Défait le dernier changement qui n'est pas encore enregistré ; plusieurs fois de suite si besoin.",
        "annuler",
    ),
    Action(
        f"{_GESTION}.voir",
        "Voir la pièce",
        "Ctrl+Return",
        _GESTION,
        Droit.CONSULTER,
        "Ouvre la pièce de l'échéance choisie.",
        "facture",
    ),
    Action(
        f"{_GESTION}.modifier",
        "Modifier la pièce",
        "Ctrl+M",
        _GESTION,
        Droit.FACTURER,
        "Ouvre la pièce de l'échéance choisie pour la modifier, tant qu'elle n'est pas validée.",
        "ecriture",
    ),
    Action(
        f"{_GESTION}.imprimer",
        "Imprimer",
        "Ctrl+P",
        _GESTION,
        Droit.IMPRIMER,
        "Montre la liste telle qu'elle est affichée, à imprimer ou à enregistrer en PDF.",
        "imprimer",
        barre=True,
    ),
    Action(
        f"{_GESTION}.exporter",
        "Exporter…",
        "Ctrl+E",
        _GESTION,
        Droit.CONSULTER,
        "Enregistre les lignes affichées, telles qu'elles sont affichées, en Excel ou en CSV.",
        "exporter",
    ),
    Action(
        f"{_GESTION}.menu",
        "Menu de la ligne",
        "Shift+F10",
        _GESTION,
        None,
        "Ouvre le menu de la ligne choisie, sans la souris.",
        "menu",
    ),
)
