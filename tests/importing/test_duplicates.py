"""The same bout from several sources: which counts, and what is remembered of the choice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.device_rows import (
    CET,
    DAY,
    PHONE,
    STRAVA,
    TEN,
    WATCH,
    counts,
    minutes,
    row,
    take,
)
from tracker.files.entry_types import EntryType
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import Candidate, ParseResult
from tracker.importing.preview import choosing, intensities, with_intensities
from tracker.library import strengthening
from tracker.model import Activity, ExerciseDone, Intensity
from tracker.store import Diary

patiently = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# -- the same recording


@pytest.mark.parametrize(
    ("seconds", "stored"), [(0, 1), (59, 1), (60, 1), (-60, 1), (61, 2), (-61, 2)]
)
def test_within_sixty_seconds_the_same_kind_and_duration_is_the_same(
    ada: Diary, seconds: int, stored: int
) -> None:
    take(ada, row("watch"))
    plan = take(ada, row("phone", start=TEN + timedelta(seconds=seconds)))
    if stored == 1:
        assert counts(plan) == (0, 0, 1, 0), "beyond doubt: nobody is asked"
    else:
        assert len(plan.duplicates) == 1, "they overlap: somebody is asked"
    assert minutes(ada) == [30]


@pytest.mark.parametrize("change", [{"minutes": 31}, {"kind": "running"}])
def test_another_duration_or_kind_is_asked_about(ada: Diary, change: dict[str, object]) -> None:
    take(ada, row("watch"))
    plan = take(ada, row("phone", **change))  # type: ignore[arg-type]
    (group,) = plan.duplicates
    assert [source.name for source in group.sources] == ["Your diary", "phone"]


def test_the_same_moment_is_the_same_whatever_the_clocks_say(ada: Diary) -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    summer = night.replace(tzinfo=timezone(timedelta(hours=2)))
    winter = night.replace(fold=1, tzinfo=timezone(timedelta(hours=1)))
    assert winter - summer == timedelta(hours=1)
    take(ada, row("watch", start=summer))
    assert counts(take(ada, row("phone", start=summer.astimezone(CET)))) == (0, 0, 1, 0)
    assert counts(take(ada, row("phone", start=winter))) == (1, 0, 0, 0), "an hour later"
    assert minutes(ada) == [30, 30]


def test_a_row_twice_in_a_file_is_one_and_our_own_files_keep_both(
    ada: Diary, another: Callable[[], Diary]
) -> None:
    assert counts(take(ada, row("watch"), row("watch"))) == (1, 0, 1, 0)
    diary = another()
    own = [replace(row("watch"), recorded=False)] * 2
    assert counts(take(diary, *own)) == (2, 0, 0, 0)


# -- one bout, several sources


def test_watch_phone_and_strava_in_one_import_are_one_question(ada: Diary) -> None:
    plan = preview(ada, ParseResult((WATCH, PHONE, STRAVA)))
    (group,) = plan.duplicates
    assert [source.name for source in group.sources] == ["watch", "phone", "strava"]
    assert (group.kept, plan.added) == (0, 1)
    assert (
        group.why
        == "The longest one is kept, so that no minutes are lost; they are never added up."
    )
    apply_preview(ada, plan)
    assert minutes(ada) == [45]


@pytest.mark.parametrize("order", [*permutations([WATCH, PHONE, STRAVA])])
def test_in_whatever_order_they_come_no_minutes_are_lost(
    ada: Diary, order: Sequence[Candidate]
) -> None:
    for recording in order:
        take(ada, recording)
    assert minutes(ada) == [45]
    for recording in order:  # and the same files again
        plan = take(ada, recording)
        assert counts(plan) == (0, 0, 1, 0), "nothing is asked again"
    assert minutes(ada) == [45]


def test_another_choice_is_remembered(ada: Diary) -> None:
    take(ada, WATCH)
    plan = choosing(preview(ada, ParseResult((PHONE,))), {0: 1})
    apply_preview(ada, plan)
    assert minutes(ada) == [38]
    for recording in (WATCH, PHONE, WATCH):
        assert counts(take(ada, recording)) == (0, 0, 1, 0)
    assert minutes(ada) == [38]


def test_keeping_both_is_remembered(ada: Diary) -> None:
    take(ada, WATCH)
    apply_preview(ada, choosing(preview(ada, ParseResult((PHONE,))), {0: None}))
    assert sorted(minutes(ada)) == [38, 45]
    assert counts(take(ada, WATCH, PHONE)) == (0, 0, 2, 0)


def test_taking_an_import_back_takes_its_decisions_back(ada: Diary) -> None:
    take(ada, WATCH, PHONE)
    ada.undo(by="my data")
    assert ada.left_out() == []
    assert counts(take(ada, PHONE)) == (1, 0, 0, 0)
    assert minutes(ada) == [38]


def test_what_was_left_out_can_be_asked_about_again(ada: Diary) -> None:
    take(ada, WATCH, PHONE)
    assert take(ada, PHONE).left_out == 1
    assert len(preview(ada, ParseResult((PHONE,)), again=True).duplicates) == 1


def test_two_walks_after_each_other_are_two(ada: Diary) -> None:
    later = row("phone", 40, TEN + timedelta(minutes=44), id="p2")
    assert counts(take(ada, WATCH, later)) == (2, 0, 0, 0)


def test_a_long_ride_that_a_phone_cut_in_two_is_held_against_both_parts(ada: Diary) -> None:
    ride = row("watch", 60, kind="cycling", id="w")
    parts = [
        row("phone", 30, TEN, kind="cycling", id="a"),
        row("phone", 31, TEN + timedelta(minutes=30), kind="cycling", id="b"),
    ]
    plan = preview(ada, ParseResult((ride, *parts)))
    (group,) = plan.duplicates
    assert [(source.name, source.minutes) for source in group.sources] == [
        ("watch", 60),
        ("phone", 61),
    ]
    apply_preview(ada, plan)
    assert sorted(minutes(ada)) == [30, 31]


def test_two_files_of_one_source_that_overlap_are_told_apart(ada: Diary) -> None:
    one = row("gpx", 40, file="a.gpx")
    other = row("gpx", 42, TEN + timedelta(minutes=3), file="b.gpx")
    (group,) = preview(ada, ParseResult((one, other))).duplicates
    assert [source.name for source in group.sources] == ["gpx (a.gpx)", "gpx (b.gpx)"]


# -- beside what was entered by hand


def typed(minutes: int = 30, **fields: object) -> Activity:
    return Activity(DAY, "walking", minutes, Intensity.MODERATE, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("recorded", "kept"), [(30, [30]), (35, [30]), (24, [30]), (40, [30, 40])])
def test_what_was_typed_in_without_a_time_stays_and_counts_once_if_it_is_near(
    ada: Diary, recorded: int, kept: list[int]
) -> None:
    ada.save(typed(), by="check in")
    plan = take(ada, row("watch", recorded, id="w"))
    assert len(plan.duplicates) == 1, "shown either way"
    assert sorted(minutes(ada)) == kept
    assert take(ada, row("watch", recorded, id="w")).duplicates == ()


def test_another_kind_or_twice_the_minutes_is_another_bout(ada: Diary) -> None:
    ada.save(typed(), by="check in")
    noon = TEN + timedelta(hours=2)
    plan = take(ada, row("watch", 30, noon, kind="cycling", id="c"), row("watch", 61, id="w"))
    assert counts(plan) == (2, 0, 0, 0)


def test_one_typed_walk_stands_for_one_recorded_walk(ada: Diary) -> None:
    ada.save(typed(), by="check in")
    evening = TEN + timedelta(hours=8)
    plan = take(ada, row("watch", 29, id="a"), row("watch", 31, evening, id="b"))
    assert (len(plan.duplicates), plan.added) == (1, 1)


# -- minutes of whole days


def whole_day(source: str, minutes: int, intensity: str = "moderate") -> Candidate:
    return row(
        source,
        minutes,
        None,
        kind="minutes of the day",
        id=f"day:{DAY}:{intensity}",
        intensity=Intensity(intensity),
    )


@pytest.mark.parametrize("first", [0, 1])
def test_a_days_total_includes_its_workouts_in_whatever_order_they_come(
    ada: Diary, first: int
) -> None:
    both = [whole_day("fitbit", 60), WATCH]
    take(ada, both[first])
    (group,) = take(ada, both[1 - first]).duplicates
    assert "includes its workouts" in group.why
    assert minutes(ada) == [45]
    for recording in both:
        assert counts(take(ada, recording)) == (0, 0, 1, 0)


def test_a_new_workout_counts_beside_the_others_when_the_total_goes(ada: Diary) -> None:
    take(ada, whole_day("fitbit", 60))
    evening = row("phone", 20, TEN + timedelta(hours=8), id="p9")
    take(ada, WATCH, evening)
    assert sorted(minutes(ada)) == [20, 45]


def changed_total(diary: Diary, minutes: int = 45) -> None:
    """A day's total of an import, which was changed by hand afterwards."""
    take(diary, whole_day("fitbit", 60))
    (stored,) = diary.activities()
    diary.save(replace(stored, minutes=minutes), stored, by="check in")


def test_a_days_total_that_was_changed_by_hand_stays_beside_a_new_workout(ada: Diary) -> None:
    changed_total(ada)
    stroll = row("watch", 10, id="w2", intensity=Intensity.LIGHT)
    (group,) = (plan := take(ada, stroll)).duplicates
    assert (group.kept, plan.removes) == (None, ())
    assert group.why == "You entered or changed the day's minutes yourself, so both are kept."
    assert sorted(minutes(ada)) == [10, 45]
    for recording in (stroll, whole_day("fitbit", 60)):
        assert counts(take(ada, recording)) == (0, 0, 1, 0), "nothing is asked again"
    assert sorted(minutes(ada)) == [10, 45]


def test_the_workouts_may_still_take_the_place_of_a_changed_total(ada: Diary) -> None:
    changed_total(ada)
    apply_preview(ada, choosing(preview(ada, ParseResult((WATCH,))), {0: 1}))
    assert minutes(ada) == [45]
    assert ada.activities()[0].source == "watch"


@pytest.mark.parametrize("workout", [False, True])
def test_a_changed_total_counts_once_beside_another_devices_higher_one(
    ada: Diary, workout: bool
) -> None:
    changed_total(ada)
    plan = take(ada, whole_day("garmin", 90), *([PHONE] if workout else []))
    assert plan.removes == ()
    assert plan.duplicates[-1].why == "What you entered or changed yourself stays, and counts once."
    assert sorted(minutes(ada)) == ([38, 45] if workout else [45])
    assert counts(take(ada, whole_day("garmin", 90))) == (0, 0, 1, 0)


def test_a_total_that_nobody_touched_still_goes_for_the_days_workouts(ada: Diary) -> None:
    take(ada, whole_day("fitbit", 60))
    (stored,) = ada.activities()
    assert preview(ada, ParseResult((WATCH,))).removes == (stored,)


# -- strength workouts


def session(source: str, day: date = DAY) -> Candidate:
    given: dict[str, object] = {"date": day, "exercise": "strength workout", "source": source}
    return Candidate(EntryType.EXERCISES, f"{source}.csv", 2, given, frozenset(), recorded=True)


def test_a_strength_workout_makes_a_strength_day_and_comes_in_once(ada: Diary) -> None:
    assert take(ada, session("watch"), session("watch"), session("phone")).added == 2
    assert take(ada, session("watch"), session("watch"), session("phone")).added == 0
    (day,) = ada.days(DAY, DAY, strengthening())
    assert day.strength


def test_an_exercise_typed_in_is_not_added_again(ada: Diary) -> None:
    ada.save(ExerciseDone(DAY, "wall sit", 3, None, 20), by="check in")
    given: dict[str, object] = {"date": DAY, "exercise": "Wall squat", "source": "gym log"}
    same = Candidate(
        EntryType.EXERCISES, "gym.csv", 2, {**given, "sets": 3}, frozenset(), recorded=True
    )
    other = replace(same, given={**given, "sets": 5})
    assert take(ada, same).added == 0
    assert take(ada, other).added == 1


# -- intensity


def test_all_runs_at_once_and_the_next_import_knows(ada: Diary) -> None:
    walks = [row("watch", 30, TEN + timedelta(days=n), id=f"w{n}") for n in range(3)]
    swim = row(
        "watch", 20, TEN + timedelta(hours=3), kind="swimming", id="s", intensity=Intensity.LIGHT
    )
    plan = preview(ada, ParseResult((*walks, swim)))
    assert intensities(plan) == {"walking": {Intensity.MODERATE: 3}}, "only what no file says"
    apply_preview(ada, with_intensities(plan, {"walking": Intensity.VIGOROUS}))
    assert [a.intensity for a in ada.activities()] == ["vigorous", "light", "vigorous", "vigorous"]
    later = row("phone", 30, TEN + timedelta(days=9), kind="Walk", id="p")
    take(ada, later)
    assert ada.activities()[-1].intensity == "vigorous"
    assert take(ada, *walks).updated == 0


# -- properties

starts = st.integers(0, 3 * 24 * 60).map(lambda n: TEN + timedelta(minutes=n))
some_rows = st.builds(
    row,
    st.sampled_from(["watch", "phone", "strava"]),
    st.integers(1, 240),
    st.none() | starts,
    kind=st.sampled_from(["walking", "running", "other activity"]),
    id=st.sampled_from(["", "", "1", "2", "3", "4"]),
    file=st.sampled_from(["a", "b"]),
)


def _account(candidate: Candidate) -> object:
    given = candidate.given
    return (given["source"], given["external_id"]) if "external_id" in given else object()


@patiently
@given(rows=st.lists(some_rows, max_size=8, unique_by=_account))
def test_any_files_twice_add_nothing_and_ask_nothing(
    another: Callable[[], Diary], rows: list[Candidate]
) -> None:
    diary = another()
    rows = sorted(rows, key=lambda candidate: candidate.file)
    take(diary, *rows)
    version = diary.version()
    plan = take(diary, *rows)
    assert (plan.added, plan.updated, plan.duplicates) == (0, 0, ())
    assert diary.version() == version


@patiently
@given(lengths=st.lists(st.integers(20, 39), min_size=2, max_size=4), order=st.randoms())
def test_of_recordings_of_one_bout_the_longest_counts_in_any_order(
    another: Callable[[], Diary], lengths: list[int], order: object
) -> None:
    diary = another()
    rows = [row(f"source {n}", length, id="1") for n, length in enumerate(lengths)]
    order.shuffle(rows)  # type: ignore[attr-defined]
    for recording in rows:
        take(diary, recording)
    assert minutes(diary) == [max(lengths)]
