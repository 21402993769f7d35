"""``importer clients|comptes FICHIER``: every problem by its line, then all or nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caisse_clients.cli.progression import BarreDeProgression
from caisse_clients.cli.sorties import Statut, dire, dire_json
from caisse_clients.config import Reglages
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.application.imports.rapport import BilanImport, Preparation, RapportImport
    from caisse_clients.application.services import Services
    from caisse_clients.exchanges.correspondance import Correspondance


def lancer(choix: argparse.Namespace, reglages: Reglages) -> int:
    """Try or import the file; 1 when a line has a problem, and then nothing was saved."""
    from caisse_clients.application.imports import clients, comptes
    from caisse_clients.cli.ouverture import services_ouverts

    module: Any = {"clients": clients, "comptes": comptes}[choix.action]
    with services_ouverts(reglages) as services:
        correspondance = _correspondance(module, services, choix)
        try:
            with BarreDeProgression() as suivi:
                if choix.essai:
                    rapport: RapportImport = module.analyser(services, choix.fichier, correspondance, suivi)
                else:
                    bilan: BilanImport = module.importer(services, choix.fichier, correspondance, suivi)
        except ErreurMetier as refus:
            if refus.code != "import_refuse":
                raise
            rapport = refus.details["rapport"]
        else:
            if not choix.essai:
                _dire_le_bilan(bilan, en_json=choix.json)
                return Statut.FAIT
    if choix.json:
        dire_json(_objet(rapport))
    else:
        for ligne in lignes_du_rapport(rapport, essai=choix.essai):
            dire(ligne)
    return Statut.FAIT if rapport.acceptable else Statut.REFUS


def _correspondance(module: Any, services: Services, choix: argparse.Namespace) -> Correspondance | None:
    """Return the correspondence of the file named, None without one; a trial writes a missing file, to be edited."""
    from caisse_clients.exchanges.correspondance import ecrire_correspondance, lire_fichier_correspondance
    from caisse_clients.exchanges.tableur import ecrire_fichier

    fichier: Path | None = choix.correspondance
    if fichier is None:
        return None
    preparation: Preparation = module.preparer(services, choix.fichier)
    entetes = preparation.tableau.entetes
    if choix.essai and not fichier.exists():
        texte = ecrire_correspondance(preparation.correspondance, entetes).encode()
        ecrire_fichier(fichier, lambda flux: flux.write(texte))
    return lire_fichier_correspondance(fichier, entetes, preparation.champs)


def lignes_du_rapport(rapport: RapportImport, *, essai: bool) -> Iterator[str]:
    """Yield what a reading of the whole file found, for a person."""
    entetes = rapport.preparation.tableau.entetes
    for champ in rapport.preparation.champs:
        if (rang := rapport.correspondance.colonnes.get(champ.nom)) is not None:
            yield f"{champ.libelle} ← colonne « {entetes[rang]} »"
    for p in rapport.problemes:
        lieu = f"ligne {ecrire_code(p.ligne)}" + (f", {p.colonne} « {p.valeur} »" if p.colonne else "")
        yield f"{lieu} : {p.message}"
    if (reste := rapport.problemes_total - len(rapport.problemes)) > 0:
        yield f"… et {ecrire_code(reste)} autres problèmes."
    yield _compte(rapport.total, rapport.a_creer, rapport.a_modifier, rapport.inchangees, rapport.laissees)
    if not rapport.acceptable:
        problemes = ecrire_code(rapport.problemes_total)
        yield f"Problèmes : {problemes}. Rien n'a été importé ; corrigez le fichier puis recommencez."
    elif essai:
        yield "Essai réussi, rien n'a été enregistré : relancez sans --essai pour importer."


def _dire_le_bilan(bilan: BilanImport, *, en_json: bool) -> None:
    if en_json:
        dire_json(
            {
                "total": bilan.total,
                "crees": bilan.crees,
                "modifies": bilan.modifies,
                "inchanges": bilan.inchanges,
                "laisses": bilan.laisses,
                "operations": list(bilan.operations),
            }
        )
        return
    dire(_compte(bilan.total, bilan.crees, bilan.modifies, bilan.inchanges, bilan.laisses))
    dire("Import enregistré." if bilan.operations else "Rien à faire : tout était déjà là.")


def _compte(total: int, crees: int, modifies: int, inchanges: int, laisses: int) -> str:
    comptes = {"Lignes": total, "à créer": crees, "à modifier": modifies, "inchangées": inchanges}
    if laisses:
        comptes["laissées de côté"] = laisses
    return ", ".join(f"{nom} : {ecrire_code(nombre)}" for nom, nombre in comptes.items()) + "."


def _objet(rapport: RapportImport) -> dict[str, Any]:
    entetes = rapport.preparation.tableau.entetes
    return {
        "total": rapport.total,
        "a_creer": rapport.a_creer,
        "a_modifier": rapport.a_modifier,
        "inchangees": rapport.inchangees,
        "laissees": rapport.laissees,
        "acceptable": rapport.acceptable,
        "correspondance": {nom: entetes[rang] for nom, rang in rapport.correspondance.colonnes.items()},
        "problemes_total": rapport.problemes_total,
        "problemes": [
            {"ligne": p.ligne, "colonne": p.colonne, "valeur": p.valeur, "code": p.code, "message": p.message}
            for p in rapport.problemes
        ],
    }
