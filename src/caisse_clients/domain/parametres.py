"""Settings of the shop: name, default, what they accept (every account is a setting, DOMAIN §3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.grand_livre.ecritures import Motif
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat, lire_code, lire_montant
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes

_COMPTE_GENERAL = re.compile(r"[1-8]\d{2,9}", re.ASCII)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parametre:
    """One setting; ``normaliser`` cleans a new value or raises ``parametre_invalide``."""

    cle: str
    libelle: str
    defaut: str
    normaliser: Callable[[str], str]


def verifier_compte_general(texte: str, *, champ: str = "valeur") -> str:
    """Return a general account number: 3 to 10 digits of classes 1 to 8 (LEGAL §1: the first three are digits)."""
    compact = "".join(texte.split())
    if not _COMPTE_GENERAL.fullmatch(compact):
        raise ErreurMetier("compte_general_invalide", champ=champ, valeur=texte[:40])
    return compact


def verifier_code_court(texte: str, *, champ: str = "code") -> str:
    """Return a short code in capitals (user, poste, station, motif): letters, digits, ``-``, ``_``, 16 at most.

    It names files (keys), so nothing else is accepted.
    """
    code = texte.strip().upper()
    if not _CODE.fullmatch(code):
        raise ErreurMetier("code_court_invalide", champ=champ, valeur=texte[:40])
    return code


def est_code_de_motif(code: str) -> bool:
    """Tell whether a motif may have this code; asked before the database, which takes no NUL on PostgreSQL."""
    return code == code.lower() and _CODE.fullmatch(code.upper()) is not None


def _montant(texte: str) -> str:
    return ecrire_montant_contrat(lire_montant(texte, champ="valeur"))


def _numero(texte: str) -> str:
    return str(lire_code(texte, champ="valeur"))


def _format_auxiliaire(texte: str) -> str:
    racine, _, chiffres = texte.strip().partition("+")
    if not (_COMPTE_GENERAL.fullmatch(racine) and chiffres.isdecimal() and 1 <= int(chiffres) <= 9):
        raise ErreurMetier("parametre_invalide", champ="valeur", valeur=texte[:40], exemple="411+6")
    return f"{racine}+{int(chiffres)}"


def _texte(texte: str) -> str:
    return nettoyer_lignes(texte, longueur=500, champ="valeur")


def _journal(texte: str) -> str:
    return nettoyer(texte, longueur=5, champ="valeur").upper() or "OD"


PARAMETRES: dict[str, Parametre] = {
    p.cle: p
    for p in (
        Parametre("prochain_numero_compte", "Prochain numéro de compte client", "1", _numero),
        Parametre("prochain_code_client", "Prochain code client", "1", _numero),
        Parametre(
            "compte_auxiliaire", "Compte auxiliaire : racine + nombre de chiffres du code", "411+6", _format_auxiliaire
        ),
        Parametre("compte.acompte", "Compte général des comptes acompte", "4191", verifier_compte_general),
        Parametre("compte.avoir", "Compte général des comptes avoir", "4197", verifier_compte_general),
        Parametre("compte.credit", "Compte général des comptes crédit", "411", verifier_compte_general),
        Parametre(
            "compte.organisme_credit", "Compte général des comptes organisme crédit", "411", verifier_compte_general
        ),
        Parametre("compte.export", "Compte général des comptes export", "411", verifier_compte_general),
        Parametre("journal.comptes_clients", "Journal des écritures de comptes clients", "OD", _journal),
        Parametre(
            "limite_remboursement", "Remboursement ou avoir sans droit particulier, jusqu'à (€)", "150.00", _montant
        ),
        Parametre("limite_ecart", "Écart de règlement sans droit particulier, jusqu'à (€)", "0.05", _montant),
    )
}
"""Every setting by key, with its default."""


def parametre(cle: str) -> Parametre:
    """Return a setting; raises ``parametre_inconnu``."""
    if cle not in PARAMETRES:
        raise ErreurMetier("parametre_inconnu", champ="cle", valeur=cle[:60])
    return PARAMETRES[cle]


def cle_du_compte_general(type_compte: TypeCompte) -> str:
    """Return the setting that holds the general account of a type of compte client."""
    return f"compte.{type_compte.value}"


MOTIF_PAR_DEFAUT = "regularisation"
MOTIF_ESPECES = "especes"
MOTIF_REPRISE = "reprise"
MOTIF_PRISE_EN_CHARGE = "prise_en_charge"

MOTIFS: tuple[Motif, ...] = (
    Motif("regularisation", "Régularisation", "471", "471"),
    Motif("especes", "Espèces", "531", "531"),
    Motif("cheque", "Chèque", "5112", "5112"),
    Motif("carte", "Carte bancaire", "5115", "5115"),
    Motif("virement", "Virement", "512", "512"),
    Motif("ecart", "Écart de règlement", "658", "758"),
    Motif("reprise", "Reprise de solde", "890", "890"),
)
"""Motifs of a new base (DOMAIN §2); *prise en charge* comes with the pièces it is imputed on."""
