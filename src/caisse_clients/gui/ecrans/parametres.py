"""Outils > Paramètres: settings of the base, motifs, stations, postes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.gui.dialogues.reglages import DialogueMotif, DialogueParametre, DialoguePoste, DialogueStation
from caisse_clients.gui.ecran_listes import EcranListes, Volet
from caisse_clients.gui.presentateurs import reglages


class EcranParametres(EcranListes):
    """Every change is a command like any other: sealed, and seen in the history of operations."""

    nom: ClassVar[str] = "parametres"
    titre: ClassVar[str] = "Paramètres"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PARAMETRES})

    def volets(self) -> Sequence[Volet]:
        """Return settings, motifs, stations, postes."""
        return (
            Volet(
                "parametresTable",
                "Réglages",
                reglages.COLONNES_REGLAGES,
                lambda reglage: str(reglage.cle),
                reglages.lire_reglages,
                Droit.MODIFIER_PARAMETRE,
                modifier=lambda reglage: DialogueParametre(self.contexte, reglage, self),
                sans_nouveau="Les réglages sont fixés par le programme : choisissez-en un et modifiez-le (F6).",
            ),
            Volet(
                "motifsTable",
                "Motifs",
                reglages.COLONNES_MOTIFS,
                lambda motif: str(motif.code),
                reglages.lire_motifs,
                Droit.MODIFIER_PARAMETRE,
                nouveau=lambda: DialogueMotif(self.contexte, None, self),
                modifier=lambda motif: DialogueMotif(self.contexte, motif, self),
            ),
            Volet(
                "stationsTable",
                "Stations",
                reglages.COLONNES_STATIONS,
                lambda station: str(station.code),
                reglages.lire_stations,
                Droit.GERER_POSTES,
                nouveau=lambda: DialogueStation(self.contexte, None, self),
                modifier=lambda station: DialogueStation(self.contexte, station, self),
            ),
            Volet(
                "postesTable",
                "Postes",
                reglages.COLONNES_POSTES,
                lambda poste: str(poste.code),
                reglages.lire_postes,
                Droit.GERER_POSTES,
                nouveau=lambda: DialoguePoste(self.contexte, self.lignes("stationsTable"), self),
                sans_modifier="Un poste garde son code et sa station : ses opérations sont signées sous ce nom.",
            ),
        )
