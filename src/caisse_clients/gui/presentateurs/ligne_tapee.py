"""One line of a pièce as typed, without Qt: its texts, what they mean, its price in the other sense, its article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from caisse_clients.domain.pieces import CENT_POUR_CENT, SANS_REMISE, UNITE, LigneSaisie, NatureLigne
from caisse_clients.domain.vues_ventes import VueArticle, VueLignePiece, VueTaux
from caisse_clients.gui.modeles.cases import Proposition
from caisse_clients.gui.presentateurs.devises import Monnaie, monnaie_de
from caisse_clients.kernel.argent import Quantite, arrondir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_montant,
    ecrire_pourcent,
    ecrire_quantite,
    lire_pourcent,
    lire_quantite,
)
from caisse_clients.kernel.texte import cle_recherche

SAISIS = ("article", "libelle", "quantite", "prix", "remise", "taux")
"""Fields of a line that are typed, in the order of the grid."""
PROPOSITIONS = 12
_TAUX_NORMAL = 20_00
_SANS_PRIX = "Tapez le prix."
_SANS_TAUX = "Choisissez un taux de TVA : tapez-le, ou F7."


@dataclass(frozen=True, slots=True)
class LigneTapee:
    """One line as typed. ``ttc`` is the sense of its price; ``taux`` a text too, so that a wrong one stays to be read.

    ``pris`` is the article whose words and price were taken, or the one saved: it may be no longer for sale.
    ``jumeau`` is the price in the other sense before a switch: switching back gives it back to the cent.
    """

    article: str = ""
    libelle: str = ""
    quantite: str = ""
    prix: str = ""
    remise: str = ""
    taux: str = ""
    ttc: bool = True
    nature: NatureLigne | None = None
    pris: str = field(default="", compare=False)
    jumeau: str = field(default="", compare=False)
    facturee: int = field(default=0, compare=False)
    livree: int = field(default=0, compare=False)

    @property
    def vide(self) -> bool:
        """True when it sells nothing: quantity and rate come by themselves, alone they say nothing."""
        return not any(getattr(self, champ).strip() for champ in ("article", "libelle", "prix"))

    @property
    def intacte(self) -> bool:
        """True when no cell holds anything."""
        return not any(getattr(self, champ).strip() for champ in SAISIS)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What lines are made of: articles for sale and VAT rates in use."""

    articles: tuple[VueArticle, ...] = ()
    taux: tuple[VueTaux, ...] = ()

    def article(self, code: str) -> VueArticle | None:
        """Return the article of this code, whatever its capitals."""
        voulu = code.strip().upper()
        return next((a for a in self.articles if a.code.upper() == voulu), None) if voulu else None

    def connait_le_taux(self, texte: str) -> bool:
        """Tell whether a rate is in use; what cannot be read is said elsewhere."""
        try:
            taux = lire_pourcent(texte)
        except ErreurMetier:
            return True
        return not self.taux or any(t.taux == taux for t in self.taux)

    def propositions_d_articles(self, texte: str) -> list[Proposition]:
        """Return the articles whose code or words are typed, an exact code first."""
        cle = cle_recherche(texte)
        notes = [(note, a) for a in self.articles if (note := _ressemblance(a, cle)) is not None]
        notes.sort(key=lambda paire: (paire[0], paire[1].libelle))
        return [
            Proposition(a.code, a.libelle, "" if a.prix_ttc is None else f"{ecrire_montant(a.prix_ttc)} TTC")
            for _, a in notes[:PROPOSITIONS]
        ]

    def propositions_de_taux(self, texte: str) -> list[Proposition]:
        """Return the rates that begin as typed, else all of them."""
        tape = texte.strip().replace(".", ",")
        taux = [(ecrire_pourcent(t.taux), t.libelle) for t in self.taux]
        return [Proposition(code, code, mots) for code, mots in taux if code.startswith(tape)] or [
            Proposition(code, code, mots) for code, mots in taux
        ]

    def taux_par_defaut(self) -> str:
        """Return the rate of a first line: the normal one when it is in use."""
        taux = [t.taux for t in self.taux]
        return ecrire_pourcent(_TAUX_NORMAL if _TAUX_NORMAL in taux else taux[0]) if taux else ""


def lignes_de(vues: Sequence[VueLignePiece], devise: str) -> tuple[LigneTapee, ...]:
    """Return the lines of a saved pièce as they would be typed."""
    return tuple(
        LigneTapee(
            article=vue.article,
            libelle=vue.libelle,
            quantite=ecrire_quantite(vue.quantite),
            prix=monnaie_de(devise).ecrire(vue.prix),
            remise=ecrire_pourcent(vue.remise) if vue.remise else "",
            taux=ecrire_pourcent(vue.taux),
            ttc=vue.ttc,
            nature=vue.nature,
            pris=vue.article,
            facturee=vue.facturee,
            livree=vue.livree,
        )
        for vue in vues
    )


def lecteurs(monnaie: Monnaie) -> dict[str, tuple[Callable[[str], int], Callable[[int], str], str]]:
    """Return how each column of figures is read and written, and what is said when it is missing ("": it may be)."""
    return {
        "quantite": (lire_quantite, ecrire_quantite, ""),
        "prix": (monnaie.lire, monnaie.ecrire, _SANS_PRIX),
        "remise": (lire_pourcent, ecrire_pourcent, ""),
        "taux": (lire_pourcent, ecrire_pourcent, _SANS_TAUX),
    }


def saisie(ligne: LigneTapee, monnaie: Monnaie) -> LigneSaisie:
    """Return the line for a command; raises ``ErreurMetier`` when a cell cannot be read."""
    prix = monnaie.centiemes(monnaie.lire(ligne.prix)) if ligne.prix.strip() else None
    return LigneSaisie(
        libelle=ligne.libelle.strip(),
        quantite=lire_quantite(ligne.quantite) if ligne.quantite.strip() else Quantite(UNITE),
        prix_ttc=prix if ligne.ttc else None,
        prix_ht=None if ligne.ttc else prix,
        taux_tva=lire_pourcent(ligne.taux) if ligne.taux.strip() else None,
        remise=lire_pourcent(ligne.remise) if ligne.remise.strip() else SANS_REMISE,
        article=ligne.article.strip(),
        nature=ligne.nature,
    )


def basculee(ligne: LigneTapee, ttc: bool, monnaie: Monnaie) -> LigneTapee:
    """Return the line with its price in the other sense; twice gives the same price to the cent."""
    if ligne.vide or ligne.ttc is ttc:
        return ligne
    if ligne.jumeau:
        return replace(ligne, prix=ligne.jumeau, jumeau=ligne.prix, ttc=ttc)
    try:
        prix, taux = monnaie.lire(ligne.prix), lire_pourcent(ligne.taux)
    except ErreurMetier:
        return replace(ligne, ttc=ttc)
    autre = toutes_taxes(prix, taux) if ttc else hors_taxe(prix, taux)
    return replace(ligne, prix=monnaie.ecrire(autre), jumeau=ligne.prix, ttc=ttc)


def peut_etre_un_code(texte: str) -> bool:
    """Tell whether a text that names no article was meant to: one word with figures, as codes and bar codes are."""
    return " " not in texte.strip() and any(c.isdigit() for c in texte)


def hors_taxe(ttc: int, taux: int) -> int:
    """Return a TTC price without its VAT, rounded once."""
    return arrondir(Fraction(ttc * CENT_POUR_CENT, CENT_POUR_CENT + taux))


def toutes_taxes(ht: int, taux: int) -> int:
    """Return an HT price with its VAT, rounded once."""
    return arrondir(Fraction(ht * (CENT_POUR_CENT + taux), CENT_POUR_CENT))


def _ressemblance(article: VueArticle, cle: str) -> int | None:
    """Return how well an article answers what is typed (0 is best), None when it does not."""
    code, libelle = cle_recherche(article.code), cle_recherche(article.libelle)
    if code == cle:
        return 0
    if code.startswith(cle):
        return 1
    if libelle.startswith(cle):
        return 2
    return 3 if cle in libelle or cle in code else None
