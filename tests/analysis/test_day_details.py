"""What a day says beside pain, minutes and exercises."""

from datetime import date, datetime, timedelta, timezone

import pandas as pd

from tracker.analysis.day_details import details_frame
from tracker.model import CheckIn, MedicineTaken

FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(days=3)


def said(number: int, pain: float | None = 4, **fields: object) -> CheckIn:
    day = FIRST + timedelta(days=number)
    at = datetime(day.year, day.month, day.day, 20, tzinfo=timezone.utc)  # noqa: UP017
    return CheckIn(day, pain, at, **fields)  # type: ignore[arg-type]


def test_each_day_has_what_was_said_of_it_and_nothing_else() -> None:
    frame = details_frame(
        [
            said(2, worst_pain=7.5, interference=0, sleep=6, flare=False, sites=("hip", "neck")),
            said(0, off_work=True, flare=True),
            said(9, sleep=1),
        ],
        [
            MedicineTaken(FIRST, "a"),
            MedicineTaken(FIRST, "b"),
            MedicineTaken(date(2026, 2, 1), "c"),
        ],
        FIRST,
        LAST,
    )
    assert [at.date() for at in frame.index] == [FIRST + timedelta(days=n) for n in range(4)]
    assert frame["worst_pain"].tolist()[2] == 7.5
    assert frame["interference"].tolist()[2] == 0
    assert frame["sleep"].count() == 1
    assert frame["flare"].tolist() == [True, pd.NA, False, pd.NA]
    assert frame["medicines"].tolist()[0] == 2
    assert frame["medicines"].count() == 1, "a day without a record is not a day without medicine"
    assert frame["off_work"].tolist() == [True, pd.NA, pd.NA, pd.NA], "only a tick says so"
    assert frame["sites"].tolist() == [(), (), ("hip", "neck"), ()]


def test_an_empty_diary_has_days_of_which_nothing_is_known() -> None:
    frame = details_frame([], [], FIRST, LAST)
    assert len(frame) == 4
    assert frame.drop(columns="sites").isna().all().all()
    assert {str(frame[name].dtype) for name in ("worst_pain", "medicines")} == {"float64"}
