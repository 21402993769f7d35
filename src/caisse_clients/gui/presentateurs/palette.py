"""What Ctrl+K finds in the base: clients, pièces and règlements by any part of their number. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.vues_ventes import CriterePieces, CritereReglements, LignePiece, LigneReglement
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

if TYPE_CHECKING:
    from caisse_clients.application.lectures import Lecteur, LigneClient
    from caisse_clients.application.services import Services

CLIENTS_MONTRES = 12
CLIENTS_PARMI_DES_NUMEROS = 4
PIECES_MONTREES = 8
_CHIFFRES_D_UN_NUMERO = 5
_ICONES = {TypePiece.COMMANDE: "commande", TypePiece.BON_LIVRAISON: "livraison"}


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Something found: its words, and the screen that shows it with its parameters."""

    texte: str
    ecran: str
    parametres: dict[str, object] = field(hash=False)
    icone: str


def chercher(services: Services, texte: str) -> tuple[Trouvaille, ...]:
    """Return the first things that match, clients first; runs in a reader thread, in one snapshot.

    Pièces and règlements are looked for only when a figure is typed: a name leads to its client.
    """
    with services.lire() as lecteur:
        if not any(lettre.isdigit() for lettre in texte):
            return _clients(lecteur, texte, CLIENTS_MONTRES)
        clients = _clients(lecteur, texte, CLIENTS_PARMI_DES_NUMEROS)
        return clients + _pieces(lecteur, texte) + _reglements(lecteur, texte)


def parties_de_numero(texte: str) -> tuple[str, ...]:
    """Return what to look for in numbers, best first: ``12`` is first the n° 00012 of any series."""
    propre = texte.strip()
    if propre.isdecimal() and len(propre) < _CHIFFRES_D_UN_NUMERO:
        return (f"-{int(propre):0{_CHIFFRES_D_UN_NUMERO}d}", propre)
    return (propre,)


def _clients(lecteur: Lecteur, texte: str, limite: int) -> tuple[Trouvaille, ...]:
    from caisse_clients.application.lectures import CritereClients, cles_clients, lignes_clients

    codes = cles_clients(lecteur, CritereClients(texte=texte), limite=limite)
    return tuple(_client(ligne) for ligne in lignes_clients(lecteur, codes))


def _pieces(lecteur: Lecteur, texte: str) -> tuple[Trouvaille, ...]:
    from caisse_clients.application.lectures_ventes import cles_pieces, lignes_pieces

    ids: list[int] = []
    for partie in parties_de_numero(texte):
        _completer(ids, cles_pieces(lecteur, CriterePieces(texte=partie), PIECES_MONTREES))
    return tuple(_piece(ligne) for ligne in lignes_pieces(lecteur, ids))


def _reglements(lecteur: Lecteur, texte: str) -> tuple[Trouvaille, ...]:
    from caisse_clients.application.lectures_ventes import cles_reglements, lignes_reglements

    ids: list[int] = []
    for partie in parties_de_numero(texte):
        _completer(ids, cles_reglements(lecteur, CritereReglements(texte=partie), PIECES_MONTREES))
    return tuple(_reglement(ligne) for ligne in lignes_reglements(lecteur, ids))


def _completer(ids: list[int], trouves: Sequence[int]) -> None:
    """Add what is new, up to what the palette shows of one kind."""
    ids += [identifiant for identifiant in trouves if identifiant not in ids][: PIECES_MONTREES - len(ids)]


def _client(ligne: LigneClient) -> Trouvaille:
    parties = (f"{ligne.nom} {ligne.prenom}".strip(), ecrire_code(ligne.code), ligne.ville)
    return Trouvaille(_joindre(parties), "fiche_client", {"client": ligne.code}, "client")


def _piece(ligne: LignePiece) -> Trouvaille:
    etat = "" if ligne.etat in (EtatPiece.VALIDEE, EtatPiece.EN_COURS) else ligne.etat.libelle.lower()
    reste = f"reste {ecrire_montant(ligne.reste_du)} €" if ligne.type.due and ligne.reste_du else ""
    parties = (ligne.numero, ligne.client_nom, f"{ecrire_montant(ligne.total_ttc)} €", reste, etat)
    return Trouvaille(_joindre(parties), "piece", {"piece": ligne.numero}, _ICONES.get(ligne.type, "facture"))


def _reglement(ligne: LigneReglement) -> Trouvaille:
    montant = f"{ecrire_montant(ligne.sens * ligne.montant)} €"
    parties = (ligne.numero, ligne.client_nom, f"{ligne.mode_libelle} {montant}", ecrire_date(ligne.date))
    return Trouvaille(_joindre(parties), "reglements", {"reglement": ligne.numero}, "acompte")


def _joindre(parties: Sequence[str]) -> str:
    return "   ".join(filter(None, parties))
