"""A made-up but believable diary, for trying the product, pictures and measurements."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from statistics import fmean
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    ChangeSource,
    CheckIn,
    Context,
    Entry,
    Event,
    EventKind,
    ExerciseDone,
    ExerciseKind,
    Goal,
    Intensity,
    MedicineKind,
    MedicineTaken,
    Outcome,
    OwnExercise,
    Person,
    PlanItem,
    Reading,
    Region,
    Skip,
    SkipReason,
    at_offset,
)
from tracker.questionnaires import form, peg, score, values
from tracker.store import Diary

PLAN = (
    PlanItem("pelvic tilt", 5, reps=12),
    PlanItem("bird dog", 3, reps=5, hold_seconds=10),
    PlanItem("wall sit", 3, sets=3, hold_seconds=20),
    PlanItem("cat-camel", 7, hold_seconds=5),
    PlanItem("knee-to-chest stretch", 4, hold_seconds=20),
)
SITES = ("lower back", "left buttock", "back of left upper leg", "middle back")
NOTES = (
    "Long drive.", "Slept on the sofa.", "Gardening, took breaks.", "Sat all day, meeting after "
    "meeting.", "Good walk by the river.", "Stiff in the morning, better by noon.",
    "Carried the shopping in two trips.", "Tired.", "Warm bath helped me wind down.",
    "Physio appointment. Went through the bird dog again:\nslower, and breathe.",
)  # fmt: skip
FLARE_NOTES = ("Bent down and it caught.", "Couldn't sit through dinner.", "Lay down twice today.")
OWN = OwnExercise(
    "sciatic nerve glide",
    ExerciseKind.MOBILITY,
    Region.LOWER_BACK,
    reps=10,
    each_side=True,
    steps="Sit tall on a chair, hands behind your back.\n"
    "Straighten one knee and look up at the same time.\n"
    "Bend the knee again and look down.\n"
    "Slowly, without pushing into pain.",
)
IBUPROFEN = ("ibuprofen", "400 mg", MedicineKind.OVER_THE_COUNTER)
PARACETAMOL = ("paracetamol", "1 g", MedicineKind.OVER_THE_COUNTER)
NAPROXEN = ("naproxen", "250 mg", MedicineKind.PRESCRIBED)
QUESTIONS = (
    "Is it all right to go on with the bird dog when my leg tingles a little?\n"
    "What else could I do on the days of a flare?"
)


def write_demo(diary: Diary, today: date, days: int = 365, seed: int = 2) -> int:
    """Fill an empty diary with `days` days up to `today`; returns its version.

    Today itself is left to enter. The same seed and days give the same diary:
    gaps, flares, late entries, weeks met, missed and unknown, days without activity that
    are said to be so and days that are not, goals that change once, medicines, days off
    work and, in a diary of two months or more, events and an exercise of the person's own.
    """
    first = today - timedelta(days=days - 1)
    goals = [Goal(first, 120, 2), Goal(first + timedelta(days=days // 3), 150, 2)]
    entries = list(demo_entries(diary.person(), first, today, seed))
    plan = [replace(item, starts=first) for item in PLAN]
    answers = _answers(diary.person(), entries, first, today, seed)
    happened = list(_events(first, days))
    mine = [OWN] if happened else []
    wanted: list[Entry] = [*goals, *plan, *mine, *entries, *happened, peg(), *answers]
    wanted.append(Appointment(QUESTIONS))
    return diary.apply(wanted, by=ChangeSource.DEMO)


def demo_entries(person: Person, first: date, today: date, seed: int) -> Iterator[Entry]:
    """Day by day from `first` until `today`, all that the made-up diary says."""
    chance = Random(seed)  # noqa: S311  # nothing secret about a made-up diary
    excuse = Random(seed + 1)  # noqa: S311
    candid = Random(seed + 3)  # noqa: S311
    ailing = Random(seed + 4)  # noqa: S311
    taught = _day_in(first, (today - first).days + 1, 0.25)  # when the physiotherapy began
    zone = ZoneInfo(person.time_zone)
    days = (today - first).days + 1
    drift = 0.0
    flare_days = 0
    for number in range(days - 1):  # today is left to enter
        day = first + timedelta(days=number)
        if number == 0 or day.weekday() == 0:
            # Some weeks go well, some don't, and some are not written down.
            keen = chance.choices((0.4, 0.75, 1.0), (2, 3, 3))[0]
            careful = chance.choices((0.55, 0.9, 1.0), (2, 2, 4))[0]
            telling = candid.choices((0.0, 0.6, 1.0), (2, 3, 4))[0]
        drift = 0.9 * drift + chance.gauss(0, 0.45)
        if flare_days == 0 and chance.random() < 0.018:
            flare_days = chance.randint(2, 6)
        flare = flare_days > 0
        flare_days = max(0, flare_days - 1)
        level = 5.0 - 1.2 * number / days + drift + (1.8 if flare else 0) + chance.gauss(0, 0.5)
        pain = min(10, max(0, round(level)))
        said = None
        if chance.random() < careful:
            said = _check_in(chance, day, pain, flare, day < today - timedelta(days=1), zone)
        readings = []
        if flare and chance.random() < 0.5:
            at = _at(day, 7 * 60 + chance.randrange(90), zone)
            readings.append(Reading(at, min(10, pain + 1), Context.FLARE))
        active: list[Activity | ExerciseDone | Reading] = []
        skipped: list[Skip] = []
        if not (flare and chance.random() < 0.7):
            active = [
                _ended(candid, entry, pain) for entry in _active(chance, day, keen, pain, zone)
            ]
            skipped = list(_skipped(excuse, day, active, flare))
        off_work = flare and day.weekday() < 5 and ailing.random() < 0.5
        if said is not None:
            yield replace(_candid(candid, said, active, telling), off_work=off_work)
            yield from _medicines(ailing, day, pain, flare, zone)
        if taught and day >= taught and _exercised(active) and ailing.random() < 0.4:
            active.append(ExerciseDone(day, OWN.name, reps=OWN.reps))
        yield from (*readings, *active, *skipped)


def _medicines(
    ailing: Random, day: date, pain: int, flare: bool, zone: ZoneInfo
) -> Iterator[MedicineTaken]:
    """Something for the pain on bad days, and in a flare sometimes what is prescribed."""
    if ailing.random() < (0.6 if flare else 0.3 if pain >= 6 else 0.02):
        name, amount, kind = IBUPROFEN if ailing.random() < 0.7 else PARACETAMOL
        at = _at(day, 8 * 60 + ailing.randrange(720), zone) if ailing.random() < 0.5 else None
        yield MedicineTaken(day, name, amount, kind, at)
    if flare and pain >= 6 and ailing.random() < 0.4:
        yield MedicineTaken(day, *NAPROXEN)


def _day_in(first: date, days: int, share: float) -> date | None:
    """The day after so much of a diary of two months or more; None in a shorter one."""
    return first + timedelta(days=int(days * share)) if days >= 60 else None


def _events(first: date, days: int) -> Iterator[Event]:
    """What happened in a diary of two months or more."""
    for share, kind, text, lasts in (
        (0.25, EventKind.TREATMENT, "physiotherapy", 41),
        (0.45, EventKind.FALL, "slipped on the stairs", None),
        (0.62, EventKind.ILLNESS, "a bad cold", 5),
        (0.8, EventKind.WORK, "a desk to stand at", None),
    ):
        if day := _day_in(first, days, share):
            ends = None if lasts is None else day + timedelta(days=lasts)
            yield Event(day, kind, text, ends)


def _exercised(active: Iterable[Activity | ExerciseDone | Reading]) -> bool:
    return any(isinstance(entry, ExerciseDone) for entry in active)


def _candid(
    candid: Random, said: CheckIn, active: list[Activity | ExerciseDone | Reading], telling: float
) -> CheckIn:
    """The check-in, often saying so where there was no activity or no exercise."""
    return replace(
        said,
        no_activity=not any(isinstance(entry, Activity) for entry in active)
        and candid.random() < telling,
        no_exercises=not _exercised(active) and candid.random() < telling,
    )


def _ended(
    candid: Random, entry: Activity | ExerciseDone | Reading, pain: int
) -> Activity | ExerciseDone | Reading:
    """Some exercises are done partly, and on a bad day some are stopped for pain."""
    if not isinstance(entry, ExerciseDone):
        return entry
    chance = candid.random()
    if pain >= 6 and chance < 0.2:
        return replace(entry, outcome=Outcome.STOPPED)
    return replace(entry, outcome=Outcome.PARTLY) if chance > 0.93 else entry


def _answers(
    person: Person, entries: Iterable[Entry], first: date, today: date, seed: int
) -> Iterator[Answers]:
    """The PEG on most Sundays, answered much as the week's check-ins were."""
    chance = Random(seed + 2)  # noqa: S311
    pain = {
        entry.date: entry.pain
        for entry in entries
        if isinstance(entry, CheckIn) and entry.pain is not None
    }
    day = first + timedelta(days=13 - first.weekday())
    while day < today:
        past = [pain[at] for n in range(7) if (at := day - timedelta(days=n)) in pain]
        if len(past) >= 4 and chance.random() < 0.85:
            level = fmean(past)
            rated = (level, level - 0.8 + chance.gauss(0, 0.7), level - 0.3 + chance.gauss(0, 0.7))
            answers = tuple(
                Answer(question.link_id, min(10, max(0, round(value))))
                for question, value in zip(form(peg()).questions, rated, strict=True)
            )
            yield Answers(
                date=day,
                questionnaire=peg().key,
                answers=answers,
                score=score(form(peg()), values(answers), peg().scoring),
                entered_at=_at(day, 20 * 60 + 30, ZoneInfo(person.time_zone)),
                uid=UUID(int=chance.getrandbits(128), version=4),
            )
        day += timedelta(days=7)


def _check_in(
    chance: Random, day: date, pain: int, flare: bool, may_be_late: bool, zone: ZoneInfo
) -> CheckIn:
    late = may_be_late and chance.random() < 0.07
    minute = (8 if late else 20) * 60 + chance.randrange(150)
    detailed = flare or chance.random() < 0.35
    note = ""
    if chance.random() < 0.16:
        note = chance.choice(FLARE_NOTES if flare else NOTES)
    return CheckIn(
        date=day,
        pain=pain,
        entered_at=_at(day + timedelta(days=late), minute, zone),
        worst_pain=min(10, pain + chance.randint(0, 3)) if detailed else None,
        interference=min(10, max(0, pain + chance.randint(-2, 1))) if detailed else None,
        flare=True if flare else (False if detailed else None),
        sleep=min(10, max(0, round(8 - 0.4 * pain + chance.gauss(0, 1.2)))) if detailed else None,
        sites=tuple(sorted(chance.sample(SITES, chance.randint(1, 2)))) if detailed else (),
        note=note,
    )


def _active(
    chance: Random, day: date, keen: float, pain: int, zone: ZoneInfo
) -> Iterator[Activity | ExerciseDone | Reading]:
    weekend = day.weekday() >= 5
    if chance.random() < 0.62 * keen:
        minutes = chance.choice((15, 20, 25, 30, 30, 35)) + (15 if weekend else 0)
        yield Activity(day, "walking", minutes, Intensity.MODERATE, source="phone")
    if chance.random() < (0.3 if weekend else 0.12) * keen:
        started = _at(day, 10 * 60 + chance.randrange(420), zone)
        minutes = chance.choice((25, 40, 45, 60))
        yield Activity(
            day, "cycling", minutes, Intensity.MODERATE, started, "watch", f"ride-{day:%Y%m%d}"
        )
    if day.weekday() == 1 and chance.random() < 0.6 * keen:
        yield Activity(day, "swimming", 30, Intensity.VIGOROUS, note="Breaststroke and back.")
    if day.weekday() == 3 and chance.random() < 0.5 * keen:
        yield Activity(day, "yoga class", 60, Intensity.LIGHT)
    if chance.random() < 0.42 * keen:
        for item in PLAN:
            if chance.random() < 0.45 + item.days_a_week / 14:
                yield ExerciseDone(day, item.exercise, item.sets, item.reps, item.hold_seconds)
        if chance.random() < 0.12:
            at = _at(day, 18 * 60 + chance.randrange(90), zone)
            yield Reading(at, min(10, pain + 1), Context.BEFORE, "wall sit")
            yield Reading(at + timedelta(minutes=20), pain, Context.AFTER, "wall sit")


def _skipped(
    excuse: Random, day: date, active: list[Activity | ExerciseDone | Reading], flare: bool
) -> Iterator[Skip]:
    """On some days, why the rest of the plan was not done."""
    done = {entry.exercise for entry in active if isinstance(entry, ExerciseDone)}
    if done and excuse.random() < 0.4:
        weights = (5, 2, 1) if flare else (1, 4, 3)
        reason = excuse.choices(tuple(SkipReason), weights)[0]
        yield from (Skip(day, item.exercise, reason) for item in PLAN if item.exercise not in done)


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    return at_offset(local)
