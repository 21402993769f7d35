"""From the cells of a line to a client card, by the rules of the card itself (``verifier_coordonnees``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from caisse_clients.application.imports.champs import (
    lire_numero,
    lire_oui_non,
    lire_plafond,
    lire_siren,
    lire_telephone,
    lire_texte,
)
from caisse_clients.domain.clients import CHAMPS_COORDONNEES, Coordonnees, verifier_coordonnees
from caisse_clients.exchanges.correspondance import Correspondance
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import cle_recherche

_TEXTES = ("nom", "prenom", "adresse", "code_postal", "ville", "courriel", "siren")
_SUITES = ("adresse_2", "adresse_3")
_RANG = {champ: rang for rang, champ in enumerate(CHAMPS_COORDONNEES)}
T = TypeVar("T")


class Carte(NamedTuple):
    """A valid line: ``code`` None = the next free one; ``donnes`` are the ranks of the details it gives."""

    ligne: int
    code: int | None
    coordonnees: Coordonnees
    donnes: tuple[int, ...]

    def appliquee_a(self, actuelles: Coordonnees) -> Coordonnees:
        """Return a card of the base as this line changes it: an empty cell erases nothing."""
        donnes = {champ: getattr(self.coordonnees, champ) for champ, rang in _RANG.items() if rang in self.donnes}
        return replace(actuelles, **donnes)

    def semblable_a(self, actuelles: tuple[object, ...]) -> bool:
        """Tell whether a card of the base already says all that this line gives."""
        return all(getattr(self.coordonnees, CHAMPS_COORDONNEES[rang]) == actuelles[rang] for rang in self.donnes)


class LecteurCartes:
    """Reads lines with one correspondence; ``refuser`` hears every fault of a line, not only the first."""

    def __init__(
        self,
        correspondance: Correspondance,
        largeur: int,
        refuser: Callable[[int, ErreurMetier, list[str]], None],
    ) -> None:
        colonnes = correspondance.colonnes
        self._largeur, self._refuser = largeur, refuser
        self._textes = [(champ, colonnes[champ]) for champ in _TEXTES if champ in colonnes]
        self._suites = [colonnes[champ] for champ in _SUITES if champ in colonnes]
        self._autres = {
            champ: colonnes[champ]
            for champ in ("code", "raison_sociale", "telephone", "professionnel", "plafond_credit")
            if champ in colonnes
        }

    def lire(self, ligne: int, cellules: list[str]) -> Carte | None:
        """Return the card of a line, or None after its faults were told."""
        fautes: list[ErreurMetier] = []
        if any(cellules[self._largeur :]):
            fautes.append(ErreurMetier("trop_de_cellules"))
        code = self._lire_autre("code", cellules, fautes, _numero_ou_rien)
        brut, explicite = self._brut(cellules, fautes)
        try:
            coordonnees = verifier_coordonnees(brut)
        except ErreurMetier as premiere:
            fautes.extend(_toutes_les_fautes(brut, premiere))
        if fautes:
            for faute in fautes:
                self._refuser(ligne, faute, cellules)
            return None
        return Carte(ligne, code, coordonnees, _donnes(coordonnees, explicite=explicite))

    @property
    def connait_les_codes(self) -> bool:
        """True when a column of the file gives the codes."""
        return "code" in self._autres

    def a_un_code(self, cellules: list[str]) -> bool:
        """Tell whether a line names its client by a code."""
        rang = self._autres.get("code")
        return rang is not None and bool(cellules[rang]) and not cellules[rang].isspace()

    def _brut(self, cellules: list[str], fautes: list[ErreurMetier]) -> tuple[Coordonnees, bool]:
        """Return the card as written, and whether it says itself that the client is a professional or not."""
        valeurs: dict[str, str] = {}
        for champ, rang in self._textes:
            try:
                valeurs[champ] = lire_texte(cellules[rang], champ)
            except ErreurMetier as faute:
                fautes.append(faute)
                valeurs[champ] = "?" if champ == "nom" else ""
        for rang in self._suites:
            if suite := cellules[rang].strip():
                valeurs["adresse"] = f"{valeurs.get('adresse', '')}\n{suite}"
        if "siren" in valeurs:
            valeurs["siren"] = lire_siren(valeurs["siren"])
        societe = self._lire_autre("raison_sociale", cellules, fautes, lire_texte) or ""
        if societe.strip():
            _nommer_la_societe(valeurs, societe)
        professionnel = self._lire_autre("professionnel", cellules, fautes, lire_oui_non)
        valeurs.setdefault("nom", "")
        brut = Coordonnees(
            **valeurs,
            telephone=lire_telephone(self._lire_autre("telephone", cellules, fautes, lire_texte) or ""),
            professionnel=bool(societe.strip() or valeurs.get("siren", "").strip())
            if professionnel is None
            else professionnel,
            plafond_credit=self._lire_autre("plafond_credit", cellules, fautes, lire_plafond),
        )
        return brut, professionnel is not None

    def _lire_autre(
        self, champ: str, cellules: list[str], fautes: list[ErreurMetier], lire: Callable[[str, str], T]
    ) -> T | None:
        rang = self._autres.get(champ)
        if rang is None:
            return None
        try:
            return lire(cellules[rang], champ)
        except ErreurMetier as faute:
            fautes.append(faute)
            return None


def _numero_ou_rien(cellule: str, champ: str) -> int | None:
    return lire_numero(cellule, champ) if cellule and not cellule.isspace() else None


def _nommer_la_societe(valeurs: dict[str, str], societe: str) -> None:
    """A company is known by its name; the person named beside it becomes its contact, in the first name."""
    personne = valeurs.get("nom", "").strip()
    if personne and cle_recherche(personne) != cle_recherche(societe):
        valeurs["prenom"] = f"{personne} {valeurs.get('prenom', '')}".strip()
    valeurs["nom"] = societe


def _donnes(c: Coordonnees, *, explicite: bool) -> tuple[int, ...]:
    return tuple(
        rang
        for rang, champ in enumerate(CHAMPS_COORDONNEES)
        if (explicite if champ == "professionnel" else getattr(c, champ) not in ("", None))
    )


def _toutes_les_fautes(brut: Coordonnees, premiere: ErreurMetier) -> list[ErreurMetier]:
    """Ask the card's own rules again, each faulty field made harmless, until they have nothing left to say."""
    fautes = [premiere]
    for _ in CHAMPS_COORDONNEES:
        champ = fautes[-1].champ
        if champ is None:
            break
        brut = replace(brut, **{champ: _INOFFENSIF.get(champ, "")})
        try:
            verifier_coordonnees(brut)
        except ErreurMetier as suivante:
            fautes.append(suivante)
        else:
            break
    return fautes


_INOFFENSIF: dict[str, Any] = {"nom": "?", "plafond_credit": None}
