from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
import vl_convert

from tests.charts.specs import assert_reads_only, layers_of
from tests.charts.test_trends import MONDAY, kind, told
from tracker.charts import trends
from tracker.charts.trends_measures import (
    NONE,
    ON_REQUEST,
    DayRecords,
    RangeRecords,
    Shown,
)
from tracker.model import CheckIn, Event, EventKind, MedicineTaken, Reading

BERLIN = ZoneInfo("Europe/Berlin")
LAST = MONDAY + timedelta(days=27)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def said(number: int, **values: object) -> DayRecords:
    noon = datetime.combine(day(number), datetime.min.time(), BERLIN).replace(hour=12)
    pain = values.pop("pain", 4)
    return DayRecords(CheckIn(day(number), pain, noon, **values))  # type: ignore[arg-type]


def drawn(
    records: RangeRecords, *shown: Shown, first: date = MONDAY, last: date = LAST
) -> pd.DataFrame:
    return trends.rows(*told([], first, last), shown, records)


@pytest.mark.parametrize("dark", [False, True])
def test_every_panel_is_drawn_by_the_browsers_library(dark: bool) -> None:
    for shown in (*((one,) for one in Shown), tuple(Shown)):
        spec = trends.spec(dark, shown)
        vl_convert.vegalite_to_vega({**spec, "data": {"name": "rows"}, "datasets": {"rows": []}})
        assert_reads_only(spec, drawn(RangeRecords(), *shown))
        assert trends.spec(dark, shown) is spec


def test_each_shape_is_one_kind_of_mark() -> None:
    shapes = [
        layer["mark"]["shape"]
        for layer in layers_of(trends.spec(False, tuple(Shown)))
        if "shape" in layer["mark"] and layer["mark"]["shape"] != "stroke"
    ]
    assert len(shapes) == len(set(shapes)), "told apart without their colours"


def test_without_a_record_nothing_is_drawn_and_that_is_said() -> None:
    rows = drawn(RangeRecords(), *ON_REQUEST)
    for shown in ON_REQUEST:
        assert kind(rows, shown).empty
    for shown in (Shown.INTERFERENCE, Shown.SLEEP, Shown.READINGS, Shown.SITES):
        assert kind(rows, f"{shown} heading")["said_more"].tolist() == [NONE]


def test_ratings_are_points_of_their_days_with_their_average_and_its_days() -> None:
    records = RangeRecords({day(0): said(0, sleep=0), day(3): said(3, sleep=7), day(4): said(4)})
    rows = drawn(records, Shown.SLEEP)
    assert kind(rows, "sleep")["value"].tolist() == [0, 7]
    assert kind(rows, "sleep")["start"].tolist() == [
        pd.Timestamp("2026-08-31 12:00"),
        pd.Timestamp("2026-09-03 12:00"),
    ]
    assert kind(rows, "sleep heading")["said_more"].tolist() == ["Average 3.5 (2 of 28 days)"]


def test_the_worst_pain_stands_above_the_average() -> None:
    rows = drawn(RangeRecords({day(1): said(1, pain=3, worst_pain=8)}), Shown.WORST_PAIN)
    (mark,) = kind(rows, "worst pain").to_dict("records")
    assert (mark["low"], mark["value"]) == (3, 8)
    assert "bar: to the worst" in kind(rows, "pain heading")["said_more"][0]


def test_medicine_is_a_mark_a_day_however_often_it_was_taken() -> None:
    taken = (MedicineTaken(day(2), "ibuprofen"), MedicineTaken(day(2), "paracetamol"))
    records = RangeRecords({day(2): DayRecords(medicines=taken)})
    assert records.marks == (Shown.MEDICINE,)
    rows = drawn(records, *records.marks)
    assert len(kind(rows, "medicine")) == 1
    assert kind(rows, "medicine heading")["said_more"].tolist() == ["1 day"]


def test_an_event_has_its_words_where_there_is_room_for_them() -> None:
    events = (
        Event(day(7), EventKind.TREATMENT, "Physiotherapy with Mrs Okonkwo", ends=day(20)),
        Event(day(8), EventKind.FALL),
        Event(day(26), EventKind.OTHER, "New chair"),
    )
    rows = kind(drawn(RangeRecords(events=events), Shown.EVENTS), "events")
    assert rows["said"].tolist() == ["Physiotherapy with Mrs Okonkwo", "fall", "New chair"]
    assert rows["end"][0] == pd.Timestamp("2026-09-20 12:00")
    crowded, fits, edge = rows["room"]
    assert fits < 320 < crowded
    assert edge > 320, "no words that would run out of the window"


def test_readings_stand_at_their_hour_larger_for_more_pain() -> None:
    moment = datetime(2026, 9, 1, 21, 30, tzinfo=BERLIN)
    records = RangeRecords(readings=(Reading(moment, 6),))
    rows = kind(drawn(records, Shown.READINGS), "time of day")
    assert (rows["value"].tolist(), rows["low"].tolist()) == ([21.5], [6])


def test_a_reading_stands_at_its_hour_on_a_single_day_too() -> None:
    records = RangeRecords(readings=(Reading(datetime(2026, 9, 1, 21, 30, tzinfo=BERLIN), 6),))
    one = date(2026, 9, 1)
    rows = kind(drawn(records, Shown.READINGS, first=one, last=one), "time of day")
    assert rows["value"].tolist() == [21.5]


def test_sites_of_as_many_days_stand_by_name() -> None:
    sites = ("neck", "hip", "left leg", "lower back", "knee")
    rows = drawn(RangeRecords({day(0): said(0, sites=sites)}), Shown.SITES)
    assert kind(rows, "site name")["said"].tolist() == [
        f"{site}, 1 day" for site in ("Hip", "Knee", "Left leg", "Lower back")
    ]


def test_the_most_frequent_sites_have_a_row_each() -> None:
    records = RangeRecords(
        {
            day(0): said(0, sites=("lower back", "left leg")),
            day(1): said(1, sites=("Lower back",)),
        }
    )
    rows = drawn(records, Shown.SITES)
    assert kind(rows, "site name")["said"].tolist() == ["Lower back, 2 days", "Left leg, 1 day"]
    assert kind(rows, "where it hurt")["value"].tolist() == [0, 0, 1]


def test_years_are_means_of_their_stretches() -> None:
    first = MONDAY - timedelta(weeks=60)
    records = RangeRecords(
        {first: said_at(first, 2), first + timedelta(days=1): said_at(first + timedelta(days=1), 6)}
    )
    rows = kind(drawn(records, Shown.INTERFERENCE, first=first), "interference")
    assert rows["value"].tolist() == [4]
    assert rows["few"].tolist() == [True], "two of seven days"


@pytest.mark.parametrize(("rated", "few"), [(15, True), (16, False)])
def test_a_stretch_is_hollow_under_as_many_days_as_that_of_pain(rated: int, few: bool) -> None:
    first = LAST - timedelta(weeks=4 * 40) + timedelta(days=1)
    stretch = [first + timedelta(days=number) for number in range(rated)]
    records = RangeRecords({at: said_at(at, 5) for at in stretch})
    rows = drawn(records, Shown.INTERFERENCE, first=first)
    assert "under 16 days" in kind(rows, "pain heading")["said_more"].iloc[0]
    assert kind(rows, "interference")["few"].tolist() == [few]


def said_at(at: date, interference: int) -> DayRecords:
    noon = datetime(at.year, at.month, at.day, 12, tzinfo=BERLIN)
    return DayRecords(CheckIn(at, 3, noon, interference=interference))


def test_ten_years_with_everything_have_no_more_marks_than_a_screen_can_show() -> None:
    first = LAST - timedelta(days=3652)
    days = [first + timedelta(days=number) for number in range(3653)]
    records = RangeRecords(
        {at: said_at(at, number % 11) for number, at in enumerate(days)},
        readings=tuple(
            Reading(datetime(at.year, at.month, at.day, number % 24, tzinfo=BERLIN), 4)
            for number, at in enumerate(days)
        ),
    )
    rows = drawn(records, *Shown, first=first)
    assert len(rows) < 1500
