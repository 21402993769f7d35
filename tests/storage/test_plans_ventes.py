"""Every query of the sales goes by an index that narrows, on both databases; the commands' own queries too.

``annule IS NULL`` is true of nearly every imputation: a search by that index reads them all without looking so.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from caisse_clients.application import lectures_ventes as ventes
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.imputations import Imputer
from caisse_clients.application.commandes.pieces import CreerCommande
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.commandes.transformations import FacturerCommande
from caisse_clients.application.lectures import Lecteur
from caisse_clients.domain.pieces import LigneSaisie, StatutPaiement, TypePiece
from caisse_clients.domain.vues_ventes import CriterePieces, CritereReglements
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.storage.test_plans import _plan_postgresql, _plan_sqlite, requetes_de

GRANDES = (
    "piece", "piece_version", "numero_piece", "piece_ligne", "echeance", "reste_echeance", "suivi_piece", "reglement",
    "reglement_version", "disponible", "imputation", "lettrage", "lettrage_ligne", "transfert_ecriture", "operation",
)  # fmt: skip
FACTURES = CriterePieces(types=(TypePiece.FACTURE,))
LECTURES: dict[str, Callable[[Lecteur], object]] = {
    "clés des factures": lambda c: ventes.cles_pieces(c, FACTURES),
    "page de factures": lambda c: ventes.page_pieces(c, FACTURES, None, 200),
    "factures partielles": lambda c: ventes.page_pieces(
        c, CriterePieces(types=(TypePiece.FACTURE,), statut=StatutPaiement.PARTIEL), None, 200
    ),
    "pièces d'un client": lambda c: ventes.page_pieces(c, CriterePieces(client=12), None, 200),
    "une pièce": lambda c: ventes.piece(c, "FA-S1-2014-00001"),
    "son historique": lambda c: ventes.historique_piece(c, "FA-S1-2014-00001"),
    "page de règlements": lambda c: ventes.page_reglements(c, CritereReglements(), None, 200),
    "règlements d'un client": lambda c: ventes.page_reglements(c, CritereReglements(client=12), None, 200),
    "un règlement": lambda c: ventes.reglement(c, "RC-S1-2014-00001"),
    "dus": lambda c: ventes.dus(c, 12),
    "disponibles": lambda c: ventes.disponibles(c, 12),
    "imputations d'un client": lambda c: ventes.imputations_du_client(c, 12),
    "détail de pièces": lambda c: (ventes.montants_pieces(c, [1]), ventes.echeances_pieces(c, {1: "CO"})),
    "imputations d'un règlement": lambda c: ventes.imputations_du_reglement(c, 1),
}


@pytest.fixture
def vendue(atelier: Atelier) -> Atelier:
    """A base where each reading finds something."""
    atelier.faire(CreerClient("DURAND", code=12))
    ligne = LigneSaisie("Table", prix_ttc=Centimes(1_200_00), taux_tva=Pourcent(20_00))
    atelier.faire(CreerCommande(12, (ligne,)))
    acompte = (Affectee(piece="CO-S1-2014-00001"),)
    atelier.faire(EnregistrerReglement(12, "cheque", Centimes(360_00), imputations=acompte))
    atelier.faire(FacturerCommande("CO-S1-2014-00001", valider=True))
    atelier.faire(EnregistrerReglement(12, "cheque", Centimes(100_00)))
    return atelier


@pytest.mark.parametrize("lecture", LECTURES)
def test_la_lecture_passe_par_ses_index(vendue: Atelier, monkeypatch: pytest.MonkeyPatch, lecture: str) -> None:
    with vendue.services.lire() as connexion:
        with requetes_de(connexion, monkeypatch) as requetes:
            LECTURES[lecture](connexion)
        fautes = fautes_de_plan(vendue, connexion, requetes)
    assert requetes, "nothing was caught"
    assert not fautes, "\n".join(fautes)


def test_une_imputation_passe_par_ses_index(vendue: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    with vendue.services.lot() as lot:
        connexion = lot.lecteur
        with requetes_de(connexion, monkeypatch) as requetes:
            lot.executer(Imputer("RC-S1-2014-00002", "FA-S1-2014-00001"))
        lues = [x for x in requetes if x[0].lstrip().startswith("SELECT") and "nextval" not in x[0]]
        fautes = fautes_de_plan(vendue, connexion, lues)
    assert len(lues) > 5
    assert not fautes, "\n".join(fautes)


def fautes_de_plan(atelier: Atelier, connexion: Lecteur, requetes: list[tuple[str, object]]) -> list[str]:
    """Return the steps that read a whole table, or go by an index that narrows nothing, with their query."""
    tables = "|".join(GRANDES)
    parcours = re.compile(
        rf"(^SCAN ({tables})$|Seq Scan on ({tables})\b|\(annule=\?\)$|Index Cond: \(annule IS NULL\))"
    )
    plan = _plan_sqlite if atelier.sqlite else _plan_postgresql
    return [
        f"{requete}\n  {ligne}"
        for requete, valeurs in requetes
        for ligne in plan(connexion, requete, valeurs)
        if parcours.search(ligne) and "contraire" not in ligne and "annulation" not in ligne
    ]
