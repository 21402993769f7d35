"""What the Historique of a pièce shows, and where each of its lines leads. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caisse_clients.domain.vues_ventes import LigneHistoriquePiece, VuePiece
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.kernel.formats import ecrire_date

SANS_SUITE = "Cette ligne ne mène ni à un règlement ni à une autre pièce."
CHOISIR = "Choisissez d'abord une ligne."


@dataclass(frozen=True, slots=True)
class LigneHistorique:
    """A line with its place, by which it is known."""

    rang: int
    acte: LigneHistoriquePiece

    @property
    def lien(self) -> str:
        """The RC number, or else the other pièce, that the line leads to."""
        return self.acte.reglement or self.acte.piece


COLONNES = (
    Colonne("Quand", lambda ligne: ligne.acte.instant, Format.INSTANT, 140),
    Colonne("Qui", lambda ligne: ligne.acte.utilisateur, largeur=100),
    Colonne("Ce qui a été fait", lambda ligne: ligne.acte.texte, largeur=420, elastique=True),
    Colonne("Règlement, pièce", lambda ligne: ligne.lien, largeur=170, aide="Entrée ou un clic l'ouvre."),
)
LIEN = len(COLONNES) - 1
"""Rank of the column that is clicked."""


@dataclass(frozen=True, slots=True)
class Historique:
    """What the dialog is opened on."""

    titre: str
    sous_titre: str
    lignes: tuple[LigneHistorique, ...]


def historique(piece: VuePiece, actes: Sequence[LigneHistoriquePiece]) -> Historique:
    """Return the acts on a pièce, latest first, ready to be shown."""
    return Historique(
        titre=f"Historique — {piece.numero}",
        sous_titre=f"{piece.type.libelle} {piece.numero} du {ecrire_date(piece.date)} — {piece.client_nom}",
        lignes=tuple(LigneHistorique(rang, acte) for rang, acte in enumerate(actes)),
    )


def destination(ligne: LigneHistorique | None) -> tuple[str, dict[str, str]] | None:
    """Return the screen that a line leads to and its parameters, or None."""
    if ligne is None or not ligne.lien:
        return None
    if ligne.acte.reglement:
        return "reglements", {"reglement": ligne.acte.reglement}
    return "piece", {"piece": ligne.acte.piece}


def empechement(ligne: LigneHistorique | None) -> str:
    """Return why the chosen line cannot be followed; empty when it can."""
    if ligne is None:
        return CHOISIR
    return "" if ligne.lien else SANS_SUITE
