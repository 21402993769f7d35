"""The tab *Gestion commerciale* of the client's card, without Qt: columns, what its rows permit, its two questions."""

from __future__ import annotations

from dataclasses import replace

from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglements import RaisonVerrou
from caisse_clients.domain.vues_ventes import CriterePieces, CritereReglements, LignePiece, LigneReglement
from caisse_clients.gui.presentateurs import listes_pieces, reglements
from caisse_clients.gui.presentateurs.colonnes_pieces import COLONNE_MENU, COLONNES_FACTURES

GESTES = frozenset(
    {
        "regler",
        "annuler_ligne",
        "ouvrir_ligne",
        "modifier_ligne",
        "historique_piece",
        "nouveau_reglement",
        "rapprocher",
        "liste_reglements",
        "releve",
    }
)
"""Last part of the catalogue ids that this tab answers."""
GESTES_PIECE = ("regler", "ouvrir_ligne", "modifier_ligne", "annuler_ligne", "historique_piece", "rapprocher", "releve")
GESTES_REGLEMENT = ("ouvrir_ligne", "modifier_ligne", "annuler_ligne", "rapprocher", "liste_reglements", "releve")
"""What the menus of the two grids offer, in order."""

COLONNES_PIECES = (
    *(replace(c, elastique=c.titre == "Type") for c in COLONNES_FACTURES if c.titre != "Client"),
    COLONNE_MENU,
)
COLONNES_REGLEMENTS = tuple(c for c in reglements.COLONNES if c.titre != "Tiers")
VIDE_PIECES = "Aucune pièce de ce client. Ventes > Commandes ou Ventes > Factures en crée une."
VIDE_OUVERTES = "Rien ne reste dû sur les pièces de ce client."
VIDE_REGLEMENTS = "Aucun règlement de ce client. Ctrl+R en saisit un ; F9 règle la pièce choisie."
VIDE_DISPONIBLES = "Aucun règlement de ce client n'a de somme disponible."
_AILLEURS = "Ouvrez d'abord l'onglet Gestion commerciale."
_CHOISIR = "Choisissez d'abord une ligne de l'onglet Gestion commerciale."
_CHOISIR_PIECE = "Choisissez d'abord une pièce : un règlement ne se règle pas."

Ligne = LignePiece | LigneReglement


def criteres_pieces(client: int, *, ouvertes: bool) -> CriterePieces:
    """Return the question of the upper grid."""
    return CriterePieces(client=client, ouvertes=ouvertes)


def criteres_reglements(client: int, *, disponibles: bool) -> CritereReglements:
    """Return the question of the lower grid."""
    return CritereReglements(client=client, disponibles=disponibles)


def texte_d_annuler(ligne: Ligne | None) -> str:
    """Name F4 by the row: *Annulation acompte* on a pièce, *Annuler le règlement* on a règlement."""
    if ligne is None:
        return "Annuler"
    return "Annulation acompte" if isinstance(ligne, LignePiece) else "Annuler le règlement"


def texte_de_regler(ligne: Ligne | None) -> str:
    """Name F9 by the row: *Acompte* or *Régler* (manual 003)."""
    return listes_pieces.texte_de_l_acompte(listes_pieces.FACTURES, ligne if isinstance(ligne, LignePiece) else None)


def empechement(geste: str, ligne: Ligne | None, *, devant: bool) -> str:
    """Return why ``geste`` cannot be done: the tab is behind, nothing is chosen, or a lock and its reason."""
    if geste in ("nouveau_reglement", "rapprocher", "liste_reglements", "releve"):
        return ""
    if not devant:
        return _AILLEURS
    if ligne is None:
        return _CHOISIR
    if isinstance(ligne, LignePiece):
        return _empechement_de_piece(geste, ligne)
    return _empechement_de_reglement(geste, ligne)


def _empechement_de_piece(geste: str, ligne: LignePiece) -> str:
    if geste == "regler":
        return listes_pieces.empechement(listes_pieces.FACTURES, "acompte", listes_pieces.Choix(ligne, 1))
    if geste == "annuler_ligne":
        return listes_pieces.empechement(listes_pieces.FACTURES, "annulation_acompte", listes_pieces.Choix(ligne, 1))
    if geste == "modifier_ligne":
        return _verrou_de_piece(ligne)
    return ""


def _verrou_de_piece(ligne: LignePiece) -> str:
    nom = f"{ligne.type.libelle} {ligne.numero}"
    if not ligne.etat.vivante:
        return f"{nom} : {ligne.etat.libelle.lower()}, plus rien ne se modifie."
    if ligne.etat is EtatPiece.VALIDEE:
        suite = " Émettez un avoir." if ligne.type in (TypePiece.FACTURE, TypePiece.TICKET) else ""
        return f"{nom} est validée : elle ne se modifie plus.{suite}"
    return ""


def _empechement_de_reglement(geste: str, ligne: LigneReglement) -> str:
    if geste in ("regler", "historique_piece"):
        return _CHOISIR_PIECE
    if geste == "annuler_ligne":
        return reglements.empechement_de_supprimer(ligne.numero, ligne.verrou)
    if geste == "modifier_ligne" and ligne.verrou not in ("", RaisonVerrou.NUMERIQUE):
        return f"{ligne.numero} ne se modifie pas : {RaisonVerrou(ligne.verrou).libelle}."
    return ""
