"""Actions of the lists of pièces and of their dialogs (manual 003); gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action, dialogue
from caisse_clients.gui.catalogue_gestion import actions_de_grille

VENTES_PARTOUT = (
    Action(
        "ouvrir_commandes",
        "Liste des commandes",
        "Ctrl+3",
        droit=Droit.CONSULTER,
        aide="Les commandes, leurs acomptes et ce qui reste dû.",
        icone="commande",
        menu="Ventes > Commandes",
        ecran="commandes",
    ),
    Action(
        "ouvrir_bons_livraison",
        "Liste des bons de livraison",
        droit=Droit.CONSULTER,
        aide="Ce qui est livré, et ce qui reste à facturer.",
        icone="livraison",
        menu="Ventes > Bons de livraison",
        ecran="bons_livraison",
    ),
    Action(
        "ouvrir_factures",
        "Liste des factures",
        "Ctrl+4",
        droit=Droit.CONSULTER,
        aide="Factures, factures d'acompte, avoirs et tickets : ce qui est réglé et ce qui reste dû.",
        icone="facture",
        menu="Ventes > Factures",
        ecran="factures",
    ),
)


def _ouvrir(portee: str) -> Action:
    return Action(
        f"{portee}.ouvrir",
        "Ouvrir",
        "F6",
        portee,
        Droit.CONSULTER,
        "Ouvre la pièce choisie : ses lignes, ses échéances, ses règlements.",
        "ecriture",
        barre=True,
    )


def _nouveau(portee: str, texte: str, droit: Droit) -> Action:
    return Action(f"{portee}.nouveau", texte, "F3", portee, droit, "Ouvre une pièce vide.", "nouveau", barre=True)


def _communes(portee: str, suppression: str, aide_suppression: str, droit: Droit) -> tuple[Action, ...]:
    """Return what every list of pièces offers on a row, after what is its own."""
    return (
        Action(
            f"{portee}.annulation_acompte",
            "Annulation acompte",
            "",
            portee,
            Droit.MODIFIER_REGLEMENT,
            "Retire un acompte de la pièce : l'argent reste disponible pour le client, ou lui est rendu.",
            "annuler",
        ),
        Action(
            f"{portee}.historique",
            "Historique",
            "Ctrl+H",
            portee,
            Droit.CONSULTER,
            "Montre chaque acte sur la pièce, et ses règlements.",
            "historique",
        ),
        Action(
            f"{portee}.document",
            "Imprimer / PDF",
            "Ctrl+Shift+P",
            portee,
            Droit.IMPRIMER,
            "Montre la pièce mise en page, à imprimer ou à enregistrer en PDF.",
            "pdf",
        ),
        Action(f"{portee}.annuler", suppression, "F4", portee, droit, aide_suppression, "supprimer", barre=True),
        Action(
            f"{portee}.recu",
            "Reçu du dernier règlement",
            "Ctrl+R",
            portee,
            Droit.IMPRIMER,
            "Montre le reçu du règlement enregistré à l'instant depuis cette liste.",
            "imprimer",
        ),
        *actions_de_grille(portee),
    )


_COMMANDES = (
    _nouveau("commandes", "Nouvelle commande", Droit.GERER_COMMANDES),
    _ouvrir("commandes"),
    Action(
        "commandes.acompte",
        "Acompte",
        "F8",
        "commandes",
        Droit.ENCAISSER,
        "Enregistre un acompte du client sur la commande choisie.",
        "acompte",
        barre=True,
    ),
    Action(
        "commandes.facturer",
        "Facturer",
        "",
        "commandes",
        Droit.FACTURER,
        "Fait la facture de tout ou partie de la commande ; ses acomptes glissent sur la facture.",
        "facture",
    ),
    Action(
        "commandes.livrer",
        "Livrer",
        "",
        "commandes",
        Droit.GERER_COMMANDES,
        "Fait le bon de livraison de tout ou partie de la commande.",
        "livraison",
    ),
    *_communes(
        "commandes",
        "Annuler la commande",
        "Annule ce qui n'est pas facturé, avec une raison ; les acomptes redeviennent disponibles.",
        Droit.GERER_COMMANDES,
    ),
)

_BONS_LIVRAISON = (
    _ouvrir("bons_livraison"),
    Action(
        "bons_livraison.facturer",
        "Facturer",
        "F8",
        "bons_livraison",
        Droit.FACTURER,
        "Fait la facture de ce qui est livré ; les acomptes de la commande glissent sur la facture.",
        "facture",
        barre=True,
    ),
    *_communes(
        "bons_livraison",
        "Annuler le bon de livraison",
        "Annule une livraison qui n'est pas facturée, avec une raison.",
        Droit.GERER_COMMANDES,
    ),
)

_FACTURES = (
    _nouveau("factures", "Nouvelle facture", Droit.FACTURER),
    _ouvrir("factures"),
    Action(
        "factures.acompte",
        "Acompte / Régler",
        "F8",
        "factures",
        Droit.ENCAISSER,
        "Enregistre un règlement : un acompte tant que la facture est en brouillon.",
        "acompte",
        barre=True,
    ),
    Action(
        "factures.valider",
        "Valider",
        "",
        "factures",
        Droit.FACTURER,
        "Donne au brouillon son numéro définitif ; la facture ne se modifie plus.",
        "valider",
    ),
    Action(
        "factures.avoir",
        "Avoir",
        "",
        "factures",
        Droit.EMETTRE_AVOIR,
        "Émet un avoir sur la facture : en entier, par lignes ou pour un montant.",
        "precedent",
    ),
    *_communes(
        "factures",
        "Supprimer le brouillon",
        "Supprime un brouillon ; il reste lisible, et son argent remonte sur la commande.",
        Droit.FACTURER,
    ),
)

_DIALOGUES = (
    *dialogue("dialogueAcompte", "Enregistrer", "Enregistre le règlement ; une seule fois, même touche maintenue."),
    *dialogue("dialogueAnnulationAcompte", "Annuler l'acompte", "Retire l'acompte choisi de la pièce."),
    *dialogue("dialogueHistorique", "Ouvrir", "Ouvre le règlement ou la pièce de la ligne choisie (ou Entrée)."),
    *dialogue("dialogueRaisonPiece", "Valider", "Fait l'annulation avec cette raison ; une seule fois."),
    *dialogue("dialogueQuantites", "Valider", "Fait la pièce avec ces quantités ; une seule fois."),
    *dialogue("dialogueAvoir", "Émettre l'avoir", "Émet l'avoir ; une seule fois."),
)

VENTES = (*_COMMANDES, *_BONS_LIVRAISON, *_FACTURES, *_DIALOGUES)
