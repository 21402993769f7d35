"""What *Vérifier un bon d'avoir* shows and permits, decided without Qt (manual 001)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.domain.bons import LONGUEUR, chiffres
from caisse_clients.domain.releves import solde_en_mots
from caisse_clients.domain.vues_acces import UsageBon, VueBon
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

A_SCANNER = "Scannez un bon d'avoir, ou tapez ses vingt chiffres puis Entrée."
SANS_USAGE = "Ce bon n'a pas encore servi."
_D_ABORD = "Vérifiez d'abord un bon."
_EPUISE = {
    "valider": "Ce bon est épuisé : il ne peut plus rien payer.",
    "imprimer": "Ce bon est épuisé : il ne s'imprime plus.",
}
COLONNES = (
    Colonne("Date", lambda usage: usage.date, Format.DATE, 96),
    Colonne("Où il a servi", lambda usage: usage.libelle, largeur=260, elastique=True),
    Colonne("Montant", lambda usage: usage.montant, Format.MONTANT, 116),
)


@dataclass(frozen=True, slots=True)
class Etat:
    """What the dialog shows of a bon."""

    compte: str
    etat: Pastille
    client: str
    montant: str
    solde: str
    origine: str
    usages: tuple[UsageBon, ...]


def ressemble_a_un_code(texte: str) -> bool:
    """Tell whether a text is what a scanner types of a bon, rightly read or not: twenty figures."""
    return len(chiffres(texte)) == LONGUEUR


def lire_du_code(services: Services, code: str) -> VueBon:
    """Read the bon of a code typed or scanned (reader thread); raises ``bon_inconnu``."""
    from caisse_clients.application.lectures_acces import bon_du_code

    with services.lire() as lecteur:
        return bon_du_code(lecteur, code)


def lire_du_compte(services: Services, compte: int) -> VueBon:
    """Read the bon of a compte avoir (reader thread); raises ``compte_inconnu``, ``compte_sans_bon``."""
    from caisse_clients.application.lectures_acces import bon_du_compte

    with services.lire() as lecteur:
        return bon_du_compte(lecteur, compte)


def etat(bon: VueBon) -> Etat:
    """Return a bon in words: what it was, what is left of it, where it served."""
    gravite = Gravite.ERREUR if not bon.solde else Gravite.SUCCES if bon.solde == bon.montant else Gravite.ALERTE
    jamais = "" if bon.code else " Son bon n'a jamais été imprimé."
    return Etat(
        f"Compte avoir n° {ecrire_code(bon.compte)}",
        Pastille(bon.etat, gravite),
        f"{ecrire_code(bon.client)} · {bon.client_nom}",
        f"{ecrire_montant(bon.montant)} €",
        solde_en_mots(-bon.solde, ecrire_montant(bon.solde)),
        f"{bon.origine}, le {ecrire_date(bon.date)}.{jamais}",
        bon.usages,
    )


def empechement(geste: str, bon: VueBon | None) -> str:
    """Return why a key of the dialog cannot do anything; rights are seen elsewhere."""
    if bon is None:
        return _D_ABORD
    if bon.solde:
        return ""
    return _EPUISE.get(geste, "")
