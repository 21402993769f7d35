"""What the list of règlements shows and permits, decided without Qt (manuals 002 §1 and 003)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caisse_clients.domain.droits import Droit
from caisse_clients.domain.reglements import EtatReglement, RaisonVerrou
from caisse_clients.domain.vues_ventes import CritereReglements, LigneReglement, TotauxReglements, VueMode
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.gui.presentateurs.colonnes_pieces import COLONNE_MENU
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, lire_date

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.application.services import Services
    from caisse_clients.gui.modeles.pagine import Lecture
    from caisse_clients.kernel.suivi import Suivi

CHOISIR = "Choisissez d'abord un règlement dans la liste."
GESTES = (
    "reglements.modifier",
    "reglements.supprimer",
    "reglements.imputer",
    "reglements.rembourser",
    "reglements.recu",
    "reglements.pieces_jointes",
    "reglements.voir_pieces",
)
"""What the menu of a row offers, in order."""
_AUCUN = "Aucun règlement n'est enregistré.\nF3 en saisit un ; un acompte se prend aussi depuis la liste des commandes."
_RIEN = "Aucun règlement ne correspond à ces filtres.\nF7 revient à la recherche ; videz-la, ou élargissez la période."
_GRAVITES = {
    EtatReglement.RECU: Gravite.INFO,
    EtatReglement.VALIDE: Gravite.SUCCES,
    EtatReglement.ANNULE: Gravite.NEUTRE,
}


def pastille(etat: EtatReglement) -> Pastille:
    """Return the state as a pill: a word, and a colour beside it."""
    return Pastille(etat.libelle, _GRAVITES[etat])


def verrou_en_mots(code: str) -> str:
    """Return the reason of a lock in the few words of a column; empty when nothing locks."""
    return _VERROUS[RaisonVerrou(code)] if code else ""


_VERROUS = {
    RaisonVerrou.ANNULE: "Annulé",
    RaisonVerrou.NUMERIQUE: "Numérique : commentaire seul",
    RaisonVerrou.EXPORTE: "Exporté en comptabilité",
    RaisonVerrou.REMIS: "Remis en banque",
    RaisonVerrou.REMBOURSEMENT: "Remboursement",
}

COLONNES = (
    Colonne("RC", lambda ligne: ligne.numero, largeur=140, aide="Numéro du règlement."),
    Colonne("Date", lambda ligne: ligne.date, Format.DATE, 92),
    Colonne("Tiers", lambda ligne: f"{ecrire_code(ligne.client)} · {ligne.client_nom}", largeur=142, elastique=True),
    Colonne("Type", lambda ligne: ligne.mode_libelle, largeur=92, elastique=True),
    Colonne(
        "Montant",
        lambda ligne: ligne.sens * ligne.montant,
        Format.MOUVEMENT,
        92,
        elastique=True,
        aide="Reçu, ou rendu au client.",
    ),
    Colonne("Référence", lambda ligne: ligne.reference, largeur=84, elastique=True),
    Colonne(
        "Disponible",
        lambda ligne: ligne.disponible or None,
        Format.MONTANT,
        94,
        elastique=True,
        aide="Ce qui ne paie encore rien : à imputer, ou à rendre.",
    ),
    Colonne("Statut", lambda ligne: pastille(ligne.etat), Format.PASTILLE, 84),
    Colonne(
        "Verrou",
        lambda ligne: verrou_en_mots(ligne.verrou),
        largeur=170,
        elastique=True,
        aide="Pourquoi le règlement ne se modifie pas.",
    ),
    replace(COLONNE_MENU, aide="Menu de la ligne : Maj+F10"),
)
"""Elastic wherever they can: on a touch till too the whole row is in sight."""


def lecture_reglements(criteres: CritereReglements) -> Lecture:
    """Return the question « which règlements match » for a ``ModelePagine``; one key more than it shows."""
    from caisse_clients.gui.modeles.pagine import Lecture, ModelePagine

    def cles(services: Services, _suivi: Suivi) -> array[int]:
        from caisse_clients.application.lectures_ventes import cles_reglements

        with services.lire() as lecteur:
            return cles_reglements(lecteur, criteres, ModelePagine.LIMITE + 1)

    def lignes(services: Services, ids: Sequence[int]) -> Sequence[LigneReglement]:
        from caisse_clients.application.lectures_ventes import lignes_reglements

        with services.lire() as lecteur:
            return lignes_reglements(lecteur, ids)

    return Lecture(cles, lignes)


def lire_modes(services: Services) -> tuple[VueMode, ...]:
    """Read the modes to filter by, those no longer used too: old règlements have them (reader thread)."""
    from caisse_clients.application.lectures_ventes import modes

    with services.lire() as lecteur:
        return tuple(modes(lecteur, actifs=False))


def lire_client(services: Services, code: int) -> LigneClient:
    """Read the row of a client (reader thread); one absorbed gives the client it leads to.

    Raises ``client_inconnu``.
    """
    from caisse_clients.application.lectures import fiche_client, lignes_clients

    with services.lire() as lecteur:
        fiche = fiche_client(lecteur, code)
        return lignes_clients(lecteur, [fiche.absorbe_par or fiche.code])[0]


@dataclass(frozen=True, slots=True)
class Filtre:
    """What is typed and chosen above the list, as text. ``client_nom`` only words the filter."""

    texte: str = ""
    client: int | None = None
    client_nom: str = ""
    mode: str = ""
    mode_libelle: str = ""
    etat: EtatReglement | None = None
    du: str = ""
    au: str = ""
    disponibles: bool = False

    @property
    def vide(self) -> bool:
        """True when nothing narrows the list."""
        return self == Filtre()

    def criteres(self) -> CritereReglements:
        """Return the question; raises ``date_invalide`` with ``champ`` ``du`` or ``au``."""
        return CritereReglements(
            client=self.client,
            mode=self.mode,
            etat=self.etat,
            du=lire_date(self.du, champ="du") if self.du.strip() else None,
            au=lire_date(self.au, champ="au") if self.au.strip() else None,
            disponibles=self.disponibles,
            texte=self.texte.strip(),
        )

    def en_mots(self) -> str:
        """Return the filter as the printed list says it."""
        criteres = self.criteres()
        parties = [
            f"« {criteres.texte} »" if criteres.texte else "",
            self.client_nom if criteres.client is not None else "",
            f"type : {self.mode_libelle}" if criteres.mode else "",
            f"statut : {criteres.etat.libelle.lower()}" if criteres.etat is not None else "",
            f"du {ecrire_date(criteres.du)}" if criteres.du is not None else "",
            f"au {ecrire_date(criteres.au)}" if criteres.au is not None else "",
            "avec du disponible" if criteres.disponibles else "",
        ]
        return ", ".join(filter(None, parties)) or "Tous les règlements"


def illisible(filtre: Filtre) -> ErreurMetier | None:
    """Return the first unreadable criterion, None when the list can be read."""
    try:
        filtre.criteres()
    except ErreurMetier as erreur:
        return erreur
    return None


def texte_vide(filtre: Filtre) -> str:
    """Return what an empty list says to do."""
    return _AUCUN if filtre.vide else _RIEN


def nombre_en_mots(nombre: int) -> str:
    """Return how many règlements the filter gives."""
    return f"{ecrire_code(nombre)} règlement{'s' if nombre > 1 else ''}"


def lire_totaux(services: Services, criteres: CritereReglements) -> TotauxReglements:
    """Read the totals over the whole filter (reader thread)."""
    from caisse_clients.application.lectures_ventes import totaux_reglements

    with services.lire() as lecteur:
        return totaux_reglements(lecteur, criteres)


def pied(totaux: TotauxReglements) -> tuple[str, str, str]:
    """Return what stands under the list: received, given back (nothing when nothing was), disponible."""
    return (
        f"Reçu {ecrire_montant(totaux.recu)} €",
        f"Rendu {ecrire_montant(totaux.rendu)} €" if totaux.rendu else "",
        f"Disponible {ecrire_montant(totaux.disponible)} €",
    )


def empechement(geste: str, ligne: LigneReglement | None, nombre: int) -> str:
    """Return why ``geste`` (a catalogue id) cannot be done on what is chosen; rights are seen elsewhere."""
    nom = geste.partition(".")[2]
    if nom in ("exporter", "imprimer"):
        return "" if nombre else "La liste est vide."
    if nom in ("nouveau", "rechercher"):
        return ""
    if ligne is None:
        return CHOISIR
    regle = _REGLES.get(nom)
    return regle(ligne) if regle is not None else ""


def empechement_de_supprimer(numero: str, verrou: str) -> str:
    """Return why a règlement cannot be cancelled; a remboursement locked against edits can."""
    raisons = {
        RaisonVerrou.ANNULE: f"{numero} est déjà annulé.",
        RaisonVerrou.NUMERIQUE: f"{numero} est un paiement numérique : il ne se supprime pas, il se rembourse.",
        RaisonVerrou.EXPORTE: f"{numero} est exporté en comptabilité : il ne se supprime plus, il se rembourse.",
        RaisonVerrou.REMIS: f"{numero} est remis en banque : il ne se supprime plus.",
    }
    return raisons.get(RaisonVerrou(verrou), "") if verrou else ""


def empechement_de_rembourser(numero: str, disponible: int, *, sens: int = 1) -> str:
    """Return why nothing can be given back from a règlement; the lock of edits does not matter here."""
    if sens < 0:
        return f"{numero} est déjà un remboursement."
    return "" if disponible > 0 else f"Rien n'est disponible sur {numero} : retirez d'abord une imputation (F8, Suppr)."


def manque_de_droit(droit: Droit, droits: Collection[Droit]) -> str:
    """Return the sentence of a missing right, empty when it is held."""
    return "" if droit in droits else f"Il faut le droit de {droit.libelle} ; demandez à un responsable."


_REGLES: dict[str, Callable[[LigneReglement], str]] = {
    "supprimer": lambda ligne: empechement_de_supprimer(ligne.numero, ligne.verrou),
    "rembourser": lambda ligne: empechement_de_rembourser(ligne.numero, ligne.disponible, sens=ligne.sens),
    "voir_pieces": lambda ligne: (
        f"{ligne.numero} est annulé : il ne paie plus aucune pièce." if ligne.etat is EtatReglement.ANNULE else ""
    ),
}
