"""The proposal and the pairing of règlements: never beyond either side, nothing left that could still be paired."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.domain.reglements import Disponible, Du, Proposition, proposer, ventiler
from tests.travail import lignes_de

_montants = st.integers(0, 12)
_dates = st.sampled_from(["2014-05-01", "2014-06-01", "2014-07-01"])
_devises = st.sampled_from(["EUR", "USD"])
_lignes = st.lists(st.tuples(_montants, _dates, _devises), max_size=7)


def _dus(lignes: list[tuple[int, str, str]]) -> list[Du]:
    return [Du(f"FA-{rang}", *ligne) for rang, ligne in enumerate(lignes)]


def _disponibles(lignes: list[tuple[int, str, str]]) -> list[Disponible]:
    return [Disponible(f"RC-{rang}", *ligne) for rang, ligne in enumerate(lignes)]


def _controler(dus: list[Du], disponibles: list[Disponible], propositions: list[Proposition]) -> None:
    restes, libres = {d.cle: d.reste for d in dus}, {d.cle: d.disponible for d in disponibles}
    devises = {d.cle: d.devise for d in dus} | {d.cle: d.devise for d in disponibles}
    for proposition in propositions:
        assert proposition.montant > 0
        assert devises[proposition.source] == devises[proposition.cible]
        restes[proposition.cible] -= proposition.montant
        libres[proposition.source] -= proposition.montant
    assert min([*restes.values(), *libres.values(), 0]) == 0
    rapproche: Counter[str] = Counter()
    for proposition in propositions:
        rapproche[devises[proposition.cible]] += proposition.montant
    for devise in ("EUR", "USD"):
        du = sum(d.reste for d in dus if d.devise == devise)
        disponible = sum(d.disponible for d in disponibles if d.devise == devise)
        assert rapproche[devise] == min(du, disponible)


@given(_lignes, _lignes)
def test_une_proposition_ne_depasse_rien_et_n_oublie_rien(
    gauche: list[tuple[int, str, str]], droite: list[tuple[int, str, str]]
) -> None:
    dus, disponibles = _dus(gauche), _disponibles(droite)
    for propositions in (
        proposer(dus, disponibles),
        proposer(dus, disponibles, exact=False),
        ventiler(dus, disponibles),
    ):
        _controler(dus, disponibles, propositions)


@given(_lignes, _lignes)
def test_un_montant_exact_ne_se_decoupe_pas(
    gauche: list[tuple[int, str, str]], droite: list[tuple[int, str, str]]
) -> None:
    dus, disponibles = _dus(gauche), _disponibles(droite)
    jumeaux = Counter((d.reste, d.devise) for d in dus if d.reste) & Counter(
        (d.disponible, d.devise) for d in disponibles if d.disponible
    )
    restes, libres = {d.cle: d.reste for d in dus}, {d.cle: d.disponible for d in disponibles}
    entieres = [p for p in proposer(dus, disponibles) if restes[p.cible] == libres[p.source] == p.montant]
    assert len(entieres) >= jumeaux.total()


def test_sans_egalite_la_plus_ancienne_echeance_est_payee_la_premiere() -> None:
    dus = [Du("FA-2", 300, "2014-06-01"), Du("FA-1", 500, "2014-05-01")]
    disponibles = [Disponible("RC-2", 350, "2014-07-02"), Disponible("RC-1", 250, "2014-07-01")]
    assert proposer(dus, disponibles) == [
        Proposition("RC-1", "FA-1", 250),
        Proposition("RC-2", "FA-1", 250),
        Proposition("RC-2", "FA-2", 100),
    ]
    assert ventiler(dus, disponibles)[0] == Proposition("RC-2", "FA-2", 300), "dans l'ordre affiché"


def test_cinq_mille_lignes_de_chaque_cote_se_proposent_en_une_passe() -> None:
    dus = [Du(f"FA-{rang}", 1_000 + rang, "2014-05-01") for rang in range(5_000)]
    disponibles = [Disponible(f"RC-{rang}", 1_500 + rang, "2014-05-01") for rang in range(5_000)]
    propositions: list[Proposition] = []
    assert lignes_de(lambda: propositions.extend(proposer(dus, disponibles))) < 40 * 10_000
    _controler(dus, disponibles, propositions)
