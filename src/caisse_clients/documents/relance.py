"""A reminder: the shop's letter, the échéances it names, what is added to them, what is to pay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from caisse_clients.documents.blocs import Bloc, espace, paragraphe
from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.documents.feuillet import A4, ACCENT, BLANC, FILET, GRIS, MM, NOIR, Aligne, Feuillet
from caisse_clients.documents.papier_a_lettre import DROITE, GAUCHE, EnTete, PapierALettre
from caisse_clients.documents.polices import couper
from caisse_clients.documents.tableau_long import ColonneLongue, Rangee, TableauLong
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

_D = Aligne.DROITE
_LARGE_TOTAUX = 96 * MM
_RANGEE = 5.4 * MM
_NET = 10.5 * MM
_CORPS = 9.6
_COLONNES = (
    ColonneLongue("Facture", souple=True),
    ColonneLongue("du"),
    ColonneLongue("Échéance"),
    ColonneLongue("Jours de retard", _D),
    ColonneLongue("Reste à payer", _D),
)
_ORDINAUX = {1: "1re relance", 2: "2e relance", 3: "3e relance"}


@dataclass(frozen=True, slots=True)
class EcheanceRelancee:
    """An échéance that a reminder names: its facture, what of it was still due that day (centimes)."""

    piece: str
    date_piece: dt.date
    date_echeance: dt.date
    jours: int
    reste: int


@dataclass(frozen=True, slots=True)
class DonneesRelance:
    """Everything the letter says; amounts in centimes. ``indemnite``, a professional's, comes on top of ``frais``.

    ``virement`` says where to send a virement, "" when nowhere.
    """

    emetteur: Emetteur
    client: int
    client_nom: str
    destinataire: tuple[str, ...]
    niveau: int
    date: dt.date
    texte: str
    echeances: tuple[EcheanceRelancee, ...]
    frais: int = 0
    indemnite: int = 0
    penalites: int = 0
    virement: str = ""
    mentions: tuple[str, ...] = ()
    legal: str = ""
    edition: str = ""
    sans_valeur: str = ""

    @property
    def echu(self) -> int:
        """What was due and not paid."""
        return sum(e.reste for e in self.echeances)

    @property
    def total(self) -> int:
        """What is asked."""
        return self.echu + self.frais + self.indemnite + self.penalites


def rendre_relance(donnees: DonneesRelance) -> bytes:
    """Return the letter as PDF, the same bytes for the same values."""
    return rendre_relances([donnees])


def rendre_relances(toutes: Iterable[DonneesRelance]) -> bytes:
    """Return many letters in one PDF, each from page 1 of its own; ``toutes`` is not empty."""
    feuillet: Feuillet | None = None
    for donnees in toutes:
        if feuillet is None:
            titre = f"Relance - {donnees.client_nom}"
            feuillet = Feuillet(A4, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet="Relance")
        else:
            feuillet.page_suivante()
        _tracer(feuillet, donnees)
    if feuillet is None:
        raise ValueError("aucune relance")
    return feuillet.octets()


def _tracer(feuillet: Feuillet, donnees: DonneesRelance) -> None:
    avant = [
        *_texte(feuillet, "Madame, Monsieur,"),
        espace(2 * MM),
        *_texte(feuillet, donnees.texte),
        espace(4 * MM),
    ]
    rangees = [
        Rangee(
            (e.piece, ecrire_date(e.date_piece), ecrire_date(e.date_echeance), str(e.jours), ecrire_montant(e.reste))
        )
        for e in donnees.echeances
    ]
    cumuls = [0, *accumulate(e.reste for e in donnees.echeances)]

    def reports(rang: int) -> Sequence[str]:
        return "", "", "", "", ecrire_montant(cumuls[rang])

    papier = PapierALettre(feuillet, _en_tete(donnees))
    table = TableauLong(feuillet, papier, _COLONNES, rangees, reports=reports, avant=avant)
    table.tracer(_suite(feuillet, donnees))


def _suite(feuillet: Feuillet, donnees: DonneesRelance) -> list[Bloc]:
    """What follows the échéances; the signature never stands alone on a page."""
    blocs = [espace(4 * MM, lie=True), _totaux(feuillet, donnees), espace(6 * MM)]
    if donnees.virement:
        blocs += [*_texte(feuillet, donnees.virement), espace(3 * MM)]
    formule = _texte(feuillet, "Veuillez agréer, Madame, Monsieur, nos salutations distinguées.")
    blocs += [bloc._replace(lie=True) for bloc in formule]
    blocs += [espace(4 * MM, lie=True), *_texte(feuillet, donnees.emetteur.raison_sociale), espace(6 * MM)]
    for mention in filter(None, donnees.mentions):
        blocs += [*paragraphe(feuillet, GAUCHE, DROITE - GAUCHE, mention), espace(1 * MM)]
    return blocs


def _texte(feuillet: Feuillet, texte: str) -> list[Bloc]:
    """Return the text of the letter, line by line, as the shop wrote its paragraphs."""

    def ligne(contenu: str) -> Callable[[float], None]:
        return lambda y: feuillet.texte(GAUCHE, y + 3.6 * MM, contenu, corps=_CORPS)

    return [Bloc(4.9 * MM, ligne(contenu)) for contenu in couper(texte, DROITE - GAUCHE, _CORPS)]


def _totaux(feuillet: Feuillet, donnees: DonneesRelance) -> Bloc:
    rangees = [
        ("Échéances non payées", donnees.echu),
        ("Frais de relance", donnees.frais),
        ("Indemnité forfaitaire de recouvrement", donnees.indemnite),
        ("Pénalités de retard", donnees.penalites),
    ]
    rangees = [(libelle, montant) for libelle, montant in rangees if montant]
    gauche = DROITE - _LARGE_TOTAUX

    def tracer(y: float) -> None:
        if len(rangees) > 1:
            for libelle, montant in rangees:
                feuillet.texte(gauche + 3 * MM, y + 3.7 * MM, libelle, corps=9, couleur=GRIS)
                feuillet.texte(DROITE - 3 * MM, y + 3.7 * MM, ecrire_montant(montant), corps=9, couleur=NOIR, aligne=_D)
                y += _RANGEE
                feuillet.trait(gauche, y, DROITE, y, couleur=FILET, epais=0.4)
            y += 1.5 * MM
        feuillet.boite(gauche, y, _LARGE_TOTAUX, _NET, fond=ACCENT)
        base = y + _NET / 2 + 1.6 * MM
        feuillet.texte(gauche + 3 * MM, base, "Total à payer", corps=10, gras=True, couleur=BLANC)
        total = f"{ecrire_montant(donnees.total)}\u00a0€"
        feuillet.texte(DROITE - 3 * MM, base, total, corps=13.5, gras=True, couleur=BLANC, aligne=_D)

    haut = _NET + (len(rangees) * _RANGEE + 1.5 * MM if len(rangees) > 1 else 0)
    return Bloc(haut, tracer)


def _en_tete(donnees: DonneesRelance) -> EnTete:
    return EnTete(
        emetteur=donnees.emetteur,
        titre="Relance",
        reference=_ORDINAUX[donnees.niveau],
        dates=f"du {ecrire_date(donnees.date)}",
        suite=f"{_ORDINAUX[donnees.niveau]} du {ecrire_date(donnees.date)} — {donnees.client_nom[:60]}",
        destinataire=donnees.destinataire,
        precisions=(("N° client", ecrire_code(donnees.client)),),
        legal=donnees.legal,
        edition=donnees.edition,
        sans_valeur=donnees.sans_valeur,
    )
