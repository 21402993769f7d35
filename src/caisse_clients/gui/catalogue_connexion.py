"""Actions on who works: change of user, PINs, the dialogs that ask for one; gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action, dialogue

CONNEXION_PARTOUT = (
    Action(
        "changer_utilisateur",
        "Changer d'utilisateur…",
        "Ctrl+Shift+L",
        aide="Ferme les écrans, puis demande qui travaille : à faire chaque fois que vous quittez la caisse.",
        icone="utilisateur",
        menu="Outils",
    ),
    Action(
        "changer_pin",
        "Changer mon code PIN…",
        aide="Change votre code PIN ; l'actuel est demandé.",
        icone="verrou",
        menu="Outils",
    ),
)


def _identite(portee: str, fermer: tuple[str, str], valider: tuple[str, str]) -> tuple[Action, ...]:
    return (
        Action(f"{portee}.fermer", fermer[0], "Esc", portee, aide=fermer[1], icone="fermer", barre=True),
        Action(f"{portee}.aide", "Aide", "F1", portee, aide="Ouvre l'aide.", icone="aide", barre=True),
        Action(f"{portee}.valider", valider[0], "F2", portee, aide=valider[1], icone="valider", barre=True),
    )


CONNEXION = (
    Action(
        "utilisateurs.retirer_pin",
        "Retirer le code PIN",
        "F4",
        "utilisateurs",
        Droit.GERER_UTILISATEURS,
        "Retire son code PIN à l'utilisateur choisi : il n'entre plus tant qu'il n'en a pas un autre.",
        "supprimer",
        barre=True,
    ),
    Action(
        "utilisateurs.pin",
        "Code PIN…",
        "F8",
        "utilisateurs",
        Droit.GERER_UTILISATEURS,
        "Donne un code PIN à l'utilisateur choisi, ou le change.",
        "verrou",
        barre=True,
    ),
    *_identite(
        "dialogueConnexion",
        ("Quitter", "Ferme l'application sans entrer."),
        ("Entrer", "Entre avec ce code ; Entrée sur le code PIN aussi."),
    ),
    *_identite(
        "dialogueApprobation",
        ("Renoncer", "Revient à la saisie, avec le refus."),
        ("Autoriser", "Autorise cet acte et lui seul ; Entrée sur le code PIN aussi."),
    ),
    *dialogue("dialoguePin", "Enregistrer", "Enregistre le nouveau code PIN."),
)
