"""The tab *Financier* of the client's card, without Qt: columns, totals, the balance in words (manual 001)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.releves import solde_en_mots
from caisse_clients.domain.vues import EtatCompte, VueCompte
from caisse_clients.domain.vues_acces import LigneFinancier, SorteFinancier, VueFinancier
from caisse_clients.domain.vues_ventes import LigneDisponible, VueMode
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.gui.presentateurs.devises import ecrire_en
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

GESTES = frozenset({"avoir", "rembourser", "bon", "ouvrir_mouvement"})
"""Last part of the catalogue ids that this tab answers."""
GESTES_DE_LIGNE = ("ouvrir_mouvement", "avoir", "rembourser", "bon", "exporter", "imprimer")
"""What the menu of a row offers, in order."""
LECTURE = "Lecture…"
VIDE = "Rien n'a encore été vendu à ce client, ni encaissé de lui."
SANS_BON = "Ce client n'a aucun compte avoir : un avoir gardé en ouvre un."
SANS_DISPONIBLE = "Ce client n'a rien de disponible : il n'y a rien à rembourser."
_AILLEURS = "Ouvrez d'abord l'onglet Financier."
_CHOISIR = "Choisissez d'abord une ligne de l'onglet Financier."
_GRAVITES = {
    SorteFinancier.VENTE: Gravite.NEUTRE,
    SorteFinancier.AVOIR: Gravite.INFO,
    SorteFinancier.ENCAISSEMENT: Gravite.SUCCES,
    SorteFinancier.REMBOURSEMENT: Gravite.ALERTE,
    SorteFinancier.COMPTE: Gravite.NEUTRE,
}
_VENTES = (SorteFinancier.VENTE, SorteFinancier.AVOIR)

COLONNES = (
    Colonne("Date", lambda ligne: ligne.date, Format.DATE, 96),
    Colonne("Sorte", lambda ligne: Pastille(ligne.sorte.libelle, _GRAVITES[ligne.sorte]), Format.PASTILLE, 140),
    Colonne("Pièce ou RC", lambda ligne: ligne.reference, largeur=160),
    Colonne("Description", lambda ligne: ligne.description, largeur=220, elastique=True),
    Colonne("Mode", lambda ligne: ligne.mode, largeur=120),
    Colonne(
        "Vente",
        lambda ligne: ligne.vente if ligne.sorte in _VENTES else None,
        Format.MONTANT,
        116,
        aide="Ce qui est vendu au client ; un avoir est une vente négative.",
    ),
    Colonne(
        "Encaissement",
        lambda ligne: None if ligne.sorte in _VENTES else ligne.encaissement,
        Format.MONTANT,
        116,
        aide="Ce qui est reçu du client ; un remboursement est un encaissement négatif.",
    ),
)


@dataclass(frozen=True, slots=True)
class Etat:
    """What the tab shows of what was read."""

    lignes: Sequence[LigneFinancier]
    pied: Mapping[str, str]
    solde: str
    nombre: str


def lire_financier(services: Services, client: int, au: dt.date) -> Etat:
    """Read the tab (reader thread); raises ``client_inconnu``."""
    from caisse_clients.application.lectures_acces import financier

    with services.lire() as lecteur:
        return etat(financier(lecteur, client, au=au))


def etat(lu: VueFinancier) -> Etat:
    """Return the rows, the totals under both columns and the balance in words."""
    nombre = len(lu.lignes)
    return Etat(
        lu.lignes,
        {
            "Description": "Totaux",
            "Vente": ecrire_montant(lu.ventes),
            "Encaissement": ecrire_montant(lu.encaissements),
        }
        if nombre
        else {},
        solde_en_mots(lu.solde, ecrire_montant(abs(lu.solde))),
        f"{ecrire_code(nombre)} ligne{'s' if nombre > 1 else ''}" if nombre else "",
    )


def cle(ligne: LigneFinancier) -> object:
    """Return what names a row over a new reading."""
    return ligne


def cible(ligne: LigneFinancier, client: int) -> tuple[str, dict[str, object]]:
    """Return the screen a row opens and its parameters."""
    if ligne.piece:
        return "piece", {"piece": ligne.piece}
    if ligne.reglement:
        return "reglements", {"reglement": ligne.reglement}
    return "comptes_clients", {"client": client, "compte": ligne.compte}


def empechement(geste: str, ligne: LigneFinancier | None, *, devant: bool) -> str:
    """Return why ``geste`` cannot be done: the tab is behind, or nothing is chosen."""
    if not devant:
        return _AILLEURS
    return _CHOISIR if geste == "ouvrir_mouvement" and ligne is None else ""


# --- Give back a disponible, show a bon: what there is to choose among


@dataclass(frozen=True, slots=True)
class Rendables:
    """What may be given back to a client, and how."""

    lignes: tuple[LigneDisponible, ...]
    modes: tuple[VueMode, ...]


def lire_rendables(services: Services, client: int) -> Rendables:
    """Read the disponibles and the modes (reader thread)."""
    from caisse_clients.application import lectures_ventes

    with services.lire() as lecteur:
        return Rendables(tuple(lectures_ventes.disponibles(lecteur, client)), tuple(lectures_ventes.modes(lecteur)))


def texte_du_rendable(ligne: LigneDisponible) -> str:
    """Return a disponible as the list shows it."""
    disponible = ecrire_en(ligne.disponible_devise, ligne.devise)
    return f"{ligne.titre} du {ecrire_date(ligne.date)} : {disponible} disponibles"


def lire_comptes_avoir(services: Services, client: int) -> tuple[VueCompte, ...]:
    """Read the comptes avoir of a client, those that can still pay first (reader thread)."""
    from caisse_clients.application.lectures import comptes_du_client

    with services.lire() as lecteur:
        tous = comptes_du_client(lecteur, client, EtatCompte.TOUS, [TypeCompte.AVOIR])
    return tuple(sorted(tous, key=lambda c: (c.solde == 0, -c.numero)))


def bon_evident(comptes: Sequence[VueCompte]) -> VueCompte | None:
    """Return the compte that nobody has to choose: the only one, or the only one that can still pay."""
    if len(comptes) == 1:
        return comptes[0]
    utilisables = [c for c in comptes if c.solde]
    return utilisables[0] if len(utilisables) == 1 else None


def texte_du_compte(compte: VueCompte) -> str:
    """Return a compte avoir as the list shows it."""
    reste = f"{ecrire_montant(compte.solde)} € en faveur du client" if compte.solde else "soldé"
    return f"Compte avoir n° {ecrire_code(compte.numero)} du {ecrire_date(compte.date_ouverture)} : {reste}"
