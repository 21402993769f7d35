"""What the dialog *Avoir* on a facture shows and sends, decided without Qt (DOMAIN §2, Sources and uses)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.domain.devises import en_centiemes, en_unites
from caisse_clients.domain.pieces import EtatPiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import VueMode, VuePiece
from caisse_clients.gui.presentateurs.devises import monnaie_de
from caisse_clients.gui.presentateurs.quantites import (
    FeuilleQuantites,
    LigneQuantite,
    lignes_a_taper,
    quantites,
    total_ttc,
)
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, lire_montant_contrat


class Etendue(Enum):
    """How much of the facture the avoir takes back."""

    ENTIER = "entier"
    LIGNES = "lignes"
    MONTANT = "montant"


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on: a validated facture or ticket."""

    piece: VuePiece
    modes: tuple[VueMode, ...]

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"Avoir — {self.piece.numero}"

    @property
    def designation(self) -> str:
        """The pièce, its date and its client."""
        piece = self.piece
        return f"Avoir sur {piece.numero} du {ecrire_date(piece.date)} — {piece.client_nom}"

    @property
    def total(self) -> int:
        """Total of the pièce, in its currency."""
        return self.piece.total_ttc if self.piece.devise == EURO else self.piece.total_devise

    @property
    def reste(self) -> int:
        """What remains due on it, in its currency."""
        return self.piece.reste_du if self.piece.devise == EURO else sum(e.reste_devise for e in self.piece.echeances)

    @property
    def recapitulatif(self) -> str:
        """Total and reste dû, and the avoirs already given."""
        avoirs = [numero for numero in self.piece.suites if numero.startswith("AV")]
        deja = f" Déjà sur cette pièce : {', '.join(avoirs)}." if avoirs else ""
        return f"Total {self.ecrire(self.total)} — reste dû {self.ecrire(self.reste)}.{deja}"

    def ecrire(self, unites: int) -> str:
        """Write an amount with its currency."""
        signe = "€" if self.piece.devise == EURO else self.piece.devise
        return f"{monnaie_de(self.piece.devise).ecrire(unites)} {signe}"

    def lire(self, texte: str) -> int:
        """Read an amount typed, in minor units; raises ``montant_invalide``."""
        return monnaie_de(self.piece.devise).lire(texte)

    def feuille(self) -> FeuilleQuantites:
        """Return the grid of lines, nothing being typed yet."""
        lignes = self.piece.lignes
        a_taper = lignes_a_taper(lignes, [0] * len(lignes), remplies=False)
        return FeuilleQuantites(a_taper, monnaie_de(self.piece.devise), a_faire="Rendue")


def impossible(ouverture: Ouverture) -> str:
    """Return why no avoir can be given, as the pièce may have changed since the list was read."""
    if ouverture.piece.etat is EtatPiece.VALIDEE:
        return ""
    return f"{ouverture.piece.numero} n'est pas une facture validée : rafraîchissez la liste (F5)."


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is chosen and typed. ``mode`` counts only when the money is given back."""

    etendue: Etendue = Etendue.ENTIER
    montant: str = ""
    rabais: bool = False
    raison: str = ""
    rembourser: bool = False
    mode: str = ""
    quantites: tuple[str, ...] = ()


def montant_prevu(ouverture: Ouverture, saisie: Saisie, lignes: Sequence[LigneQuantite]) -> int | None:
    """Return how much the avoir will be, in the pièce's currency; None while it cannot be known."""
    if saisie.etendue is Etendue.ENTIER:
        # Earlier avoirs are taken off by the command: only it knows by how much.
        return None if any(n.startswith("AV") for n in ouverture.piece.suites) else ouverture.total
    if saisie.etendue is Etendue.LIGNES:
        return total_ttc(lignes)
    try:
        return ouverture.lire(saisie.montant)
    except ErreurMetier:
        return None


def suite(ouverture: Ouverture, saisie: Saisie, lignes: Sequence[LigneQuantite]) -> str:
    """Return live what the avoir will do: first what remains due, then the client."""
    montant = montant_prevu(ouverture, saisie, lignes)
    if not montant:
        return "L'avoir règle d'abord ce qui reste dû ; l'excédent revient au client."
    absorbe = min(montant, ouverture.reste)
    excedent = montant - absorbe
    parties = [f"Avoir de {ouverture.ecrire(montant)} TTC"]
    if absorbe:
        parties.append(f"{ouverture.ecrire(absorbe)} règlent ce qui reste dû")
    parties.append(f"{ouverture.ecrire(excedent)} reviennent au client" if excedent else "rien à rendre au client")
    return " : ".join((parties[0], ", ".join(parties[1:]))) + "."


def commande(ouverture: Ouverture, saisie: Saisie, lignes: Sequence[LigneQuantite]) -> EmettreAvoir:
    """Return the command that F2 sends; raises ``ErreurMetier`` with its ``champ``."""
    options: dict[str, Any] = {}
    if saisie.etendue is Etendue.LIGNES:
        options["lignes"] = quantites(lignes)
    elif saisie.etendue is Etendue.MONTANT:
        montant = ouverture.lire(saisie.montant)
        if montant <= 0:
            raise ErreurMetier("montant_invalide", champ="montant", valeur=saisie.montant)
        options |= {"montant": Centimes(en_centiemes(montant, ouverture.piece.devise)), "rabais": saisie.rabais}
    if not saisie.raison.strip():
        raise ErreurMetier("raison_manquante", champ="raison")
    if saisie.rembourser:
        if not saisie.mode:
            raise ErreurMetier("mode_a_choisir", champ="mode")
        options["remboursement"] = Remboursement(saisie.mode)
    else:
        options["garder"] = True
    return EmettreAvoir(raison=saisie.raison.strip(), piece=ouverture.piece.numero, **options)


def compte_rendu(ouverture: Ouverture, valeurs: Mapping[str, Any]) -> str:
    """Return the status line after a success, from what the command gave."""
    phrase = f"Avoir {valeurs['piece']} émis sur {ouverture.piece.numero}"
    rendu = lire_montant_contrat(str(valeurs.get("rembourse") or "0"))
    if rendu:
        return f"{phrase} : {ouverture.ecrire(en_unites(rendu, ouverture.piece.devise))} rendus au client."
    if valeurs.get("compte"):
        return f"{phrase} : l'excédent est sur le compte avoir n° {valeurs['compte']}."
    return f"{phrase}."
