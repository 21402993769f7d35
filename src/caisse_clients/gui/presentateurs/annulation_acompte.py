"""Which acomptes may be taken off a pièce, and what becomes of their money. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.reglements import AnnulerAcompte
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.vues_ventes import VueImputation, VueMode, VuePiece
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant

COLONNES = (
    Colonne("Date", lambda acompte: acompte.date, Format.DATE, 100),
    Colonne("Règlement", lambda acompte: acompte.nom, largeur=160),
    Colonne("Mode", lambda acompte: acompte.mode, largeur=150, elastique=True),
    Colonne("Montant", lambda acompte: acompte.montant, Format.MONTANT, 110),
    Colonne("Facture d'acompte", lambda acompte: acompte.facture_acompte, largeur=150),
)


@dataclass(frozen=True, slots=True)
class Acompte:
    """All that one source pays of the pièce: it is taken off whole, whatever the échéances it is spread on."""

    source: str
    """As the command takes it: ``RC-…``, ``AV-…``, or the number of a compte client."""
    nom: str
    date: dt.date
    mode: str
    code_mode: str
    montant: int
    facture_acompte: str


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on. ``piece`` is the one named; ``porteuse`` the one that holds the money."""

    piece: VuePiece
    porteuse: VuePiece
    acomptes: tuple[Acompte, ...]
    modes: tuple[VueMode, ...]

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"Annulation acompte — {self.piece.numero}"

    @property
    def designation(self) -> str:
        """The pièce, the client, and the commande when it is a bon de livraison that is named."""
        de = f", de la commande {self.porteuse.numero}" if self.porteuse is not self.piece else ""
        return f"{self.piece.type.libelle} {self.piece.numero}{de} — {self.piece.client_nom}"


def porteuse_de(piece: VuePiece) -> str:
    """Return the pièce that holds the money of this one: the commande of a bon de livraison (SCREENS)."""
    return piece.origine if piece.type is TypePiece.BON_LIVRAISON and piece.origine else piece.numero


def acomptes_de(piece: VuePiece) -> tuple[Acompte, ...]:
    """Return what may be taken off, one line a source, in the order they came."""
    par_source: dict[str, list[VueImputation]] = {}
    for imputation in piece.imputations:
        if imputation.retirable and imputation.sorte_source is not None:
            par_source.setdefault(imputation.source, []).append(imputation)
    return tuple(
        Acompte(
            source=source.removeprefix("Compte "),
            nom=source,
            date=lignes[0].date,
            mode=lignes[0].mode_libelle or (lignes[0].sorte_source.libelle if lignes[0].sorte_source else ""),
            code_mode=lignes[0].mode,
            montant=sum(ligne.montant for ligne in lignes),
            facture_acompte=lignes[0].facture_acompte,
        )
        for source, lignes in par_source.items()
    )


def impossible(ouverture: Ouverture) -> str:
    """Return why nothing can be taken off this pièce; empty when something can."""
    if ouverture.acomptes:
        return ""
    if ouverture.porteuse.imputations:
        return f"Les règlements de {ouverture.porteuse.numero} ne se retirent pas d'ici : émettez un avoir."
    return f"Aucun acompte n'est imputé sur {ouverture.porteuse.numero}."


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is chosen and typed. ``mode`` empty: the money stays disponible."""

    source: str = ""
    raison: str = ""
    rendre: bool = False
    mode: str = ""


def commande(ouverture: Ouverture, saisie: Saisie) -> AnnulerAcompte:
    """Return the command that F2 sends; raises ``ErreurMetier`` with its ``champ``."""
    if not saisie.source:
        raise ErreurMetier("acompte_non_choisi", champ="source")
    if not saisie.raison.strip():
        raise ErreurMetier("raison_manquante", champ="raison")
    if saisie.rendre and not saisie.mode:
        raise ErreurMetier("mode_a_choisir", champ="mode")
    return AnnulerAcompte(
        piece=ouverture.piece.numero,
        raison=saisie.raison.strip(),
        source=saisie.source,
        mode=saisie.mode if saisie.rendre else "",
    )


def compte_rendu(ouverture: Ouverture, saisie: Saisie) -> str:
    """Return the status line after a success."""
    acompte = next(a for a in ouverture.acomptes if a.source == saisie.source)
    montant = f"{ecrire_montant(acompte.montant)} €"
    fin = f"{montant} rendus au client." if saisie.rendre else f"{montant} restent disponibles pour le client."
    return f"Acompte {acompte.nom} retiré de {ouverture.porteuse.numero} : {fin}"
