"""Commands on commandes and drafts of factures: create, change, cancel, validate (manual 003, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.application.ventes import ecrire_pieces, glisser, suivre, vendre
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, fiche_de, numero_suivant
from caisse_clients.application.ventes.glisser import Glissee
from caisse_clients.application.ventes.sources import piece_de
from caisse_clients.application.ventes.suivre import montant_contrat
from caisse_clients.domain.devises import verifier_devise
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeances import COMPTANT, EcheancePrevue, EcheanceSaisie, lire_conditions
from caisse_clients.domain.pieces import EtatPiece, LigneSaisie, TypePiece, calculer
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import Cours, repartir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes
from caisse_clients.storage import pieces as stock
from caisse_clients.storage import reglements as stock_reglements
from caisse_clients.storage.pieces import Piece


@dataclass(frozen=True, slots=True)
class CreerCommande:
    """Create a commande. Without ``echeances`` they follow ``conditions`` (default: the setting)."""

    client: int
    lignes: tuple[LigneSaisie, ...]
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] = ()
    conditions: str = ""
    devise: str = "EUR"
    cours: Cours | None = None
    station: str = ""
    reference: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class ModifierCommande:
    """Change a commande; fields left out stay. ``version``, when given, is the one the user saw.

    Its total may not go under what is already invoiced and imputed (``depasse_reste_du`` with the list).
    """

    piece: str
    lignes: tuple[LigneSaisie, ...] | None = None
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] | None = None
    conditions: str | None = None
    reference: str | None = None
    commentaire: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnnulerCommande:
    """Cancel what is not invoiced of a commande; its acomptes become disponibles."""

    piece: str
    raison: str


@dataclass(frozen=True, slots=True)
class CreerFacture:
    """Create a draft facture (``BR-n``)."""

    client: int
    lignes: tuple[LigneSaisie, ...]
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] = ()
    conditions: str = ""
    devise: str = "EUR"
    cours: Cours | None = None
    station: str = ""
    reference: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class ModifierFacture:
    """Change a draft; money it no longer needs goes back up to its commande, else becomes disponible."""

    piece: str
    lignes: tuple[LigneSaisie, ...] | None = None
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] | None = None
    conditions: str | None = None
    reference: str | None = None
    commentaire: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SupprimerFacture:
    """Delete a draft (it stays readable, marked); its money goes back up to the commande."""

    piece: str
    raison: str = ""


@dataclass(frozen=True, slots=True)
class ValiderFacture:
    """Give a draft its final number and its écriture; the acomptes on it are taken back (*reprise*)."""

    piece: str
    date: dt.date | None = None
    version: int | None = None


SUJETS = frozenset({Sujet.PIECES, Sujet.REGLEMENTS, Sujet.COMPTES, Sujet.ECRITURES})
LONGUEUR_RAISON = 200


@commande("creer_commande", CreerCommande, Droit.GERER_COMMANDES, "Création d'une commande")
def creer_commande(c: CreerCommande, ctx: Contexte) -> Effet:
    """Create the commande with its number and its échéances."""
    return _creer(c, ctx, TypePiece.COMMANDE, EtatPiece.EN_COURS)


@commande("creer_facture", CreerFacture, Droit.FACTURER, "Création d'une facture (brouillon)")
def creer_facture(c: CreerFacture, ctx: Contexte) -> Effet:
    """Create the draft; it has no final number before its validation."""
    return _creer(c, ctx, TypePiece.FACTURE, EtatPiece.BROUILLON)


@commande("modifier_commande", ModifierCommande, Droit.GERER_COMMANDES, "Modification d'une commande")
def modifier_commande(c: ModifierCommande, ctx: Contexte) -> Effet:
    """Write a new version; not under what is invoiced (``quantite_deja_facturee``) or paid (``depasse_reste_du``)."""
    cadre = cadre_de(ctx)
    p = _exiger(cadre, c.piece, TypePiece.COMMANDE, EtatPiece.EN_COURS, c.version)
    p, _ = _modifier(cadre, p, c)
    return _effet(cadre, p)


@commande("annuler_commande", AnnulerCommande, Droit.GERER_COMMANDES, "Annulation d'une commande")
def annuler_commande(c: AnnulerCommande, ctx: Contexte) -> Effet:
    """Cancel what is not invoiced: its acomptes become disponibles, nothing more is expected of it."""
    cadre = cadre_de(ctx)
    raison = exiger_raison(c.raison)
    p = _exiger(cadre, c.piece, TypePiece.COMMANDE, EtatPiece.EN_COURS, None)
    if any(f.etat is EtatPiece.BROUILLON for f in suivre.factures_de(cadre, p)):
        raise ErreurMetier("commande_en_facturation", champ="piece", piece=p.numero)
    degagees = glisser.degager(cadre, p, None, raison=raison)
    ecrire_pieces.attendre(cadre, p, 0)
    p = stock.changer(ctx.tx, p, etat=EtatPiece.ANNULEE.value, raison=raison)
    return _effet(cadre, p, remontee=degagees)


@commande("modifier_facture", ModifierFacture, Droit.FACTURER, "Modification d'une facture (brouillon)")
def modifier_facture(c: ModifierFacture, ctx: Contexte) -> Effet:
    """Write a new version of the draft; money it no longer needs goes up to its commande, else becomes disponible."""
    cadre = cadre_de(ctx)
    p = _exiger(cadre, c.piece, TypePiece.FACTURE, EtatPiece.BROUILLON, c.version)
    p, remontee = _modifier(cadre, p, c)
    return _effet(cadre, p, remontee=remontee)


@commande("supprimer_facture", SupprimerFacture, Droit.FACTURER, "Suppression d'un brouillon de facture")
def supprimer_facture(c: SupprimerFacture, ctx: Contexte) -> Effet:
    """Mark the draft as deleted; what it had invoiced is expected again of its commande, and its money goes back up."""
    cadre = cadre_de(ctx)
    raison = nettoyer(c.raison, longueur=LONGUEUR_RAISON, champ="raison")
    p = _exiger(cadre, c.piece, TypePiece.FACTURE, EtatPiece.BROUILLON, None)
    remontee = remonter(cadre, p, None, raison=raison, sans=p)
    ecrire_pieces.attendre(cadre, p, 0)
    stock.changer(ctx.tx, p, etat=EtatPiece.SUPPRIMEE.value, raison=raison)
    vendre.conclure(cadre)
    return Effet({"piece": p.numero, "remontee": en_contrat(p, remontee)}, SUJETS)


@commande("valider_facture", ValiderFacture, Droit.FACTURER, "Validation d'une facture")
def valider_facture(c: ValiderFacture, ctx: Contexte) -> Effet:
    """Give the final number, write the sale, take the acomptes back; raises ``piece_validee`` the second time."""
    p = _exiger(cadre_de(ctx, c.date), c.piece, TypePiece.FACTURE, EtatPiece.BROUILLON, c.version)
    cadre = cadre_de(ctx, c.date, p.station)  # its number is of the series of its station
    return _effet(cadre, valider(cadre, p))


def valider(cadre: Cadre, p: Piece) -> Piece:
    """Validate a draft (or a ticket) at the date of the act and return it."""
    fiche = fiche_de(cadre, p.client)
    lignes = stock.lignes_de(cadre.tx, p)
    numero = numero_suivant(cadre, p.id, p.type, cadre.date)
    ecriture = vendre.comptabiliser(cadre, p.ligne, numero, suivre.parts_de(lignes))
    glisser.reprendre_les_acomptes(cadre, numero, stock_reglements.imputations_sur(cadre.tx, p.id))
    p = stock.changer(
        cadre.tx,
        p,
        etat=EtatPiece.VALIDEE.value,
        numero=numero,
        date=cadre.date,
        ecriture=ecriture,
        destinataire=ecrire_pieces.destinataire(fiche),
        professionnel=bool(fiche["professionnel"]),
    )
    cadre.touches.add(("piece", p.id))
    return p


def remonter(cadre: Cadre, p: Piece, maximum: int | None, *, raison: str, sans: Piece | None = None) -> list[Glissee]:
    """Move money of a facture back up to its commande (what it invoiced is expected again), the rest is freed.

    ``maximum`` in minor units, None for all; ``sans``: the facture that counts no more. Returns what went up.
    """
    remontee: list[Glissee] = []
    montant = suivre.impute_en_devise(cadre, p)
    montant = montant if maximum is None else min(maximum, montant)
    if (mere := suivre.mere_de(cadre, p)) is not None:
        ecrire_pieces.attendre(cadre, mere, suivre.attendu_de_la_commande(cadre, mere, sans=sans))
        remontee = glisser.glisser(cadre, p, mere, montant, MotifImputation.REMONTEE, raison=raison)
    reste = montant - sum(g.montant for g in remontee)
    if reste > 0:
        glisser.degager(cadre, p, reste, raison=raison)
    return remontee


def _creer(c: CreerCommande | CreerFacture, ctx: Contexte, type_piece: TypePiece, etat: EtatPiece) -> Effet:
    cadre = cadre_de(ctx, c.date, c.station)
    devise, cours = verifier_devise(c.devise, c.cours)
    conditions = nettoyer(c.conditions, longueur=60, champ="conditions") or cadre.reglages["conditions_par_defaut"]
    lire_conditions(conditions)
    calculees, totaux = calculer(ecrire_pieces.preparer(cadre, c.lignes, devise))
    prevues = ecrire_pieces.prevoir(totaux.ttc, cadre.date, conditions, c.echeances, devise)
    p = ecrire_pieces.ajouter(
        cadre,
        type_piece,
        fiche_de(cadre, c.client),
        calculees,
        totaux,
        etat=etat,
        devise=devise,
        cours=cours,
        conditions="" if c.echeances else conditions,
        reference=c.reference,
        commentaire=c.commentaire,
    )
    ecrire_pieces.ajouter_echeances(cadre, p, prevues)
    return _effet(cadre, p)


def _modifier(cadre: Cadre, p: Piece, c: ModifierCommande | ModifierFacture) -> tuple[Piece, list[Glissee]]:
    """Write the changed fields as a new version; return it and what money went back up."""
    changements = _champs_changes(cadre, p, c)
    apres = replace(
        p,
        total_devise=changements.get("total_devise", p.total_devise),
        date=changements.get("date", p.date),
    )
    prevues: Sequence[EcheancePrevue] = ()
    if c.lignes is not None or c.echeances or c.conditions is not None or c.date is not None:
        prevues = _prevues(cadre, apres, c, str(changements.get("conditions", p.ligne["conditions"])))
    if p.type is TypePiece.COMMANDE and c.lignes is not None:
        suivre.controler_le_dessous(cadre, p, apres)
    if not changements and not prevues:
        return p, []
    nouvelle = stock.changer(cadre.tx, p, **changements)
    remontee: list[Glissee] = []
    trop = suivre.impute_en_devise(cadre, nouvelle) - nouvelle.total_devise
    if trop > 0:  # a draft only: a commande refuses above
        remontee = remonter(cadre, nouvelle, trop, raison="")
    if prevues:
        suivre.replanifier(cadre, nouvelle, prevues)
    if (mere := suivre.mere_de(cadre, nouvelle)) is not None:
        suivre.resynchroniser(cadre, mere, nouvelle)
    return nouvelle, remontee


def _champs_changes(cadre: Cadre, p: Piece, c: ModifierCommande | ModifierFacture) -> dict[str, Any]:
    """Return the columns that change, the new lines written under the version to come."""
    changements: dict[str, Any] = {}
    if c.reference is not None:
        changements["reference"] = nettoyer(c.reference, longueur=80, champ="reference")
    if c.commentaire is not None:
        changements["commentaire"] = nettoyer_lignes(c.commentaire, longueur=1_000, champ="commentaire")
    if c.date is not None:
        changements["date"] = cadre_de(cadre.ctx, c.date, p.station).date
    if c.conditions is not None:
        changements["conditions"] = nettoyer(c.conditions, longueur=60, champ="conditions") or COMPTANT
        lire_conditions(changements["conditions"])
    if c.echeances:
        changements["conditions"] = ""
    if c.lignes is not None:
        preparees = ecrire_pieces.preparer(cadre, c.lignes, p.devise)
        calculees, totaux = calculer(ecrire_pieces.rattacher(preparees, stock.lignes_de(cadre.tx, p)))
        suivre.controler_les_quantites(cadre, p, calculees)
        ht, tva, ttc = ecrire_pieces.totaux_en_euros(totaux, p.devise, p.cours)
        stock.ajouter_lignes(cadre.tx, p.id, p.version + 1, calculees)
        changements |= {"total_ht": ht, "total_tva": tva, "total_ttc": ttc, "total_devise": totaux.ttc}
        changements["version_lignes"] = p.version + 1
    return changements


def _prevues(
    cadre: Cadre, apres: Piece, c: ModifierCommande | ModifierFacture, conditions: str
) -> Sequence[EcheancePrevue]:
    """Return the échéances of a changed pièce: those typed, by its terms, or its own dates in the same proportions."""
    if c.echeances or conditions:
        return ecrire_pieces.prevoir(apres.total_devise, apres.date, conditions, c.echeances or (), apres.devise)
    anciennes = [e for e in stock.echeances_de(cadre.tx, apres.id) if e.prevu]
    montants = repartir(apres.total_devise, [e.prevu for e in anciennes])
    return [
        EcheancePrevue(rang, e.date, montant)
        for rang, (e, montant) in enumerate(zip(anciennes, montants, strict=True), 1)
        if montant
    ]


def _exiger(cadre: Cadre, numero: str, type_piece: TypePiece, etat: EtatPiece, version: int | None) -> Piece:
    """Return a pièce of this type and state, locked; says why it is not, and who changed it meanwhile."""
    p = piece_de(cadre, numero)
    if p.type is not type_piece:
        raise ErreurMetier("piece_d_un_autre_type", champ="piece", piece=p.numero, type=p.type.libelle.lower())
    if p.etat is not etat:
        code = "piece_validee" if p.etat is EtatPiece.VALIDEE else "piece_morte"
        raise ErreurMetier(code, champ="piece", piece=p.numero, etat=p.etat.libelle.lower())
    if version is not None and version != p.version:
        raise ErreurMetier("piece_modifiee_ailleurs", piece=p.numero, version=p.version)
    return p


def exiger_raison(texte: str) -> str:
    """Return a reason; raises ``raison_manquante``."""
    raison = nettoyer(texte, longueur=LONGUEUR_RAISON, champ="raison")
    if not raison:
        raise ErreurMetier("raison_manquante", champ="raison")
    return raison


def en_contrat(p: Piece, glissees: Sequence[Glissee]) -> list[dict[str, str]]:
    """Return slides as the contract tells them."""
    return [{"source": g.source, "montant": montant_contrat(g.montant, p.devise)} for g in glissees]


def _effet(cadre: Cadre, p: Piece, *, remontee: Sequence[Glissee] | None = None) -> Effet:
    valeurs: dict[str, Any] = {
        "piece": p.numero,
        "total_ht": ecrire_montant_contrat(p.ligne["total_ht"]),
        "total_tva": ecrire_montant_contrat(p.ligne["total_tva"]),
        "total_ttc": ecrire_montant_contrat(p.total_ttc),
        "reste_du": ecrire_montant_contrat(suivre.reste_du(cadre, p)),
    }
    vendre.conclure(cadre)
    if remontee is not None:
        valeurs["remontee"] = en_contrat(p, remontee)
    return Effet(valeurs, SUJETS)
