"""Totals, échéances, shares and currencies of pièces: nothing is lost or made, whatever the figures."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caisse_clients.domain.devises import en_centiemes, en_euros, en_unites
from caisse_clients.domain.echeances import (
    CONDITIONS_PROPOSEES,
    EcheanceSaisie,
    echeances_a_la_main,
    echeances_selon,
    lire_conditions,
)
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.pieces import (
    CENT_POUR_CENT,
    LignePreparee,
    NatureLigne,
    Totaux,
    calculer,
    montant_brut,
    retrancher,
    tva_comprise,
    ventiler_avec_tva,
    ventiler_par_taux,
)
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite
from caisse_clients.kernel.erreurs import ErreurMetier

T = TypeVar("T")
TAUX = st.sampled_from([20_00, 10_00, 5_50, 2_10, 0, 8_50])
totaux_positifs = st.integers(1, 10**9)
jours = st.dates(dt.date(1999, 12, 1), dt.date(2040, 3, 31))


@st.composite
def lignes(draw: st.DrawFn, *, ttc: bool | None = None) -> list[LignePreparee]:
    """Lines whose sum is something to pay."""
    trouvees = [
        LignePreparee(
            libelle="x",
            quantite=Quantite(draw(st.integers(1, 20_000))),
            prix=draw(st.integers(0, 500_00)),
            ttc=draw(st.booleans()) if ttc is None else ttc,
            taux=Pourcent(draw(TAUX)),
            remise=Pourcent(draw(st.sampled_from([0, 0, 5_00, 33_33]))),
            article="",
            nature=NatureLigne.BIEN,
            compte="707",
        )
        for _ in range(draw(st.integers(1, 8)))
    ]
    assume(sum(montant_brut(x) for x in trouvees) > 0)
    return trouvees


def ou_refus(code: str, geste: Callable[[], T]) -> T | None:
    """Return what ``geste`` gives, None when it is refused for this reason and no other."""
    try:
        return geste()
    except ErreurMetier as refus:
        if refus.code != code:
            raise
        return None


def totaux_de(trouvees: list[LignePreparee]) -> Totaux:
    return calculer(trouvees)[1]


@given(lignes())
def test_les_lignes_font_les_totaux_taux_par_taux(trouvees: list[LignePreparee]) -> None:
    calculees, totaux = calculer(trouvees)
    for t in totaux.par_taux:
        du_taux = [x for x in calculees if x.preparee.taux == t.taux]
        assert (t.ht, t.tva) == (sum(x.montant_ht for x in du_taux), sum(x.montant_tva for x in du_taux))
    assert {t.taux for t in totaux.par_taux} == {x.taux for x in trouvees}
    for x in calculees:
        assert x.montant_ttc == x.montant_ht + x.montant_tva
        assert min(x.montant_ht, x.montant_tva) >= 0
    assert totaux.ttc == totaux.ht + totaux.tva == sum(x.montant_ttc for x in calculees)
    assert [x.rang for x in calculees] == list(range(1, len(trouvees) + 1))


@given(lignes(ttc=True))
def test_un_prix_ttc_reste_le_prix_ttc_au_centime(trouvees: list[LignePreparee]) -> None:
    calculees, totaux = calculer(trouvees)
    assert [x.montant_ttc for x in calculees] == [montant_brut(x) for x in trouvees]
    for t in totaux.par_taux:
        assert t.tva == tva_comprise(t.ttc, t.taux)


@given(lignes(ttc=False))
def test_la_tva_d_un_prix_ht_est_celle_de_la_base(trouvees: list[LignePreparee]) -> None:
    calculees, totaux = calculer(trouvees)
    assert [x.montant_ht for x in calculees] == [montant_brut(x) for x in trouvees]
    for t in totaux.par_taux:
        assert abs(t.tva - Fraction(t.ht * t.taux, CENT_POUR_CENT)) <= Fraction(1, 2)


@given(lignes(), st.integers(1, 10**8))
def test_une_ventilation_par_taux_rend_le_montant(trouvees: list[LignePreparee], montant: int) -> None:
    totaux = totaux_de(trouvees)
    ventilees = ventiler_par_taux(montant, totaux)
    assert sum(t.ttc for t in ventilees) == montant
    assert all(min(t.ht, t.tva) >= 0 for t in ventilees)
    assert ventiler_par_taux(totaux.ttc, totaux) == tuple(t for t in totaux.par_taux if t.ttc)


@given(lignes(), st.data())
def test_les_parts_d_un_acompte_repris_ne_depassent_jamais_le_document(
    trouvees: list[LignePreparee], data: st.DataObject
) -> None:
    """Taken back piece by piece, in any order and with any VAT the ledger moved: the last takes exactly the rest."""
    restants = totaux_de(trouvees)
    while restants.ttc > 0:
        montant = data.draw(st.integers(1, restants.ttc))
        tva = data.draw(st.integers(0, montant))
        prise = ventiler_avec_tva(montant, restants, tva)
        assert sum(t.ttc for t in prise) == montant
        bas = sum(t.tva for t in ventiler_avec_tva(montant, restants, 0))
        haut = sum(t.tva for t in ventiler_avec_tva(montant, restants, montant))
        assert sum(t.tva for t in prise) == min(max(tva, bas), haut)
        restants = retrancher(restants, Totaux(prise))
        assert all(min(t.ht, t.tva) >= 0 for t in restants.par_taux)
    assert restants.tva == restants.ht == 0


CONDITIONS = st.one_of(
    st.sampled_from(CONDITIONS_PROPOSEES),
    st.builds(
        lambda fois, jours, fin, le: (
            " ".join(filter(None, (fois and f"{fois} fois", jours and f"{jours} jours", fin, le and f"le {le}")))
            or "comptant"
        ),
        st.integers(0, 60),
        st.integers(0, 120),
        st.sampled_from(["", "fin de mois"]),
        st.integers(0, 31),
    ),
)


@given(CONDITIONS, totaux_positifs, jours)
def test_les_echeances_font_le_total_et_vont_en_avant(conditions: str, total: int, depart: dt.date) -> None:
    lues = ou_refus("conditions_invalides", lambda: lire_conditions(conditions))
    if lues is None:
        return
    prevues = echeances_selon(lues, total, depart)
    assert sum(e.montant for e in prevues) == total
    assert [e.rang for e in prevues] == list(range(1, len(prevues) + 1))
    assert min(e.montant for e in prevues) > 0
    dates = [e.date for e in prevues]
    assert dates == sorted(dates)
    assert len({(d.year, d.month) for d in dates}) == len(dates), "one a month"
    assert dates[0] >= depart


@given(jours, st.integers(0, 120))
def test_une_fin_de_mois_est_le_dernier_jour_annees_bissextiles_comprises(depart: dt.date, jours_: int) -> None:
    (seule,) = echeances_selon(lire_conditions(f"{jours_} jours fin de mois"), 100, depart)
    assert seule.date.day == calendar.monthrange(seule.date.year, seule.date.month)[1]
    assert 0 <= (seule.date - (depart + dt.timedelta(days=jours_))).days < 31
    (le_dix,) = echeances_selon(lire_conditions(f"{jours_} jours fin de mois le 10"), 100, depart)
    assert le_dix.date == seule.date + dt.timedelta(days=10)


@pytest.mark.parametrize(
    ("conditions", "depart", "dates"),
    [
        ("3 fois", "2024-01-31", ["2024-01-31", "2024-02-29", "2024-03-31"]),
        ("2 fois", "2023-01-29", ["2023-01-29", "2023-02-28"]),
        ("30 jours fin de mois", "2024-01-30", ["2024-02-29"]),
        ("30 jours fin de mois", "2023-01-30", ["2023-03-31"]),
        ("le 31", "2023-02-05", ["2023-02-28"]),
        ("le 5", "2023-12-06", ["2024-01-05"]),
    ],
)
def test_des_dates_connues(conditions: str, depart: str, dates: list[str]) -> None:
    prevues = echeances_selon(lire_conditions(conditions), 300, dt.date.fromisoformat(depart))
    assert [e.date.isoformat() for e in prevues] == dates


@given(st.lists(st.tuples(jours, st.integers(-5, 500)), min_size=1, max_size=8), totaux_positifs)
def test_des_echeances_a_la_main_font_le_total_ou_sont_refusees(saisies: list[tuple[dt.date, int]], total: int) -> None:
    montants = [montant for _, montant in saisies]
    voulu = sum(montants) if total % 2 else total
    tapees = [EcheanceSaisie(jour, Centimes(m)) for jour, m in saisies]
    prevues = ou_refus("echeances_inegales", lambda: echeances_a_la_main(tapees, voulu))
    if prevues is None:
        assert sum(montants) != voulu or min(montants) <= 0
        return
    assert sum(e.montant for e in prevues) == voulu
    assert [e.date for e in prevues] == sorted(jour for jour, _ in saisies)


@given(st.integers(1, 12), st.integers(12, 10**8))
def test_des_parts_egales_font_le_total(nombre: int, total: int) -> None:
    saisies = [EcheanceSaisie(dt.date(2024, 1, n + 1), part=f"1/{nombre}") for n in range(nombre)]
    montants = [e.montant for e in echeances_a_la_main(saisies, total)]
    assert sum(montants) == total
    assert max(montants) - min(montants) <= 1


@given(lignes(), st.data())
def test_un_acompte_partage_ne_perd_rien(trouvees: list[LignePreparee], data: st.DataObject) -> None:
    totaux = totaux_de(trouvees)
    montant = data.draw(st.integers(2, max(2, totaux.ttc)))
    tva = [("44571", t.tva) for t in ventiler_par_taux(montant, totaux)]
    entieres = schemas.acompte("411", "4191", 1, tva, montant)
    part = data.draw(st.integers(1, montant - 1))
    debut, fin = schemas.partager(entieres, part, montant)
    assert (debut[0].debit, fin[0].debit) == (part, montant - part)
    for moitie in (debut, fin):
        assert sum(x.debit - x.credit for x in moitie) == 0
    for compte in ("4191", "44571"):
        assert _au_credit(debut, compte) + _au_credit(fin, compte) == _au_credit(entieres, compte)
    autre = data.draw(st.integers(1, 10**7))
    ramenees = schemas.ramener(entieres, autre)
    assert ramenees[0].debit == autre == sum(x.credit for x in ramenees)
    assert schemas.ramener(entieres, montant) == entieres


def _au_credit(trouvees: tuple[Ligne, ...], compte: str) -> int:
    return sum(x.credit for x in trouvees if x.compte == compte)


@given(st.sampled_from(sorted(CHIFFRES_DES_DEVISES)), st.integers(0, 10**9))
def test_un_montant_tape_se_retrouve_ou_se_refuse(devise: str, centiemes: int) -> None:
    unites = ou_refus("montant_invalide", lambda: en_unites(centiemes, devise))
    if unites is None:
        assert CHIFFRES_DES_DEVISES[devise] < 2
        return
    assert en_centiemes(unites, devise) == centiemes


@given(st.sampled_from(sorted(CHIFFRES_DES_DEVISES)), st.integers(1, 10**9), st.integers(1, 10**9), st.data())
def test_ce_qui_vaut_plus_ne_vaut_pas_moins_en_euros(devise: str, unites: int, cours: int, data: st.DataObject) -> None:
    moins = data.draw(st.integers(0, unites))
    assert en_euros(moins, devise, cours) <= en_euros(unites, devise, cours)
    assert en_euros(unites, "EUR", None) == unites
