"""Commands on échéances: change, split, affect a mode and a bank, remind (manuals 002 §4.3 and 004, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from caisse_clients.application import relances
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import diviser, encaisser, vendre
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, mode_de
from caisse_clients.application.ventes.sources import cible_de
from caisse_clients.domain.acces import EtatCheque
from caisse_clients.domain.comptes import controler_date
from caisse_clients.domain.devises import en_unites
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes
from caisse_clients.storage import acces as stock_acces
from caisse_clients.storage import echeances as stock
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage.pieces import Echeance, Piece


@dataclass(frozen=True, slots=True)
class ModifierEcheance:
    """Change what surrounds an échéance (``"<pièce>/<rang>"``); fields left out stay. Its amount never changes here."""

    echeance: str
    date: dt.date | None = None
    date_reglement: dt.date | None = None
    note: str | None = None
    mode_relance: str | None = None
    litige: bool | None = None


@dataclass(frozen=True, slots=True)
class PartEcheance:
    """A part of a divided échéance, in the pièce's currency."""

    date: dt.date
    montant: Centimes


@dataclass(frozen=True, slots=True)
class DiviserEcheance:
    """Share an échéance in parts whose sum is its amount; what it was paid is laid on the parts, oldest first."""

    echeance: str
    parts: tuple[PartEcheance, ...]


@dataclass(frozen=True, slots=True)
class AffecterEcheances:
    """Give a mode and / or a bank to many échéances at once; ``""`` takes it away, None leaves it."""

    echeances: tuple[str, ...]
    mode: str | None = None
    banque: str | None = None


@dataclass(frozen=True, slots=True)
class Affectation:
    """What one échéance is given."""

    echeance: str
    mode: str | None = None
    banque: str | None = None


@dataclass(frozen=True, slots=True)
class EnregistrerAffectations:
    """Save the affectation grid in one act, all or nothing."""

    affectations: tuple[Affectation, ...]


@dataclass(frozen=True, slots=True)
class Relancer:
    """Send the reminders of a level to every client (or one) who owes more than his disponibles at date ``au``."""

    niveau: int
    au: dt.date | None = None
    client: int | None = None


_SUJETS = frozenset({Sujet.PIECES})
AFFECTATIONS_MAXIMUM = 10_000


@commande("modifier_echeance", ModifierEcheance, Droit.AFFECTER, "Modification d'une échéance")
def modifier_echeance(c: ModifierEcheance, ctx: Contexte) -> Effet:
    """Write the new version; the date of a paid échéance stays (``echeance_payee``)."""
    cadre = cadre_de(ctx)
    p, e = _echeance(cadre, c.echeance)
    changements: dict[str, Any] = {}
    if c.date is not None and c.date != e.date:
        if e.reste_devise == 0:
            raise ErreurMetier("echeance_payee", champ="date", echeance=f"{p.numero}/{e.rang}")
        changements["date"] = c.date
        cheque = stock_acces.cheque_de_l_echeance(ctx.tx, e.id)
        if cheque is not None and cheque.etat is EtatCheque.DETENU:
            stock_acces.changer_cheque(ctx.tx, cheque, date=c.date)
        if e.ligne["date_reglement"] == e.date:
            changements["date_reglement"] = c.date
    if c.date_reglement is not None:
        changements["date_reglement"] = c.date_reglement
    if c.note is not None:
        changements["note"] = nettoyer_lignes(c.note, longueur=500, champ="note")
    if c.mode_relance is not None:
        changements["relance"] = nettoyer(c.mode_relance, longueur=40, champ="mode_relance")
    if c.litige is not None:
        changements["litige"] = c.litige
    stock_pieces.changer_echeance(ctx.tx, e, **changements)
    return Effet({"echeances": [f"{p.numero}/{e.rang}"]}, _SUJETS | {Sujet.ACCES})


@commande("diviser_echeance", DiviserEcheance, Droit.AFFECTER, "Division d'une échéance")
def diviser_echeance(c: DiviserEcheance, ctx: Contexte) -> Effet:
    """Close the échéance and open its parts, what it was paid laid on them; raises ``echeances_inegales``."""
    cadre = cadre_de(ctx)
    p, e = _echeance(cadre, c.echeance)
    parts = [
        (part.date, en_unites(part.montant, p.devise, champ=f"parts[{n}].montant")) for n, part in enumerate(c.parts)
    ]
    rangs = diviser.diviser(cadre, p, e, parts)
    vendre.conclure(cadre)
    return Effet({"echeances": [f"{p.numero}/{rang}" for rang in rangs]}, _SUJETS)


@commande("affecter_echeances", AffecterEcheances, Droit.AFFECTER, "Affectation d'échéances")
def affecter_echeances(c: AffecterEcheances, ctx: Contexte) -> Effet:
    """Give the mode and the bank to all, or to none; raises ``echeance_inconnue``, ``mode_inconnu``…."""
    return _affecter(ctx, [Affectation(e, c.mode, c.banque) for e in c.echeances], "echeances")


@commande("enregistrer_affectations", EnregistrerAffectations, Droit.AFFECTER, "Affectation des règlements")
def enregistrer_affectations(c: EnregistrerAffectations, ctx: Contexte) -> Effet:
    """Save what was typed in the grid, all or nothing."""
    return _affecter(ctx, list(c.affectations), "affectations")


@commande("relancer", Relancer, Droit.RELANCER, "Relances")
def relancer(c: Relancer, ctx: Contexte) -> Effet:
    """Write the reminders of the level; a client with nothing to ask at that level gets none."""
    cadre = cadre_de(ctx)
    au = controler_date(c.au or ctx.aujourd_hui, ctx.aujourd_hui, champ="au")
    client = None if c.client is None else client_effectif(ctx, c.client)
    proposees = relances.proposees(ctx.tx.connexion, cadre.reglages, c.niveau, au, client)
    faites = [
        {
            "relance": stock.ajouter_relance(
                ctx.tx,
                code=r.client,
                niveau=r.niveau,
                date=au,
                frais=r.frais,
                penalites=r.penalites,
                nommees=[(e.id, e.reste) for e in r.echeances],
            ),
            "client": r.client,
            "montant": ecrire_montant_contrat(r.montant),
        }
        for r in proposees
    ]
    return Effet({"relances": faites}, _SUJETS)


def _echeance(cadre: Cadre, cle: str) -> tuple[Piece, Echeance]:
    """Return an échéance by ``"<pièce>/<rang>"`` and its pièce, locked; raises ``echeance_inconnue``."""
    if not cle.strip().rpartition("/")[0]:
        raise ErreurMetier("echeance_inconnue", champ="echeance", echeance=cle[:60])
    cible = cible_de(cadre, cle, champ="echeance")
    assert cible.piece is not None  # a compte has no "/"
    return cible.piece, cible.echeances[0]


def _affecter(ctx: Contexte, affectations: list[Affectation], champ: str) -> Effet:
    if not 0 < len(affectations) <= AFFECTATIONS_MAXIMUM:
        raise ErreurMetier("echeances_nombre", champ=champ, maximum=AFFECTATIONS_MAXIMUM)
    cadre = cadre_de(ctx)
    modes: dict[str, str] = {"": ""}
    banques: dict[str, str] = {"": ""}
    modifiees = 0
    for a in affectations:
        changements: dict[str, Any] = {}
        if a.mode is not None:
            if a.mode not in modes:
                modes[a.mode] = mode_de(cadre, a.mode).code
            changements["mode"] = modes[a.mode]
        if a.banque is not None:
            if a.banque not in banques:
                banques[a.banque] = encaisser.banque_de(cadre, a.banque)
            changements["banque"] = banques[a.banque]
        _, e = _echeance(cadre, a.echeance)
        if any(e.ligne[nom] != valeur for nom, valeur in changements.items()):
            stock_pieces.changer_echeance(ctx.tx, e, **changements)
            modifiees += 1
    return Effet({"modifiees": modifiees}, _SUJETS)
