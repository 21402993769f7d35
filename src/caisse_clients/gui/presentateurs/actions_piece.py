"""What may be done on a pièce now, and why not otherwise: one sentence per key, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caisse_clients.domain.droits import Droit
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.gui.presentateurs.piece import raison_de_lecture

EN_COURS = "L'enregistrement est en cours."
ENREGISTRER_D_ABORD = "Enregistrez d'abord la pièce (F2)."
ENREGISTRER_LES_CHANGEMENTS = "Enregistrez d'abord vos changements (F2), ou reprenez la pièce (Maj+F5)."
LECTURE = "La pièce se lit encore."
_DROITS = {TypePiece.COMMANDE: Droit.GERER_COMMANDES, TypePiece.BON_LIVRAISON: Droit.GERER_COMMANDES}


@dataclass(frozen=True, slots=True)
class Situation:
    """What the keys depend on; ``vue`` is None for a pièce not yet saved."""

    type: TypePiece
    droits: frozenset[Droit]
    vue: VuePiece | None = None
    change: bool = False
    en_cours: bool = False
    en_lecture: bool = False
    onglet: int = 0
    """Tab in front: 0 is the pièce itself."""
    dernier_reglement: str = ""
    ecart: int | None = 0
    """What the échéances lack of the total."""


def droit_d_ecrire(type_piece: TypePiece) -> Droit:
    """Return the right that creating, changing or removing a pièce of this type takes."""
    return _DROITS.get(type_piece, Droit.FACTURER)


def modifiable(s: Situation) -> bool:
    """Tell whether fields and lines may be typed in."""
    return droit_d_ecrire(s.type) in s.droits and (s.vue is None or not raison_de_lecture(s.vue))


def empechement(identifiant: str, s: Situation) -> str:
    """Return why an action cannot be done now, empty when it can."""
    regle = _REGLES.get(identifiant)
    if regle is None:
        return ""
    if s.en_cours:
        return EN_COURS
    if s.en_lecture:
        return LECTURE
    return regle(s)


def _enregistrer(s: Situation) -> str:
    if s.vue is not None and (raison := raison_de_lecture(s.vue)):
        return raison
    if manque := _manque_le_droit(s):
        return manque
    if s.change:
        return ""
    return "Rien n'est encore saisi." if s.vue is None else "Rien n'a été modifié."


def _manque_le_droit(s: Situation) -> str:
    droit = droit_d_ecrire(s.type)
    return "" if droit in s.droits else f"Il faut le droit de {droit.libelle} ; demandez à un responsable."


def _retirer(s: Situation) -> str:
    vue = s.vue
    if vue is None:
        return "Cette pièce n'est pas enregistrée : Échap la ferme."
    if vue.etat is EtatPiece.VALIDEE and vue.type is TypePiece.FACTURE:
        return "Une facture validée ne se supprime pas : faites un avoir (F12)."
    if not vue.etat.vivante:
        return f"Déjà {vue.etat.libelle.lower()}."
    if vue.type not in (TypePiece.COMMANDE, TypePiece.FACTURE, TypePiece.BON_LIVRAISON):
        return f"{vue.type.libelle} : cette pièce ne s'annule pas."
    if vue.type is TypePiece.BON_LIVRAISON and vue.suites:
        return "Ce bon de livraison est facturé : il ne s'annule plus."
    return _manque_le_droit(s)


def _valider(s: Situation) -> str:
    if s.type is TypePiece.COMMANDE:
        return "Une commande ne se valide pas : facturez-la (F9)."
    if s.type is not TypePiece.FACTURE:
        return "Seul un brouillon de facture se valide."
    if s.vue is not None and s.vue.etat is EtatPiece.VALIDEE:
        return "Cette facture est déjà validée."
    if s.vue is not None and not s.vue.etat.vivante:
        return "Ce brouillon est supprimé."
    return _a_jour(s)


def _regler(s: Situation) -> str:
    vue = s.vue
    if vue is None:
        return ENREGISTRER_D_ABORD
    if vue.type is TypePiece.BON_LIVRAISON:
        return "Un bon de livraison ne porte pas d'argent : l'acompte se prend sur sa commande."
    if not vue.type.due or not vue.etat.vivante:
        return "Cette pièce ne se règle pas."
    if s.change:
        return ENREGISTRER_LES_CHANGEMENTS
    return "" if vue.reste_du > 0 else "Il ne reste rien à régler sur cette pièce."


def _facturer(s: Situation) -> str:
    if s.type not in (TypePiece.COMMANDE, TypePiece.BON_LIVRAISON):
        return "Seuls une commande ou un bon de livraison se facturent."
    vue = s.vue
    if vue is not None and not vue.etat.vivante:
        return "Cette pièce est annulée."
    if vue is not None and vue.type is TypePiece.COMMANDE and _tout(vue, "facturee"):
        return "Tout est déjà facturé."
    if vue is not None and vue.type is TypePiece.BON_LIVRAISON and vue.suites:
        return "Ce bon de livraison est déjà facturé."
    return _a_jour(s)


def _livrer(s: Situation) -> str:
    if s.type is not TypePiece.COMMANDE:
        return "Seule une commande se livre."
    if s.vue is not None and not s.vue.etat.vivante:
        return "Cette commande est annulée."
    if s.vue is not None and _tout(s.vue, "livree"):
        return "Tout est déjà livré."
    return _a_jour(s)


def _avoir(s: Situation) -> str:
    vue = s.vue
    if vue is not None and vue.etat is EtatPiece.VALIDEE and vue.type in (TypePiece.FACTURE, TypePiece.TICKET):
        return ""
    return "Un avoir se fait sur une facture validée ou un ticket."


def _annuler_acompte(s: Situation) -> str:
    if s.vue is None:
        return ENREGISTRER_D_ABORD
    if s.change:
        return ENREGISTRER_LES_CHANGEMENTS
    if s.vue.type is TypePiece.BON_LIVRAISON:
        return ""  # its commande's acomptes
    return "" if any(i.retirable for i in s.vue.imputations) else "Aucun acompte ni règlement à retirer de cette pièce."


def _imprimer(s: Situation) -> str:
    if s.vue is None:
        return ENREGISTRER_D_ABORD
    return ENREGISTRER_LES_CHANGEMENTS if s.change else ""


def _recu(s: Situation) -> str:
    return "" if s.dernier_reglement else "Aucun règlement n'a été enregistré depuis cet écran (F8)."


def _enregistree(s: Situation) -> str:
    return "" if s.vue is not None else ENREGISTRER_D_ABORD


def _retablir(s: Situation) -> str:
    return "" if s.change else "Rien n'a été modifié."


def _choix(s: Situation) -> str:
    return "" if modifiable(s) else "La pièce se lit seulement."


def _reste(s: Situation) -> str:
    if not modifiable(s):
        return "La pièce se lit seulement."
    if s.ecart is None:
        return "Corrigez d'abord le montant qui ne peut pas être lu."
    return "" if s.ecart else "Les échéances font déjà le total."


def _sur_une_grille(s: Situation) -> str:
    return "" if s.onglet else "Ouvrez d'abord un des onglets Historique, Imputations ou Pièces liées."


_REGLES: dict[str, Callable[[Situation], str]] = {
    "piece.enregistrer": _enregistrer,
    "piece.nouveau": _manque_le_droit,
    "piece.retirer": _retirer,
    "piece.valider": _valider,
    "piece.choix": _choix,
    "piece.regler": _regler,
    "piece.facturer": _facturer,
    "piece.livrer": _livrer,
    "piece.avoir": _avoir,
    "piece.annuler_acompte": _annuler_acompte,
    "piece.imprimer": _imprimer,
    "piece.recu": _recu,
    "piece.historique": _enregistree,
    "piece.reste": _reste,
    "piece.retablir": _retablir,
    "piece.exporter": _sur_une_grille,
    "piece.menu": _sur_une_grille,
}


def _a_jour(s: Situation) -> str:
    if s.vue is None:
        return ENREGISTRER_D_ABORD
    return ENREGISTRER_LES_CHANGEMENTS if s.change else ""


def _tout(vue: VuePiece, champ: str) -> bool:
    return bool(vue.lignes) and all(getattr(ligne, champ) >= ligne.quantite for ligne in vue.lignes)
