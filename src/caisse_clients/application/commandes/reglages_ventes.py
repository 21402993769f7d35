"""Commands on the settings of sales: modes de règlement, banks, VAT rates, articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.clients import INCHANGE, Inchange
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.parametres import verifier_code_court, verifier_compte_general, verifier_journal
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import (
    COMPTE_TVA,
    TAUX_NORMAL,
    SorteArticle,
    verifier_bic,
    verifier_emetteur,
    verifier_iban,
)
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_pourcent, ecrire_pourcent_contrat
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import reglages_ventes as stock


@dataclass(frozen=True, slots=True)
class CreerMode:
    """Create a mode de règlement; ``compte`` is the general account that receives the money."""

    code: str
    libelle: str
    compte: str
    journal: str = ""
    numerique: bool = False
    especes: bool = False


@dataclass(frozen=True, slots=True)
class ModifierMode:
    """Change a mode; règlements already recorded keep the label and account they had."""

    code: str
    libelle: str | None = None
    compte: str | None = None
    journal: str | None = None
    numerique: bool | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class CreerBanque:
    """Create a bank account of the shop; ``iban`` is checked, ``emetteur`` is the CFONB issuer number."""

    code: str
    libelle: str = ""
    iban: str = ""
    bic: str = ""
    compte: str = "512"
    journal: str = ""
    emetteur: str = ""


@dataclass(frozen=True, slots=True)
class ModifierBanque:
    """Change a bank; a field left out (None) stays."""

    code: str
    libelle: str | None = None
    iban: str | None = None
    bic: str | None = None
    compte: str | None = None
    journal: str | None = None
    emetteur: str | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class CreerTauxTva:
    """Create a VAT rate; its code is the rate as written (``"20"``, ``"5.5"``)."""

    taux: Pourcent
    libelle: str = ""
    compte: str = COMPTE_TVA


@dataclass(frozen=True, slots=True)
class ModifierTauxTva:
    """Change a VAT rate's label or account, or stop using it."""

    taux: Pourcent
    libelle: str | None = None
    compte: str | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class CreerArticle:
    """Create an article; ``prix_ttc`` absent = typed at each sale, ``compte`` absent = that of its nature.

    Without ``taux_tva`` a sale has the normal rate; what is not sold (avoir, remboursement) has none.
    """

    code: str
    libelle: str = ""
    sorte: SorteArticle = SorteArticle.VENTE
    nature: NatureLigne = NatureLigne.BIEN
    taux_tva: Pourcent | None = None
    prix_ttc: Centimes | None = None
    compte: str = ""


@dataclass(frozen=True, slots=True)
class ModifierArticle:
    """Change an article; lines already written keep what they said. ``prix_ttc`` None: no longer a fixed price."""

    code: str
    libelle: str | None = None
    nature: NatureLigne | None = None
    taux_tva: Pourcent | None = None
    prix_ttc: Centimes | Inchange | None = INCHANGE
    compte: str | None = None
    actif: bool | None = None


_PARAMETRES = frozenset({Sujet.PARAMETRES})
_JOURNAL_DE_BANQUE, _JOURNAL_DE_CAISSE = "BQ", "CA"


@commande("creer_mode", CreerMode, Droit.MODIFIER_PARAMETRE, "Création d'un mode de règlement")
def creer_mode(c: CreerMode, ctx: Contexte) -> Effet:
    """Create the mode, in use; its code is kept in small letters. Raises ``code_deja_pris``."""
    code = verifier_code_court(c.code).lower()
    if stock.charger_mode(ctx.tx, code) is not None:
        raise ErreurMetier("code_deja_pris", champ="code", code=code)
    journal = c.journal.strip() or (_JOURNAL_DE_CAISSE if c.especes else _JOURNAL_DE_BANQUE)
    stock.ajouter_mode(
        ctx.tx,
        {
            "code": code,
            "libelle": _libelle(c.libelle, code),
            "compte": verifier_compte_general(c.compte, champ="compte"),
            "journal": verifier_journal(journal),
            "numerique": c.numerique,
            "especes": c.especes,
            "actif": True,
        },
    )
    return Effet({"mode": code}, _PARAMETRES)


@commande("modifier_mode", ModifierMode, Droit.MODIFIER_PARAMETRE, "Modification d'un mode de règlement")
def modifier_mode(c: ModifierMode, ctx: Contexte) -> Effet:
    """Change the mode for the règlements to come; raises ``mode_inconnu``."""
    code = verifier_code_court(c.code).lower()
    changements = _donnes(
        libelle=None if c.libelle is None else _libelle(c.libelle, code),
        compte=None if c.compte is None else verifier_compte_general(c.compte, champ="compte"),
        journal=None if c.journal is None else verifier_journal(c.journal),
        numerique=c.numerique,
        actif=c.actif,
    )
    if not stock.changer_mode(ctx.tx, code, changements):
        raise ErreurMetier("mode_inconnu", champ="code", mode=code)
    return Effet({"mode": code}, _PARAMETRES)


@commande("creer_banque", CreerBanque, Droit.MODIFIER_PARAMETRE, "Création d'un compte bancaire")
def creer_banque(c: CreerBanque, ctx: Contexte) -> Effet:
    """Create the bank account, in use. Raises ``code_deja_pris``, ``iban_invalide``, ``bic_invalide``."""
    code = verifier_code_court(c.code)
    if stock.charger_banque(ctx.tx, code) is not None:
        raise ErreurMetier("code_deja_pris", champ="code", code=code)
    stock.ajouter_banque(
        ctx.tx,
        {
            "code": code,
            "libelle": _libelle(c.libelle, code),
            "iban": verifier_iban(c.iban),
            "bic": verifier_bic(c.bic),
            "compte": verifier_compte_general(c.compte, champ="compte"),
            "journal": _journal_ou_rien(c.journal),
            "emetteur": verifier_emetteur(c.emetteur),
            "actif": True,
        },
    )
    return Effet({"banque": code}, _PARAMETRES)


@commande("modifier_banque", ModifierBanque, Droit.MODIFIER_PARAMETRE, "Modification d'un compte bancaire")
def modifier_banque(c: ModifierBanque, ctx: Contexte) -> Effet:
    """Change the bank account; raises ``banque_inconnue``."""
    code = verifier_code_court(c.code)
    changements = _donnes(
        libelle=None if c.libelle is None else _libelle(c.libelle, code),
        iban=None if c.iban is None else verifier_iban(c.iban),
        bic=None if c.bic is None else verifier_bic(c.bic),
        compte=None if c.compte is None else verifier_compte_general(c.compte, champ="compte"),
        journal=None if c.journal is None else _journal_ou_rien(c.journal),
        emetteur=None if c.emetteur is None else verifier_emetteur(c.emetteur),
        actif=c.actif,
    )
    if not stock.changer_banque(ctx.tx, code, changements):
        raise ErreurMetier("banque_inconnue", champ="code", banque=code)
    return Effet({"banque": code}, _PARAMETRES)


@commande("creer_taux_tva", CreerTauxTva, Droit.MODIFIER_PARAMETRE, "Création d'un taux de TVA")
def creer_taux_tva(c: CreerTauxTva, ctx: Contexte) -> Effet:
    """Create the rate, in use; raises ``taux_deja_pris``."""
    if stock.charger_taux(ctx.tx, c.taux) is not None:
        raise ErreurMetier("taux_deja_pris", champ="taux", taux=ecrire_pourcent(c.taux))
    code = ecrire_pourcent_contrat(c.taux)
    stock.ajouter_taux(
        ctx.tx,
        {
            "code": code,
            "taux": c.taux,
            "libelle": _libelle(c.libelle, f"TVA {ecrire_pourcent(c.taux)} %"),
            "compte": verifier_compte_general(c.compte, champ="compte"),
            "actif": True,
        },
    )
    return Effet({"taux_tva": code}, _PARAMETRES)


@commande("modifier_taux_tva", ModifierTauxTva, Droit.MODIFIER_PARAMETRE, "Modification d'un taux de TVA")
def modifier_taux_tva(c: ModifierTauxTva, ctx: Contexte) -> Effet:
    """Change the label or the account of the rate, or stop using it; raises ``tva_inconnue``."""
    changements = _donnes(
        libelle=None if c.libelle is None else _libelle(c.libelle, f"TVA {ecrire_pourcent(c.taux)} %"),
        compte=None if c.compte is None else verifier_compte_general(c.compte, champ="compte"),
        actif=c.actif,
    )
    code = ecrire_pourcent_contrat(c.taux)
    if not stock.changer_taux(ctx.tx, code, changements):
        raise ErreurMetier("tva_inconnue", champ="taux", taux=c.taux)
    return Effet({"taux_tva": code}, _PARAMETRES)


@commande("creer_article", CreerArticle, Droit.MODIFIER_PARAMETRE, "Création d'un article")
def creer_article(c: CreerArticle, ctx: Contexte) -> Effet:
    """Create the article, in use. Raises ``code_deja_pris``, ``tva_inconnue``."""
    code = verifier_code_court(c.code)
    if stock.charger_article(ctx.tx, code) is not None:
        raise ErreurMetier("code_deja_pris", champ="code", code=code)
    taux = c.taux_tva
    if taux is None:
        taux = Pourcent(TAUX_NORMAL if c.sorte is SorteArticle.VENTE else 0)
    stock.ajouter_article(
        ctx.tx,
        {
            "code": code,
            "libelle": _libelle(c.libelle, code),
            "sorte": c.sorte.value,
            "nature": c.nature.value,
            "taux": _taux_en_usage(ctx, taux),
            "prix_ttc": c.prix_ttc,
            "compte": _compte_ou_rien(c.compte),
            "actif": True,
        },
    )
    return Effet({"article": code}, _PARAMETRES)


@commande("modifier_article", ModifierArticle, Droit.MODIFIER_PARAMETRE, "Modification d'un article")
def modifier_article(c: ModifierArticle, ctx: Contexte) -> Effet:
    """Change the article for the lines to come; raises ``article_inconnu``, ``tva_inconnue``."""
    code = verifier_code_court(c.code)
    article = stock.charger_article(ctx.tx, code)
    if article is None:
        raise ErreurMetier("article_inconnu", champ="code", article=code)
    changements = _donnes(
        libelle=None if c.libelle is None else _libelle(c.libelle, code),
        nature=None if c.nature is None else c.nature.value,
        compte=None if c.compte is None else _compte_ou_rien(c.compte),
        actif=c.actif,
    )
    if c.taux_tva is not None and c.taux_tva != article.taux:  # a rate no longer in use may stay, not come
        changements["taux"] = _taux_en_usage(ctx, c.taux_tva)
    if c.prix_ttc is not INCHANGE:
        changements["prix_ttc"] = c.prix_ttc
    stock.changer_article(ctx.tx, code, changements)
    return Effet({"article": code}, _PARAMETRES)


def _donnes(**champs: Any) -> dict[str, Any]:
    """Return the fields that a modification gives."""
    return {nom: valeur for nom, valeur in champs.items() if valeur is not None}


def _libelle(texte: str, defaut: str) -> str:
    return nettoyer(texte, longueur=80, champ="libelle") or defaut


def _journal_ou_rien(texte: str) -> str:
    return verifier_journal(texte) if texte.strip() else ""


def _compte_ou_rien(texte: str) -> str:
    return verifier_compte_general(texte, champ="compte") if texte.strip() else ""


def _taux_en_usage(ctx: Contexte, taux: Pourcent) -> int:
    trouve = stock.charger_taux(ctx.tx, taux)
    if trouve is None or not trouve.actif:
        raise ErreurMetier("tva_inconnue", champ="taux_tva", taux=taux)
    return taux
