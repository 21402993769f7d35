"""Outils > Utilisateurs: who works with this base, and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.gui.ecran_listes import EcranListes, Volet
from caisse_clients.gui.presentateurs import fiches_reglages, reglages


class EcranUtilisateurs(EcranListes):
    """Users are never removed: one who leaves is made inactive, his operations keep his name."""

    nom: ClassVar[str] = "utilisateurs"
    titre: ClassVar[str] = "Utilisateurs"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.UTILISATEURS})

    def volets(self) -> Sequence[Volet]:
        """Return the one list of users."""
        return (
            Volet(
                "utilisateursTable",
                "Utilisateurs",
                reglages.COLONNES_UTILISATEURS,
                lambda personne: str(personne.code),
                reglages.lire_utilisateurs,
                Droit.GERER_UTILISATEURS,
                lambda _personne: fiches_reglages.UTILISATEUR,
            ),
        )
