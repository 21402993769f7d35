"""*Balance âgée*, without Qt: what each client owes by age, the totals, the bars, what is found by its letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.domain.echeancier import LigneBalanceAgee
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, ecrire_solde, lire_date
from caisse_clients.kernel.texte import cle_recherche

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

LECTURE = "Lecture de la balance…"
CHOISIR_LIGNE = "Choisissez d'abord un client dans la balance."
DATE_A_CORRIGER = "Corrigez d'abord la date."
VIDE = "La balance est vide."
GESTES = ("balance_agee.ouvrir", "balance_agee.fiche", "balance_agee.exporter", "balance_agee.imprimer")
"""What the menu of a row offers, in order."""

AGES: tuple[tuple[str, str, str, str], ...] = (
    ("a_echoir", "À échoir", "succes", "Dont l'échéance n'est pas passée."),
    ("j1_30", "1-30 j", "info", "En retard d'un à trente jours."),
    ("j31_60", "31-60 j", "alerte", "En retard de 31 à 60 jours."),
    ("j61_90", "61-90 j", "alerte", "En retard de 61 à 90 jours."),
    ("plus_90", "+ 90 j", "erreur", "En retard de plus de 90 jours."),
)
"""Field, title, colour token and help of each age."""
_AUTRES = (
    ("comptes", "Comptes", "Ce que le client doit sur ses comptes crédit et export."),
    ("disponibles", "Disponibles", "Ce qu'il a d'avance : règlements, avoirs et comptes acompte ; vient en moins."),
    ("acomptes", "Acomptes", "Ses acomptes sur des commandes pas encore facturées ; vient en moins."),
    ("solde", "Solde", "Les cinq âges et les comptes, moins les disponibles et les acomptes."),
)

_LARGEUR = len(LigneBalanceAgee._fields)


def _champ(nom: str) -> Callable[[LigneBalanceAgee], int | None]:
    """Read an amount; nothing is shown for zero, except as a balance: the eye goes to what is owed."""
    return lambda ligne: int(getattr(ligne, nom)) or (0 if nom == "solde" else None)


def _montant(nom: str, titre: str, largeur: int, aide: str) -> Colonne:
    """Every column takes its share of the width: nine amounts stay in sight on a touch till too."""
    forme = Format.SOLDE if nom == "solde" else Format.MONTANT
    return Colonne(titre, _champ(nom), forme, largeur, elastique=True, tri=nom, aide=aide)


COLONNES = (
    Colonne("Client", lambda x: f"{ecrire_code(x.client)} · {x.client_nom}", largeur=210, elastique=True, tri="client"),
    *(_montant(nom, titre, 90, aide) for nom, titre, _jeton, aide in AGES),
    *(_montant(nom, titre, 150 if nom == "solde" else 96, aide) for nom, titre, aide in _AUTRES),
)


@dataclass(frozen=True, slots=True)
class Barre:
    """One bar of the chart: its word, its amount in words, its share of the longest in thousandths, its colour."""

    libelle: str
    montant: str
    part: int
    jeton: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of a day; ``cles`` are the letters by which each row is found, made in the reader thread."""

    au: dt.date
    lignes: tuple[LigneBalanceAgee, ...]
    cles: tuple[str, ...]


def lire_balance(services: Services, suivi: Suivi, au: dt.date) -> Balance:
    """Read the balance of all clients (reader thread)."""
    from caisse_clients.application.lectures_editions import balance_agee

    with services.lire() as lecteur:
        lignes = tuple(balance_agee(lecteur, au))
    suivi.avancer(0, 0, "")
    return Balance(au, lignes, tuple(f"{ligne.client} {cle_recherche(ligne.client_nom)}" for ligne in lignes))


def lire_jour(texte: str, aujourd_hui: dt.date) -> dt.date:
    """Read the day typed, today when nothing is; raises ``date_invalide``."""
    return lire_date(texte, champ="au") if texte.strip() else aujourd_hui


def filtrer(balance: Balance, texte: str) -> Sequence[LigneBalanceAgee]:
    """Return the rows whose name or code contains every word typed; accents and case do not matter."""
    mots = cle_recherche(texte).split()
    if texte.strip() and texte.replace("\u202f", "").replace(" ", "").isdigit():
        mots = [texte.replace("\u202f", "").replace(" ", "")]
    if not mots:
        return balance.lignes
    return [x for x, cle in zip(balance.lignes, balance.cles, strict=True) if all(mot in cle for mot in mots)]


def totaux(lignes: Sequence[LigneBalanceAgee]) -> LigneBalanceAgee:
    """Return the sums of these rows."""
    return LigneBalanceAgee(0, "", *(sum(int(ligne[rang]) for ligne in lignes) for rang in range(2, _LARGEUR)))


def pied(somme: LigneBalanceAgee, nombre: int) -> Mapping[str, str]:
    """Return the totals by column."""
    if not nombre:
        return {}
    champs = {titre: nom for nom, titre, *_ in (*AGES, *_AUTRES)}
    montants = {titre: ecrire_montant(int(getattr(somme, nom))) for titre, nom in champs.items()}
    return {"Client": "Totaux"} | montants | {"Solde": ecrire_solde(somme.solde)}


def barres(somme: LigneBalanceAgee) -> tuple[Barre, ...]:
    """Return one bar an age, as long as its share of the longest."""
    montants = [int(getattr(somme, nom)) for nom, *_ in AGES]
    plus_long, total = max(montants), sum(montants)
    return tuple(
        Barre(
            titre,
            f"{ecrire_montant(montant)} €" + (f"  ·  {(montant * 200 + total) // (2 * total)} %" if total else ""),
            montant * 1000 // plus_long if plus_long else 0,
            jeton,
        )
        for (_nom, titre, jeton, _aide), montant in zip(AGES, montants, strict=True)
    )


def solde_en_mots(somme: LigneBalanceAgee, au: dt.date) -> str:
    """Return the balance of the rows shown, in words."""
    mots = "dus par les clients" if somme.solde >= 0 else "en faveur des clients"
    return f"Au {ecrire_date(au)} :\n{ecrire_montant(abs(somme.solde))} € {mots}"


def nombre_en_mots(nombre: int) -> str:
    """Return how many clients the grid has."""
    return f"{ecrire_code(nombre)} client{'s' if nombre > 1 else ''}"


def texte_vide(balance: Balance, recherche: str) -> str:
    """Return what an empty grid says, and what to do next."""
    if recherche.strip() and balance.lignes:
        return "Aucun client de la balance ne contient ces lettres."
    return f"Au {ecrire_date(balance.au)}, aucun client ne doit rien et n'a rien d'avance."


def empechement(geste: str, *, ligne: LigneBalanceAgee | None, nombre: int, erreur: bool) -> str:
    """Return why ``geste`` (a catalogue id) cannot be done now; rights are seen elsewhere."""
    nom = geste.partition(".")[2]
    if nom in ("exporter", "imprimer"):
        if erreur:
            return DATE_A_CORRIGER
        return "" if nombre else VIDE
    if nom in ("ouvrir", "fiche", "menu"):
        return "" if ligne is not None else CHOISIR_LIGNE
    return ""


def illisible(texte: str, aujourd_hui: dt.date) -> ErreurMetier | None:
    """Return why the day typed cannot be read, None when it can."""
    try:
        lire_jour(texte, aujourd_hui)
    except ErreurMetier as erreur:
        return erreur
    return None


def titre(au: dt.date) -> str:
    """Return the name of the balance, for a file."""
    return f"Balance âgée au {au.isoformat()}"
