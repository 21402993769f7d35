"""Readings of règlements: lists by keys or by pages, one règlement with its versions and files."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, or_, select, tuple_

from caisse_clients.domain.reglements import EtatReglement, verrou
from caisse_clients.domain.vues_ventes import (
    CritereReglements,
    LigneReglement,
    TotauxReglements,
    VersionReglement,
    VueReglement,
)
from caisse_clients.kernel.texte import cle_recherche
from caisse_clients.storage import fichiers, lecture_imputations
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instants import en_instant
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client
from caisse_clients.storage.schema.operations import operation
from caisse_clients.storage.schema.reglements import disponible, reglement, reglement_version, transfert_ecriture

_ORDRE = (reglement.c.date.desc(), reglement.c.id.desc())
_EXPORTE = select(transfert_ecriture.c.ecriture).where(transfert_ecriture.c.ecriture == reglement.c.ecriture).exists()
_RESTE = and_(disponible.c.sorte == "reglement", disponible.c.reference == reglement.c.id)
_LIGNES: Select[Any] = select(
    reglement.c.id,
    reglement.c.numero,
    reglement.c.date,
    reglement.c.client,
    client.c.nom,
    client.c.prenom,
    reglement.c.mode,
    reglement.c.mode_libelle,
    reglement.c.sens,
    reglement.c.montant,
    reglement.c.reference,
    func.coalesce(disponible.c.reste, 0).label("disponible"),
    reglement.c.etat,
    reglement.c.numerique,
    _EXPORTE.label("exporte"),
).select_from(reglement.join(client, client.c.code == reglement.c.client).outerjoin(disponible, _RESTE))
_PAR_IDS = Parmi(_LIGNES, "reglement.id")


class _Forme(NamedTuple):
    """What tells one query of règlements from another."""

    client: bool
    mode: bool
    etat: EtatReglement | None
    du: bool
    au: bool
    disponibles: bool
    texte: bool


def cles_reglements(connexion: Connection, criteres: CritereReglements, limite: int = 1_000_000) -> array[int]:
    """Return the ids that match, latest first, at most ``limite`` (8 bytes each)."""
    return _cles(_forme(criteres)).entiers(connexion, {**_valeurs(criteres), "limite": limite})


def lignes_reglements(connexion: Connection, ids: Sequence[int]) -> list[LigneReglement]:
    """Return the rows of these règlements in the order asked; an unknown id is left out."""
    trouvees = {ligne[0]: ligne for ligne in _PAR_IDS.lignes(connexion, ids)}
    return [_ligne(trouvees[i]) for i in ids if i in trouvees]


def page_reglements(
    connexion: Connection, criteres: CritereReglements, apres: tuple[dt.date, int] | None, limite: int
) -> list[LigneReglement]:
    """Return the next page, latest first (keyset); ``apres`` = (date, id) of the last row seen."""
    valeurs = {**_valeurs(criteres), "limite": limite}
    if apres is not None:
        valeurs |= {"apres_date": apres[0], "apres_id": apres[1]}
    return [_ligne(x) for x in _page(_forme(criteres), apres is not None).lignes(connexion, valeurs)]


def totaux_reglements(connexion: Connection, criteres: CritereReglements) -> TotauxReglements:
    """Return what was received and given back over the whole filter, and what is still disponible of it."""
    ligne = _totaux(_forme(criteres)).lignes(connexion, _valeurs(criteres))[0]
    return TotauxReglements(*(int(x or 0) for x in ligne))


def _forme(c: CritereReglements) -> _Forme:
    return _Forme(
        client=c.client is not None,
        mode=bool(c.mode),
        etat=c.etat,
        du=c.du is not None,
        au=c.au is not None,
        disponibles=c.disponibles,
        texte=bool(c.texte.strip()),
    )


def _valeurs(c: CritereReglements) -> dict[str, Any]:
    texte = c.texte.strip().replace("\0", "")
    return {
        "client": c.client,
        "mode": c.mode,
        "du": c.du,
        "au": c.au,
        "numero": texte.upper(),
        "reference": texte.lower(),
        "nom": cle_recherche(texte) or "\x7f",  # no letter nor digit: no name contains it
    }


def _clauses(f: _Forme) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if f.client:
        clauses.append(reglement.c.client.in_(tiers()))
    if f.mode:
        clauses.append(reglement.c.mode == bindparam("mode"))
    if f.etat is EtatReglement.ANNULE:
        clauses.append(reglement.c.etat == "annule")
    elif f.etat is not None:
        clauses += [reglement.c.etat != "annule", _EXPORTE if f.etat is EtatReglement.VALIDE else ~_EXPORTE]
    if f.du:
        clauses.append(reglement.c.date >= bindparam("du", type_=reglement.c.date.type))
    if f.au:
        clauses.append(reglement.c.date <= bindparam("au", type_=reglement.c.date.type))
    if f.disponibles:
        clauses.append(
            reglement.c.id.in_(
                select(disponible.c.reference).where(disponible.c.sorte == "reglement", disponible.c.reste_devise > 0)
            )
        )
    if f.texte:
        noms = select(client.c.code).where(_contient(client.c.cle_tri, "nom"))
        clauses.append(
            or_(
                _contient(reglement.c.numero, "numero"),
                _contient(func.lower(reglement.c.reference), "reference"),
                reglement.c.client.in_(noms),
            )
        )
    return clauses


def _contient(colonne: ColumnElement[str], nom: str) -> ColumnElement[bool]:
    return func.replace(colonne, bindparam(nom, type_=reglement.c.numero.type), "") != colonne


@cache
def _cles(f: _Forme) -> Instruction:
    requete = select(reglement.c.id).where(*_clauses(f)).order_by(*_ORDRE)
    return Instruction(requete.limit(bindparam("limite", type_=ENTIER)))


@cache
def _page(f: _Forme, apres: bool) -> Instruction:
    requete = _LIGNES.where(*_clauses(f)).order_by(*_ORDRE).limit(bindparam("limite", type_=ENTIER))
    if apres:
        types = [reglement.c.date.type, reglement.c.id.type]
        curseur = tuple_(bindparam("apres_date", type_=types[0]), bindparam("apres_id", type_=types[1]), types=types)
        requete = requete.where(tuple_(reglement.c.date, reglement.c.id) < curseur)
    return Instruction(requete)


@cache
def _totaux(f: _Forme) -> Instruction:
    compte = reglement.c.etat != "annule"
    return Instruction(
        select(
            func.sum(case((and_(compte, reglement.c.sens > 0), reglement.c.montant), else_=0)),
            func.sum(case((and_(compte, reglement.c.sens < 0), reglement.c.montant), else_=0)),
            func.sum(disponible.c.reste),
        )
        .select_from(reglement.outerjoin(disponible, _RESTE))
        .where(*_clauses(f))
    )


def _etat(annule: bool, exporte: bool) -> EtatReglement:
    if annule:
        return EtatReglement.ANNULE
    return EtatReglement.VALIDE if exporte else EtatReglement.RECU


def _code_verrou(etat: str, numerique: bool, exporte: bool) -> str:
    raison = verrou(annule=etat == "annule", numerique=numerique, exporte=exporte)
    return "" if raison is None else raison.value


def _ligne(x: Sequence[Any]) -> LigneReglement:
    i, numero, date, code, nom, prenom, mode, mode_libelle, sens, montant, reference, reste, etat, num, exporte = x
    return LigneReglement(
        id=i,
        numero=numero,
        date=date,
        client=code,
        client_nom=" ".join(filter(None, (nom, prenom))),
        mode=mode,
        mode_libelle=mode_libelle,
        sens=sens,
        montant=montant,
        reference=reference,
        disponible=reste,
        etat=_etat(etat == "annule", bool(exporte)),
        verrou=_code_verrou(etat, bool(num), bool(exporte)),
    )


_REGLEMENT = Instruction(
    select(
        reglement,
        client.c.nom,
        client.c.prenom,
        func.coalesce(disponible.c.utilise, 0).label("impute"),
        func.coalesce(disponible.c.reste, 0).label("disponible"),
        func.coalesce(disponible.c.reste_devise, 0).label("disponible_devise"),
        _EXPORTE.label("exporte"),
    )
    .select_from(reglement.join(client, client.c.code == reglement.c.client).outerjoin(disponible, _RESTE))
    .where(reglement.c.numero == bindparam("numero"))
)
_VERSIONS = Instruction(
    select(
        reglement_version.c.version,
        operation.c.horodatage,
        operation.c.utilisateur,
        reglement_version.c.mode_libelle,
        reglement_version.c.date,
        reglement_version.c.montant,
        reglement_version.c.reference,
        reglement_version.c.etat,
        reglement_version.c.raison,
    )
    .join(operation, operation.c.id == reglement_version.c.operation_id)
    .where(reglement_version.c.id == bindparam("id"))
    .order_by(reglement_version.c.version)
)


def reglement_par_numero(connexion: Connection, numero: str) -> VueReglement | None:
    """Return a whole règlement by its RC, or None."""
    trouves = _REGLEMENT.lire(connexion, {"numero": numero})
    if not trouves:
        return None
    r = trouves[0]
    versions = tuple(
        VersionReglement(
            version=v.version,
            instant=en_instant(v.horodatage),
            utilisateur=v.utilisateur,
            mode_libelle=v.mode_libelle,
            date=v.date,
            montant=v.montant,
            reference=v.reference or "",  # NULL once erased
            etat=v.etat,
            raison=v.raison or "",
        )
        for v in _VERSIONS.lire(connexion, {"id": r.id})
    )
    return VueReglement(
        id=r.id,
        numero=r.numero,
        client=r.client,
        client_nom=" ".join(filter(None, (r.nom, r.prenom))),
        station=r.station,
        sens=r.sens,
        mode=r.mode,
        mode_libelle=r.mode_libelle,
        numerique=bool(r.numerique),
        date=r.date,
        devise=r.devise,
        cours=r.cours,
        montant=r.montant,
        montant_devise=r.montant_devise,
        banque=r.banque,
        reference=r.reference,
        impute=r.impute,
        disponible=r.disponible,
        disponible_devise=r.disponible_devise,
        etat=_etat(r.etat == "annule", bool(r.exporte)),
        verrou=_code_verrou(r.etat, bool(r.numerique), bool(r.exporte)),
        exporte=bool(r.exporte),
        version=r.version,
        imputations=tuple(lecture_imputations.du_reglement(connexion, r.id)),
        versions=versions,
        pieces_jointes=fichiers.du_reglement(connexion, r.id),
    )
