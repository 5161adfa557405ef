"""Ids say what they name: the same thing of the same diary, and nothing else."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.exporting.fhir.diary import resources
from tests.exporting.report_builders import contents
from tracker.exporting.fhir.bundle import bundle
from tracker.exporting.fhir.patient import DiarySubject, digits_of_days
from tracker.model import Activity, Intensity, Person, WeekStart

DAY = date(2026, 11, 15)  # a Sunday


def who(diary: UUID) -> DiarySubject:
    return DiarySubject(contents(DAY, DAY, identity=diary))


def test_a_day_has_eight_digits_of_its_own() -> None:
    days = [DAY + timedelta(days=number) for number in range(400)]
    assert digits_of_days(days)[:2] == ["20261115", "20261116"]
    assert len(set(digits_of_days(days))) == 400


def test_a_week_has_the_digits_of_its_monday_wherever_weeks_begin() -> None:
    walk = Activity(DAY, "walk", 30, Intensity.MODERATE)

    def endings(week_start: WeekStart) -> set[str]:
        person = Person(week_start=week_start)
        made: dict[str, Any] = {"person": person, "activities": [walk]}
        data = bundle(contents(DAY - timedelta(days=20), DAY + timedelta(days=20), **made))
        return {found["id"][-8:] for found in resources(data, code="82290-8")}

    sunday, monday = endings(WeekStart.SUNDAY), endings(WeekStart.MONDAY)
    mondays = digits_of_days(date(2026, 11, 16) + timedelta(weeks=n) for n in range(-4, 4))
    assert sunday
    assert sunday <= set(mondays)
    assert monday <= set(mondays)


@given(diary=st.uuids(), other=st.uuids(), what=some.terms)
def test_ids_are_uuids_of_their_diary_and_kind(diary: UUID, other: UUID, what: str) -> None:
    name = who(diary).resource_id("goal", what)
    assert str(UUID(name)) == name
    assert (UUID(name).version, UUID(name).variant) == (8, UUID(int=0x8 << 60).variant)
    assert who(diary).resource_id("goal", what) == name
    assert who(diary).resource_id("score", what) != name
    assert (who(other).resource_id("goal", what) == name) == (other == diary)


def test_entries_have_ids_of_their_own() -> None:
    diary, entries = uuid4(), [uuid4() for _ in range(100)]
    names = [who(diary).entry_prefix("answers", uid) for uid in entries]
    assert len(set(names)) == 100
    assert [who(uuid4()).entry_prefix("answers", uid) for uid in entries] != names
    assert len(who(diary).id_prefix("pain")) == len(names[0]) == 28
