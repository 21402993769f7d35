"""What an avoir does before its excess is the client's: it lowers what comptes still owe of the pièce (DOMAIN §2).

A pièce put on a compte crédit, taken over by an organisme or written off was settled without money: an avoir gives
back what was received, never that.
"""

from __future__ import annotations

from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.application.ventes.sources import Source, cible_compte, compte_de
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_montant_contrat
from caisse_clients.storage import mises_en_compte as stock
from caisse_clients.storage.pieces import Piece


def reduire(cadre: Cadre, source: Source, p: Piece) -> Source:
    """Take off with an avoir on ``p`` what comptes crédit and organismes still owe of it; return what it leaves.

    Raises ``ecart_a_retirer`` when more than a small difference of ``p`` was written off: that gives no credit.
    """
    if source.devise == EURO:
        for mise in stock.mises_en_compte(cadre.tx.connexion, p.id):
            part = min(mise.a_reduire, source.reste_devise)
            if part > 0:
                cible = cible_compte(compte_de(cadre, mise.compte, champ="piece"))
                source = moteur.imputer(cadre, source, cible, part, MotifImputation.AVOIR).source
    ecarts = stock.ecarts(cadre.tx.connexion, p.id)
    if source.reste > 0 and ecarts > lire_montant_contrat(cadre.reglages["limite_ecart"]):
        raise ErreurMetier("ecart_a_retirer", champ="piece", piece=p.numero, montant=ecarts)
    return source
