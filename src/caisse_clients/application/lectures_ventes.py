"""What screens, documents and the command line may ask about sales; each function takes a ``Lecteur``.

Results are frozen values that cross threads safely. Amounts are in centimes unless their view says otherwise.
"""

from __future__ import annotations

from caisse_clients.domain import reglements as regles
from caisse_clients.domain.reglements import Proposition
from caisse_clients.domain.vues_ventes import (
    LigneDisponible,
    LigneDue,
    LigneHistoriquePiece,
    PieceJointe,
    VueArticle,
    VueBanque,
    VueImputation,
    VueMode,
    VuePiece,
    VueReglement,
    VueTaux,
)
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import (
    dus as stock_dus,
)
from caisse_clients.storage import (
    fichiers,
    lecture_historique_pieces,
    lecture_imputations,
    lecture_pieces,
    lecture_reglements,
    reglages_ventes,
)
from caisse_clients.storage.engine import Lecteur
from caisse_clients.storage.lecture_historique_pieces import historique as historique_par_id
from caisse_clients.storage.lecture_imputations import du_reglement as imputations_du_reglement
from caisse_clients.storage.lecture_pieces import cles_pieces, lignes_pieces, page_pieces, totaux_pieces
from caisse_clients.storage.lecture_pieces_detaillees import echeances_pieces, montants_pieces
from caisse_clients.storage.lecture_reglements import (
    cles_reglements,
    lignes_reglements,
    page_reglements,
    totaux_reglements,
)

__all__ = [
    "articles",
    "banques",
    "cles_pieces",
    "cles_reglements",
    "disponibles",
    "dus",
    "echeances_pieces",
    "fichier_joint",
    "historique_par_id",
    "historique_piece",
    "imputations_du_client",
    "imputations_du_reglement",
    "lignes_pieces",
    "lignes_reglements",
    "modes",
    "montants_pieces",
    "page_pieces",
    "page_reglements",
    "piece",
    "propositions",
    "reglement",
    "taux_tva",
    "totaux_pieces",
    "totaux_reglements",
]


def piece(lecteur: Lecteur, numero: str) -> VuePiece:
    """Return a whole pièce by any number it had (``BR-n`` too); raises ``piece_inconnue``."""
    propre = numero.strip().upper()
    trouvee = None if "\0" in propre else lecture_pieces.piece_par_numero(lecteur, propre)
    if trouvee is None:
        raise ErreurMetier("piece_inconnue", champ="piece", piece=numero[:40])
    return trouvee


def historique_piece(lecteur: Lecteur, numero: str) -> list[LigneHistoriquePiece]:
    """Return the acts on a pièce, latest first, slides and reversals in plain words; raises ``piece_inconnue``."""
    return lecture_historique_pieces.historique(lecteur, piece(lecteur, numero).id)


def reglement(lecteur: Lecteur, numero: str) -> VueReglement:
    """Return a whole règlement by its RC; raises ``reglement_inconnu``."""
    propre = numero.strip().upper()
    trouve = None if "\0" in propre else lecture_reglements.reglement_par_numero(lecteur, propre)
    if trouve is None:
        raise ErreurMetier("reglement_inconnu", champ="reglement", reglement=numero[:40])
    return trouve


def dus(lecteur: Lecteur, client: int) -> list[LigneDue]:
    """Return all that a client owes, oldest échéance first: the left column of the imputation."""
    return stock_dus.dus(lecteur, client)


def disponibles(lecteur: Lecteur, client: int) -> list[LigneDisponible]:
    """Return every disponible of a client, oldest first: the right column."""
    return stock_dus.disponibles(lecteur, client)


def propositions(lecteur: Lecteur, client: int, *, exact: bool = True) -> list[Proposition]:
    """Return the automatic proposal for a client: exact matches first (unless ``exact`` is False), then oldest."""
    return regles.proposer(
        [stock_dus.en_du(ligne) for ligne in stock_dus.dus(lecteur, client)],
        [stock_dus.en_disponible(ligne) for ligne in stock_dus.disponibles(lecteur, client)],
        exact=exact,
    )


def imputations_du_client(lecteur: Lecteur, client: int) -> list[VueImputation]:
    """Return the imputations in force of a client, oldest first."""
    return lecture_imputations.du_client(lecteur, client)


def fichier_joint(lecteur: Lecteur, identifiant: int) -> tuple[PieceJointe, bytes]:
    """Return a supporting file and its content; raises as ``storage.fichiers.lire``."""
    return fichiers.lire(lecteur, identifiant)


def modes(lecteur: Lecteur, *, actifs: bool = True) -> list[VueMode]:
    """Return the modes de règlement, those of the program first; ``actifs`` False: those no longer used too."""
    return reglages_ventes.lire_modes(lecteur, actifs=actifs)


def banques(lecteur: Lecteur, *, actifs: bool = True) -> list[VueBanque]:
    """Return the bank accounts of the shop by code."""
    return reglages_ventes.lire_banques(lecteur, actifs=actifs)


def taux_tva(lecteur: Lecteur, *, actifs: bool = True) -> list[VueTaux]:
    """Return the VAT rates, highest first."""
    return reglages_ventes.lire_taux(lecteur, actifs=actifs)


def articles(lecteur: Lecteur, *, actifs: bool = True) -> list[VueArticle]:
    """Return the articles by code."""
    return reglages_ventes.lire_articles(lecteur, actifs=actifs)
