"""Readings of comptes clients: accounts of a client with their movements, one receipt, the client's history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, String, bindparam, case, cast, func, literal, or_, select, union_all

from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.vues import EtatCompte, LigneHistorique, VueCompte, VueEcriture, VueRecu
from caisse_clients.storage.lecture_clients import fiche
from caisse_clients.storage.operations import en_instant
from caisse_clients.storage.schema.clients import client, client_effectif, client_version, fusion
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne, solde_compte
from caisse_clients.storage.schema.operations import operation, station

_TRANCHE = 400
_contraire = ecriture.alias("contraire")
_ENTREE = case((compte_client.c.sens == 1, ligne.c.debit), else_=ligne.c.credit)
_SORTIE = case((compte_client.c.sens == 1, ligne.c.credit), else_=ligne.c.debit)
_MOUVEMENTS = (
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
    .where(ligne.c.compte_client.in_(bindparam("numeros", expanding=True)))
    .order_by(ligne.c.compte_client, ligne.c.date, ligne.c.ecriture_id)
)


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
    requete = _requete_des_comptes(client_code, numero, etat, types).where(compte_client.c.numero > apres).limit(limite)
    lignes = connexion.execute(requete).all()
    mouvements = _mouvements(connexion, [x.numero for x in lignes])
    return [
        VueCompte(
            x.numero,
            TypeCompte(x.type),
            x.client,
            x.solde,
            x.date_ouverture,
            x.organisme,
            x.dossier,
            tuple(mouvements.get(x.numero, ())),
        )
        for x in lignes
    ]


def _requete_des_comptes(
    client_code: int | None, numero: int | None, etat: EtatCompte, types: Collection[TypeCompte]
) -> Select[Any]:
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
        .order_by(compte_client.c.numero)
    )
    if client_code is not None:
        tiers = select(client_effectif.c.client).where(client_effectif.c.effectif == client_code)
        requete = requete.where(
            or_(
                compte_client.c.client == client_code,
                compte_client.c.client.in_(tiers),
                compte_client.c.organisme == client_code,
                compte_client.c.organisme.in_(tiers),
            )
        )
    if numero is not None:
        requete = requete.where(compte_client.c.numero == numero)
    if etat is not EtatCompte.TOUS:
        requete = requete.where(solde_compte.c.solde == 0 if etat is EtatCompte.SOLDES else solde_compte.c.solde > 0)
    if len(frozenset(types)) < len(TypeCompte):
        requete = requete.where(compte_client.c.type.in_([t.value for t in types]))
    return requete


def _mouvements(connexion: Connection, numeros: Sequence[int]) -> dict[int, list[VueEcriture]]:
    resultat: dict[int, list[VueEcriture]] = {}
    for debut in range(0, len(numeros), _TRANCHE):
        for m in connexion.execute(_MOUVEMENTS, {"numeros": list(numeros[debut : debut + _TRANCHE])}):
            resultat.setdefault(m.compte_client, []).append(_vue(m))
    return resultat


def _vue(m: Any) -> VueEcriture:
    return VueEcriture(
        ecriture=m.id,
        date=m.date,
        entree=m.entree,
        sortie=m.sortie,
        beneficiaire=m.beneficiaire or "",
        commentaire=m.commentaire or "",
        motif=m.motif_libelle,
        annule=m.extourne_de,
        annulee_par=m.annulee_par,
        raison=m.raison or "",
        contrepassable=OrigineEcriture(m.origine).contrepassable and m.annulee_par is None,
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
