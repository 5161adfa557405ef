"""Any valid value of the model, and any valid diary, for hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from hypothesis import strategies as st

from tracker.library import find_exercise
from tracker.model import (
    EARLIEST_DAY,
    EXTERNAL_ID_LIMIT,
    NAME_LIMIT,
    NOTE_LIMIT,
    PICTURE_LIMIT,
    SITE_LIMIT,
    TERM_LIMIT,
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Context,
    Event,
    EventKind,
    ExerciseDone,
    ExerciseKind,
    ExportRecord,
    Goal,
    Intensity,
    MedicineKind,
    MedicineTaken,
    Occasion,
    Outcome,
    OwnExercise,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Region,
    Reminder,
    ReportFormat,
    Scoring,
    Section,
    Skip,
    SkipReason,
    WeekStart,
)

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()  # has begun everywhere
AWKWARD = (
    "=1+1", "'=1+1", "''@x", "+49", "-", "=", "@", "'", '"', '""', "a,b;c", "it's", "née 🙂",
    "דגים", "\u202eabc", "\u2028", "=\"x\"&'y'", "1e5", "NULL", "true", "2026-01-01", "' =",
    "e\u0301",
)  # fmt: skip


def texts(limit: int, *, lines: bool = False, min_size: int = 0) -> st.SearchStrategy[str]:
    """Texts that the model accepts: notes of several lines, or terms without spaces around."""
    letters = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t")
    if not lines:
        letters = st.characters(exclude_categories=["Cc", "Cs"])
    some = st.text(letters, max_size=min(limit, 30)) | st.sampled_from(AWKWARD)
    if lines:
        return some | st.sampled_from(["\n", "\t=x", " x ", "a\n=b\n", '"\n"', "'\t", "x" * limit])
    return some.map(str.strip).filter(lambda text: min_size <= len(text))


notes = texts(NOTE_LIMIT, lines=True)
terms = texts(TERM_LIMIT, min_size=1)
sources = texts(TERM_LIMIT)
ratings = st.integers(0, 10)
scores = ratings | st.floats(0, 10)  # as other programs write them
dates = st.dates(EARLIEST_DAY, YESTERDAY)
recent_dates = st.dates(YESTERDAY - timedelta(days=60), YESTERDAY)
days = recent_dates | dates
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def exercise_names() -> st.SearchStrategy[str]:
    """Standard names and names of no exercise; other names become standard ones on import."""
    standard = st.sampled_from(["wall sit", "bird dog", "child's pose", "knee-to-chest stretch"])
    return standard | terms.filter(lambda name: find_exercise(name) is None)


@st.composite
def moments(draw: st.DrawFn, day: date | None = None) -> datetime:
    """A moment with its UTC offset, in whole seconds, on `day` if given."""
    seconds = draw(st.integers(0, 24 * 3600 - 1))
    day = draw(days) if day is None else day
    return datetime(day.year, day.month, day.day, tzinfo=draw(offsets)) + timedelta(seconds=seconds)


@st.composite
def check_ins(draw: st.DrawFn, day: date | None = None) -> CheckIn:
    day = draw(days) if day is None else day
    entered = min(day + timedelta(days=draw(st.integers(0, 3))), YESTERDAY)
    said = CheckIn(
        date=day,
        pain=draw(st.none() | scores),
        entered_at=draw(moments(entered)),
        worst_pain=draw(st.none() | scores),
        interference=draw(st.none() | ratings),
        flare=draw(st.none() | st.booleans()),
        sleep=draw(st.none() | ratings),
        sites=tuple(draw(st.lists(_sites, max_size=4, unique=True))),
        note=draw(notes),
        no_activity=draw(st.booleans()),
        no_exercises=draw(st.booleans()),
        off_work=draw(st.booleans()),
    )
    return replace(said, pain=0) if said.is_empty else said


_sites = st.sampled_from(["lower back", "left leg", "=neck"]) | texts(
    SITE_LIMIT, min_size=1
).filter(lambda site: ";" not in site)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    return Reading(
        at=draw(moments()),
        pain=draw(scores),
        context=draw(st.none() | st.sampled_from(Context)),
        exercise=draw(st.just("") | exercise_names()),
        note=draw(notes),
    )


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    day = draw(days)
    source = draw(sources)
    return Activity(
        date=day,
        activity=draw(st.sampled_from(["walking", "swimming"]) | terms),
        minutes=draw(st.integers(0 if source else 1, 1440)),
        intensity=draw(st.sampled_from(Intensity)),
        started_at=draw(st.none() | moments(day)),
        source=source,
        external_id=draw(texts(EXTERNAL_ID_LIMIT)) if source else "",
        note=draw(notes),
    )


_sets = st.none() | st.integers(1, 100)
_reps = st.none() | st.integers(1, 1000)
_hold_seconds = st.none() | st.integers(1, 3600)


@st.composite
def exercises_done(draw: st.DrawFn) -> ExerciseDone:
    return ExerciseDone(
        date=draw(days),
        exercise=draw(exercise_names()),
        sets=draw(_sets),
        reps=draw(_reps),
        hold_seconds=draw(_hold_seconds),
        source=draw(sources),
        note=draw(notes),
        outcome=draw(st.sampled_from(Outcome)),
    )


goals = st.builds(
    Goal,
    starts=dates,
    active_minutes=st.integers(1, 7 * 1440),
    strength_days=st.integers(1, 7),
)
plan_items = st.builds(
    PlanItem,
    exercise=terms,
    days_a_week=st.integers(0, 7),
    sets=_sets,
    reps=_reps,
    hold_seconds=_hold_seconds,
    starts=days,
)
skips = st.builds(Skip, date=days, exercise=terms, reason=st.sampled_from(SkipReason))


@st.composite
def medicines(draw: st.DrawFn) -> MedicineTaken:
    day = draw(days)
    return MedicineTaken(
        date=day,
        medicine=draw(texts(NAME_LIMIT, min_size=1)),
        amount=draw(texts(TERM_LIMIT)),
        kind=draw(st.none() | st.sampled_from(MedicineKind)),
        taken_at=draw(st.none() | moments(day)),
        note=draw(notes),
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    day, kind = draw(days), draw(st.sampled_from(EventKind))
    return Event(
        date=day,
        kind=kind,
        text=draw(texts(NAME_LIMIT, min_size=int(kind is EventKind.OTHER))),
        ends=draw(st.none() | st.integers(0, 4000).map(lambda n: day + timedelta(days=n))),
        note=draw(notes),
    )


_pictures = st.builds(
    lambda begins, rest: (begins + rest)[:PICTURE_LIMIT],
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]),
    st.binary(max_size=60) | st.just(bytes(range(256)) * (PICTURE_LIMIT // 256 + 1)),
)


@st.composite
def own_exercises(draw: st.DrawFn) -> OwnExercise:
    name, *others = draw(
        st.lists(
            terms.filter(lambda name: find_exercise(name) is None),
            min_size=1,
            max_size=4,
            unique_by=str.lower,
        )
    )
    return OwnExercise(
        name=name,
        kind=draw(st.sampled_from(ExerciseKind)),
        region=draw(st.none() | st.sampled_from(Region)),
        sets=draw(_sets),
        reps=draw(_reps),
        hold_seconds=draw(_hold_seconds),
        each_side=draw(st.booleans()),
        steps=draw(notes),
        picture=draw(st.none() | _pictures),
        picture_text=draw(texts(NAME_LIMIT)),
        archived=draw(st.booleans()),
        other_names="\n".join(others),
    )


_clocks = st.builds(time, hour=st.integers(0, 23), minute=st.integers(0, 59))
_weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


@st.composite
def reminders(draw: st.DrawFn) -> Reminder:
    occasion = draw(st.sampled_from(Occasion))
    if occasion is not Occasion.BREAK:
        return Reminder(occasion, draw(_clocks), draw(_weekdays))
    begins, ends = sorted(draw(st.lists(_clocks, min_size=2, max_size=2, unique=True)))
    return Reminder(occasion, begins, draw(_weekdays), ends, draw(st.integers(10, 240)))


_numbers = st.floats(-1e9, 1e9) | st.sampled_from([0.0, -0.0, 0.1, 1e-300, 2.0**53])
_keys = texts(300, min_size=1) | st.sampled_from(["http://loinc.org/q/91145-9", "peg"])
questionnaires = st.builds(
    Questionnaire,
    not_asked=st.none() | st.lists(texts(255, min_size=1), max_size=3, unique=True).map(tuple),
    key=_keys,
    title=texts(200, min_size=1),
    definition=texts(500_000, lines=True).filter(bool),
    scoring=st.sampled_from(Scoring),
    every_days=st.none() | st.integers(1, 366),
    not_before=st.none() | dates,
)
_answers = st.builds(
    Answer,
    link_id=texts(255, min_size=1),
    value=st.booleans() | st.integers(-(2**53), 2**53) | st.integers(0, 1) | _numbers | notes,
)


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    day = draw(days)
    return Answers(
        date=day,
        questionnaire=draw(_keys),
        answers=tuple(draw(st.lists(_answers, min_size=1, max_size=6))),
        score=draw(st.none() | _numbers.map(lambda number: number + 0.0)),  # no minus nought
        entered_at=draw(moments(day)),
    )


appointments = st.builds(
    Appointment,
    questions=notes,
    sections=st.lists(st.sampled_from(Section), unique=True).map(tuple),
)
export_records = st.builds(
    lambda at, kind, span: ExportRecord(at, kind, min(span), max(span)),
    moments(),
    st.sampled_from(ReportFormat),
    st.tuples(days, days),
)
people = st.builds(
    Person,
    name=texts(NAME_LIMIT),
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati"]),
    week_start=st.sampled_from(WeekStart),
    region=st.sampled_from([None, "de-AT", "en-US"]),
)


class Entries(NamedTuple):
    """What a diary holds of its days, apart from questionnaires."""

    check_ins: list[CheckIn]
    readings: list[Reading]
    activities: list[Activity]
    exercises: list[ExerciseDone]

    @property
    def values(self) -> list[CheckIn | Reading | Activity | ExerciseDone]:
        return [*self.check_ins, *self.readings, *self.activities, *self.exercises]

    def without_contradiction(self) -> "Entries":
        """Days that say "none" only where there is none; no day that says nothing."""
        active = {activity.date for activity in self.activities if activity.minutes}
        exercised = {done.date for done in self.exercises}
        said = [
            replace(
                check_in,
                no_activity=check_in.no_activity and check_in.date not in active,
                no_exercises=check_in.no_exercises and check_in.date not in exercised,
            )
            for check_in in self.check_ins
        ]
        return self._replace(check_ins=[one for one in said if not one.is_empty])


def _external(activity: Activity) -> object:
    return (activity.source, activity.external_id) if activity.external_id else activity.uid


def diaries(max_size: int = 6) -> st.SearchStrategy[Entries]:
    """Any valid diary: one check-in a day, an external id once per source; repeats elsewhere."""

    def some(entries: st.SearchStrategy[object], **unique: object) -> st.SearchStrategy[object]:
        return st.lists(entries, max_size=max_size, **unique)  # type: ignore[arg-type]

    return st.builds(
        Entries,
        some(check_ins(), unique_by=lambda c: c.date),
        some(readings()),
        some(activities(), unique_by=_external),
        some(exercises_done()),
    ).map(Entries.without_contradiction)
