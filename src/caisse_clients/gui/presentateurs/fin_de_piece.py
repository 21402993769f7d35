"""Ending a pièce: cancel a commande or a bon de livraison, delete a draft, validate one. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.application.commandes.pieces import AnnulerCommande, SupprimerFacture, ValiderFacture
from caisse_clients.application.commandes.transformations import AnnulerLivraison
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant


def designation(piece: VuePiece) -> str:
    """*Commande CO-… du 15/07/2014 — NOM*."""
    return f"{piece.type.libelle} {piece.numero} du {ecrire_date(piece.date)} — {piece.client_nom}"


def titre(piece: VuePiece) -> str:
    """Title of the dialog."""
    verbe = "Supprimer" if piece.type is TypePiece.FACTURE else "Annuler"
    return f"{verbe} — {piece.numero}"


def explication(piece: VuePiece) -> str:
    """Return what F2 will do, the money included."""
    argent = f"{ecrire_montant(piece.regle)} €"
    if piece.type is TypePiece.COMMANDE:
        reste = " Ce qui est déjà facturé le reste." if piece.facture else ""
        acomptes = f" Ses acomptes ({argent}) redeviennent disponibles pour le client." if piece.regle else ""
        return f"La commande est annulée ; elle reste lisible, avec la raison.{reste}{acomptes}"
    if piece.type is TypePiece.BON_LIVRAISON:
        return "La livraison est annulée : ses quantités redeviennent à livrer. Le bon reste lisible, avec la raison."
    ou = f"remontent sur {piece.origine}" if piece.origine else "redeviennent disponibles pour le client"
    acomptes = f" Ses acomptes ({argent}) {ou}." if piece.regle else ""
    return f"Le brouillon est supprimé ; il reste lisible, marqué supprimé.{acomptes}"


def impossible(piece: VuePiece) -> str:
    """Return why it cannot be ended, as it may have changed since the list was read."""
    if not piece.etat.vivante:
        return f"{designation(piece)} ne compte déjà plus : rafraîchissez la liste (F5)."
    if piece.type is TypePiece.FACTURE and piece.etat is not EtatPiece.BROUILLON:
        return f"{designation(piece)} est validée : elle ne se supprime pas. Émettez un avoir."
    return ""


def commande(piece: VuePiece, raison: str) -> AnnulerCommande | AnnulerLivraison | SupprimerFacture:
    """Return the command that F2 sends; raises ``raison_manquante`` (a draft needs none)."""
    texte = raison.strip()
    if piece.type is TypePiece.FACTURE:
        return SupprimerFacture(piece.numero, texte)
    if not texte:
        raise ErreurMetier("raison_manquante", champ="raison")
    if piece.type is TypePiece.COMMANDE:
        return AnnulerCommande(piece.numero, texte)
    return AnnulerLivraison(piece.numero, texte)


def compte_rendu(piece: VuePiece) -> str:
    """Return the status line after a success."""
    if piece.type is TypePiece.FACTURE:
        return f"Brouillon {piece.numero} supprimé."
    accord = "annulée" if piece.type is TypePiece.COMMANDE else "annulé"
    return f"{piece.type.libelle} {piece.numero} {accord}."


@dataclass(frozen=True, slots=True)
class Validation:
    """A draft to be validated, and the question that is asked first."""

    piece: VuePiece

    @property
    def titre(self) -> str:
        """Title of the question."""
        return f"Valider — {self.piece.numero}"

    @property
    def impossible(self) -> str:
        """Why it cannot be validated, as it may have changed since the list was read."""
        if self.piece.etat is EtatPiece.BROUILLON:
            return ""
        return f"{designation(self.piece)} n'est plus un brouillon : rafraîchissez la liste (F5)."

    @property
    def question(self) -> str:
        """What is asked: the law makes it final."""
        piece = self.piece
        acomptes = (
            f"\n\nSes acomptes, {ecrire_montant(piece.regle)} €, sont repris sur la facture." if piece.regle else ""
        )
        return (
            f"Valider le brouillon {piece.numero} ({piece.client_nom}), {ecrire_montant(piece.total_ttc)} € TTC ?\n\n"
            "La facture reçoit son numéro définitif et ne se modifie plus : une erreur se corrigera par un avoir."
            f"{acomptes}"
        )

    def commande(self) -> ValiderFacture:
        """Return the command, for the very draft that was shown."""
        return ValiderFacture(self.piece.numero, version=self.piece.version)

    def compte_rendu(self, numero: str) -> str:
        """Return the status line after a success."""
        piece = self.piece
        suite = f" ; reste dû {ecrire_montant(piece.reste_du)} €." if piece.reste_du else ", soldée."
        return f"Facture {numero} validée{suite}"
