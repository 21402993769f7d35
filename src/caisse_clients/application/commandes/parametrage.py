"""Commands on settings: stations, posts, users, parameters, motifs, keys of the posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.pins import exiger_un_administrateur_avec_pin
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.domain.parametres import SERIES, parametre, verifier_code_court, verifier_compte_general
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes
from caisse_clients.storage import parametres as stock


@dataclass(frozen=True, slots=True)
class CreerStation:
    """Create a station; ``raison_sociale``, ``adresse``, ``siret`` and ``mentions`` head its documents."""

    code: str
    libelle: str = ""
    raison_sociale: str = ""
    adresse: str = ""
    siret: str = ""
    mentions: str = ""


@dataclass(frozen=True, slots=True)
class ModifierStation:
    """Change a station; a field left out (None) stays."""

    code: str
    libelle: str | None = None
    raison_sociale: str | None = None
    adresse: str | None = None
    siret: str | None = None
    mentions: str | None = None


@dataclass(frozen=True, slots=True)
class CreerPoste:
    """Create a poste of a station."""

    code: str
    libelle: str = ""
    station: str = "S1"


@dataclass(frozen=True, slots=True)
class CreerUtilisateur:
    """Create a user with one of the four roles."""

    code: str
    libelle: str = ""
    role: Role = Role.CAISSIER


@dataclass(frozen=True, slots=True)
class ModifierUtilisateur:
    """Change a user; the last active administrator keeps role and activity."""

    code: str
    libelle: str | None = None
    role: Role | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class ModifierParametre:
    """Change one setting."""

    cle: str
    valeur: str


@dataclass(frozen=True, slots=True)
class CreerMotif:
    """Create a motif and its general account; two accounts where debit and credit differ (658 / 758)."""

    code: str
    libelle: str
    compte_debit: str
    compte_credit: str = ""


@dataclass(frozen=True, slots=True)
class ModifierMotif:
    """Change a motif; écritures already written keep the label and account they had."""

    code: str
    libelle: str | None = None
    compte_debit: str | None = None
    compte_credit: str | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class EnrolerPoste:
    """Give the current poste a new key: its own is lost, or a backup was put back (an event of ``verifier``)."""

    code: str
    raison: str


_INCONNUS = {"station": "station_inconnue", "motif": "motif_inconnu", "utilisateur": "utilisateur_inconnu"}
_PARAMETRES = frozenset({Sujet.PARAMETRES})


@commande("creer_station", CreerStation, Droit.GERER_POSTES, "Création d'une station")
def creer_station(c: CreerStation, ctx: Contexte) -> Effet:
    """Create the station; raises ``code_deja_pris``."""
    code = _code_libre(ctx, "station", c.code)
    ctx.tx.creer_versionnees(stock.TABLES["station"], [{"code": code, **_station(c, defaut=code)}])
    return Effet({"station": code}, _PARAMETRES)


@commande("modifier_station", ModifierStation, Droit.GERER_POSTES, "Modification d'une station")
def modifier_station(c: ModifierStation, ctx: Contexte) -> Effet:
    """Change the station; documents printed before keep what they said."""
    return _modifier(ctx, "station", c.code, {k: v for k, v in _station(c, defaut="").items() if v is not None})


@commande("creer_poste", CreerPoste, Droit.GERER_POSTES, "Création d'un poste")
def creer_poste(c: CreerPoste, ctx: Contexte) -> Effet:
    """Create the poste; its key is made at its first use."""
    code = _code_libre(ctx, "poste", c.code)
    station = verifier_code_court(c.station, champ="station")
    if not stock.existe(ctx.tx, stock.TABLES["station"], station):
        raise ErreurMetier("station_inconnue", champ="station", station=station)
    ctx.tx.creer_versionnees(
        stock.TABLES["poste"], [{"code": code, "libelle": _libelle(c.libelle, code), "station": station}]
    )
    return Effet({"poste": code}, _PARAMETRES)


@commande("creer_utilisateur", CreerUtilisateur, Droit.GERER_UTILISATEURS, "Création d'un utilisateur")
def creer_utilisateur(c: CreerUtilisateur, ctx: Contexte) -> Effet:
    """Create the user, active, without PIN."""
    code = _code_libre(ctx, "utilisateur", c.code)
    ligne = {"libelle": _libelle(c.libelle, code), "role": c.role.value, "actif": True, "pin_version": 0}
    ctx.tx.creer_versionnees(stock.TABLES["utilisateur"], [{"code": code, **ligne, "pin_empreinte": None}])
    return Effet({"utilisateur": code}, frozenset({Sujet.UTILISATEURS}))


@commande("modifier_utilisateur", ModifierUtilisateur, Droit.GERER_UTILISATEURS, "Modification d'un utilisateur")
def modifier_utilisateur(c: ModifierUtilisateur, ctx: Contexte) -> Effet:
    """Change the user; raises ``dernier_administrateur``, ``pin_admin_absent`` (once PINs exist)."""
    changements: dict[str, Any] = {}
    if c.libelle is not None:
        changements["libelle"] = _libelle(c.libelle, c.code)
    if c.role is not None:
        changements["role"] = c.role.value
    if c.actif is not None:
        changements["actif"] = c.actif
    code = verifier_code_court(c.code)
    perd = changements.get("role", Role.ADMINISTRATEUR.value) != Role.ADMINISTRATEUR.value or c.actif is False
    if perd and stock.administrateurs(ctx.tx) == [code]:
        raise ErreurMetier("dernier_administrateur", champ="role", utilisateur=code)
    _modifier(ctx, "utilisateur", code, changements)
    if perd and stock.pin_existe(ctx.tx.connexion):
        exiger_un_administrateur_avec_pin(ctx, champ="role")
    return Effet({"utilisateur": code}, frozenset({Sujet.UTILISATEURS}))


@commande("modifier_parametre", ModifierParametre, Droit.MODIFIER_PARAMETRE, "Modification d'un paramètre")
def modifier_parametre(c: ModifierParametre, ctx: Contexte) -> Effet:
    """Write the setting.

    A number series may only be moved forward (``numero_deja_pris``); two series never share a prefix
    (``serie_deja_prise``).
    """
    reglage = parametre(c.cle)
    valeur = reglage.normaliser(c.valeur)
    if c.cle in SERIES:
        _verifier_serie_libre(ctx, c.cle, valeur)
    serie = stock.COMPTEURS.get(c.cle)
    if serie is not None:
        plus_grand = stock.plus_grand_numero(ctx.tx, serie)
        if int(valeur) <= plus_grand:
            raise ErreurMetier("numero_deja_pris", champ="valeur", numero=int(valeur), dernier=plus_grand)
        stock.fixer_compteur(ctx.tx, serie, int(valeur))
    stock.fixer_parametre(ctx.tx, c.cle, valeur)
    return Effet({"parametre": c.cle, "valeur": valeur}, _PARAMETRES)


def _verifier_serie_libre(ctx: Contexte, cle: str, prefixe: str) -> None:
    for autre, pris in stock.valeurs(ctx.tx, SERIES).items():
        if autre != cle and pris == prefixe:
            raise ErreurMetier(
                "serie_deja_prise", champ="valeur", valeur=prefixe, libelle=parametre(autre).libelle.lower()
            )


@commande("creer_motif", CreerMotif, Droit.MODIFIER_PARAMETRE, "Création d'un motif")
def creer_motif(c: CreerMotif, ctx: Contexte) -> Effet:
    """Create the motif; its code is kept in small letters, as in command files."""
    code = verifier_code_court(c.code).lower()
    if stock.existe(ctx.tx, stock.TABLES["motif"], code):
        raise ErreurMetier("code_deja_pris", champ="code", code=code)
    debit = verifier_compte_general(c.compte_debit, champ="compte_debit")
    credit = verifier_compte_general(c.compte_credit or c.compte_debit, champ="compte_credit")
    ligne = {"libelle": _libelle(c.libelle, code), "compte_debit": debit, "compte_credit": credit, "actif": True}
    ctx.tx.creer_versionnees(stock.TABLES["motif"], [{"code": code, **ligne}])
    return Effet({"motif": code}, _PARAMETRES)


@commande("modifier_motif", ModifierMotif, Droit.MODIFIER_PARAMETRE, "Modification d'un motif")
def modifier_motif(c: ModifierMotif, ctx: Contexte) -> Effet:
    """Change the motif for the écritures to come."""
    changements: dict[str, Any] = {}
    if c.libelle is not None:
        changements["libelle"] = _libelle(c.libelle, c.code)
    for champ in ("compte_debit", "compte_credit"):
        if (compte := getattr(c, champ)) is not None:
            changements[champ] = verifier_compte_general(compte, champ=champ)
    if c.actif is not None:
        changements["actif"] = c.actif
    return _modifier(ctx, "motif", verifier_code_court(c.code).lower(), changements)


@commande("enroler_poste", EnrolerPoste, Droit.GERER_POSTES, "Enrôlement d'une nouvelle clé de poste")
def enroler_poste(c: EnrolerPoste, ctx: Contexte) -> Effet:
    """Accept the new key that signs this very operation (made by the executor before the command runs)."""
    if verifier_code_court(c.code) != ctx.poste:
        raise ErreurMetier("enroler_depuis_le_poste", champ="code", poste=ctx.poste)
    raison = nettoyer(c.raison, longueur=200, champ="raison")
    if not raison:
        raise ErreurMetier("raison_manquante", champ="raison")
    return Effet({"poste": ctx.poste, "raison": raison}, _PARAMETRES)


def _station(c: CreerStation | ModifierStation, *, defaut: str) -> dict[str, Any]:
    return {
        "libelle": None if c.libelle is None else _libelle(c.libelle, defaut),
        "raison_sociale": _texte(c.raison_sociale, 120, "raison_sociale"),
        "adresse": _texte(c.adresse, 240, "adresse"),
        "siret": _texte(c.siret, 20, "siret"),
        "mentions": _texte(c.mentions, 500, "mentions"),
    }


def _texte(texte: str | None, longueur: int, champ: str) -> str | None:
    return None if texte is None else nettoyer_lignes(texte, longueur=longueur, champ=champ)


def _libelle(texte: str, defaut: str) -> str:
    return nettoyer(texte, longueur=80, champ="libelle") or defaut


def _code_libre(ctx: Contexte, nom: str, brut: str) -> str:
    code = verifier_code_court(brut)
    if stock.existe(ctx.tx, stock.TABLES[nom], code):
        raise ErreurMetier("code_deja_pris", champ="code", code=code)
    return code


def _modifier(ctx: Contexte, nom: str, code: str, changements: dict[str, Any]) -> Effet:
    cle = code if nom == "motif" else verifier_code_court(code)
    courante = stock.charger(ctx.tx, stock.TABLES[nom], cle)
    if courante is None:
        raise ErreurMetier(_INCONNUS[nom], champ="code", station=cle, motif=cle, utilisateur=cle)
    if any(courante[champ] != valeur for champ, valeur in changements.items()):
        ctx.tx.changer_versionnee(stock.TABLES[nom], courante, changements)
    return Effet({nom: cle}, _PARAMETRES)
