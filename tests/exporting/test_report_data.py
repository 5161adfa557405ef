"""What is exported of a diary: one version of it, of the days asked for."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from tracker.demo import write_demo
from tracker.exporting.load_report_data import load_report_data, moment, selected_sections
from tracker.files.errors import FileError
from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Goal,
    Intensity,
    Person,
    Questionnaire,
    Scoring,
    Section,
)
from tracker.store import Diary

EVENING = datetime(2026, 3, 5, 20, 15, tzinfo=timezone(timedelta(hours=1)))
FORM = Questionnaire("peg", "PEG", "{}", Scoring.MEAN)


def check_in(day: date, pain: int = 4, note: str = "") -> CheckIn:
    return CheckIn(day, pain, datetime(day.year, day.month, day.day, 20, tzinfo=UTC), note=note)


@pytest.fixture
def filled(ada: Diary) -> Diary:
    """Three days in March, the middle one not logged, and a day long before."""
    ada.apply(
        [
            *(check_in(date(2026, 3, day), day, f"note {day}") for day in (1, 3)),
            check_in(date(2025, 11, 1), 9),
            Activity(date(2026, 3, 2), "walking", 30, Intensity.MODERATE, note="by the river"),
            Activity(date(2026, 3, 4), "walking", 40, Intensity.MODERATE),
            Goal(date(2026, 1, 1), 100, 1),
            FORM,
            Answers(date(2026, 3, 3), "peg", (Answer("a", 4),), None, EVENING),
            Appointment("Why?", (Section.NOTES,)),
        ],
        by="Ada",
    )
    return ada


def test_the_entries_are_those_of_the_period_and_days_and_weeks_those_of_the_diary(
    filled: Diary,
) -> None:
    found = load_report_data(filled, date(2026, 3, 1), date(2026, 3, 3), made_at=EVENING)
    assert [said.pain for said in found.check_ins] == [1, 3]
    assert [done.minutes for done in found.activities] == [30]
    assert [day.date.isoformat() for day in found.days] == [
        "2025-11-01",
        "2026-03-01",
        "2026-03-02",
        "2026-03-03",
        "2026-03-04",
    ]
    assert len(found.answers) == 1
    assert found.questionnaires == (FORM,)
    assert found.appointment.questions == "Why?"
    assert (found.identity, found.person) == (filled.identity(), filled.person())
    assert found.made_at == EVENING
    starts = [week.start for week in found.weeks]
    assert starts[0] == date(2025, 10, 27)
    assert starts[-1] <= EVENING.date() <= found.weeks[-1].end
    assert all(b - a == timedelta(days=7) for a, b in pairwise(starts))
    assert found.weeks[-1].minutes_goal == 100


def test_without_dates_it_is_everything_up_to_today(filled: Diary) -> None:
    found = load_report_data(filled, made_at=EVENING)
    assert (found.first, found.last) == (date(2025, 11, 1), date(2026, 3, 5))
    assert len(found.check_ins) == 3


def test_one_date_alone_is_an_end_of_it(filled: Diary) -> None:
    since = load_report_data(filled, date(2026, 3, 3), made_at=EVENING)
    assert (since.first, since.last) == (date(2026, 3, 3), date(2026, 3, 5))
    until = load_report_data(filled, None, date(2026, 3, 1), made_at=EVENING)
    assert (until.first, until.last) == (date(2025, 11, 1), date(2026, 3, 1))
    before_all = load_report_data(filled, None, date(2020, 3, 1), made_at=EVENING)
    assert (before_all.first, before_all.last) == (date(2020, 3, 1), date(2020, 3, 1))


def test_an_empty_diary_is_one_empty_day(ada: Diary) -> None:
    found = load_report_data(ada, made_at=EVENING)
    assert (found.first, found.last) == (EVENING.date(), EVENING.date())
    assert found.days == ()
    assert len(found.weeks) == 1


def test_what_was_entered_after_the_moment_is_there_too(filled: Diary) -> None:
    found = load_report_data(filled, made_at=EVENING.replace(year=2025))
    assert found.last == date(2026, 3, 4)
    assert found.weeks[-1].end >= date(2026, 3, 4)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 1, 1), date(2026, 3, 5)),
        (date(2020, 1, 1), date(2030, 1, 1)),
        (date(2025, 11, 1), date(2030, 1, 1)),
    ],
)
def test_a_period_longer_than_the_diary_is_cut_to_it_and_says_so(
    filled: Diary, first: date, last: date
) -> None:
    found = load_report_data(filled, first, last, made_at=EVENING)
    assert (found.first, found.last) == (date(2025, 11, 1), date(2026, 3, 5))
    assert found.asked == (first, last)


def test_a_period_within_the_diary_is_what_was_asked_for(filled: Diary) -> None:
    assert (
        load_report_data(filled, date(2026, 3, 1), date(2026, 3, 3), made_at=EVENING).asked is None
    )
    assert load_report_data(filled, made_at=EVENING).asked is None


def test_the_moment_is_the_environments_or_now(monkeypatch: pytest.MonkeyPatch) -> None:
    berlin = Person(time_zone="Europe/Berlin")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772738100")
    at = moment(berlin)
    assert at.isoformat() == "2026-03-05T20:15:00+01:00"
    assert moment(Person(time_zone="Asia/Kolkata")).isoformat() == "2026-03-06T00:45:00+05:30"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs(moment(berlin) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("text", ["yesterday", "1.5", "9" * 30, "-" + "9" * 30])
def test_a_moment_that_is_none_is_refused_in_words(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(FileError, match="SOURCE_DATE_EPOCH"):
        moment(Person())


def test_what_is_left_out_is_in_no_list(filled: Diary) -> None:
    whole = load_report_data(filled, made_at=EVENING)
    notes_only = selected_sections(whole)
    assert [said.note for said in notes_only.check_ins] == ["", "note 1", "note 3"]
    assert notes_only.activities == notes_only.exercises_done == notes_only.answers == ()
    assert notes_only.questionnaires == notes_only.goals == notes_only.plan_items == ()
    assert notes_only.appointment.questions == ""


def test_notes_are_left_out_wherever_they_stand(ada: Diary) -> None:
    write_demo(ada, date(2026, 3, 5), days=120)
    found = selected_sections(load_report_data(ada, made_at=EVENING))
    assert Section.NOTES not in ada.appointment().sections, "not by default"
    assert any(said.note for said in ada.check_ins())
    assert any(done.note for done in ada.activities())
    for entries in (found.check_ins, found.readings, found.activities, found.exercises_done):
        assert entries
        assert not any(entry.note for entry in entries)
