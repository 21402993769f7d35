"""``importer clients``: the customers of another software, all or nothing, nothing twice.

A line with a code is that client: absent it is created, present it is changed where the file says otherwise (an
empty cell erases nothing). A line without a code is a client only if nobody says the same already. The dry run and
the import are one and the same reading; only the second writes, and a single problem undoes it all.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.executeur import Lot
from caisse_clients.application.imports.cartes import Carte, LecteurCartes
from caisse_clients.application.imports.champs import CHAMPS_CLIENTS
from caisse_clients.application.imports.preparation import (
    exiger_colonnes,
    exiger_droit,
    garder_correspondance,
)
from caisse_clients.application.imports.preparation import preparer as _preparer
from caisse_clients.application.imports.rapport import BilanImport, Decompte, Preparation, RapportImport
from caisse_clients.application.services import Services
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.droits import Droit
from caisse_clients.exchanges.correspondance import Correspondance
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import imports as stock

SORTE = "clients"
COMMANDE = "importer_clients"
LIGNES_PAR_OPERATION = 5_000
"""Half of what one sealed operation may hold: a slice and its rows stay small in memory."""

_PAS = 1_000


class Tranche(NamedTuple):
    """What a slice of the file changes."""

    a_creer: list[Carte]
    a_modifier: list[Carte]


def preparer(
    services: Services, chemin: Path | str, *, feuille: str | None = None, correspondance: Correspondance | None = None
) -> Preparation:
    """Recognise a file and match its columns; see ``preparation.preparer``."""
    return _preparer(services, SORTE, CHAMPS_CLIENTS, chemin, feuille=feuille, correspondance=correspondance)


def analyser(
    services: Services,
    chemin: Path | str,
    correspondance: Correspondance | None = None,
    suivi: Suivi | None = None,
    *,
    feuille: str | None = None,
) -> RapportImport:
    """Read the whole file by every rule and write nothing: what would be created, changed, refused.

    Raises ``fichier_illisible``, ``champ_sans_colonne``, and ``Annulee`` when ``suivi`` was stopped.
    """
    preparation = preparer(services, chemin, feuille=feuille, correspondance=correspondance)
    return _Lecture(services, preparation, suivi or Suivi()).lire(None)


def importer(
    services: Services,
    chemin: Path | str,
    correspondance: Correspondance | None = None,
    suivi: Suivi | None = None,
    *,
    feuille: str | None = None,
) -> BilanImport:
    """Bring the file into the base in one transaction, sealed by operations of ``LIGNES_PAR_OPERATION``.

    Raises what ``analyser`` raises and ``import_refuse`` (the report in its details) when any line has a problem;
    nothing is then saved, nor when ``suivi`` is stopped.
    """
    exiger_droit(services)
    preparation = preparer(services, chemin, feuille=feuille, correspondance=correspondance)
    lecture = _Lecture(services, preparation, suivi or Suivi())
    operations: list[int] = []
    with services.lot() as lot:
        lot.prendre_la_main()
        rapport = lecture.lire(lambda tranche: operations.append(_ecrire(lot, tranche)))
        if not rapport.acceptable:
            raise rapport.refus()
        gardee = garder_correspondance(lot, services, SORTE, preparation)
    return lecture.decompte.bilan([*operations, *([] if gardee is None else [gardee])])


class _Lecture:
    """One reading of the file, by slices compared with the base."""

    def __init__(self, services: Services, preparation: Preparation, suivi: Suivi) -> None:
        exiger_colonnes(preparation, "nom", "raison_sociale")
        self._services, self._tableau, self._suivi = services, preparation.tableau, suivi
        self.decompte = Decompte(preparation)
        self._lecteur = LecteurCartes(
            preparation.correspondance, len(preparation.tableau.entetes), self.decompte.refuser
        )
        self._vus = _DejaVus()
        self._modifies: set[int] = set()
        self._il_en_reste = not self._lecteur.connait_les_codes

    def lire(self, ecrire: Callable[[Tranche], None] | None) -> RapportImport:
        """Read everything; ``ecrire`` receives each slice that changes something, until the first problem.

        Lines without a code wait until all the codes of the file are taken: they are read in a second pass.
        """
        if self._lecteur.connait_les_codes:
            self._passer(self._comparer, ecrire, avec_code=True)
        if self._il_en_reste:
            self._vus.oublier_les_codes()
            self._passer(self._comparer_par_nom, ecrire, avec_code=False)
        self._suivi.avancer(self.decompte.total, self.decompte.total, "Lecture des lignes")
        return self.decompte.rapport()

    def _passer(
        self,
        comparer: Callable[[list[Carte]], Tranche],
        ecrire: Callable[[Tranche], None] | None,
        *,
        avec_code: bool,
    ) -> None:
        for cartes in _par_tranches(self._cartes(avec_code=avec_code)):
            tranche = comparer(cartes)
            if ecrire is not None and not self.decompte.problemes_total and any(tranche):
                ecrire(tranche)

    def _cartes(self, *, avec_code: bool) -> Iterator[Carte]:
        """Yield the valid lines of a pass that say something new, the others counted."""
        decompte, lecteur, estimees = self.decompte, self._lecteur, self._tableau.lignes_estimees
        for rang, (ligne, cellules) in enumerate(self._tableau.lignes()):
            if rang % _PAS == 0:
                self._suivi.avancer(rang, max(estimees, rang), "Lecture des lignes")
            if lecteur.a_un_code(cellules) is not avec_code:
                self._il_en_reste = True
                continue
            decompte.total += 1
            carte = lecteur.lire(ligne, cellules)
            if carte is None:
                continue
            premiere = self._vus.deja(carte)
            if premiere is None:
                yield carte
            elif premiere < 0:
                decompte.inchangees += 1
            else:
                refus = ErreurMetier("code_en_double", champ="code", code=carte.code, premiere=premiere)
                decompte.refuser(ligne, refus, cellules)

    def _comparer(self, cartes: list[Carte]) -> Tranche:
        tranche = Tranche([], [])
        with self._services.lire() as lecteur:
            existantes = stock.cartes(lecteur, [carte.code for carte in cartes if carte.code is not None])
        for carte in cartes:
            existante = existantes.get(carte.code or 0)
            if existante is None:
                tranche.a_creer.append(carte)
            elif existante.absorbe_par is not None:
                self.decompte.laissees += 1
            elif existante.sorte != SorteClient.CLIENT.value:
                refus = ErreurMetier("code_d_un_organisme", champ="code", code=existante.code)
                self.decompte.refuser(carte.ligne, refus, [])
            elif carte.semblable_a(existante.valeurs):
                self.decompte.inchangees += 1
            else:
                tranche.a_modifier.append(carte)
                self._modifies.add(existante.code)
        self.decompte.a_creer += len(tranche.a_creer)
        self.decompte.a_modifier += len(tranche.a_modifier)
        return tranche

    def _comparer_par_nom(self, cartes: list[Carte]) -> Tranche:
        """Compare lines without a code; a card that this very file changes no longer says what the base shows."""
        with self._services.lire() as lecteur:
            homonymes = stock.cartes_de_meme_nom(lecteur, [carte.coordonnees.cle_tri for carte in cartes])
        nouvelles = [
            carte
            for carte in cartes
            if not any(
                carte.semblable_a(homonyme.valeurs)
                for homonyme in homonymes.get(carte.coordonnees.cle_tri, ())
                if homonyme.code not in self._modifies
            )
        ]
        self.decompte.a_creer += len(nouvelles)
        self.decompte.inchangees += len(cartes) - len(nouvelles)
        return Tranche(nouvelles, [])


class _DejaVus:
    """The clients already met in the file: by code when they have one, else by all they say."""

    def __init__(self) -> None:
        self._rang_du_code: dict[int, int] = {}
        self._lignes, self._contenus = array("q"), array("q")
        self._sans_code: set[int] = set()

    def oublier_les_codes(self) -> None:
        """From now on come the lines without a code: what was said with one counts for them too."""
        self._sans_code.update(self._contenus)
        self._rang_du_code.clear()

    def deja(self, carte: Carte) -> int | None:
        """Return None for a new client, -1 for the same line again, else the line that says otherwise."""
        contenu = hash((carte.coordonnees, carte.donnes))
        if carte.code is None:
            if contenu in self._sans_code:
                return -1
            self._sans_code.add(contenu)
            return None
        rang = self._rang_du_code.setdefault(carte.code, len(self._lignes))
        if rang == len(self._lignes):
            self._lignes.append(carte.ligne)
            self._contenus.append(contenu)
            return None
        return -1 if self._contenus[rang] == contenu else self._lignes[rang]


def _par_tranches(cartes: Iterable[Carte]) -> Iterator[list[Carte]]:
    tranche: list[Carte] = []
    for carte in cartes:
        tranche.append(carte)
        if len(tranche) == LIGNES_PAR_OPERATION:
            yield tranche
            tranche = []
    if tranche:
        yield tranche


def _ecrire(lot: Lot, tranche: Tranche) -> int:
    def travail(contexte: Contexte) -> Effet:
        _creer(contexte, tranche.a_creer)
        _modifier(contexte, tranche.a_modifier)
        return Effet({"crees": len(tranche.a_creer), "modifies": len(tranche.a_modifier)}, frozenset({Sujet.CLIENTS}))

    return lot.executer_tranche(COMMANDE, Droit.IMPORTER, travail).operation


def _creer(contexte: Contexte, cartes: Sequence[Carte]) -> None:
    if not cartes:
        return
    codes = [carte.code for carte in cartes if carte.code is not None]
    if codes:  # a slice has a code on every line or on none
        contexte.tx.reserver("client", max(codes))
    else:
        premier = contexte.tx.numeros("client", len(cartes))
        codes = list(range(premier, premier + len(cartes)))
    stock_clients.ajouter(
        contexte.tx,
        [
            stock_clients.ligne_de(code, SorteClient.CLIENT, carte.coordonnees)
            for code, carte in zip(codes, cartes, strict=True)
        ],
    )


def _modifier(contexte: Contexte, cartes: Sequence[Carte]) -> None:
    if not cartes:
        return
    par_code = {carte.code or 0: carte for carte in cartes}
    courantes = stock.verrouiller(contexte.tx, sorted(par_code))
    stock.changer(
        contexte.tx,
        (
            (courante, par_code[courante["code"]].appliquee_a(stock_clients.coordonnees_de(courante)))
            for courante in courantes
        ),
    )
