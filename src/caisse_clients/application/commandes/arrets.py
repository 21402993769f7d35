"""Commands that stop an accès, with or without an avoir, and that take it up again (manual 001, DOMAIN §2 Accès)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.acces import SUJETS_ACCES
from caisse_clients.application.commandes.pieces import exiger_raison
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.ventes import arreter, crediter, rendre, vendre
from caisse_clients.application.ventes.arreter import Situation
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, mode_de
from caisse_clients.domain import acces as regles
from caisse_clients.domain.acces import Consommation, Equation, EtatAcces, Prorata
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant_contrat
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import acces as stock
from caisse_clients.storage.acces import Cheque


@dataclass(frozen=True, slots=True)
class ArchiverAcces:
    """Stop an accès; ``date`` is the first day no longer used.

    Without ``article`` nor ``avoir``: put aside only, nothing else changes. With one of them: an avoir of the part not
    used (or of ``montant_avoir``), held cheques handed back except those of ``garder`` (ranks), the credit kept on a
    numbered compte avoir, or given back by ``remboursement``. ``avoir`` alone takes the only article there is.
    """

    acces: int
    date: dt.date
    article: str = ""
    avoir: bool = False
    montant_avoir: Centimes | None = None
    remboursement: Remboursement | None = None
    garder: tuple[int, ...] = ()
    prorata: Prorata | None = None
    raison: str = ""


@dataclass(frozen=True, slots=True)
class DesarchiverAcces:
    """Take an accès up again while nothing of its avoir was used: contrary écriture, cheques back in the safe."""

    acces: int
    raison: str


@commande("archiver_acces", ArchiverAcces, Droit.ARCHIVER_ACCES, "Arrêt d'un accès")
def archiver_acces(c: ArchiverAcces, ctx: Contexte) -> Effet:
    """Stop the accès; the values say the equation and the cheques to hand back."""
    cadre = cadre_de(ctx)
    s = arreter.situation(cadre, c.acces)
    if s.acces.etat is EtatAcces.ARCHIVE:
        raise ErreurMetier("acces_deja_archive", champ="acces", acces=c.acces, libelle=s.acces.libelle)
    prorata = c.prorata or Prorata(cadre.reglages["prorata_acces"])
    part = regles.consommation(s.acces.duree, c.date, prorata)
    avec_avoir = c.avoir or bool(c.article.strip())
    if not avec_avoir and (c.remboursement is not None or c.montant_avoir is not None or c.garder):
        raise ErreurMetier("avoir_non_demande", champ="avoir")
    fait = _crediter(cadre, s, c, part) if avec_avoir else _Fait(s.equation(0))
    archivage = _archiver(cadre, s, c.date, part, fait)
    rendus = arreter.rendre_les_cheques(cadre, s, fait.gardes, archivage) if avec_avoir else []
    arreter.changer_l_etat(cadre, s, EtatAcces.ARCHIVE)
    vendre.conclure(cadre)
    return Effet(_valeurs(s, part, fait, rendus), SUJETS_ACCES)


@commande("desarchiver_acces", DesarchiverAcces, Droit.ARCHIVER_ACCES, "Reprise d'un accès arrêté")
def desarchiver_acces(c: DesarchiverAcces, ctx: Contexte) -> Effet:
    """Take the stop back; raises ``acces_non_archive``, ``avoir_utilise``, ``arret_rembourse``."""
    cadre = cadre_de(ctx)
    raison = exiger_raison(c.raison)
    s = arreter.situation(cadre, c.acces)
    archivage = stock.archivage_en_cours(ctx.tx, c.acces)
    if archivage is None:
        raise ErreurMetier("acces_non_archive", champ="acces", acces=c.acces)
    valeurs: dict[str, Any] = {"acces": c.acces, "piece": None, "cheques": []}
    if archivage["avoir"] is not None:
        valeurs["piece"] = arreter.annuler_l_avoir(cadre, s, dict(archivage), raison).numero
        valeurs["cheques"] = arreter.reprendre_les_cheques(cadre, s, archivage["id"])
    stock.ajouter_archivage(ctx.tx, {**archivage, "annule": archivage["id"]})
    arreter.changer_l_etat(cadre, s, EtatAcces.ACTIF)
    vendre.conclure(cadre)
    return Effet(valeurs, SUJETS_ACCES)


@dataclass(frozen=True, slots=True)
class _Fait:
    """What a stop wrote besides itself."""

    equation: Equation
    gardes: frozenset[int] = frozenset()
    avoir: int | None = None
    piece: str | None = None
    compte: int | None = None
    reglement: int | None = None
    reglement_numero: str | None = None
    rembourse: int = 0


def _crediter(cadre: Cadre, s: Situation, c: ArchiverAcces, part: Consommation) -> _Fait:
    article = arreter.article_d_arret(cadre, c.article, rembourse=c.remboursement is not None)
    propose = regles.avoir_propose(s.piece.total_ttc, s.anterieurs, part)
    equation = s.equation(propose if c.montant_avoir is None else int(c.montant_avoir))
    regles.controler_l_avoir(equation, s.piece.numero)
    gardes = regles.controler_les_gardes(c.garder, [(x.rang, x.montant) for x in s.detenus], equation.du)
    if c.remboursement is not None:
        cadre.ctx.exiger(Droit.REMBOURSER, champ="remboursement")
        if equation.credit == 0:
            raise ErreurMetier("remboursement_sans_credit", champ="remboursement", du=equation.du)
    raison = nettoyer(c.raison, longueur=200, champ="raison")
    raison = raison or f"Arrêt au {ecrire_date(c.date)} : {s.acces.libelle}"[:200]
    avoir, source = arreter.crediter_l_arret(cadre, s, equation.montant_avoir, gardes, article=article, raison=raison)
    rembourse, reglement, numero = 0, None, None
    if c.remboursement is not None:
        voulu = c.remboursement.montant
        rembourse = equation.credit if voulu is None else int(voulu)
        mode = mode_de(cadre, c.remboursement.mode)
        rendu, source = rendre.rembourser(cadre, source, mode, rembourse, raison=raison, deja_compte=True)
        reglement, numero = rendu.id, rendu.numero
    compte = crediter.garder(cadre, avoir, source) if source.reste_devise > 0 else None
    return _Fait(equation, gardes, avoir.id, avoir.numero, compte, reglement, numero, rembourse)


def _archiver(cadre: Cadre, s: Situation, date: dt.date, part: Consommation, fait: _Fait) -> int:
    e = fait.equation
    avec_avoir = fait.avoir is not None
    return stock.ajouter_archivage(
        cadre.tx,
        {
            "acces": s.acces.id,
            "date": date,
            "prorata": part.prorata.value,
            "consommes": part.consommes,
            "total": part.total,
            "prix": e.prix,
            "anterieurs": e.anterieurs,
            "encaisse": e.encaisse,
            "montant_avoir": e.montant_avoir,
            "retenu": e.retenu,
            "credit": e.credit if avec_avoir else 0,
            "du": e.du,
            "reduit": e.reduit,
            "rembourse": fait.rembourse,
            "avoir": fait.avoir,
            "compte": fait.compte,
            "reglement": fait.reglement,
        },
    )


def _valeurs(s: Situation, part: Consommation, fait: _Fait, rendus: list[Cheque]) -> dict[str, Any]:
    e = fait.equation
    return {
        "avoir": ecrire_montant_contrat(e.montant_avoir),
        "consomme": ecrire_montant_contrat(regles.montant_consomme(e.prix, part)),
        "encaisse": ecrire_montant_contrat(e.encaisse),
        "credit": ecrire_montant_contrat(e.credit),
        "a_rendre": [
            {"rang": x.rang, "date": x.date.isoformat(), "montant": ecrire_montant_contrat(x.montant)} for x in rendus
        ],
        "compte": fait.compte,
        "rembourse": ecrire_montant_contrat(fait.rembourse),
        "retenu": ecrire_montant_contrat(e.retenu),
        "du": ecrire_montant_contrat(e.du),
        "reduit": ecrire_montant_contrat(e.reduit),
        "piece": fait.piece,
        "reglement": fait.reglement_numero,
        "acces": s.acces.id,
    }
