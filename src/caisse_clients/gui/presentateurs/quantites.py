"""Quantities typed line by line: what to invoice, to deliver or to credit of a pièce. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caisse_clients.application.commandes.saisies import QuantiteDeLigne
from caisse_clients.application.commandes.transformations import FacturerCommande, LivrerCommande
from caisse_clients.application.messages import message_de
from caisse_clients.domain.pieces import LignePreparee, TypePiece, calculer
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import VueLignePiece, VuePiece
from caisse_clients.gui.modeles.cases import Case, ColonneSaisie, Proposition
from caisse_clients.gui.presentateurs.devises import Monnaie, monnaie_de
from caisse_clients.kernel.argent import Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_quantite, lire_date, lire_quantite

SAISIE = "a_faire"
"""The column that is typed in."""


@dataclass(frozen=True, slots=True)
class LigneQuantite:
    """A line of the pièce, what is already done of it (thousandths), and the quantity typed."""

    ligne: VueLignePiece
    deja: int
    tape: str

    @property
    def reste(self) -> int:
        """What may still be done of it, in thousandths."""
        return max(0, self.ligne.quantite - self.deja)

    def quantite(self) -> Quantite:
        """Return what is typed, zero when blank or ``0``; raises ``quantite_invalide`` or ``quantite_trop_grande``."""
        if not self.tape.strip(" 0,."):
            return Quantite(0)
        quantite = lire_quantite(self.tape, champ="lignes")
        if quantite > self.reste:
            raise ErreurMetier(
                "quantite_trop_grande",
                champ="lignes",
                libelle=self.ligne.libelle,
                quantite=ecrire_quantite(quantite),
                reste=ecrire_quantite(self.reste),
            )
        return quantite


class FeuilleQuantites:
    """The typed grid: a row a line still to be done, of which only the last column is typed."""

    def __init__(
        self, lignes: Sequence[LigneQuantite], monnaie: Monnaie, *, a_faire: str, deja: str = "", fixe: bool = False
    ) -> None:
        """``deja`` names what is already done; without it neither that nor what is left is shown.

        ``fixe``: the quantities are only read.
        """
        self.lignes = list(lignes)
        self._monnaie, self._fixe = monnaie, fixe
        self._colonnes = (
            ColonneSaisie("libelle", "Désignation", Case.TEXTE, 260, elastique=True),
            ColonneSaisie("prix", "Prix", Case.CALCUL, 96),
            ColonneSaisie("commandee", "Quantité", Case.CALCUL, 84),
            *(
                (ColonneSaisie("deja", deja, Case.CALCUL, 84), ColonneSaisie("reste", "Reste", Case.CALCUL, 84))
                if deja
                else ()
            ),
            ColonneSaisie(
                SAISIE, a_faire, Case.NOMBRE, 110, aide="Tapez la quantité ; vide ou 0 : rien de cette ligne."
            ),
        )

    @property
    def colonnes(self) -> tuple[ColonneSaisie, ...]:
        """Columns, in order."""
        return self._colonnes

    def nombre(self) -> int:
        """Return how many lines there are; none can be added."""
        return len(self.lignes)

    def texte(self, rang: int, champ: str) -> str:
        """Return a cell as shown."""
        ligne = self.lignes[rang]
        if champ == "libelle":
            return ligne.ligne.libelle
        if champ == "prix":
            return f"{self._monnaie.ecrire(ligne.ligne.prix)}{'' if ligne.ligne.ttc else ' HT'}"
        if champ == SAISIE:
            return ligne.tape
        nombres = {"commandee": ligne.ligne.quantite, "deja": ligne.deja, "reste": ligne.reste}
        return ecrire_quantite(nombres[champ]) if nombres[champ] else "0"

    def edition(self, rang: int, champ: str) -> str:
        """Return a cell as it is typed."""
        return self.texte(rang, champ)

    def modifiable(self, champ: str) -> bool:
        """Only the quantity may be typed."""
        return champ == SAISIE and not self._fixe

    def taper(self, rang: int, champ: str, texte: str) -> None:
        """Keep what is typed; ``faute`` says when it is refused."""
        if champ == SAISIE:
            self.lignes[rang] = replace(self.lignes[rang], tape=texte.strip())

    def quitter(self, rang: int, champ: str) -> None:
        """Write the quantity in full when it can be read."""
        try:
            quantite = self.lignes[rang].quantite()
        except ErreurMetier:
            return
        self.taper(rang, champ, ecrire_quantite(quantite) if quantite else "")

    def propositions(self, champ: str, texte: str) -> Sequence[Proposition]:
        """Nothing is chosen here."""
        return ()

    def choisir(self, rang: int, champ: str, code: str) -> None:
        """Nothing is chosen here."""

    def faute(self, rang: int, champ: str) -> str:
        """Return why a quantity is refused, empty when it is not."""
        if champ != SAISIE:
            return ""
        try:
            self.lignes[rang].quantite()
        except ErreurMetier as erreur:
            return message_de(erreur)
        return ""

    def retirer(self, rang: int) -> bool:
        """Empty the quantity: the line itself stays in sight."""
        self.taper(rang, SAISIE, "")
        return True

    def deplacer(self, rang: int, pas: int) -> int:
        """Lines keep the order of the pièce."""
        return rang

    def coller(self, rang: int, champ: str, cases: Sequence[Sequence[str]]) -> None:
        """Put a column of quantities copied from a spreadsheet."""
        for place, rangee in enumerate(cases[: len(self.lignes) - rang], rang):
            self.taper(place, champ, rangee[0] if rangee else "")

    def vide(self, rang: int) -> bool:
        """Tell whether nothing is typed in a row."""
        return not self.lignes[rang].tape

    def activer(self, rang: int | None, champ: str) -> None:
        """A quantity is judged while it is typed."""


def lignes_a_taper(lignes: Sequence[VueLignePiece], deja: Sequence[int], *, remplies: bool) -> list[LigneQuantite]:
    """Return the lines that are not done yet, with all that is left of them already typed when ``remplies``."""
    return [
        LigneQuantite(ligne, fait, ecrire_quantite(ligne.quantite - fait) if remplies else "")
        for ligne, fait in zip(lignes, deja, strict=True)
        if fait < ligne.quantite
    ]


def quantites(lignes: Sequence[LigneQuantite]) -> tuple[QuantiteDeLigne, ...]:
    """Return what is typed, as commands take it; raises ``quantites_vides`` when nothing is."""
    choisies = tuple(
        QuantiteDeLigne(ligne.ligne.rang, quantite) for ligne in lignes if (quantite := ligne.quantite()) > 0
    )
    if not choisies:
        raise ErreurMetier("quantites_vides", champ="lignes")
    return choisies


def total_ttc(lignes: Sequence[LigneQuantite]) -> int | None:
    """Return the TTC of what is typed, computed as the pièce will be; None while it cannot be."""
    try:
        preparees = [
            LignePreparee(
                libelle=vue.libelle,
                quantite=quantite,
                prix=vue.prix,
                ttc=vue.ttc,
                taux=Pourcent(vue.taux),
                remise=Pourcent(vue.remise),
                article=vue.article,
                nature=vue.nature,
                compte="",
            )
            for ligne in lignes
            if (quantite := ligne.quantite()) > 0 and (vue := ligne.ligne)
        ]
        return calculer(preparees)[1].ttc
    except ErreurMetier:
        return None


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on: a commande or a bon de livraison, to be invoiced or delivered."""

    piece: VuePiece
    livrer: bool
    date: str

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"{'Livrer' if self.livrer else 'Facturer'} — {self.piece.numero}"

    @property
    def entier(self) -> bool:
        """True for a bon de livraison: it is invoiced whole, its quantities are those of the delivery."""
        return self.piece.type is TypePiece.BON_LIVRAISON

    @property
    def designation(self) -> str:
        """The pièce, its date and its client."""
        piece = self.piece
        return f"{piece.type.libelle} {piece.numero} du {ecrire_date(piece.date)} — {piece.client_nom}"

    @property
    def explication(self) -> str:
        """What F2 will do, in plain words."""
        if self.livrer:
            return "Un bon de livraison est fait avec les quantités de la dernière colonne."
        if self.entier:
            return "Une facture est faite de tout ce que le bon de livraison n'a pas encore facturé."
        argent = " ; les acomptes glissent sur la facture" if self.piece.regle else ""
        return f"Une facture est faite avec les quantités de la dernière colonne{argent}. Le reste pourra suivre."

    def lignes(self) -> list[LigneQuantite]:
        """Return the lines still to be done, all that is left of them being proposed."""
        vues = self.piece.lignes
        return lignes_a_taper(vues, [vue.livree if self.livrer else vue.facturee for vue in vues], remplies=True)

    def feuille(self) -> FeuilleQuantites:
        """Return the grid to type in."""
        deja, a_faire = ("Livrée", "À livrer") if self.livrer else ("Facturée", "À facturer")
        monnaie = monnaie_de(self.piece.devise)
        return FeuilleQuantites(self.lignes(), monnaie, deja=deja, a_faire=a_faire, fixe=self.entier)

    def texte_du_total(self, lignes: Sequence[LigneQuantite]) -> str:
        """Return the total of what is typed, live."""
        total, devise = total_ttc(lignes), self.piece.devise
        if total is None:
            return ""
        return f"Total TTC {monnaie_de(devise).ecrire(total)} {'€' if devise == EURO else devise}"


def impossible(ouverture: Ouverture) -> str:
    """Return why nothing can be done of this pièce, which may have changed since the list was read."""
    if not ouverture.piece.etat.vivante:
        return f"{ouverture.designation} est annulée : rafraîchissez la liste (F5)."
    if not ouverture.lignes():
        return f"{ouverture.designation} : tout est déjà {'livré' if ouverture.livrer else 'facturé'}."
    return ""


def commande(
    ouverture: Ouverture, lignes: Sequence[LigneQuantite], date: str, *, valider: bool
) -> FacturerCommande | LivrerCommande:
    """Return the command that F2 sends, every quantity said: what another post does meanwhile changes nothing."""
    choisies, jour, numero = quantites(lignes), lire_date(date), ouverture.piece.numero
    if ouverture.livrer:
        return LivrerCommande(numero, choisies, jour)
    return FacturerCommande(numero, () if ouverture.entier else choisies, jour, valider=valider)


def compte_rendu(ouverture: Ouverture, nouvelle: str, *, validee: bool) -> str:
    """Return the status line after a success."""
    if ouverture.livrer:
        return f"Bon de livraison {nouvelle} fait depuis {ouverture.piece.numero}."
    etat = "Facture" if validee else "Facture en brouillon"
    return f"{etat} {nouvelle} faite depuis {ouverture.piece.numero}."
