"""The lists of the settings, without Qt: what they read, show and call things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from caisse_clients.application.lectures import motifs, postes, stations, utilisateurs, valeurs_parametres
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.domain.parametres import PARAMETRES
from caisse_clients.domain.vues import VueMotif
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille, ecrire_valeur
from caisse_clients.kernel.formats import ecrire_montant, lire_montant_contrat
from caisse_clients.kernel.texte import cle_recherche

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

_ACTIF, _INACTIF = Pastille("oui", Gravite.SUCCES), Pastille("non", Gravite.NEUTRE)
ROLES = {
    Role.CAISSIER: "Caissier",
    Role.RESPONSABLE: "Responsable",
    Role.COMPTABLE: "Comptable",
    Role.ADMINISTRATEUR: "Administrateur",
}


@dataclass(frozen=True, slots=True)
class Reglage:
    """One setting with its value in force, in the words of the screen."""

    cle: str
    libelle: str
    valeur: str
    defaut: str


@dataclass(frozen=True, slots=True)
class Station:
    """A station and what heads its documents."""

    code: str
    libelle: str
    raison_sociale: str
    adresse: str
    siret: str
    mentions: str


@dataclass(frozen=True, slots=True)
class Poste:
    """A poste and its station."""

    code: str
    libelle: str
    station: str


@dataclass(frozen=True, slots=True)
class Personne:
    """A user; the PIN is never read."""

    code: str
    libelle: str
    role: Role
    actif: bool


def lire_reglages(services: Services) -> list[Reglage]:
    """Return every setting, in the order of the program (reader thread)."""
    with services.lire() as lecteur:
        valeurs = valeurs_parametres(lecteur)
    return [
        Reglage(p.cle, p.libelle, _ecrire(p.libelle, valeurs[p.cle]), _ecrire(p.libelle, p.defaut))
        for p in PARAMETRES.values()
    ]


def lire_motifs(services: Services) -> list[VueMotif]:
    """Return the motifs, those no longer proposed too (reader thread)."""
    with services.lire() as lecteur:
        return list(motifs(lecteur, actifs=False))


def lire_stations(services: Services) -> list[Station]:
    """Return the stations (reader thread)."""
    with services.lire() as lecteur:
        return [Station(**_choisir(ligne, Station)) for ligne in stations(lecteur)]


def lire_postes(services: Services) -> list[Poste]:
    """Return the postes (reader thread)."""
    with services.lire() as lecteur:
        return [Poste(**_choisir(ligne, Poste)) for ligne in postes(lecteur)]


def lire_utilisateurs(services: Services) -> list[Personne]:
    """Return the users (reader thread)."""
    with services.lire() as lecteur:
        return [
            Personne(str(u["code"]), str(u["libelle"]), Role(str(u["role"])), bool(u["actif"]))
            for u in utilisateurs(lecteur)
        ]


def filtrer(lignes: Sequence[Any], colonnes: Sequence[Colonne], recherche: str) -> list[Any]:
    """Keep the rows whose words hold every word of the search; accents and case do not matter."""
    mots = cle_recherche(recherche).split()
    if not mots:
        return list(lignes)
    gardees = []
    for ligne in lignes:
        contenu = cle_recherche(*(ecrire_valeur(c.valeur(ligne), c.format) for c in colonnes))
        if all(mot in contenu for mot in mots):
            gardees.append(ligne)
    return gardees


def dire_les_droits(role: Role) -> str:
    """Say in words what a role may do."""
    droits = droits_du_role(role)
    if droits == frozenset(Droit):
        return "Peut tout faire."
    return f"Peut {', '.join(droit.libelle for droit in Droit if droit in droits)}."


def _actif(ligne: VueMotif | Personne) -> Pastille:
    return _ACTIF if ligne.actif else _INACTIF


COLONNES_REGLAGES = (
    Colonne("Réglage", lambda r: r.libelle, largeur=420, elastique=True, tri="libelle"),
    Colonne("Valeur", lambda r: r.valeur, largeur=220),
    Colonne("D'origine", lambda r: r.defaut, largeur=160),
    Colonne("Nom pour la ligne de commande", lambda r: r.cle, largeur=240),
)
COLONNES_MOTIFS = (
    Colonne("Code", lambda m: m.code, largeur=170, tri="code"),
    Colonne("Libellé", lambda m: m.libelle, largeur=300, elastique=True, tri="libelle"),
    Colonne("Compte au débit", lambda m: m.compte_debit, largeur=150),
    Colonne("Compte au crédit", lambda m: m.compte_credit, largeur=150),
    Colonne("Proposé", _actif, Format.PASTILLE, 100),
)
COLONNES_STATIONS = (
    Colonne("Code", lambda s: s.code, largeur=110, tri="code"),
    Colonne("Libellé", lambda s: s.libelle, largeur=200, elastique=True, tri="libelle"),
    Colonne("Raison sociale", lambda s: s.raison_sociale, largeur=220, elastique=True),
    Colonne("Adresse", lambda s: s.adresse, largeur=260, elastique=True),
    Colonne("SIRET", lambda s: s.siret, largeur=150),
    Colonne("Mentions", lambda s: s.mentions, largeur=220, elastique=True),
)
COLONNES_POSTES = (
    Colonne("Code", lambda p: p.code, largeur=140, tri="code"),
    Colonne("Libellé", lambda p: p.libelle, largeur=300, elastique=True, tri="libelle"),
    Colonne("Station", lambda p: p.station, largeur=160, tri="station"),
)
COLONNES_UTILISATEURS = (
    Colonne("Code", lambda u: u.code, largeur=150, tri="code"),
    Colonne("Nom", lambda u: u.libelle, largeur=300, elastique=True, tri="libelle"),
    Colonne("Rôle", lambda u: ROLES[u.role], largeur=180, tri="role"),
    Colonne("Actif", _actif, Format.PASTILLE, 100),
)


def _choisir(ligne: dict[str, object], classe: type[Station] | type[Poste]) -> dict[str, str]:
    return {champ.name: str(ligne[champ.name] or "") for champ in fields(classe)}


def _ecrire(libelle: str, valeur: str) -> str:
    """Write an amount as the shop does; every other value is kept as it is typed."""
    return ecrire_montant(lire_montant_contrat(valeur)) if libelle.endswith("(€)") else valeur
