"""Actions of the accountant's screens; gathered by ``catalogue.py``."""

from __future__ import annotations

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.action import Action
from caisse_clients.gui.catalogue_gestion import actions_de_grille

COMPTABILITE_PARTOUT = (
    Action(
        "ouvrir_verification",
        "Vérification",
        droit=Droit.CONSULTER,
        aide="Relit toute la base et prouve que personne n'a changé le passé.",
        icone="succes",
        menu="Comptabilité",
        ecran="verification",
    ),
)

COMPTABILITE = (
    Action(
        "verification.verifier",
        "Vérifier",
        "F2",
        "verification",
        Droit.CONSULTER,
        "Relit toute la base ; la fenêtre reste utilisable, Annuler arrête.",
        "valider",
        barre=True,
    ),
    *actions_de_grille("verification", recherche=False),
)
