"""What the import assistant says and permits, without Qt: one description for clients, one for accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.imports import clients as import_clients
from caisse_clients.application.imports import comptes as import_comptes
from caisse_clients.application.imports.rapport import BilanImport, Preparation, RapportImport
from caisse_clients.application.sujets import Sujet
from caisse_clients.exchanges.correspondance import Champ, Correspondance
from caisse_clients.exchanges.tableau import Format as FormatDeFichier
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

Rangee = tuple[int, tuple[str, ...]]
"""A row of the preview: its rank, and its cells."""

_FORMATS = {"csv": "texte délimité", "xlsx": "classeur Excel"}
_LARGEUR_APERCU = 150


@dataclass(frozen=True, slots=True)
class Sorte:
    """One kind of import: its functions and its words."""

    titre: str
    un: str
    plusieurs: str
    accueil: str
    liste: str
    sujets: frozenset[Sujet]
    preparer: Callable[..., Preparation]
    analyser: Callable[..., RapportImport]
    importer: Callable[..., BilanImport]

    def compter(self, nombre: int) -> str:
        """Write « 1 client » or « 1 200 clients »."""
        return f"{ecrire_code(nombre)} {self.un if nombre < 2 else self.plusieurs}"


_FICHIERS = (
    "CSV (; , ou tabulation) ou classeur Excel, tels que les écrit l'ancien logiciel. Les colonnes sont reconnues "
    "d'après leurs titres, vous les corrigez au besoin. Rien n'est enregistré avant l'essai à blanc et votre accord."
)
CLIENTS = Sorte(
    titre="Importer des clients",
    un="client",
    plusieurs="clients",
    accueil=f"Choisissez le fichier des clients à reprendre.\n\n{_FICHIERS}",
    liste="clients",
    sujets=frozenset({Sujet.CLIENTS}),
    preparer=import_clients.preparer,
    analyser=import_clients.analyser,
    importer=import_clients.importer,
)
COMPTES = Sorte(
    titre="Importer des comptes",
    un="compte",
    plusieurs="comptes",
    accueil=(
        "Choisissez le fichier des comptes ouverts de l'ancienne caisse : numéro, client, type, solde.\n"
        f"Les numéros imprimés sur les bons sont gardés. Importez d'abord les clients.\n\n{_FICHIERS}"
    ),
    liste="comptes_clients",
    sujets=frozenset({Sujet.COMPTES, Sujet.ECRITURES, Sujet.CLIENTS}),
    preparer=import_comptes.preparer,
    analyser=import_comptes.analyser,
    importer=import_comptes.importer,
)

COLONNES_PROBLEMES = (
    Colonne("Ligne", lambda p: p.ligne, Format.CODE, 80, tri="ligne"),
    Colonne("Colonne", lambda p: p.colonne, largeur=170, tri="colonne"),
    Colonne("Valeur", lambda p: p.valeur, largeur=220),
    Colonne("Problème", lambda p: p.message, largeur=520, elastique=True, tri="probleme"),
)


def dire_source(preparation: Preparation) -> str:
    """Say what file it is, as it was recognised."""
    t = preparation.tableau
    morceaux = [t.chemin.name, _FORMATS.get(t.format.value, t.format.value)]
    if t.format is not FormatDeFichier.XLSX:
        separateur = {"\t": "tabulation"}.get(t.separateur, f"« {t.separateur} »")
        morceaux.append(f"séparateur {separateur}, {t.encodage}")
    morceaux.append(f"environ {ecrire_code(t.lignes_estimees)} lignes")
    if preparation.gardee:
        morceaux.append("colonnes choisies comme la dernière fois")
    return " · ".join(morceaux)


def choix_de_colonne(entetes: Sequence[str]) -> list[str]:
    """Return what a field may take: nothing first, then every heading with its letter, as spreadsheets name it."""
    return ["— non repris —", *(f"{lettre(rang)} · {titre or 'sans titre'}" for rang, titre in enumerate(entetes))]


def lettre(rang: int) -> str:
    """Name a column as a spreadsheet does: A to Z, then AA."""
    nom = ""
    while rang >= 0:
        nom, rang = chr(ord("A") + rang % 26) + nom, rang // 26 - 1
    return nom


def colonnes_apercu(preparation: Preparation, correspondance: Correspondance) -> list[Colonne]:
    """Return the preview's columns: the file's headings, and under which name each will be taken over."""
    libelles = {champ.nom: champ.libelle for champ in preparation.champs}
    prises = {rang: libelles[nom] for nom, rang in correspondance.colonnes.items()}

    def valeur(rang: int) -> Callable[[Rangee], str]:
        return lambda rangee: rangee[1][rang] if rang < len(rangee[1]) else ""

    return [
        Colonne(
            f"{titre or lettre(rang)} → {prises[rang]}" if rang in prises else f"{titre or lettre(rang)} (ignorée)",
            valeur(rang),
            largeur=_LARGEUR_APERCU,
            cle=str(rang),
        )
        for rang, titre in enumerate(preparation.tableau.entetes)
    ]


def manquants(champs: Sequence[Champ], correspondance: Correspondance) -> str:
    """Say which needed field has no column yet; empty when the dry run can start."""
    sans = [champ for champ in champs if champ.obligatoire and champ.nom not in correspondance.colonnes]
    if [champ.nom for champ in sans] == ["nom"] and "raison_sociale" in correspondance.colonnes:
        sans = []
    if not sans:
        return ""
    noms = ", ".join(f"« {champ.libelle} »" for champ in sans)
    return f"Choisissez d'abord la colonne de {noms}."


def etapes(courante: int) -> str:
    """Return the three steps as rich text, the current one in bold."""
    noms = ("1. Fichier et colonnes", "2. Essai à blanc", "3. Import")
    return "&nbsp;&nbsp;›&nbsp;&nbsp;".join(
        f"<b>{nom}</b>" if rang == courante else nom for rang, nom in enumerate(noms)
    )


def chiffres(rapport: RapportImport) -> Mapping[str, str]:
    """Return the figures of the dry run by the names of their labels."""
    return {
        "total": ecrire_code(rapport.total),
        "creer": ecrire_code(rapport.a_creer),
        "modifier": ecrire_code(rapport.a_modifier),
        "inchangees": ecrire_code(rapport.inchangees),
        "laissees": ecrire_code(rapport.laissees),
        "problemes": ecrire_code(rapport.problemes_total),
    }


def dire_rapport(sorte: Sorte, rapport: RapportImport) -> str:
    """Say whether the file can be imported, and what to do next."""
    if not rapport.acceptable:
        combien = "1 problème" if rapport.problemes_total == 1 else f"{ecrire_code(rapport.problemes_total)} problèmes"
        return (
            f"{combien} dans le fichier : rien ne sera importé tant qu'il en reste. Corrigez le fichier d'après la "
            "liste (Ctrl+E l'exporte), ou revenez aux colonnes (F4), puis relancez l'essai."
        )
    if not rapport.a_creer and not rapport.a_modifier:
        return "Tout ce que dit ce fichier est déjà dans la base : il n'y a rien à importer."
    return f"Le fichier peut être importé : {_bilan_prevu(sorte, rapport)}. F2 l'importe."


def question_d_import(sorte: Sorte, rapport: RapportImport) -> str:
    """Ask, in words, before writing."""
    return f"Importer ce fichier ? {_bilan_prevu(sorte, rapport).capitalize()}.\n\nTout est enregistré, ou rien."


def dire_bilan(sorte: Sorte, bilan: BilanImport) -> tuple[str, str]:
    """Return the title and the words of the last page."""
    if not bilan.crees and not bilan.modifies:
        return "Rien à changer", "Tout ce que dit ce fichier était déjà dans la base."
    faits = (
        (bilan.crees, "créé"),
        (bilan.modifies, "mis à jour"),
        (bilan.inchanges, "déjà à jour"),
        (bilan.laisses, "laissé de côté"),
    )
    return "Import terminé", "\n".join(f"{sorte.compter(n)} {_accorder(mot, n)}" for n, mot in faits if n)


def _accorder(participe: str, nombre: int) -> str:
    """Put the past participle in the plural: « créés », « mis à jour », « laissés de côté »."""
    premier, blanc, reste = participe.partition(" ")
    pluriel = nombre > 1 and premier.endswith("é")
    return f"{premier}{'s' if pluriel else ''}{blanc}{reste}"


def apercevoir(services: Services, sorte: Sorte, chemin: str, feuille: str | None) -> Preparation:
    """Recognise the file (reader thread); raises ``fichier_illisible``."""
    return sorte.preparer(services, chemin, feuille=feuille)


def _bilan_prevu(sorte: Sorte, rapport: RapportImport) -> str:
    morceaux = []
    if rapport.a_creer:
        morceaux.append(f"{sorte.compter(rapport.a_creer)} à créer")
    if rapport.a_modifier:
        morceaux.append(f"{sorte.compter(rapport.a_modifier)} à modifier")
    if rapport.inchangees:
        morceaux.append(f"{ecrire_code(rapport.inchangees)} déjà à jour")
    return ", ".join(morceaux)
