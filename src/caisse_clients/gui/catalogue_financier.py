"""Actions of the Financier tab, of its avoir, and of the bons d'avoir; gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action, dialogue

FINANCIER_PARTOUT = (
    Action(
        "verifier_bon",
        "Vérifier un bon d'avoir…",
        "Ctrl+Shift+B",
        droit=Droit.CONSULTER,
        aide="Scannez ou tapez le code d'un bon d'avoir : ce qu'il vaut encore, à qui il est, où il a servi.",
        icone="acompte",
        menu="Clients",
    ),
)

_ONGLET = (
    Action(
        "fiche.avoir",
        "Avoir",
        "Ctrl+Shift+A",
        "fiche_client",
        Droit.EMETTRE_AVOIR,
        "Donne un avoir au client (cadeau, remise), sur une de ses factures ou sans ; l'argent peut être rendu.",
        "nouveau",
    ),
    Action(
        "fiche.rembourser",
        "Rembourser un disponible",
        "Ctrl+D",
        "fiche_client",
        Droit.REMBOURSER,
        "Rend au client tout ou partie de ce qui est disponible : règlement, avoir, compte acompte ou avoir.",
        "annuler",
    ),
    Action(
        "fiche.bon",
        "Bon d'avoir",
        "Ctrl+Shift+D",
        "fiche_client",
        Droit.CONSULTER,
        "Montre le bon d'un compte avoir du client : ce qu'il vaut encore, où il a servi.",
        "acompte",
    ),
    Action(
        "fiche.ouvrir_mouvement",
        "Ouvrir la pièce ou le règlement",
        "Ctrl+O",
        "fiche_client",
        Droit.CONSULTER,
        "Ouvre la pièce, le règlement ou le compte de la ligne choisie de l'onglet Financier (ou Entrée).",
        "suivant",
    ),
)

_DIALOGUES = (
    *dialogue(
        "dialogueAvoirClient", "Ok", "Donne l'avoir, après votre accord ; une seule fois, même touche maintenue."
    ),
    Action(
        "dialogueAvoirClient.parametres",
        "Articles",
        "F6",
        "dialogueAvoirClient",
        None,
        "Ouvre Outils > Paramètres, onglet Articles, pour créer ou changer un article d'avoir.",
        "parametres",
    ),
    *dialogue("dialogueChoix", "Choisir", "Prend la ligne choisie (ou Entrée)."),
    *dialogue("dialogueBon", "Utiliser", "Met en face ce que doit le client et ce dont il dispose, le bon déjà coché."),
    Action(
        "dialogueBon.compte",
        "Ouvrir le compte",
        "F6",
        "dialogueBon",
        Droit.CONSULTER,
        "Montre le compte avoir du bon et toutes ses écritures.",
        "compte",
        barre=True,
    ),
    Action(
        "dialogueBon.imprimer",
        "Imprimer le bon",
        "Ctrl+P",
        "dialogueBon",
        Droit.IMPRIMER,
        "Montre le bon d'avoir avec son code, à imprimer ou à enregistrer.",
        "imprimer",
        barre=True,
    ),
)

FINANCIER = (*_ONGLET, *_DIALOGUES)
