"""What the screen of a pièce decides, without Qt: its words, what may be done and why not, the command that says it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from caisse_clients.application.commandes.pieces import CreerCommande, CreerFacture, ModifierCommande, ModifierFacture
from caisse_clients.application.messages import MESSAGES, message
from caisse_clients.domain.echeances import lire_conditions
from caisse_clients.domain.pieces import EtatPiece, LigneSaisie, TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues import LigneClient
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs.echeances_piece import EcheancesPiece, EcheanceTapee
from caisse_clients.gui.presentateurs.ligne_tapee import LigneTapee
from caisse_clients.gui.presentateurs.lignes_piece import LignesPiece
from caisse_clients.kernel.argent import Cours
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_cours,
    ecrire_date,
    ecrire_montant,
    lire_cours,
    lire_date,
    lire_montant_contrat,
)

LIBELLES = {
    "date": "date",
    "conditions": "conditions",
    "reference": "référence",
    "commentaire": "commentaire",
    "lignes": "lignes",
    "echeances": "échéances",
}
"""What may change on a saved pièce, by the names of the command's fields."""
GRAVITES_ETAT = {
    EtatPiece.BROUILLON: Gravite.INFO,
    EtatPiece.EN_COURS: Gravite.INFO,
    EtatPiece.VALIDEE: Gravite.SUCCES,
    EtatPiece.ANNULEE: Gravite.ERREUR,
    EtatPiece.SUPPRIMEE: Gravite.ERREUR,
}
CHAMPS_DES_LIGNES = {"article": "article", "libelle": "libelle", "quantite": "quantite", "remise": "remise"} | {
    "prix": "prix",
    "prix_ht": "prix",
    "prix_ttc": "prix",
    "taux_tva": "taux",
}
"""Columns of the grid by the names of the command's fields."""
_PLACE = re.compile(r"(lignes|echeances)(?:\[(\d+)\](?:\.(\w+))?)?")
_LECTURES = {
    TypePiece.BON_LIVRAISON: "F9 le facture, F4 l'annule avec une raison.",
    TypePiece.FACTURE_ACOMPTE: "elle suit son acompte ; l'annulation de l'acompte l'annule par un avoir.",
    TypePiece.AVOIR: "ce qu'il en reste s'utilise par Ventes > Règlements > Créer un règlement.",
    TypePiece.AVOIR_ACOMPTE: "il annule une facture d'acompte.",
    TypePiece.TICKET: "une erreur se corrige par un avoir (F12).",
}
_MODIFIABLES = (TypePiece.COMMANDE, TypePiece.FACTURE)


@dataclass(frozen=True, slots=True)
class Entete:
    """The fields over the lines, as typed."""

    client: int | None = None
    date: str = ""
    conditions: str = ""
    reference: str = ""
    devise: str = EURO
    cours: str = ""
    station: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class Saisie:
    """Everything typed; ``echeances`` are empty while they follow the terms."""

    entete: Entete = Entete()
    lignes: tuple[LigneTapee, ...] = ()
    echeances: tuple[EcheanceTapee, ...] = ()


def nouvelle_saisie(*, client: int | None, aujourd_hui: dt.date, conditions: str, station: str) -> Saisie:
    """Return a blank form."""
    return Saisie(Entete(client, ecrire_date(aujourd_hui), conditions, station=station))


def saisie_de(vue: VuePiece, lignes: LignesPiece, echeances: EcheancesPiece) -> Saisie:
    """Return the form as the pièce is saved, its sheets filled with it."""
    cours = ecrire_cours(vue.cours) if vue.cours is not None and vue.devise != EURO else ""
    entete = Entete(
        vue.client,
        ecrire_date(vue.date),
        vue.conditions,
        vue.reference,
        vue.devise,
        cours,
        vue.station,
        vue.commentaire,
    )
    return Saisie(entete, lignes.lignes, echeances.lignes)


def changements(avant: Saisie, apres: Saisie) -> frozenset[str]:
    """Return the command's fields that differ; spaces around a text do not count."""
    changes = {
        champ
        for champ in ("date", "conditions", "reference", "commentaire")
        if getattr(avant.entete, champ).strip() != getattr(apres.entete, champ).strip()
    }
    if avant.lignes != apres.lignes:
        changes.add("lignes")
    if avant.echeances != apres.echeances:
        changes.add("echeances" if apres.echeances else "conditions")
    return frozenset(changes)


def commencee(depart: Saisie, saisie: Saisie) -> bool:
    """Tell whether closing a new pièce would lose something typed; a client chosen alone is nothing lost."""
    memes = ("conditions", "reference", "commentaire", "devise", "cours")
    return (saisie.lignes, saisie.echeances) != (depart.lignes, depart.echeances) or any(
        getattr(depart.entete, champ).strip() != getattr(saisie.entete, champ).strip() for champ in memes
    )


def dire_les_changements(changes: frozenset[str]) -> str:
    """Say what F2 would save."""
    noms = [libelle for champ, libelle in LIBELLES.items() if champ in changes]
    return f"Modifié : {', '.join(noms)} — F2 enregistre." if noms else ""


# --- Words


def titre(type_piece: TypePiece, vue: VuePiece | None) -> str:
    """Return the heading of the screen."""
    if vue is None:
        return "Nouvelle commande" if type_piece is TypePiece.COMMANDE else "Nouvelle facture"
    nom = "Facture (brouillon)" if vue.etat is EtatPiece.BROUILLON else vue.type.libelle
    return f"{nom} {vue.numero}"


def titre_d_onglet(type_piece: TypePiece, vue: VuePiece | None, client: LigneClient | None = None) -> str:
    """Return the words of the window's tab: the number is what one looks for, the client while there is none."""
    if vue is not None:
        return vue.numero
    nom = "" if client is None else f" · {client.nom} {client.prenom}".rstrip()
    return f"{titre(type_piece, None)}{nom}"


def mot_regle(vue: VuePiece | None, type_piece: TypePiece) -> str:
    """Return the word for what is paid: an acompte until the facture is validated (manual 003)."""
    acompte = type_piece is TypePiece.COMMANDE or vue is None or vue.etat is EtatPiece.BROUILLON
    return "Acomptes" if acompte else "Réglé"


def raison_de_lecture(vue: VuePiece) -> str:
    """Return why the pièce is only read, in a sentence; empty when it may be changed."""
    if not vue.etat.vivante:
        raison = f" Raison : {vue.raison}." if vue.raison else ""
        return f"{vue.type.libelle} {vue.numero} : {vue.etat.libelle.lower()}, elle se lit seulement.{raison}"
    if vue.type not in _MODIFIABLES:
        suite = _LECTURES[vue.type]
        if vue.type is TypePiece.BON_LIVRAISON and vue.suites:
            suite = "il est facturé."
        return f"{vue.type.libelle} {vue.numero} se lit seulement : {suite}"
    if vue.etat is EtatPiece.VALIDEE:
        return (
            f"La facture {vue.numero} est validée : elle ne se modifie plus. "
            "Une erreur se corrige par un avoir (F12), un règlement s'ajoute par F8."
        )
    if not vue.verrou:
        return ""
    return message(vue.verrou, {"piece": vue.numero}) if vue.verrou in MESSAGES else vue.verrou


def dire_reprise(avant: VuePiece, apres: VuePiece, miens: frozenset[str]) -> str:
    """Say that the pièce was changed elsewhere meanwhile (another post, another tab), what, and what F2 will do."""
    ailleurs = [apres.etat.libelle.lower()] if avant.etat is not apres.etat else []
    if avant.total_ttc != apres.total_ttc:
        ailleurs.append(f"total {ecrire_montant(avant.total_ttc)} → {ecrire_montant(apres.total_ttc)}")
    elif avant.lignes != apres.lignes:
        ailleurs.append("lignes")
    ailleurs += [
        LIBELLES[champ]
        for champ in ("date", "conditions", "reference", "commentaire")
        if getattr(avant, champ) != getattr(apres, champ)
    ]
    quoi = ", ".join(ailleurs) or "ses échéances ou ses règlements"
    if not miens:
        return f"Cette pièce vient d'être modifiée ailleurs ({quoi}) : vous voyez sa nouvelle version."
    noms = ", ".join(libelle for champ, libelle in LIBELLES.items() if champ in miens)
    if raison_de_lecture(apres):
        return f"Cette pièce a été modifiée ailleurs ({quoi}) et ne change plus : votre saisie ({noms}) est perdue."
    return (
        f"Cette pièce a été modifiée ailleurs entre-temps ({quoi}). Rien n'est écrasé, votre saisie est gardée "
        f"({noms}) : F2 l'enregistre par-dessus, Maj+F5 l'abandonne."
    )


def compte_rendu(type_piece: TypePiece, numero: str, valeurs: Mapping[str, Any], *, nouvelle: bool) -> str:
    """Return the sentence of a save, with the money that went back up when there was some."""
    nom = "Commande" if type_piece is TypePiece.COMMANDE else "Brouillon de facture"
    fait = "enregistrée" if type_piece is TypePiece.COMMANDE else "enregistré"
    if nouvelle:
        return f"{nom} {numero} {fait}."
    remontees = [
        f"{ecrire_montant(lire_montant_contrat(r['montant']))} de {r['source']}" for r in valeurs.get("remontee", ())
    ]
    suite = f" Remonté sur la commande : {', '.join(remontees)}." if remontees else ""
    return f"{nom} {numero} {fait}.{suite}"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that a refusal names: the grid, the row among what was sent (0 when none is named), the column."""

    grille: str
    rang: int
    champ: str


def place_de(champ: str | None) -> Place | None:
    """Return the cell named as commands name them (``lignes[2].prix_ttc``), None for a field of the heading."""
    trouve = _PLACE.fullmatch(champ or "")
    if trouve is None:
        return None
    grille, rang, nom = trouve[1], int(trouve[2] or 0), trouve[3] or ""
    colonne = CHAMPS_DES_LIGNES.get(nom, "libelle") if grille == "lignes" else "date" if nom == "date" else "montant"
    return Place(grille, rang, colonne)


# --- Commands


def lire_entete(entete: Entete) -> dict[str, Any]:
    """Return the fields of the heading for a command; raises ``ErreurMetier`` naming the field."""
    if entete.client is None:
        raise ErreurMetier("champ_vide", champ="client")
    conditions = entete.conditions.strip()
    lire_conditions(conditions)
    valeurs: dict[str, Any] = {
        "date": lire_date(entete.date) if entete.date.strip() else None,
        "conditions": conditions,
        "reference": entete.reference,
        "commentaire": entete.commentaire,
    }
    if entete.devise != EURO:
        valeurs["cours"] = Cours(lire_cours(entete.cours)) if entete.cours.strip() else None
        if valeurs["cours"] is None:
            raise ErreurMetier("cours_manquant", champ="cours", devise=entete.devise)
    return valeurs


def commande_creer(
    type_piece: TypePiece, entete: Entete, lignes: tuple[LigneSaisie, ...], echeances: EcheancesPiece
) -> CreerCommande | CreerFacture:
    """Return the creation; raises ``ErreurMetier`` naming the field."""
    valeurs = lire_entete(entete)
    assert entete.client is not None  # lire_entete refuses otherwise
    creer = CreerCommande if type_piece is TypePiece.COMMANDE else CreerFacture
    return creer(
        client=entete.client,
        lignes=lignes,
        echeances=echeances.saisies(),
        devise=entete.devise,
        station=entete.station,
        **valeurs,
    )


def commande_modifier(
    vue: VuePiece,
    changes: frozenset[str],
    entete: Entete,
    lignes: tuple[LigneSaisie, ...],
    echeances: EcheancesPiece,
) -> ModifierCommande | ModifierFacture | None:
    """Return the modification of what has changed, on the version the user saw; None when nothing has.

    Échéances typed by hand go with every change of lines: the program never shares them again unseen.
    """
    if not changes:
        return None
    lues = lire_entete(entete)
    valeurs: dict[str, Any] = {champ: lues[champ] for champ in changes if champ in lues}
    if "lignes" in changes:
        valeurs["lignes"] = lignes
    if echeances.a_la_main and changes & {"lignes", "echeances", "date"}:
        valeurs["echeances"] = echeances.saisies()
        valeurs.pop("conditions", None)
    valeurs["version"] = vue.version
    if vue.type is TypePiece.COMMANDE:
        return ModifierCommande(piece=vue.numero, **valeurs)
    return ModifierFacture(piece=vue.numero, **valeurs)


def reprendre(avant: Saisie, saisie: Saisie, leur: Saisie) -> Saisie:
    """Lay what was typed here over the pièce as another post left it: nothing typed is lost."""
    miens = changements(avant, saisie)
    entete = {f.name: getattr((saisie if f.name in miens else leur).entete, f.name) for f in fields(Entete)}
    return Saisie(
        Entete(**entete),
        saisie.lignes if "lignes" in miens else leur.lignes,
        saisie.echeances if "echeances" in miens else leur.echeances,
    )
