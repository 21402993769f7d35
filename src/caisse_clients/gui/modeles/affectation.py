"""How the échéances to affect are read: keys, then pages of rows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from caisse_clients.gui.modeles.pagine import Lecture

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.echeancier import CritereAffectation, LigneAffectation
    from caisse_clients.kernel.suivi import Suivi


def lecture_affectation(criteres: CritereAffectation) -> Lecture:
    """Return the question « which unpaid échéances » for a ``ModelePagine``; one key more than it shows."""

    def cles(services: Services, _suivi: Suivi) -> array[int]:
        from caisse_clients.application.lectures_editions import cles_affectation
        from caisse_clients.gui.modeles.pagine import ModelePagine

        with services.lire() as lecteur:
            return cles_affectation(lecteur, criteres, ModelePagine.LIMITE + 1)

    def lignes(services: Services, ids: Sequence[int]) -> Sequence[LigneAffectation]:
        from caisse_clients.application.lectures_editions import lignes_affectation

        with services.lire() as lecteur:
            return lignes_affectation(lecteur, ids)

    return Lecture(cles, lignes)
