"""What screens, documents and the command line may ask about sales; each function takes a ``Lecteur``.

Results are frozen values that cross threads safely. Amounts are in centimes unless their view says otherwise.
"""

from __future__ import annotations

from caisse_clients.domain.vues_ventes import VueArticle, VueBanque, VueMode, VueTaux
from caisse_clients.storage import reglages_ventes
from caisse_clients.storage.engine import Lecteur


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
