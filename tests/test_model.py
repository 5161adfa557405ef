from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tracker.model import (
    EARLIEST_DAY,
    LATEST_DAY,
    NOTE_LIMIT,
    PICTURE_LIMIT,
    SITES_LIMIT,
    TERM_LIMIT,
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Context,
    Day,
    Event,
    EventKind,
    ExerciseDone,
    ExerciseKind,
    ExportRecord,
    Goal,
    Intensity,
    InvalidValue,
    MedicineTaken,
    Occasion,
    OwnExercise,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    ReportFormat,
    Scoring,
    Section,
    Skip,
    SkipReason,
    plan_on,
)

DAY = date(2026, 3, 1)
EVENING = datetime(2026, 3, 1, 20, 14, tzinfo=timezone(timedelta(hours=1)))
CHECK_IN = CheckIn(DAY, 4, EVENING)
READING = Reading(EVENING, 4)
WALK = Activity(DAY, "walking", 30, Intensity.MODERATE)
WALL_SIT = ExerciseDone(DAY, "wall sit")
GOAL = Goal(DAY)
PLANNED = PlanItem("wall sit")
SKIPPED = Skip(DAY, "wall sit", SkipReason.PAIN)
TAKEN = MedicineTaken(DAY, "ibuprofen")
FALL = Event(DAY, EventKind.FALL)
OWN = OwnExercise("wall slide", ExerciseKind.STRENGTHENING)

BREAKS = Reminder(Occasion.BREAK, time(9), ends=time(17), every_minutes=45)
PEG = Questionnaire("peg", "PEG", "{}", Scoring.MEAN, 7)
ANSWERED = Answers(DAY, "peg", (Answer("1", 4),), 4.0, EVENING)
HANDED_OVER = ExportRecord(EVENING, ReportFormat.PDF, DAY, DAY)

FUTURE = date.today() + timedelta(days=3)
OUT_OF_TEN = [-1, 11, -0.1, 10.1, float("nan"), float("inf"), "3", True]
WHOLE_TO_TEN = [-1, 11, 3.0, 3.5, "3", True]
UNTIDY = [" x", "x ", "a\nb", "a\tb", "a\x00b", "a\x1bb", "a\x85b", "\ud800", "x" * 1_000, 7]
NOT_NUMBERS = [float("nan"), float("inf"), -float("inf"), 2**53 + 1, 10**400, 1e300]
NOT_DAYS = [FUTURE, EARLIEST_DAY - timedelta(days=1), EVENING, "2026-03-01", None]
NOT_MOMENTS = [
    EVENING.replace(tzinfo=None),
    EVENING.replace(microsecond=1),
    datetime(FUTURE.year, FUTURE.month, FUTURE.day, tzinfo=UTC),
    DAY,
    "2026-03-01T20:14",
]
WRONG = [
    *((CHECK_IN, field, bad) for field in ("pain", "worst_pain") for bad in OUT_OF_TEN),
    *((CHECK_IN, field, bad) for field in ("interference", "sleep") for bad in WHOLE_TO_TEN),
    *((CHECK_IN, field, bad) for field in ("no_activity", "no_exercises") for bad in (None, 1)),
    *((CHECK_IN, "off_work", bad) for bad in (None, 1, "yes")),
    *((CHECK_IN, "flare", bad) for bad in [0, 1, "yes"]),
    *((CHECK_IN, "date", bad) for bad in NOT_DAYS),
    *((CHECK_IN, "entered_at", bad) for bad in NOT_MOMENTS),
    *((CHECK_IN, "note", bad) for bad in ["a\x00b", "a\rb", "\ud800", "x" * (NOTE_LIMIT + 1), 7]),
    *((CHECK_IN, "sites", (bad,)) for bad in [*UNTIDY, "", "a;b"]),
    (CHECK_IN, "sites", ["neck"]),
    (CHECK_IN, "sites", ("neck", "neck")),
    (CHECK_IN, "sites", tuple(map(str, range(SITES_LIMIT + 1)))),
    *((READING, "at", bad) for bad in NOT_MOMENTS),
    *((READING, "pain", bad) for bad in [*OUT_OF_TEN, None]),
    *((READING, "context", bad) for bad in ["before", "", 1]),
    *((READING, "exercise", bad) for bad in UNTIDY),
    *((WALK, "date", bad) for bad in NOT_DAYS),
    *((WALK, "activity", bad) for bad in [*UNTIDY, ""]),
    *((WALK, "minutes", bad) for bad in [0, -5, 1441, 30.0, "30", True, None]),
    *((WALK, "intensity", bad) for bad in ["moderate", "", None]),
    *((WALK, "started_at", bad) for bad in [*NOT_MOMENTS, EVENING + timedelta(days=1)]),
    *((WALK, "source", bad) for bad in UNTIDY),
    (WALK, "note", "a\x00b"),
    *((WALL_SIT, "date", bad) for bad in NOT_DAYS),
    *((WALL_SIT, "exercise", bad) for bad in [*UNTIDY, ""]),
    *((WALL_SIT, "outcome", bad) for bad in ("done", None)),
    *((WALL_SIT, "sets", bad) for bad in [0, 101, 1.5, True]),
    *((WALL_SIT, "reps", bad) for bad in [0, 1001, "8"]),
    *((WALL_SIT, "hold_seconds", bad) for bad in [0, 3601]),
    *((GOAL, "starts", bad) for bad in [EVENING, None, LATEST_DAY + timedelta(days=1)]),
    *((GOAL, "active_minutes", bad) for bad in [0, 7 * 1440 + 1, 1.5]),
    *((GOAL, "strength_days", bad) for bad in [0, 8]),
    *((PLANNED, "exercise", bad) for bad in [*UNTIDY, ""]),
    *((PLANNED, "days_a_week", bad) for bad in [-1, 8, None]),
    *((PLANNED, "sets", bad) for bad in [0, 101]),
    *((PLANNED, "starts", bad) for bad in [EARLIEST_DAY - timedelta(days=1), EVENING, None]),
    *((SKIPPED, "date", bad) for bad in NOT_DAYS),
    *((SKIPPED, "exercise", bad) for bad in [*UNTIDY, ""]),
    *((SKIPPED, "reason", bad) for bad in ["pain", "rain", None]),
    *((TAKEN, "date", bad) for bad in NOT_DAYS),
    *((TAKEN, "medicine", bad) for bad in [*UNTIDY, ""]),
    *((TAKEN, "amount", bad) for bad in UNTIDY),
    *((TAKEN, "kind", bad) for bad in ["prescribed", "", 1]),
    *((TAKEN, "taken_at", bad) for bad in [*NOT_MOMENTS, EVENING + timedelta(days=1)]),
    (TAKEN, "note", "a\x00b"),
    *((FALL, "date", bad) for bad in NOT_DAYS),
    *((FALL, "kind", bad) for bad in ["fall", "", None]),
    *((FALL, "text", bad) for bad in UNTIDY),
    (Event(DAY, EventKind.OTHER, "moved house"), "text", ""),
    *((FALL, "ends", bad) for bad in [DAY - timedelta(days=1), EVENING, "2026-03-02"]),
    (FALL, "note", "a\x00b"),
    *((OWN, "name", bad) for bad in [*UNTIDY, ""]),
    *((OWN, "kind", bad) for bad in ["strengthening", "", None]),
    *((OWN, "region", bad) for bad in ["core", "", 1]),
    *((OWN, "sets", bad) for bad in [0, 101]),
    *((OWN, field, bad) for field in ("each_side", "archived") for bad in (None, 1)),
    *((OWN, "steps", bad) for bad in ["a\x00b", "x" * (NOTE_LIMIT + 1)]),
    *((OWN, "picture", bad) for bad in [b"", b"GIF89a", "\xff\xd8\xff"]),
    (OWN, "picture", b"\xff\xd8\xff" + bytes(PICTURE_LIMIT)),
    *((OWN, "picture_text", bad) for bad in UNTIDY),
    *((BREAKS, "occasion", bad) for bad in ["break", "tea", None]),
    *((BREAKS, "begins", bad) for bad in ["09:00", time(9, 0, 1), None]),
    *((BREAKS, "weekdays", bad) for bad in [(), (1, 0), (7,), (0, 0), [0], "0"]),
    *((BREAKS, "ends", bad) for bad in [time(9), time(8), None]),
    *((BREAKS, "every_minutes", bad) for bad in [9, 241, None]),
    *((PEG, "key", bad) for bad in [*UNTIDY, ""]),
    *((PEG, "title", bad) for bad in [*UNTIDY, ""]),
    *((PEG, "definition", bad) for bad in ["", "a\x00b", 7, "x" * 500_001]),
    *((PEG, "scoring", bad) for bad in ["mean", "median", None]),
    *((PEG, "every_days", bad) for bad in [0, 367, 7.0, True]),
    *((PEG, "not_before", bad) for bad in [EARLIEST_DAY - timedelta(days=1), EVENING, "soon"]),
    *((PEG, "not_asked", bad) for bad in [["a"], "a", ("a", "a"), ("",), (7,), (["a"],)]),
    *((Answer("1", 4), "link_id", bad) for bad in ["", " x", "a\nb", "x" * 256, 7]),
    *((Answer("1", 4), "value", bad) for bad in NOT_NUMBERS),
    *((Answer("1", 4), "value", bad) for bad in [None, (), [1], "a\x00b", "x" * 5001]),
    *((ANSWERED, "date", bad) for bad in NOT_DAYS),
    *((ANSWERED, "questionnaire", bad) for bad in [*UNTIDY, ""]),
    *((ANSWERED, "answers", bad) for bad in [(), [Answer("1", 4)], (4,), (Answer("1", 4),) * 501]),
    *((ANSWERED, "score", bad) for bad in [*NOT_NUMBERS, True, "4"]),
    *((ANSWERED, "entered_at", bad) for bad in NOT_MOMENTS),
    *((Appointment(), "questions", bad) for bad in ["a\x00b", "a\rb", "x" * (NOTE_LIMIT + 1), 7]),
    *((Appointment(), "sections", bad) for bad in [("days",), [Section.DAYS], (Section.DAYS,) * 2]),
    *((HANDED_OVER, "at", bad) for bad in NOT_MOMENTS),
    *((HANDED_OVER, "format", bad) for bad in ["pdf", "docx", None]),
    *((HANDED_OVER, "first", bad) for bad in [*NOT_DAYS, DAY + timedelta(days=1)]),
    *((HANDED_OVER, "last", bad) for bad in NOT_DAYS),
    *((Person(), "name", bad) for bad in UNTIDY),
    *((Person(), "time_zone", bad) for bad in ["", "Berlin", "../etc/passwd", "Europe", None]),
    *((Person(), "week_start", bad) for bad in ["monday", None]),
    *((Person(), "region", bad) for bad in ["Austria", "de_AT", "de-at", "de-AT; x", ""]),
]


@pytest.mark.parametrize(("value", "field", "bad"), WRONG)
def test_a_wrong_value_is_refused_with_its_field_and_what_is_allowed(
    value: CheckIn, field: str, bad: object
) -> None:
    with pytest.raises(InvalidValue) as caught:
        replace(value, **{field: bad})  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.allowed
    assert str(caught.value).startswith(f"{field} is ")
    assert "allowed is" in str(caught.value)
    assert len(str(caught.value)) < 250  # a note of megabytes isn't repeated


def test_a_check_in_cannot_be_entered_before_its_day() -> None:
    with pytest.raises(InvalidValue, match="date"):
        CheckIn(DAY, 4, EVENING - timedelta(days=1))


def test_a_check_in_knows_that_it_was_entered_late() -> None:
    assert not CHECK_IN.entered_late
    assert replace(CHECK_IN, entered_at=EVENING + timedelta(hours=4)).entered_late


def test_an_external_id_needs_a_source() -> None:
    with pytest.raises(InvalidValue, match="source"):
        replace(WALK, external_id="17")
    assert replace(WALK, source="watch", external_id="17").external_id == "17"


def test_missing_is_none_and_never_zero() -> None:
    assert (CHECK_IN.worst_pain, CHECK_IN.flare, CHECK_IN.sleep) == (None, None, None)
    assert replace(CHECK_IN, worst_pain=0, flare=False, sleep=0) != CHECK_IN


def test_values_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        CHECK_IN.pain = 3  # type: ignore[misc]


def test_equal_bouts_are_equal_but_are_two() -> None:
    other = Activity(DAY, "walking", 30, Intensity.MODERATE)
    assert other == WALK
    assert other.uid != WALK.uid


def test_the_goal_defaults_to_who_2020() -> None:
    assert (GOAL.active_minutes, GOAL.strength_days) == (150, 2)


def test_a_vigorous_minute_counts_twice_and_a_light_one_not() -> None:
    day = Day(DAY, light_minutes=60, moderate_minutes=20, vigorous_minutes=5)
    assert day.active_minutes == 30
    assert not day.logged
    assert Day(DAY, pain=0).logged


@pytest.mark.parametrize(
    ("zone", "other", "agrees"),
    [
        ("Etc/UTC", "UTC", True),
        ("Asia/Calcutta", "Asia/Kolkata", True),
        ("America/Denver", "America/Phoenix", False),  # the same time in winter alone
        ("Europe/Berlin", "Pacific/Auckland", False),
        ("Europe/Berlin", "Mars/Olympus", False),
    ],
)
def test_zones_are_one_where_their_clocks_agree_all_year(
    zone: str, other: str, agrees: bool
) -> None:
    assert Person(time_zone=zone).keeps_time_of(other) is agrees


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_has_to_have_begun_where_the_person_lives(zone: str) -> None:
    person = Person(time_zone=zone)
    today = datetime.now(ZoneInfo(zone)).date()
    assert person.today() == today
    assert person.now().tzinfo is not None
    person.refuse_future(CheckIn(today, 4, person.now()))


def test_no_entry_comes_to_a_day_that_has_not_begun_for_the_person() -> None:
    person = Person(time_zone="Pacific/Pago_Pago")
    ahead = datetime.now(ZoneInfo("Pacific/Kiritimati"))  # where a later day is always
    day = ahead.date()
    check_in = CheckIn(day, 4, ahead.replace(microsecond=0))
    for known in (None, person.today(), day - timedelta(days=1)):
        with pytest.raises(InvalidValue, match=f"date is {day}; allowed is a day up to today"):
            person.refuse_future(check_in, today=known)
    with pytest.raises(InvalidValue, match="at is"):
        person.refuse_future(Reading(check_in.entered_at, 4, Context.FLARE))
    with pytest.raises(InvalidValue, match="date is"):
        person.refuse_future(check_in, replace(check_in, date=person.today()))
    person.refuse_future(replace(check_in, pain=5), check_in)
    person.refuse_future(Goal(day, 150, 2))


@given(some.check_ins() | some.readings() | some.activities() | some.exercises_done() | some.skips)
def test_any_valid_value_equals_a_copy_and_has_a_day(
    value: CheckIn | Reading | Activity | ExerciseDone | Skip,
) -> None:
    assert replace(value) == value
    assert EARLIEST_DAY <= value.date <= date.today()


@given(st.one_of(some.goals, some.plan_items, some.people))
def test_any_valid_setting_equals_a_copy(value: Goal | PlanItem | Person) -> None:
    assert replace(value) == value


@given(some.ratings, st.integers().filter(lambda n: not 0 <= n <= 10))
def test_pain_is_a_whole_number_from_0_to_10(inside: int, outside: int) -> None:
    assert replace(CHECK_IN, pain=inside).pain == inside
    with pytest.raises(InvalidValue, match="pain"):
        replace(CHECK_IN, pain=outside)


def test_texts_may_be_as_long_as_said_and_of_any_script() -> None:
    assert replace(CHECK_IN, note="ב\n🙂\t" + "x" * (NOTE_LIMIT - 4)).note
    assert replace(WALK, activity="ü" * TERM_LIMIT).activity
    assert replace(READING, context=Context.FLARE).context == "flare"


def test_a_changed_exercise_keeps_its_place_in_the_plan_and_one_chosen_anew_does_not() -> None:
    first, second = PlanItem("plank", starts=DAY), PlanItem("bridge", starts=DAY)
    more = PlanItem("plank", 3, starts=DAY + timedelta(days=1))
    assert plan_on([more, first, second], DAY + timedelta(days=1)) == [more, second]
    ended, again = (PlanItem("plank", n, starts=DAY + timedelta(days=2 + n)) for n in (0, 1))
    assert plan_on([first, second, ended, again], again.starts) == [second, again]


@given(st.lists(some.plan_items, unique_by=lambda item: (item.exercise, item.starts)), some.days)
def test_the_plan_of_a_day_is_for_each_exercise_what_started_last(
    items: list[PlanItem], day: date
) -> None:
    expected = set()
    for name in {item.exercise for item in items}:
        started = [item for item in items if item.exercise == name and item.starts <= day]
        if started:
            latest = [i for i in started if not any(i.starts < other.starts for other in started)]
            expected |= {item for item in latest if item.days_a_week > 0}
    plan = plan_on(items, day)
    assert set(plan) == expected
    assert len(plan) == len(expected)


def test_a_refused_picture_is_named_by_its_size_and_not_spelled_out() -> None:
    with pytest.raises(InvalidValue, match="picture is a file of 300,003 bytes; allowed is a JPEG"):
        replace(OWN, picture=b"\xff\xd8\xff" + bytes(PICTURE_LIMIT))


def test_an_event_is_called_what_the_person_calls_it() -> None:
    assert FALL.words == "fall"
    assert replace(FALL, text="slipped on ice").words == "slipped on ice"


def test_a_treatment_may_have_an_end_to_come() -> None:
    assert Event(DAY, EventKind.TREATMENT, ends=FUTURE).ends == FUTURE


def test_the_steps_of_an_own_exercise_are_its_lines() -> None:
    assert replace(OWN, steps=" Stand.\n\nSlide up. \n").step_lines == ("Stand.", "Slide up.")
    assert OWN.step_lines == ()
