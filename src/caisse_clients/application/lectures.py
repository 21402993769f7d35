"""What screens, documents and the command line may ask; each function takes a ``Lecteur`` (``Services.lire()``).

Results are frozen values that cross threads safely. Amounts are in centimes.
"""

from __future__ import annotations

from collections.abc import Collection

from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import (
    CritereClients,
    EtatCompte,
    FicheClient,
    LigneBalance,
    LigneClient,
    LigneHistorique,
    LigneJournal,
    LigneOperation,
    SoldesClient,
    VueCompte,
    VueEcriture,
    VueMotif,
    VueRecu,
)
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import lecture_clients, lecture_comptes, parametres
from caisse_clients.storage.engine import Lecteur
from caisse_clients.storage.lecture_clients import (
    cles_clients,
    lignes_clients,
    page_clients,
    soldes_clients,
)
from caisse_clients.storage.lecture_comptes import comptes
from caisse_clients.storage.lecture_grand_livre import (
    balance,
    ecritures_du_transfert,
    grand_livre,
    journal,
    lignes_du_transfert,
    operations,
)
from caisse_clients.storage.lecture_organismes import organismes

__all__ = [
    "CritereClients",
    "EtatCompte",
    "FicheClient",
    "Lecteur",
    "LigneBalance",
    "LigneClient",
    "LigneHistorique",
    "LigneJournal",
    "LigneOperation",
    "SoldesClient",
    "VueCompte",
    "VueEcriture",
    "VueMotif",
    "VueRecu",
    "balance",
    "cles_clients",
    "comptes",
    "comptes_du_client",
    "ecritures_du_transfert",
    "fiche_client",
    "grand_livre",
    "historique_client",
    "journal",
    "lignes_clients",
    "lignes_du_transfert",
    "motifs",
    "operations",
    "organismes",
    "page_clients",
    "postes",
    "recu",
    "soldes_clients",
    "stations",
    "utilisateurs",
    "valeurs_parametres",
]


def comptes_du_client(
    lecteur: Lecteur,
    client: int,
    etat: EtatCompte = EtatCompte.NON_SOLDES,
    types: Collection[TypeCompte] = frozenset(TypeCompte),
    numero: int | None = None,
) -> list[VueCompte]:
    """Return a client's accounts for the orange table, with their movements.

    ``numero``: that account is there too, even if ``etat`` or ``types`` would leave it out.
    """
    trouves = comptes(lecteur, client_code=client, etat=etat, types=types)
    if numero is not None and all(compte.numero != numero for compte in trouves):
        trouves += comptes(lecteur, client_code=client, numero=numero)
        trouves.sort(key=lambda compte: compte.numero)
    return trouves


def fiche_client(lecteur: Lecteur, code: int) -> FicheClient:
    """Return a card, an absorbed one too (``absorbe_par`` tells); raises ``client_inconnu``."""
    fiche = lecture_clients.fiche(lecteur, code)
    if fiche is None:
        raise ErreurMetier("client_inconnu", champ="client", client=code)
    return fiche


def historique_client(lecteur: Lecteur, code: int, limite: int = 500) -> list[LigneHistorique]:
    """Return the acts on a client, latest first."""
    return lecture_comptes.historique(lecteur, code, limite)


def recu(lecteur: Lecteur, ecriture: int) -> VueRecu:
    """Return what the receipt of an écriture says; raises ``ecriture_inconnue``."""
    trouve = lecture_comptes.recu(lecteur, ecriture)
    if trouve is None:
        raise ErreurMetier("ecriture_inconnue", champ="ecriture", ecriture=ecriture)
    return trouve


def motifs(lecteur: Lecteur, *, actifs: bool = True) -> list[VueMotif]:
    """Return the motifs, the default one first."""
    return [
        VueMotif(m.code, m.libelle, m.compte_debit, m.compte_credit, actif)
        for m, actif in parametres.lire_motifs(lecteur, actifs=actifs)
    ]


def valeurs_parametres(lecteur: Lecteur) -> dict[str, str]:
    """Return every setting by key, defaults included."""
    return parametres.lire_parametres(lecteur)


def utilisateurs(lecteur: Lecteur) -> list[dict[str, object]]:
    """Return the users (code, libelle, role, actif) by code, never their PIN."""
    return parametres.lire_table(lecteur, "utilisateur")


def stations(lecteur: Lecteur) -> list[dict[str, object]]:
    """Return the stations by code."""
    return parametres.lire_table(lecteur, "station")


def postes(lecteur: Lecteur) -> list[dict[str, object]]:
    """Return the posts by code."""
    return parametres.lire_table(lecteur, "poste")
