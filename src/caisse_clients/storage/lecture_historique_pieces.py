"""The Historique of a pièce in plain words: its versions, what paid it, slides and reversals (manual 003)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select

from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.vues_ventes import LigneHistoriquePiece
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant
from caisse_clients.storage.instants import en_instant
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.operations import operation
from caisse_clients.storage.schema.reglements import imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece, piece_version

_avoir = piece.alias("avoir")
_PIECE = Instruction(
    select(piece.c.id, piece.c.affaire, piece.c.type, piece.c.etat).where(piece.c.id == bindparam("id"))
)
_VERSIONS = Instruction(
    select(
        operation.c.id.label("operation"),
        operation.c.horodatage,
        operation.c.utilisateur,
        piece_version.c.version,
        piece_version.c.etat,
        piece_version.c.numero,
        piece_version.c.total_ttc,
        piece_version.c.raison,
    )
    .join(operation, operation.c.id == piece_version.c.operation_id)
    .where(piece_version.c.id == bindparam("id"))
    .order_by(piece_version.c.version)
)
_IMPUTATIONS = Instruction(
    select(
        operation.c.id.label("operation"),
        operation.c.horodatage,
        operation.c.utilisateur,
        piece.c.id.label("piece"),
        piece.c.numero,
        piece.c.type,
        imputation.c.montant,
        imputation.c.motif,
        imputation.c.raison,
        imputation.c.annule,
        reglement.c.numero.label("rc"),
        reglement.c.mode_libelle,
        reglement.c.date.label("date_rc"),
        reglement.c.montant.label("montant_rc"),
        _avoir.c.numero.label("avoir"),
        imputation.c.compte_source,
    )
    .select_from(
        imputation.join(operation, operation.c.id == imputation.c.operation_id)
        .join(echeance, echeance.c.id == imputation.c.echeance)
        .join(piece, piece.c.id == echeance.c.piece)
        .outerjoin(reglement, reglement.c.id == imputation.c.reglement)
        .outerjoin(_avoir, _avoir.c.id == imputation.c.avoir)
    )
    .where(piece.c.affaire == bindparam("affaire"))
    .order_by(imputation.c.id)
)
_SUITES = Instruction(
    select(
        operation.c.id.label("operation"), operation.c.horodatage, operation.c.utilisateur, piece.c.numero, piece.c.type
    )
    .select_from(
        piece.join(piece_version, (piece_version.c.id == piece.c.id) & (piece_version.c.version == 1)).join(
            operation, operation.c.id == piece_version.c.operation_id
        )
    )
    .where(piece.c.origine == bindparam("id"))
    .order_by(piece.c.id)
)


@dataclass(slots=True)
class _Acte:
    """What one operation did with one source on the pièces of the sale: net amount by pièce."""

    modele: Any
    nets: dict[int, int] = field(default_factory=dict)
    noms: dict[int, str] = field(default_factory=dict)


def historique(connexion: Connection, identifiant: int) -> list[LigneHistoriquePiece]:
    """Return the acts on a pièce, latest first: by operation, several may have the same instant."""
    p = _PIECE.lire(connexion, {"id": identifiant})[0]
    lignes = [*_des_versions(connexion, p), *_des_suites(connexion, identifiant)]
    actes: dict[tuple[int, str], _Acte] = {}
    for x in _IMPUTATIONS.lire(connexion, {"affaire": p.affaire}):
        acte = actes.setdefault((x.operation, _source(x)), _Acte(x))
        acte.nets[x.piece] = acte.nets.get(x.piece, 0) + x.montant
        acte.noms[x.piece] = x.numero
        if x.piece == identifiant:
            acte.modele = x
    lignes += [
        (acte.modele.operation, _de_l_acte(acte, identifiant, TypePiece(p.type), EtatPiece(p.etat)))
        for acte in actes.values()
        if acte.nets.get(identifiant)  # laid again on new échéances: nothing changed for people
    ]
    return [ligne for _, ligne in sorted(lignes, key=lambda x: x[0], reverse=True)]


def _source(x: Any) -> str:
    if x.rc is not None:
        return str(x.rc)
    if x.avoir is not None:
        return f"avoir {x.avoir}"
    return "écart de règlement" if x.compte_source is None else f"compte n° {x.compte_source}"


def _de_l_acte(acte: _Acte, identifiant: int, type_piece: TypePiece, etat: EtatPiece) -> LigneHistoriquePiece:
    x, net = acte.modele, acte.nets[identifiant]
    source, montant = _source(x), f"{ecrire_montant(abs(net))} €"
    autre = next((acte.noms[p] for p, autre in acte.nets.items() if p != identifiant and autre * net < 0), "")
    if autre and net > 0:
        texte = f"{source} : {montant} glissés depuis {autre}"
    elif autre:
        texte = f"{source} : {montant} glissés vers {autre}"
    elif net < 0:
        texte = f"{source} : {montant} retirés" + (f" ({x.raison})" if x.raison else "")
    elif type_piece is TypePiece.COMMANDE or etat is EtatPiece.BROUILLON:
        texte = f"Acompte {source} : {montant}"
    else:
        texte = f"Réglé par {source} : {montant}"
    survol = ""
    if x.rc is not None:
        survol = f"{ecrire_date(x.date_rc)} · {x.mode_libelle} · {ecrire_montant(x.montant_rc)} €"
    return LigneHistoriquePiece(
        instant=en_instant(x.horodatage),
        utilisateur=x.utilisateur,
        texte=texte,
        reglement=x.rc or "",
        survol=survol,
        piece=autre,
    )


def _des_versions(connexion: Connection, p: Any) -> list[tuple[int, LigneHistoriquePiece]]:
    lignes = []
    avant: Any = None
    for v in _VERSIONS.lire(connexion, {"id": p.id}):
        ligne = LigneHistoriquePiece(en_instant(v.horodatage), v.utilisateur, _texte(p, v, avant))
        lignes.append((v.operation, ligne))
        avant = v
    return lignes


def _texte(p: Any, v: Any, avant: Any) -> str:
    total = f"{ecrire_montant(v.total_ttc)} €"
    if avant is None:
        return f"{TypePiece(p.type).libelle} {v.numero} : création, {total}"
    raison = f" ({v.raison})" if v.raison else ""
    if v.etat != avant.etat:
        gestes = {
            EtatPiece.VALIDEE.value: f"Validation sous le numéro {v.numero}",
            EtatPiece.ANNULEE.value: "Annulation",
            EtatPiece.SUPPRIMEE.value: "Suppression du brouillon",
        }
        return gestes.get(v.etat, "Modification") + raison
    if v.total_ttc != avant.total_ttc:
        return f"Modification : {ecrire_montant(avant.total_ttc)} € devient {total}"
    return "Modification"


def _des_suites(connexion: Connection, identifiant: int) -> list[tuple[int, LigneHistoriquePiece]]:
    lignes = []
    for x in _SUITES.lire(connexion, {"id": identifiant}):
        texte = f"{TypePiece(x.type).libelle} {x.numero}"
        ligne = LigneHistoriquePiece(en_instant(x.horodatage), x.utilisateur, texte, piece=x.numero)
        lignes.append((x.operation, ligne))
    return lignes
