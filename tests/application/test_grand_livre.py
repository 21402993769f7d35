"""The grand livre goes account by account; its pages follow each other without a gap or a repeat."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.storage import lecture_grand_livre
from tests.atelier import Atelier


@pytest.mark.parametrize("page", [1, 2, 3, 2_000])
def test_le_grand_livre_est_le_journal_compte_par_compte(
    atelier: Atelier, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    atelier.faire(CreerClient("ALBERT", 12))
    atelier.faire(CreerCompte(12, TypeCompte.ACOMPTE, Centimes(80_00), dt.date(2014, 7, 3)))
    for jour in (9, 2, 9):
        atelier.faire(SaisirEcriture(1, entree=Centimes(10_00), date=dt.date(2014, 7, jour), motif="especes"))
    monkeypatch.setattr(lecture_grand_livre, "PAGE", page)
    monkeypatch.setattr(lecture_grand_livre, "_JOURNAL", lecture_grand_livre._JOURNAL.limit(page))
    with atelier.services.lire() as lecteur:
        journal = list(lectures.journal(lecteur))
        grand_livre = list(lectures.grand_livre(lecteur))
        debut = list(lectures.grand_livre(lecteur, dt.date(2014, 7, 3), dt.date(2014, 7, 8), "4191"))
    assert grand_livre == sorted(journal, key=lambda x: (x.compte, x.date, x.ecriture, x.rang))
    assert [(x.compte, x.date.day, x.credit) for x in debut] == [("4191", 3, 80_00)]
