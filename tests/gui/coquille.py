"""What the shell's tests stand on: small real services without a database, screens without a rule."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.kernel.horloge import HorlogeFixe

MIDI = HorlogeFixe(dt.datetime(2014, 7, 15, 10, 0, tzinfo=dt.UTC))


@dataclass
class ServicesEnMemoire:
    """Carries what the shell reads of the services: who, which base; remembers where it was made and closed."""

    role: Role = Role.ADMINISTRATEUR
    demonstration: bool = False
    ecole: bool = False
    droits: frozenset[Droit] | None = None
    commandes: list[object] = field(default_factory=list)
    ferme_dans: str = ""

    def __post_init__(self) -> None:
        self.fait_dans = threading.current_thread().name
        droits = droits_du_role(self.role) if self.droits is None else self.droits
        self.utilisateur = SimpleNamespace(code="ADMIN", libelle="Administratrice", role=self.role, droits=droits)
        self.base = SimpleNamespace(
            uuid="0", chemin_affiche="essai.sqlite", ecole=self.ecole, demonstration=self.demonstration
        )
        self.horloge = MIDI

    def executer(
        self, commande: Any, *, id_commande: str | None = None, confirmations: frozenset[str], **_autres: object
    ) -> object:
        self.commandes.append(commande)
        return commande() if callable(commande) else SimpleNamespace(sujets=frozenset(commande.sujets), valeurs={})

    def fermer(self) -> None:
        self.ferme_dans = threading.current_thread().name


class EcranTemoin(Ecran):
    """A screen that keeps what happens to it; it takes the scope of the manual's screen, hence its keys."""

    nom = "comptes_clients"
    titre = "Comptes clients"

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self.faits: list[str] = []
        self.raisons: dict[str, str] = {}
        self.refus_de_fermer = False
        self.champ = QLineEdit(self)
        self.champ.setToolTip("Nom du client cherché")
        colonne = QVBoxLayout(self)
        colonne.addWidget(QLabel("Témoin"))
        colonne.addWidget(self.champ)

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        noms = ("nouveau_compte", "contrepasser", "nouvelle_ecriture", "rechercher", "solder", "epurer")
        return {nom: lambda nom=nom: self.faits.append(nom) for nom in noms}  # type: ignore[misc]

    def empechement(self, identifiant: str) -> str:
        return self.raisons.get(identifiant, "")

    def montrer(self, **parametres: object) -> None:
        self.faits.append(f"montrer {parametres}")

    def recharger(self, sujets: object) -> None:
        self.faits.append("recharger")

    def peut_fermer(self) -> bool:
        return not self.refus_de_fermer


class EcranFicheTemoin(EcranTemoin):
    """A second screen, with a tab per client."""

    nom = "fiche_client"
    titre = "Fiche"

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        return {}
