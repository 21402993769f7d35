"""Commands on règlements: record, change, cancel, give back, attach files (manuals 002 §1 and 003)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from caisse_clients.application import pieces_jointes
from caisse_clients.application.commandes.pieces import SUJETS, exiger_raison
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import encaisser, noms, rendre, vendre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, contrepasser, date_ouverte, fiche_de, mode_de
from caisse_clients.application.ventes.encaisser import Recette
from caisse_clients.application.ventes.sources import (
    Cible,
    Source,
    cible_de,
    controler_l_avoir,
    controler_le_couple,
    piece_de,
    reglement_de,
    source_de,
    source_reglement,
    verrouiller,
)
from caisse_clients.application.ventes.suivre import montant_contrat
from caisse_clients.domain.comptes import controler_date
from caisse_clients.domain.devises import en_euros, en_unites
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglements import (
    MotifImputation,
    RaisonVerrou,
    Reference,
    SorteSource,
    controler_especes_de_la_vente,
    verrou,
)
from caisse_clients.kernel.argent import Centimes, Cours
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import acces as stock_acces
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import fichiers
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.reglements import Imputation, Reglement


@dataclass(frozen=True, slots=True)
class EnregistrerReglement:
    """Record money received. *Acompte* and *Régler* are this command with ``imputations``.

    ``montant`` with two decimals of ``devise``. ``auto``: impute by the proposal what ``imputations`` leave.
    ``non_resident``: identity of a non-resident consumer paying cash above the common limit.
    ``pieces_jointes``: paths of files to keep with it.
    """

    client: int
    mode: str
    montant: Centimes
    date: dt.date | None = None
    reference: str = ""
    station: str = ""
    banque: str = ""
    devise: str = "EUR"
    cours: Cours | None = None
    imputations: tuple[Affectee, ...] = ()
    auto: bool = False
    non_resident: str = ""
    pieces_jointes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModifierReglement:
    """Change a règlement: contrary and new écriture under the same RC. Fields left out stay.

    Numérique: only ``reference``. Not under what is imputed (``reglement_impute`` with the list of pièces). One that
    cashed a cheque of an accès keeps its mode and amount (``reglement_de_cheque``).
    """

    reglement: str
    mode: str | None = None
    date: dt.date | None = None
    montant: Centimes | None = None
    reference: str | None = None
    banque: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnnulerReglement:
    """Cancel a règlement (Supprimer): its imputations are taken back, its écriture contre-passed."""

    reglement: str
    raison: str


@dataclass(frozen=True, slots=True)
class AnnulerAcompte:
    """Take an acompte off a commande, a BL's commande or a facture; with ``mode`` it is paid back at once.

    ``source`` may be left out when the pièce has only one. Without ``mode`` the money stays disponible.
    """

    piece: str
    raison: str
    source: Reference = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Rembourser:
    """Give money back from a disponible: a règlement, an avoir, a compte acompte or avoir."""

    source: Reference
    mode: str
    raison: str = ""
    montant: Centimes | None = None
    date: dt.date | None = None
    reference: str = ""
    banque: str = ""


@commande("enregistrer_reglement", EnregistrerReglement, Droit.ENCAISSER, "Enregistrement d'un règlement")
def enregistrer_reglement(c: EnregistrerReglement, ctx: Contexte) -> Effet:
    """Record the money, impute what is asked, keep the rest disponible."""
    joints = [pieces_jointes.lire_fichier_joint(chemin) for chemin in c.pieces_jointes]
    cadre = cadre_de(ctx, c.date, c.station)
    fiche = fiche_de(cadre, c.client)
    client = int(str(fiche["code"]))
    cibles = [_cible(cadre, a, n) for n, a in enumerate(c.imputations)]
    recette = Recette(c.mode, c.montant, c.reference, c.banque, c.devise, c.cours, c.non_resident)
    r = encaisser.encaisser(cadre, fiche, recette)
    fichiers.joindre_tous(ctx.tx, r.id, joints)
    source = source_reglement(cadre, r)
    for n, (affectee, cible) in enumerate(zip(c.imputations, cibles, strict=True)):
        a_jour = cible
        if any(cible.meme_chose(autre) for autre in cibles[:n]):  # an earlier line may have paid a part of it
            a_jour = cible_de(cadre, cible.compte.numero if cible.compte else cible.nom)
        source = _affecter(cadre, source, affectee, a_jour, n)
    if c.auto:
        source = encaisser.imputer_d_office(cadre, source, client)
    vendre.conclure(cadre)
    return Effet(
        {
            "reglement": r.numero,
            "impute": montant_contrat(r.montant_devise - source.reste_devise, r.devise),
            "disponible": montant_contrat(source.reste_devise, r.devise),
        },
        SUJETS,
    )


@commande("modifier_reglement", ModifierReglement, Droit.MODIFIER_REGLEMENT, "Modification d'un règlement")
def modifier_reglement(c: ModifierReglement, ctx: Contexte) -> Effet:
    """Write the contrary and the new écriture under the same RC; nothing when nothing changes."""
    cadre = cadre_de(ctx)
    r = reglement_de(cadre, c.reglement)
    cadre = cadre_de(ctx, None, r.station)
    if c.version is not None and c.version != r.version:
        raise ErreurMetier("reglement_modifie_ailleurs", reglement=r.numero, version=r.version)
    raison = _verrou(r)
    if raison not in (None, RaisonVerrou.NUMERIQUE):
        raise ErreurMetier(raison.value, champ="reglement", reglement=r.numero)
    reference = r.reference if c.reference is None else nettoyer(c.reference, longueur=120, champ="reference")
    if raison is RaisonVerrou.NUMERIQUE and (champ := _champ_change(r, c)):  # before what else would be refused
        raise ErreurMetier("reglement_numerique", champ=champ, reglement=r.numero)
    changements = _changements(cadre, r, c)
    if {"mode", "montant"} & changements.keys():
        if stock_acces.encaisse_un_cheque(ctx.tx, r.id):
            raise ErreurMetier("reglement_de_cheque", champ=_champ_change(r, c), reglement=r.numero)
        rendre.controler_l_anciennete(cadre, _ecriture(r))
    if changements:
        nouveau = {**r.ligne, **changements}
        rendu_de = _compte_vide_par(cadre, r)
        contrepasser(cadre, _ecriture(r), f"Modification {r.numero}", date=date_ouverte(cadre, r.date))
        changements["ecriture"] = encaisser.ecrire_le_reglement(cadre, nouveau, rendu_de=rendu_de)
        cadre.touches.add(("reglement", r.id))
    if changements or reference != r.reference:
        r = stock.changer(ctx.tx, r, **changements, reference=reference)
    vendre.conclure(cadre)
    return Effet({"reglement": r.numero, "version": r.version}, SUJETS)


@commande("annuler_reglement", AnnulerReglement, Droit.MODIFIER_REGLEMENT, "Annulation d'un règlement")
def annuler_reglement(c: AnnulerReglement, ctx: Contexte) -> Effet:
    """Take its imputations back, contre-pass it; a numérique or exported one is never deleted."""
    cadre = cadre_de(ctx)
    raison = exiger_raison(c.raison)
    r = reglement_de(cadre, c.reglement)
    cadre = cadre_de(ctx, None, r.station)
    lock = _verrou(r)
    if lock is not None:
        raise ErreurMetier(lock.value, champ="reglement", raison="annulation", reglement=r.numero)
    rendre.controler_l_anciennete(cadre, _ecriture(r))
    imputations = (
        stock.imputations_de(ctx.tx, SorteSource.REGLEMENT, r.id)
        if r.sens > 0
        else stock.imputations_du_remboursement(ctx.tx, r.id)
    )
    if r.sens > 0 and any(i.remboursement is not None for i in imputations):
        raise ErreurMetier("reglement_rembourse", champ="reglement", reglement=r.numero)
    for i in reversed(imputations):
        moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=raison)
    contrepasser(cadre, _ecriture(r), raison)  # dated today: what was printed yesterday stays true
    cadre.touches.add(("reglement", r.id))
    stock.changer(ctx.tx, r, etat="annule", raison=raison)
    vendre.conclure(cadre)
    return Effet({"reglement": r.numero}, SUJETS)


@commande("annuler_acompte", AnnulerAcompte, Droit.MODIFIER_REGLEMENT, "Annulation d'un acompte")
def annuler_acompte(c: AnnulerAcompte, ctx: Contexte) -> Effet:
    """Take an acompte off the pièce; with a mode, give it back at once."""
    cadre = cadre_de(ctx)
    raison = exiger_raison(c.raison)
    p = piece_de(cadre, c.piece)
    if p.type is TypePiece.BON_LIVRAISON and p.origine is not None:  # a bon holds no money: its commande does
        p = stock_pieces.charger(ctx.tx, p.origine)
    par_source: dict[str, list[Imputation]] = {}
    for i in stock.imputations_sur(ctx.tx, p.id):
        if i.motif is not MotifImputation.ECART:
            par_source.setdefault(noms.nom_de_la_source(cadre, i), []).append(i)
    if not par_source:
        raise ErreurMetier("aucun_acompte", champ="piece", piece=p.numero)
    voulue = str(c.source).strip().upper() or (next(iter(par_source)) if len(par_source) == 1 else "")
    if voulue not in par_source:
        raise ErreurMetier("acompte_a_choisir", champ="source", piece=p.numero, liste=", ".join(par_source))
    total = sum(i.montant_devise for i in par_source[voulue])
    for i in reversed(par_source[voulue]):
        controler_l_avoir(cadre, i)
        moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=raison)
    source = source_de(cadre, voulue)
    valeurs: dict[str, Any] = {"source": voulue, "rembourse": "0.00"}
    if c.mode:
        ctx.exiger(Droit.REMBOURSER, champ="mode")
        rendu, source = rendre.rembourser(cadre, source, mode_de(cadre, c.mode), total, raison=raison)
        valeurs |= {"rembourse": montant_contrat(total, source.devise), "reglement": rendu.numero}
    valeurs["disponible"] = montant_contrat(min(source.reste_devise, total), source.devise)
    vendre.conclure(cadre)
    return Effet(valeurs, SUJETS)


@commande("rembourser", Rembourser, Droit.REMBOURSER, "Remboursement d'un disponible")
def rembourser(c: Rembourser, ctx: Contexte) -> Effet:
    """Give back all or part of a disponible; raises ``disponible_insuffisant``, ``limite_remboursement``…."""
    cadre = cadre_de(ctx, c.date)
    verrouiller(cadre, [c.source])
    source = source_de(cadre, c.source)
    montant = source.reste_devise if c.montant is None else en_unites(c.montant, source.devise)
    rendu, source = rendre.rembourser(
        cadre,
        source,
        mode_de(cadre, c.mode),
        montant,
        raison=nettoyer(c.raison, longueur=200, champ="raison"),
        reference=c.reference,
        banque=c.banque,
    )
    vendre.conclure(cadre)
    return Effet(
        {
            "rembourse": montant_contrat(montant, source.devise),
            "reste_source": montant_contrat(source.reste_devise, source.devise),
            "reglement": rendu.numero,
        },
        SUJETS,
    )


def _cible(cadre: Cadre, a: Affectee, n: int) -> Cible:
    donnees = [x for x in (a.piece, a.echeance, a.compte) if x]
    if len(donnees) != 1:
        raise ErreurMetier("une_seule_cible", champ=f"imputations[{n}]")
    return cible_de(cadre, donnees[0], champ=f"imputations[{n}]")


def _affecter(cadre: Cadre, source: Source, a: Affectee, cible: Cible, n: int) -> Source:
    """Impute one target, as it is now."""
    controler_le_couple(cadre, source, cible)
    montant = None if a.montant is None else en_unites(a.montant, source.devise, champ=f"imputations[{n}].montant")
    return moteur.imputer(cadre, source, cible, montant, MotifImputation.REGLEMENT).source


def _verrou(r: Reglement) -> RaisonVerrou | None:
    return verrou(annule=r.annule, numerique=r.numerique, exporte=r.exporte)


def _ecriture(r: Reglement) -> int:
    assert r.ecriture is not None  # written with the règlement
    return r.ecriture


def _compte_vide_par(cadre: Cadre, r: Reglement) -> Ligne | None:
    """Return the debit of the compte client that a remboursement was taken from, None for any other règlement."""
    origine = stock_comptes.charger_ecriture(cadre.tx, _ecriture(r))
    assert origine is not None  # a foreign key holds it
    return next((x for x in origine.lignes if x.debit and x.compte_client is not None), None)


def _champ_change(r: Reglement, c: ModifierReglement) -> str:
    """Return the first field besides the reference that would change, "" for none."""
    changes = {
        "mode": c.mode is not None and c.mode.strip().lower() != r.mode,
        "date": c.date is not None and c.date != r.date,
        "banque": c.banque is not None and c.banque.strip().upper() != r.ligne["banque"],
        "montant": c.montant is not None and en_unites(c.montant, r.devise) != r.montant_devise,
    }
    return next((champ for champ, change in changes.items() if change), "")


def _changements(cadre: Cadre, r: Reglement, c: ModifierReglement) -> dict[str, Any]:
    """Return the columns that change besides the reference, checked."""
    changements: dict[str, Any] = {}
    if c.mode is not None and c.mode.strip().lower() != r.mode:
        mode = mode_de(cadre, c.mode)
        changements |= {
            "mode": mode.code,
            "mode_libelle": mode.libelle,
            "numerique": mode.numerique,
            "especes": mode.especes,
        }
    if c.date is not None and c.date != r.date:
        changements["date"] = controler_date(c.date, cadre.ctx.aujourd_hui)
        cadre_de(cadre.ctx, c.date, r.station)
    if c.banque is not None and c.banque.strip().upper() != r.ligne["banque"]:
        changements["banque"] = encaisser.banque_de(cadre, c.banque)
    montant = r.montant_devise if c.montant is None else en_unites(c.montant, r.devise)
    if montant != r.montant_devise:
        if r.sens < 0:
            raise ErreurMetier("reglement_remboursement", champ="montant", reglement=r.numero)
        if montant <= 0:
            raise ErreurMetier("montant_invalide", champ="montant", valeur=str(montant))
        changements |= {"montant_devise": montant, "montant": _nouveaux_euros(cadre, r, montant)}
    if changements.get("especes", r.especes) and ("especes" in changements or montant > r.montant_devise):
        _controler_especes(cadre, r, changements.get("montant", r.montant))
    return changements


def _nouveaux_euros(cadre: Cadre, r: Reglement, montant: int) -> int:
    """Return the centimes of a new amount: those imputed when all is; refuses less, with the list of what it paid."""
    reste = stock.reste_de(cadre.tx, SorteSource.REGLEMENT, r.id)
    utilise, euros = reste.utilise_devise, r.montant - reste.reste
    if montant >= utilise:
        return euros if montant == utilise else max(euros, en_euros(montant, r.devise, r.cours))
    payes = [noms.nom_de_la_cible(cadre, i) for i in stock.imputations_de(cadre.tx, SorteSource.REGLEMENT, r.id)]
    raise ErreurMetier(
        "reglement_impute",
        champ="montant",
        reglement=r.numero,
        montant=montant,
        impute=utilise,
        liste=", ".join(dict.fromkeys(payes)),
    )


def _controler_especes(cadre: Cadre, r: Reglement, montant: int) -> None:
    """Check the legal limit of cash on each sale that this règlement pays, as if it had always been cash."""
    if r.sens < 0:
        for i in () if r.especes else stock.imputations_du_remboursement(cadre.tx, r.id):
            sorte, reference = i.cle_source
            assert sorte is not None  # what is given back comes from a source
            rendre.controler_les_especes(cadre.tx, sorte, reference, i.montant)
        return
    fiche = fiche_de(cadre, client_effectif(cadre.ctx, r.client))
    professionnel, non_resident = bool(fiche["professionnel"]), bool(r.identite)
    controler = partial(controler_especes_de_la_vente, professionnel=professionnel, non_resident=non_resident)
    controler(0, montant)
    par_affaire: dict[int, int] = {}
    for i in stock.imputations_de(cadre.tx, SorteSource.REGLEMENT, r.id):
        if i.piece is not None:
            affaire = stock_pieces.affaire_de(cadre.tx, i.piece)
            par_affaire[affaire] = par_affaire.get(affaire, 0) + i.montant
        elif i.compte_cible is not None and not r.especes:
            deja = stock.especes_imputees_au_compte(cadre.tx, i.compte_cible)
            controler_especes_de_la_vente(deja, i.montant, professionnel=False, non_resident=non_resident)
    if not r.especes:
        for affaire, impute in par_affaire.items():
            controler(stock.especes_de_l_affaire(cadre.tx, affaire), impute)
