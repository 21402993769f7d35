"""The first look at a file to import: recognised, its columns matched with the fields, the first rows shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.executeur import Lot
from caisse_clients.application.imports.rapport import Preparation
from caisse_clients.application.services import Services
from caisse_clients.domain.droits import Droit
from caisse_clients.exchanges.correspondance import (
    Champ,
    Correspondance,
    cle_des_entetes,
    deviner,
    ecrire_correspondance,
    lire_correspondance,
)
from caisse_clients.exchanges.tableau import Tableau, lire_tableau
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import imports as stock

LIGNES_APERCU = 20


def preparer(
    services: Services,
    sorte: str,
    champs: Sequence[Champ],
    chemin: Path | str,
    *,
    feuille: str | None = None,
    correspondance: Correspondance | None = None,
) -> Preparation:
    """Recognise a file. The correspondence is the given one, else that of last time, else a guess.

    Raises ``ErreurMetier``: ``fichier_illisible``, ``colonne_absente`` (a given column that the file lacks).
    """
    tableau = lire_tableau(chemin, feuille=feuille)
    for champ, rang in (correspondance.colonnes if correspondance else {}).items():
        if not 0 <= rang < len(tableau.entetes):
            raise ErreurMetier("colonne_absente", champ=champ, colonne=str(rang + 1))
    gardee = None if correspondance is not None else _gardee(services, sorte, champs, tableau)
    return Preparation(
        tableau=tableau,
        champs=tuple(champs),
        correspondance=correspondance or gardee or deviner(tableau.entetes, champs),
        gardee=gardee is not None,
        apercu=tuple(tuple(cellules) for _, cellules in islice(tableau.lignes(), LIGNES_APERCU)),
    )


def garder_correspondance(lot: Lot, services: Services, sorte: str, preparation: Preparation) -> int | None:
    """Keep the correspondence for the next file with these headings; return the operation, None when known."""
    cle = _cle(sorte, preparation.tableau)
    texte = ecrire_correspondance(preparation.correspondance, preparation.tableau.entetes)
    with services.lire() as lecteur:
        if stock.correspondance_gardee(lecteur, cle) == texte:
            return None

    def garder(contexte: Contexte) -> Effet:
        stock.garder_correspondance(contexte.tx, cle, texte)
        return Effet({"correspondance": cle})

    return lot.executer_tranche("garder_correspondance", Droit.IMPORTER, garder).operation


def exiger_colonnes(preparation: Preparation, *noms: str) -> None:
    """Raise ``champ_sans_colonne`` unless one of the fields ``noms`` has its column."""
    if not any(nom in preparation.correspondance.colonnes for nom in noms):
        champ = next(champ for champ in preparation.champs if champ.nom == noms[0])
        raise ErreurMetier("champ_sans_colonne", champ=champ.nom, libelle=champ.libelle)


def exiger_droit(services: Services) -> None:
    """Raise ``droit_manquant`` at once rather than after the whole file was read; the executor checks again."""
    droit, utilisateur = Droit.IMPORTER, services.utilisateur
    if droit not in utilisateur.droits:
        raise ErreurMetier("droit_manquant", droit=droit.value, libelle=droit.libelle, role=utilisateur.role.value)


def _gardee(services: Services, sorte: str, champs: Sequence[Champ], tableau: Tableau) -> Correspondance | None:
    with services.lire() as lecteur:
        texte = stock.correspondance_gardee(lecteur, _cle(sorte, tableau))
    if texte is not None:
        with suppress(ErreurMetier):  # kept by a version that had other fields: guess again
            return lire_correspondance(texte, tableau.entetes, champs)
    return None


def _cle(sorte: str, tableau: Tableau) -> str:
    return f"import.{sorte}.{cle_des_entetes(tableau.entetes)[:16]}"
