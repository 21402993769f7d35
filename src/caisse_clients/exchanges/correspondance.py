"""Which column of a file holds which field: guessed from the headings, shown, edited, kept.

The guess compares words, whatever their case, accents, order or joining (``NumCli``, ``N° client``, ``CLIENT_NUM``);
the synonyms of each field come from the import that knows what they mean.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from caisse_clients.exchanges.nature import illisible
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import cle_recherche

SEUIL = 60
"""Lowest score of a guess: two words in common out of three pass, one out of two does not."""

_TAILLE_MAXIMALE = 1 << 20
_BOSSE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-Za-zÀ-ÿ])(?=[0-9])")
_NUMERO = re.compile(r"[nN]\s*[°ºo][\s.]|[nN][°º]|№")
_SIGLES = re.compile(r"\b(C|E) (P|MAIL)\b")
_ABREGES = {
    "CLI": "CLIENT", "CLT": "CLIENT", "CLTS": "CLIENT", "CLIENTS": "CLIENT", "TIERS": "CLIENT", "CUSTOMER": "CLIENT",
    "NUM": "NUMERO", "NO": "NUMERO", "NR": "NUMERO", "N": "NUMERO", "NUMBER": "NUMERO", "NUMEROS": "NUMERO",
    "COD": "CODE", "ADR": "ADRESSE", "ADRESS": "ADRESSE", "ADDRESS": "ADRESSE", "RUE": "ADRESSE", "VOIE": "ADRESSE",
    "STREET": "ADRESSE", "OBS": "OBSERVATION", "OBSERVATIONS": "OBSERVATION", "COMPANY": "SOCIETE", "ZIP": "CP",
    "TEL": "TELEPHONE", "TELEPH": "TELEPHONE", "PHONE": "TELEPHONE", "TELEPHONES": "TELEPHONE", "GSM": "PORTABLE",
    "MOBILE": "PORTABLE", "PORT": "PORTABLE", "MAIL": "COURRIEL", "EMAIL": "COURRIEL", "MEL": "COURRIEL",
    "PRENOMS": "PRENOM", "NOMS": "NOM", "NAME": "NOM", "CPOST": "CP", "POST": "POSTAL", "CITY": "VILLE",
    "COMMUNE": "VILLE", "LOCALITE": "VILLE", "CPT": "COMPTE", "CPTE": "COMPTE", "COMPTES": "COMPTE", "MT": "MONTANT",
    "MNT": "MONTANT", "DT": "DATE", "COMM": "COMMENTAIRE", "COMMENTAIRES": "COMMENTAIRE", "PLAFONDS": "PLAFOND",
}  # fmt: skip
_MOTS_VIDES = frozenset(("DE", "DU", "DES", "LA", "LE", "LES", "L", "D", "AU", "A", "EN", "OU", "ET"))


@dataclass(frozen=True, slots=True)
class Champ:
    """A field an import can fill: its name, its French label, and the headings known for it, likeliest first."""

    nom: str
    libelle: str
    synonymes: tuple[str, ...] = ()
    obligatoire: bool = False


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Field name → column rank (from 0); ``scores`` says how sure each guess was (100 = the very heading)."""

    colonnes: Mapping[str, int]
    scores: Mapping[str, int]

    def avec(self, champ: str, colonne: int | None) -> Correspondance:
        """Return the same correspondence with one field moved to ``colonne`` (None = left out).

        The column is taken away from the field that had it.
        """
        colonnes = {nom: rang for nom, rang in self.colonnes.items() if nom != champ and rang != colonne}
        scores = {nom: score for nom, score in self.scores.items() if nom in colonnes}
        if colonne is not None:
            colonnes[champ], scores[champ] = colonne, 100
        return Correspondance(colonnes, scores)

    def ignorees(self, entetes: Sequence[str]) -> list[int]:
        """Return the ranks of the columns that no field uses."""
        prises = set(self.colonnes.values())
        return [rang for rang in range(len(entetes)) if rang not in prises]


def deviner(entetes: Sequence[str], champs: Sequence[Champ]) -> Correspondance:
    """Guess the correspondence of ``entetes`` with ``champs``; the surest pairs are taken first, each column once.

    A word that a third of the headings repeat (``CT_Nom``, ``CT_Ville``… or ``… (facturation)``) may be left out.
    """
    colonnes = [_mots(entete) for entete in entetes]
    repetes = _mots_repetes(colonnes)
    connus = [
        (champ.nom, preference, _mots(synonyme))
        for champ in champs
        for preference, synonyme in enumerate((*champ.synonymes, champ.libelle, champ.nom))
    ]
    essais = sorted(
        (-score, preference, colonne, nom)
        for nom, preference, synonyme in connus
        for colonne, mots in enumerate(colonnes)
        if (score := max(_ressemblance(mots, synonyme), _ressemblance(mots - repetes, synonyme))) >= SEUIL
    )
    choisies: dict[str, int] = {}
    scores: dict[str, int] = {}
    for oppose, _, colonne, nom in essais:
        if nom not in choisies and colonne not in choisies.values():
            choisies[nom], scores[nom] = colonne, -oppose
    return Correspondance(choisies, scores)


def cle_des_entetes(entetes: Sequence[str]) -> str:
    """Return the key under which a correspondence is kept: the same whatever the order and case of the headings."""
    return hashlib.sha256("\n".join(sorted(map(cle_recherche, entetes))).encode()).hexdigest()


def ecrire_correspondance(correspondance: Correspondance, entetes: Sequence[str]) -> str:
    """Write a correspondence as JSON: each field names its heading, so that columns may move in the next file."""
    colonnes = {
        champ: entetes[rang] if _rang(entetes, entetes[rang]) == rang else rang + 1
        for champ, rang in sorted(correspondance.colonnes.items(), key=lambda paire: paire[1])
        if 0 <= rang < len(entetes)
    }
    return json.dumps({"correspondance": 1, "colonnes": colonnes}, ensure_ascii=False, indent=2) + "\n"


def lire_correspondance(texte: str, entetes: Sequence[str], champs: Sequence[Champ]) -> Correspondance:
    """Read a correspondence written by ``ecrire_correspondance`` or by hand (heading, or column rank from 1).

    Raises ``ErreurMetier``: ``correspondance_illisible`` (not such a file), ``champ_d_import_inconnu`` (a field
    this import has not), ``colonne_absente`` (a heading this file lacks, or a column given twice).
    """
    try:
        contenu = json.loads(texte)
    except (ValueError, RecursionError):
        raise ErreurMetier("correspondance_illisible") from None
    colonnes = contenu.get("colonnes") if isinstance(contenu, dict) and contenu.get("correspondance") == 1 else None
    if not isinstance(colonnes, dict):
        raise ErreurMetier("correspondance_illisible")
    connus = {champ.nom for champ in champs}
    choisies: dict[str, int] = {}
    for nom, colonne in colonnes.items():
        if nom not in connus:
            raise ErreurMetier("champ_d_import_inconnu", champ=nom[:40], connus=", ".join(sorted(connus)))
        if isinstance(colonne, bool) or not isinstance(colonne, str | int):
            raise ErreurMetier("correspondance_illisible")
        rang = _rang(entetes, colonne) if isinstance(colonne, str) else colonne - 1
        if rang is None or not 0 <= rang < len(entetes) or rang in choisies.values():
            raise ErreurMetier("colonne_absente", champ=nom, colonne=str(colonne)[:80])
        choisies[nom] = rang
    return Correspondance(choisies, dict.fromkeys(choisies, 100))


def lire_fichier_correspondance(chemin: Path | str, entetes: Sequence[str], champs: Sequence[Champ]) -> Correspondance:
    """Read ``lire_correspondance`` from a file; raises ``fichier_illisible`` when it cannot be read as text."""
    chemin = Path(chemin)
    try:
        with chemin.open("rb") as fichier:
            octets = fichier.read(_TAILLE_MAXIMALE + 1)
    except FileNotFoundError:
        raise illisible(chemin, "absent") from None
    except OSError as erreur:
        raise illisible(chemin, "dossier" if chemin.is_dir() else "acces_refuse", cause=str(erreur)) from erreur
    if len(octets) > _TAILLE_MAXIMALE:
        raise ErreurMetier("correspondance_illisible")
    return lire_correspondance(octets.decode("utf-8-sig", "replace"), entetes, champs)


def _rang(entetes: Sequence[str], entete: str) -> int | None:
    if entete in entetes:
        return list(entetes).index(entete)
    cle = cle_recherche(entete)
    return next((rang for rang, autre in enumerate(entetes) if cle and cle_recherche(autre) == cle), None)


def _mots(entete: str) -> frozenset[str]:
    """Return the words of a heading, abbreviations undone: ``NumCli`` and ``N° du client`` are the same."""
    separe = _BOSSE.sub(" ", _NUMERO.sub(" numero ", entete[:200]))
    cle = _SIGLES.sub(r"\1\2", cle_recherche(separe))
    return frozenset(_ABREGES.get(mot, mot) for mot in cle.split()) - _MOTS_VIDES


def _mots_repetes(colonnes: Sequence[frozenset[str]]) -> frozenset[str]:
    combien = Counter(mot for mots in colonnes for mot in mots)
    return frozenset(mot for mot, nombre in combien.items() if nombre > 2 and 3 * nombre > len(colonnes))


def _ressemblance(mots: frozenset[str], synonyme: frozenset[str]) -> int:
    union = mots | synonyme
    return 100 * len(mots & synonyme) // len(union) if union else 0
