"""What *Créer un règlement* permits and says, decided without Qt: reasons of greyed keys, sentences, columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from caisse_clients.application.commandes.imputations import PasserEcart, Rapprocher
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import LigneDue, VueImputation
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.presentateurs.devises import ecrire_en
from caisse_clients.gui.presentateurs.rapprocheur import (
    Diminution,
    LigneOuverte,
    Rapprocheur,
    Situation,
    libre,
    reference,
)
from caisse_clients.kernel.formats import ecrire_date

COLONNES_IMPUTATIONS = (
    Colonne("Date", lambda i: i.date, Format.DATE, 92, tri="date"),
    Colonne("Payé par", lambda i: i.source, largeur=200, elastique=True, tri="source"),
    Colonne("Mode", lambda i: i.mode_libelle, largeur=130, tri="mode"),
    Colonne("Sur", lambda i: i.cible, largeur=200, elastique=True, tri="cible"),
    Colonne("Montant", lambda i: i.montant, Format.MONTANT, 110, tri="montant"),
    Colonne("Facture d'acompte", lambda i: i.facture_acompte, largeur=160),
)
"""The matches in force, under the two columns."""

_VIDES_SANS_CLIENT = (
    "Choisissez un client en haut (F7) : son code, ou trois lettres de son nom.",
    "Ici viendra ce dont le client dispose : règlements, avoirs, comptes.",
    "",
)


@dataclass(frozen=True, slots=True)
class Etat:
    """What is chosen on the screen at one moment. ``ligne``: in the column that has the keyboard."""

    client: int | None
    rapprocheur: Rapprocheur
    ligne: LigneOuverte | None
    due: LigneOuverte | None
    disponible: LigneOuverte | None
    imputation: VueImputation | None
    sur_les_imputations: bool
    vide: bool
    encaisse: bool
    en_cours: bool
    droits: Collection[Droit]


def manque_de_droit(droit: Droit | None, droits: Collection[Droit]) -> str:
    """Say which right is missing; empty when none is."""
    if droit is None or droit in droits:
        return ""
    return f"Il faut le droit de {droit.libelle} ; demandez à un responsable."


def empechement(geste: str, etat: Etat) -> str:
    """Return why an action cannot be done now, empty when it can."""
    if geste == "rechercher":
        return ""
    if etat.client is None:
        return "Choisissez d'abord un client (F7)."
    situation = etat.rapprocheur.situation
    if situation is None:
        return "Les deux colonnes sont en cours de lecture."
    if etat.en_cours and geste in _PAS_PENDANT_UN_ENVOI:
        return "L'enregistrement est en cours."
    regle = _REGLES.get(geste)
    return regle(etat, situation) if regle is not None else ""


def _empechement_de_valider(etat: Etat, _situation: Situation) -> str:
    if etat.encaisse:
        return manque_de_droit(Droit.ENCAISSER, etat.droits)
    if raison := manque_de_droit(Droit.IMPUTER, etat.droits):
        return raison
    return "" if etat.rapprocheur.a_rapprocher() else etat.rapprocheur.explication()


def _empechement_de_proposer(_etat: Etat, situation: Situation) -> str:
    if situation.dus and situation.disponibles:
        return ""
    return "Il faut une somme due et une somme disponible (F3 ajoute un règlement)."


def _empechement_de_decocher(etat: Etat, _situation: Situation) -> str:
    return "" if etat.rapprocheur.gauche.nombre or etat.rapprocheur.droite.nombre else "Rien n'est coché."


def _empechement_de_rembourser(etat: Etat, _situation: Situation) -> str:
    return "" if etat.disponible is not None else "Choisissez d'abord, à droite, ce qui est à rendre au client."


def _empechement_de_retirer(etat: Etat, _situation: Situation) -> str:
    if etat.sur_les_imputations:
        return empechement_de_retrait(etat.imputation)
    return "" if etat.ligne is not None else empechement_de_retrait(None)


def _choisir_une_ligne(etat: Etat, _situation: Situation) -> str:
    return "" if etat.ligne is not None else "Choisissez d'abord une ligne."


def _choisir_une_liste(etat: Etat, _situation: Situation) -> str:
    return "La liste est vide." if etat.vide else ""


_PAS_PENDANT_UN_ENVOI = frozenset({"valider", "ajouter", "ecart", "decocher", "proposer"})
_REGLES: dict[str, Callable[[Etat, Situation], str]] = {
    "valider": _empechement_de_valider,
    "proposer": _empechement_de_proposer,
    "decocher": _empechement_de_decocher,
    "ecart": lambda etat, situation: empechement_d_ecart(etat.ligne, situation.limite_ecart),
    "mettre_en_compte": lambda etat, _situation: empechement_de_mise_en_compte(etat.due),
    "rembourser": _empechement_de_rembourser,
    "retirer": _empechement_de_retirer,
    **dict.fromkeys(("ouvrir", "monter", "descendre"), _choisir_une_ligne),
    **dict.fromkeys(("exporter", "imprimer", "menu"), _choisir_une_liste),
}


def phrases_vides(situation: Situation | None) -> tuple[str, str, str]:
    """Return what the three grids say when they are empty: due, disponible, matches in force."""
    if situation is None:
        return _VIDES_SANS_CLIENT
    du = "Ce client ne doit rien : ni commande, ni facture, ni compte crédit à régler."
    disponible = "Rien n'est disponible : F3 ajoute le règlement que fait le client."
    return du, disponible, "Aucun rapprochement en place : cochez des deux côtés, puis F2."


def dire_la_proposition(paires: int) -> str:
    """Say what F8 did."""
    if not paires:
        return "Rien à proposer : aucune somme disponible dans la devise de ce qui est dû."
    pluriel = "s" if paires > 1 else ""
    return f"{paires} rapprochement{pluriel} proposé{pluriel} : corrigez si besoin, puis F2."


def compte_rendu(commande: Rapprocher, rapprocheur: Rapprocheur) -> str:
    """Say what F2 recorded, and what may be done with the few centimes left."""
    nombre = len(commande.rapprochements)
    pluriel = "s" if nombre > 1 else ""
    devises = [devise for devise in rapprocheur.devises() if rapprocheur.rapproche(devise)]
    sommes = " + ".join(ecrire_en(rapprocheur.rapproche(devise), devise) for devise in devises)
    phrase = f"{nombre} rapprochement{pluriel} enregistré{pluriel} : {sommes}."
    situation = rapprocheur.situation
    reste = rapprocheur.reste(rapprocheur.gauche, EURO)
    if situation is not None and 0 < reste <= situation.limite_ecart:
        phrase += f" Il reste {ecrire_en(reste, EURO)} dû : F9 passe l'écart."
    return phrase


def commande_d_ecart(ligne: LigneOuverte) -> PasserEcart:
    """Return the command that passes what is left of a row to the accounts of écarts."""
    if isinstance(ligne, LigneDue):
        return PasserEcart(cible=reference(ligne))
    return PasserEcart(source=reference(ligne))


def empechement_d_ecart(ligne: LigneOuverte | None, limite: int) -> str:
    """Say why the rest of a row may not be passed as an écart; empty when it may."""
    if ligne is None:
        return "Choisissez d'abord la ligne dont il reste quelques centimes."
    if ligne.devise != EURO or ligne.compte is not None:
        return "L'écart ne se passe que sur une facture ou un règlement en euros."
    if isinstance(ligne, LigneDue) and ligne.type == TypePiece.COMMANDE:
        return "L'écart se passe une fois la commande facturée."
    if libre(ligne) > limite:
        reste, borne = ecrire_en(libre(ligne), EURO), ecrire_en(limite, EURO)
        return f"Il reste {reste} sur cette ligne : l'écart est limité à {borne}."
    return ""


def empechement_de_mise_en_compte(ligne: LigneOuverte | None) -> str:
    """Say why a row may not be put on a compte crédit; empty when it may."""
    if not isinstance(ligne, LigneDue):
        return "Choisissez d'abord, à gauche, la pièce à mettre en compte."
    if ligne.compte is not None:
        return "Cette ligne est déjà un compte du client."
    return "" if ligne.devise == EURO else "Seule une pièce en euros se met en compte."


def designation(imputation: VueImputation) -> str:
    """Name an imputation: who pays what, how much, when."""
    montant = ecrire_en(imputation.montant, EURO)
    return f"{imputation.source} sur {imputation.cible} : {montant} le {ecrire_date(imputation.date)}"


def empechement_de_retrait(imputation: VueImputation | None) -> str:
    """Say why an imputation may not be taken back from here; empty when it may."""
    if imputation is None:
        return "Choisissez d'abord un rapprochement en place (F6)."
    if not imputation.retirable:
        return "Ce rapprochement ne se retire pas ici : annulez l'acte qui l'a fait (avoir, remboursement, écart)."
    return ""


def dire_les_diminutions(
    diminutions: Sequence[Diminution], avant: Sequence[VueImputation], apres: Sequence[VueImputation]
) -> str:
    """Say which rows hold less than was chosen, and where and when the difference went.

    ``avant`` and ``apres``: the imputations in force before and after; what is new names the culprit.
    """
    connues = {imputation.imputation for imputation in avant}
    nouvelles = [imputation for imputation in apres if imputation.imputation not in connues]
    phrases = []
    for diminution in diminutions:
        ligne = diminution.ligne
        titres = {ligne.cle, ligne.titre, f"Compte {ligne.compte}"}
        usages = [
            f"{ecrire_en(i.montant_devise, ligne.devise)} le {ecrire_date(i.date)} "
            + (f"par {i.source}" if isinstance(ligne, LigneDue) else f"pour {i.cible}")
            for i in nouvelles
            if titres & ({i.cible} if isinstance(ligne, LigneDue) else {i.source})
        ]
        mot = "payé" if isinstance(ligne, LigneDue) else "utilisé"
        reste = f"il reste {ecrire_en(diminution.reste, ligne.devise)}" if diminution.reste else "il n'en reste rien"
        ou = f" ({mot} : {', '.join(usages)})" if usages else ""
        phrases.append(f"{ligne.titre} : {reste}{ou}.")
    if not phrases:
        return ""
    return " ".join([*phrases, "Vos autres montants sont gardés : vérifiez, puis F2."])
