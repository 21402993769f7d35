"""*État échéanciers client*, without Qt: the filter, the rows, the totals, what may be done (manual 002 §4.3)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from caisse_clients.domain.echeancier import (
    CritereEcheancier,
    LigneEcheancier,
    StatutVerse,
    TotauxEcheancier,
    TriEcheancier,
)
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_montant, lire_date
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_ventes import VueBanque, VueMode
    from caisse_clients.gui.modeles.pagine import Lecture
    from caisse_clients.kernel.suivi import Suivi

TITRE = "État échéanciers client"
CHOISIR = "Choisissez d'abord une échéance."
LECTURE = "Lecture des échéances…"
_AUCUNE = "Aucune échéance.\nElles viennent des factures validées : Ventes > Factures en liste les pièces."
_RIEN = (
    "Aucune échéance ne correspond à ces filtres.\nF4 les vide ; F2 applique la période, le client, la banque, le type."
)
GESTES = (
    "echeancier.voir",
    "echeancier.modifier",
    "echeancier.regler",
    "echeancier.diviser",
    "echeancier.fiche",
    "echeancier.relances",
)
"""What the menu of a row offers, in order."""
FACULTATIVES = ("Reste dû", "Type", "Banque", "Relance", "Note")
"""Columns that may be hidden: the manual calls them optional. The bank is, at first."""
SACRIFIABLES = ("Relance", "Note", "Type")
"""Columns hidden at first where the screen is narrow or the text large, first to last."""


class FiltreVerse(StrEnum):
    """What the header of *Versé* isolates."""

    TOUS = ""
    OUI = "oui"
    PARTIEL = "partiel"
    NON = "non"
    A_ENCAISSER = "a_encaisser"
    EN_RETARD = "en_retard"

    @property
    def libelle(self) -> str:
        """French words of the choice."""
        return _VERSES[self]

    @property
    def statuts(self) -> tuple[StatutVerse, ...]:
        """Statuses kept, none for all."""
        if self is FiltreVerse.A_ENCAISSER:
            return (StatutVerse.NON, StatutVerse.PARTIEL)
        return (StatutVerse(self.value),) if self.value in tuple(StatutVerse) else ()


_VERSES = {
    FiltreVerse.TOUS: "Tous",
    FiltreVerse.OUI: "Oui",
    FiltreVerse.PARTIEL: "Partiel",
    FiltreVerse.NON: "Non",
    FiltreVerse.A_ENCAISSER: "À encaisser",
    FiltreVerse.EN_RETARD: "En retard",
}


def pastille(ligne: LigneEcheancier) -> Pastille:
    """Return whether it is paid; what is late says so in words, beside its colour."""
    if ligne.en_retard:
        return Pastille(f"{ligne.statut.libelle}, en retard", Gravite.ERREUR)
    return Pastille(ligne.statut.libelle, _GRAVITES[ligne.statut])


def couleur(ligne: LigneEcheancier) -> str | None:
    """Return the ground of a row: red when late, green once paid, neutral otherwise."""
    if ligne.en_retard:
        return "erreur_doux"
    return "succes_doux" if ligne.statut is StatutVerse.OUI else None


def note(ligne: LigneEcheancier) -> str:
    """Return the note on one line, after the word *Litige* when there is one."""
    return " · ".join(filter(None, ("Litige" if ligne.litige else "", " ".join(ligne.note.split()))))


_GRAVITES = {StatutVerse.OUI: Gravite.SUCCES, StatutVerse.PARTIEL: Gravite.ALERTE, StatutVerse.NON: Gravite.NEUTRE}
_MONTANT = 84


def colonnes(modes: Mapping[str, str]) -> tuple[Colonne, ...]:
    """Return the columns; ``modes``: label by code, filled later by the reader of the choices."""
    return (
        Colonne(
            "Code",
            lambda ligne: ligne.code,
            largeur=160,
            elastique=True,
            tri=TriEcheancier.CODE,
            aide="L'échéance, puis le règlement qui l'a payée.",
        ),
        Colonne(
            "Règlement",
            lambda ligne: ligne.date_reglement,
            Format.DATE,
            88,
            tri=TriEcheancier.DATE_REGLEMENT,
            aide="Date prévue d'encaissement ; une fois payée, celle du dernier règlement.",
        ),
        Colonne("Titre / document", lambda ligne: ligne.titre, largeur=116, elastique=True, tri=TriEcheancier.TITRE),
        Colonne(
            "Tiers",
            lambda ligne: f"{ecrire_code(ligne.client)} · {ligne.client_nom}",
            largeur=116,
            elastique=True,
            tri=TriEcheancier.TIERS,
        ),
        Colonne("Échéance", lambda ligne: ligne.date_echeance, Format.DATE, 104, tri=TriEcheancier.DATE_ECHEANCE),
        Colonne("Montant", lambda ligne: ligne.montant, Format.MONTANT, _MONTANT, tri=TriEcheancier.MONTANT),
        Colonne("Versé", pastille, Format.PASTILLE, 142, tri=TriEcheancier.VERSE, aide="Le paiement est-il reçu ?"),
        Colonne("Reste dû", lambda ligne: ligne.reste_du, Format.MONTANT, _MONTANT, tri=TriEcheancier.RESTE),
        Colonne("Type", lambda ligne: modes.get(ligne.mode, ligne.mode), largeur=96, tri=TriEcheancier.MODE),
        Colonne("Banque", lambda ligne: ligne.banque, largeur=100, visible=False, tri=TriEcheancier.BANQUE),
        Colonne("Relance", lambda ligne: ligne.relance, largeur=76, tri=TriEcheancier.RELANCE, aide="Mode de relance."),
        Colonne(
            "Note",
            note,
            largeur=86,
            elastique=True,
            tri=TriEcheancier.NOTE,
            aide="La note, et « Litige » quand l'échéance est contestée : elle n'est alors pas relancée.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Filtre:
    """What is typed and chosen, as text: above the grid (applied together), and in the headers (at once)."""

    debut: str = ""
    fin: str = ""
    client: int | None = None
    mode: str = ""
    banque: str = ""
    titre: str = ""
    tiers: str = ""
    note: str = ""
    verse: FiltreVerse = FiltreVerse.TOUS

    @property
    def vide(self) -> bool:
        """True when nothing narrows the list."""
        return self == Filtre()

    def criteres(
        self, tri: TriEcheancier = TriEcheancier.DATE_ECHEANCE, *, decroissant: bool = False
    ) -> CritereEcheancier:
        """Return the question; raises ``date_invalide`` (``debut``, ``fin``) or ``periode_inversee`` (``debut``)."""
        du = lire_date(self.debut, champ="debut") if self.debut.strip() else None
        au = lire_date(self.fin, champ="fin") if self.fin.strip() else None
        if du is not None and au is not None and du > au:
            raise ErreurMetier("periode_inversee", champ="debut", du=du, au=au)
        return CritereEcheancier(
            du=du,
            au=au,
            client=self.client,
            mode=self.mode,
            banque=self.banque,
            titre=self.titre.strip(),
            tiers=self.tiers.strip(),
            note=self.note.strip(),
            statuts=self.verse.statuts,
            en_retard=self.verse is FiltreVerse.EN_RETARD,
            tri=tri,
            decroissant=decroissant,
        )


def faute(filtre: Filtre) -> ErreurMetier | None:
    """Return what of the period cannot be read, None when the list can be."""
    try:
        filtre.criteres()
    except ErreurMetier as erreur:
        return erreur
    return None


@dataclass(frozen=True, slots=True)
class Choix:
    """What the two lists offer, those no longer used included: old échéances have them."""

    modes: tuple[VueMode, ...]
    banques: tuple[VueBanque, ...]


def lire_choix(services: Services) -> Choix:
    """Read the modes and the banks (reader thread)."""
    from caisse_clients.application.lectures_ventes import banques, modes

    with services.lire() as lecteur:
        return Choix(tuple(modes(lecteur, actifs=False)), tuple(banques(lecteur, actifs=False)))


def lecture_echeancier(criteres: CritereEcheancier) -> Lecture:
    """Return the question « which échéances match » for a ``ModelePagine``; one key more than it shows.

    Late is said against the day of each reading: a till stays open over midnight.
    """
    from caisse_clients.gui.modeles.pagine import Lecture, ModelePagine

    def cles(services: Services, _suivi: Suivi) -> array[int]:
        from caisse_clients.application.lectures_editions import cles_echeancier

        with services.lire() as lecteur:
            return cles_echeancier(lecteur, criteres, aujourd_hui(services.horloge), ModelePagine.LIMITE + 1)

    def lignes(services: Services, ids: Sequence[int]) -> Sequence[LigneEcheancier]:
        from caisse_clients.application.lectures_editions import lignes_echeancier

        with services.lire() as lecteur:
            return lignes_echeancier(lecteur, ids, aujourd_hui(services.horloge))

    return Lecture(cles, lignes)


def lire_totaux(services: Services, criteres: CritereEcheancier) -> TotauxEcheancier:
    """Read the totals over the whole filter (reader thread)."""
    from caisse_clients.application.lectures_editions import totaux_echeancier

    with services.lire() as lecteur:
        return totaux_echeancier(lecteur, criteres, aujourd_hui(services.horloge))


def composer(services: Services, suivi: Suivi, criteres: CritereEcheancier) -> bytes:
    """Return the paper of what is shown: same rows, same order, same totals (reader thread)."""
    from caisse_clients.application.editions import editer_echeancier, edition_de

    with services.lire() as lecteur:
        jour = aujourd_hui(services.horloge)
        return editer_echeancier(lecteur, criteres, jour, edition_de(services, lecteur), suivi=suivi)


def pied(totaux: TotauxEcheancier) -> tuple[str, str, str]:
    """Return what stands under the grid: the two sums and their difference, in the words of the paper."""
    return (
        f"À encaisser (échéances affichées, payées ou non) {ecrire_montant(totaux.a_encaisser)} €",
        f"Versé {ecrire_montant(totaux.verse)} €",
        f"Solde net dû {ecrire_montant(totaux.solde_net_du)} €",
    )


def texte_vide(filtre: Filtre) -> str:
    """Return what an empty list says to do."""
    return _AUCUNE if filtre.vide else _RIEN


def nombre_en_mots(nombre: int) -> str:
    """Return how many échéances the filter gives."""
    return f"{ecrire_code(nombre) if nombre else 'Aucune'} échéance{'s' if nombre > 1 else ''}"


def empechement(geste: str, ligne: LigneEcheancier | None, nombre: int) -> str:
    """Return why ``geste`` (a catalogue id) cannot be done on what is chosen; rights are seen elsewhere."""
    nom = geste.partition(".")[2]
    if nom in ("exporter", "imprimer"):
        return "" if nombre else "La liste est vide."
    if nom not in _SUR_UNE_LIGNE:
        return ""
    if ligne is None:
        return CHOISIR
    return _REGLES[nom](ligne) if nom in _REGLES else ""


_SUR_UNE_LIGNE = frozenset({"voir", "modifier", "regler", "diviser", "fiche", "menu"})
_REGLES: dict[str, Callable[[LigneEcheancier], str]] = {
    "regler": lambda ligne: f"L'échéance {ligne.cle} est déjà réglée." if ligne.statut is StatutVerse.OUI else "",
    "diviser": lambda ligne: (
        f"L'échéance {ligne.cle} est déjà réglée : il n'y a rien à diviser." if ligne.statut is StatutVerse.OUI else ""
    ),
}
