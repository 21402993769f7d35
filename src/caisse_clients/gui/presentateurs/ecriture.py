"""What the dialog of an écriture shows and permits, decided without Qt: balance, errors, the command to run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.application.lectures import comptes
from caisse_clients.domain.comptes import TypeCompte, mouvement
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    ecrire_code,
    ecrire_date,
    ecrire_montant,
    lire_date,
    lire_montant,
    lire_montant_contrat,
)

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.application.session import Approbation

FLECHE = "→"


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What the dialog is opened on. ``numero`` and ``solde`` are None for an account to be made."""

    client: int
    nom_client: str
    type: TypeCompte
    aujourd_hui: dt.date
    motifs: tuple[tuple[str, str], ...]
    numero: int | None = None
    solde: int | None = None
    a_solder: bool = False
    organismes: tuple[str, ...] = ()

    @property
    def titre_du_compte(self) -> str:
        """Return ``Acompte numéro 266``; the number stays blank until the account exists."""
        return f"{self.type.libelle} numéro {'' if self.numero is None else ecrire_code(self.numero)}".rstrip()


@dataclass(frozen=True, slots=True)
class Saisie:
    """What is typed, as text."""

    date: str = ""
    entree: str = ""
    sortie: str = ""
    motif: str = ""
    beneficiaire: str = ""
    commentaire: str = ""
    organisme: str = ""
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class Montants:
    """A saisie that can be sent: exactly one of ``entree`` and ``sortie`` is set."""

    date: dt.date
    entree: Centimes | None
    sortie: Centimes | None


def saisie_initiale(ouverture: Ouverture) -> Saisie:
    """Return the form as it opens: today, and the balance as sortie when the account is to be settled."""
    return Saisie(
        date=ecrire_date(ouverture.aujourd_hui),
        sortie=ecrire_montant(ouverture.solde) if ouverture.a_solder and ouverture.solde else "",
        motif=ouverture.motifs[0][0] if ouverture.motifs else "",
    )


def lire(saisie: Saisie) -> Montants:
    """Read the saisie; raises ``date_invalide``, ``montant_invalide`` or ``entree_ou_sortie`` with its ``champ``."""
    entree, sortie = _montant(saisie.entree, "entree"), _montant(saisie.sortie, "sortie")
    mouvement(entree, sortie)
    date = lire_date(saisie.date, champ="date")
    return Montants(date, entree or None, sortie or None)


def texte_du_solde(ouverture: Ouverture, saisie: Saisie) -> str:
    """Return the balance, ``before → after`` once an amount can be read; blank for an account to be made."""
    if ouverture.solde is None:
        return ""
    avant = ecrire_montant(ouverture.solde)
    try:
        effet = (_montant(saisie.entree, "entree") or 0) - (_montant(saisie.sortie, "sortie") or 0)
    except ErreurMetier:
        return avant
    if not effet:
        return avant
    # Never a bare sign: a balance that cannot be is said in a word (and in red).
    apres = ouverture.solde + effet
    return f"{avant} {FLECHE} {ecrire_montant(apres) if apres >= 0 else 'insuffisant'}"


def devient_negatif(ouverture: Ouverture, saisie: Saisie) -> bool:
    """Tell whether the balance shown would go below zero, so that it is marked before F2."""
    try:
        effet = (_montant(saisie.entree, "entree") or 0) - (_montant(saisie.sortie, "sortie") or 0)
    except ErreurMetier:
        return False
    return (ouverture.solde or 0) + effet < 0 and ouverture.solde is not None


def commande(ouverture: Ouverture, saisie: Saisie, montants: Montants) -> CreerCompte | SaisirEcriture | SolderCompte:
    """Return the command that F2 sends; settling with another amount than the balance is an ordinary écriture."""
    precisions: dict[str, Any] = {
        "date": montants.date,
        "motif": saisie.motif,
        "beneficiaire": saisie.beneficiaire,
        "commentaire": saisie.commentaire,
    }
    if ouverture.numero is None:
        if montants.entree is None:
            raise ErreurMetier("entree_ou_sortie", champ="entree", entree=0, sortie=montants.sortie)
        if ouverture.type is TypeCompte.ORGANISME_CREDIT:
            precisions |= {"organisme": saisie.organisme.strip(), "dossier": saisie.dossier.strip()}
        return CreerCompte(ouverture.client, ouverture.type, montants.entree, **precisions)
    if ouverture.a_solder and montants.sortie == ouverture.solde:
        return SolderCompte(ouverture.numero, **precisions)
    return SaisirEcriture(ouverture.numero, montants.entree, montants.sortie, **precisions)


def travail(
    ouverture: Ouverture,
    envoyee: CreerCompte | SaisirEcriture | SolderCompte,
    id_commande: str,
    confirmations: frozenset[str],
) -> Callable[[Services, Approbation | None], Resultat]:
    """Return the job that runs the command of F2, for the writer thread.

    Settling moves the balance of the moment it is written; the user has seen another moment's. When they differ
    (another poste wrote meanwhile) the job refuses with ``solde_change`` rather than pay out an unseen amount.
    """

    def faire(services: Services, approbation: Approbation | None) -> Resultat:
        if isinstance(envoyee, SolderCompte):
            with services.lire() as lecteur:
                (vue,) = comptes(lecteur, numero=envoyee.compte)
            if vue.solde not in (0, ouverture.solde):
                raise ErreurMetier("solde_change", champ="sortie", compte=vue.numero, solde=vue.solde)
        return services.executer(envoyee, id_commande=id_commande, confirmations=confirmations, approbation=approbation)

    return faire


def compte_rendu(ouverture: Ouverture, numero: int, montants: Montants, solde: str) -> str:
    """Return the status line after a success; ``solde`` is the result's, as the contract writes it."""
    nom = f"{ouverture.type.libelle} n° {ecrire_code(numero)}"
    if ouverture.numero is None:
        return f"{nom} ouvert pour {ouverture.nom_client} : entrée de {ecrire_montant(montants.entree or 0)} €."
    sens, montant = ("entrée", montants.entree) if montants.entree else ("sortie", montants.sortie)
    reste = lire_montant_contrat(solde)
    suite = f"solde {ecrire_montant(reste)} €" if reste else "le compte est soldé"
    return f"{nom} : {sens} de {ecrire_montant(montant or 0)} € enregistrée, {suite}."


def _montant(texte: str, champ: str) -> Centimes | None:
    return lire_montant(texte, champ=champ) if texte.strip() else None
