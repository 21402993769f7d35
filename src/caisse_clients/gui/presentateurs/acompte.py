"""What the dialog *Acompte* / *Régler* shows and sends, decided without Qt (manual 003)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.devises import en_centiemes, en_unites
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import VueMode, VuePiece
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs.devises import Monnaie, monnaie_de
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_cours,
    ecrire_date,
    lire_cours,
    lire_date,
)


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on; amounts in minor units of the pièce's currency."""

    piece: VuePiece
    modes: tuple[VueMode, ...]
    aujourd_hui: dt.date

    @property
    def en_euros(self) -> bool:
        """True for a pièce in euros."""
        return self.piece.devise == EURO

    @property
    def monnaie(self) -> Monnaie:
        """How amounts of its currency are read and written."""
        return monnaie_de(self.piece.devise)

    @property
    def total(self) -> int:
        """Total of the pièce."""
        return self.piece.total_ttc if self.en_euros else self.piece.total_devise

    @property
    def reste(self) -> int:
        """What remains due."""
        return self.piece.reste_du if self.en_euros else sum(e.reste_devise for e in self.piece.echeances)

    @property
    def regle(self) -> int:
        """What is already paid on it."""
        return self.piece.regle if self.en_euros else sum(i.montant_devise for i in self.piece.imputations)

    @property
    def facture(self) -> int:
        """What of a commande is already invoiced."""
        return self.total - self.regle - self.reste if self.piece.type is TypePiece.COMMANDE else 0

    @property
    def acompte(self) -> bool:
        """True when the manual says *Acompte*, False when it says *Régler*."""
        return self.piece.type is TypePiece.COMMANDE or self.piece.etat is EtatPiece.BROUILLON

    @property
    def titre(self) -> str:
        """Title of the dialog."""
        return f"{'Acompte' if self.acompte else 'Régler'} — {self.piece.numero}"

    @property
    def designation(self) -> str:
        """*Commande CO-… du 15/07/2014*."""
        return f"{self.piece.type.libelle} {self.piece.numero} du {ecrire_date(self.piece.date)}"

    def ecrire(self, montant: int) -> str:
        """Write an amount with its currency."""
        return f"{self.chiffres(montant)} {'€' if self.en_euros else self.piece.devise}"

    def chiffres(self, montant: int) -> str:
        """Write an amount as it is typed."""
        return self.monnaie.ecrire(montant)

    def lire(self, texte: str) -> int:
        """Read an amount typed, in minor units; raises ``montant_invalide``."""
        return self.monnaie.lire(texte)

    def contrat(self, unites: int) -> Centimes:
        """Return minor units as commands take amounts: hundredths of the currency."""
        return Centimes(en_centiemes(unites, self.piece.devise))


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is typed, as text."""

    mode: str = ""
    montant: str = ""
    date: str = ""
    reference: str = ""
    cours: str = ""
    non_resident: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """What the amount being typed will do, and how to colour it."""

    texte: str
    gravite: Gravite = Gravite.NEUTRE


def impossible(ouverture: Ouverture) -> str:
    """Return why the dialog cannot open on this pièce, which may have changed since the list was read."""
    piece = ouverture.piece
    if not piece.etat.vivante:
        return f"{ouverture.designation} n'est plus en cours : rafraîchissez la liste (F5)."
    if ouverture.reste <= 0:
        return f"Rien ne reste dû sur {piece.numero} : rafraîchissez la liste (F5)."
    return ""


def explication(ouverture: Ouverture) -> str:
    """Return what the first box says will be done (manual 003: the pop-up before the form)."""
    piece, e = ouverture.piece, ouverture.ecrire
    quoi = "la commande" if piece.type is TypePiece.COMMANDE else "la facture en brouillon"
    suite = (
        "Quand la commande sera facturée, il glissera sur la facture."
        if piece.type is TypePiece.COMMANDE
        else "À la validation de la facture, il sera repris : il n'est jamais compté deux fois."
    )
    return (
        f"Vous allez ajouter un acompte sur {quoi} {piece.numero} ({piece.client_nom}).\n\n"
        f"Total {e(ouverture.total)} — déjà réglé {e(ouverture.regle)} — reste dû {e(ouverture.reste)}.\n\n"
        f"L'acompte diminue le solde dû d'autant. {suite}\n\n"
        "Ajouter un acompte ?"
    )


def saisie_initiale(ouverture: Ouverture) -> Saisie:
    """Return the form as it opens: everything that remains due, today; the mode is to be chosen."""
    cours = ouverture.piece.cours
    return Saisie(
        montant=ouverture.chiffres(ouverture.reste),
        date=ecrire_date(ouverture.aujourd_hui),
        cours="" if ouverture.en_euros or cours is None else ecrire_cours(cours),
    )


def suite(ouverture: Ouverture, saisie: Saisie) -> Suite:
    """Return live what will remain due, or what the client pays too much and keeps."""
    try:
        montant = ouverture.lire(saisie.montant)
    except ErreurMetier:
        return Suite("")
    if montant <= 0:
        return Suite("")
    ecart = ouverture.reste - montant
    if ecart > 0:
        return Suite(f"Restera dû : {ouverture.ecrire(ecart)}", Gravite.ALERTE)
    if ecart == 0:
        return Suite("Sera soldée : rien ne restera dû", Gravite.SUCCES)
    return Suite(f"Soldée ; trop-perçu de {ouverture.ecrire(-ecart)} gardé en disponible", Gravite.INFO)


def commande(ouverture: Ouverture, saisie: Saisie) -> EnregistrerReglement:
    """Return the command that F2 sends; raises ``ErreurMetier`` with its ``champ`` when something cannot be read.

    Only what the pièce owes is imputed on it: the rest of the amount stays disponible for the client.
    """
    if not saisie.mode:
        raise ErreurMetier("mode_a_choisir", champ="mode")
    montant = ouverture.lire(saisie.montant)
    if montant <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=saisie.montant)
    piece = ouverture.piece
    options: dict[str, Any] = {}
    if not ouverture.en_euros:
        options = {"devise": piece.devise, "cours": lire_cours(saisie.cours)}
    return EnregistrerReglement(
        client=piece.client,
        mode=saisie.mode,
        montant=ouverture.contrat(montant),
        date=lire_date(saisie.date),
        reference=saisie.reference.strip(),
        imputations=(Affectee(piece=piece.numero, montant=ouverture.contrat(min(montant, ouverture.reste))),),
        non_resident=saisie.non_resident.strip(),
        **options,
    )


def en_especes(ouverture: Ouverture, mode: str) -> bool:
    """Tell whether this mode is cash."""
    return any(m.especes for m in ouverture.modes if m.code == mode)


def peut_etre_non_resident(ouverture: Ouverture, erreur: Exception) -> bool:
    """Tell whether the cash refused might be taken from a non-resident consumer, once identified (CMF D112-3)."""
    return (
        isinstance(erreur, ErreurMetier)
        and erreur.code == "especes_interdites"
        and ouverture.en_euros
        and not ouverture.piece.professionnel
    )


def compte_rendu(ouverture: Ouverture, envoyee: EnregistrerReglement, reglement: str) -> str:
    """Return what the status line says after a success, with the RC number."""
    mode = next((m.libelle for m in ouverture.modes if m.code == envoyee.mode), envoyee.mode)
    montant = en_unites(envoyee.montant, ouverture.piece.devise)
    reste = ouverture.reste - montant
    phrase = f"{reglement} : {ouverture.ecrire(montant)} ({mode.lower()}) sur {ouverture.piece.numero}"
    if reste > 0:
        return f"{phrase} ; reste dû {ouverture.ecrire(reste)}."
    trop = f" Trop-perçu de {ouverture.ecrire(-reste)} gardé en disponible." if reste < 0 else ""
    return f"{phrase}, soldée.{trop}"
