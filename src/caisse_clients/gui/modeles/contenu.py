"""A grid's content as displayed, taken at one moment, to be written to a file or a document off the UI thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caisse_clients.gui.modeles.base import ModeleGrille
from caisse_clients.gui.modeles.colonnes import A_DROITE, Colonne, Format, Pastille, ecrire_valeur
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.kernel.horloge import PARIS

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.exchanges.cellules import Colonne as ColonneDeFichier
    from caisse_clients.exchanges.cellules import Valeur
    from caisse_clients.kernel.suivi import Suivi

_LOT = 500


@dataclass(frozen=True, slots=True)
class ContenuGrille:
    """Columns in the order displayed, and the rows, read by batches in a reader thread."""

    titre: str
    colonnes: tuple[Colonne, ...]
    nombre: int
    _lots: Callable[[Services], Iterator[Sequence[Any]]]

    def lignes(self, services: Services, suivi: Suivi, etape: str) -> Iterator[Any]:
        """Yield the rows, telling progress and stopping when asked."""
        fait = 0
        for lot in self._lots(services):
            suivi.avancer(fait, self.nombre, etape)
            yield from lot
            fait += len(lot)
        suivi.avancer(self.nombre, self.nombre, etape)


def contenu_affiche(modele: ModeleGrille, ordre: Sequence[int], titre: str) -> ContenuGrille:
    """Take what ``modele`` shows now; ``ordre`` is ``Grille.colonnes_affichees()``."""
    colonnes = tuple(modele.colonnes[rang] for rang in ordre)
    if isinstance(modele, ModelePagine):
        cles, lecture = modele.cles, modele.lecture_montree

        def lots(services: Services) -> Iterator[Sequence[Any]]:
            for debut in range(0, len(cles) if lecture is not None else 0, _LOT):
                assert lecture is not None
                yield lecture.lignes(services, cles[debut : debut + _LOT])

        return ContenuGrille(titre, colonnes, len(cles), lots)
    assert isinstance(modele, ModeleListe)
    lignes = modele.lignes
    return ContenuGrille(
        titre,
        colonnes,
        len(lignes),
        lambda _services: (lignes[debut : debut + _LOT] for debut in range(0, len(lignes), _LOT)),
    )


def ecrire_contenu(contenu: ContenuGrille, chemin: Path, services: Services, suivi: Suivi) -> int:
    """Write a workbook when the name ends with ``.xlsx``, else a CSV; return the number of rows.

    Raises ``ErreurTechnique`` when the disk refuses; cancelled, it leaves the former file in place.
    """
    from caisse_clients.exchanges.tableur import ecrire_csv, ecrire_xlsx

    entetes = [_colonne_de_fichier(colonne) for colonne in contenu.colonnes]
    rangees = (
        [_valeur_de_fichier(colonne, ligne) for colonne in contenu.colonnes]
        for ligne in contenu.lignes(services, suivi, f"Export de {contenu.titre}")
    )
    if chemin.suffix.lower() == ".xlsx":
        return ecrire_xlsx(chemin, entetes, rangees, titre=contenu.titre)
    return ecrire_csv(chemin, entetes, rangees)


def composer_document(contenu: ContenuGrille, sous_titre: str, services: Services, suivi: Suivi) -> bytes:
    """Return the grid as a PDF: same texts, same order; raises ``Annulee`` when stopped."""
    from caisse_clients.documents.feuillet import Aligne
    from caisse_clients.documents.grille import ColonneGrille, MarquesGrille, rendre_grille

    instant = services.horloge.maintenant().astimezone(PARIS)
    colonnes = [
        ColonneGrille(colonne.titre, Aligne.DROITE if colonne.format in A_DROITE else Aligne.GAUCHE)
        for colonne in contenu.colonnes
    ]
    lignes = [
        [ecrire_valeur(colonne.valeur(ligne), colonne.format) for colonne in contenu.colonnes]
        for ligne in contenu.lignes(services, suivi, f"Lecture de {contenu.titre}")
    ]
    essai = services.base.ecole or services.base.demonstration
    marques = MarquesGrille(
        edition=f"Édité le {ecrire_valeur(instant, Format.INSTANT)} par {services.utilisateur.libelle}",
        sans_valeur="ÉCOLE" if essai else "",
    )
    return rendre_grille(contenu.titre, sous_titre, colonnes, lignes, marques=marques, suivi=suivi)


def _colonne_de_fichier(colonne: Colonne) -> ColonneDeFichier:
    from caisse_clients.exchanges.cellules import Colonne as ColonneDeFichier
    from caisse_clients.exchanges.cellules import Sorte

    sortes = {
        Format.MONTANT: Sorte.MONTANT,
        Format.MOUVEMENT: Sorte.MONTANT,
        Format.SOLDE: Sorte.MONTANT,
        Format.DATE: Sorte.DATE,
        Format.INSTANT: Sorte.INSTANT,
        Format.CODE: Sorte.CODE,
        Format.ENTIER: Sorte.CODE,
    }
    sorte = Sorte.MONTANT if colonne.centimes is not None else sortes.get(colonne.format, Sorte.TEXTE)
    return ColonneDeFichier(colonne.titre, sorte, max(8, colonne.largeur // 8))


def _valeur_de_fichier(colonne: Colonne, ligne: Any) -> Valeur:
    if colonne.centimes is not None and (montant := colonne.centimes(ligne)) is not None:
        return montant
    valeur = colonne.valeur(ligne)
    if isinstance(valeur, Pastille):
        return valeur.texte
    if isinstance(valeur, dt.datetime) and valeur.tzinfo is not None:
        # A spreadsheet knows no zone: it shows the time of the shop, as the screen does.
        return valeur.astimezone(PARIS).replace(tzinfo=None)
    return valeur if valeur is None or isinstance(valeur, int | dt.date) else str(valeur)
