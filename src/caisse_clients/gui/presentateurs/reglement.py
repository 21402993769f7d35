"""What the dialog of one règlement shows and permits, decided without Qt: locks, changes, versions (manual 003)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from caisse_clients.application.commandes.reglements import ModifierReglement, Rembourser
from caisse_clients.application.messages import message_de
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import EtatReglement, MotifImputation, RaisonVerrou
from caisse_clients.domain.vues_ventes import VersionReglement, VueBanque, VueImputation, VueMode, VueReglement
from caisse_clients.gui.modeles.colonnes import Colonne, Format, ecrire_valeur
from caisse_clients.gui.presentateurs.devises import ecrire_en, ecrire_nombre, lire_en, monnaie_de
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, lire_date, lire_montant_contrat

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

CHAMPS = frozenset({"mode", "date", "montant", "reference", "banque"})
"""What manual 003 lets one change: mode, date d'encaissement, montant, référence (and the bank of the mode)."""

_VERROUS = {
    RaisonVerrou.ANNULE: "Annulé : ce règlement ne compte plus, il reste visible.",
    RaisonVerrou.NUMERIQUE: "Paiement numérique : seul le commentaire se modifie. Une erreur se corrige par un "
    "remboursement.",
    RaisonVerrou.EXPORTE: "Exporté en comptabilité : plus rien ne se modifie. Une erreur se corrige par un "
    "remboursement.",
    RaisonVerrou.REMIS: "Remis en banque : plus rien ne se modifie. Une erreur se corrige par un remboursement.",
    RaisonVerrou.REMBOURSEMENT: "Remboursement : son montant ne se modifie pas. S'il est faux, annulez-le puis "
    "refaites-le.",
}
_MOTIFS = {
    MotifImputation.GLISSEMENT: "glissé depuis la commande",
    MotifImputation.REMONTEE: "remonté de la facture",
    MotifImputation.ECART: "petit écart",
    MotifImputation.REMBOURSEMENT: "rendu au client",
    MotifImputation.CONVERSION: "écart de change",
    MotifImputation.PRISE_EN_CHARGE: "prise en charge",
    MotifImputation.MISE_EN_COMPTE: "mis en compte",
}


def autre_bout(imputation: VueImputation, sens: int) -> str:
    """Return what a règlement pays; for a remboursement (``sens`` -1), what it was taken from."""
    return imputation.cible if sens > 0 else imputation.source


def piece_de(imputation: VueImputation) -> str:
    """Return the number of the pièce that an imputation pays, to open it; empty for a compte or money given back."""
    numero = imputation.cible.partition("/")[0]
    return "" if numero.startswith("Compte") or imputation.motif is MotifImputation.REMBOURSEMENT else numero


def colonnes_imputations(sens: int) -> tuple[Colonne, ...]:
    """Return the columns of what a règlement pays, or of what a remboursement was taken from."""
    return (
        Colonne("Date", lambda imputation: imputation.date, Format.DATE, 92),
        Colonne("Pièce ou compte", lambda imputation: autre_bout(imputation, sens), largeur=190, elastique=True),
        Colonne("Nature", lambda imputation: _MOTIFS.get(imputation.motif, "imputé"), largeur=170, elastique=True),
        Colonne("Montant", lambda imputation: imputation.montant, Format.MONTANT, 110),
    )


def titre_des_imputations(sens: int) -> str:
    """Return the title of that list, with its letter."""
    return "Ce qu'&il paie" if sens > 0 else "Pr&is sur"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A règlement with the lists its dialog needs, read in one snapshot."""

    vue: VueReglement
    modes: tuple[VueMode, ...]
    banques: tuple[VueBanque, ...]


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is typed, as text."""

    mode: str = ""
    date: str = ""
    montant: str = ""
    reference: str = ""
    banque: str = ""


def lire_vue(services: Services, numero: str) -> VueReglement:
    """Read a règlement alone (reader thread); raises ``reglement_inconnu``."""
    from caisse_clients.application import lectures_ventes

    with services.lire() as lecteur:
        return lectures_ventes.reglement(lecteur, numero)


def lire_dossier(services: Services, numero: str) -> Dossier:
    """Read a règlement, modes and banks (reader thread); raises ``reglement_inconnu``."""
    from caisse_clients.application import lectures_ventes

    with services.lire() as lecteur:
        return Dossier(
            lectures_ventes.reglement(lecteur, numero),
            tuple(lectures_ventes.modes(lecteur)),
            tuple(lectures_ventes.banques(lecteur)),
        )


def saisie_de(vue: VueReglement) -> Saisie:
    """Return the form as it opens."""
    return Saisie(
        vue.mode, ecrire_date(vue.date), ecrire_nombre(vue.montant_devise, vue.devise), vue.reference, vue.banque
    )


def champs_permis(vue: VueReglement, droits: Collection[Droit]) -> frozenset[str]:
    """Return the fields that may be changed: all, all but the amount given back, the comment only, or none."""
    if Droit.MODIFIER_REGLEMENT not in droits:
        return frozenset()
    if not vue.verrou:
        return CHAMPS if vue.sens > 0 else CHAMPS - {"montant"}
    return frozenset({"reference"}) if vue.verrou == RaisonVerrou.NUMERIQUE else frozenset()


def explication(vue: VueReglement, droits: Collection[Droit]) -> str:
    """Return why fields are locked, shown beside them before any click; empty when all can be changed."""
    verrou = vue.verrou or (RaisonVerrou.REMBOURSEMENT.value if vue.sens < 0 else "")
    if verrou:
        return _VERROUS[RaisonVerrou(verrou)]
    return manque_de_droit(Droit.MODIFIER_REGLEMENT, droits)


def va_en_banque(mode: VueMode | None) -> bool:
    """Tell whether the money of a mode goes to a bank account of the shop (512…): the bank can then be named."""
    return mode is not None and mode.compte.startswith("512")


def commande(vue: VueReglement, saisie: Saisie) -> ModifierReglement | None:
    """Return the command of what differs from the règlement as read, None when nothing does.

    Raises ``date_invalide``, ``montant_invalide`` with its ``champ``.
    """
    changes: dict[str, Any] = {}
    depart = saisie_de(vue)
    if saisie.mode != depart.mode:
        changes["mode"] = saisie.mode
    if (date := lire_date(saisie.date, champ="date")) != vue.date:
        changes["date"] = date
    if (montant := lire_en(saisie.montant, vue.devise)) != vue.montant_devise:
        changes["montant"] = monnaie_de(vue.devise).centiemes(montant)
    if saisie.reference.strip() != depart.reference:
        changes["reference"] = saisie.reference.strip()
    if saisie.banque != depart.banque:
        changes["banque"] = saisie.banque
    return ModifierReglement(vue.numero, version=vue.version, **changes) if changes else None


def compte_rendu(vue: VueReglement, saisie: Saisie) -> str:
    """Return the sentence after a change; an amount raised is not matched by itself, so it says where to do it."""
    ajoute = lire_en(saisie.montant, vue.devise) - vue.montant_devise
    suite = "la version d'avant reste visible"
    if vue.sens > 0 and ajoute > 0:
        disponible = ecrire_en(vue.disponible_devise + ajoute, vue.devise)
        suite = f"{disponible} restent disponibles : « Imputer » les met sur ce que doit le client"
    return f"{vue.numero} est modifié ; {suite}."


def pieces_de(vue: VueReglement) -> list[str]:
    """Return the numbers of the pièces that a règlement pays, once each."""
    return list(dict.fromkeys(numero for imputation in vue.imputations if (numero := piece_de(imputation))))


def sans_imputation(vue: VueReglement) -> str:
    """Return what the empty list of imputations says."""
    if vue.etat is EtatReglement.ANNULE:
        return "Ce règlement est annulé : il ne paie plus rien."
    if vue.sens < 0:
        return "Un remboursement ne paie aucune pièce."
    return "Ce règlement ne paie encore rien : F8 dans la liste ouvre l'imputation."


def reprendre(avant: VueReglement, saisie: Saisie, apres: VueReglement) -> Saisie:
    """Return the form on a règlement that another post changed: what was typed here stays, the rest is the new one."""
    depart, nouvelle = saisie_de(avant), saisie_de(apres)
    tapes = {
        c.name: getattr(saisie, c.name) for c in fields(Saisie) if getattr(saisie, c.name) != getattr(depart, c.name)
    }
    return replace(nouvelle, **tapes)


def titre(vue: VueReglement) -> str:
    """Return the title: number and client."""
    return f"{vue.numero} — {ecrire_code(vue.client)} · {vue.client_nom}"


def resume(vue: VueReglement) -> str:
    """Return the money of the règlement in words: received or given back, used, still available."""
    somme = ecrire_en(vue.montant_devise, vue.devise)
    if vue.sens < 0:
        return f"{somme} rendus au client"
    euros = "" if vue.devise == EURO else f" ({ecrire_montant(vue.montant)} €)"
    return (
        f"{somme}{euros} reçus · {ecrire_montant(vue.impute)} € imputés · "
        f"{ecrire_montant(vue.disponible)} € disponibles"
    )


def refus(erreur: Exception) -> str:
    """Return the sentence of a refusal; one of an amount under what is imputed names the pièces."""
    phrase = message_de(erreur)
    liste = erreur.details.get("liste") if isinstance(erreur, ErreurMetier) else None
    return f"{phrase}\n{liste}" if isinstance(liste, str) and liste not in phrase else phrase


# --- Versions


def versions(vue: VueReglement) -> list[str]:
    """Return the life of the règlement in plain words, latest first: who, when, and what it was before."""
    lignes: list[str] = []
    avant: VersionReglement | None = None
    for version in vue.versions:
        lignes.append(_version(avant, version))
        avant = version
    return lignes[::-1]


def _version(avant: VersionReglement | None, version: VersionReglement) -> str:
    quand = f"le {ecrire_valeur(version.instant, Format.INSTANT)} par {version.utilisateur}"
    if avant is None:
        return f"Enregistré {quand} : {version.mode_libelle}, {ecrire_montant(version.montant)} €."
    raison = f" — {version.raison}" if version.raison and version.raison != avant.raison else ""
    if version.etat != avant.etat:
        return f"{EtatReglement(version.etat).libelle} {quand}{raison}."
    champs = (
        ("mode", avant.mode_libelle, version.mode_libelle),
        ("date", ecrire_date(avant.date), ecrire_date(version.date)),
        ("montant", f"{ecrire_montant(avant.montant)} €", f"{ecrire_montant(version.montant)} €"),
        ("référence", avant.reference or "(vide)", version.reference or "(vide)"),
    )
    anciens = ", ".join(f"{nom} {ancien}" for nom, ancien, nouveau in champs if ancien != nouveau)
    return f"Modifié {quand}{raison}, avant : {anciens or 'une autre banque'}."


# --- Cancelling and giving back


def consequences(vue: VueReglement) -> str:
    """Say what cancelling does: what will be un-matched and due again."""
    if vue.sens < 0:
        return (
            f"Les {ecrire_en(vue.montant_devise, vue.devise)} rendus redeviennent disponibles pour le client : "
            "annulez un remboursement seulement si l'argent n'a pas été rendu."
        )
    somme = ecrire_en(vue.montant_devise, vue.devise)
    if not vue.imputations:
        return f"Ce règlement de {somme} ne paie aucune pièce : il ne comptera plus."
    liste = "\n".join(f"• {i.cible} : {ecrire_montant(i.montant)} €" for i in vue.imputations)
    return f"Ce règlement de {somme} ne comptera plus. Sera de nouveau dû :\n{liste}"


def disponible(vue: VueReglement) -> str:
    """Return what a règlement still holds, in its currency."""
    return ecrire_en(vue.disponible_devise, vue.devise)


def reste_apres(vue: VueReglement, montant: str) -> str:
    """Say live what will be left once the amount typed is given back; empty while it cannot be read."""
    try:
        rendu = lire_en(montant, vue.devise)
    except ErreurMetier:
        return ""
    if rendu > vue.disponible_devise:
        return f"C'est plus que les {disponible(vue)} disponibles."
    reste = vue.disponible_devise - rendu
    return f"Il restera {ecrire_en(reste, vue.devise)} disponibles." if reste else "Il ne restera rien de disponible."


def commande_de_remboursement(vue: VueReglement, mode: str, banque: str, montant: str, raison: str) -> Rembourser:
    """Return the remboursement; raises ``mode_a_choisir``, ``montant_invalide``, ``rembourse_trop`` with its field."""
    if not mode:
        raise ErreurMetier("mode_a_choisir", champ="mode")
    rendu = lire_en(montant, vue.devise)
    if rendu <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=montant[:40])
    if rendu > vue.disponible_devise:
        raise ErreurMetier("rembourse_trop", champ="montant", possible=disponible(vue))
    return Rembourser(vue.numero, mode, raison, monnaie_de(vue.devise).centiemes(rendu), banque=banque)


def compte_rendu_de_remboursement(vue: VueReglement, valeurs: Mapping[str, Any]) -> str:
    """Return the status line after a remboursement, from what the command says it did."""
    rendu = lire_montant_contrat(str(valeurs["rembourse"]))
    reste = lire_montant_contrat(str(valeurs["reste_source"]))
    suite = f"il reste {ecrire_montant(reste)} €" if reste else "il ne reste rien"
    return f"{ecrire_montant(rendu)} € rendus à {vue.client_nom} sur {vue.numero} : {suite}."
