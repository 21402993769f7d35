"""Commands on accès: sell, renew, cash and correct their cheques (manual 001, DOMAIN §2 Accès)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.pieces import SUJETS, exiger_raison
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.application.ventes import arreter, ecrire_pieces, encaisser, suivre, vendre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.arreter import Situation
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, fiche_de
from caisse_clients.application.ventes.encaisser import Recette
from caisse_clients.application.ventes.sources import cible_piece, source_reglement
from caisse_clients.domain import acces as regles
from caisse_clients.domain.acces import ChequeSaisi, EtatCheque
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeances import EcheancePrevue
from caisse_clients.domain.pieces import SANS_REMISE, EtatPiece, LigneSaisie, NatureLigne, TypePiece, calculer
from caisse_clients.domain.reglages import EURO, TAUX_NORMAL
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant_contrat
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import acces as stock
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage.acces import Cheque
from caisse_clients.storage.pieces import Piece
from caisse_clients.storage.reglements import Reglement

MODE_CHEQUE = "cheque"
SUJETS_ACCES = SUJETS | {Sujet.ACCES, Sujet.COMPTES}


@dataclass(frozen=True, slots=True)
class CreerAcces:
    """Sell an accès: a validated facture, dated cheques held for its échéances, the rest due at ``debut``.

    ``mois`` or ``fin`` (last day included). ``prix`` TTC before ``remise``; the article may give libellé, price and VAT
    (normal rate when nothing says).
    """

    client: int
    debut: dt.date
    libelle: str = ""
    mois: int | None = None
    fin: dt.date | None = None
    prix: Centimes | None = None
    cheques: tuple[ChequeSaisi, ...] = ()
    taux_tva: Pourcent | None = None
    article: str = ""
    remise: Pourcent = SANS_REMISE
    date: dt.date | None = None
    station: str = ""


@dataclass(frozen=True, slots=True)
class RenouvelerAcces:
    """Sell the accès that follows one: from the day after its end, as long and as dear unless told otherwise."""

    acces: int
    debut: dt.date | None = None
    mois: int | None = None
    fin: dt.date | None = None
    prix: Centimes | None = None
    cheques: tuple[ChequeSaisi, ...] = ()
    remise: Pourcent = SANS_REMISE
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class EncaisserCheque:
    """Cash a held cheque: a règlement imputed on its échéance."""

    acces: int
    rang: int
    date: dt.date | None = None
    banque: str = ""


@dataclass(frozen=True, slots=True)
class ChequeDesigne:
    """A cheque of an accès by its rank."""

    acces: int
    rang: int


@dataclass(frozen=True, slots=True)
class EncaisserCheques:
    """Cash several held cheques at once, all or none: those of a remise."""

    cheques: tuple[ChequeDesigne, ...]
    date: dt.date | None = None
    banque: str = ""


@dataclass(frozen=True, slots=True)
class ModifierCheque:
    """Correct a held cheque: number, bank, drawer, or the date it may be cashed; its échéance follows."""

    acces: int
    rang: int
    date: dt.date | None = None
    numero: str | None = None
    banque: str | None = None
    tireur: str | None = None


@dataclass(frozen=True, slots=True)
class RendreCheque:
    """Hand a held cheque back without a stop: its échéance is due as long as nothing else pays it."""

    acces: int
    rang: int
    raison: str


@commande("creer_acces", CreerAcces, Droit.FACTURER, "Vente d'un accès")
def creer_acces(c: CreerAcces, ctx: Contexte) -> Effet:
    """Write facture, échéances, cheques and accès; raises ``cheques_depassent_prix``, ``duree_invalide``…."""
    cadre = cadre_de(ctx, c.date, c.station)
    return _vendre(cadre, fiche_de(cadre, c.client), c, None)


@commande("renouveler_acces", RenouvelerAcces, Droit.FACTURER, "Renouvellement d'un accès")
def renouveler_acces(c: RenouvelerAcces, ctx: Contexte) -> Effet:
    """Sell the next accès; asks to confirm a second renewal of the same one (``acces_deja_renouvele``)."""
    cadre = cadre_de(ctx, c.date)
    s = arreter.situation(cadre, c.acces)
    if (suivant := stock.renouvellement_de(ctx.tx, c.acces)) is not None:
        ctx.faire_confirmer("acces_deja_renouvele", acces=c.acces, suivant=suivant)
    a = s.acces
    (ligne,) = stock_pieces.lignes_de(ctx.tx, s.piece)
    suite = CreerAcces(
        client=a.client,
        debut=c.debut or a.duree.fin + dt.timedelta(days=1),
        libelle=a.libelle,
        mois=a.duree.mois if c.mois is None and c.fin is None else c.mois,
        fin=c.fin,
        prix=Centimes(a.prix) if c.prix is None else c.prix,
        cheques=c.cheques,
        taux_tva=Pourcent(ligne.taux),
        article=a.article,
        remise=c.remise,
    )
    return _vendre(cadre, fiche_de(cadre, a.client), suite, c.acces)


@commande("encaisser_cheque", EncaisserCheque, Droit.ENCAISSER, "Encaissement d'un chèque d'accès")
def encaisser_cheque(c: EncaisserCheque, ctx: Contexte) -> Effet:
    """Cash the cheque; raises ``cheque_inconnu``, ``cheque_deja_encaisse``, ``cheque_rendu``."""
    cadre = cadre_de(ctx, c.date)
    r = _encaisser(cadre, c.acces, c.rang, c.banque)
    vendre.conclure(cadre)
    return Effet({"reglement": r.numero, "montant": ecrire_montant_contrat(r.montant)}, SUJETS_ACCES)


@commande("encaisser_cheques", EncaisserCheques, Droit.ENCAISSER, "Encaissement de chèques d'accès")
def encaisser_cheques(c: EncaisserCheques, ctx: Contexte) -> Effet:
    """Cash the cheques in the order given; one refused refuses them all."""
    if not c.cheques:
        raise ErreurMetier("aucun_cheque", champ="cheques")
    cadre = cadre_de(ctx, c.date)
    arreter.verrouiller(cadre, (x.acces for x in c.cheques))
    faits = [_encaisser(cadre, x.acces, x.rang, c.banque) for x in c.cheques]
    vendre.conclure(cadre)
    total = ecrire_montant_contrat(sum(r.montant for r in faits))
    return Effet({"reglements": [r.numero for r in faits], "total": total}, SUJETS_ACCES)


@commande("modifier_cheque", ModifierCheque, Droit.FACTURER, "Correction d'un chèque d'accès")
def modifier_cheque(c: ModifierCheque, ctx: Contexte) -> Effet:
    """Write the new version of the cheque, and of its échéance when the date changes."""
    cadre = cadre_de(ctx)
    s = arreter.situation(cadre, c.acces)
    cheque = _cheque_detenu(s, c.rang)
    changements: dict[str, Any] = {} if c.date is None else {"date": c.date}
    for champ, valeur in (("numero", c.numero), ("banque", c.banque), ("tireur", c.tireur)):
        if valeur is not None:
            changements[champ] = nettoyer(valeur, longueur=LONGUEURS[champ], champ=champ)
    stock.changer_cheque(ctx.tx, cheque, **changements)
    if c.date is not None:
        (e,) = (e for e in s.echeances if e.id == cheque.echeance)
        stock_pieces.changer_echeance(ctx.tx, e, date=c.date, date_reglement=c.date)
    return Effet({"acces": c.acces, "rang": c.rang}, SUJETS_ACCES)


@commande("rendre_cheque", RendreCheque, Droit.FACTURER, "Chèque d'accès rendu")
def rendre_cheque(c: RendreCheque, ctx: Contexte) -> Effet:
    """Write that the cheque was handed back and why; raises ``cheque_deja_encaisse``, ``cheque_rendu``."""
    cadre = cadre_de(ctx)
    raison = exiger_raison(c.raison)
    cheque = _cheque_detenu(arreter.situation(cadre, c.acces), c.rang)
    stock.changer_cheque(ctx.tx, cheque, rendu=raison)
    return Effet({"acces": c.acces, "rang": c.rang}, SUJETS_ACCES)


LONGUEURS = {"numero": 20, "banque": 60, "tireur": 120}
"""Characters kept of what is written on a cheque."""


def _vendre(cadre: Cadre, fiche: Mapping[str, Any], c: CreerAcces, renouvelle: int | None) -> Effet:
    duree = regles.duree(c.debut, c.mois, c.fin)
    sans_article = not c.article.strip()
    (preparee,) = ecrire_pieces.preparer(
        cadre,
        [
            LigneSaisie(
                libelle=c.libelle,
                prix_ttc=c.prix,
                taux_tva=Pourcent(TAUX_NORMAL) if c.taux_tva is None and sans_article else c.taux_tva,
                remise=c.remise,
                article=c.article,
                nature=NatureLigne.SERVICE,
            )
        ],
        EURO,
    )
    calculees, totaux = calculer([preparee])
    reste = regles.plan_des_cheques(c.cheques, totaux.ttc)
    parts = suivre.parts_de(calculees)
    periode = f"Accès du {ecrire_date(duree.debut)} au {ecrire_date(duree.fin)}."
    piece = ecrire_pieces.ajouter(
        cadre,
        TypePiece.FACTURE,
        fiche,
        calculees,
        totaux,
        etat=EtatPiece.VALIDEE,
        commentaire=periode,
        comptabiliser=lambda ligne: vendre.comptabiliser(cadre, ligne, ligne["numero"], parts),
    )
    prevues = [EcheancePrevue(rang, x.date, x.montant) for rang, x in enumerate(c.cheques, 1)]
    if reste:
        prevues.append(EcheancePrevue(len(prevues) + 1, duree.debut, reste))
    ecrire_pieces.ajouter_echeances(cadre, piece, prevues)
    identifiant = stock.ajouter(
        cadre.tx,
        {
            "client": fiche["code"],
            "piece": piece.id,
            "article": preparee.article,
            "libelle": preparee.libelle,
            "debut": duree.debut,
            "fin": duree.fin,
            "mois": duree.mois,
            "prix": totaux.ttc,
            "renouvelle": renouvelle,
        },
    )
    _tenir_les_cheques(cadre, identifiant, piece, c.cheques, str(piece.ligne["destinataire"]).partition("\n")[0])
    cadre.touches.add(("piece", piece.id))
    vendre.conclure(cadre)
    return Effet({"acces": identifiant, "piece": piece.numero}, SUJETS_ACCES)


def _tenir_les_cheques(cadre: Cadre, acces: int, p: Piece, cheques: Sequence[ChequeSaisi], client: str) -> None:
    """Hold the cheques, each for the échéance of its rank, which is then expected by cheque."""
    echeances = {e.rang: e for e in stock_pieces.echeances_de(cadre.tx, p.id)}
    lignes = []
    for rang, x in enumerate(cheques, 1):
        ou = f"cheques[{rang - 1}]"
        textes = {
            champ: nettoyer(valeur, longueur=LONGUEURS[champ], champ=f"{ou}.{champ}")
            for champ, valeur in (("numero", x.numero), ("banque", x.banque), ("tireur", x.tireur or client))
        }
        ligne = {"rang": rang, "date": x.date, "montant": int(x.montant), "echeance": echeances[rang].id}
        lignes.append({**ligne, **textes})
        stock_pieces.changer_echeance(cadre.tx, echeances[rang], mode=MODE_CHEQUE)
    if lignes:
        stock.ajouter_cheques(cadre.tx, acces, lignes)


def _cheque_detenu(s: Situation, rang: int) -> Cheque:
    trouve = next((c for c in s.cheques if c.rang == rang), None)
    if trouve is None:
        raise ErreurMetier("cheque_inconnu", champ="rang", rang=rang, acces=s.acces.id)
    if trouve.etat is EtatCheque.RENDU:
        raise ErreurMetier("cheque_rendu", champ="rang", rang=rang)
    if trouve.etat is EtatCheque.ENCAISSE:
        raise ErreurMetier("cheque_deja_encaisse", champ="rang", rang=rang)
    return trouve


def _encaisser(cadre: Cadre, acces: int, rang: int, banque: str) -> Reglement:
    """Cash one cheque: its own échéance first, then what else its facture owes; any excess stays disponible."""
    s = arreter.situation(cadre, acces)
    cheque = _cheque_detenu(s, rang)
    reference = f"Chèque {cheque.ligne['numero']}".strip() if cheque.ligne["numero"] else f"Chèque {rang} de l'accès"
    recette = Recette(MODE_CHEQUE, cheque.montant, reference, banque)
    r = encaisser.encaisser(cadre, fiche_de(cadre, s.piece.client), recette)
    source = source_reglement(cadre, r)
    (la_sienne,) = (e for e in s.echeances if e.id == cheque.echeance)
    if la_sienne.reste_devise > 0:
        cible = cible_piece(cadre, s.piece, rang=str(la_sienne.rang))
        source = moteur.imputer(cadre, source, cible, None, MotifImputation.REGLEMENT).source
    cible = cible_piece(cadre, s.piece)
    if source.reste_devise > 0 and cible.reste_devise > 0:
        moteur.imputer(cadre, source, cible, None, MotifImputation.REGLEMENT)
    stock.changer_cheque(cadre.tx, cheque, reglement=r.id)
    return r
