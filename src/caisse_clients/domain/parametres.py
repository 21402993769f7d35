"""Settings of the shop: name, default, what they accept (every account is a setting, DOMAIN §3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from caisse_clients.domain.acces import Prorata
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.echeances import COMPTANT, lire_conditions
from caisse_clients.domain.grand_livre.ecritures import Motif
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_montant_contrat,
    ecrire_pourcent_contrat,
    lire_code,
    lire_montant,
    lire_pourcent,
)
from caisse_clients.kernel.texte import nettoyer_lignes

_COMPTE_GENERAL = re.compile(r"[1-8]\d{2,9}", re.ASCII)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,15}", re.ASCII)
_JOURNAL = re.compile(r"[A-Z0-9]{1,5}", re.ASCII)
_SERIE = re.compile(r"[A-Z0-9]{1,4}", re.ASCII)
SERIE_DES_BROUILLONS = "BR"
"""Drafts are ``BR-1``, ``BR-2``…: no other series may take this prefix."""


class Groupe(StrEnum):
    """Where a setting stands on the screen; its value is the French title."""

    VENTES = "Ventes"
    DOCUMENTS = "Documents"
    RELANCES = "Relances"
    LIMITES = "Limites"
    SERIES = "Séries de numéros"
    COMPTES = "Comptes généraux"
    JOURNAUX = "Journaux"


@dataclass(frozen=True, slots=True)
class Parametre:
    """One setting; ``normaliser`` cleans a new value or raises ``ErreurMetier`` on the field ``valeur``.

    ``choix``: the values accepted and their French words, when there are only a few.
    """

    cle: str
    libelle: str
    defaut: str
    normaliser: Callable[[str], str]
    groupe: Groupe
    choix: Mapping[str, str] = field(default_factory=dict)


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


def verifier_journal(texte: str, *, champ: str = "journal") -> str:
    """Return the code of an accounting journal in capitals: 1 to 5 letters or digits; raises ``journal_invalide``."""
    code = texte.strip().upper()
    if not _JOURNAL.fullmatch(code):
        raise ErreurMetier("journal_invalide", champ=champ, valeur=texte[:40])
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


def _journal(texte: str) -> str:
    return verifier_journal(texte, champ="valeur")


def _serie(texte: str) -> str:
    prefixe = texte.strip().upper()
    if not _SERIE.fullmatch(prefixe) or prefixe == SERIE_DES_BROUILLONS:
        raise ErreurMetier("serie_invalide", champ="valeur", valeur=texte[:40])
    return prefixe


def _conditions(texte: str) -> str:
    lire_conditions(texte, champ="valeur")
    return " ".join(texte.lower().replace("_", " ").split()) or COMPTANT


def _mention(texte: str) -> str:
    return nettoyer_lignes(texte, longueur=500, champ="valeur")


def _choix(cle: str, libelle: str, defaut: str, groupe: Groupe, choix: Mapping[str, str]) -> Parametre:
    """Make a setting that takes one of a few words: its value, or what the screen calls it."""
    mots = {nom.casefold(): valeur for valeur, dit in choix.items() for nom in (valeur, dit)}

    def normaliser(texte: str) -> str:
        valeur = mots.get(texte.strip().casefold())
        if valeur is None:
            raise ErreurMetier("choix_invalide", champ="valeur", valeur=texte[:40], choix=", ".join(choix))
        return valeur

    return Parametre(cle, libelle, defaut, normaliser, groupe, choix)


def _compte(cle: str, libelle: str, defaut: str) -> Parametre:
    return Parametre(f"compte.{cle}", libelle, defaut, verifier_compte_general, Groupe.COMPTES)


def _jours(texte: str) -> str:
    jours = lire_code(texte, champ="valeur")
    if jours > JOURS_MAXIMUM:
        raise ErreurMetier("parametre_invalide", champ="valeur", valeur=texte[:40], exemple="15")
    return str(jours)


def _pourcent(texte: str) -> str:
    return ecrire_pourcent_contrat(lire_pourcent(texte, champ="valeur"))


def _relance(niveau: int, jours: str, texte: str) -> tuple[Parametre, ...]:
    nom = f"Relance {niveau}"
    return (
        Parametre(f"relance.{niveau}.jours", f"{nom} : jours de retard", jours, _jours, Groupe.RELANCES),
        Parametre(f"relance.{niveau}.frais", f"{nom} : frais (€)", "0.00", _montant, Groupe.RELANCES),
        Parametre(f"relance.{niveau}.texte", f"{nom} : texte de la lettre", texte, _mention, Groupe.RELANCES),
    )


def _prefixe(cle: str, libelle: str, defaut: str) -> Parametre:
    return Parametre(f"serie.{cle}", f"Lettres des numéros des {libelle}", defaut, _serie, Groupe.SERIES)


_NOMS_DES_MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MOIS = {str(rang): nom for rang, nom in enumerate(_NOMS_DES_MOIS.split(), 1)}
FACTURE_ACOMPTE = {
    "toujours": "Toujours",
    "professionnels": "Aux professionnels seulement",
    "jamais": "Jamais (un reçu)",
}
"""Who is given a facture d'acompte when an acompte is taken; the others have a reçu."""
MOTS_ACOMPTE = {"acompte": "Acompte", "arrhes": "Arrhes"}
"""Legal word printed on what a consumer pays beforehand."""

SUR_ENCAISSEMENTS = "encaissements"
TVA_SERVICES = {SUR_ENCAISSEMENTS: "À l'encaissement", "debits": "D'après les débits (à la facture)"}
"""When the VAT of services falls due (CGI art. 269-2-c); the option for the débits is the shop's."""
PRORATAS = {prorata.value: f"En {prorata.value}" for prorata in Prorata}

RETARD = (
    "En cas de retard de paiement, sans rappel : pénalités au taux de trois fois le taux d'intérêt légal, et indemnité "
    "forfaitaire pour frais de recouvrement de 40 € (code de commerce, articles L441-10 et D441-5)."
)
ESCOMPTE = "Pas d'escompte pour paiement anticipé."
"""What an invoice to a professional must say (C. com. L441-9); the law changes, so these are settings."""

BON_AVOIR = "Utilisable en une ou plusieurs fois, à tous nos postes. Ce qu'il en reste se vérifie en scannant ce code."
"""How a bon d'avoir is used."""

JOURS_MAXIMUM = 999
RELANCE_1 = (
    "Sauf erreur de notre part, les échéances ci-dessous ne nous sont pas encore parvenues. Si votre paiement s'est "
    "croisé avec cette lettre, ne tenez pas compte de celle-ci."
)
RELANCE_2 = (
    "Malgré notre première relance, les échéances ci-dessous restent impayées. Nous vous prions de les régler sous "
    "huit jours."
)
RELANCE_3 = (
    "Nos relances sont restées sans réponse. Sans paiement sous huit jours, nous transmettrons votre dossier pour "
    "recouvrement. La présente vaut mise en demeure."
)
"""Letters of a new base; the shop changes them in the settings."""

PARAMETRES: dict[str, Parametre] = {
    p.cle: p
    for p in (
        Parametre(
            "conditions_par_defaut",
            "Conditions de paiement (comptant, 30 jours fin de mois, 3 fois…)",
            COMPTANT,
            _conditions,
            Groupe.VENTES,
        ),
        _choix(
            "facture_acompte",
            "Facture d'acompte quand un acompte est encaissé",
            "professionnels",
            Groupe.VENTES,
            FACTURE_ACOMPTE,
        ),
        _choix("tva_services", "TVA des services", SUR_ENCAISSEMENTS, Groupe.VENTES, TVA_SERVICES),
        _choix("prorata_acces", "Arrêt d'un accès : part consommée", Prorata.MOIS.value, Groupe.VENTES, PRORATAS),
        _choix("mot_acompte", "Mot imprimé pour l'acompte d'un particulier", "acompte", Groupe.VENTES, MOTS_ACOMPTE),
        Parametre(
            "mention.retard", "Mention aux professionnels : retard de paiement", RETARD, _mention, Groupe.DOCUMENTS
        ),
        Parametre("mention.escompte", "Mention aux professionnels : escompte", ESCOMPTE, _mention, Groupe.DOCUMENTS),
        Parametre("mention.bon_avoir", "Mention du bon d'avoir", BON_AVOIR, _mention, Groupe.DOCUMENTS),
        *_relance(1, "8", RELANCE_1),
        *_relance(2, "20", RELANCE_2),
        *_relance(3, "40", RELANCE_3),
        Parametre(
            "relance.taux_penalites",
            "Pénalités de retard aux professionnels (% par an)",
            "10",
            _pourcent,
            Groupe.RELANCES,
        ),
        _choix("exercice.premier_mois", "Premier mois de l'exercice", "1", Groupe.VENTES, MOIS),
        Parametre(
            "limite_remboursement",
            "Remboursement ou avoir sans droit particulier, jusqu'à (€)",
            "150.00",
            _montant,
            Groupe.LIMITES,
        ),
        Parametre(
            "limite_ecart",
            "Écart de règlement sans droit particulier, jusqu'à (€)",
            "0.05",
            _montant,
            Groupe.LIMITES,
        ),
        Parametre("prochain_numero_compte", "Prochain numéro de compte client", "1", _numero, Groupe.SERIES),
        Parametre("prochain_code_client", "Prochain code client", "1", _numero, Groupe.SERIES),
        _prefixe("commande", "commandes", "CO"),
        _prefixe("bon_livraison", "bons de livraison", "BL"),
        _prefixe("facture", "factures", "FA"),
        _prefixe("facture_acompte", "factures d'acompte", "AC"),
        _prefixe("avoir", "avoirs", "AV"),
        _prefixe("avoir_acompte", "avoirs sur acompte", "AA"),
        _prefixe("ticket", "tickets", "TK"),
        _prefixe("reglement", "règlements", "RC"),
        Parametre(
            "compte_auxiliaire",
            "Compte auxiliaire : racine + nombre de chiffres du code",
            "411+6",
            _format_auxiliaire,
            Groupe.COMPTES,
        ),
        _compte("client", "Clients", "411"),
        _compte("vente_bien", "Ventes de biens", "707"),
        _compte("vente_service", "Ventes de services", "706"),
        _compte("rabais", "Rabais accordés", "7097"),
        _compte("avoir_sans_piece", "Avoirs donnés sans pièce", "7097"),
        _compte("ecart_perte", "Écarts de règlement perdus", "658"),
        _compte("ecart_gain", "Écarts de règlement gagnés", "758"),
        _compte("change_perte", "Pertes de change", "656"),
        _compte("change_gain", "Gains de change", "756"),
        _compte("tva_attente", "TVA des services en attente d'encaissement", "44574"),
        _compte("acompte", "Comptes clients de type acompte", "4191"),
        _compte("avoir", "Comptes clients de type avoir", "4197"),
        _compte("credit", "Comptes clients de type crédit", "411"),
        _compte("organisme_credit", "Comptes clients de type organisme crédit", "411"),
        _compte("export", "Comptes clients de type export", "411"),
        Parametre("journal.ventes", "Journal des ventes", "VE", _journal, Groupe.JOURNAUX),
        Parametre("journal.operations", "Journal des opérations diverses", "OD", _journal, Groupe.JOURNAUX),
        Parametre(
            "journal.comptes_clients", "Journal des écritures de comptes clients", "OD", _journal, Groupe.JOURNAUX
        ),
    )
}
"""Every setting by key, with its default."""
SERIES = tuple(cle for cle in PARAMETRES if cle.startswith("serie."))
"""Settings that hold the prefix of a series of numbers; no two are ever the same."""


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
