"""Every action as data: one tuple feeds the menus, the F-key bar, the palette, F1 and the tests.

No Qt here. A shortcut set anywhere else (a form, a widget) escapes the conflict test, so none is. Two
actions on one key in one scope would fire **nothing** in Qt; ``conflits`` finds them first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import PARTOUT, Action, dialogue
from caisse_clients.gui.catalogue_acces import ACCES, CHEQUES, CHEQUES_PARTOUT
from caisse_clients.gui.catalogue_comptabilite import COMPTABILITE, COMPTABILITE_PARTOUT
from caisse_clients.gui.catalogue_connexion import CONNEXION, CONNEXION_PARTOUT
from caisse_clients.gui.catalogue_echeances import ECHEANCES, ECHEANCES_PARTOUT
from caisse_clients.gui.catalogue_editions import EDITIONS, EDITIONS_PARTOUT
from caisse_clients.gui.catalogue_financier import FINANCIER, FINANCIER_PARTOUT
from caisse_clients.gui.catalogue_gestion import GESTION, GESTION_PARTOUT
from caisse_clients.gui.catalogue_imputation import IMPUTATION, IMPUTATION_PARTOUT
from caisse_clients.gui.catalogue_piece import PIECE
from caisse_clients.gui.catalogue_reglements import REGLEMENTS, REGLEMENTS_PARTOUT
from caisse_clients.gui.catalogue_tresorerie import TRESORERIE, TRESORERIE_PARTOUT
from caisse_clients.gui.catalogue_ventes import VENTES, VENTES_PARTOUT

__all__ = [
    "CATALOGUE",
    "ECRANS",
    "MENUS",
    "PARTOUT",
    "Action",
    "action",
    "actions_de",
    "barre_de",
    "conflits",
    "table_d_aide",
    "touche",
]

ECRANS = (
    "comptes_clients",
    "clients",
    "fiche_client",
    "commandes",
    "bons_livraison",
    "factures",
    "reglements",
    "nouveau_reglement",
    "imputation",
    "releve_client",
    "client_passager",
    "echeancier",
    "relances",
    "balance_agee",
    "gestion_reglements",
    "cheques",
    "import_clients",
    "import_comptes",
    "parametres",
    "utilisateurs",
    "verification",
    "piece",
)
"""Screens that have actions of their own; a scope is one of these, ``PARTOUT``, or a dialog's object name."""

MENUS = ("C&lients", "&Ventes", "&Éditions", "Trésorerie", "Compta&bilité", "Out&ils", "Ai&de")
"""Menus of the bar in order. Their mnemonics are kept off every form (a test looks)."""


_PARTOUT = (
    Action("fermer", "Fermer", "Esc", aide="Ferme l'écran affiché.", icone="fermer", barre=True),
    Action("aide", "Aide", "F1", aide="Ouvre l'aide de l'écran affiché.", icone="aide", menu="Aide", barre=True),
    Action(
        "palette",
        "Aller à…",
        "Ctrl+K",
        aide="Cherche un client, un numéro de pièce ou de règlement, une action ou un chemin de menu, et y va.",
        icone="rechercher",
        menu="Outils",
        barre=True,
    ),
    Action("actualiser", "Actualiser", "F5", aide="Relit ce que montre l'écran.", icone="actualiser", barre=True),
    Action(
        "ouvrir_comptes_clients",
        "Comptes clients",
        "Ctrl+1",
        droit=Droit.CONSULTER,
        aide="Cherche un client, montre ses comptes, ouvre, saisit et solde.",
        icone="compte",
        menu="Clients",
        ecran="comptes_clients",
    ),
    *GESTION_PARTOUT,
    *FINANCIER_PARTOUT,
    *VENTES_PARTOUT,
    *REGLEMENTS_PARTOUT,
    *IMPUTATION_PARTOUT,
    *EDITIONS_PARTOUT,
    *ECHEANCES_PARTOUT,
    *TRESORERIE_PARTOUT,
    *CHEQUES_PARTOUT,
    *COMPTABILITE_PARTOUT,
    *(
        Action(f"apparence_{nom}", texte, aide=aide, menu="Outils > Apparence")
        for nom, texte, aide in (
            ("claire", "Claire", "Fond clair."),
            ("sombre", "Sombre", "Fond sombre, pour une caisse dans la pénombre."),
            ("systeme", "Comme le système", "Claire ou sombre, selon le réglage de l'ordinateur."),
        )
    ),
    *CONNEXION_PARTOUT,
    Action(
        "quitter",
        "Quitter",
        "Ctrl+Q",
        aide="Ferme l'application ; les travaux en cours sont terminés ou arrêtés proprement.",
        menu="Outils",
    ),
    Action(
        "a_propos",
        "À propos",
        aide="Version, base ouverte, emplacement du journal.",
        icone="info",
        menu="Aide",
    ),
)

_COMPTES_CLIENTS = (
    Action(
        "nouveau_compte",
        "Nouveau compte",
        "F3",
        "comptes_clients",
        Droit.CREER_COMPTE,
        "Ouvre un compte (acompte, avoir, crédit, organisme crédit ou export) pour le client choisi.",
        "nouveau",
        barre=True,
    ),
    Action(
        "contrepasser",
        "Supprimer",
        "F4",
        "comptes_clients",
        Droit.CONTREPASSER,
        "Contre-passe l'écriture choisie, avec une raison : rien n'est effacé, l'écriture contraire est ajoutée.",
        "supprimer",
        barre=True,
    ),
    Action(
        "nouvelle_ecriture",
        "Nouvelle écriture",
        "F6",
        "comptes_clients",
        Droit.SAISIR_ECRITURE,
        "Saisit une entrée ou une sortie sur le compte choisi.",
        "ecriture",
        barre=True,
    ),
    Action(
        "rechercher",
        "Recherche",
        "F7",
        "comptes_clients",
        aide="Place le curseur dans le nom du client à chercher.",
        icone="rechercher",
        barre=True,
    ),
    Action(
        "solder",
        "Solder",
        "F8",
        "comptes_clients",
        Droit.SOLDER_COMPTE,
        "Prépare la sortie qui remet le compte choisi à zéro.",
        "solder",
        barre=True,
    ),
    Action(
        "epurer",
        "Épuration",
        "F9",
        "comptes_clients",
        Droit.EPURER,
        "Archive puis efface ce que la loi permet d'effacer, après un essai à blanc.",
        "archive",
        barre=True,
    ),
    Action(
        "recu",
        "Reçu",
        "Ctrl+P",
        "comptes_clients",
        Droit.IMPRIMER,
        "Montre le reçu de l'écriture choisie, à imprimer ou à enregistrer.",
        "imprimer",
    ),
    Action(
        "voir_fiche",
        "Fiche du client",
        "Ctrl+Return",
        "comptes_clients",
        Droit.CONSULTER,
        "Ouvre la fiche du client choisi.",
        "client",
    ),
    Action(
        "exporter_clients",
        "Exporter les clients affichés…",
        "Ctrl+Shift+E",
        "comptes_clients",
        Droit.CONSULTER,
        "Enregistre la liste des clients, telle qu'elle est affichée, en CSV ou en Excel.",
        "exporter",
    ),
    Action(
        "exporter_comptes",
        "Exporter les comptes affichés…",
        "Ctrl+E",
        "comptes_clients",
        Droit.CONSULTER,
        "Enregistre les comptes du client, tels qu'ils sont affichés, en CSV ou en Excel.",
        "exporter",
    ),
    Action(
        "menu_contextuel",
        "Menu de la ligne",
        "Shift+F10",
        "comptes_clients",
        aide="Ouvre le menu de la ligne choisie, sans la souris.",
        icone="menu",
    ),
)


_DIALOGUES = (
    *dialogue("dialogueTypeCompte", "Valider", "Ouvre la saisie de la première entrée du compte."),
    *dialogue("dialogueEcriture", "Valider", "Enregistre l'écriture ; une seule fois, même touche maintenue."),
    *dialogue("dialogueRaison", "Valider", "Enregistre l'écriture contraire avec cette raison."),
)

CATALOGUE: tuple[Action, ...] = (
    *_PARTOUT,
    *_COMPTES_CLIENTS,
    *GESTION,
    *FINANCIER,
    *VENTES,
    *PIECE,
    *ACCES,
    *CHEQUES,
    *REGLEMENTS,
    *IMPUTATION,
    *EDITIONS,
    *ECHEANCES,
    *TRESORERIE,
    *COMPTABILITE,
    *CONNEXION,
    *_DIALOGUES,
)


def actions_de(portee: str) -> tuple[Action, ...]:
    """Return the actions of exactly this scope, in the order of the catalogue."""
    return tuple(action for action in CATALOGUE if action.portee == portee)


def action(identifiant: str) -> Action:
    """Return the action of that id; raises ``KeyError``."""
    return _PAR_ID[identifiant]


def barre_de(ecran: str) -> tuple[Action, ...]:
    """Return what the F-key bar shows in front of ``ecran``, in the keyboard's order."""
    choisies = [a for a in CATALOGUE if a.barre and a.portee in (PARTOUT, ecran)]
    return tuple(sorted(choisies, key=_rang))


def conflits(catalogue: Iterable[Action] = CATALOGUE) -> list[tuple[str, str]]:
    """Return the (key, scope) pairs that two actions claim; a key of ``PARTOUT`` is in every screen's scope."""
    actions = tuple(catalogue)
    ecrans = {*ECRANS, *(a.portee for a in actions if a.portee in ECRANS)}
    vus = Counter(
        (a.raccourci, portee)
        for a in actions
        if a.raccourci
        for portee in ((PARTOUT, *sorted(ecrans)) if a.portee == PARTOUT else (a.portee,))
    )
    return sorted(cle for cle, fois in vus.items() if fois > 1)


_FRANCAIS = (
    ("Shift", "Maj"),
    ("Return", "Entrée"),
    ("Esc", "Échap"),
    ("Del", "Suppr"),
    ("+Up", "+↑"),
    ("+Down", "+↓"),
)


def touche(raccourci: str) -> str:
    """Return a shortcut as a French keyboard prints it: ``Shift+F10`` is ``Maj+F10``."""
    for anglais, francais in _FRANCAIS:
        raccourci = raccourci.replace(anglais, francais)
    return raccourci


def table_d_aide(portee: str, catalogue: Iterable[Action] = CATALOGUE) -> list[tuple[str, str, str]]:
    """Return (key, text, help line) of everything one may do in this scope, keys first, for F1 and the manual.

    A screen's page repeats the keys that work everywhere; what has none is in the general page only.
    """
    choisies = [
        a for a in catalogue if a.portee == portee or (portee in ECRANS and a.portee == PARTOUT and a.raccourci)
    ]
    return [(touche(a.raccourci), a.texte, a.aide) for a in sorted(choisies, key=_rang)]


def _rang(action: Action) -> tuple[int, int, str]:
    """Sort as the keys stand: Esc, F1…F12, then combinations, then what has no key."""
    cle = action.raccourci
    if cle == "Esc":
        return (0, 0, "")
    if cle.startswith("F") and cle[1:].isdigit():
        return (1, int(cle[1:]), "")
    return (2, 0, cle) if cle else (3, 0, action.texte)


_PAR_ID = {a.id: a for a in CATALOGUE}
