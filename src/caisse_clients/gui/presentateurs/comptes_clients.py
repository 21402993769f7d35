"""What the screen *Comptes clients* shows and permits, decided without Qt (EXAMPLES 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.lectures import comptes_du_client, lignes_clients, soldes_clients
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import CritereClients, EtatCompte, SoldesClient, VueCompte, VueEcriture
from caisse_clients.gui import catalogue
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, lire_code

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

CleLigne = tuple[int, int]
"""Key of a row of the orange table: account number, écriture."""

EPURATION_IMPOSSIBLE = (
    "Épuration pas encore disponible : elle demande des exercices clôturés, que cette version ne fait pas encore."
)
_CHOISIR_CLIENT = "Choisissez d'abord un client dans la liste."
_CHOISIR_COMPTE = "Choisissez d'abord un compte dans le tableau orange."
_CHOISIR_ECRITURE = "Choisissez d'abord une écriture dans le tableau orange."
_EN_LECTURE = "Les comptes de ce client sont en cours de lecture."


@dataclass(frozen=True, slots=True)
class Recherche:
    """What is typed and ticked, as text."""

    numero_compte: str = ""
    code: str = ""
    nom: str = ""
    prenom: str = ""
    etat: EtatCompte = EtatCompte.NON_SOLDES
    types: frozenset[TypeCompte] = frozenset(TypeCompte)

    @property
    def vide(self) -> bool:
        """True when nothing narrows the clients."""
        return not any(t.strip() for t in (self.numero_compte, self.code, self.nom, self.prenom))

    def criteres(self) -> CritereClients:
        """Return the search of clients; raises ``code_invalide`` with ``champ`` ``numero_compte`` or ``code``."""
        return CritereClients(
            code=_lire(self.code, "code"),
            nom=self.nom.strip(),
            prenom=self.prenom.strip(),
            numero_compte=self.numero(),
        )

    def numero(self) -> int | None:
        """Return the account number typed; raises ``code_invalide``."""
        return _lire(self.numero_compte, "numero_compte")


@dataclass(frozen=True, slots=True)
class LigneOrange:
    """One row of the orange table: an écriture, and its account on the account's first row."""

    compte: VueCompte
    ecriture: VueEcriture
    premiere: bool

    @property
    def cle(self) -> CleLigne:
        """Key by which the row stays chosen over a reload."""
        return (self.compte.numero, self.ecriture.ecriture)

    @property
    def numero(self) -> int | None:
        """Account number, on its first row only."""
        return self.compte.numero if self.premiere else None

    @property
    def type(self) -> str | None:
        """Account type, on its first row only."""
        return self.compte.type.libelle if self.premiere else None

    @property
    def solde(self) -> int | None:
        """Account balance, on its first row only."""
        return self.compte.solde if self.premiere else None

    @property
    def date(self) -> dt.date:
        """Date of the écriture."""
        return self.ecriture.date

    @property
    def entree(self) -> int | None:
        """Amount in, None rather than zero: the cell stays blank."""
        return self.ecriture.entree or None

    @property
    def sortie(self) -> int | None:
        """Amount out, None rather than zero."""
        return self.ecriture.sortie or None

    @property
    def beneficiaire(self) -> str:
        """Beneficiary, and what the écriture undoes or is undone by."""
        return " · ".join(filter(None, (self.ecriture.beneficiaire, mention(self.ecriture))))


@dataclass(frozen=True, slots=True)
class ComptesLus:
    """Answer of one reading: the accounts of a client as filtered, and what he and the shop owe each other."""

    client: int
    nom: str
    lignes: tuple[LigneOrange, ...]
    soldes: SoldesClient
    annonce: str = ""


def lire_comptes(services: Services, client: int, recherche: Recherche) -> ComptesLus:
    """Read what the orange table shows of ``client``; runs in a reader thread, in one snapshot."""
    numero = recherche.numero()
    with services.lire() as lecteur:
        fiches = lignes_clients(lecteur, [client])
        comptes = comptes_du_client(lecteur, client, recherche.etat, recherche.types, numero)
        soldes = soldes_clients(lecteur, [client])[client]
    nom = f"{fiches[0].nom} {fiches[0].prenom}".strip() if fiches else ""
    annonce = annonce_du_compte(numero, comptes, recherche)
    return ComptesLus(client, nom, lignes_orange(comptes), soldes, annonce)


def lignes_orange(comptes: Iterable[VueCompte]) -> tuple[LigneOrange, ...]:
    """Lay accounts as the manual's picture does: one row per écriture."""
    return tuple(
        LigneOrange(compte, ecriture, premiere=rang == 0)
        for compte in comptes
        for rang, ecriture in enumerate(compte.ecritures)
    )


def seul_compte(lignes: Sequence[LigneOrange]) -> CleLigne | None:
    """Return the first row when they are all of one account, which nobody then has to choose; else None."""
    return lignes[0].cle if lignes and len({ligne.compte.numero for ligne in lignes}) == 1 else None


def mention(ecriture: VueEcriture) -> str:
    """Return *annule n°…* / *annulée par n°…*, empty for an ordinary écriture."""
    if ecriture.annule is not None:
        return f"annule n° {ecrire_code(ecriture.annule)}"
    if ecriture.annulee_par is not None:
        return f"annulée par n° {ecrire_code(ecriture.annulee_par)}"
    return ""


def commentaire(ligne: LigneOrange | None) -> str:
    """Return what the comment pane shows of the chosen écriture: its comment, then motif and correction."""
    if ligne is None:
        return ""
    ecriture = ligne.ecriture
    precisions = [f"Écriture n° {ecrire_code(ecriture.ecriture)}", ecriture.motif, mention(ecriture)]
    if ecriture.raison:
        precisions.append(f"raison : {ecriture.raison}")
    suite = " · ".join(filter(None, precisions))
    return f"{ecriture.commentaire}\n{suite}" if ecriture.commentaire else suite


def annonce_du_compte(numero: int | None, comptes: Sequence[VueCompte], recherche: Recherche) -> str:
    """Say why an account asked for by its number is shown although state or types would hide it."""
    compte = next((c for c in comptes if c.numero == numero), None)
    if compte is None:
        return ""
    nom = f"{compte.type.libelle} n° {ecrire_code(compte.numero)}"
    if compte.solde == 0 and recherche.etat is EtatCompte.NON_SOLDES:
        return f"{nom} est soldé : il est montré parce que vous avez demandé son numéro."
    if compte.solde != 0 and recherche.etat is EtatCompte.SOLDES:
        return f"{nom} n'est pas soldé : il est montré parce que vous avez demandé son numéro."
    if compte.type not in recherche.types:
        return f"{nom} est montré parce que vous avez demandé son numéro, bien que son type ne soit pas coché."
    return ""


def texte_des_soldes(soldes: SoldesClient) -> str:
    """Return the client's balance in the only two ways it is ever shown (DOMAIN §1)."""
    parties = []
    if soldes.disponible:
        parties.append(f"En faveur du client : {ecrire_montant(soldes.disponible)} €")
    if soldes.solde_du:
        parties.append(f"Dû par le client : {ecrire_montant(soldes.solde_du)} €")
    return "     ".join(parties)


def nombre_de_clients(nombre: int) -> str:
    """Return how many clients are listed, in words."""
    if nombre == 0:
        return ""
    return "1 client" if nombre == 1 else f"{ecrire_code(nombre)} clients"


def clients_vides(recherche: Recherche) -> str:
    """Return what an empty list of clients says to do."""
    if recherche.vide:
        importer = catalogue.action("ouvrir_import_clients").chemin
        return (
            f"Aucun client dans la base. Reprenez ceux de votre ancien logiciel ({importer}) "
            f"ou créez-en un ({_chemin_de_creation()})."
        )
    if recherche.numero_compte.strip():
        return f"Aucun compte n° {recherche.numero_compte.strip()} chez un client qui corresponde : vérifiez le numéro."
    return f"Aucun client ne correspond : essayez avec moins de lettres, ou créez-le ({_chemin_de_creation()})."


def _chemin_de_creation() -> str:
    creation = catalogue.action("ouvrir_fiche_client")
    return f"{creation.chemin}, {catalogue.touche(creation.raccourci)}"


def comptes_vides(nom: str, recherche: Recherche) -> str:
    """Return what an empty orange table says to do."""
    if not nom:
        return "Choisissez un client : ses comptes s'affichent ici."
    if not recherche.types:
        return "Aucun type de compte n'est coché : cochez-en au moins un dans la recherche."
    etats = {EtatCompte.NON_SOLDES: "non soldé", EtatCompte.SOLDES: "soldé"}
    quoi = " ".join(filter(None, ("aucun compte", etats.get(recherche.etat, ""))))
    ailleurs = "" if recherche.etat is EtatCompte.TOUS else " « Tous » (Alt+T) montre aussi les autres."
    types = "" if len(recherche.types) == len(TypeCompte) else " de ce type"
    return f"{nom} n'a {quoi}{types}. F3 ouvre un compte.{ailleurs}"


def empechement(
    action: str, *, client: int | None, ligne: LigneOrange | None, en_lecture: bool, dernier_recu: int | None
) -> str:
    """Return why ``action`` cannot be done on what is chosen; empty when it can (rights are seen elsewhere)."""
    if action == "epurer":
        return EPURATION_IMPOSSIBLE
    if action in ("nouveau_compte", "voir_fiche"):
        return "" if client is not None else _CHOISIR_CLIENT
    if action not in _SUR_UNE_LIGNE or (action == "recu" and ligne is None and dernier_recu is not None):
        return ""
    if en_lecture:
        return _EN_LECTURE
    if ligne is None:
        return _CHOISIR_CLIENT if client is None else _SUR_UNE_LIGNE[action]
    return _empechement_sur(action, ligne)


_SUR_UNE_LIGNE = {
    "nouvelle_ecriture": _CHOISIR_COMPTE,
    "solder": _CHOISIR_COMPTE,
    "contrepasser": _CHOISIR_ECRITURE,
    "recu": _CHOISIR_ECRITURE,
    "exporter_comptes": _CHOISIR_COMPTE,
}


def _empechement_sur(action: str, ligne: LigneOrange) -> str:
    if action == "solder" and ligne.compte.solde == 0:
        return f"Le compte n° {ecrire_code(ligne.compte.numero)} est déjà soldé."
    return _empechement_de_contrepasser(ligne.ecriture) if action == "contrepasser" else ""


def _empechement_de_contrepasser(ecriture: VueEcriture) -> str:
    numero = ecrire_code(ecriture.ecriture)
    if ecriture.annulee_par is not None:
        return f"L'écriture n° {numero} est déjà annulée par la n° {ecrire_code(ecriture.annulee_par)}."
    if ecriture.annule is not None:
        return f"L'écriture n° {numero} est elle-même une annulation : saisissez une nouvelle écriture (F6)."
    if not ecriture.contrepassable:
        return f"L'écriture n° {numero} vient d'une autre opération : annulez cette opération-là."
    return ""


def resume(ligne: LigneOrange) -> str:
    """Return the écriture in one line, for the dialog that undoes it."""
    sens, montant = ("Entrée", ligne.entree) if ligne.entree else ("Sortie", ligne.sortie)
    return (
        f"{sens} de {ecrire_montant(montant or 0)} € du {ecrire_date(ligne.date)}, "
        f"{ligne.compte.type.libelle.lower()} n° {ecrire_code(ligne.compte.numero)}"
    )


def _lire(texte: str, champ: str) -> int | None:
    return lire_code(texte, champ=champ) if texte.strip() else None


def illisible(recherche: Recherche) -> ErreurMetier | None:
    """Return the first unreadable criterion, None when the search can be made."""
    try:
        recherche.criteres()
    except ErreurMetier as erreur:
        return erreur
    return None
