"""The écriture of a sale, and the end of every command of the sales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caisse_clients.application.ventes import exigibilite, lettrer, suivre
from caisse_clients.application.ventes.cadre import Cadre, ecrire
from caisse_clients.application.ventes.suivre import Part
from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.storage.exigibilites import Attente


def comptabiliser(cadre: Cadre, ligne: Mapping[str, Any], numero: str, parts: Sequence[Part]) -> int:
    """Write the sale of a facture or a ticket (its row) in the journal of sales; return the écriture.

    A ticket is paid at once: the VAT of its services does not wait.
    """
    vente = suivre.vente_en_euros(cadre, ligne, parts)
    attentes: list[Attente] = []
    if ligne["type"] != TypePiece.TICKET.value:
        vente, attentes = exigibilite.mettre_en_attente(cadre, parts, vente)
    ecriture = ecrire(
        cadre,
        suivre.en_devise(schemas.facture(cadre.compte_client, ligne["client"], vente), ligne),
        f"{TypePiece(ligne['type']).libelle} {numero}",
        OrigineEcriture.VENTE,
        journal=cadre.reglages["journal.ventes"],
    )
    exigibilite.noter_la_vente(cadre, ligne, attentes, ecriture)
    return ecriture


def conclure(cadre: Cadre) -> None:
    """End a command: the VAT that its payments made due, then the letters of what it touched."""
    exigibilite.ajuster(cadre)
    lettrer.lettrer(cadre)
