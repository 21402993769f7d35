"""What a screen may ask before it gives an avoir: on which factures of a client, and how much each may still give."""

from __future__ import annotations

from caisse_clients.application import lectures
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.vues_ventes import CriterePieces, FactureACrediter
from caisse_clients.storage import lecture_pieces
from caisse_clients.storage.engine import Lecteur
from caisse_clients.storage.mises_en_compte import a_reduire

FACTURES_PROPOSEES = 200
_LUES = 5 * FACTURES_PROPOSEES


def factures_a_crediter(lecteur: Lecteur, client: int) -> list[FactureACrediter]:
    """Return the validated factures in euros of a client on which an avoir may still be given, latest first.

    At most ``FACTURES_PROPOSEES``, among the last thousand pièces; raises ``client_inconnu``.
    """
    fiche = lectures.fiche_client(lecteur, client)
    types = (TypePiece.FACTURE, TypePiece.TICKET, TypePiece.AVOIR)
    criteres = CriterePieces(types=types, client=fiche.absorbe_par or client, etat=EtatPiece.VALIDEE)
    lues = lecture_pieces.page_pieces(lecteur, criteres, None, _LUES)
    annules = {x.origine for x in lues if x.type is not TypePiece.AVOIR}  # a facture that has an avoir for origin
    credites: dict[str, int] = {}
    for x in lues:
        if x.type is TypePiece.AVOIR and x.origine and x.numero not in annules:
            credites[x.origine] = credites.get(x.origine, 0) + x.total_ttc
    avoirs = {x.numero for x in lues if x.type is TypePiece.AVOIR}
    trouvees = [
        (x, x.total_ttc - credites.get(x.numero, 0))
        for x in lues
        if x.type is not TypePiece.AVOIR and x.devise == EURO and x.origine not in avoirs
    ]
    a_crediter = [(x, plafond) for x, plafond in trouvees if plafond > 0][:FACTURES_PROPOSEES]
    en_compte = a_reduire(lecteur, [x.id for x, _ in a_crediter])
    return [
        FactureACrediter(x.numero, x.date, x.total_ttc, plafond, x.reste_du, x.origine, en_compte.get(x.id, 0))
        for x, plafond in a_crediter
    ]
