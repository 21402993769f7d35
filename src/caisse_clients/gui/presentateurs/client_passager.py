"""*Extrait détaillé client passager*, without Qt: tickets over their lines, totals by mode (manual 002 §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from caisse_clients.domain.releves import RelevePassager, TicketPassager
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.presentateurs import periode
from caisse_clients.gui.presentateurs.periode import Periode
from caisse_clients.kernel.formats import ecrire_code, ecrire_montant, ecrire_pourcent, ecrire_quantite

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

PERIODES = (
    Periode.AUJOURD_HUI,
    Periode.MOIS,
    Periode.MOIS_PRECEDENT,
    Periode.EXERCICE,
    Periode.EXERCICE_PRECEDENT,
    Periode.LIBRE,
)
LECTURE = "Lecture des tickets…"
SANS_DEBUT = "Donnez aussi le premier jour de la période."
PERIODE_A_CORRIGER = "Corrigez d'abord la période."
CHOISIR_LIGNE = "Choisissez d'abord un ticket."
VIDE = "Aucun ticket."
GESTES = ("client_passager.ouvrir", "client_passager.exporter", "client_passager.imprimer")
"""What the menu of a row offers, in order."""


class Rangee(NamedTuple):
    """A row: a ticket (``tete``), or one of its lines under it. ``ombre``: a ticket whose lines follow."""

    cle: tuple[str, int]
    tete: bool
    ombre: bool
    date: dt.date | None
    libelle: str
    quantite: str
    taux: str
    montant: int | None
    total: int | None
    modes: str

    @property
    def ticket(self) -> str:
        """Number of the ticket the row belongs to."""
        return self.cle[0]


COLONNES = (
    Colonne("Ticket", lambda r: r.ticket if r.tete else None, largeur=150),
    Colonne("Date", lambda r: r.date, Format.DATE, 96),
    Colonne("Désignation", lambda r: r.libelle, largeur=220, elastique=True),
    Colonne("Quantité", lambda r: r.quantite, largeur=76),
    Colonne("TVA", lambda r: r.taux, largeur=60),
    Colonne("Montant TTC", lambda r: r.montant, Format.MONTANT, 104, aide="Montant de la ligne."),
    Colonne("Total ticket", lambda r: r.total, Format.MONTANT, 104),
    Colonne("Payé par", lambda r: r.modes, largeur=190, elastique=True),
)


@dataclass(frozen=True, slots=True)
class Demande:
    """Walk-in sales asked for."""

    station: str
    du: dt.date
    au: dt.date

    def en_mots(self) -> str:
        """Return the station and the period for a heading."""
        return f"station {self.station}, {periode.en_mots((self.du, self.au))}"


@dataclass(frozen=True, slots=True)
class Lu:
    """What was read, with both lists of rows made in the reader thread."""

    demande: Demande
    releve: RelevePassager
    detail: list[Rangee]
    tickets: list[Rangee]


def lire(services: Services, suivi: Suivi, demande: Demande) -> Lu:
    """Read the tickets (reader thread); raises ``periode_inversee``, ``station_inconnue``."""
    from caisse_clients.application.lectures_editions import client_passager

    with services.lire() as lecteur:
        releve = client_passager(lecteur, demande.station, demande.du, demande.au)
    suivi.avancer(0, 0, "")
    detail = [rangee for ticket in releve.tickets for rangee in rangees(ticket)]
    return Lu(demande, releve, detail, [tete(ticket, ombre=False) for ticket in releve.tickets])


def rangees(ticket: TicketPassager) -> Iterator[Rangee]:
    """Yield the row of a ticket, then one a line."""
    yield tete(ticket, ombre=True)
    for rang, ligne in enumerate(ticket.lignes, 1):
        yield Rangee(
            (ticket.numero, rang),
            False,
            False,
            None,
            f"      {ligne.libelle}",
            ecrire_quantite(ligne.quantite),
            f"{ecrire_pourcent(ligne.taux)} %",
            ligne.montant_ttc,
            None,
            "",
        )


def tete(ticket: TicketPassager, *, ombre: bool) -> Rangee:
    """Return the row of a ticket: how many lines, what was given back on it, how it was paid."""
    nombre = len(ticket.lignes)
    parties = [f"{nombre} ligne{'s' if nombre > 1 else ''}", *(f"avoir {numero}" for numero in ticket.avoirs)]
    modes = " · ".join(f"{mode} {ecrire_montant(montant)}" for mode, montant in ticket.paiements)
    return Rangee(
        (ticket.numero, 0), True, ombre, ticket.date, ", ".join(parties), "", "", None, ticket.total_ttc, modes
    )


def cle(rangee: Rangee) -> tuple[str, int]:
    """Return what names a row over a new reading."""
    return rangee.cle


def couleur(rangee: Rangee) -> str | None:
    """Return the ground of a ticket whose lines follow."""
    return "neutre_doux" if rangee.ombre else None


def pied(releve: RelevePassager) -> Mapping[str, str]:
    """Return the total by column."""
    return {"Désignation": "Total", "Total ticket": ecrire_montant(releve.total)} if releve.tickets else {}


def totaux_par_mode(releve: RelevePassager) -> str:
    """Return what was taken by each mode, in words."""
    return "     ".join(f"{mode} {ecrire_montant(montant)} €" for mode, montant in releve.totaux)


def nombre_en_mots(releve: RelevePassager) -> str:
    """Return how many tickets there are."""
    nombre = len(releve.tickets)
    return f"{ecrire_code(nombre)} ticket{'s' if nombre > 1 else ''}" if nombre else VIDE.removesuffix(".")


def texte_vide(demande: Demande) -> str:
    """Return what a period without a ticket says, and what to do next."""
    return f"Aucun ticket au client passager, {demande.en_mots()}.\nChoisissez une autre période ou une autre station."


def empechement(geste: str, *, rangee: Rangee | None, nombre: int, erreur: bool) -> str:
    """Return why ``geste`` (a catalogue id) cannot be done now; rights are seen elsewhere."""
    nom = geste.partition(".")[2]
    if nom in ("imprimer", "exporter"):
        if erreur:
            return PERIODE_A_CORRIGER
        return "" if nombre else VIDE
    if nom in ("ouvrir", "menu"):
        return "" if rangee is not None else CHOISIR_LIGNE
    return ""


def total_en_mots(releve: RelevePassager) -> str:
    """Return the total of the period, in words."""
    return f"Total {ecrire_montant(releve.total)} € TTC"
