"""Readings of accès: whole, by client; cheques in the safe; what the Financier tab adds to the statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from caisse_clients.domain.acces import Consommation, Duree, Equation, EtatAcces, EtatCheque, Prorata
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglements import EtatReglement
from caisse_clients.domain.vues_acces import ChequeDetenu, VueAcces, VueArchivage, VueCheque
from caisse_clients.storage.acces import etat_du_cheque
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.mises_en_compte import a_reduire, ecarts
from caisse_clients.storage.schema.acces import EN_VIGUEUR, acces, archivage, cheque
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client
from caisse_clients.storage.schema.operations import operation
from caisse_clients.storage.schema.reglements import imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece, piece_ligne, suivi_piece

_suivant = acces.alias("suivant")
_avoir = piece.alias("avoir")
_annulante = piece.alias("annulante")
_contraire = archivage.alias("contraire")


def _des_avoirs(somme: Any, *, vivants: bool) -> Select[Any]:
    """Select a sum over the avoirs of the facture ``piece``; ``vivants``: not those that a facture has cancelled."""
    requete = select(func.coalesce(func.sum(somme), 0)).where(
        _avoir.c.origine == piece.c.id, _avoir.c.type == TypePiece.AVOIR.value
    )
    if vivants:
        requete = requete.where(~select(_annulante.c.id).where(_annulante.c.origine == _avoir.c.id).exists())
    return requete.correlate(piece)


_IMPUTE_PAR_AVOIR = (
    select(func.coalesce(func.sum(imputation.c.montant), 0))
    .select_from(
        imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(
            _avoir, _avoir.c.id == imputation.c.avoir
        )
    )
    .where(echeance.c.piece == piece.c.id, _avoir.c.origine == piece.c.id)
    .correlate(piece)
)
_ACCES = (
    select(
        acces,
        piece.c.numero.label("piece_numero"),
        piece.c.station,
        piece.c.total_ttc,
        client.c.nom,
        client.c.prenom,
        select(func.max(piece_ligne.c.taux))
        .where(piece_ligne.c.piece == piece.c.id, piece_ligne.c.version == piece.c.version_lignes)
        .correlate(piece)
        .scalar_subquery()
        .label("taux"),
        select(func.max(_suivant.c.id)).where(_suivant.c.renouvelle == acces.c.id).scalar_subquery().label("suivant"),
        _des_avoirs(_avoir.c.total_ttc, vivants=True).scalar_subquery().label("anterieurs"),
        _IMPUTE_PAR_AVOIR.scalar_subquery().label("par_avoir"),
        suivi_piece.c.impute,
        suivi_piece.c.reste,
    )
    .select_from(
        acces.join(piece, piece.c.id == acces.c.piece)
        .join(suivi_piece, suivi_piece.c.piece == piece.c.id)
        .join(client, client.c.code == acces.c.client)
    )
    .order_by(acces.c.debut.desc(), acces.c.id.desc())
)
_UN = Instruction(_ACCES.where(acces.c.id == bindparam("id")))
_DU_CLIENT = Instruction(_ACCES.where(acces.c.client.in_(tiers())))
_CHEQUES = (
    select(
        cheque.c.acces,
        cheque.c.rang,
        cheque.c.date,
        cheque.c.montant,
        cheque.c.numero,
        cheque.c.banque,
        cheque.c.tireur,
        cheque.c.archivage,
        cheque.c.rendu,
        reglement.c.numero.label("rc"),
        reglement.c.etat.label("etat_reglement"),
    )
    .select_from(cheque.outerjoin(reglement, reglement.c.id == cheque.c.reglement))
    .order_by(cheque.c.acces, cheque.c.rang)
)
_CHEQUES_D_UN = Instruction(_CHEQUES.where(cheque.c.acces == bindparam("id")))
_ARCHIVAGE = Instruction(
    select(
        archivage,
        _avoir.c.numero.label("avoir_numero"),
        reglement.c.numero.label("rc"),
        reglement.c.mode_libelle,
        operation.c.date_metier,
        operation.c.utilisateur,
    )
    .select_from(
        archivage.join(operation, operation.c.id == archivage.c.operation_id)
        .outerjoin(_avoir, _avoir.c.id == archivage.c.avoir)
        .outerjoin(reglement, reglement.c.id == archivage.c.reglement)
    )
    .where(
        archivage.c.acces == bindparam("id"),
        EN_VIGUEUR,
        ~select(_contraire.c.id).where(_contraire.c.annule == archivage.c.id).exists(),
    )
)
_DETENUS = Instruction(
    select(
        cheque.c.acces,
        cheque.c.rang,
        cheque.c.date,
        cheque.c.montant,
        cheque.c.numero,
        cheque.c.banque,
        cheque.c.tireur,
        acces.c.client,
        client.c.nom,
        client.c.prenom,
        acces.c.libelle,
    )
    .select_from(
        cheque.join(acces, acces.c.id == cheque.c.acces)
        .join(client, client.c.code == acces.c.client)
        .outerjoin(reglement, reglement.c.id == cheque.c.reglement)
    )
    .where(
        cheque.c.archivage.is_(None),
        func.coalesce(cheque.c.rendu, "") == "",
        or_(cheque.c.reglement.is_(None), reglement.c.etat == EtatReglement.ANNULE.value),
        cheque.c.date <= bindparam("au", type_=cheque.c.date.type),
    )
    .order_by(cheque.c.date, cheque.c.id)
    .limit(bindparam("limite", type_=ENTIER))
)
_MODES = Instruction(
    select(reglement.c.numero, reglement.c.mode_libelle, reglement.c.sens).where(reglement.c.client.in_(tiers()))
)
_VENTES = Instruction(
    select(piece.c.numero, piece.c.type, func.min(piece_ligne.c.libelle), func.count())
    .select_from(
        piece.join(piece_ligne, (piece_ligne.c.piece == piece.c.id) & (piece_ligne.c.version == piece.c.version_lignes))
    )
    .where(piece.c.client.in_(tiers()))
    .group_by(piece.c.id, piece.c.numero, piece.c.type)
)


def acces_par_id(connexion: Connection, identifiant: int) -> VueAcces | None:
    """Return an accès with its cheques and its stop in force."""
    lus = _UN.lire(connexion, {"id": identifiant})
    return _vue(connexion, lus[0]) if lus else None


def acces_du_client(connexion: Connection, code: int) -> list[VueAcces]:
    """Return the accès of a client and of those he absorbed, latest first."""
    return [_vue(connexion, x) for x in _DU_CLIENT.lire(connexion, {"client": code})]


def cheques_detenus(connexion: Connection, au: dt.date, limite: int = 10_000) -> list[ChequeDetenu]:
    """Return the cheques in the safe that may be cashed by ``au``, oldest first."""
    return [
        ChequeDetenu(x[0], x[1], x[2], x[3], x[4], x[5], x[6] or "", x[7], _nom(x[8], x[9]), x[10])
        for x in _DETENUS.lignes(connexion, {"au": au, "limite": limite})
    ]


def modes_des_reglements(connexion: Connection, code: int) -> dict[str, tuple[str, int]]:
    """Return (label of the mode, sens) of each règlement of a client, by RC."""
    return {x[0]: (x[1], x[2]) for x in _MODES.lignes(connexion, {"client": code})}


def ventes_du_client(connexion: Connection, code: int) -> dict[str, tuple[TypePiece, str]]:
    """Return (type, what it sells) of each pièce of a client, by number: the label of its only line, else how many."""
    return {
        x[0]: (TypePiece(x[1]), x[2] if x[3] == 1 else f"{TypePiece(x[1]).libelle} de {x[3]} lignes")
        for x in _VENTES.lignes(connexion, {"client": code})
    }


def _vue(connexion: Connection, x: Any) -> VueAcces:
    lus = _CHEQUES_D_UN.lire(connexion, {"id": x.id})
    cheques = tuple(_cheque(c) for c in lus)
    arrets = _ARCHIVAGE.lire(connexion, {"id": x.id})
    en_compte = a_reduire(connexion, [x.piece]).get(x.piece, 0)
    sans_argent = en_compte + ecarts(connexion, x.piece)  # still owed by comptes, or written off
    return VueAcces(
        id=x.id,
        client=x.client,
        client_nom=_nom(x.nom, x.prenom),
        libelle=x.libelle,
        article=x.article,
        duree=Duree(x.debut, x.fin, x.mois),
        prix=x.prix,
        etat=EtatAcces(x.etat),
        piece=x.piece_numero,
        station=x.station,
        taux=int(x.taux),
        renouvelle=x.renouvelle,
        suivant=x.suivant,
        anterieurs=int(x.anterieurs),
        encaisse=int(x.impute) - int(x.par_avoir) - sans_argent,
        a_reduire=en_compte,
        reste=int(x.reste),
        cheques=cheques,
        archivage=_archivage(arrets[0], zip(lus, cheques, strict=True)) if arrets else None,
    )


def _cheque(c: Any) -> VueCheque:
    etat = etat_du_cheque(c.archivage, c.rendu, c.etat_reglement)
    rc = c.rc if etat is EtatCheque.ENCAISSE else ""
    return VueCheque(c.rang, c.date, c.montant, c.numero, c.banque, c.tireur or "", etat, rc)


def _archivage(x: Any, cheques: Iterable[tuple[Any, VueCheque]]) -> VueArchivage:
    reste = x.prix - x.anterieurs - x.retenu - x.credit - x.reduit + x.du
    return VueArchivage(
        date=x.date,
        fait_le=x.date_metier,
        consommation=Consommation(x.consommes, x.total, Prorata(x.prorata)),
        equation=Equation(x.prix, x.anterieurs, x.encaisse, reste, x.montant_avoir, x.reduit),
        rembourse=x.rembourse,
        avoir=x.avoir_numero or "",
        compte=x.compte,
        reglement=x.rc or "",
        mode=x.mode_libelle or "",
        rendus=tuple(vue for lu, vue in cheques if lu.archivage == x.id),
        utilisateur=x.utilisateur,
    )


def _nom(nom: str | None, prenom: str | None) -> str:
    return " ".join(filter(None, (nom, prenom)))
