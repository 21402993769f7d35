"""Actions of the clients' list and card, of the imports and of the settings; gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action, dialogue

GESTION_PARTOUT = (
    Action(
        "ouvrir_clients",
        "Liste des clients",
        "Ctrl+2",
        droit=Droit.CONSULTER,
        aide="Tous les clients : recherche, ouverture de la fiche, export, impression.",
        icone="clients",
        menu="Clients",
        ecran="clients",
    ),
    Action(
        "ouvrir_fiche_client",
        "Nouveau client",
        "Ctrl+N",
        droit=Droit.CREER_CLIENT,
        aide="Ouvre une fiche vide pour créer un client.",
        icone="nouveau",
        menu="Clients",
        ecran="fiche_client",
    ),
    Action(
        "ouvrir_import_clients",
        "Importer des clients…",
        droit=Droit.IMPORTER,
        aide="Reprend les clients d'un fichier CSV ou Excel, avec un essai à blanc avant d'enregistrer.",
        icone="importer",
        menu="Outils",
        ecran="import_clients",
    ),
    Action(
        "ouvrir_import_comptes",
        "Importer des comptes…",
        droit=Droit.IMPORTER,
        aide="Reprend les comptes ouverts de l'ancienne caisse, avec leurs numéros, après un essai à blanc.",
        icone="importer",
        menu="Outils",
        ecran="import_comptes",
    ),
    Action(
        "ouvrir_parametres",
        "Paramètres",
        droit=Droit.MODIFIER_PARAMETRE,
        aide="Réglages de la base, motifs d'écriture, stations et postes.",
        icone="parametres",
        menu="Outils",
        ecran="parametres",
    ),
    Action(
        "ouvrir_utilisateurs",
        "Utilisateurs",
        droit=Droit.GERER_UTILISATEURS,
        aide="Qui travaille avec cette base, avec quel rôle.",
        icone="utilisateur",
        menu="Outils",
        ecran="utilisateurs",
    ),
)


def actions_de_grille(portee: str, *, recherche: bool = True) -> tuple[Action, ...]:
    """Return what every screen made of a grid offers: search, export, print, the row's menu."""
    chercher = Action(
        f"{portee}.rechercher", "Recherche", "F7", portee, None, "Place le curseur dans la recherche.", "rechercher"
    )
    return (
        *((chercher,) if recherche else ()),
        Action(
            f"{portee}.exporter",
            "Exporter la liste…",
            "Ctrl+E",
            portee,
            Droit.CONSULTER,
            "Enregistre les lignes affichées, telles qu'elles sont affichées, en Excel ou en CSV.",
            "exporter",
        ),
        Action(
            f"{portee}.imprimer",
            "Imprimer la liste",
            "Ctrl+P",
            portee,
            Droit.IMPRIMER,
            "Montre la liste mise en page, à imprimer ou à enregistrer en PDF.",
            "imprimer",
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


_CLIENTS = (
    Action(
        "clients.nouveau",
        "Nouveau client",
        "F3",
        "clients",
        Droit.CREER_CLIENT,
        "Ouvre une fiche vide.",
        "nouveau",
        barre=True,
    ),
    Action(
        "clients.fiche",
        "Ouvrir la fiche",
        "F6",
        "clients",
        Droit.CONSULTER,
        "Ouvre la fiche du client choisi (ou Entrée sur la ligne).",
        "client",
        barre=True,
    ),
    Action(
        "clients.comptes",
        "Comptes",
        "F8",
        "clients",
        Droit.CONSULTER,
        "Ouvre les comptes du client choisi.",
        "compte",
        barre=True,
    ),
    *actions_de_grille("clients"),
)

_FICHE = (
    Action(
        "fiche.valider",
        "Enregistrer",
        "F2",
        "fiche_client",
        None,
        "Enregistre la fiche ; une seule fois, même touche maintenue.",
        "valider",
        barre=True,
    ),
    Action(
        "fiche.nouveau",
        "Nouveau client",
        "F3",
        "fiche_client",
        Droit.CREER_CLIENT,
        "Ouvre une fiche vide dans un autre onglet.",
        "nouveau",
        barre=True,
    ),
    Action(
        "fiche.fusionner",
        "Fusionner un doublon",
        "F6",
        "fiche_client",
        Droit.FUSIONNER_CLIENTS,
        "Fait mener un doublon à cette fiche ; comptes et historique restent intacts.",
        "fusionner",
    ),
    Action(
        "fiche.rechercher",
        "Autre client",
        "F7",
        "fiche_client",
        Droit.CONSULTER,
        "Place le curseur dans la recherche d'un autre client.",
        "rechercher",
        barre=True,
    ),
    Action(
        "fiche.comptes",
        "Comptes",
        "F8",
        "fiche_client",
        Droit.CONSULTER,
        "Ouvre l'écran des comptes sur ce client.",
        "compte",
        barre=True,
    ),
    Action(
        "fiche.retablir",
        "Annuler les modifications",
        "Ctrl+Shift+Z",
        "fiche_client",
        None,
        "Remet la fiche comme elle est enregistrée.",
        "annuler",
    ),
    Action(
        "fiche.separer",
        "Annuler la fusion",
        "Ctrl+M",
        "fiche_client",
        Droit.FUSIONNER_CLIENTS,
        "Rend de nouveau indépendante une fiche réunie à une autre.",
        "annuler",
    ),
    Action(
        "fiche.exporter",
        "Exporter l'onglet…",
        "Ctrl+E",
        "fiche_client",
        Droit.CONSULTER,
        "Enregistre les comptes ou l'historique affichés en Excel ou en CSV.",
        "exporter",
    ),
    Action(
        "fiche.imprimer",
        "Imprimer l'onglet",
        "Ctrl+P",
        "fiche_client",
        Droit.IMPRIMER,
        "Montre les comptes ou l'historique mis en page, à imprimer ou à enregistrer.",
        "imprimer",
    ),
    Action(
        "fiche.menu",
        "Menu de la ligne",
        "Shift+F10",
        "fiche_client",
        None,
        "Ouvre le menu de la ligne choisie, sans la souris.",
        "menu",
    ),
)


def _import(portee: str) -> tuple[Action, ...]:
    return (
        Action(
            f"{portee}.continuer",
            "Continuer",
            "F2",
            portee,
            Droit.IMPORTER,
            "Passe à l'étape suivante : essai à blanc, puis import.",
            "suivant",
            barre=True,
        ),
        Action(
            f"{portee}.fichier",
            "Choisir un fichier",
            "F3",
            portee,
            Droit.IMPORTER,
            "Choisit le fichier CSV ou Excel à reprendre.",
            "importer",
            barre=True,
        ),
        Action(
            f"{portee}.retour",
            "Revenir",
            "F4",
            portee,
            None,
            "Revient à l'étape précédente ; rien n'a été enregistré.",
            "precedent",
            barre=True,
        ),
        Action(
            f"{portee}.exporter",
            "Exporter les problèmes…",
            "Ctrl+E",
            portee,
            Droit.CONSULTER,
            "Enregistre la liste des problèmes en Excel ou en CSV, pour corriger le fichier.",
            "exporter",
        ),
    )


def _reglages(portee: str, droit: Droit, quoi: str) -> tuple[Action, ...]:
    return (
        Action(f"{portee}.nouveau", "Nouveau", "F3", portee, droit, f"Ajoute {quoi}.", "nouveau", barre=True),
        Action(
            f"{portee}.modifier",
            "Modifier",
            "F6",
            portee,
            droit,
            "Modifie la ligne choisie (ou Entrée sur la ligne).",
            "ecriture",
            barre=True,
        ),
        *actions_de_grille(portee),
    )


_DIALOGUES = (
    *dialogue("dialogueFusion", "Fusionner", "Fait mener le doublon à la fiche gardée, après confirmation."),
    *dialogue("dialogueSeparation", "Séparer", "Annule la fusion : les deux fiches vivent de nouveau séparément."),
    *dialogue("dialogueApercu", "Imprimer", "Choisit l'imprimante et imprime le document."),
    Action(
        "dialogueApercu.enregistrer",
        "Enregistrer le PDF",
        "Ctrl+S",
        "dialogueApercu",
        aide="Enregistre le document dans un fichier PDF.",
        icone="enregistrer",
        barre=True,
    ),
    *dialogue("dialogueFiche", "Enregistrer", "Enregistre ce qui est saisi."),
)

GESTION = (
    *_CLIENTS,
    *_FICHE,
    *_import("import_clients"),
    *_import("import_comptes"),
    *_reglages(
        "parametres",
        Droit.MODIFIER_PARAMETRE,
        "un mode, une banque, un taux, un article, un motif, une station ou un poste, selon l'onglet",
    ),
    *_reglages("utilisateurs", Droit.GERER_UTILISATEURS, "un utilisateur"),
    *_DIALOGUES,
)
