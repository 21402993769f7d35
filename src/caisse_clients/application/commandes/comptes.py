"""Commands on comptes clients: open, enter, settle, contre-pass (manual 000, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from caisse_clients.application.commandes.clients import organisme
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import prise_en_charge, rendre
from caisse_clients.domain.comptes import (
    Mouvement,
    OrigineEcriture,
    TypeCompte,
    controler_date,
    controler_especes,
    controler_solde,
    est_ecart,
    est_remboursement,
    montant_a_solder,
    mouvement,
)
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.grand_livre.ecritures import Motif, lignes_du_mouvement
from caisse_clients.domain.parametres import (
    MOTIF_PAR_DEFAUT,
    MOTIF_PRISE_EN_CHARGE,
    cle_du_compte_general,
    est_code_de_motif,
)
from caisse_clients.domain.reglements import SorteSource
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat, lire_montant_contrat
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import comptes as stock
from caisse_clients.storage import parametres
from caisse_clients.storage.comptes import Compte, EcritureExistante, NouvelleEcriture
from caisse_clients.storage.instants import en_microsecondes
from caisse_clients.storage.limites import donne_dans_la_journee

LONGUEUR_BENEFICIAIRE = 120
LONGUEUR_COMMENTAIRE = 1_000
LONGUEUR_RAISON = 200
ORGANISME_A_PRECISER = "ORGANISME À PRÉCISER"
"""Debtor of an organisme-crédit account opened without naming one (the manual's dialog has no such field)."""
_JOUR_EN_MICROSECONDES = 24 * 3600 * 1_000_000
_TOUT = frozenset({Sujet.COMPTES, Sujet.ECRITURES})
_VENTES = frozenset({Sujet.CLIENTS, Sujet.PIECES, Sujet.REGLEMENTS})


@dataclass(frozen=True, slots=True)
class CreerCompte:
    """Open an account of ``type`` for a client with its first entrée (centimes); ``date`` absent = today.

    ``imputations`` with the motif *prise en charge*: the organisme takes over these pièces, for ``entree`` in all.
    """

    client: int
    type: TypeCompte
    entree: Centimes
    date: dt.date | None = None
    motif: str = MOTIF_PAR_DEFAUT
    beneficiaire: str = ""
    commentaire: str = ""
    organisme: str = ""
    dossier: str = ""
    imputations: tuple[Affectee, ...] = ()


@dataclass(frozen=True, slots=True)
class SaisirEcriture:
    """Enter an entrée or a sortie (centimes) on an account."""

    compte: int
    entree: Centimes | None = None
    sortie: Centimes | None = None
    date: dt.date | None = None
    motif: str = MOTIF_PAR_DEFAUT
    beneficiaire: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class SolderCompte:
    """Bring an account to zero by one sortie of its balance."""

    compte: int
    date: dt.date | None = None
    motif: str = MOTIF_PAR_DEFAUT
    beneficiaire: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class Contrepasser:
    """Undo a manual écriture by its exact contrary, dated today, with a reason."""

    ecriture: int
    raison: str


@commande("creer_compte", CreerCompte, Droit.CREER_COMPTE, "Création d'un compte client")
def creer_compte(c: CreerCompte, ctx: Contexte) -> Effet:
    """Open the account and write its first entrée."""
    client = client_effectif(ctx, c.client)
    if c.type is not TypeCompte.ORGANISME_CREDIT and (c.organisme.strip() or c.dossier.strip()):
        raise ErreurMetier("organisme_sans_objet", champ="organisme", type=c.type.value)
    if (c.motif == MOTIF_PRISE_EN_CHARGE) != bool(c.imputations):
        code = "imputations_sans_objet" if c.imputations else "prise_en_charge_sans_piece"
        raise ErreurMetier(code, champ="imputations" if c.imputations else "motif")
    if c.imputations and c.type is not TypeCompte.ORGANISME_CREDIT:
        raise ErreurMetier("imputations_sans_objet", champ="imputations")
    if c.entree <= 0:
        raise ErreurMetier("montant_invalide", champ="entree", valeur=ecrire_montant_contrat(c.entree))
    if c.type is TypeCompte.CREDIT:
        _controler_plafond(ctx, client, c.entree)
    tiers = None
    if c.type is TypeCompte.ORGANISME_CREDIT:
        tiers = organisme(ctx, c.organisme.strip() or ORGANISME_A_PRECISER)
    date = _date(ctx, c.date)
    compte = stock.ajouter_compte(
        ctx.tx,
        numero=ctx.tx.numeros("compte"),
        client=client,
        type_compte=c.type,
        date=date,
        organisme=tiers,
        dossier=nettoyer(c.dossier, longueur=60, champ="dossier"),
    )
    if c.motif == MOTIF_PRISE_EN_CHARGE:
        prise_en_charge.prendre_en_charge(ctx, compte, c.entree, _pieces_prises(c.imputations), date)
        return Effet({"compte": compte.numero, "solde": ecrire_montant_contrat(c.entree)}, _TOUT | _VENTES)
    ecriture, solde = _ecrire(ctx, compte, mouvement(c.entree, None), c, OrigineEcriture.CREATION)
    return Effet(
        {"compte": compte.numero, "solde": ecrire_montant_contrat(solde), "ecriture": ecriture},
        _TOUT | {Sujet.CLIENTS} if tiers else _TOUT,
    )


@commande("saisir_ecriture", SaisirEcriture, Droit.SAISIR_ECRITURE, "Écriture de compte client")
def saisir_ecriture(c: SaisirEcriture, ctx: Contexte) -> Effet:
    """Write the movement; raises ``entree_ou_sortie``, ``compte_inconnu``, ``solde_insuffisant``…."""
    mouv = mouvement(c.entree, c.sortie)
    compte = _compte(ctx, c.compte)
    if compte.type is TypeCompte.CREDIT and mouv.entree:
        _controler_plafond(ctx, compte.client, mouv.entree)
    ecriture, solde = _ecrire(ctx, compte, mouv, c, OrigineEcriture.SAISIE)
    return Effet({"ecriture": ecriture, "solde": ecrire_montant_contrat(solde)}, _TOUT)


@commande("solder_compte", SolderCompte, Droit.SOLDER_COMPTE, "Solde d'un compte client")
def solder_compte(c: SolderCompte, ctx: Contexte) -> Effet:
    """Write the sortie of the whole balance; raises ``compte_deja_solde``."""
    compte = _compte(ctx, c.compte)
    montant = montant_a_solder(compte.numero, compte.solde)
    ecriture, solde = _ecrire(ctx, compte, mouvement(None, montant), c, OrigineEcriture.SOLDE)
    return Effet(
        {
            "ecriture": ecriture,
            "montant": ecrire_montant_contrat(montant),
            "solde": ecrire_montant_contrat(solde),
        },
        _TOUT,
    )


@commande("contrepasser", Contrepasser, Droit.CONTREPASSER, "Contre-passation d'une écriture")
def contrepasser(c: Contrepasser, ctx: Contexte) -> Effet:
    """Write the contrary; once, with a reason; a balance never goes below zero by it either."""
    raison = nettoyer(c.raison, longueur=LONGUEUR_RAISON, champ="raison")
    if not raison:
        raise ErreurMetier("raison_manquante", champ="raison")
    origine = stock.charger_ecriture(ctx.tx, c.ecriture)
    if origine is None:
        raise ErreurMetier("ecriture_inconnue", champ="ecriture", ecriture=c.ecriture)
    comptes = _verrouiller_comptes(ctx, origine)
    origine = stock.charger_ecriture(ctx.tx, c.ecriture) or origine  # again, now that the accounts are locked
    _controler_contrepassation(ctx, origine)
    for ligne in origine.lignes:
        if ligne.compte_client is not None:
            compte = comptes[ligne.compte_client]
            effet = compte.type.sens * (ligne.credit - ligne.debit)
            mouv = Mouvement(Centimes(max(effet, 0)), Centimes(max(-effet, 0)))
            controler_solde(compte.numero, compte.solde, mouv)
            _controler_argent_rendu(ctx, compte, mouv, origine)
    contraire = ecriture_contraire(
        origine,
        identifiant=origine.id,
        date=_date(ctx, None),
        station=ctx.station,
        journal=parametres.valeur(ctx.tx, "journal.comptes_clients"),
        raison=raison,
    )
    (identifiant,) = stock.ajouter_ecritures(ctx.tx, [contraire])
    return Effet({"ecriture": identifiant}, _TOUT)


def _pieces_prises(imputations: Sequence[Affectee]) -> list[tuple[str, int | None]]:
    """Return what an organisme takes over; raises ``une_seule_cible``."""
    for n, a in enumerate(imputations):
        if a.compte is not None or bool(a.piece) == bool(a.echeance):
            raise ErreurMetier("une_seule_cible", champ=f"imputations[{n}]")
    return [(a.piece or a.echeance, a.montant) for a in imputations]


def ecriture_contraire(
    origine: EcritureExistante | NouvelleEcriture,
    *,
    identifiant: int,
    date: dt.date,
    station: str,
    journal: str,
    raison: str,
) -> NouvelleEcriture:
    """Return the exact contrary of the écriture ``identifiant``."""
    return NouvelleEcriture(
        date=date,
        station=station,
        journal=journal,
        libelle=f"Annule n° {identifiant} - {origine.libelle}"[:200],
        motif=origine.motif,
        motif_libelle=origine.motif_libelle,
        origine=OrigineEcriture.CONTREPASSATION,
        lignes=tuple(ligne.inversee() for ligne in origine.lignes),
        raison=raison,
        extourne_de=identifiant,
    )


def _verrouiller_comptes(ctx: Contexte, origine: EcritureExistante) -> dict[int, Compte]:
    numeros = sorted({ligne.compte_client for ligne in origine.lignes if ligne.compte_client is not None})
    return {numero: _compte(ctx, numero) for numero in numeros}  # in order of number: no deadlock


def _controler_contrepassation(ctx: Contexte, origine: EcritureExistante) -> None:
    if not origine.origine.contrepassable:
        raise ErreurMetier("ecriture_non_contrepassable", ecriture=origine.id, commande=origine.commande)
    if origine.annulee_par is not None:
        raise ErreurMetier("deja_contrepassee", ecriture=origine.id, par=origine.annulee_par)
    if en_microsecondes(ctx.instant) - origine.horodatage > _JOUR_EN_MICROSECONDES:
        ctx.exiger(Droit.CONTREPASSER_ANCIEN)


def _compte(ctx: Contexte, numero: int) -> Compte:
    compte = stock.verrouiller(ctx.tx, numero)
    if compte is None:
        raise ErreurMetier("compte_inconnu", champ="compte", compte=numero)
    return compte


def _date(ctx: Contexte, date: dt.date | None) -> dt.date:
    choisie = controler_date(date or ctx.aujourd_hui, ctx.aujourd_hui)
    if stock.periode_close(ctx.tx, choisie, ctx.station):
        raise ErreurMetier("periode_close", champ="date", date=choisie)
    return choisie


def charger_motif(ctx: Contexte, code: str) -> Motif:
    """Return a motif in use; raises ``motif_inconnu``, or says what *prise en charge* still lacks."""
    if code == MOTIF_PRISE_EN_CHARGE:
        raise ErreurMetier("prise_en_charge_sans_piece", champ="motif")
    trouve = parametres.charger_motif(ctx.tx, code) if est_code_de_motif(code) else None
    if trouve is None or not trouve[1]:
        raise ErreurMetier("motif_inconnu", champ="motif", motif=code[:40])
    return trouve[0]


def _ecrire(
    ctx: Contexte,
    compte: Compte,
    mouv: Mouvement,
    c: CreerCompte | SaisirEcriture | SolderCompte,
    origine: OrigineEcriture,
) -> tuple[int, int]:
    """Check every rule of a manual movement and write it; return (écriture, balance after)."""
    date = _date(ctx, c.date)
    solde = controler_solde(compte.numero, compte.solde, mouv)
    motif = charger_motif(ctx, c.motif)
    reglages = parametres.valeurs(
        ctx.tx,
        [cle_du_compte_general(compte.type), "journal.comptes_clients", "limite_remboursement", "limite_ecart"],
    )
    contrepartie = motif.contrepartie(au_debit=(mouv.entree > 0) != (compte.type.sens > 0))
    if est_ecart(contrepartie):
        _controler_limite(ctx, mouv, reglages["limite_ecart"], code="limite_ecart")
    elif est_remboursement(compte.type, mouv.entree > 0, contrepartie):
        _controler_limite(ctx, mouv, reglages["limite_remboursement"], client=compte.client)
    if contrepartie.startswith(stock.CAISSE):
        au_total_debit, au_total_credit = stock.especes_du_compte(ctx.tx, compte.numero)
        au_debit = (mouv.entree > 0) == (compte.type.sens > 0)
        controler_especes(compte.numero, au_total_debit if au_debit else au_total_credit, mouv.montant)
        if au_debit and compte.type.dette_envers_client:  # a sale's money may leave by its compte too
            rendre.controler_les_especes(ctx.tx, SorteSource.COMPTE, compte.numero, mouv.montant, champ="motif")
    (identifiant,) = stock.ajouter_ecritures(
        ctx.tx,
        [
            NouvelleEcriture(
                date=date,
                station=ctx.station,
                journal=reglages["journal.comptes_clients"],
                libelle=libelle_du_mouvement(compte, mouv),
                motif=motif.code,
                motif_libelle=motif.libelle,
                origine=origine,
                lignes=lignes_du_mouvement(
                    type_compte=compte.type,
                    compte_general=reglages[cle_du_compte_general(compte.type)],
                    numero=compte.numero,
                    tiers=compte.tiers,
                    mouvement=mouv,
                    motif=motif,
                ),
                beneficiaire=nettoyer(c.beneficiaire, longueur=LONGUEUR_BENEFICIAIRE, champ="beneficiaire"),
                commentaire=nettoyer_lignes(c.commentaire, longueur=LONGUEUR_COMMENTAIRE, champ="commentaire"),
            )
        ],
    )
    return identifiant, solde


def _controler_argent_rendu(ctx: Contexte, compte: Compte, mouv: Mouvement, origine: EcritureExistante) -> None:
    """Undoing what was paid gives money back: it obeys the limit of a remboursement (DOMAIN §4)."""
    if mouv.entree and compte.type.dette_envers_client:  # undoing a sortie takes money in
        return
    contreparties = (ligne.compte for ligne in origine.lignes if ligne.compte_client is None)
    if any(est_remboursement(compte.type, mouv.entree > 0, contrepartie) for contrepartie in contreparties):
        _controler_limite(ctx, mouv, parametres.valeur(ctx.tx, "limite_remboursement"), client=compte.client)


def _controler_limite(
    ctx: Contexte, mouv: Mouvement, limite_ecrite: str, *, code: str = "limite_remboursement", client: int | None = None
) -> None:
    """Refuse above the limit unless the right is held; with ``client``, what the user gave him today counts too."""
    if Droit.REMBOURSER_SANS_LIMITE in ctx.acteur.droits:
        return
    limite = lire_montant_contrat(limite_ecrite)
    deja = 0
    if client is not None:
        deja = donne_dans_la_journee(ctx.tx, client_effectif(ctx, client), ctx.acteur.code, ctx.aujourd_hui)
    if deja + mouv.montant > limite:
        champ = "entree" if mouv.entree else "sortie"
        raise ErreurMetier(code, champ=champ, montant=deja + mouv.montant, limite=int(limite))


def libelle_du_mouvement(compte: Compte, mouv: Mouvement) -> str:
    """Return the label of the écriture (no personal text in it)."""
    return f"{'Entrée' if mouv.entree else 'Sortie'} compte {compte.type.libelle.lower()} n° {compte.numero}"


def _controler_plafond(ctx: Contexte, client: int, entree: Centimes) -> None:
    effectif = client_effectif(ctx, client)
    fiche = stock_clients.verrouiller(ctx.tx, effectif)
    plafond = None if fiche is None else fiche["plafond_credit"]
    if plafond is None:
        return
    total = stock_clients.credit_en_cours(ctx.tx, effectif) + entree
    if total > plafond:
        raise ErreurMetier("plafond_depasse", champ="entree", client=effectif, plafond=plafond, total=total)
