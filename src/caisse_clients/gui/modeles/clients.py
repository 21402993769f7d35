"""The grid of clients: its columns, and how it is read."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.modeles.pagine import Lecture
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.application.lectures import CritereClients, LigneClient
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

COLONNES_CLIENTS = (
    Colonne("Code", lambda client: client.code, Format.CODE, 80),
    Colonne("Nom", lambda client: client.nom, largeur=220, elastique=True),
    Colonne("Prénom", lambda client: client.prenom, largeur=180, elastique=True),
    Colonne("Adresse", lambda client: client.adresse, largeur=260, elastique=True),
    Colonne("C.P.", lambda client: client.code_postal, largeur=72),
    Colonne("Ville", lambda client: client.ville, largeur=180, elastique=True),
)
"""The columns of manual 000, page 2."""


def lecture_clients(criteres: CritereClients) -> Lecture:
    """Return the question « which clients match » for a ``ModelePagine``; one key more than it shows, to say so."""

    def cles(services: Services, _suivi: Suivi) -> array[int]:
        from caisse_clients.application.lectures import cles_clients
        from caisse_clients.gui.modeles.pagine import ModelePagine

        with services.lire() as lecteur:
            return cles_clients(lecteur, criteres, ModelePagine.LIMITE + 1)

    def lignes(services: Services, codes: Sequence[int]) -> Sequence[LigneClient]:
        from caisse_clients.application.lectures import lignes_clients

        with services.lire() as lecteur:
            return lignes_clients(lecteur, codes)

    return Lecture(cles, lignes)


def libelle_client(client: LigneClient) -> str:
    """Write a client on one line: ``1 011 · ALBERT Pierre``."""
    return f"{ecrire_code(client.code)} · {client.nom} {client.prenom}".rstrip()
