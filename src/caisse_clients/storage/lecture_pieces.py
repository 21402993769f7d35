"""Readings of pièces: lists by keys or by pages, totals under a list, one pièce, its imputations."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, or_, select, tuple_

from caisse_clients.domain.pieces import EtatPiece, NatureLigne, StatutPaiement, TypePiece, statut_paiement
from caisse_clients.domain.vues_ventes import (
    CriterePieces,
    LignePiece,
    TotauxPieces,
    VueEcheance,
    VueLignePiece,
    VuePiece,
)
from caisse_clients.kernel.texte import cle_recherche
from caisse_clients.storage import lecture_imputations
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.pieces import vivante
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client
from caisse_clients.storage.schema.ventes import echeance, numero_piece, piece, piece_ligne, reste_echeance, suivi_piece

_ORDRE = (piece.c.date.desc(), piece.c.id.desc())
_AVOIRS = or_(piece.c.type == TypePiece.AVOIR.value, piece.c.type == TypePiece.AVOIR_ACOMPTE.value)
_DEPUIS = piece.join(suivi_piece, suivi_piece.c.piece == piece.c.id)
_mere = piece.alias("mere")
_suivi_mere = suivi_piece.alias("suivi_mere")
_facturee = piece.alias("facturee")
_FACTURE_DU_BON = (
    select(func.coalesce(func.sum(_facturee.c.total_ttc), 0))
    .where(
        _facturee.c.origine == piece.c.id,
        _facturee.c.type == TypePiece.FACTURE.value,
        vivante(_facturee.c.etat),
        piece.c.type == TypePiece.BON_LIVRAISON.value,
    )
    .correlate(piece)
    .scalar_subquery()
)
_COLONNES = (
    piece.c.id,
    piece.c.numero,
    piece.c.type,
    piece.c.etat,
    piece.c.date,
    piece.c.client,
    client.c.nom,
    client.c.prenom,
    piece.c.total_ttc,
    suivi_piece.c.montant,
    suivi_piece.c.impute,
    suivi_piece.c.reste,
    piece.c.devise,
    piece.c.total_devise,
    _mere.c.numero,
    _suivi_mere.c.impute,
    _FACTURE_DU_BON,
)
_LIGNES: Select[Any] = select(*_COLONNES).select_from(
    _DEPUIS.join(client, client.c.code == piece.c.client)
    .outerjoin(_mere, _mere.c.id == piece.c.origine)
    .outerjoin(_suivi_mere, _suivi_mere.c.piece == piece.c.affaire)
)
_PAR_IDS = Parmi(_LIGNES, "piece.id")


class _Forme(NamedTuple):
    """What tells one query of pièces from another."""

    types: tuple[str, ...]
    client: bool
    statut: StatutPaiement | None
    etat: str | None
    du: bool
    au: bool
    texte: bool
    ouvertes: bool
    supprimees: bool


def cles_pieces(connexion: Connection, criteres: CriterePieces, limite: int = 1_000_000) -> array[int]:
    """Return the ids that match, latest first, at most ``limite`` (8 bytes each)."""
    return _cles(_forme(criteres)).entiers(connexion, {**_valeurs(criteres), "limite": limite})


def lignes_pieces(connexion: Connection, ids: Sequence[int]) -> list[LignePiece]:
    """Return the rows of these pièces in the order asked; an unknown id is left out."""
    trouvees = {ligne[0]: ligne for ligne in _PAR_IDS.lignes(connexion, ids)}
    return [_ligne(trouvees[i]) for i in ids if i in trouvees]


def page_pieces(
    connexion: Connection, criteres: CriterePieces, apres: tuple[dt.date, int] | None, limite: int
) -> list[LignePiece]:
    """Return the next page, latest first (keyset); ``apres`` = (date, id) of the last row seen."""
    valeurs = {**_valeurs(criteres), "limite": limite}
    if apres is not None:
        valeurs |= {"apres_date": apres[0], "apres_id": apres[1]}
    return [_ligne(x) for x in _page(_forme(criteres), apres is not None).lignes(connexion, valeurs)]


def totaux_pieces(connexion: Connection, criteres: CriterePieces) -> TotauxPieces:
    """Return the totals over the whole filter, avoirs counted as negative, in euros."""
    ligne = _totaux(_forme(criteres)).lignes(connexion, _valeurs(criteres))[0]
    return TotauxPieces(*(int(x or 0) for x in ligne))


def piece_par_numero(connexion: Connection, numero: str) -> VuePiece | None:
    """Return a whole pièce by any number it had, or None."""
    ids = _PAR_NUMERO.entiers(connexion, {"numero": numero})
    return _vue(connexion, ids[0]) if ids else None


def _forme(c: CriterePieces) -> _Forme:
    return _Forme(
        types=tuple(t.value for t in c.types),
        client=c.client is not None,
        statut=c.statut,
        etat=None if c.etat is None else c.etat.value,
        du=c.du is not None,
        au=c.au is not None,
        texte=bool(c.texte.strip()),
        ouvertes=c.ouvertes,
        supprimees=c.supprimees,
    )


def _valeurs(c: CriterePieces) -> dict[str, Any]:
    texte = c.texte.strip()
    return {
        "client": c.client,
        "du": c.du,
        "au": c.au,
        "numero": texte.upper().replace("\0", ""),
        "nom": cle_recherche(texte) or "\x7f",  # no letter nor digit: no name contains it
    }


def _clauses(f: _Forme) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if f.types:
        clauses.append(or_(*(piece.c.type == t for t in f.types)))
    if f.client:
        clauses.append(piece.c.client.in_(tiers()))
    if f.etat is not None:
        clauses.append(piece.c.etat == f.etat)
    elif not f.supprimees:
        clauses.append(piece.c.etat != EtatPiece.SUPPRIMEE.value)
    if f.statut is StatutPaiement.SOLDE:
        clauses += [suivi_piece.c.reste == 0, vivante(piece.c.etat)]  # what is cancelled is not settled
    elif f.statut is not None:
        paye = suivi_piece.c.impute > 0 if f.statut is StatutPaiement.PARTIEL else suivi_piece.c.impute == 0
        clauses.append(and_(suivi_piece.c.reste > 0, paye))
    if f.ouvertes:
        clauses += [suivi_piece.c.reste > 0, vivante(piece.c.etat)]
    if f.du:
        clauses.append(piece.c.date >= bindparam("du", type_=piece.c.date.type))
    if f.au:
        clauses.append(piece.c.date <= bindparam("au", type_=piece.c.date.type))
    if f.texte:
        noms = select(client.c.code).where(_contient(client.c.cle_tri, "nom"))
        clauses.append(or_(_contient(piece.c.numero, "numero"), piece.c.client.in_(noms)))
    return clauses


def _contient(colonne: ColumnElement[str], nom: str) -> ColumnElement[bool]:
    return func.replace(colonne, bindparam(nom, type_=colonne.type), "") != colonne


@cache
def _cles(f: _Forme) -> Instruction:
    requete = select(piece.c.id).where(*_clauses(f)).order_by(*_ORDRE)
    avec_suivi = f.statut is not None or f.ouvertes
    requete = requete.select_from(_DEPUIS if avec_suivi else piece)
    return Instruction(requete.limit(bindparam("limite", type_=ENTIER)))


@cache
def _page(f: _Forme, apres: bool) -> Instruction:
    requete = _LIGNES.where(*_clauses(f)).order_by(*_ORDRE).limit(bindparam("limite", type_=ENTIER))
    if apres:
        types = [piece.c.date.type, piece.c.id.type]
        curseur = tuple_(bindparam("apres_date", type_=types[0]), bindparam("apres_id", type_=types[1]), types=types)
        requete = requete.where(tuple_(piece.c.date, piece.c.id) < curseur)
    return Instruction(requete)


def _compte_a_part(f: _Forme) -> ColumnElement[bool]:
    """Return what a total leaves out: what counts no more, and acomptes beside the factures that take them back."""
    acomptes = {TypePiece.FACTURE_ACOMPTE.value, TypePiece.AVOIR_ACOMPTE.value}
    a_part = ~vivante(piece.c.etat)
    if f.types and set(f.types) <= acomptes:
        return a_part
    return or_(a_part, *(piece.c.type == t for t in sorted(acomptes)))


@cache
def _totaux(f: _Forme) -> Instruction:
    return Instruction(
        select(
            func.count(),
            func.sum(case((_compte_a_part(f), 0), (_AVOIRS, -piece.c.total_ttc), else_=piece.c.total_ttc)),
            func.sum(suivi_piece.c.impute),
            func.sum(case((vivante(piece.c.etat), suivi_piece.c.reste), else_=0)),
        )
        .select_from(_DEPUIS)
        .where(*_clauses(f))
    )


def _ligne(x: Sequence[Any]) -> LignePiece:
    identifiant, numero, type_, etat_, date, code, nom, prenom, total, attendu, impute, reste, devise = x[:13]
    total_devise, origine, impute_mere, facture = x[13:]
    type_piece, etat = TypePiece(type_), EtatPiece(etat_)
    regle = total if type_piece is TypePiece.FACTURE_ACOMPTE else impute
    if type_piece is TypePiece.BON_LIVRAISON:
        regle = impute_mere or 0
    elif type_piece is TypePiece.COMMANDE and etat is EtatPiece.EN_COURS:
        facture = total - attendu
    return LignePiece(
        id=identifiant,
        numero=numero,
        type=type_piece,
        etat=etat,
        date=date,
        client=code,
        client_nom=" ".join(filter(None, (nom, prenom))),
        total_ttc=total,
        facture=int(facture),
        regle=regle,
        reste_du=reste if etat.vivante else 0,
        statut=statut_paiement(regle, reste),
        devise=devise,
        total_devise=total_devise,
        origine=origine or "",
    )


_PAR_NUMERO = Instruction(select(numero_piece.c.piece).where(numero_piece.c.numero == bindparam("numero")))
_PIECE = Instruction(
    select(piece, client.c.nom, client.c.prenom, suivi_piece.c.montant, suivi_piece.c.impute, suivi_piece.c.reste)
    .select_from(_DEPUIS.join(client, client.c.code == piece.c.client))
    .where(piece.c.id == bindparam("id"))
)
_NUMEROS = Instruction(
    select(numero_piece.c.numero).where(numero_piece.c.piece == bindparam("id")).order_by(numero_piece.c.serie)
)
_NOM = Instruction(select(piece.c.numero).where(piece.c.id == bindparam("id")))
_SUITES = Instruction(
    select(piece.c.numero)
    .where(
        or_(
            piece.c.origine == bindparam("id", type_=ENTIER),
            and_(piece.c.affaire == bindparam("id", type_=ENTIER), piece.c.id != bindparam("id", type_=ENTIER)),
        ),
        piece.c.etat != EtatPiece.SUPPRIMEE.value,
    )
    .order_by(piece.c.id)
)
_LIGNES_DE_PIECE = Instruction(
    select(piece_ligne)
    .where(piece_ligne.c.piece == bindparam("id"), piece_ligne.c.version == bindparam("version"))
    .order_by(piece_ligne.c.rang)
)
_issue = piece.alias("issue")
_ISSUES = Instruction(
    select(_issue.c.type, piece_ligne.c.rang_origine, func.sum(piece_ligne.c.quantite))
    .select_from(
        piece_ligne.join(
            _issue, (_issue.c.id == piece_ligne.c.piece) & (_issue.c.version_lignes == piece_ligne.c.version)
        )
    )
    .where(
        _issue.c.affaire == bindparam("id"),
        _issue.c.id != bindparam("id", type_=ENTIER),
        or_(_issue.c.type == TypePiece.FACTURE.value, _issue.c.type == TypePiece.BON_LIVRAISON.value),
        vivante(_issue.c.etat),
        piece_ligne.c.rang_origine.isnot(None),
    )
    .group_by(_issue.c.type, piece_ligne.c.rang_origine)
)
_ECHEANCES = Instruction(
    select(
        echeance.c.rang,
        echeance.c.date,
        reste_echeance.c.montant,
        reste_echeance.c.impute,
        reste_echeance.c.reste,
        reste_echeance.c.montant_devise,
        reste_echeance.c.reste_devise,
        echeance.c.mode,
        echeance.c.banque,
        echeance.c.prevu,
    )
    .join(reste_echeance, reste_echeance.c.echeance == echeance.c.id)
    .where(echeance.c.piece == bindparam("id"), echeance.c.prevu > 0)
    .order_by(echeance.c.date, echeance.c.rang)
)


def _vue(connexion: Connection, identifiant: int) -> VuePiece:
    p = _PIECE.lire(connexion, {"id": identifiant})[0]
    type_piece, etat = TypePiece(p.type), EtatPiece(p.etat)
    numeros = [x[0] for x in _NUMEROS.lignes(connexion, {"id": identifiant})]
    regle = p.total_ttc if type_piece is TypePiece.FACTURE_ACOMPTE else p.impute
    return VuePiece(
        id=p.id,
        numero=p.numero,
        brouillon=next((n for n in numeros if n.startswith("BR-")), ""),
        type=type_piece,
        etat=etat,
        date=p.date,
        client=p.client,
        client_nom=" ".join(filter(None, (p.nom, p.prenom))),
        destinataire=p.destinataire,
        professionnel=bool(p.professionnel),
        station=p.station,
        devise=p.devise,
        cours=p.cours,
        conditions=p.conditions,
        reference=p.reference,
        commentaire=p.commentaire,
        total_ht=p.total_ht,
        total_tva=p.total_tva,
        total_ttc=p.total_ttc,
        total_devise=p.total_devise,
        facture=p.total_ttc - p.montant if type_piece is TypePiece.COMMANDE and etat is EtatPiece.EN_COURS else 0,
        regle=regle,
        reste_du=p.reste if etat.vivante else 0,
        statut=statut_paiement(regle, p.reste),
        origine="" if p.origine is None else str(_NOM.lignes(connexion, {"id": p.origine})[0][0]),
        suites=tuple(x[0] for x in _SUITES.lignes(connexion, {"id": identifiant})),
        lignes=_lignes_de_piece(connexion, p),
        echeances=tuple(
            VueEcheance(f"{p.numero}/{e.rang}", *e[:9]) for e in _ECHEANCES.lire(connexion, {"id": identifiant})
        ),
        imputations=tuple(lecture_imputations.sur_la_piece(connexion, identifiant)),
        version=p.version,
        verrou=_verrou(type_piece, etat),
        raison=p.raison,
    )


def _lignes_de_piece(connexion: Connection, p: Any) -> tuple[VueLignePiece, ...]:
    issues: dict[tuple[str, int], int] = {}
    if p.type == TypePiece.COMMANDE.value:
        issues = {(t, r): int(q) for t, r, q in _ISSUES.lignes(connexion, {"id": p.id})}
    return tuple(
        VueLignePiece(
            rang=x.rang,
            article=x.article,
            libelle=x.libelle,
            nature=NatureLigne(x.nature),
            quantite=x.quantite,
            prix=x.prix,
            ttc=bool(x.ttc),
            taux=x.taux,
            remise=x.remise,
            montant_ht=x.montant_ht,
            montant_tva=x.montant_tva,
            montant_ttc=x.montant_ttc,
            facturee=issues.get((TypePiece.FACTURE.value, x.rang), 0),
            livree=issues.get((TypePiece.BON_LIVRAISON.value, x.rang), 0),
            rang_origine=x.rang_origine,
        )
        for x in _LIGNES_DE_PIECE.lire(connexion, {"id": p.id, "version": p.version_lignes})
    )


def _verrou(type_piece: TypePiece, etat: EtatPiece) -> str:
    """Return the code of why a pièce may not be modified, "" when it may."""
    if etat is EtatPiece.BROUILLON or (type_piece is TypePiece.COMMANDE and etat is EtatPiece.EN_COURS):
        return ""
    return "piece_morte" if not etat.vivante else "piece_validee"
