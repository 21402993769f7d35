"""Answers given in advance: an unplanned question fails the test."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from caisse_clients.gui.boites import Reponse


class BoitesDeTest:
    """A ``Boites`` that answers in the planned order and keeps what it was told."""

    def __init__(self, *reponses: Reponse, fichiers: Iterable[Path | None] = ()) -> None:
        self.reponses = deque(reponses)
        self.fichiers = deque(fichiers)
        self.questions: list[str] = []
        self.messages: list[str] = []
        self.pannes: list[str] = []
        self.impressions: list[str] = []
        self.noms_proposes: list[str] = []

    def informer(self, parent: QWidget | None, titre: str, texte: str) -> None:
        self.messages.append(texte)

    def avertir(self, parent: QWidget | None, titre: str, texte: str) -> None:
        self.messages.append(texte)

    def signaler_panne(self, parent: QWidget | None, titre: str, texte: str, details: str) -> None:
        self.pannes.append(texte)

    def confirmer(
        self, parent: QWidget | None, titre: str, texte: str, *, oui: str = "Oui", non: str = "Non"
    ) -> Reponse:
        self.questions.append(texte)
        if not self.reponses:
            raise AssertionError(f"question imprévue : {texte}")
        return self.reponses.popleft()

    def choisir_fichier_a_ouvrir(self, parent: QWidget | None, titre: str, filtres: str) -> Path | None:
        return self._fichier(titre)

    def choisir_fichier_a_enregistrer(
        self, parent: QWidget | None, titre: str, nom_propose: str, filtres: str
    ) -> Path | None:
        self.noms_proposes.append(nom_propose)
        return self._fichier(titre)

    def choisir_dossier(self, parent: QWidget | None, titre: str) -> Path | None:
        return self._fichier(titre)

    def imprimer(self, parent: QWidget | None, titre: str, dessiner: Callable[[Any], None]) -> bool:
        self.impressions.append(titre)
        return True

    def _fichier(self, titre: str) -> Path | None:
        if not self.fichiers:
            raise AssertionError(f"fichier imprévu : {titre}")
        return self.fichiers.popleft()
