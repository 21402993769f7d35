"""The detailed statement of the walk-in client: ticket by ticket, lines and payments, then totals by mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from caisse_clients.documents.blocs import Bloc, ColonneBloc, espace, tableau, titre
from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.documents.feuillet import A4, GRIS, MM, ROUGE, Aligne, Feuillet
from caisse_clients.documents.papier_a_lettre import GAUCHE, EnTete, PapierALettre
from caisse_clients.documents.tableau_long import ColonneLongue, Rangee, TableauLong
from caisse_clients.domain.releves import RelevePassager, TicketPassager
from caisse_clients.kernel.formats import (
    ecrire_code,
    ecrire_date,
    ecrire_montant,
    ecrire_pourcent,
    ecrire_quantite,
)
from caisse_clients.kernel.suivi import Suivi

_D = Aligne.DROITE
_TITRE = "Client passager"
_COLONNES = (
    ColonneLongue("Date"),
    ColonneLongue("Ticket"),
    ColonneLongue("Désignation", souple=True),
    ColonneLongue("Quantité", _D),
    ColonneLongue("TVA", _D),
    ColonneLongue("Montant TTC", _D),
    ColonneLongue("Total TTC", _D),
)


@dataclass(frozen=True, slots=True)
class DonneesPassager:
    """The walk-in sales of a station and period, and what stands around them."""

    emetteur: Emetteur
    passager: RelevePassager
    station: str
    legal: str = ""
    edition: str = ""
    sans_valeur: str = ""


def rendre_client_passager(donnees: DonneesPassager, *, suivi: Suivi | None = None) -> bytes:
    """Return the statement as PDF, the same bytes for the same values."""
    passager = donnees.passager
    feuillet = Feuillet(
        A4, titre=f"{_TITRE} - {donnees.station}", auteur=donnees.emetteur.raison_sociale, sujet=_periode(passager)
    )
    par_ticket = [_rangees(ticket) for ticket in passager.tickets]
    rangees = [rangee for siennes in par_ticket for rangee in siennes]
    totaux = [
        ticket.total_ttc if rang == 0 else 0
        for ticket, siennes in zip(passager.tickets, par_ticket, strict=True)
        for rang in range(len(siennes))
    ]
    cumuls = [0, *accumulate(totaux)]

    def reports(rang: int) -> Sequence[str]:
        return _textes(total=ecrire_montant(cumuls[rang]))

    vide = "Aucune vente au comptoir sur la période."
    table = TableauLong(
        feuillet, PapierALettre(feuillet, _en_tete(donnees)), _COLONNES, rangees, reports=reports, vide=vide
    )
    nombre = len(passager.tickets)
    total = table.total(
        f"Total de {ecrire_code(nombre)} tickets" if nombre > 1 else "Total",
        _textes(total=ecrire_montant(passager.total)),
    )
    table.tracer([total, *_par_mode(feuillet, passager)], suivi=suivi)
    return feuillet.octets()


def _rangees(ticket: TicketPassager) -> list[Rangee]:
    """A ticket: its total, its lines, how it was paid, the avoirs made on it since."""
    rangees = [
        Rangee(
            _textes(date=ecrire_date(ticket.date), ticket=ticket.numero, total=ecrire_montant(ticket.total_ttc)),
            forte=True,
            lie=True,
        )
    ]
    for ligne in ticket.lignes:
        textes = _textes(
            libelle=ligne.libelle,
            quantite=ecrire_quantite(ligne.quantite),
            taux=f"{ecrire_pourcent(ligne.taux)}\u00a0%",
            montant=ecrire_montant(ligne.montant_ttc),
        )
        rangees.append(Rangee(textes))
    if ticket.paiements:
        payes = " · ".join(f"{mode} {ecrire_montant(montant)}" for mode, montant in ticket.paiements)
        rangees.append(Rangee(_textes(libelle=f"Payé : {payes}"), couleur=GRIS))
    if ticket.avoirs:
        rangees.append(Rangee(_textes(libelle=f"Avoir : {', '.join(ticket.avoirs)}"), couleur=ROUGE))
    return rangees


def _textes(  # noqa: PLR0917 - the columns, in their order
    date: str = "",
    ticket: str = "",
    libelle: str = "",
    quantite: str = "",
    taux: str = "",
    montant: str = "",
    total: str = "",
) -> Sequence[str]:
    return date, ticket, libelle, quantite, taux, montant, total


def _par_mode(feuillet: Feuillet, passager: RelevePassager) -> list[Bloc]:
    if not passager.totaux:
        return []
    colonnes = [ColonneBloc("Mode de règlement", 60 * MM), ColonneBloc("Montant", 30 * MM, _D)]
    somme = sum(montant for _, montant in passager.totaux)
    lignes = [[mode, ecrire_montant(montant)] for mode, montant in passager.totaux]
    lignes.append(["Total encaissé", ecrire_montant(somme)])
    debut = [espace(5 * MM, lie=True), titre(feuillet, GAUCHE, "Totaux par mode de règlement")]
    return debut + tableau(feuillet, GAUCHE, colonnes, lignes, gras=frozenset({len(lignes) - 1}))


def _periode(passager: RelevePassager) -> str:
    if passager.du == passager.au:
        return f"le {ecrire_date(passager.du)}"
    return f"du {ecrire_date(passager.du)} au {ecrire_date(passager.au)}"


def _en_tete(donnees: DonneesPassager) -> EnTete:
    periode = _periode(donnees.passager)
    return EnTete(
        emetteur=donnees.emetteur,
        titre=_TITRE,
        reference=f"Extrait détaillé — {donnees.station}",
        dates=periode,
        suite=f"Extrait détaillé {_TITRE.lower()} {periode}",
        destinataire=(),
        legal=donnees.legal,
        edition=donnees.edition,
        sans_valeur=donnees.sans_valeur,
    )
