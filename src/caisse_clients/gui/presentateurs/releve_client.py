"""*Extrait compte client*, without Qt: the question, the rows, the totals, what a row opens (manual 002 §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.domain.releves import LigneReleve, Releve, SorteReleve, solde_en_mots
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.presentateurs import periode
from caisse_clients.gui.presentateurs.periode import Periode
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, ecrire_solde

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

PERIODES = (
    Periode.EXERCICE,
    Periode.EXERCICE_PRECEDENT,
    Periode.MOIS,
    Periode.MOIS_PRECEDENT,
    Periode.TOUT,
    Periode.LIBRE,
)
SANS_CLIENT = "Choisissez un client : tapez son code, ou trois lettres de son nom (F7)."
LECTURE = "Lecture du compte…"
CHOISIR_LIGNE = "Choisissez d'abord une ligne du relevé."
RIEN_A_OUVRIR = "Cette ligne n'est pas une pièce, ni un règlement, ni un compte : elle n'ouvre rien."
PERIODE_A_CORRIGER = "Corrigez d'abord la période."
GESTES = ("releve_client.ouvrir", "releve_client.fiche", "releve_client.exporter", "releve_client.imprimer")
"""What the menu of a row offers, in order."""
_OUVERTURE = -1
"""Écriture of the opening row: none has this number."""

COLONNE_HT = "HT"
COLONNES = (
    Colonne("Date", lambda ligne: ligne.date, Format.DATE, 96),
    Colonne("Référence", lambda ligne: ligne.reference, largeur=150),
    Colonne("Description", lambda ligne: ligne.description, largeur=220, elastique=True),
    Colonne(
        COLONNE_HT,
        lambda ligne: ligne.ht,
        Format.MONTANT,
        104,
        visible=False,
        aide="Montant hors taxes de la pièce ; un règlement n'en a pas.",
    ),
    Colonne("Débit", lambda ligne: ligne.debit or None, Format.MONTANT, 110, aide="Augmente ce que doit le client."),
    Colonne("Crédit", lambda ligne: ligne.credit or None, Format.MONTANT, 110, aide="Diminue ce que doit le client."),
    Colonne(
        "Solde courant",
        lambda ligne: ligne.solde,
        Format.SOLDE,
        160,
        aide="Après chaque ligne : dû par le client, ou en sa faveur quand c'est écrit.",
    ),
)


@dataclass(frozen=True, slots=True)
class Demande:
    """A statement asked for; ``du`` does not count for *Restant dû*, which is the state of one day."""

    client: int
    du: dt.date | None
    au: dt.date
    station: str = ""
    sorte: SorteReleve = SorteReleve.ACTIVITE

    def en_mots(self) -> str:
        """Return what is asked, for the title of a file or the end of a sentence."""
        station = f", station {self.station}" if self.station else ""
        if self.sorte is SorteReleve.RESTANT_DU:
            return f"au {ecrire_date(self.au)}{station}"
        return f"{periode.en_mots((self.du, self.au))}{station}"


@dataclass(frozen=True, slots=True)
class Lu:
    """A statement as the screen shows it, made whole in the reader thread: 100 000 rows are only handed over."""

    demande: Demande
    releve: Releve
    rangees: list[LigneReleve]
    pied: Mapping[str, str]


def lire_releve(services: Services, suivi: Suivi, demande: Demande) -> Lu:
    """Read a statement (reader thread); raises ``client_inconnu``, ``periode_inversee``."""
    from caisse_clients.application.lectures_editions import releve

    with services.lire() as lecteur:
        lu = releve(lecteur, demande.client, du=demande.du, au=demande.au, station=demande.station, sorte=demande.sorte)
    suivi.avancer(0, 0, "")  # stopped meanwhile: nobody waits for the answer any more
    return Lu(demande, lu, rangees(lu), pied(lu))


def lire_client(services: Services, code: int) -> LigneClient:
    """Read the row of a client (reader thread); one absorbed gives the client it leads to."""
    from caisse_clients.gui.presentateurs.reglements import lire_client as lire

    return lire(services, code)


def rangees(releve: Releve) -> list[LigneReleve]:
    """Return the rows of the grid: the opening balance on top when there is one to tell, then the movements."""
    if releve.sorte is SorteReleve.RESTANT_DU or releve.du is None or not (releve.lignes or releve.ouverture):
        return list(releve.lignes)
    texte = f"Solde au {ecrire_date(releve.du)}"
    if not releve.lignes:
        texte += f" ; aucun mouvement jusqu'au {ecrire_date(releve.au)}"
    ouverture = LigneReleve(releve.du, "", texte, 0, 0, releve.ouverture, _OUVERTURE, "", "", None, None)
    return [ouverture, *releve.lignes]


def premier_mouvement(releve: Releve, montrees: list[LigneReleve]) -> int:
    """Return the rank of the first movement: Entrée opens something at once."""
    return len(montrees) - len(releve.lignes)


def cle(ligne: LigneReleve) -> object:
    """Return what names a row over a new reading: its écriture, else its reference."""
    return ligne.ecriture or ligne.reference


def couleur(ligne: LigneReleve) -> str | None:
    """Return the ground of the opening row."""
    return "neutre_doux" if ligne.ecriture == _OUVERTURE else None


def pied(releve: Releve) -> Mapping[str, str]:
    """Return the totals by column."""
    return {
        "Description": "Totaux",
        COLONNE_HT: ecrire_montant(sum(ligne.ht or 0 for ligne in releve.lignes)),
        "Débit": ecrire_montant(releve.total_debit),
        "Crédit": ecrire_montant(releve.total_credit),
        "Solde courant": ecrire_solde(releve.solde),
    }


def solde_final(releve: Releve) -> str:
    """Return the final balance in words, with its date."""
    mots = solde_en_mots(releve.solde, ecrire_montant(abs(releve.solde)))
    return f"Au {ecrire_date(releve.au)} : {mots[:1].lower()}{mots[1:]}"


def nombre_en_mots(releve: Releve) -> str:
    """Return how many movements, or open items, the statement has."""
    nombre = len(releve.lignes)
    s = "s" if nombre > 1 else ""
    if releve.sorte is SorteReleve.RESTANT_DU:
        return f"{ecrire_code(nombre)} ligne{s} ouverte{s}" if nombre else "Rien d'ouvert"
    return f"{ecrire_code(nombre)} mouvement{s}" if nombre else "Aucun mouvement"


def texte_vide(demande: Demande) -> str:
    """Return what a statement without a line says, and what to do next."""
    if demande.sorte is SorteReleve.RESTANT_DU:
        return f"Rien n'est ouvert {demande.en_mots()} : le client ne doit rien et n'a rien de disponible."
    return f"Aucun mouvement {demande.en_mots()}.\nÉlargissez la période, ou choisissez toutes les stations."


def cible(ligne: LigneReleve, client: int) -> tuple[str, dict[str, object]] | None:
    """Return the screen a row opens and its parameters; None for a row that is no document."""
    if ligne.piece:
        return "piece", {"piece": ligne.piece}
    if ligne.reglement:
        return "reglements", {"reglement": ligne.reglement}
    return ("comptes_clients", {"client": client}) if ligne.compte is not None else None


def empechement(geste: str, *, client: int | None, lu: Lu | None, ligne: LigneReleve | None, erreur: bool) -> str:
    """Return why ``geste`` (a catalogue id) cannot be done now; rights are seen elsewhere."""
    nom = geste.partition(".")[2]
    if nom in ("client", "en_lot"):
        return PERIODE_A_CORRIGER if erreur and nom == "en_lot" else ""
    if client is None:
        return SANS_CLIENT
    if nom in ("imprimer", "exporter"):
        return PERIODE_A_CORRIGER if erreur else _empechement_de_sortir(nom, client, lu)
    return CHOISIR_LIGNE if nom in ("ouvrir", "menu") and ligne is None else ""


def _empechement_de_sortir(nom: str, client: int, lu: Lu | None) -> str:
    if lu is None or lu.demande.client != client:
        return LECTURE
    return "Le relevé est vide." if nom == "exporter" and not lu.rangees else ""


def titre(releve: Releve) -> str:
    """Return the name of the statement, for a file."""
    return f"Relevé {releve.client} {releve.sorte.libelle.lower()} au {releve.au.isoformat()}"
