"""One échéance changed, or divided: what is typed becomes a command, without Qt (manual 002 §4.3, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.commandes.echeances import DiviserEcheance, ModifierEcheance, PartEcheance
from caisse_clients.domain.echeances import ECHEANCES_MAXIMUM, Conditions, echeances_selon
from caisse_clients.domain.echeancier import LigneEcheancier, StatutVerse
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import VueEcheance, VuePiece
from caisse_clients.gui.presentateurs.devises import Monnaie
from caisse_clients.gui.presentateurs.echeances_piece import EcheancesPiece, EcheanceTapee
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant, lire_date
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

MODES_DE_RELANCE = ("Courrier", "E-mail", "Téléphone", "SMS", "Visite")
"""Proposed; any words may be typed."""
NOTE_MAXIMALE = 500


# --- Changed


@dataclass(frozen=True, slots=True)
class Saisie:
    """What the form of an échéance holds."""

    date: str
    date_reglement: str
    relance: str
    litige: bool
    note: str


def lire_ligne(services: Services, identifiant: int) -> LigneEcheancier:
    """Read a row again before changing it (reader thread); raises ``echeance_inconnue``."""
    from caisse_clients.application.lectures_editions import lignes_echeancier

    with services.lire() as lecteur:
        lignes = lignes_echeancier(lecteur, [identifiant], aujourd_hui(services.horloge))
    if not lignes:
        raise ErreurMetier("echeance_inconnue", champ="echeance", echeance=str(identifiant))
    return lignes[0]


def resume(ligne: LigneEcheancier) -> str:
    """Say what is due and what is paid of it."""
    texte = f"{ligne.titre} — {ecrire_montant(ligne.montant)} €"
    if ligne.statut is StatutVerse.OUI:
        return f"{texte}, réglée."
    verse = f"{ecrire_montant(ligne.verse)} € versés, " if ligne.verse else ""
    return f"{texte}, {verse}reste dû {ecrire_montant(ligne.reste_du)} €."


def date_figee(ligne: LigneEcheancier) -> str:
    """Return why the date d'échéance may not change, empty when it may."""
    return "L'échéance est réglée : sa date ne change plus." if ligne.statut is StatutVerse.OUI else ""


def reglement_fige(ligne: LigneEcheancier) -> str:
    """Return why the date de règlement may not change: once a règlement is there, it is its date."""
    return "C'est la date du dernier règlement reçu." if ligne.code != ligne.cle else ""


def saisie_initiale(ligne: LigneEcheancier) -> Saisie:
    """Return the form as it opens."""
    return Saisie(
        ecrire_date(ligne.date_echeance), ecrire_date(ligne.date_reglement), ligne.relance, ligne.litige, ligne.note
    )


def modification(ligne: LigneEcheancier, saisie: Saisie) -> ModifierEcheance:
    """Return the command: what was not touched is left out. Raises ``date_invalide`` with its field."""
    avant = saisie_initiale(ligne)
    date = lire_date(saisie.date, champ="date")
    prevue = lire_date(saisie.date_reglement, champ="date_reglement")
    return ModifierEcheance(
        ligne.cle,
        date=date if date != ligne.date_echeance else None,
        date_reglement=prevue if prevue != ligne.date_reglement else None,
        note=saisie.note if saisie.note != avant.note else None,
        mode_relance=saisie.relance.strip() if saisie.relance.strip() != avant.relance else None,
        litige=saisie.litige if saisie.litige != avant.litige else None,
    )


# --- Divided


@dataclass(frozen=True, slots=True)
class ADiviser:
    """An échéance to share: its pièce, itself."""

    piece: VuePiece
    echeance: VueEcheance

    @property
    def monnaie(self) -> Monnaie:
        """How its amounts are typed."""
        return Monnaie(self.piece.devise)

    @property
    def unite(self) -> str:
        """Sign or code of its currency."""
        return "€" if self.piece.devise == EURO else self.piece.devise

    def ecrire(self, unites: int) -> str:
        """Write an amount with its currency."""
        return f"{self.monnaie.ecrire(unites)} {self.unite}"


def lire_a_diviser(services: Services, cle: str) -> ADiviser:
    """Read an échéance and its pièce (reader thread); raises ``piece_inconnue``, ``echeance_inconnue``."""
    from caisse_clients.application.lectures_ventes import piece

    numero, _, _ = cle.rpartition("/")
    with services.lire() as lecteur:
        vue = piece(lecteur, numero)
    trouvee = next((e for e in vue.echeances if e.cle == cle), None)
    if trouvee is None:
        raise ErreurMetier("echeance_inconnue", champ="echeance", echeance=cle[:60])
    return ADiviser(vue, trouvee)


def explication(a: ADiviser) -> str:
    """Say what is divided, and where goes what was paid of it."""
    texte = f"{a.piece.client_nom} — {a.ecrire(a.echeance.montant_devise)} au {ecrire_date(a.echeance.date)}."
    if a.echeance.reste_devise == a.echeance.montant_devise:
        return texte
    verse = a.ecrire(a.echeance.montant_devise - a.echeance.reste_devise)
    return f"{texte} Ce qui est déjà versé ({verse}) reste sur les premières parts."


def parts_egales(a: ADiviser, nombre: int) -> tuple[EcheanceTapee, ...]:
    """Return so many equal parts, one month after another from its date; the odd cents go to the first ones."""
    prevues = echeances_selon(Conditions(fois=nombre), a.echeance.montant_devise, a.echeance.date)
    return tuple(EcheanceTapee(ecrire_date(p.date), a.monnaie.ecrire(p.montant)) for p in prevues)


def feuille(a: ADiviser, nombre: int = 2) -> EcheancesPiece:
    """Return the sheet of the parts, equal at first."""
    parts = EcheancesPiece()
    parts.monnaie = a.monnaie
    parts.poser(parts_egales(a, nombre))
    parts.suivre("", a.echeance.date, a.echeance.montant_devise)
    return parts


def ecart_en_mots(a: ADiviser, parts: EcheancesPiece) -> tuple[str, bool]:
    """Say what the parts lack or exceed, and whether F2 may take them."""
    ecart = parts.ecart()
    if ecart is None:
        return "Un montant ne peut pas être lu.", False
    if ecart > 0:
        return f"Il manque {a.ecrire(ecart)} : Ctrl+J le met sur la dernière part.", False
    if ecart < 0:
        return f"{a.ecrire(-ecart)} de trop : Ctrl+J le retire de la dernière part.", False
    nombre = len(parts.lignes)
    if nombre < 2:
        return "Donnez au moins deux parts.", False
    return f"{nombre} parts : le compte y est.", True


def division(a: ADiviser, parts: EcheancesPiece) -> DiviserEcheance:
    """Return the command; raises ``date_invalide``, ``montant_invalide``, ``echeances_nombre``, ``echeances_inegales``.

    Every refusal names the field ``parts``.
    """
    try:
        saisies = parts.saisies()
    except ErreurMetier as erreur:
        raise ErreurMetier(erreur.code, **{**erreur.details, "champ": "parts"}) from None
    if not 2 <= len(saisies) <= ECHEANCES_MAXIMUM:
        raise ErreurMetier("parts_nombre", champ="parts", maximum=ECHEANCES_MAXIMUM)
    if parts.ecart():
        total = a.echeance.montant_devise
        somme = total - (parts.ecart() or 0)
        raise ErreurMetier("parts_inegales", champ="parts", somme=a.ecrire(somme), total=a.ecrire(total))
    return DiviserEcheance(a.echeance.cle, tuple(PartEcheance(s.date, s.montant or Centimes(0)) for s in saisies))


def compte_rendu(cle: str, dates: tuple[dt.date, ...]) -> str:
    """Say what was made of the échéance."""
    dites = ", ".join(ecrire_date(date) for date in sorted(dates))
    return f"{cle} est divisée en {len(dates)} parts : {dites}."
