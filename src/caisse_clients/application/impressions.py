"""Papers of pièces and règlements: each printing is first counted as a sealed fact, as for the reçus (LEGAL §2).

``tirer_…`` counts and returns the paper; ``apercu_…`` returns it to look at, marked worthless, not counted.
"""

from __future__ import annotations

from caisse_clients.application import lectures, lectures_ventes
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.tirages import TirerPiece, TirerReglement
from caisse_clients.application.impressions_pieces import donnees_piece
from caisse_clients.application.impressions_reglements import donnees_reglement, donnees_saisies
from caisse_clients.application.recus import APERCU, sans_valeur_de
from caisse_clients.application.services import Services
from caisse_clients.documents.donnees_piece import FormatPiece
from caisse_clients.documents.donnees_recu import FormatRecu
from caisse_clients.documents.piece import rendre_piece
from caisse_clients.documents.recu_reglement import rendre_recu_reglement
from caisse_clients.domain.pieces import TypePiece


def tirer_piece(
    services: Services, numero: str, format_piece: FormatPiece | None = None, *, id_commande: str | None = None
) -> bytes:
    """Count one printing of a pièce and return it as PDF; from the second on it says DUPLICATA.

    A draft says BROUILLON and counts apart; a commande, which changes, is never a duplicata. A ticket comes out on the
    roll unless asked otherwise. The same ``id_commande`` again counts nothing. Raises ``piece_inconnue``,
    ``droit_manquant``, ``cle_absente``….
    """
    rang = int(services.executer(TirerPiece(numero), id_commande=id_commande).valeurs["rang"])
    return _piece(services, numero, format_piece, tirage=rang, sans_valeur=sans_valeur_de(services.base))


def apercu_piece(services: Services, numero: str, format_piece: FormatPiece | None = None) -> bytes:
    """Return the paper of a pièce to look at; raises ``piece_inconnue``."""
    return _piece(services, numero, format_piece, tirage=1, sans_valeur=sans_valeur_de(services.base) or APERCU)


def tirer_reglement(
    services: Services, numero: str, format_recu: FormatRecu = FormatRecu.A5, *, id_commande: str | None = None
) -> bytes:
    """Count one printing of the receipt of a règlement and return it as PDF; from the second on it says DUPLICATA.

    The same ``id_commande`` again counts nothing. Raises ``reglement_inconnu``, ``droit_manquant``, ``cle_absente``….
    """
    rang = int(services.executer(TirerReglement(numero), id_commande=id_commande).valeurs["rang"])
    return _reglement(services, numero, format_recu, tirage=rang, sans_valeur=sans_valeur_de(services.base))


def apercu_reglement(services: Services, numero: str, format_recu: FormatRecu = FormatRecu.A5) -> bytes:
    """Return the receipt of a règlement to look at; raises ``reglement_inconnu``."""
    return _reglement(services, numero, format_recu, tirage=1, sans_valeur=sans_valeur_de(services.base) or APERCU)


def apercu_reglement_saisi(
    services: Services, saisie: EnregistrerReglement, format_recu: FormatRecu = FormatRecu.A5
) -> bytes:
    """Return the receipt of a règlement not yet recorded, marked BROUILLON across the page; nothing is saved.

    Raises ``client_inconnu``, ``mode_inconnu``, ``devise_inconnue``, ``cours_manquant``, ``piece_inconnue``.
    """
    with services.lire() as lecteur:
        station = next((str(p["station"]) for p in lectures.postes(lecteur) if p["code"] == services.poste), "")
        donnees = donnees_saisies(
            lecteur,
            saisie,
            station=station,
            aujourd_hui=services.aujourd_hui(),
            sans_valeur=sans_valeur_de(services.base),
        )
    return rendre_recu_reglement(donnees, format_recu)


def _piece(
    services: Services, numero: str, format_piece: FormatPiece | None, *, tirage: int, sans_valeur: str
) -> bytes:
    with services.lire() as lecteur:
        donnees = donnees_piece(lecteur, lectures_ventes.piece(lecteur, numero), tirage=tirage, sans_valeur=sans_valeur)
    naturel = FormatPiece.TICKET if donnees.type is TypePiece.TICKET else FormatPiece.A4
    return rendre_piece(donnees, format_piece or naturel)


def _reglement(services: Services, numero: str, format_recu: FormatRecu, *, tirage: int, sans_valeur: str) -> bytes:
    with services.lire() as lecteur:
        donnees = donnees_reglement(
            lecteur, lectures_ventes.reglement(lecteur, numero), tirage=tirage, sans_valeur=sans_valeur
        )
    return rendre_recu_reglement(donnees, format_recu)
