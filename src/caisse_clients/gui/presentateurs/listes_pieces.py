"""What the lists of pièces show and permit, decided without Qt: the three screens are one, told apart by ``Genre``."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.domain.pieces import EtatPiece, StatutPaiement, TypePiece
from caisse_clients.domain.vues_ventes import CriterePieces, LignePiece, TotauxPieces
from caisse_clients.gui.modeles.colonnes import Colonne
from caisse_clients.gui.presentateurs.colonnes_pieces import (
    COLONNE_MENU,
    COLONNES_BONS_LIVRAISON,
    COLONNES_COMMANDES,
    COLONNES_FACTURES,
    TYPES_DES_FACTURES,
    payable,
)
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, lire_date

CHOISIR = "Choisissez d'abord une ligne dans la liste."
_VIDE = "La liste est vide."
_SANS_RECU = (
    "Aucun règlement n'a été enregistré depuis cette liste : ouvrez Ventes > Règlements > Liste des règlements."
)
_SANS_PIECE = "pour un règlement sans pièce, passez par Ventes > Règlements > Nouveau règlement."


@dataclass(frozen=True, slots=True)
class Genre:
    """One of the three lists: its names, its columns, what its rows offer, in the order of the menu."""

    portee: str
    titre: str
    table: str
    un: str
    plusieurs: str
    tous: str
    types: tuple[TypePiece, ...]
    colonnes: tuple[Colonne, ...]
    etats: tuple[EtatPiece, ...]
    gestes: tuple[str, ...]
    vide: str
    nouveau: str = ""
    a_payer: bool = True
    """False for the bons de livraison: they hold no money."""


COMMANDES = Genre(
    portee="commandes",
    titre="Liste des commandes",
    table="commandesTable",
    un="commande",
    plusieurs="commandes",
    tous="Toutes les commandes",
    types=(TypePiece.COMMANDE,),
    colonnes=(*COLONNES_COMMANDES, COLONNE_MENU),
    etats=(EtatPiece.EN_COURS, EtatPiece.ANNULEE),
    gestes=(
        "ouvrir",
        "acompte",
        "facturer",
        "livrer",
        "annulation_acompte",
        "historique",
        "document",
        "annuler",
    ),
    vide="Aucune commande.\nF3 en crée une.",
    nouveau="commande",
)

BONS_LIVRAISON = Genre(
    portee="bons_livraison",
    titre="Liste des bons de livraison",
    table="bonsLivraisonTable",
    un="bon de livraison",
    plusieurs="bons de livraison",
    tous="Tous les bons de livraison",
    types=(TypePiece.BON_LIVRAISON,),
    colonnes=(*COLONNES_BONS_LIVRAISON, COLONNE_MENU),
    etats=(EtatPiece.EN_COURS, EtatPiece.ANNULEE),
    gestes=("ouvrir", "facturer", "annulation_acompte", "historique", "document", "annuler"),
    vide="Aucun bon de livraison.\nIl se fait depuis la liste des commandes : menu de la ligne, Livrer.",
    a_payer=False,
)

FACTURES = Genre(
    portee="factures",
    titre="Liste des factures",
    table="facturesTable",
    un="pièce",
    plusieurs="pièces",
    tous="Factures, factures d'acompte, avoirs et tickets",
    types=TYPES_DES_FACTURES,
    colonnes=(*COLONNES_FACTURES, COLONNE_MENU),
    etats=(EtatPiece.BROUILLON, EtatPiece.VALIDEE, EtatPiece.SUPPRIMEE),
    gestes=(
        "ouvrir",
        "acompte",
        "valider",
        "avoir",
        "annulation_acompte",
        "historique",
        "document",
        "annuler",
    ),
    vide="Aucune facture.\nF3 en crée une ; une commande se facture depuis le menu de sa ligne.",
    nouveau="facture",
)


@dataclass(frozen=True, slots=True)
class Filtre:
    """What is typed and chosen above the list, as text."""

    texte: str = ""
    type: TypePiece | None = None
    etat: EtatPiece | None = None
    statut: StatutPaiement | None = None
    du: str = ""
    au: str = ""

    @property
    def vide(self) -> bool:
        """True when nothing narrows the list."""
        return self == Filtre()

    def criteres(self, genre: Genre) -> CriterePieces:
        """Return the question; raises ``date_invalide`` with ``champ`` ``du`` or ``au``."""
        types = genre.types if self.type is None else (self.type,)
        if self.statut is not None and self.type is None:  # an avoir owes nothing, hence is not « soldé »
            types = tuple(filter(payable, types))
        return CriterePieces(
            types=types,
            statut=self.statut,
            etat=self.etat,
            du=lire_date(self.du, champ="du") if self.du.strip() else None,
            au=lire_date(self.au, champ="au") if self.au.strip() else None,
            texte=self.texte.strip(),
        )

    def en_mots(self, genre: Genre) -> str:
        """Return the filter as the printed list says it."""
        criteres = self.criteres(genre)
        parties = [
            f"« {criteres.texte} »" if criteres.texte else "",
            self.type.libelle if self.type is not None else "",
            f"état : {self.etat.libelle.lower()}" if self.etat is not None else "",
            f"paiement : {self.statut.libelle.lower()}" if self.statut is not None else "",
            f"du {ecrire_date(criteres.du)}" if criteres.du is not None else "",
            f"au {ecrire_date(criteres.au)}" if criteres.au is not None else "",
        ]
        return ", ".join(filter(None, parties)) or genre.tous


def illisible(filtre: Filtre, genre: Genre) -> ErreurMetier | None:
    """Return the first unreadable criterion, None when the list can be read."""
    try:
        filtre.criteres(genre)
    except ErreurMetier as erreur:
        return erreur
    return None


@dataclass(frozen=True, slots=True)
class Pied:
    """The totals under the list, as shown; empty words for what the list has not."""

    nombre: str
    total: str
    regle: str
    reste: str


def pied(genre: Genre, totaux: TotauxPieces) -> Pied:
    """Return the totals over the whole filter, in euros."""
    mot = genre.un if totaux.nombre < 2 else genre.plusieurs
    regle = "Acomptes" if genre is COMMANDES else "Réglé"
    return Pied(
        nombre=f"{ecrire_code(totaux.nombre)} {mot}",
        total=f"Total TTC {ecrire_montant(totaux.total_ttc)} €",
        regle=f"{regle} {ecrire_montant(totaux.regle)} €" if genre.a_payer else "",
        reste=f"Solde dû {ecrire_montant(totaux.reste_du)} €" if genre.a_payer else "",
    )


def texte_vide(genre: Genre, filtre: Filtre) -> str:
    """Return what an empty list says to do."""
    return genre.vide if filtre.vide else "Rien ne correspond à ces filtres.\nF7 revient à la recherche ; videz-la."


def texte_de_l_acompte(genre: Genre, ligne: LignePiece | None) -> str:
    """Return how the action is called on this row: *Acompte*, or *Régler* on a validated pièce (manual 003)."""
    if genre is COMMANDES:
        return "Acompte"
    if ligne is None:
        return "Acompte / Régler"
    return "Régler" if ligne.etat is EtatPiece.VALIDEE else "Acompte"


@dataclass(frozen=True, slots=True)
class Choix:
    """What is chosen in the list, for ``empechement``."""

    ligne: LignePiece | None = None
    nombre: int = 0
    dernier_recu: str = ""


def empechement(genre: Genre, geste: str, choix: Choix) -> str:
    """Return why ``geste`` cannot be done on what is chosen; empty when it can (rights are seen elsewhere)."""
    if geste in ("exporter", "imprimer"):
        return "" if choix.nombre else _VIDE
    if geste == "recu":
        return "" if choix.dernier_recu else _SANS_RECU
    if geste != "menu" and geste not in genre.gestes:
        return ""
    if choix.ligne is None:
        return CHOISIR
    regle = _REGLES.get((genre.portee, geste)) or _REGLES.get(("", geste))
    return regle(choix.ligne) if regle is not None else ""


def _nom(ligne: LignePiece) -> str:
    return f"{ligne.type.libelle} {ligne.numero}"


def _morte(ligne: LignePiece) -> str:
    if ligne.etat is EtatPiece.SUPPRIMEE:
        return f"{_nom(ligne)} : brouillon supprimé."
    return f"{_nom(ligne)} : pièce annulée." if ligne.etat is EtatPiece.ANNULEE else ""


def _acompte(ligne: LignePiece) -> str:
    if not ligne.type.due:
        return f"{_nom(ligne)} ne se règle pas : choisissez la commande ou la facture."
    if morte := _morte(ligne):
        return morte
    return "" if ligne.reste_du > 0 else f"Rien ne reste dû sur {ligne.numero} ; {_SANS_PIECE}"


def _facturer(ligne: LignePiece) -> str:
    if morte := _morte(ligne):
        return morte
    return f"{_nom(ligne)} est entièrement facturée." if ligne.facture >= ligne.total_ttc else ""


def _valider(ligne: LignePiece) -> str:
    if morte := _morte(ligne):
        return morte
    return "" if ligne.etat is EtatPiece.BROUILLON else f"{_nom(ligne)} : pièce déjà validée."


def _avoir(ligne: LignePiece) -> str:
    if ligne.type not in (TypePiece.FACTURE, TypePiece.TICKET):
        return f"{_nom(ligne)} : un avoir se fait sur une facture ou un ticket."
    if morte := _morte(ligne):
        return morte
    if ligne.etat is EtatPiece.BROUILLON:
        return "Un brouillon n'a pas besoin d'avoir : modifiez-le (F6) ou supprimez-le (F4)."
    return ""


def _annulation_acompte(ligne: LignePiece) -> str:
    if not ligne.type.due:
        return f"{_nom(ligne)} ne porte pas d'acompte : choisissez la commande ou la facture qu'il paie."
    return "" if ligne.regle > 0 else f"Aucun règlement n'est imputé sur {ligne.numero}."


def _annuler_commande(ligne: LignePiece) -> str:
    if morte := _morte(ligne):
        return morte
    if ligne.facture >= ligne.total_ttc:
        return f"{_nom(ligne)} est entièrement facturée : émettez un avoir sur sa facture."
    return ""


def _supprimer_brouillon(ligne: LignePiece) -> str:
    if morte := _morte(ligne):
        return morte
    if ligne.etat is not EtatPiece.BROUILLON:
        return f"{_nom(ligne)} : une pièce validée ne se supprime pas. Émettez un avoir."
    return ""


_REGLES = {
    ("", "acompte"): _acompte,
    ("", "livrer"): _morte,
    ("", "valider"): _valider,
    ("", "avoir"): _avoir,
    ("", "annulation_acompte"): _annulation_acompte,
    ("commandes", "facturer"): _facturer,
    ("bons_livraison", "facturer"): _morte,
    ("bons_livraison", "annulation_acompte"): _morte,
    ("commandes", "annuler"): _annuler_commande,
    ("bons_livraison", "annuler"): _morte,
    ("factures", "annuler"): _supprimer_brouillon,
}
