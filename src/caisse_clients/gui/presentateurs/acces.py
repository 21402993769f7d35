"""The tab *Accès* of the client's card, without Qt: its columns, what a row permits, what it says of a stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from caisse_clients.domain.acces import EtatAcces, EtatCheque
from caisse_clients.domain.vues_acces import VueAcces, VueCheque
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite, Pastille
from caisse_clients.gui.presentateurs.colonnes_pieces import COLONNE_MENU
from caisse_clients.gui.presentateurs.mots_acces import arret_en_mots, periode
from caisse_clients.kernel.formats import ecrire_date

GESTES_ACCES = (
    "acces_nouveau",
    "acces_renouveler",
    "acces_archiver",
    "acces_reprendre",
    "acces_arret",
    "acces_facture",
)
GESTES_CHEQUE = ("cheque_encaisser", "cheque_corriger", "cheque_rendre", "cheque_reglement")
GESTES = frozenset((*GESTES_ACCES, *GESTES_CHEQUE))
"""Last part of the catalogue ids that this tab answers; the two menus offer theirs in this order."""

VIDE = "Aucun accès de ce client. « Nouvel accès » en vend un."
VIDE_SAUF_ARCHIVES = "Aucun accès en cours : cochez « Archivés » pour voir ceux qui ont été arrêtés."
SANS_CHEQUE = "Aucun chèque pour cet accès : ce qui est dû se règle dans l'onglet Gestion commerciale."
SANS_ACCES = "Choisissez un accès au-dessus : ses chèques s'affichent ici."
_AILLEURS = "Ouvrez d'abord l'onglet Accès."
_CHOISIR = "Choisissez d'abord un accès."
_CHOISIR_CHEQUE = "Choisissez d'abord un chèque dans l'échéancier."


def colonnes_acces(aujourd_hui: dt.date) -> tuple[Colonne, ...]:
    """Return the columns of the accès; the state is a word as well as a colour."""
    return (
        Colonne("Accès", lambda a: a.libelle, largeur=200, elastique=True, tri="libelle"),
        Colonne("Du", lambda a: a.duree.debut, Format.DATE, 96, tri="debut"),
        Colonne("Au", lambda a: a.duree.fin, Format.DATE, 96, tri="fin"),
        Colonne("Prix", lambda a: a.prix, Format.MONTANT, 96, tri="prix"),
        Colonne("Encaissé", lambda a: a.encaisse, Format.MONTANT, 96, tri="encaisse"),
        Colonne("Reste dû", lambda a: a.reste, Format.MONTANT, 96, tri="reste"),
        Colonne("État", lambda a: pastille(a, aujourd_hui), Format.PASTILLE, 110, tri="etat"),
        Colonne("Facture", lambda a: a.piece, largeur=150),
        COLONNE_MENU,
    )


def colonnes_cheques() -> tuple[Colonne, ...]:
    """Return the columns of the échéancier of an accès."""
    return (
        Colonne("Rang", lambda c: c.rang, Format.ENTIER, 60),
        Colonne("Date", lambda c: c.date, Format.DATE, 96),
        Colonne("Montant", lambda c: c.montant, Format.MONTANT, 96),
        Colonne("N° du chèque", lambda c: c.numero, largeur=120),
        Colonne("Banque", lambda c: c.banque, largeur=130),
        Colonne("Tireur", lambda c: c.tireur, largeur=160, elastique=True),
        Colonne("État", pastille_de_cheque, Format.PASTILLE, 110),
        Colonne("Règlement", lambda c: c.reglement, largeur=150),
        COLONNE_MENU,
    )


def pastille(a: VueAcces, aujourd_hui: dt.date) -> Pastille:
    """Return the state of an accès: running, over, to come, archived."""
    if a.etat is EtatAcces.ARCHIVE:
        return Pastille(a.etat.libelle, Gravite.NEUTRE)
    if a.duree.fin < aujourd_hui:
        return Pastille("Terminé", Gravite.ALERTE)
    if a.duree.debut > aujourd_hui:
        return Pastille("À venir", Gravite.INFO)
    return Pastille(a.etat.libelle, Gravite.SUCCES)


def pastille_de_cheque(c: VueCheque) -> Pastille:
    """Return where a cheque is."""
    gravites = {EtatCheque.DETENU: Gravite.INFO, EtatCheque.ENCAISSE: Gravite.SUCCES, EtatCheque.RENDU: Gravite.NEUTRE}
    return Pastille(c.etat.libelle, gravites[c.etat])


def couleur_d_acces(a: VueAcces) -> str | None:
    """Return the grey ground of an archived accès."""
    return "neutre_doux" if a.etat is EtatAcces.ARCHIVE else None


def couleur_de_cheque(c: VueCheque) -> str | None:
    """Return the grey ground of a cheque handed back."""
    return "neutre_doux" if c.etat is EtatCheque.RENDU else None


def a_montrer(tous: Sequence[VueAcces], *, archives: bool) -> list[VueAcces]:
    """Return the rows of the upper grid."""
    return [a for a in tous if archives or a.etat is EtatAcces.ACTIF]


def si_vide(tous: Sequence[VueAcces]) -> str:
    """Return what the upper grid says when it shows nothing."""
    return VIDE_SAUF_ARCHIVES if tous else VIDE


def situation(a: VueAcces | None) -> str:
    """Say what the row does not: its months, its renewal, its stop."""
    if a is None:
        return ""
    if a.archivage is not None:
        return arret_en_mots(a.archivage)
    phrases = [periode(a)]
    if a.detenus:
        phrases.append(f"prochain chèque à encaisser le {ecrire_date(a.detenus[0].date)}")
    if a.suivant is not None:
        phrases.append("déjà renouvelé")
    return " ; ".join(phrases) + "."


def empechement(geste: str, a: VueAcces | None, cheque: VueCheque | None, *, devant: bool) -> str:
    """Return why ``geste`` cannot be done: the tab is behind, nothing is chosen, or the state of the row."""
    if not devant:
        return _AILLEURS
    if geste == "acces_nouveau":
        return ""
    if a is None:
        return _CHOISIR
    if geste in GESTES_CHEQUE:
        return _empechement_de_cheque(geste, cheque)
    return _empechement_d_acces(geste, a)


def _empechement_d_acces(geste: str, a: VueAcces) -> str:
    archive = a.etat is EtatAcces.ARCHIVE
    if geste == "acces_archiver" and archive:
        return "Cet accès est déjà archivé ; « Reprendre » le remet en cours."
    if geste == "acces_reprendre" and not archive:
        return "Cet accès n'est pas archivé : il n'y a rien à reprendre."
    if geste == "acces_arret" and not archive:
        return "Cet accès n'est pas arrêté : archivez-le d'abord."
    return ""


def _empechement_de_cheque(geste: str, c: VueCheque | None) -> str:
    if c is None:
        return _CHOISIR_CHEQUE
    if geste == "cheque_reglement":
        return "" if c.reglement else "Ce chèque n'est pas encaissé : il n'a pas de règlement."
    if c.etat is EtatCheque.RENDU:
        return "Ce chèque a été rendu au client."
    return f"Ce chèque est déjà encaissé ({c.reglement})." if c.etat is EtatCheque.ENCAISSE else ""
