"""Views of pièces as readings give them, for the tests of what screens decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from caisse_clients.domain.pieces import EtatPiece, NatureLigne, TypePiece, statut_paiement
from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.domain.vues_ventes import LignePiece, VueEcheance, VueImputation, VueLignePiece, VueMode, VuePiece

JOUR = dt.date(2014, 7, 15)
COMMANDE = "CO-S1-2014-00001"
FACTURE = "FA-S1-2014-00001"
ESPECES = VueMode("especes", "Espèces", "531", "CA", numerique=False, especes=True, actif=True)
CHEQUE = VueMode("cheque", "Chèque", "5112", "BQ", numerique=False, especes=False, actif=True)
MODES = (ESPECES, CHEQUE)


def ligne(
    type_: TypePiece = TypePiece.COMMANDE,
    etat: EtatPiece = EtatPiece.EN_COURS,
    *,
    numero: str = COMMANDE,
    total: int = 120000,
    facture: int = 0,
    regle: int = 0,
) -> LignePiece:
    """A row of a list."""
    reste = total - facture - regle if type_.due and etat.vivante else 0
    statut = statut_paiement(regle, reste)
    return LignePiece(
        1, numero, type_, etat, JOUR, 1011, "ALBERT Pierre", total, facture, regle, reste, statut, "EUR", total
    )


def vue(
    type_: TypePiece = TypePiece.COMMANDE,
    etat: EtatPiece = EtatPiece.EN_COURS,
    *,
    numero: str = COMMANDE,
    total: int = 120000,
    facture: int = 0,
    regle: int = 0,
    **autres: Any,
) -> VuePiece:
    """A whole pièce of one line of 1 × ``total``."""
    reste = total - facture - regle
    lignes = (VueLignePiece(1, "", "Salon de jardin", NatureLigne.BIEN, 1000, total, True, 2000, 0, 0, 0, total),)
    return replace(
        VuePiece(
            id=1,
            numero=numero,
            brouillon="",
            type=type_,
            etat=etat,
            date=JOUR,
            client=1011,
            client_nom="ALBERT Pierre",
            destinataire="",
            professionnel=False,
            station="S1",
            devise="EUR",
            cours=None,
            conditions="",
            reference="",
            commentaire="",
            total_ht=0,
            total_tva=0,
            total_ttc=total,
            total_devise=total,
            facture=facture,
            regle=regle,
            reste_du=reste,
            statut=statut_paiement(regle, reste),
            origine="",
            suites=(),
            lignes=lignes,
            echeances=(VueEcheance(f"{numero}/1", 1, JOUR, total, regle, reste, total, reste, "", ""),),
            imputations=(),
            version=3,
            verrou="",
            raison="",
        ),
        **autres,
    )


def imputation(
    source: str = "RC-S1-2014-00001", montant: int = 36000, *, retirable: bool = True, mode: VueMode = CHEQUE
) -> VueImputation:
    """An acompte on the commande."""
    return VueImputation(
        imputation=1,
        date=JOUR,
        source=source,
        sorte_source=SorteSource.REGLEMENT,
        cible=f"{COMMANDE}/1",
        montant=montant,
        montant_devise=montant,
        motif=MotifImputation.REGLEMENT,
        mode=mode.code,
        mode_libelle=mode.libelle,
        facture_acompte="",
        retirable=retirable,
    )
