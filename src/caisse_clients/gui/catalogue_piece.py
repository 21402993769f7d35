"""Actions of the screen of one pièce (manual 003); gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action

_PORTEE = "piece"


def _action(
    nom: str, texte: str, cle: str, droit: Droit | None, aide: str, *, icone: str, barre: bool = False
) -> Action:
    return Action(f"{_PORTEE}.{nom}", texte, cle, _PORTEE, droit, aide, icone, barre=barre)


PIECE = (
    _action(
        "enregistrer",
        "Enregistrer",
        "F2",
        None,
        "Enregistre la commande ou le brouillon ; une seule fois, même touche maintenue.",
        icone="enregistrer",
        barre=True,
    ),
    _action(
        "nouveau",
        "Nouvelle pièce",
        "F3",
        None,
        "Ouvre une commande ou une facture vide, comme celle qui est affichée, pour le même client.",
        icone="nouveau",
    ),
    _action(
        "retirer",
        "Annuler",
        "F4",
        None,
        "Annule la commande ou la livraison, ou supprime le brouillon, avec une raison : rien n'est effacé.",
        icone="supprimer",
        barre=True,
    ),
    _action(
        "valider",
        "Valider",
        "F6",
        Droit.FACTURER,
        "Donne à la facture son numéro définitif ; elle ne se modifie plus.",
        icone="valider",
        barre=True,
    ),
    _action(
        "choix",
        "Choisir",
        "F7",
        None,
        "Ouvre la liste des articles ou des taux de TVA sur la case où l'on tape.",
        icone="rechercher",
        barre=True,
    ),
    _action(
        "regler",
        "Acompte / Régler",
        "F8",
        Droit.ENCAISSER,
        "Enregistre un acompte sur la commande ou le brouillon, un règlement sur la facture validée.",
        icone="acompte",
        barre=True,
    ),
    _action(
        "facturer",
        "Facturer",
        "F9",
        Droit.FACTURER,
        "Fait la facture de tout ou partie de la commande ou du bon ; ses acomptes glissent sur la facture.",
        icone="facture",
        barre=True,
    ),
    _action(
        "livrer",
        "Livrer",
        "F11",
        Droit.GERER_COMMANDES,
        "Fait le bon de livraison de tout ou partie de la commande.",
        icone="livraison",
        barre=True,
    ),
    _action(
        "avoir",
        "Avoir",
        "F12",
        Droit.EMETTRE_AVOIR,
        "Émet un avoir sur la facture validée : en entier, par lignes ou pour un montant.",
        icone="precedent",
        barre=True,
    ),
    _action(
        "annuler_acompte",
        "Annulation acompte",
        "Ctrl+D",
        Droit.MODIFIER_REGLEMENT,
        "Retire un acompte ou un règlement de la pièce : l'argent reste disponible, ou est rendu.",
        icone="annuler",
    ),
    _action(
        "imprimer",
        "Imprimer / PDF",
        "Ctrl+P",
        Droit.IMPRIMER,
        "Montre la pièce mise en page, à imprimer ou à enregistrer en PDF.",
        icone="imprimer",
    ),
    _action(
        "recu",
        "Reçu du dernier règlement",
        "Ctrl+R",
        Droit.IMPRIMER,
        "Montre le reçu du règlement enregistré à l'instant depuis cet écran.",
        icone="imprimer",
    ),
    _action(
        "historique",
        "Historique",
        "Ctrl+H",
        Droit.CONSULTER,
        "Montre chaque acte sur la pièce ; Entrée ouvre le règlement ou la pièce de la ligne.",
        icone="historique",
    ),
    _action(
        "client",
        "Fiche du client",
        "Ctrl+Return",
        Droit.CONSULTER,
        "Ouvre la fiche du client de la pièce.",
        icone="client",
    ),
    _action(
        "reste",
        "Ajuster la dernière échéance",
        "Ctrl+J",
        None,
        "Met sur la dernière échéance ce qui manque au total, ou l'en ôte.",
        icone="ajuster",
    ),
    _action(
        "retablir",
        "Annuler les modifications",
        "Shift+F5",
        None,
        "Remet la pièce comme elle est enregistrée.",
        icone="annuler",
    ),
    _action(
        "exporter",
        "Exporter l'onglet…",
        "Ctrl+E",
        Droit.CONSULTER,
        "Enregistre l'historique, les imputations ou les pièces liées en Excel ou en CSV.",
        icone="exporter",
    ),
    _action(
        "menu",
        "Menu de la ligne",
        "Shift+F10",
        None,
        "Ouvre le menu de la ligne choisie, sans la souris.",
        icone="menu",
    ),
)
