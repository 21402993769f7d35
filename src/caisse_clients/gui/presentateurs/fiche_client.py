"""What the client's card decides, without Qt: what has changed, which command says so, what another post changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from caisse_clients.application.commandes.clients import CreerClient, ModifierClient
from caisse_clients.application.lectures import (
    EtatCompte,
    FicheClient,
    LigneClient,
    LigneHistorique,
    VueCompte,
    cles_clients,
    comptes_du_client,
    fiche_client,
    historique_client,
    lignes_clients,
)
from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.vues import CritereClients
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_montant, lire_code

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

LIBELLES = {
    "nom": "Nom",
    "prenom": "Prénom",
    "adresse": "Adresse",
    "code_postal": "Code postal",
    "ville": "Ville",
    "telephone": "Téléphone",
    "courriel": "Courriel",
    "professionnel": "Client professionnel",
    "siren": "SIREN",
    "plafond_credit": "Plafond de crédit",
}
"""Fields of the card by their command name, in the order of the form."""

SORTES = {SorteClient.ORGANISME: "organisme", SorteClient.PASSAGER: "client passager"}
"""Words for a card that is not an ordinary client's."""

TITRES_DE_GRILLE = {
    "comptesTable": "Comptes",
    "piecesTable": "Pièces",
    "reglementsTable": "Règlements",
    "accesTable": "Accès",
    "chequesTable": "Chèques d'accès",
    "financierTable": "Financier",
    "historiqueTable": "Historique",
}
"""What the export of each grid is called."""
_HOMONYMES = 4


@dataclass(frozen=True, slots=True)
class Saisie:
    """What the form holds, in the words of the commands."""

    nom: str = ""
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
class Dossier:
    """Everything the tabs of one client show, read in one snapshot."""

    fiche: FicheClient
    comptes: tuple[VueCompte, ...]
    historique: tuple[LigneHistorique, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same on two cards, in words."""

    champ: str
    avant: str
    apres: str

    @property
    def libelle(self) -> str:
        """Name of the field as the form prints it."""
        return LIBELLES[self.champ]


@dataclass(frozen=True, slots=True)
class Reprise:
    """After another post's change: what the form should hold, and what the two disagree on."""

    saisie: Saisie
    ailleurs: tuple[Difference, ...]
    conflits: tuple[Difference, ...]


def lire_dossier(services: Services, code: int) -> Dossier:
    """Read a client whole (reader thread); raises ``client_inconnu``."""
    with services.lire() as lecteur:
        fiche = fiche_client(lecteur, code)
        comptes = comptes_du_client(lecteur, code, EtatCompte.TOUS)
        return Dossier(fiche, tuple(comptes), tuple(historique_client(lecteur, code)))


def lire_homonymes(services: Services, nom: str, prenom: str) -> list[LigneClient]:
    """Return the first clients that a new one may double (reader thread)."""
    with services.lire() as lecteur:
        codes = cles_clients(lecteur, CritereClients(nom=nom, prenom=prenom), _HOMONYMES + 1)
        return list(lignes_clients(lecteur, codes))


def dire_homonymes(lignes: list[LigneClient]) -> str:
    """Say who already has this name; empty when nobody has."""
    if not lignes:
        return ""
    noms = [
        f"{ecrire_code(c.code)} {c.nom} {c.prenom}".rstrip() + (f" ({c.ville})" if c.ville else "")
        for c in lignes[:_HOMONYMES]
    ]
    suite = "…" if len(lignes) > _HOMONYMES else "."
    return (
        f"Déjà dans la base : {', '.join(noms)}{suite} Vérifiez que ce n'est pas la même personne (F7 ouvre sa fiche)."
    )


def saisie_de(fiche: FicheClient) -> Saisie:
    """Return the form as the card stands."""
    valeurs: dict[str, Any] = {f.name: getattr(fiche, f.name) for f in fields(Saisie)}
    return Saisie(**valeurs)


def differences(avant: Saisie, apres: Saisie) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of the form; spaces around a text do not count."""
    trouvees = []
    for champ in LIBELLES:
        ancienne, nouvelle = getattr(avant, champ), getattr(apres, champ)
        if _nue(ancienne) != _nue(nouvelle):
            trouvees.append(Difference(champ, ecrire_champ(champ, ancienne), ecrire_champ(champ, nouvelle)))
    return tuple(trouvees)


def ecrire_champ(champ: str, valeur: Any) -> str:
    """Write a field's value as a person reads it."""
    if champ == "plafond_credit":
        return "aucun" if valeur is None else f"{ecrire_montant(valeur)} €"
    if champ == "professionnel":
        return "oui" if valeur else "non"
    return str(valeur).replace("\n", ", ") or "—"


def commande_creer(saisie: Saisie, code: str) -> CreerClient:
    """Return the creation; raises ``code_invalide``."""
    valeurs: dict[str, Any] = {f.name: getattr(saisie, f.name) for f in fields(Saisie)}
    return CreerClient(code=lire_le_code(code), **valeurs)


def commande_modifier(fiche: FicheClient, saisie: Saisie) -> ModifierClient | None:
    """Return the modification of what has changed, on the version the user saw; None when nothing has."""
    changes = differences(saisie_de(fiche), saisie)
    if not changes:
        return None
    valeurs: dict[str, Any] = {d.champ: getattr(saisie, d.champ) for d in changes}
    return ModifierClient(client=fiche.code, version=fiche.version, **valeurs)


def reprendre(vue: FicheClient, saisie: Saisie, actuelle: FicheClient) -> Reprise:
    """Lay what the user typed over the card as another post left it: nothing typed is lost, nothing is hidden."""
    ma_base, la_leur = saisie_de(vue), saisie_de(actuelle)
    miens = {d.champ for d in differences(ma_base, saisie)}
    ailleurs = differences(ma_base, la_leur)
    valeurs: dict[str, Any] = {
        champ: getattr(saisie if champ in miens else la_leur, champ) for champ in (f.name for f in fields(Saisie))
    }
    conflits = tuple(
        d for d in differences(la_leur, saisie) if d.champ in miens and d.champ in {a.champ for a in ailleurs}
    )
    return Reprise(Saisie(**valeurs), ailleurs, conflits)


def dire_reprise(reprise: Reprise) -> str:
    """Say what another post changed, and what to do."""
    quoi = " ; ".join(f"{d.libelle} : {d.avant} → {d.apres}" for d in reprise.ailleurs)
    suite = "Votre saisie est gardée, rien n'est écrasé : vérifiez, puis F2."
    if reprise.conflits:
        noms = ", ".join(d.libelle for d in reprise.conflits)
        suite = f"À vous de choisir pour {noms} : votre valeur est gardée, F2 la remplacera."
    return f"Un autre poste a modifié cette fiche ({quoi}). {suite}"


def dire_l_absorption(garde: int) -> str:
    """Say what may still be done with a card that was absorbed."""
    return (
        f"Cette fiche a été fusionnée dans {ecrire_code(garde)} : on la lit seulement. "
        "F8 ouvre les comptes de la fiche gardée, Ctrl+M annule la fusion."
    )


def lire_le_code(texte: str) -> int | None:
    """Return the code typed for a new client, None when left to the program; raises ``code_invalide``."""
    try:
        return lire_code(texte) if texte.strip() else None
    except ErreurMetier as erreur:
        raise ErreurMetier(erreur.code, **{**erreur.details, "champ": "code"}) from None


def _sens(compte: VueCompte) -> Pastille:
    if not compte.solde:
        return Pastille("soldé", Gravite.NEUTRE)
    if compte.type.dette_envers_client:
        return Pastille("en faveur du client", Gravite.SUCCES)
    return Pastille("dû par le client" if compte.organisme is None else "dû par l'organisme", Gravite.ALERTE)


def _derniere(compte: VueCompte) -> dt.date | None:
    return compte.ecritures[-1].date if compte.ecritures else None


COLONNES_COMPTES = (
    Colonne("Numéro", lambda compte: compte.numero, Format.CODE, 90, tri="numero"),
    Colonne("Type", lambda compte: compte.type.libelle, largeur=150, tri="type"),
    Colonne("Solde", lambda compte: compte.solde, Format.MONTANT, 120, tri="solde"),
    Colonne("Sens", _sens, Format.PASTILLE, 170),
    Colonne("Ouvert le", lambda compte: compte.date_ouverture, Format.DATE, 110, tri="ouverture"),
    Colonne("Dernière écriture", _derniere, Format.DATE, 140, tri="derniere"),
    Colonne("Écritures", lambda compte: len(compte.ecritures), Format.ENTIER, 90),
    Colonne("Dossier", lambda compte: compte.dossier, largeur=140, elastique=True),
)
COLONNES_HISTORIQUE = (
    Colonne("Quand", lambda acte: acte.instant, Format.INSTANT, 150),
    Colonne("Qui", lambda acte: acte.utilisateur, largeur=120),
    Colonne("Poste", lambda acte: acte.poste, largeur=80),
    Colonne("Quoi", lambda acte: acte.texte, largeur=500, elastique=True),
)


def _nue(valeur: Any) -> Any:
    return valeur.strip() if isinstance(valeur, str) else valeur
