"""Pièces put on a compte: *mise en compte* on a compte crédit, *prise en charge* by an organisme (DOMAIN §2-3)."""

from __future__ import annotations

from dataclasses import replace

from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.application.ventes.sources import Cible, compte_de, source_compte
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import comptes as stock
from caisse_clients.storage.comptes import Compte


def mettre_en_compte(
    cadre: Cadre, cible: Cible, montant: int | None, numero: int | None
) -> tuple[Compte, moteur.Faite]:
    """Put a pièce on a compte crédit of its client (a new one when ``numero`` is None); return it as it is now.

    Raises ``cible_invalide``, ``compte_inconnu``, ``source_invalide``, ``autre_client``, ``plafond_depasse``.
    """
    if cible.piece is None:
        raise ErreurMetier("cible_invalide", champ="piece", piece=cible.nom, etat="compte")
    client = client_effectif(cadre.ctx, cible.client)
    if numero is None:
        compte = stock.ajouter_compte(
            cadre.tx,
            numero=cadre.tx.numeros("compte"),
            client=client,
            type_compte=TypeCompte.CREDIT,
            date=cadre.date,
        )
    else:
        compte = compte_de(cadre, numero, champ="compte")
        if compte.type is not TypeCompte.CREDIT:
            raise ErreurMetier("source_invalide", champ="compte", source=f"compte n° {numero}")
        if client_effectif(cadre.ctx, compte.client) != client:
            raise ErreurMetier("autre_client", champ="compte", source=f"compte n° {numero}", cible=cible.nom)
    controler_le_plafond(cadre, compte, cible, montant)
    faite = moteur.imputer(cadre, source_compte(cadre, compte), cible, montant, motif_de(compte))
    return replace(compte, solde=compte.solde + faite.montant_devise), faite


def motif_de(compte: Compte) -> MotifImputation:
    """Return why a compte crédit or organisme crédit pays a pièce."""
    if compte.type is TypeCompte.ORGANISME_CREDIT:
        return MotifImputation.PRISE_EN_CHARGE
    return MotifImputation.MISE_EN_COMPTE


def controler_le_plafond(cadre: Cadre, compte: Compte, cible: Cible, montant: int | None) -> None:
    """Refuse a mise en compte above the client's credit ceiling (``plafond_depasse``)."""
    if compte.type is not TypeCompte.CREDIT:
        return
    effectif = client_effectif(cadre.ctx, compte.client)
    fiche = stock_clients.verrouiller(cadre.tx, effectif)
    plafond = None if fiche is None else fiche["plafond_credit"]
    if plafond is None:
        return
    total = stock_clients.credit_en_cours(cadre.tx, effectif) + (cible.reste_devise if montant is None else montant)
    if total > plafond:
        raise ErreurMetier("plafond_depasse", champ="montant", client=effectif, plafond=plafond, total=total)
