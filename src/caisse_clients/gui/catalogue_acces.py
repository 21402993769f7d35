"""Actions of the tab *Accès*, of its dialogs and of the cheques in the safe; gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action, dialogue
from caisse_clients.gui.catalogue_gestion import actions_de_grille

_FICHE = "fiche_client"

ACCES = (
    Action(
        "fiche.acces_nouveau",
        "Nouvel accès",
        "Ctrl+Shift+N",
        _FICHE,
        Droit.FACTURER,
        "Vend un accès au client, avec ses chèques datés.",
        "nouveau",
    ),
    Action(
        "fiche.acces_renouveler",
        "Renouveler",
        "Ctrl+Shift+R",
        _FICHE,
        Droit.FACTURER,
        "Vend l'accès qui suit celui qui est choisi : du lendemain de sa fin, même durée, même prix.",
        "actualiser",
    ),
    Action(
        "fiche.acces_archiver",
        "Archiver",
        "Ctrl+Shift+S",
        _FICHE,
        Droit.ARCHIVER_ACCES,
        "Arrête l'accès choisi : avoir de ce qui n'est pas consommé, remboursement, chèques à rendre.",
        "archive",
    ),
    Action(
        "fiche.acces_reprendre",
        "Reprendre l'accès",
        "Ctrl+Shift+O",
        _FICHE,
        Droit.ARCHIVER_ACCES,
        "Remet en cours un accès archivé, avec une raison, tant que rien de son avoir n'a servi.",
        "annuler",
    ),
    Action(
        "fiche.acces_arret",
        "Imprimer l'arrêt",
        "Ctrl+Shift+P",
        _FICHE,
        Droit.IMPRIMER,
        "Montre la page de l'arrêt à remettre au client : le calcul et les chèques rendus.",
        "imprimer",
    ),
    Action(
        "fiche.acces_facture",
        "Voir la facture",
        "Ctrl+Shift+F",
        _FICHE,
        Droit.CONSULTER,
        "Ouvre la facture de l'accès choisi.",
        "facture",
    ),
    Action(
        "fiche.cheque_encaisser",
        "Encaisser le chèque",
        "Ctrl+Shift+E",
        _FICHE,
        Droit.ENCAISSER,
        "Encaisse le chèque choisi dans l'échéancier : un règlement sur la facture de l'accès.",
        "acompte",
    ),
    Action(
        "fiche.cheque_corriger",
        "Corriger le chèque",
        "Ctrl+Shift+U",
        _FICHE,
        Droit.FACTURER,
        "Corrige la date, le numéro, la banque ou le tireur d'un chèque encore au coffre.",
        "ajuster",
    ),
    Action(
        "fiche.cheque_rendre",
        "Rendre le chèque",
        "Ctrl+Shift+T",
        _FICHE,
        Droit.FACTURER,
        "Rend au client un chèque encore au coffre, sans arrêter l'accès ; ce qu'il payait reste dû.",
        "precedent",
    ),
    Action(
        "fiche.cheque_reglement",
        "Voir le règlement du chèque",
        "Ctrl+Shift+G",
        _FICHE,
        Droit.CONSULTER,
        "Ouvre le règlement qui a encaissé le chèque choisi.",
        "ecriture",
    ),
    *dialogue(
        "dialogueArchivage", "Ok", "Demande une dernière fois, puis enregistre l'arrêt de l'accès ; une seule fois."
    ),
    *dialogue("dialogueAcces", "Valider", "Enregistre l'accès, sa facture et ses chèques ; une seule fois."),
    *dialogue("dialogueEncaissementCheques", "Encaisser", "Encaisse les chèques, tous ou aucun ; une seule fois."),
    *dialogue("dialogueCheque", "Valider", "Enregistre la correction du chèque."),
    *dialogue("dialogueRenduCheque", "Valider", "Enregistre que le chèque est rendu, avec cette raison."),
    *dialogue("dialogueReprise", "Valider", "Remet l'accès en cours avec cette raison."),
)

_CHEQUES = "cheques"

CHEQUES_PARTOUT = (
    Action(
        "ouvrir_cheques",
        "Chèques au coffre",
        droit=Droit.CONSULTER,
        aide="Les chèques des accès que l'établissement garde : cochez ceux du jour et encaissez-les ensemble.",
        icone="acompte",
        menu="Trésorerie",
        ecran=_CHEQUES,
    ),
)

CHEQUES = (
    Action(
        f"{_CHEQUES}.encaisser",
        "Encaisser",
        "F2",
        _CHEQUES,
        Droit.ENCAISSER,
        "Encaisse tous les chèques cochés en une fois, avec leur date et leur banque.",
        "acompte",
        barre=True,
    ),
    Action(
        f"{_CHEQUES}.tout",
        "Tout cocher",
        "Ctrl+A",
        _CHEQUES,
        None,
        "Coche tous les chèques affichés, ou les décoche tous.",
        "valider",
        barre=True,
    ),
    Action(
        f"{_CHEQUES}.fiche",
        "Fiche du client",
        "Ctrl+Return",
        _CHEQUES,
        Droit.CONSULTER,
        "Ouvre la fiche du client sur l'onglet Accès (ou Entrée).",
        "client",
    ),
    *actions_de_grille(_CHEQUES, recherche=False),
)
