"""Views of règlements and dues as readings return them, for tests of decisions that need no base."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from caisse_clients.domain.reglages import MODES
from caisse_clients.domain.reglements import EtatReglement, MotifImputation, SorteSource
from caisse_clients.domain.vues_ventes import (
    LigneDue,
    LigneReglement,
    VersionReglement,
    VueBanque,
    VueImputation,
    VueMode,
    VueReglement,
)

JOUR = dt.date(2014, 7, 15)
MODES_VUS = tuple(VueMode(m.code, m.libelle, m.compte, m.journal, m.numerique, m.especes, True) for m in MODES)
BANQUE = VueBanque("CA", "Crédit Agricole", "", "", "512", "BQ", "", True)


def ligne(**changements: Any) -> LigneReglement:
    """A cheque of 360,00 from ALBERT Pierre, all used."""
    return LigneReglement(
        1, "RC-S1-2014-00001", JOUR, 1011, "ALBERT Pierre", "cheque", "Chèque", 1, 360_00, "ch. 12", 0,
        EtatReglement.RECU, "",
    )._replace(**changements)  # fmt: skip


def imputation(cible: str, montant: int, motif: MotifImputation = MotifImputation.REGLEMENT) -> VueImputation:
    """What the cheque pays."""
    return VueImputation(
        1, JOUR, "RC-S1-2014-00001", SorteSource.REGLEMENT, cible, montant, montant, motif, "cheque", "Chèque", "", True
    )


def version(numero: int = 1, heure: int = 8, **changements: Any) -> VersionReglement:
    """One version, by ADMIN."""
    instant = dt.datetime(2014, 7, 15, heure, 30, tzinfo=dt.UTC)
    return replace(
        VersionReglement(numero, instant, "ADMIN", "Chèque", JOUR, 360_00, "ch. 12", "recu", ""), **changements
    )


def vue(**changements: Any) -> VueReglement:
    """The same cheque, whole: 240,00 on a commande and 120,00 on a facture."""
    base = VueReglement(
        id=1,
        numero="RC-S1-2014-00001",
        client=1011,
        client_nom="ALBERT Pierre",
        station="S1",
        sens=1,
        mode="cheque",
        mode_libelle="Chèque",
        numerique=False,
        date=JOUR,
        devise="EUR",
        cours=None,
        montant=360_00,
        montant_devise=360_00,
        banque="",
        reference="ch. 12",
        impute=360_00,
        disponible=0,
        disponible_devise=0,
        etat=EtatReglement.RECU,
        verrou="",
        exporte=False,
        version=1,
        imputations=(imputation("CO-S1-2014-00001/1", 240_00), imputation("FA-S1-2014-00002/1", 120_00)),
        versions=(version(),),
        pieces_jointes=(),
    )
    return replace(base, **changements)


def due(cle: str, reste: int, echeance: dt.date = JOUR, *, devise: str = "EUR", compte: int | None = None) -> LigneDue:
    """A line of what the client owes; a foreign one is worth half its units in euros."""
    euros = reste if devise == "EUR" else reste // 2
    return LigneDue(cle, f"Document {cle}", "facture", JOUR, echeance, euros, euros, devise, reste, compte)
