"""Entries to save, of a day that has begun everywhere."""

from datetime import date, datetime, time, timedelta, timezone

from tests.strategies import YESTERDAY
from tracker.model import (
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
    FileMapping,
    Goal,
    Intensity,
    LeftOut,
    MedicineKind,
    MedicineTaken,
    Occasion,
    OwnExercise,
    PlanItem,
    Questionnaire,
    Reading,
    Region,
    Reminder,
    Scoring,
    Section,
    Skip,
    SkipReason,
    UsualIntensity,
)

DAY = YESTERDAY
BY = "a test"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
CET = timezone(timedelta(hours=1))


def at(hour: int, day: date = DAY, zone: timezone = CET) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 14, 5, tzinfo=zone)


def check_in(pain: int = 4, day: date = DAY, **fields: object) -> CheckIn:
    return CheckIn(day, pain, at(20, day), **fields)  # type: ignore[arg-type]


def walk(minutes: int = 30, day: date = DAY, **fields: object) -> Activity:
    intensity = fields.pop("intensity", Intensity.MODERATE)
    return Activity(day, "walk", minutes, intensity, **fields)  # type: ignore[arg-type]


def answered(day: date = DAY, **fields: object) -> Answers:
    values: list[object] = [True, 1, 1.0, "1", False, 0, 0.0, "", -0.5, "née 🙂"]
    answers = tuple(Answer(f"q{n}", value) for n, value in enumerate(values))  # type: ignore[arg-type]
    made = {"answers": answers, "score": 4.25, **fields}
    return Answers(day, "http://example.org/peg", entered_at=at(21, day), **made)  # type: ignore[arg-type]


def own_exercise(name: str = "Wall slide", **fields: object) -> OwnExercise:
    made: dict[str, object] = {
        "region": Region.UPPER_BACK,
        "sets": 2,
        "reps": 8,
        "hold_seconds": 5,
        "each_side": True,
        "steps": "Stand against a wall.\nSlide your arms up.",
        "picture": PICTURE,
        "picture_text": "Two figures at a wall",
        **fields,
    }
    return OwnExercise(name, ExerciseKind.STRENGTHENING, **made)  # type: ignore[arg-type]


def one_of_each() -> list[object]:
    return [
        check_in(
            worst_pain=7, interference=0, flare=False, sleep=10, sites=("hip", "left leg"), note="a"
        ),
        Reading(at(7), 3, Context.MORNING, "wall sit", "stiff"),
        walk(started_at=at(9), source="watch", external_id="7", note="b"),
        ExerciseDone(DAY, "wall sit", 3, None, 30, source="plan", note="c"),
        Goal(DAY, 120, 3),
        PlanItem("bird dog", 5, 2, 10, starts=DAY),
        Skip(DAY, "bird dog", SkipReason.PAIN),
        Reminder(Occasion.BREAK, time(9), (0, 2, 4), time(17, 30), 55),
        Questionnaire("http://example.org/peg", "PEG", '{"resourceType":"Q"}', Scoring.MEAN, 7),
        answered(),
        Appointment("Is swimming fine?\nAnd running?", (Section.NOTES, Section.DAYS)),
        MedicineTaken(DAY, "ibuprofen", "400 mg", MedicineKind.OVER_THE_COUNTER, at(8), note="d"),
        Event(DAY, EventKind.TREATMENT, "physiotherapy", DAY + timedelta(days=40), "at the clinic"),
        own_exercise(),
        LeftOut("phone", "run-17", DAY),
        UsualIntensity("walking", Intensity.VIGOROUS),
        FileMapping("0f" * 16, "gym log", '{"what": "exercise"}'),
    ]
