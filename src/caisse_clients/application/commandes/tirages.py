"""Commands that count a printing: the first is the original, the next are duplicates (LEGAL §2, 130-140)."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.pieces import EtatPiece
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import acces, bons, comptes, pieces, reglements, tirages

DOCUMENT_RECU = "recu"
DOCUMENT_PIECE = "piece"
DOCUMENT_BROUILLON = "brouillon"
"""Printings of a draft count apart: the first paper of the facture it becomes is an original."""
DOCUMENT_REGLEMENT = "reglement"
DOCUMENT_ARRET = "arret"
"""Counted by stop, not by accès: an accès taken up again and stopped anew has another original."""
DOCUMENT_BON = "bon"


@dataclass(frozen=True, slots=True)
class TirerRecu:
    """Count one printing of the receipt of an écriture of compte client."""

    ecriture: int


@commande("tirer_recu", TirerRecu, Droit.IMPRIMER, "Tirage d'un reçu")
def tirer_recu(c: TirerRecu, ctx: Contexte) -> Effet:
    """Return ``rang``: 1 for the original, 2 and more for a duplicate."""
    ecriture = comptes.charger_ecriture(ctx.tx, c.ecriture)
    if ecriture is None or all(ligne.compte_client is None for ligne in ecriture.lignes):
        raise ErreurMetier("ecriture_inconnue", champ="ecriture", ecriture=c.ecriture)
    return Effet({"ecriture": c.ecriture, "rang": tirages.ajouter(ctx.tx, DOCUMENT_RECU, c.ecriture)})


@dataclass(frozen=True, slots=True)
class TirerPiece:
    """Count one printing of a pièce, named by any number it had."""

    piece: str


@commande("tirer_piece", TirerPiece, Droit.IMPRIMER, "Tirage d'une pièce")
def tirer_piece(c: TirerPiece, ctx: Contexte) -> Effet:
    """Return ``piece`` and ``rang``: 1 for the original, 2 and more for a duplicate."""
    identifiant = None if "\0" in c.piece else pieces.trouver(ctx.tx, c.piece.strip().upper())
    if identifiant is None:
        raise ErreurMetier("piece_inconnue", champ="piece", piece=c.piece[:40])
    trouvee = pieces.charger(ctx.tx, identifiant)
    document = DOCUMENT_BROUILLON if trouvee.etat is EtatPiece.BROUILLON else DOCUMENT_PIECE
    return Effet({"piece": trouvee.numero, "rang": tirages.ajouter(ctx.tx, document, identifiant)})


@dataclass(frozen=True, slots=True)
class TirerReglement:
    """Count one printing of the receipt of a règlement."""

    reglement: str


@commande("tirer_reglement", TirerReglement, Droit.IMPRIMER, "Tirage du reçu d'un règlement")
def tirer_reglement(c: TirerReglement, ctx: Contexte) -> Effet:
    """Return ``reglement`` and ``rang``: 1 for the original, 2 and more for a duplicate."""
    trouve = None if "\0" in c.reglement else reglements.charger(ctx.tx, c.reglement.strip().upper())
    if trouve is None:
        raise ErreurMetier("reglement_inconnu", champ="reglement", reglement=c.reglement[:40])
    return Effet({"reglement": trouve.numero, "rang": tirages.ajouter(ctx.tx, DOCUMENT_REGLEMENT, trouve.id)})


@dataclass(frozen=True, slots=True)
class TirerArret:
    """Count one printing of the paper of a stopped accès."""

    acces: int


@commande("tirer_arret", TirerArret, Droit.IMPRIMER, "Tirage d'un arrêt d'accès")
def tirer_arret(c: TirerArret, ctx: Contexte) -> Effet:
    """Return ``acces`` and ``rang``; raises ``acces_inconnu``, ``acces_sans_arret``."""
    if acces.charger(ctx.tx, c.acces) is None:
        raise ErreurMetier("acces_inconnu", champ="acces", acces=c.acces)
    archivage = acces.archivage_en_cours(ctx.tx, c.acces)
    if archivage is None:
        raise ErreurMetier("acces_sans_arret", champ="acces", acces=c.acces)
    return Effet({"acces": c.acces, "rang": tirages.ajouter(ctx.tx, DOCUMENT_ARRET, archivage["id"])})


@dataclass(frozen=True, slots=True)
class TirerBon:
    """Count one printing of the bon of a compte avoir; the first one draws its code."""

    compte: int


@commande("tirer_bon", TirerBon, Droit.IMPRIMER, "Tirage d'un bon d'avoir")
def tirer_bon(c: TirerBon, ctx: Contexte) -> Effet:
    """Return ``compte`` and ``rang``, never the code; raises ``compte_sans_bon``, ``bon_epuise``."""
    compte = comptes.verrouiller(ctx.tx, c.compte)
    if compte is None:
        raise ErreurMetier("compte_inconnu", champ="compte", compte=c.compte)
    if compte.type is not TypeCompte.AVOIR:
        raise ErreurMetier("compte_sans_bon", champ="compte", compte=c.compte, type=compte.type.libelle.lower())
    if compte.solde == 0:
        raise ErreurMetier("bon_epuise", champ="compte", compte=c.compte)
    bons.emettre(ctx.tx, c.compte)
    return Effet({"compte": c.compte, "rang": tirages.ajouter(ctx.tx, DOCUMENT_BON, c.compte)})
