"""The lists of the settings, without Qt: what they read, show and call things."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from caisse_clients.application import lectures_ventes
from caisse_clients.application.connexion import codes_avec_pin
from caisse_clients.application.lectures import motifs, postes, stations, utilisateurs, valeurs_parametres
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.domain.parametres import PARAMETRES, Groupe, Parametre
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.domain.vues import VueMotif
from caisse_clients.domain.vues_ventes import VueBanque, VueMode, VueTaux
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille, ecrire_valeur
from caisse_clients.kernel.formats import ecrire_montant, ecrire_pourcent, lire_montant_contrat
from caisse_clients.kernel.texte import cle_recherche

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

_PIN, _SANS_PIN = Pastille("défini", Gravite.SUCCES), Pastille("aucun", Gravite.NEUTRE)
_ACTIF, _INACTIF = Pastille("oui", Gravite.SUCCES), Pastille("non", Gravite.NEUTRE)
ROLES = {
    Role.CAISSIER: "Caissier",
    Role.RESPONSABLE: "Responsable",
    Role.COMPTABLE: "Comptable",
    Role.ADMINISTRATEUR: "Administrateur",
}
NATURES = {NatureLigne.BIEN: "Bien", NatureLigne.SERVICE: "Service"}


@dataclass(frozen=True, slots=True)
class Reglage:
    """One setting with its value in force, in the words of the screen; ``choix``: the only words it takes."""

    cle: str
    libelle: str
    groupe: str
    valeur: str
    defaut: str
    choix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article, its fields named as the commands name them."""

    code: str
    libelle: str
    sorte: SorteArticle
    nature: NatureLigne
    taux_tva: int
    prix_ttc: int | None
    compte: str
    actif: bool


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
    """A user, and whether he has a PIN, which itself is never read."""

    code: str
    libelle: str
    role: Role
    actif: bool
    avec_pin: bool = False


REGLAGES = (Groupe.VENTES, Groupe.LIMITES)
SERIES_ET_COMPTES = (Groupe.SERIES, Groupe.COMPTES, Groupe.JOURNAUX)


def lire_reglages(services: Services, groupes: Collection[Groupe]) -> list[Reglage]:
    """Return the settings of these groups, in the order of the program (reader thread)."""
    with services.lire() as lecteur:
        valeurs = valeurs_parametres(lecteur)
    return [
        Reglage(
            p.cle, p.libelle, p.groupe.value, _dire(p, valeurs[p.cle]), _dire(p, p.defaut), tuple(_mots(p).values())
        )
        for p in PARAMETRES.values()
        if p.groupe in groupes
    ]


def lire_modes(services: Services) -> list[VueMode]:
    """Return the modes de règlement, those no longer proposed too (reader thread)."""
    with services.lire() as lecteur:
        return lectures_ventes.modes(lecteur, actifs=False)


def lire_banques(services: Services) -> list[VueBanque]:
    """Return the bank accounts of the shop, those no longer proposed too (reader thread)."""
    with services.lire() as lecteur:
        return lectures_ventes.banques(lecteur, actifs=False)


def lire_taux(services: Services) -> list[VueTaux]:
    """Return the VAT rates, those no longer proposed too (reader thread)."""
    with services.lire() as lecteur:
        return lectures_ventes.taux_tva(lecteur, actifs=False)


def lire_articles(services: Services) -> list[Article]:
    """Return the articles, those no longer proposed too (reader thread)."""
    with services.lire() as lecteur:
        return [
            Article(a.code, a.libelle, SorteArticle(a.sorte), a.nature, a.taux, a.prix_ttc, a.compte, a.actif)
            for a in lectures_ventes.articles(lecteur, actifs=False)
        ]


def dire_l_iban(iban: str) -> str:
    """Return an IBAN by groups of four, as banks print it."""
    return " ".join(iban[debut : debut + 4] for debut in range(0, len(iban), 4))


def dire_le_taux(taux: VueTaux) -> str:
    """Return a VAT rate as a list offers it: ``5,5 % · Taux réduit``."""
    return f"{ecrire_pourcent(taux.taux)} % · {taux.libelle}"


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
        avec_pin = codes_avec_pin(lecteur)
        return [
            Personne(str(u["code"]), str(u["libelle"]), Role(str(u["role"])), bool(u["actif"]), u["code"] in avec_pin)
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


def _oui(vrai: bool) -> Pastille:
    return _ACTIF if vrai else _INACTIF


def _si_oui(vrai: bool) -> Pastille | None:
    return _ACTIF if vrai else None


COLONNES_REGLAGES = (
    Colonne("Rubrique", lambda r: r.groupe, largeur=170),
    Colonne("Réglage", lambda r: r.libelle, largeur=420, elastique=True, tri="libelle"),
    Colonne("Valeur", lambda r: r.valeur, largeur=220),
    Colonne("D'origine", lambda r: r.defaut, largeur=220),
    Colonne("Nom pour la ligne de commande", lambda r: r.cle, largeur=240),
)
COLONNES_MODES = (
    Colonne("Code", lambda m: m.code, largeur=150, tri="code"),
    Colonne("Libellé", lambda m: m.libelle, largeur=260, elastique=True, tri="libelle"),
    Colonne("Compte", lambda m: m.compte, largeur=130),
    Colonne("Journal", lambda m: m.journal, largeur=100),
    Colonne("Numérique", lambda m: _si_oui(m.numerique), Format.PASTILLE, 110),
    Colonne("Espèces", lambda m: _si_oui(m.especes), Format.PASTILLE, 110),
    Colonne("Proposé", lambda m: _oui(m.actif), Format.PASTILLE, 100),
)
COLONNES_BANQUES = (
    Colonne("Code", lambda b: b.code, largeur=120, tri="code"),
    Colonne("Libellé", lambda b: b.libelle, largeur=220, elastique=True, tri="libelle"),
    Colonne("IBAN", lambda b: dire_l_iban(b.iban), largeur=270),
    Colonne("BIC", lambda b: b.bic, largeur=130),
    Colonne("Compte", lambda b: b.compte, largeur=110),
    Colonne("Journal", lambda b: b.journal, largeur=90),
    Colonne("N° d'émetteur", lambda b: b.emetteur, largeur=130),
    Colonne("Proposée", lambda b: _oui(b.actif), Format.PASTILLE, 100),
)
COLONNES_TAUX = (
    Colonne("Taux", lambda t: f"{ecrire_pourcent(t.taux)} %", largeur=110),
    Colonne("Libellé", lambda t: t.libelle, largeur=300, elastique=True, tri="libelle"),
    Colonne("Compte de TVA", lambda t: t.compte, largeur=160),
    Colonne("Proposé", lambda t: _oui(t.actif), Format.PASTILLE, 100),
)
COLONNES_ARTICLES = (
    Colonne("Code", lambda a: a.code, largeur=150, tri="code"),
    Colonne("Libellé", lambda a: a.libelle, largeur=260, elastique=True, tri="libelle"),
    Colonne("Sert à", lambda a: a.sorte.libelle, largeur=140),
    Colonne("Nature", lambda a: NATURES[a.nature], largeur=100),
    Colonne("TVA", lambda a: f"{ecrire_pourcent(a.taux_tva)} %", largeur=90),
    Colonne("Prix TTC", lambda a: a.prix_ttc, Format.MONTANT, 120),
    Colonne("Compte", lambda a: a.compte, largeur=110),
    Colonne("Proposé", lambda a: _oui(a.actif), Format.PASTILLE, 100),
)
COLONNES_MOTIFS = (
    Colonne("Code", lambda m: m.code, largeur=170, tri="code"),
    Colonne("Libellé", lambda m: m.libelle, largeur=300, elastique=True, tri="libelle"),
    Colonne("Compte au débit", lambda m: m.compte_debit, largeur=150),
    Colonne("Compte au crédit", lambda m: m.compte_credit, largeur=150),
    Colonne("Proposé", lambda m: _oui(m.actif), Format.PASTILLE, 100),
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
    Colonne("Actif", lambda u: _oui(u.actif), Format.PASTILLE, 100),
    Colonne("Code PIN", lambda u: _PIN if u.avec_pin else _SANS_PIN, Format.PASTILLE, 120),
)


def _choisir(ligne: dict[str, object], classe: type[Station] | type[Poste]) -> dict[str, str]:
    return {champ.name: str(ligne[champ.name] or "") for champ in fields(classe)}


def _mots(parametre: Parametre) -> dict[str, str]:
    return {valeur: libelle[:1].upper() + libelle[1:] for valeur, libelle in parametre.choix.items()}


def _dire(parametre: Parametre, valeur: str) -> str:
    """Write a choice by its words and an amount as the shop does; every other value is kept as it is typed."""
    if parametre.choix:
        return _mots(parametre)[valeur]
    return ecrire_montant(lire_montant_contrat(valeur)) if parametre.groupe is Groupe.LIMITES else valeur
