"""Readings of the due list and of the échéances to affect: keys, rows, totals, all filters and sorts in SQL."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Join, Select, and_, bindparam, func, or_, select

from caisse_clients.domain.echeancier import (
    Choix,
    CritereAffectation,
    CritereEcheancier,
    LigneAffectation,
    LigneEcheancier,
    StatutVerse,
    TotauxEcheancier,
    TriEcheancier,
    statut_verse,
)
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.kernel.texte import cle_recherche
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.base import ENTIER, TRI
from caisse_clients.storage.schema.clients import client
from caisse_clients.storage.schema.reglements import DIRECTE, imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece, reste_echeance

_contraire = imputation.alias("contraire")
_FACTURE = and_(piece.c.type == TypePiece.FACTURE.value, piece.c.etat == EtatPiece.VALIDEE.value)
_SANS_CLIENT = echeance.join(piece, piece.c.id == echeance.c.piece).join(
    reste_echeance, reste_echeance.c.echeance == echeance.c.id
)
_DEPUIS = _SANS_CLIENT.join(client, client.c.code == piece.c.client)


def _dernier(colonne: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column of the last règlement in force on the échéance."""
    return (
        select(colonne)
        .select_from(imputation.join(reglement, reglement.c.id == imputation.c.reglement))
        .where(
            imputation.c.echeance == echeance.c.id,
            DIRECTE,
            ~select(_contraire.c.id).where(_contraire.c.annule == imputation.c.id).exists(),
        )
        .order_by(imputation.c.id.desc())
        .limit(1)
        .correlate(echeance)
        .scalar_subquery()
    )


_DATE_REGLEMENT = func.coalesce(_dernier(reglement.c.date), echeance.c.date_reglement)
_LIGNES: Select[Any] = select(
    echeance.c.id,
    piece.c.numero,
    echeance.c.rang,
    _dernier(reglement.c.numero).label("rc"),
    _dernier(reglement.c.date).label("date_rc"),
    echeance.c.date_reglement,
    piece.c.client,
    client.c.nom,
    client.c.prenom,
    echeance.c.date,
    reste_echeance.c.montant,
    reste_echeance.c.impute,
    reste_echeance.c.reste,
    echeance.c.mode,
    echeance.c.banque,
    echeance.c.relance,
    echeance.c.note,
    echeance.c.litige,
    piece.c.devise,
    reste_echeance.c.reste_devise,
).select_from(_DEPUIS)
_PAR_IDS = Parmi(_LIGNES, "echeance.id")
_TRIS: dict[TriEcheancier, ColumnElement[Any]] = {
    TriEcheancier.CODE: piece.c.numero,
    TriEcheancier.DATE_REGLEMENT: _DATE_REGLEMENT,
    TriEcheancier.TITRE: piece.c.numero,
    TriEcheancier.TIERS: client.c.cle_tri,
    # no index gives this order: walking it by date would look each échéance up, three times slower than sorting
    TriEcheancier.DATE_ECHEANCE: func.coalesce(echeance.c.date, echeance.c.date_reglement),
    TriEcheancier.MONTANT: reste_echeance.c.montant,
    TriEcheancier.VERSE: reste_echeance.c.impute,
    TriEcheancier.RESTE: reste_echeance.c.reste,
    TriEcheancier.MODE: echeance.c.mode,
    TriEcheancier.BANQUE: echeance.c.banque,
    TriEcheancier.RELANCE: echeance.c.relance,
    TriEcheancier.NOTE: func.coalesce(echeance.c.note, ""),
}


class _Forme(NamedTuple):
    """What tells one query of the due list from another."""

    du: bool
    au: bool
    client: bool
    mode: bool
    banque: bool
    titre: bool
    tiers: bool
    note: bool
    statuts: tuple[StatutVerse, ...]
    en_retard: bool


def cles_echeancier(
    connexion: Connection, criteres: CritereEcheancier, aujourd_hui: dt.date, limite: int = 1_000_000
) -> array[int]:
    """Return the ids of the échéances that match, in the order asked, at most ``limite``."""
    valeurs = {**_valeurs(criteres, aujourd_hui), "limite": limite}
    return _cles(_forme(criteres), criteres.tri, criteres.decroissant).entiers(connexion, valeurs)


def lignes_echeancier(connexion: Connection, ids: Sequence[int], aujourd_hui: dt.date) -> list[LigneEcheancier]:
    """Return the rows of these échéances in the order asked; red ones are said against ``aujourd_hui``."""
    trouvees = {ligne[0]: ligne for ligne in _PAR_IDS.lignes(connexion, ids)}
    return [_ligne(trouvees[i], aujourd_hui) for i in ids if i in trouvees]


def totaux_echeancier(connexion: Connection, criteres: CritereEcheancier, aujourd_hui: dt.date) -> TotauxEcheancier:
    """Return the totals over the whole filter, in centimes."""
    x = _totaux(_forme(criteres)).lignes(connexion, _valeurs(criteres, aujourd_hui))[0]
    return TotauxEcheancier(*(int(v or 0) for v in x))


def cles_affectation(connexion: Connection, c: CritereAffectation, limite: int = 1_000_000) -> array[int]:
    """Return the unpaid échéances of a selection, by date (manual 004)."""
    forme = (c.client_de is not None, c.client_a is not None, c.choix_mode, c.choix_banque)
    valeurs = {
        "du": c.du,
        "au": c.au,
        "de": c.client_de,
        "a": c.client_a,
        "mode": c.mode,
        "banque": c.banque,
        "limite": limite,
    }
    return _affectation(*forme).entiers(connexion, valeurs)


def lignes_affectation(connexion: Connection, ids: Sequence[int], format_auxiliaire: str) -> list[LigneAffectation]:
    """Return the rows of the affectation grid; ``format_auxiliaire`` as the setting (``411+6``)."""
    racine, _, chiffres = format_auxiliaire.partition("+")
    trouvees = {ligne[0]: ligne for ligne in _PAR_IDS.lignes(connexion, ids)}
    lignes = []
    for i in ids:
        if (x := trouvees.get(i)) is None:
            continue
        lignes.append(
            LigneAffectation(
                id=x[0],
                cle=f"{x[1]}/{x[2]}",
                echeance=x[9],
                compte=f"{racine}{x[6]:0{int(chiffres)}d}",
                client=x[6],
                client_nom=" ".join(filter(None, (x[7], x[8]))),
                piece=x[1],
                devise=x[18],
                montant=x[19],
                montant_eur=None if x[18] == EURO else x[12],
                mode=x[13],
                banque=x[14],
            )
        )
    return lignes


def _forme(c: CritereEcheancier) -> _Forme:
    return _Forme(
        du=c.du is not None,
        au=c.au is not None,
        client=c.client is not None,
        mode=bool(c.mode),
        banque=bool(c.banque),
        titre=bool(c.titre.strip()),
        tiers=bool(c.tiers.strip()),
        note=bool(c.note.strip()),
        statuts=tuple(sorted(set(c.statuts))) if 0 < len(set(c.statuts)) < len(StatutVerse) else (),
        en_retard=c.en_retard,
    )


def _valeurs(c: CritereEcheancier, aujourd_hui: dt.date) -> dict[str, Any]:
    return {
        "du": c.du,
        "au": c.au,
        "client": c.client,
        "mode": c.mode,
        "banque": c.banque,
        "titre": c.titre.strip().upper().replace("\0", ""),
        "tiers": cle_recherche(c.tiers) or "\x7f",  # no letter nor digit: no name contains it
        "note": c.note.strip().lower().replace("\0", ""),
        "aujourd_hui": aujourd_hui,
    }


_STATUTS = {
    StatutVerse.OUI: reste_echeance.c.reste_devise == 0,
    StatutVerse.PARTIEL: and_(reste_echeance.c.reste_devise > 0, reste_echeance.c.impute > 0),
    StatutVerse.NON: and_(reste_echeance.c.reste_devise > 0, reste_echeance.c.impute == 0),
}


def _clauses(f: _Forme) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = [_FACTURE, echeance.c.prevu > 0]
    if f.du:
        clauses.append(echeance.c.date >= bindparam("du", type_=echeance.c.date.type))
    if f.au:
        clauses.append(echeance.c.date <= bindparam("au", type_=echeance.c.date.type))
    if f.client:
        clauses.append(piece.c.client.in_(tiers()))
    if f.mode:
        clauses.append(echeance.c.mode == bindparam("mode"))
    if f.banque:
        clauses.append(echeance.c.banque == bindparam("banque"))
    if f.titre:
        clauses.append(_contient(piece.c.numero, "titre"))
    if f.tiers:
        clauses.append(_contient(client.c.cle_tri, "tiers"))
    if f.note:
        clauses.append(_contient(func.lower(func.coalesce(echeance.c.note, "")), "note"))
    if f.statuts:
        clauses.append(or_(*(_STATUTS[s] for s in f.statuts)))
    if f.en_retard:
        retard = echeance.c.date < bindparam("aujourd_hui", type_=echeance.c.date.type)
        clauses += [retard, reste_echeance.c.reste_devise > 0]
    return clauses


def _contient(colonne: ColumnElement[str], nom: str) -> ColumnElement[bool]:
    return func.replace(colonne, bindparam(nom, type_=TRI), "") != colonne


@cache
def _cles(f: _Forme, tri: TriEcheancier, decroissant: bool) -> Instruction:
    colonnes = [_TRIS[tri], echeance.c.id]
    ordre = [c.desc() for c in colonnes] if decroissant else colonnes
    requete = select(echeance.c.id).select_from(_depuis(f, tri)).where(*_clauses(f)).order_by(*ordre)
    return Instruction(requete.limit(bindparam("limite", type_=ENTIER)))


def _depuis(f: _Forme, tri: TriEcheancier | None = None) -> Join:
    """Return the tables a query needs: the client only where it is searched or gives the order."""
    return _DEPUIS if f.tiers or tri is TriEcheancier.TIERS else _SANS_CLIENT


@cache
def _totaux(f: _Forme) -> Instruction:
    sommes = func.count(), func.sum(reste_echeance.c.montant), func.sum(reste_echeance.c.impute)
    return Instruction(select(*sommes).select_from(_depuis(f)).where(*_clauses(f)))


@cache
def _affectation(de: bool, a: bool, mode: Choix, banque: Choix) -> Instruction:
    clauses: list[ColumnElement[bool]] = [
        _FACTURE,
        reste_echeance.c.reste_devise > 0,
        echeance.c.date >= bindparam("du", type_=echeance.c.date.type),
        echeance.c.date <= bindparam("au", type_=echeance.c.date.type),
    ]
    if de:
        clauses.append(piece.c.client >= bindparam("de", type_=ENTIER))
    if a:
        clauses.append(piece.c.client <= bindparam("a", type_=ENTIER))
    for choix, colonne in ((mode, echeance.c.mode), (banque, echeance.c.banque)):
        if choix is not Choix.TOUT:
            clauses.append(colonne == ("" if choix is Choix.SANS else bindparam(colonne.name)))
    requete = select(echeance.c.id).select_from(_DEPUIS).where(*clauses).order_by(echeance.c.date, echeance.c.id)
    return Instruction(requete.limit(bindparam("limite", type_=ENTIER)))


def _ligne(x: Sequence[Any], aujourd_hui: dt.date) -> LigneEcheancier:
    (i, numero, rang, rc, date_rc, prevue, code, nom, prenom, date, montant, verse, reste, mode, banque) = x[:15]
    relance, note, litige, _, reste_devise = x[15:]
    statut = statut_verse(verse, reste_devise)
    cle = f"{numero}/{rang}"
    return LigneEcheancier(
        id=i,
        cle=cle,
        code=f"{cle} {rc}" if rc else cle,
        date_reglement=_jour(date_rc) or prevue,
        titre=f"Facture {numero}",
        piece=numero,
        client=code,
        client_nom=" ".join(filter(None, (nom, prenom))),
        date_echeance=date,
        montant=montant,
        verse=verse,
        reste_du=reste,
        statut=statut,
        en_retard=date < aujourd_hui and reste_devise > 0,
        mode=mode,
        banque=banque,
        relance=relance,
        note=note or "",  # NULL once erased
        litige=bool(litige),
    )


def _jour(valeur: Any) -> dt.date | None:
    """Return a date read through a subquery, whose type SQLite does not keep."""
    if isinstance(valeur, str):
        return dt.date.fromisoformat(valeur)
    return valeur if isinstance(valeur, dt.date) else None
