"""How the lists of pièces are read: keys, then pages of rows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from caisse_clients.gui.modeles.pagine import Lecture

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_ventes import CriterePieces, LignePiece
    from caisse_clients.kernel.suivi import Suivi


def lecture_pieces(criteres: CriterePieces) -> Lecture:
    """Return the question « which pièces match » for a ``ModelePagine``; one key more than it shows, to say so."""

    def cles(services: Services, _suivi: Suivi) -> array[int]:
        from caisse_clients.application.lectures_ventes import cles_pieces
        from caisse_clients.gui.modeles.pagine import ModelePagine

        with services.lire() as lecteur:
            return cles_pieces(lecteur, criteres, ModelePagine.LIMITE + 1)

    def lignes(services: Services, ids: Sequence[int]) -> Sequence[LignePiece]:
        from caisse_clients.application.lectures_ventes import lignes_pieces

        with services.lire() as lecteur:
            return lignes_pieces(lecteur, ids)

    return Lecture(cles, lignes)
