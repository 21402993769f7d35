"""Actions of the menu *Éditions* and of its screens; gathered by ``catalogue.py``.

One tuple a screen, summed up in ``EDITIONS``; what opens a screen stands in ``EDITIONS_PARTOUT``, in the menu's order.
"""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action, dialogue

EDITIONS_PARTOUT = (
    Action(
        "ouvrir_releve_client",
        "Extrait compte client",
        "Ctrl+8",
        droit=Droit.CONSULTER,
        aide="Le relevé d'un client : factures, avoirs, règlements, comptes, et le solde après chaque ligne.",
        icone="historique",
        menu="Éditions",
        ecran="releve_client",
    ),
    Action(
        "ouvrir_client_passager",
        "Extrait détaillé client passager",
        droit=Droit.CONSULTER,
        aide="Les tickets d'une station : leurs lignes, leurs modes de paiement, les totaux par mode.",
        icone="acompte",
        menu="Éditions",
        ecran="client_passager",
    ),
    Action(
        "ouvrir_balance_agee",
        "Balance âgée",
        droit=Droit.CONSULTER,
        aide="Ce que doit chaque client, par ancienneté du retard, à la date voulue.",
        icone="tableau",
        menu="Éditions",
        ecran="balance_agee",
    ),
)


def _communes(portee: str, ouvrir: tuple[str, str], papier: str) -> tuple[Action, ...]:
    """Return what every édition offers on its grid: open the row (text, help), the paper, the file, the menu."""
    return (
        Action(f"{portee}.ouvrir", ouvrir[0], "F6", portee, Droit.CONSULTER, ouvrir[1], "suivant", barre=True),
        Action(
            f"{portee}.imprimer",
            "Aperçu et impression",
            "Ctrl+P",
            portee,
            Droit.IMPRIMER,
            papier,
            "imprimer",
            barre=True,
        ),
        Action(
            f"{portee}.exporter",
            "Exporter…",
            "Ctrl+E",
            portee,
            Droit.CONSULTER,
            "Enregistre les lignes affichées, telles qu'elles sont affichées, en Excel ou en CSV.",
            "exporter",
        ),
        Action(
            f"{portee}.menu",
            "Menu de la ligne",
            "Shift+F10",
            portee,
            None,
            "Ouvre le menu de la ligne choisie, sans la souris.",
            "menu",
        ),
    )


def _fiche(portee: str) -> Action:
    return Action(
        f"{portee}.fiche",
        "Fiche du client",
        "Ctrl+Return",
        portee,
        Droit.CONSULTER,
        "Ouvre la fiche du client.",
        "client",
    )


_RELEVE = (
    *_communes(
        "releve_client",
        ("Ouvrir", "Ouvre ce qu'est la ligne : la pièce, le règlement ou le compte (ou Entrée, ou un double clic)."),
        "Montre le relevé mis en page, à imprimer ou à enregistrer en PDF.",
    ),
    Action(
        "releve_client.client",
        "Client",
        "F7",
        "releve_client",
        None,
        "Place le curseur dans le client.",
        "rechercher",
        barre=True,
    ),
    Action(
        "releve_client.en_lot",
        "Tous les clients",
        "F8",
        "releve_client",
        Droit.IMPRIMER,
        "Prépare les relevés de tous les clients qui ont un solde : un seul PDF, ou un PDF par client.",
        "pdf",
        barre=True,
    ),
    _fiche("releve_client"),
)

_PASSAGER = (
    *_communes(
        "client_passager",
        ("Ouvrir", "Ouvre le ticket de la ligne choisie (ou Entrée, ou un double clic)."),
        "Montre l'extrait mis en page, à imprimer ou à enregistrer en PDF.",
    ),
    Action(
        "client_passager.periode",
        "Période",
        "F7",
        "client_passager",
        None,
        "Place le curseur dans la période.",
        "calendrier",
        barre=True,
    ),
    Action(
        "client_passager.lignes",
        "Lignes",
        "F8",
        "client_passager",
        None,
        "Montre ou cache ce qui a été vendu, sous chaque ticket.",
        "tableau",
        barre=True,
    ),
)

_BALANCE = (
    *_communes(
        "balance_agee",
        ("Relevé", "Ouvre le relevé du client choisi, à la date de la balance (ou Entrée, ou un double clic)."),
        "Montre la balance mise en page, à imprimer ou à enregistrer en PDF.",
    ),
    Action(
        "balance_agee.rechercher",
        "Recherche",
        "F7",
        "balance_agee",
        None,
        "Place le curseur dans la recherche.",
        "rechercher",
        barre=True,
    ),
    _fiche("balance_agee"),
)

_DIALOGUES = dialogue("dialogueReleves", "Préparer", "Demande où les enregistrer, puis prépare tous les relevés.")

EDITIONS = (*_RELEVE, *_PASSAGER, *_BALANCE, *_DIALOGUES)
