"""Trésorerie > Chèques au coffre, without Qt: the columns, what is ticked, what may be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from caisse_clients.domain.vues_acces import ChequeDetenu
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.presentateurs.mots_acces import euros
from caisse_clients.kernel.formats import ecrire_code, ecrire_date

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

PORTEE = "cheques"
TITRE = "Chèques au coffre"
LECTURE = "Lecture…"
SANS_DATE = "Donnez la date jusqu'à laquelle montrer les chèques, par exemple 310814."
RIEN_COCHE = "Cochez au moins un chèque : Espace sur sa ligne, ou Ctrl+A pour tous."
CHOISIR = "Choisissez d'abord un chèque."
GESTES = (f"{PORTEE}.encaisser", f"{PORTEE}.fiche", f"{PORTEE}.tout")

Cle = tuple[int, int]
"""A cheque: its accès, its rank."""

COLONNES = (
    Colonne("", lambda _c: "", largeur=34, cle="coche", aide="Espace coche ; Ctrl+A coche tout."),
    Colonne("Date", lambda c: c.date, Format.DATE, 96, tri="date"),
    Colonne("Client", lambda c: f"{ecrire_code(c.client)} · {c.client_nom}", largeur=220, elastique=True, tri="client"),
    Colonne("Accès", lambda c: c.libelle, largeur=170, elastique=True, tri="acces"),
    Colonne("N° du chèque", lambda c: c.numero, largeur=120, tri="numero"),
    Colonne("Banque", lambda c: c.banque, largeur=130, tri="banque"),
    Colonne("Tireur", lambda c: c.tireur, largeur=160, elastique=True, tri="tireur"),
    Colonne("Montant", lambda c: c.montant, Format.MONTANT, 110, tri="montant"),
)


def cle(cheque: ChequeDetenu) -> Cle:
    """Name a cheque so that a tick survives a new reading."""
    return cheque.acces, cheque.rang


def lire(services: Services, au: dt.date) -> tuple[ChequeDetenu, ...]:
    """Return the cheques that may be cashed by ``au``, oldest first (reader thread)."""
    from caisse_clients.application.lectures_acces import cheques_detenus

    with services.lire() as lecteur:
        return tuple(cheques_detenus(lecteur, au))


def choisis(cheques: Sequence[ChequeDetenu], coches: Collection[Cle]) -> tuple[ChequeDetenu, ...]:
    """Return the cheques ticked, in the order shown."""
    return tuple(c for c in cheques if cle(c) in coches)


def nombre_en_mots(cheques: Sequence[ChequeDetenu]) -> str:
    """Say how many cheques are shown and what they come to."""
    return _compter(cheques) if cheques else ""


def coches_en_mots(cheques: Sequence[ChequeDetenu], coches: Collection[Cle]) -> str:
    """Say what is ticked."""
    retenus = choisis(cheques, coches)
    s = "s" if len(retenus) > 1 else ""
    return f"Coché{s} : {_compter(retenus)}" if retenus else "Rien n'est coché"


def si_vide(au: dt.date) -> str:
    """Return what the grid says when there is no cheque."""
    return (
        f"Aucun chèque au coffre n'est encaissable au {ecrire_date(au)}. "
        "Une date plus tardive montre les suivants ; la fiche d'un client vend un accès."
    )


def empechement(geste: str, *, coches: int, nombre: int, choisi: bool) -> str:
    """Return why an action cannot be done now, empty when it can."""
    if geste == "encaisser":
        return "" if coches else RIEN_COCHE
    if geste == "fiche":
        return "" if choisi else CHOISIR
    if geste in ("tout", "exporter", "imprimer"):
        return "" if nombre else "Aucun chèque n'est affiché."
    return ""


def _compter(cheques: Sequence[ChequeDetenu]) -> str:
    nombre = len(cheques)
    return f"{nombre} chèque{'s' if nombre > 1 else ''}, {euros(sum(c.montant for c in cheques))}"
