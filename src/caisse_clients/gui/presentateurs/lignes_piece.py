"""The lines of a pièce as they are typed, without Qt: live amounts and totals, what is refused and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from caisse_clients.application.messages import message_de
from caisse_clients.domain.pieces import (
    LIGNES_MAXIMUM,
    UNITE,
    LignePreparee,
    LigneSaisie,
    NatureLigne,
    Totaux,
    calculer,
    montant_brut,
)
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import VueArticle
from caisse_clients.gui.modeles.cases import Case, ColonneSaisie, Faute, Proposition
from caisse_clients.gui.presentateurs.devises import Monnaie, monnaie_de
from caisse_clients.gui.presentateurs.ligne_tapee import (
    SAISIS,
    Catalogue,
    LigneTapee,
    basculee,
    hors_taxe,
    lecteurs,
    peut_etre_un_code,
    saisie,
)
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant, ecrire_pourcent, ecrire_quantite

CHOISIS = ("article", "taux")
"""Columns chosen in a list: a beginning of word is no fault while it is typed."""
_AIDES = {
    "article": "Code de l'article, ou lettres de son libellé (F7 : toute la liste) ; facultatif.",
    "libelle": "Ce que le client lira sur la pièce.",
    "quantite": "Trois décimales au plus.",
    "remise": "Remise sur la ligne, en pourcent.",
    "taux": "Taux de TVA : tapez-le, ou choisissez-le (F7).",
}
_SANS_LIBELLE = "Tapez un libellé, ou choisissez un article."
_ARTICLE_INCONNU = "Aucun article ne porte ce code : choisissez-le dans la liste, ou videz la case."
_TAUX_INCONNU = "Ce taux n'est pas en usage : choisissez-en un dans la liste (F7)."


class LignesPiece:
    """The sheet of lines (a ``Feuille``). Everything typed stays as typed, right or wrong, until it is corrected."""

    def __init__(self, catalogue: Catalogue | None = None, *, ttc: bool = True) -> None:
        self.catalogue = catalogue or Catalogue()
        self.ttc = ttc
        self.modifiable_ = True
        self.devise = EURO
        self._lignes: list[LigneTapee] = []
        self._active: tuple[int | None, str] = (None, "")
        self._exigeante = False
        self._visibles: list[Faute] | None = None  # asked for at each letter and each cell painted

    # --- As a sheet

    @property
    def colonnes(self) -> tuple[ColonneSaisie, ...]:
        """Columns; the price says its sense, delivered and invoiced quantities come when there are some."""
        suivies = [
            ColonneSaisie(champ, titre, Case.CALCUL, 70)
            for champ, titre in (("livree", "Livré"), ("facturee", "Facturé"))
            if any(getattr(ligne, champ) for ligne in self._lignes)
        ]
        return (
            ColonneSaisie("article", "Article", Case.ARTICLE, 104, aide=_AIDES["article"]),
            ColonneSaisie("libelle", "Libellé", Case.TEXTE, 160, elastique=True, aide=_AIDES["libelle"]),
            ColonneSaisie("quantite", "Quantité", Case.NOMBRE, 78, aide=_AIDES["quantite"]),
            ColonneSaisie("prix", f"Prix {self.sens}", Case.NOMBRE, 96, aide=f"Prix unitaire {self.sens}."),
            ColonneSaisie("remise", "Remise %", Case.NOMBRE, 78, aide=_AIDES["remise"]),
            ColonneSaisie("taux", "TVA %", Case.CHOIX, 68, aide=_AIDES["taux"]),
            ColonneSaisie("total", f"Total {self.sens}", Case.CALCUL, 104),
            *suivies,
        )

    @property
    def monnaie(self) -> Monnaie:
        """How prices are written."""
        return monnaie_de(self.devise)

    @property
    def sens(self) -> str:
        """Word of the sense of prices."""
        return "TTC" if self.ttc else "HT"

    def nombre(self) -> int:
        """Return how many rows are shown, the blank one included."""
        return len(self._lignes) + (1 if self.modifiable_ and len(self._lignes) < LIGNES_MAXIMUM else 0)

    def texte(self, rang: int, champ: str) -> str:
        """Return a cell as shown: a price of the other sense says so, an amount is there as soon as it can be."""
        ligne = self.ligne(rang)
        if champ == "total":
            montant = self.montant(rang)
            return "" if montant is None else self.monnaie.ecrire(montant)
        if champ in ("livree", "facturee"):
            quantite = getattr(ligne, champ)
            return ecrire_quantite(quantite) if quantite else ""
        texte: str = getattr(ligne, champ)
        if champ == "prix" and texte and ligne.ttc is not self.ttc:
            return f"{texte} {'TTC' if ligne.ttc else 'HT'}"
        return texte

    def edition(self, rang: int, champ: str) -> str:
        """Return a cell as it is typed."""
        return str(getattr(self.ligne(rang), champ, ""))

    def modifiable(self, champ: str) -> bool:
        """Tell whether this column may be typed in."""
        return self.modifiable_ and champ in SAISIS

    def taper(self, rang: int, champ: str, texte: str) -> None:
        """Put what was typed in a cell; the first one of a new line gives it quantity 1 and the rate above."""
        ligne = self.ligne(rang)
        if ligne.intacte and not texte.strip():
            return
        if ligne.intacte:
            ligne = replace(ligne, quantite=ecrire_quantite(UNITE), taux=self._taux_du_dessus(rang), ttc=self.ttc)
        change: dict[str, Any] = {champ: texte}
        if champ == "prix":
            change["ttc"] = self.ttc
        if champ in ("prix", "taux"):
            change["jumeau"] = ""
        ligne = replace(ligne, **change)
        self._visibles = None
        if rang == len(self._lignes):
            self._lignes.append(ligne)
        else:
            self._lignes[rang] = ligne

    def quitter(self, rang: int, champ: str) -> None:
        """Write the cell in full when it can be read; take the only article that its letters designate."""
        if not 0 <= rang < len(self._lignes):
            return
        texte = self.edition(rang, champ)
        if champ == "article":
            self._reconnaitre_l_article(rang, texte)
            return
        ecrit = self._en_toutes_lettres(champ, texte)
        if ecrit != texte:
            change: dict[str, Any] = {champ: ecrit}
            self._visibles = None
            self._lignes[rang] = replace(self._lignes[rang], **change)

    def propositions(self, champ: str, texte: str) -> Sequence[Proposition]:
        """Return the articles whose code or words are typed (an exact code first), or the rates."""
        if champ == "taux":
            return self.catalogue.propositions_de_taux(texte)
        return self.catalogue.propositions_d_articles(texte) if champ == "article" else ()

    def choisir(self, rang: int, champ: str, code: str) -> None:
        """Take an article (its words, price, rate) or a rate."""
        self.taper(rang, champ, code)
        self.quitter(rang, champ)

    def faute(self, rang: int, champ: str) -> str:
        """Return why a cell is refused, once it is time to say so."""
        return next((f.phrase for f in self.fautes_visibles() if f.rang == rang and f.champ == champ), "")

    def retirer(self, rang: int) -> bool:
        """Remove a line; False on the blank one."""
        if not (self.modifiable_ and 0 <= rang < len(self._lignes)):
            return False
        del self._lignes[rang]
        self._visibles = None
        return True

    def deplacer(self, rang: int, pas: int) -> int:
        """Move a line up or down; the blank one stays last."""
        voulu = rang + pas
        if not (self.modifiable_ and 0 <= rang < len(self._lignes) and 0 <= voulu < len(self._lignes)):
            return rang
        self._lignes[rang], self._lignes[voulu] = self._lignes[voulu], self._lignes[rang]
        self._visibles = None
        return voulu

    def coller(self, rang: int, champ: str, cases: Sequence[Sequence[str]]) -> None:
        """Put a block copied from a spreadsheet from this cell on, adding the lines it needs."""
        depart = SAISIS.index(champ)
        for pas, rangee in enumerate(cases):
            if rang + pas >= LIGNES_MAXIMUM or rang + pas > len(self._lignes):
                break
            for champ_colle, texte in zip(SAISIS[depart:], rangee, strict=False):
                if texte.strip():
                    self.taper(rang + pas, champ_colle, texte.strip())
                    self.quitter(rang + pas, champ_colle)

    def vide(self, rang: int) -> bool:
        """Tell whether nothing is typed in a row."""
        return self.ligne(rang).vide

    def activer(self, rang: int | None, champ: str) -> None:
        """Say which cell is being typed: what it still lacks is not a fault yet."""
        if (rang, champ) != self._active:
            self._active = (rang, champ)
            self._visibles = None

    # --- As lines of a pièce

    @property
    def lignes(self) -> tuple[LigneTapee, ...]:
        """What is typed, blank lines left out."""
        return tuple(ligne for ligne in self._lignes if not ligne.vide)

    def ligne(self, rang: int) -> LigneTapee:
        """Return the line at ``rang``; the blank one after the last."""
        return self._lignes[rang] if 0 <= rang < len(self._lignes) else LigneTapee(ttc=self.ttc)

    def remplir(self, lignes: Sequence[LigneTapee], *, ttc: bool | None = None) -> None:
        """Show other lines; the sense of prices is theirs unless told."""
        self._lignes = list(lignes)
        self._exigeante = False
        self._visibles = None
        if ttc is not None:
            self.ttc = ttc
        elif lignes:
            self.ttc = lignes[0].ttc

    def basculer(self, ttc: bool) -> None:
        """Write every price in the other sense, so that the pièce costs the same; back again gives the same cents."""
        if ttc is self.ttc:
            return
        self.ttc = ttc
        self._lignes = [basculee(ligne, ttc, self.monnaie) for ligne in self._lignes]
        self._visibles = None

    def exiger(self) -> Faute | None:
        """Say from now on everything that is missing; return the first fault, None when all can be saved."""
        self._exigeante = True
        self._visibles = None
        return next(iter(self.fautes()), None)

    def fautes(self) -> list[Faute]:
        """Return every refused or missing cell, in reading order."""
        return [
            f
            for rang, ligne in enumerate(self._lignes)
            for f in self._fautes(rang, ligne)
            if f.illisible or not ligne.vide
        ]

    def fautes_visibles(self) -> list[Faute]:
        """Return the faults that it is time to say: not what the line being typed still lacks."""
        if self._visibles is None:
            rang, champ = self._active
            self._visibles = [
                f
                for f in self.fautes()
                if self._exigeante
                or ((f.illisible or f.rang != rang) and not (f.rang == rang and f.champ == champ and champ in CHOISIS))
            ]
        return self._visibles

    def montant(self, rang: int) -> int | None:
        """Return the amount of a line in its own sense of price, or None while it cannot be known."""
        ligne = self.ligne(rang)
        preparee = None if ligne.vide else self._preparer(ligne)
        return None if preparee is None else montant_brut(preparee)

    def totaux(self) -> tuple[Totaux, tuple[int, ...]]:
        """Return the totals of the lines that can be read, and the ranks (from 1) of those left out."""
        preparees: list[LignePreparee] = []
        omises: list[int] = []
        for rang, ligne in enumerate(self._lignes):
            if ligne.vide:
                continue
            preparee = self._preparer(ligne)
            if preparee is None:
                omises.append(rang + 1)
            else:
                preparees.append(preparee)
        try:
            return calculer(preparees)[1], tuple(omises)
        except ErreurMetier:  # nothing to pay yet, or too much: saving says so
            return Totaux(()), tuple(omises)

    def rang_de(self, envoyee: int) -> int:
        """Return where the line ``envoyee`` (from 0) of the command stands in the sheet: blank ones were left out."""
        pleines = [rang for rang, ligne in enumerate(self._lignes) if not ligne.vide]
        return pleines[envoyee] if 0 <= envoyee < len(pleines) else 0

    def saisies(self) -> tuple[LigneSaisie, ...]:
        """Return the lines for a command; raises ``ErreurMetier`` when a cell cannot be read."""
        return tuple(saisie(ligne, self.monnaie) for ligne in self.lignes)

    def _fautes(self, rang: int, ligne: LigneTapee) -> list[Faute]:
        fautes = []
        if ligne.article.strip() not in ("", ligne.pris) and self.catalogue.article(ligne.article) is None:
            fautes.append(Faute(rang, "article", _ARTICLE_INCONNU))
        elif not ligne.libelle.strip():
            fautes.append(Faute(rang, "libelle", _SANS_LIBELLE, illisible=False))
        for champ, (lire, _, absence) in lecteurs(self.monnaie).items():
            texte = getattr(ligne, champ)
            if not texte.strip():
                if absence:
                    fautes.append(Faute(rang, champ, absence, illisible=False))
                continue
            try:
                lire(texte)
            except ErreurMetier as erreur:
                fautes.append(Faute(rang, champ, message_de(erreur)))
        if ligne.taux.strip() and not self.catalogue.connait_le_taux(ligne.taux):
            fautes.append(Faute(rang, "taux", _TAUX_INCONNU))
        return fautes

    def _en_toutes_lettres(self, champ: str, texte: str) -> str:
        """Return a number as the screen writes it; what cannot be read stays as typed."""
        lecteur = lecteurs(self.monnaie).get(champ)
        if lecteur is None or not texte.strip():
            return texte
        lire, ecrire, _ = lecteur
        try:
            return ecrire(lire(texte))
        except ErreurMetier:
            return texte

    def _taux_du_dessus(self, rang: int) -> str:
        dessus = self._lignes[rang - 1].taux if 0 < rang <= len(self._lignes) else ""
        return dessus or self.catalogue.taux_par_defaut()

    def _reconnaitre_l_article(self, rang: int, texte: str) -> None:
        """Take the article that the cell names, or the only one that its letters designate.

        Words that name none are the line's own: one types what one sells, wherever the cursor is.
        """
        if not texte.strip():
            return
        trouves = self.catalogue.propositions_d_articles(texte)
        article = self.catalogue.article(texte) or (
            self.catalogue.article(trouves[0].code) if len(trouves) == 1 else None
        )
        ligne = self._lignes[rang]
        if article is not None and article.code != ligne.pris:
            self._lignes[rang] = self._prendre_l_article(ligne, article)
            self._visibles = None
        elif article is None and not trouves and not ligne.libelle.strip() and not peut_etre_un_code(texte):
            self._lignes[rang] = replace(ligne, article="", libelle=texte.strip())
            self._visibles = None

    def _prendre_l_article(self, ligne: LigneTapee, article: VueArticle) -> LigneTapee:
        prix, ttc = ligne.prix, ligne.ttc
        if article.prix_ttc is not None and self.devise == EURO:  # the articles' prices are in euros
            ttc = self.ttc
            prix = ecrire_montant(article.prix_ttc if ttc else hors_taxe(article.prix_ttc, article.taux))
        return replace(
            ligne,
            article=article.code,
            pris=article.code,
            libelle=article.libelle,
            prix=prix,
            ttc=ttc,
            taux=ecrire_pourcent(article.taux),
            nature=article.nature,
            jumeau="" if ttc or article.prix_ttc is None else ecrire_montant(article.prix_ttc),
        )

    def _preparer(self, ligne: LigneTapee) -> LignePreparee | None:
        try:
            lue = saisie(ligne, self.monnaie)
            prix = self.monnaie.lire(ligne.prix)
        except ErreurMetier:
            return None
        if lue.taux_tva is None:
            return None
        nature = ligne.nature or NatureLigne.BIEN
        return LignePreparee(
            lue.libelle, lue.quantite, prix, ligne.ttc, lue.taux_tva, lue.remise, ligne.article, nature, ""
        )
