"""Every query of the accès goes by an index that narrows, on both databases; the stop's own queries too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from caisse_clients.application import lectures_acces
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.reglements import Rembourser
from caisse_clients.application.commandes.tirages import TirerBon
from caisse_clients.application.lectures import Lecteur
from caisse_clients.application.lectures_avoirs import factures_a_crediter
from tests.acces_de_test import ARRET, MARTIN, manuel
from tests.atelier import Atelier
from tests.storage.test_plans import requetes_de
from tests.storage.test_plans_ventes import fautes_de_plan

LECTURES: dict[str, Callable[[Lecteur], object]] = {
    "un accès": lambda c: lectures_acces.acces(c, 1),
    "accès d'un client": lambda c: lectures_acces.acces_du_client(c, MARTIN, archives=True),
    "financier": lambda c: lectures_acces.financier(c, MARTIN, au=ARRET),
    "factures à créditer": lambda c: factures_a_crediter(c, MARTIN),
    "chèques au coffre": lambda c: lectures_acces.cheques_detenus(c, ARRET),
    "un bon": lambda c: lectures_acces.bon_du_compte(c, 1),
}


@pytest.fixture
def arretee(atelier: Atelier) -> Atelier:
    """The manual's stop, its bon printed."""
    atelier.horloge._instant = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)
    acces = manuel(atelier)
    atelier.faire(ArchiverAcces(acces, ARRET, avoir=True))
    atelier.faire(TirerBon(1))
    return atelier


@pytest.mark.parametrize("lecture", LECTURES)
def test_la_lecture_passe_par_ses_index(arretee: Atelier, monkeypatch: pytest.MonkeyPatch, lecture: str) -> None:
    with arretee.services.lire() as connexion:
        with requetes_de(connexion, monkeypatch) as requetes:
            LECTURES[lecture](connexion)
        fautes = fautes_de_plan(arretee, connexion, requetes)
    assert requetes, "nothing was caught"
    assert not fautes, "\n".join(fautes)


def test_un_arret_et_ce_qui_le_suit_passent_par_leurs_index(arretee: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    with arretee.services.lot() as lot:
        connexion = lot.lecteur
        with requetes_de(connexion, monkeypatch) as requetes:
            lot.executer(DesarchiverAcces(1, "il revient"))
            lot.executer(ArchiverAcces(1, ARRET, avoir=True))
            lot.executer(Rembourser(2, "especes"))
        lues = [x for x in requetes if x[0].lstrip().startswith("SELECT") and "nextval" not in x[0]]
        fautes = fautes_de_plan(arretee, connexion, lues)
    assert len(lues) > 5
    assert not fautes, "\n".join(fautes)
