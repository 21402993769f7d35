"""Reminders, without Qt: what would be sent, what is chosen of it, what was sent (DOMAIN §1, LEGAL §5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caisse_clients.application.commandes.echeances import Relancer
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.comptes import controler_date
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeancier import LigneRelance
from caisse_clients.domain.relances import RelanceProposee
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, lire_date
from caisse_clients.kernel.suivi import Annulee

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

TITRE = "Relances"
LECTURE = "Recherche des échéances à relancer…"
CHOISIR = "Choisissez d'abord une ligne."
RIEN_COCHE = "Cochez au moins une relance : Espace sur la ligne, ou F8 pour toutes."
EN_COURS = "L'envoi est en cours."
REVENIR = "Revenez à l'onglet « À envoyer »."
SANS_LETTRE = "Une lettre s'imprime une fois la relance envoyée : choisissez-la dans l'onglet « Journal »."
NIVEAUX_EN_MOTS = {1: "1re relance", 2: "2e relance", 3: "3e relance"}
GESTES_A_ENVOYER = ("relances.ouvrir", "relances.fiche", "relances.tout")
GESTES_JOURNAL = ("relances.lettre", "relances.fiche")


def total(r: RelanceProposee) -> int:
    """Return what the letter asks, in centimes."""
    return r.montant + r.frais + r.penalites


COLONNES = (
    Colonne("", lambda _r: "", largeur=34, cle="coche", aide="Espace coche ; F8 coche tout."),
    Colonne(
        "Client",
        lambda r: f"{ecrire_code(r.client)} · {r.client_nom}",
        largeur=220,
        elastique=True,
        tri="client",
    ),
    Colonne(
        "Échéances",
        lambda r: ", ".join(e.cle for e in r.echeances),
        largeur=240,
        elastique=True,
        aide="Celles que nomme la lettre ; le détail est dessous.",
    ),
    Colonne(
        "Retard",
        lambda r: max(e.jours for e in r.echeances),
        Format.ENTIER,
        72,
        tri="retard",
        aide="Jours de retard de la plus ancienne.",
    ),
    Colonne(
        "Échu", lambda r: r.montant, Format.MONTANT, 104, tri="montant", aide="Ce qui reste dû, disponible déduit."
    ),
    Colonne("Frais", lambda r: r.frais, Format.MONTANT, 88, tri="frais", aide="Frais de relance et indemnité."),
    Colonne("Pénalités", lambda r: r.penalites, Format.MONTANT, 92, tri="penalites", aide="Professionnels seulement."),
    Colonne("Total demandé", total, Format.MONTANT, 116, tri="total"),
)
DETAIL = (
    Colonne("Facture", lambda e: e.piece, largeur=160, elastique=True),
    Colonne("Échéance", lambda e: e.date_echeance, Format.DATE, 96),
    Colonne("Jours de retard", lambda e: e.jours, Format.ENTIER, 116),
    Colonne(
        "Reste dû", lambda e: e.reste, Format.MONTANT, 110, aide="Après ce que le disponible du client couvrirait."
    ),
)
JOURNAL = (
    Colonne("Date", lambda r: r.date, Format.DATE, 96, tri="date"),
    Colonne("Client", lambda r: f"{ecrire_code(r.client)} · {r.client_nom}", largeur=220, elastique=True, tri="client"),
    Colonne("Niveau", lambda r: NIVEAUX_EN_MOTS[r.niveau], largeur=104, tri="niveau"),
    Colonne("Pièces", lambda r: ", ".join(r.pieces), largeur=260, elastique=True),
    Colonne("Échu", lambda r: r.montant, Format.MONTANT, 110, tri="montant"),
    Colonne("Frais", lambda r: r.frais, Format.MONTANT, 96, tri="frais"),
    Colonne("Envoyée par", lambda r: r.utilisateur, largeur=110, tri="utilisateur"),
)


@dataclass(frozen=True, slots=True)
class Demande:
    """What would be sent is asked for: level, date, one client or all."""

    niveau: int
    au: dt.date
    client: int | None = None


def lire_demande(niveau: int, au: str, client: int | None, aujourd_hui: dt.date) -> Demande:
    """Return the question; an empty date is today. Raises ``date_invalide``, ``date_future`` (``au``)."""
    jour = lire_date(au, champ="au") if au.strip() else aujourd_hui
    return Demande(niveau, controler_date(jour, aujourd_hui, champ="au"), client)


@dataclass(frozen=True, slots=True)
class Lu:
    """What a reading brings: the reminders due, their days, and those already sent."""

    demande: Demande
    proposees: tuple[RelanceProposee, ...]
    journal: tuple[LigneRelance, ...]
    jours: int


def lire(services: Services, demande: Demande) -> Lu:
    """Read what would be sent, and the journal of the same client (reader thread)."""
    from caisse_clients.application.lectures import valeurs_parametres
    from caisse_clients.application.lectures_editions import journal_relances, relances_proposees

    with services.lire() as lecteur:
        return Lu(
            demande,
            tuple(relances_proposees(lecteur, demande.niveau, demande.au, demande.client)),
            tuple(journal_relances(lecteur, demande.client)),
            int(valeurs_parametres(lecteur)[f"relance.{demande.niveau}.jours"]),
        )


def texte_vide(lu: Lu) -> str:
    """Return what an empty list says: why nothing is due, what to do."""
    avant = "" if lu.demande.niveau == 1 else f", déjà relancée au niveau {lu.demande.niveau - 1}"
    return (
        f"Rien à relancer au niveau {lu.demande.niveau} le {ecrire_date(lu.demande.au)}.\n"
        f"Une échéance l'est après {lu.jours} jours de retard{avant}, hors litige et si le disponible ne la couvre pas."
    )


JOURNAL_VIDE = "Aucune relance n'a encore été envoyée."


def choisies(proposees: Sequence[RelanceProposee], cochees: Collection[int]) -> list[RelanceProposee]:
    """Return those ticked, in the order shown."""
    return [r for r in proposees if r.client in cochees]


def en_mots(proposees: Sequence[RelanceProposee], cochees: Collection[int]) -> str:
    """Say how many are ticked and what they ask."""
    if not proposees:
        return ""
    retenues = choisies(proposees, cochees)
    somme = sum(total(r) for r in retenues)
    de = f"{ecrire_code(len(retenues)) if retenues else 'Aucune'} sur {ecrire_code(len(proposees))} cochée"
    return f"{de}{'s' if len(retenues) > 1 else ''} — total demandé {ecrire_montant(somme)} €"


def question(retenues: Sequence[RelanceProposee], demande: Demande) -> str:
    """Return what is asked before sending."""
    nombre = len(retenues)
    somme = ecrire_montant(sum(total(r) for r in retenues))
    nom = NIVEAUX_EN_MOTS[demande.niveau]
    if nombre == 1:
        debut = f"Envoyer la {nom} à {retenues[0].client_nom}, pour {somme} € ?"
    else:
        debut = f"Envoyer {ecrire_code(nombre)} lettres de {nom}, pour {somme} € en tout ?"
    return (
        f"{debut}\nElles sont datées du {ecrire_date(demande.au)} et inscrites au journal ; les lettres s'affichent "
        "ensuite. Une échéance n'est relancée qu'une fois à chaque niveau."
    )


def commandes(
    retenues: Sequence[RelanceProposee], proposees: Sequence[RelanceProposee], demande: Demande
) -> tuple[Relancer, ...]:
    """Return what sends exactly those ticked: one command for all of them, or one a client."""
    if len(retenues) == len(proposees):
        return (Relancer(demande.niveau, demande.au, demande.client),)
    return tuple(Relancer(demande.niveau, demande.au, r.client) for r in retenues)


@dataclass(frozen=True, slots=True)
class Envoi:
    """What was sent: numbers of the reminders, and whether Annuler stopped the rest."""

    relances: tuple[int, ...]
    arrete: bool = False
    sujets: frozenset[Sujet] = frozenset({Sujet.PIECES})
    """What open screens read again."""


def envoyer(services: Services, suivi: Suivi, a_faire: Sequence[tuple[Relancer, str]]) -> Envoi:
    """Run the commands with their ids, one after the other (writer thread); what was sent stays sent when stopped."""
    faites: list[int] = []
    for rang, (commande, id_commande) in enumerate(a_faire):
        try:
            suivi.avancer(rang, len(a_faire), "Envoi des relances")
        except Annulee:
            return Envoi(tuple(faites), arrete=True)
        valeurs: Any = services.executer(commande, id_commande=id_commande).valeurs["relances"]
        faites += [int(faite["relance"]) for faite in valeurs]
    return Envoi(tuple(faites))


def compte_rendu(envoi: Envoi) -> str:
    """Say what was sent."""
    nombre = len(envoi.relances)
    if not nombre and envoi.arrete:
        return "Envoi arrêté : rien n'a été envoyé."
    if not nombre:
        return "Rien n'a été envoyé : ces échéances viennent d'être réglées ou relancées."
    fait = f"{ecrire_code(nombre)} relance{'s' if nombre > 1 else ''} inscrite{'s' if nombre > 1 else ''} au journal."
    return f"{fait} Envoi arrêté : les autres restent à envoyer." if envoi.arrete else fait


def composer(services: Services, suivi: Suivi, relances: Sequence[int]) -> bytes:
    """Return the letters of these reminders in one PDF (reader thread)."""
    from caisse_clients.application.editions import editer_relances

    return editer_relances(services, relances, suivi)


def empechement(
    geste: str,
    *,
    onglet_journal: bool,
    ligne: RelanceProposee | LigneRelance | None,
    cochees: int,
    nombre: int,
    droits: Collection[Droit],
    en_cours: bool,
) -> str:
    """Return why ``geste`` (a catalogue id) cannot be done now, empty when it can."""
    nom = geste.partition(".")[2]
    vide = "Il n'y a rien à relancer." if nom in ("envoyer", "tout") else "La liste est vide."
    raisons = {
        "envoyer": (
            REVENIR if onglet_journal else "",
            EN_COURS if en_cours else "",
            "" if nombre else vide,
            manque_de_droit(Droit.RELANCER, droits),
            "" if cochees else RIEN_COCHE,
        ),
        "tout": (REVENIR if onglet_journal else "", "" if nombre else vide),
        "lettre": ("" if onglet_journal else SANS_LETTRE, CHOISIR if ligne is None else ""),
        "exporter": ("" if nombre else vide,),
        **dict.fromkeys(("ouvrir", "fiche", "menu"), (CHOISIR if ligne is None else "",)),
    }
    return next(filter(None, raisons.get(nom, ())), "")
