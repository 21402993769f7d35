"""The sales of a demonstration as a plan: what each client ordered, was invoiced and paid, without a base.

Five documents and four règlements a client on average, one facture in seven still open, most of those overdue; what
is planned obeys the rules of the commands (cash, échéances, numbers in the order of dates).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from caisse_clients.domain.clients import Coordonnees
from caisse_clients.domain.echeances import COMPTANT, EcheancePrevue, echeances_selon, lire_conditions
from caisse_clients.domain.parametres import PARAMETRES
from caisse_clients.domain.pieces import (
    SANS_REMISE,
    EtatPiece,
    LigneCalculee,
    LignePreparee,
    NatureLigne,
    Totaux,
    TypePiece,
    calculer,
)
from caisse_clients.domain.reglages import MODES, Mode
from caisse_clients.domain.reglements import ESPECES_RESIDENT
from caisse_clients.kernel.argent import Pourcent, Quantite


@dataclass(frozen=True, slots=True)
class ArticleInvente:
    """An article of the shop; the price is TTC, in centimes."""

    code: str
    libelle: str
    prix: int
    taux: int = 20_00
    nature: NatureLigne = NatureLigne.BIEN


ARTICLES = (
    ArticleInvente("TABLE", "Table de salle à manger en chêne", 890_00),
    ArticleInvente("CHAISE", "Chaise paillée", 74_50),
    ArticleInvente("LAMPE", "Lampe de chevet", 39_90),
    ArticleInvente("TAPIS", "Tapis de laine 160 × 230", 249_00),
    ArticleInvente("RIDEAU", "Rideau occultant, la paire", 58_00),
    ArticleInvente("VAISSEL", "Service de table, 18 pièces", 119_00),
    ArticleInvente("COUSSIN", "Coussin de lin", 24_90),
    ArticleInvente("LIVRE", "Livre de décoration", 29_90, 5_50),
    ArticleInvente("ARBUSTE", "Arbuste en pot", 34_00, 10_00),
    ArticleInvente("LIVRAIS", "Livraison à domicile", 45_00, nature=NatureLigne.SERVICE),
    ArticleInvente("MONTAGE", "Montage sur place", 60_00, nature=NatureLigne.SERVICE),
)
_MODES = {mode.code: mode for mode in MODES}
_TIRAGE = tuple(
    _MODES[code]
    for code in ("carte", "carte", "carte", "cheque", "cheque", "especes", "especes", "virement", "prelevement")
)
_AUTRE = _MODES["virement"]
_FACTURES = (4, 3, 4, 3, 3)
"""Factures of five clients in turn."""
_POUR_CENT_OUVERTES = 12
"""Left open though due; with those whose last échéance is still to come, 15 % are."""
_JOURS_D_OUVERTURE = 120
"""How long ago, at most, an open facture was made."""


@dataclass(slots=True)
class PiecePrevue:
    """A pièce to write; ``id``, ``numero``, ``echeance_ids`` and ``ecriture`` are known once it is."""

    type: TypePiece
    etat: EtatPiece
    client: int
    fiche: Coordonnees
    date: dt.date
    lignes: tuple[LigneCalculee, ...]
    totaux: Totaux
    echeances: tuple[EcheancePrevue, ...] = ()
    conditions: str = ""
    origine: PiecePrevue | None = None
    raison: str = ""
    id: int = 0
    numero: str = ""
    echeance_ids: Sequence[int] = ()
    ecriture: int | None = None

    @property
    def rang_au_411(self) -> int:
        """Rank of the client's line in its écriture."""
        return 1


@dataclass(slots=True)
class ReglementPrevu:
    """A règlement to write, imputed on échéances of one pièce: (index, centimes); ``lettre``: what it settles."""

    client: int
    date: dt.date
    mode: Mode
    montant: int
    reference: str
    piece: PiecePrevue | None = None
    parts: tuple[tuple[int, int], ...] = ()
    lettre: tuple[PiecePrevue | ReglementPrevu, ...] = ()
    id: int = 0
    numero: str = ""
    ecriture: int | None = None
    ecriture_acompte: int | None = None

    @property
    def rang_au_411(self) -> int:
        """Rank of the client's line in its écriture."""
        return 2


Evenement = PiecePrevue | ReglementPrevu


class VentesInventees:
    """An endless, seeded supply of sales; ``jours`` are the open days of the shop, oldest first."""

    def __init__(self, hasard: Random, jours: Sequence[dt.date]) -> None:
        self._hasard = hasard
        self._jours = jours
        self._aujourd_hui = jours[-1]
        self._comptes = {n: PARAMETRES[f"compte.vente_{n.value}"].defaut for n in NatureLigne}

    def du_client(self, rang: int, code: int, fiche: Coordonnees) -> list[Evenement]:
        """Plan the sales of the ``rang``-th client."""
        evenements: list[Evenement] = []
        for _ in range(_FACTURES[rang % len(_FACTURES)]):
            evenements += self._facture(code, fiche)
        if rang % 2 == 0:
            evenements += self._commande(code, fiche, livree=rang % 4 == 0)
        if rang % 5 == 1:
            evenements.append(self._piece(TypePiece.FACTURE, EtatPiece.BROUILLON, code, fiche, self._jour(30)))
        return evenements

    # pièces ------------------------------------------------------------------------------------------

    def _facture(self, code: int, fiche: Coordonnees) -> Iterator[Evenement]:
        ouverte = 100 * self._hasard.random() < _POUR_CENT_OUVERTES
        date = self._jour(_JOURS_D_OUVERTURE if ouverte else len(self._jours))
        facture = self._piece(TypePiece.FACTURE, EtatPiece.VALIDEE, code, fiche, date)
        yield facture
        a_payer = facture.echeances
        if ouverte:
            a_payer = a_payer[: int(len(a_payer) * self._hasard.random())]
        membres: list[PiecePrevue | ReglementPrevu] = [facture]
        for rang, echeance in enumerate(a_payer):
            quand = max(echeance.date + dt.timedelta(days=int(12 * self._hasard.random())), date)
            if quand <= self._aujourd_hui:  # else not due yet, or a few days late: still open
                membres.append(self._reglement(facture, quand, rang, echeance.montant, membres))
        soldee = len(membres) == 1 + len(facture.echeances)
        if soldee:
            self._finir(facture, membres)
        yield from (m for m in membres if isinstance(m, ReglementPrevu))
        if soldee and 100 * self._hasard.random() < 6:
            yield self._avoir(facture, max(m.date for m in membres))

    def _finir(self, facture: PiecePrevue, membres: list[PiecePrevue | ReglementPrevu]) -> None:
        """Letter what is settled; now and then the client paid too much, and the rest is disponible."""
        *_, dernier = sorted((m for m in membres if isinstance(m, ReglementPrevu)), key=lambda m: m.date)
        if facture.client % 11 == 3 and not dernier.mode.especes:
            dernier.montant += 10_00
        else:
            dernier.lettre = tuple(membres)  # written last of them: all have their écriture by then

    def _commande(self, code: int, fiche: Coordonnees, *, livree: bool) -> Iterator[Evenement]:
        date = self._jour(90)
        commande = self._piece(TypePiece.COMMANDE, EtatPiece.EN_COURS, code, fiche, date)
        yield commande
        if (
            not fiche.professionnel and 100 * self._hasard.random() < 60
        ):  # a professional has a facture d'acompte besides
            montant = max(100, commande.totaux.ttc * 3 // 1000 * 100)
            acompte = self._reglement(commande, date, 0, montant, ())
            acompte.lettre = (acompte,)
            yield acompte
        if livree:
            lignes = tuple(
                LigneCalculee(x.rang, _issue_de(x.preparee, x.rang), x.montant_ht, x.montant_tva, x.montant_ttc)
                for x in commande.lignes
            )
            quand = min(date + dt.timedelta(days=4), self._aujourd_hui)
            yield PiecePrevue(
                TypePiece.BON_LIVRAISON,
                EtatPiece.EN_COURS,
                code,
                fiche,
                quand,
                lignes,
                commande.totaux,
                origine=commande,
            )

    def _avoir(self, facture: PiecePrevue, date: dt.date) -> PiecePrevue:
        """One line taken back, a part of it when it is the only one."""
        premiere = facture.lignes[0].preparee
        lignes, totaux = calculer([_issue_de(premiere, 1)])
        return PiecePrevue(
            TypePiece.AVOIR, EtatPiece.VALIDEE, facture.client, facture.fiche, date, lignes, totaux,
            origine=facture, raison="Article rapporté",
        )  # fmt: skip

    def _piece(
        self, type_piece: TypePiece, etat: EtatPiece, code: int, fiche: Coordonnees, date: dt.date
    ) -> PiecePrevue:
        lignes, totaux = calculer([self._ligne() for _ in range(1 + int(24 * self._hasard.random()) // 10)])
        conditions = COMPTANT
        if fiche.professionnel:
            conditions = "30 jours"
        elif totaux.ttc > 400_00:
            conditions = "3 fois" if 100 * self._hasard.random() < 30 else "2 fois"
        echeances = echeances_selon(lire_conditions(conditions), totaux.ttc, date)
        return PiecePrevue(type_piece, etat, code, fiche, date, lignes, totaux, echeances, conditions)

    def _ligne(self) -> LignePreparee:
        sort = self._hasard.random()
        article = ARTICLES[int(len(ARTICLES) * sort * self._hasard.random())]
        quantite = 1 if article.prix > 200_00 else 1 + int(3 * self._hasard.random())
        return LignePreparee(
            libelle=article.libelle,
            quantite=Quantite(1_000 * quantite),
            prix=article.prix,
            ttc=True,
            taux=Pourcent(article.taux),
            remise=Pourcent(10_00) if 100 * self._hasard.random() < 5 else SANS_REMISE,
            article=article.code,
            nature=article.nature,
            compte=self._comptes[article.nature],
        )

    # règlements --------------------------------------------------------------------------------------

    def _reglement(
        self, piece: PiecePrevue, date: dt.date, rang: int, montant: int, avant: Sequence[Evenement]
    ) -> ReglementPrevu:
        mode = self._hasard.choice(_TIRAGE)
        especes = sum(m.montant for m in avant if isinstance(m, ReglementPrevu) and m.mode.especes)
        if mode.especes and especes + montant > ESPECES_RESIDENT:
            mode = _AUTRE
        reference = f"n° {int(9_000_000 * self._hasard.random()) + 1_000_000}" if mode.code == "cheque" else ""
        return ReglementPrevu(piece.client, date, mode, montant, reference, piece, ((rang, montant),))

    def _jour(self, depuis: int) -> dt.date:
        """Draw an open day among the last ``depuis``."""
        depuis = min(depuis, len(self._jours))
        return self._jours[len(self._jours) - 1 - int(depuis * self._hasard.random())]


def _issue_de(ligne: LignePreparee, rang: int) -> LignePreparee:
    """The same line on a pièce that comes from another, whose line ``rang`` it is."""
    return LignePreparee(
        ligne.libelle, ligne.quantite, ligne.prix, ligne.ttc, ligne.taux, ligne.remise, ligne.article, ligne.nature,
        ligne.compte, rang,
    )  # fmt: skip
