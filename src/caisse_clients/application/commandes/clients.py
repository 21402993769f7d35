"""Commands on client cards: create, modify, merge, undo a merge."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Final

from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.application.tiers import client_effectif
from caisse_clients.domain.clients import (
    CHAMPS_COORDONNEES,
    Coordonnees,
    SorteClient,
    verifier_code,
    verifier_coordonnees,
)
from caisse_clients.domain.droits import Droit
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import clients as stock
from caisse_clients.storage import reglements as stock_reglements


class Inchange(Enum):
    """Marks a field that a modification leaves as it is (absent from the command file)."""

    INCHANGE = "inchangé"


INCHANGE: Final = Inchange.INCHANGE


@dataclass(frozen=True, slots=True)
class CreerClient:
    """Create a client; without ``code`` the next free one is taken. ``plafond_credit`` in centimes."""

    nom: str
    code: int | None = None
    prenom: str = ""
    adresse: str = ""
    code_postal: str = ""
    ville: str = ""
    telephone: str = ""
    courriel: str = ""
    siren: str = ""
    professionnel: bool = False
    plafond_credit: Centimes | None = None


@dataclass(frozen=True, slots=True)
class ModifierClient:
    """Change the given fields of a client. ``version``, when given, is the one the user saw.

    Refused with ``modifie_ailleurs`` when another post changed the card meanwhile.
    """

    client: int
    nom: str | Inchange = INCHANGE
    prenom: str | Inchange = INCHANGE
    adresse: str | Inchange = INCHANGE
    code_postal: str | Inchange = INCHANGE
    ville: str | Inchange = INCHANGE
    telephone: str | Inchange = INCHANGE
    courriel: str | Inchange = INCHANGE
    siren: str | Inchange = INCHANGE
    professionnel: bool | Inchange = INCHANGE
    plafond_credit: Centimes | Inchange | None = INCHANGE
    version: int | None = None


@dataclass(frozen=True, slots=True)
class FusionnerClients:
    """Make ``absorber`` lead to ``garder`` from now on; no fact is changed (ARCHITECTURE §5, merging)."""

    garder: int
    absorber: int


@dataclass(frozen=True, slots=True)
class AnnulerFusion:
    """Undo the merge that absorbed ``client``; both cards stand on their own again."""

    client: int
    raison: str


@commande("creer_client", CreerClient, Droit.CREER_CLIENT, "Création d'un client")
def creer_client(c: CreerClient, ctx: Contexte) -> Effet:
    """Create the card; raises ``code_deja_pris`` and the refusals of ``verifier_coordonnees``."""
    coordonnees = verifier_coordonnees(Coordonnees(**{champ: getattr(c, champ) for champ in CHAMPS_COORDONNEES}))
    if coordonnees.plafond_credit is not None:
        ctx.exiger(Droit.FIXER_PLAFOND, champ="plafond_credit")
    code = _code(ctx, c.code)
    stock.ajouter(ctx.tx, [stock.ligne_de(code, SorteClient.CLIENT, coordonnees)])
    return Effet({"client": code}, frozenset({Sujet.CLIENTS}))


@commande("modifier_client", ModifierClient, Droit.MODIFIER_CLIENT, "Modification d'un client")
def modifier_client(c: ModifierClient, ctx: Contexte) -> Effet:
    """Write a new version of the card; nothing is written when nothing changes."""
    courante = stock.verrouiller(ctx.tx, client_effectif(ctx, c.client))
    if courante is None:
        raise ErreurMetier("client_inconnu", champ="client", client=c.client)
    if c.version is not None and c.version != courante["version"]:
        raise ErreurMetier("modifie_ailleurs", client=courante["code"], version=courante["version"])
    actuelles = stock.coordonnees_de(courante)
    changements = {
        f.name: getattr(c, f.name)
        for f in fields(c)
        if f.name in CHAMPS_COORDONNEES and getattr(c, f.name) is not INCHANGE
    }
    nouvelles = verifier_coordonnees(replace(actuelles, **changements))
    if nouvelles.plafond_credit != actuelles.plafond_credit:
        ctx.exiger(Droit.FIXER_PLAFOND, champ="plafond_credit")
    version = courante["version"] if nouvelles == actuelles else stock.changer(ctx.tx, courante, nouvelles)
    return Effet({"client": courante["code"], "version": version}, frozenset({Sujet.CLIENTS}))


@commande("fusionner_clients", FusionnerClients, Droit.FUSIONNER_CLIENTS, "Fusion de deux clients")
def fusionner_clients(c: FusionnerClients, ctx: Contexte) -> Effet:
    """Write the merge; a client already absorbed stands for the one it leads to."""
    garde = client_effectif(ctx, c.garder, champ="garder")
    absorbe = client_effectif(ctx, c.absorber, champ="absorber")
    if garde == absorbe:
        raise ErreurMetier("fusion_avec_soi_meme", champ="absorber", client=garde)
    sortes = {code: ligne["sorte"] for code in sorted((garde, absorbe)) if (ligne := stock.verrouiller(ctx.tx, code))}
    if sortes[garde] != sortes[absorbe]:
        raise ErreurMetier("fusion_de_sortes", champ="absorber", garde=garde, absorbe=absorbe)
    stock.ajouter_fusion(ctx.tx, absorbe, garde)
    return Effet({"client": garde, "absorbe": absorbe}, frozenset({Sujet.CLIENTS, Sujet.COMPTES}))


@commande("annuler_fusion", AnnulerFusion, Droit.FUSIONNER_CLIENTS, "Annulation d'une fusion")
def annuler_fusion(c: AnnulerFusion, ctx: Contexte) -> Effet:
    """Write the contrary of the merge; raises ``fusion_inconnue`` when the client is not an absorbed one."""
    if not nettoyer(c.raison, longueur=200, champ="raison"):
        raise ErreurMetier("raison_manquante", champ="raison")
    active = stock.fusion_active(ctx.tx, c.client)
    if active is None:
        raise ErreurMetier("fusion_inconnue", champ="client", client=c.client)
    if stock_reglements.se_paient(ctx.tx, c.client, active[1]):
        raise ErreurMetier("fusion_croisee", champ="client", client=c.client, garde=active[1])
    stock.annuler_fusion(ctx.tx, active[0], c.client, active[1])
    return Effet({"client": c.client, "garde": active[1]}, frozenset({Sujet.CLIENTS, Sujet.COMPTES}))


def organisme(ctx: Contexte, nom: str) -> int:
    """Return the organisme of this name; a new name creates it (DOMAIN §1)."""
    coordonnees = verifier_coordonnees(Coordonnees(nom=nom))
    if not coordonnees.cle_tri:  # found again by its key: a name of symbols only would be everybody's
        raise ErreurMetier("organisme_invalide", champ="organisme", valeur=nom[:40])
    existant = stock.organisme_de_cle(ctx.tx, coordonnees.cle_tri)
    if existant is not None:
        return client_effectif(ctx, existant)
    code = _code(ctx, None)
    stock.ajouter(ctx.tx, [stock.ligne_de(code, SorteClient.ORGANISME, coordonnees)])
    return code


def _code(ctx: Contexte, choisi: int | None) -> int:
    if choisi is not None:
        code = verifier_code(choisi)
        if stock.codes_pris(ctx.tx, [code]):
            raise ErreurMetier("code_deja_pris", champ="code", code=code)
        ctx.tx.reserver("client", code)
        return code
    return ctx.tx.numeros("client")
