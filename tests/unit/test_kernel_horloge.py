"""The clock: handed in, in UTC, and the business date is the day in Paris."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.kernel.horloge import HorlogeFixe, HorlogeSysteme, aujourd_hui, date_metier


def test_a_23_h_30_utc_le_31_janvier_il_est_deja_fevrier_a_paris() -> None:
    assert aujourd_hui(HorlogeFixe(dt.datetime(2014, 1, 31, 23, 30, tzinfo=dt.UTC))) == dt.date(2014, 2, 1)


@pytest.mark.parametrize(
    ("instant", "jour"),
    [
        (dt.datetime(2014, 7, 14, 21, 59, tzinfo=dt.UTC), dt.date(2014, 7, 14)),
        (dt.datetime(2014, 7, 14, 22, 0, tzinfo=dt.UTC), dt.date(2014, 7, 15)),
        (dt.datetime(2014, 12, 31, 22, 59, tzinfo=dt.UTC), dt.date(2014, 12, 31)),
        (dt.datetime(2014, 12, 31, 23, 0, tzinfo=dt.UTC), dt.date(2015, 1, 1)),
    ],
)
def test_la_date_metier_suit_l_heure_d_ete_et_d_hiver(instant: dt.datetime, jour: dt.date) -> None:
    assert date_metier(instant) == jour


def test_une_horloge_fixe_ne_bouge_que_si_on_la_pousse() -> None:
    horloge = HorlogeFixe(dt.datetime(2014, 7, 15, 10, 0, tzinfo=dt.UTC))
    assert horloge.maintenant() == horloge.maintenant() == dt.datetime(2014, 7, 15, 10, 0, tzinfo=dt.UTC)
    horloge.avancer(dt.timedelta(hours=1))
    assert horloge.maintenant() == dt.datetime(2014, 7, 15, 11, 0, tzinfo=dt.UTC)


def test_un_instant_sans_fuseau_est_celui_de_paris() -> None:
    naif = dt.datetime.fromisoformat("2014-07-15T10:00:00")
    assert HorlogeFixe(naif).maintenant() == dt.datetime(2014, 7, 15, 8, 0, tzinfo=dt.UTC)


def test_l_horloge_de_la_machine_rend_un_instant_en_utc() -> None:
    assert HorlogeSysteme().maintenant().utcoffset() == dt.timedelta(0)
