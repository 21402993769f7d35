"""Money that slides within a sale: commande to facture, and back up (manual 003, *Gérer mes rapprochements*).

Each slide is a pair of contrary imputations; the historique says so. Écritures follow: the acompte of a commande stays
at 4191 on a draft, and is taken back when the facture is validated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, contrepasser
from caisse_clients.application.ventes.imputer import Report
from caisse_clients.application.ventes.sources import (
    Source,
    cible_piece,
    compte_de,
    en_euros_de_l_echeance,
    recharger,
    source_avoir,
    source_compte,
    source_reglement,
)
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.pieces import Piece
from caisse_clients.storage.reglements import Imputation


@dataclass(frozen=True, slots=True)
class Glissee:
    """So much of a source that moved (minor units of the currency)."""

    source: str
    montant: int


def source_de_l_imputation(cadre: Cadre, i: Imputation) -> Source:
    """Return the source of an imputation, as it is now."""
    sorte, reference = i.cle_source
    if sorte is SorteSource.REGLEMENT:
        return source_reglement(cadre, stock.charger_id(cadre.tx, reference))
    if sorte is SorteSource.AVOIR:
        return source_avoir(cadre, stock_pieces.charger(cadre.tx, reference))
    return source_compte(cadre, compte_de(cadre, reference, champ="source"))


def glisser(
    cadre: Cadre, de: Piece, vers: Piece, maximum: int, motif: MotifImputation, *, raison: str = ""
) -> list[Glissee]:
    """Move at most ``maximum`` (minor units) of what pays ``de`` on to ``vers``, oldest first; the rest stays."""
    glissees: list[Glissee] = []
    for i in stock.imputations_sur(cadre.tx, de.id):
        if maximum <= 0:
            break
        if i.motif is MotifImputation.ECART:
            continue
        cible = cible_piece(cadre, vers)
        part = min(maximum, i.montant_devise, cible.reste_devise)
        if part <= 0:
            break
        glissees.append(Glissee(_deplacer(cadre, i, (de, vers), part, motif, raison=raison), part))
        maximum -= part
    return glissees


def _deplacer(
    cadre: Cadre, i: Imputation, pieces: tuple[Piece, Piece], part: int, motif: MotifImputation, *, raison: str
) -> str:
    de, vers = pieces
    premiere = next(e for e in cible_piece(cadre, vers).echeances if e.reste_devise > 0)
    entiere = (
        part == i.montant_devise
        and premiere.reste_devise >= part
        and i.montant == i.montant_source == en_euros_de_l_echeance(premiere, part)
        and vers.provisoire
        and de.provisoire
    )
    report = moteur.retirer(cadre, i, motif=motif, raison=raison, glisse=True, entiere=entiere)
    source = recharger(cadre, source_de_l_imputation(cadre, i))
    if source.compte is not None and report.ecriture is not None:  # its movement stands: what it paid is still to lay
        source = replace(source, reste=source.reste + i.montant, reste_devise=source.reste_devise + i.montant_devise)
    premier, second = _partager(report, part, i.montant_devise, i.montant)
    moteur.imputer(cadre, source, cible_piece(cadre, vers), part, motif, report=premier, raison=raison)
    if part < i.montant_devise:
        source = recharger(cadre, source)
        reste = i.montant_devise - part
        moteur.imputer(cadre, source, cible_piece(cadre, de), reste, motif, report=second, raison=raison)
    return source.numero


def _partager(report: Report, part: int, total: int, euros: int) -> tuple[Report, Report]:
    """Split what an imputation hands over between what moves and what stays."""
    if part == total or not report.lignes_acompte:
        return report, report
    pris = euros * part // total  # one currency: the rates of both pièces are the sale's
    if pris == 0:  # less than a centime moves: each side takes its proportion of the whole
        return report, report
    debut, fin = schemas.partager(report.lignes_acompte, pris, euros)
    return replace(report, lignes_acompte=debut), replace(report, lignes_acompte=fin)


def degager(cadre: Cadre, p: Piece, maximum: int | None, *, raison: str = "") -> list[Glissee]:
    """Take off ``p`` what pays it, latest first, up to ``maximum`` (all when None): it becomes disponible."""
    degagees: list[Glissee] = []
    for i in reversed(stock.imputations_sur(cadre.tx, p.id)):
        if maximum is not None and maximum <= 0:
            break
        part = i.montant_devise if maximum is None else min(maximum, i.montant_devise)
        if i.motif is MotifImputation.ECART:
            moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=raison)
            continue
        source = source_de_l_imputation(cadre, i)
        report = moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=raison, glisse=True)
        libere, garde = _partager(report, part, i.montant_devise, i.montant)
        moteur.annuler_le_document(cadre, i, libere.lignes_acompte, raison)
        if part < i.montant_devise:
            reste = i.montant_devise - part
            moteur.imputer(
                cadre, recharger(cadre, source), cible_piece(cadre, p), reste, i.motif, report=garde, raison=raison
            )
        degagees.append(Glissee(source.numero, part))
        if maximum is not None:
            maximum -= part
    return degagees


def reprendre_les_acomptes(cadre: Cadre, numero: str, imputations: Sequence[Imputation]) -> None:
    """At the validation of a facture: the contrary of the acompte of each imputation on it (*reprise*, DOMAIN §3)."""
    for i in imputations:
        if i.ecriture_acompte is not None:
            contrepasser(cadre, i.ecriture_acompte, "", libelle=f"Reprise d'acompte sur {numero}")
