"""Readings of comptes clients: accounts of a client with their movements, one receipt, the client's history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    String,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.vues import EtatCompte, LigneHistorique, VueCompte, VueEcriture, VueRecu
from caisse_clients.storage.instants import en_instant
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.lecture_clients import fiche
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client, client_effectif, client_version, fusion
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne, solde_compte
from caisse_clients.storage.schema.operations import operation, station

_TRANCHE = 400
_contraire = ecriture.alias("contraire")
_ENTREE = case((compte_client.c.sens == 1, ligne.c.debit), else_=ligne.c.credit)
_SORTIE = case((compte_client.c.sens == 1, ligne.c.credit), else_=ligne.c.debit)
_MOUVEMENTS = Parmi(
    select(
        ligne.c.compte_client,
        ecriture.c.id,
        ecriture.c.date,
        _ENTREE.label("entree"),
        _SORTIE.label("sortie"),
        ecriture.c.beneficiaire,
        ecriture.c.commentaire,
        ecriture.c.motif_libelle,
        ecriture.c.extourne_de,
        _contraire.c.id.label("annulee_par"),
        ecriture.c.raison,
        ecriture.c.origine,
    )
    .select_from(
        ligne.join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .join(compte_client, compte_client.c.numero == ligne.c.compte_client)
        .outerjoin(_contraire, _contraire.c.extourne_de == ecriture.c.id)
    )
    .order_by(ligne.c.compte_client, ligne.c.date, ligne.c.ecriture_id),
    "ligne.compte_client",
)
_CONTREPASSABLES = {origine.value: origine.contrepassable for origine in OrigineEcriture}


def comptes(
    connexion: Connection,
    *,
    client_code: int | None = None,
    numero: int | None = None,
    etat: EtatCompte = EtatCompte.TOUS,
    types: Collection[TypeCompte] = frozenset(TypeCompte),
    apres: int = 0,
    limite: int | None = None,
) -> list[VueCompte]:
    """Return accounts by number, with their movements oldest first.

    ``client_code`` takes the accounts of the client, of those it absorbed, and those it owes as organisme;
    ``etat`` and ``types`` filter; ``apres`` and ``limite`` page by number.
    """
    filtre = _Filtre(
        client_code is not None,
        numero is not None,
        etat,
        tuple(sorted(frozenset(types))) if len(frozenset(types)) < len(TypeCompte) else None,
        limite is not None,
    )
    valeurs = {"client": client_code, "numero": numero, "apres": apres, "limite": limite}
    lignes = _requete_des_comptes(filtre).lignes(connexion, valeurs)
    mouvements = _mouvements(connexion, [ligne[0] for ligne in lignes])
    return [
        VueCompte(
            numero=numero,
            type=TypeCompte(type_compte),
            client=titulaire,
            solde=solde,
            date_ouverture=date,
            organisme=organisme,
            dossier=dossier,
            ecritures=tuple(mouvements.get(numero, ())),
        )
        for numero, type_compte, titulaire, solde, date, organisme, dossier in lignes
    ]


class _Filtre(NamedTuple):
    """What tells one query of accounts from another; ``types`` None: all of them."""

    par_client: bool
    par_numero: bool
    etat: EtatCompte
    types: tuple[TypeCompte, ...] | None
    limite: bool


@cache
def _requete_des_comptes(filtre: _Filtre) -> Instruction:
    requete = (
        select(
            compte_client.c.numero,
            compte_client.c.type,
            func.coalesce(client_effectif.c.effectif, compte_client.c.client).label("client"),
            solde_compte.c.solde,
            compte_client.c.date_ouverture,
            compte_client.c.organisme,
            compte_client.c.dossier,
        )
        .select_from(
            compte_client.join(solde_compte, solde_compte.c.numero == compte_client.c.numero).outerjoin(
                client_effectif, client_effectif.c.client == compte_client.c.client
            )
        )
        .where(compte_client.c.numero > bindparam("apres", type_=ENTIER))
        .order_by(compte_client.c.numero)
    )
    if filtre.par_client:
        requete = requete.where(compte_client.c.numero.in_(_numeros_du_client()))
    if filtre.par_numero:
        requete = requete.where(compte_client.c.numero == bindparam("numero", type_=ENTIER))
    if filtre.etat is not EtatCompte.TOUS:
        solde = solde_compte.c.solde
        requete = requete.where(solde == 0 if filtre.etat is EtatCompte.SOLDES else solde > 0)
    if filtre.types is not None:
        requete = requete.where(or_(false(), *(compte_client.c.type == t.value for t in filtre.types)))
    return Instruction(requete.limit(bindparam("limite", type_=ENTIER)) if filtre.limite else requete)


def _numeros_du_client() -> CompoundSelect[int]:
    """Return the accounts of a client and of those it absorbed, as holder or as organisme: each by its index."""
    compte = compte_client.alias("a_lui")
    code = bindparam("client", type_=ENTIER)
    tiers = select(code).union_all(select(client_effectif.c.client).where(client_effectif.c.effectif == code))
    return union_all(
        select(compte.c.numero).where(compte.c.client.in_(tiers)),
        select(compte.c.numero).where(compte.c.organisme.in_(tiers)),
    )


def _mouvements(connexion: Connection, numeros: Sequence[int]) -> dict[int, list[VueEcriture]]:
    resultat: dict[int, list[VueEcriture]] = {numero: [] for numero in numeros}
    for debut in range(0, len(numeros), _TRANCHE):
        for m in _MOUVEMENTS.lignes(connexion, numeros[debut : debut + _TRANCHE]):
            resultat[m[0]].append(_vue(m))
    return resultat


def _vue(m: Sequence[Any]) -> VueEcriture:
    """Return one row of ``_MOUVEMENTS`` as it is shown; erased texts are empty."""
    _, identifiant, date, entree, sortie, beneficiaire, commentaire, motif, annule, annulee_par, raison, origine = m
    return VueEcriture(
        identifiant,
        date,
        entree,
        sortie,
        beneficiaire or "",
        commentaire or "",
        motif,
        annule,
        annulee_par,
        raison or "",
        annulee_par is None and _CONTREPASSABLES[origine],
    )


_RECU = (
    select(
        compte_client.c.numero,
        compte_client.c.type,
        compte_client.c.organisme,
        compte_client.c.dossier,
        func.coalesce(client_effectif.c.effectif, compte_client.c.client).label("client"),
        ecriture.c.date,
        _ENTREE.label("entree"),
        _SORTIE.label("sortie"),
        ecriture.c.motif_libelle,
        ecriture.c.beneficiaire,
        ecriture.c.commentaire,
        ecriture.c.raison,
        ecriture.c.extourne_de,
        _contraire.c.id.label("annulee_par"),
        operation.c.id.label("operation"),
        operation.c.empreinte,
        operation.c.horodatage,
        operation.c.utilisateur,
        operation.c.poste,
        station.c.code.label("station"),
        station.c.libelle.label("station_libelle"),
        station.c.raison_sociale,
        station.c.adresse.label("station_adresse"),
        station.c.siret,
        station.c.mentions,
    )
    .select_from(
        ligne.join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .join(compte_client, compte_client.c.numero == ligne.c.compte_client)
        .join(operation, operation.c.id == ecriture.c.operation_id)
        .join(station, station.c.code == ecriture.c.station)
        .outerjoin(client_effectif, client_effectif.c.client == compte_client.c.client)
        .outerjoin(_contraire, _contraire.c.extourne_de == ecriture.c.id)
    )
    .where(ligne.c.ecriture_id == bindparam("ecriture"))
)
_SOLDE_APRES = (
    select(func.coalesce(func.sum(compte_client.c.sens * (ligne.c.debit - ligne.c.credit)), 0))
    .join(compte_client, compte_client.c.numero == ligne.c.compte_client)
    .where(ligne.c.compte_client == bindparam("numero"), ligne.c.ecriture_id <= bindparam("ecriture"))
)


def recu(connexion: Connection, identifiant: int) -> VueRecu | None:
    """Return what a receipt says of an écriture, or None when it moves no compte client.

    ``solde_apres`` follows the order of recording, which is what the client saw at the counter.
    """
    r = connexion.execute(_RECU, {"ecriture": identifiant}).first()
    if r is None:
        return None
    titulaire = fiche(connexion, r.client)
    assert titulaire is not None  # a foreign key says so
    organisme = (
        "" if r.organisme is None else connexion.scalar(select(client.c.nom).where(client.c.code == r.organisme))
    )
    solde = connexion.scalar(_SOLDE_APRES, {"numero": r.numero, "ecriture": identifiant})
    return VueRecu(
        ecriture=identifiant,
        compte=r.numero,
        type=TypeCompte(r.type),
        date=r.date,
        entree=r.entree,
        sortie=r.sortie,
        solde_apres=int(solde or 0),
        motif=r.motif_libelle,
        beneficiaire=r.beneficiaire or "",
        commentaire=r.commentaire or "",
        raison=r.raison or "",
        annule=r.extourne_de,
        annulee_par=r.annulee_par,
        client=titulaire,
        organisme=organisme or "",
        dossier=r.dossier,
        operation=r.operation,
        empreinte=bytes(r.empreinte).hex(),
        instant=en_instant(r.horodatage),
        utilisateur=r.utilisateur,
        poste=r.poste,
        station=r.station,
        station_libelle=r.station_libelle,
        raison_sociale=r.raison_sociale,
        station_adresse=r.station_adresse,
        siret=r.siret,
        mentions=r.mentions,
    )


def historique(connexion: Connection, code: int, limite: int = 500) -> list[LigneHistorique]:
    """Return the acts on a client (card, merges, accounts, movements), latest first, in plain French."""
    tiers = select(literal(code)).union_all(select(client_effectif.c.client).where(client_effectif.c.effectif == code))
    actes = union_all(
        _acte(
            client_version.c.operation_id,
            case((client_version.c.version == 1, literal("Fiche créée")), else_=literal("Fiche modifiée")),
        ).where(client_version.c.code.in_(tiers)),
        _acte(
            fusion.c.operation_id,
            case(
                (fusion.c.annule.is_(None), literal("Fusion : le client ")),
                else_=literal("Fusion annulée : le client "),
            )
            + cast(fusion.c.absorbe, String)
            + " → "
            + cast(fusion.c.garde, String),
        ).where(or_(fusion.c.garde.in_(tiers), fusion.c.absorbe.in_(tiers))),
        _acte(ecriture.c.operation_id, ecriture.c.libelle)
        .select_from(
            compte_client.join(ligne, ligne.c.compte_client == compte_client.c.numero).join(
                ecriture, ecriture.c.id == ligne.c.ecriture_id
            )
        )
        .where(compte_client.c.client.in_(tiers)),
    ).subquery("actes")
    requete = (
        select(operation.c.horodatage, operation.c.utilisateur, operation.c.poste, actes.c.texte, operation.c.id)
        .join(actes, actes.c.operation_id == operation.c.id)
        .order_by(operation.c.id.desc())
        .limit(limite)
    )
    return [LigneHistorique(en_instant(h), u, p, t, o) for h, u, p, t, o in connexion.execute(requete)]


def _acte(operation_id: Any, texte: Any) -> Select[Any]:
    return select(operation_id.label("operation_id"), texte.label("texte"))
