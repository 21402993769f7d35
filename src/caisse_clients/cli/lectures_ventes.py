"""The readings of ``consulter`` on sales: pièces, règlements, disponibles, propositions (CONTRACT §3)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from caisse_clients.application import lectures_ventes as ventes
from caisse_clients.application.lectures import Lecteur
from caisse_clients.cli.lectures import PAGE, Cellules, Lecture, Objet, client_en_vigueur
from caisse_clients.domain.devises import en_centiemes
from caisse_clients.domain.pieces import EtatPiece, StatutPaiement, TypePiece
from caisse_clients.domain.reglements import EtatReglement, RaisonVerrou
from caisse_clients.domain.vues_ventes import (
    CriterePieces,
    CritereReglements,
    LigneHistoriquePiece,
    LignePiece,
    LigneReglement,
    VueEcheance,
    VueImputation,
)
from caisse_clients.exchanges.cellules import Colonne, Sorte
from caisse_clients.kernel.formats import ecrire_montant_contrat as euros

_SANS_LIMITE = 2**62


def _client(lecteur: Lecteur, choix: argparse.Namespace) -> int | None:
    return None if choix.client is None else client_en_vigueur(lecteur, choix.client)


# pièces -------------------------------------------------------------------------------------------------------


def _pages_de_pieces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[list[LignePiece]]:
    criteres = CriterePieces(
        types=tuple(map(TypePiece, dict.fromkeys(choix.types or ()))),
        client=_client(lecteur, choix),
        statut=StatutPaiement(choix.statut) if choix.statut else None,
        etat=EtatPiece(choix.etat) if choix.etat else None,
        du=choix.du,
        au=choix.au,
    )
    pages = _par_curseur if len(criteres.types) == 1 or criteres.client is not None else _par_cles
    for page in pages(lecteur, criteres):
        yield page if criteres.statut is None else [p for p in page if _se_paie(p)]


def _par_curseur(lecteur: Lecteur, criteres: CriterePieces) -> Iterator[list[LignePiece]]:
    """Each page by the index of a type or of a client, where the last one ended."""
    apres = None
    while page := ventes.page_pieces(lecteur, criteres, apres, PAGE):
        yield page
        if len(page) < PAGE:
            return
        apres = page[-1].date, page[-1].id


def _par_cles(lecteur: Lecteur, criteres: CriterePieces) -> Iterator[list[LignePiece]]:
    """All types together have no index of their dates: they are put in order once, eight bytes a pièce."""
    cles = ventes.cles_pieces(lecteur, criteres, _SANS_LIMITE)
    for debut in range(0, len(cles), PAGE):
        yield ventes.lignes_pieces(lecteur, cles[debut : debut + PAGE])


def _se_paie(p: LignePiece) -> bool:
    """Tell whether a pièce has a payment status: a bon de livraison holds no money, an avoir gives some."""
    return p.type.due or p.type is TypePiece.FACTURE_ACOMPTE


def _verse(p: LignePiece) -> int:
    """Return what is paid of a pièce: a bon de livraison shows on screen that of its commande, counted there."""
    return p.regle if _se_paie(p) else 0


def _lignes_pieces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for page in _pages_de_pieces(lecteur, choix):
        montants = ventes.montants_pieces(lecteur, [p.id for p in page])
        for p in page:
            ht, tva = montants[p.id]
            yield (
                p.numero, p.type.libelle, p.etat.libelle, p.date, p.client, p.client_nom, ht, tva, p.total_ttc,
                _verse(p), p.reste_du, p.statut.libelle if _se_paie(p) else "",
            )  # fmt: skip


def _ecran_pieces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for page in _pages_de_pieces(lecteur, choix):
        for p in page:
            yield (
                p.numero, p.type.libelle, p.etat.libelle, p.date, p.client, p.client_nom, p.total_ttc, _verse(p),
                p.reste_du, p.statut.libelle if _se_paie(p) else "",
            )  # fmt: skip


def _objets_pieces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for page in _pages_de_pieces(lecteur, choix):
        montants = ventes.montants_pieces(lecteur, [p.id for p in page])
        echeances = ventes.echeances_pieces(lecteur, {p.id: p.numero for p in page})
        for p in page:
            ht, tva = montants[p.id]
            yield {
                "numero": p.numero,
                "type": p.type.value,
                "etat": p.etat.value,
                "date": p.date.isoformat(),
                "total_ht": euros(ht),
                "total_tva": euros(tva),
                "total_ttc": euros(p.total_ttc),
                "verse": euros(_verse(p)),
                "reste_du": euros(p.reste_du),
                "statut": p.statut.value if _se_paie(p) else None,
                "echeances": [_echeance(e, p.devise) for e in echeances.get(p.id, ())],
                "historique": [_acte(a) for a in ventes.historique_par_id(lecteur, p.id)],
                "client": p.client,
                "origine": p.origine,
                "facture": euros(p.facture),
                "devise": p.devise,
                "total_devise": _en_devise(p.total_devise, p.devise),
            }


def _echeance(e: VueEcheance, devise: str) -> Objet:
    return {
        "echeance": e.cle,
        "date": e.date.isoformat(),
        "montant": euros(e.montant),
        "verse": euros(e.impute),
        "reste_du": euros(e.reste),
        "reste_devise": _en_devise(e.reste_devise, devise),
        "mode": e.mode,
        "banque": e.banque,
    }


def _acte(a: LigneHistoriquePiece) -> Objet:
    return {
        "instant": a.instant.isoformat(),
        "utilisateur": a.utilisateur,
        "texte": a.texte,
        "reglement": a.reglement,
        "piece": a.piece,
    }


def _en_devise(unites: int, devise: str) -> str:
    return euros(en_centiemes(unites, devise))


# règlements ---------------------------------------------------------------------------------------------------


def _reglements(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[LigneReglement]:
    criteres = CritereReglements(client=_client(lecteur, choix), du=choix.du, au=choix.au)
    apres = None
    while page := ventes.page_reglements(lecteur, criteres, apres, PAGE):
        yield from page
        if len(page) < PAGE:
            return
        apres = page[-1].date, page[-1].id


def _impute(r: LigneReglement) -> int:
    return r.montant - r.disponible if r.sens > 0 and r.etat is not EtatReglement.ANNULE else 0


def _lignes_reglements(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for r in _reglements(lecteur, choix):
        verrou = RaisonVerrou(r.verrou).libelle if r.verrou else ""
        yield (
            r.numero, r.date, r.client, r.client_nom, r.mode_libelle, r.sens * r.montant, _impute(r), r.disponible,
            r.etat.libelle, verrou, r.reference,
        )  # fmt: skip


def _objets_reglements(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for r in _reglements(lecteur, choix):
        yield {
            "reglement": r.numero,
            "date": r.date.isoformat(),
            "mode": r.mode,
            "montant": euros(r.sens * r.montant),
            "impute": euros(_impute(r)),
            "disponible": euros(r.disponible),
            "etat": r.etat.value,
            "verrou": r.verrou or None,
            "imputations": [_imputation(i) for i in ventes.imputations_du_reglement(lecteur, r.id)],
            "client": r.client,
            "reference": r.reference,
        }


def _imputation(i: VueImputation) -> Objet:
    return {
        "imputation": i.imputation,
        "date": i.date.isoformat(),
        "source": i.source,
        "cible": i.cible,
        "montant": euros(i.montant),
        "motif": i.motif.value,
    }


# disponibles, propositions ------------------------------------------------------------------------------------


def _lignes_disponibles(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for d in ventes.disponibles(lecteur, client_en_vigueur(lecteur, choix.client)):
        yield d.cle, d.sorte.libelle, d.titre, d.date, d.montant, d.disponible


def _objets_disponibles(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for d in ventes.disponibles(lecteur, client_en_vigueur(lecteur, choix.client)):
        yield {
            "source": d.cle,
            "sorte": d.sorte.value,
            "date": d.date.isoformat(),
            "montant": euros(d.montant),
            "disponible": euros(d.disponible),
            "devise": d.devise,
            "disponible_devise": _en_devise(d.disponible_devise, d.devise),
        }


def _propositions(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[tuple[str, str, int, str]]:
    """Yield source, target, hundredths of the currency, currency: a proposal is made in what both sides are in."""
    client = client_en_vigueur(lecteur, choix.client)
    devises = {d.cle: d.devise for d in ventes.disponibles(lecteur, client)}
    for p in ventes.propositions(lecteur, client, exact=choix.regle == "exact"):
        devise = devises[p.source]
        yield p.source, p.cible, en_centiemes(p.montant, devise), devise


def _objets_propositions(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for source, cible, montant, devise in _propositions(lecteur, choix):
        yield {"source": source, "cible": cible, "montant": euros(montant), "devise": devise}


_MONTANT = Sorte.MONTANT
_CODE = Sorte.CODE
_PIECE: tuple[Colonne, ...] = (
    Colonne("Numéro", largeur=18), Colonne("Type", largeur=17), Colonne("État", largeur=10),
    Colonne("Date", Sorte.DATE, 11), Colonne("Client", _CODE, 8), Colonne("Nom", largeur=28),
)  # fmt: skip
_PAYE: tuple[Colonne, ...] = (
    Colonne("Total TTC", _MONTANT), Colonne("Versé", _MONTANT), Colonne("Reste dû", _MONTANT),
    Colonne("Paiement", largeur=10),
)  # fmt: skip
LECTURES_VENTES: Mapping[str, Lecture] = {
    "pieces": Lecture(
        "Pièces",
        (*_PIECE, Colonne("Total HT", _MONTANT), Colonne("TVA", _MONTANT), *_PAYE),
        _objets_pieces,
        _lignes_pieces,
        (*_PIECE, *_PAYE),
        _ecran_pieces,
    ),
    "reglements": Lecture(
        "Règlements",
        (
            Colonne("Règlement", largeur=18), Colonne("Date", Sorte.DATE, 11), Colonne("Client", _CODE, 8),
            Colonne("Nom", largeur=28), Colonne("Mode", largeur=18), Colonne("Montant", _MONTANT),
            Colonne("Imputé", _MONTANT), Colonne("Disponible", _MONTANT), Colonne("État", largeur=8),
            Colonne("Verrou", largeur=28), Colonne("Référence", largeur=24),
        ),
        _objets_reglements,
        _lignes_reglements,
    ),
    "disponibles": Lecture(
        "Disponibles",
        (
            Colonne("Source", largeur=18), Colonne("Sorte", largeur=14), Colonne("Titre", largeur=36),
            Colonne("Date", Sorte.DATE, 11), Colonne("Montant", _MONTANT), Colonne("Disponible", _MONTANT),
        ),
        _objets_disponibles,
        _lignes_disponibles,
    ),
    "propositions": Lecture(
        "Propositions",
        (
            Colonne("Source", largeur=18), Colonne("Cible", largeur=20), Colonne("Montant", _MONTANT),
            Colonne("Devise", largeur=7),
        ),
        _objets_propositions,
        _propositions,
    ),
}  # fmt: skip
"""By name, as ``cli.lectures.LECTURES``."""
