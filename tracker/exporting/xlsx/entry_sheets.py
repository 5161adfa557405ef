"""The sheets of single entries: what was done, rated, taken, what happened, goals, answers."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.analysis.report_data import ReportData
from tracker.exporting.xlsx.workbook import Cell, CellType, Sheet, SheetColumn
from tracker.model import Answer, EventKind, Intensity, Outcome, Questionnaire, Scoring, Section
from tracker.questionnaires import FormRefused, Item, form

NONE_GIVEN = "None was given."
_FACTORS = {Intensity.LIGHT: 0, Intensity.MODERATE: 1, Intensity.VIGOROUS: 2}
_DONE = {Outcome.DONE: "yes", Outcome.PARTLY: "partly", Outcome.STOPPED: "stopped"}
NOTE = SheetColumn("Note", CellType.TEXT, "What was written down, as typed.", NONE_GIVEN, 60)
_SOURCE = SheetColumn(
    "Source", CellType.TEXT, "The device or program it came from.", "Entered by hand.", 14
)
_DOSE = (
    SheetColumn("Sets", CellType.WHOLE, "How many sets.", NONE_GIVEN, 8),
    SheetColumn("Repetitions a set", CellType.WHOLE, "Per set and side.", NONE_GIVEN, 12),
    SheetColumn("Hold (seconds)", CellType.WHOLE, "Per repetition and side.", NONE_GIVEN, 10),
)


def activities(contents: ReportData) -> Sheet:
    """Bouts of activity."""
    columns = (
        SheetColumn("Date", CellType.DAY, "The local calendar day."),
        SheetColumn("Activity", CellType.TEXT, "What was done.", width=20),
        SheetColumn(
            "Minutes (min)",
            CellType.WHOLE,
            "How long. 0: a source that counts whole days knows of the day, and counted none.",
        ),
        SheetColumn("Intensity", CellType.TEXT, "light, moderate or vigorous."),
        SheetColumn(
            "Active minutes (min)",
            CellType.WHOLE,
            "What counts to the goal: light 0, moderate as it is, vigorous twice.",
        ),
        SheetColumn("Started at", CellType.MOMENT, "By the person's clock.", NONE_GIVEN, 17),
        _SOURCE,
    )
    with_notes = Section.NOTES in contents.appointment.sections
    rows = (
        (
            entry.date,
            entry.activity,
            entry.minutes,
            entry.intensity.value,
            entry.minutes * _FACTORS[entry.intensity],
            entry.started_at,
            entry.source or None,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.activities
    )
    return Sheet("Activities", (*columns, *([NOTE] if with_notes else [])), rows)


def exercises(contents: ReportData) -> Sheet:
    """Exercises done, and those of the plan of which it was said why not."""
    columns = (
        SheetColumn("Date", CellType.DAY, "The local calendar day."),
        SheetColumn("Exercise", CellType.TEXT, "Its name.", width=26),
        SheetColumn(
            "Done",
            CellType.TEXT,
            "yes; partly; stopped, for pain; or no where it was said why not.",
            width=9,
        ),
        SheetColumn("Why not", CellType.TEXT, "pain, time or forgot.", "It was done or begun.", 9),
        *_DOSE,
        _SOURCE,
    )
    with_notes = Section.NOTES in contents.appointment.sections
    done: list[tuple[Cell, ...]] = [
        (
            entry.date,
            entry.exercise,
            _DONE[entry.outcome],
            None,
            entry.sets,
            entry.reps,
            entry.hold_seconds,
            entry.source or None,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.exercises_done
    ]
    nothing = [None] * (4 + with_notes)
    skipped: list[tuple[Cell, ...]] = [
        (skip.date, skip.exercise, "no", skip.reason.value, *nothing) for skip in contents.skips
    ]
    rows = sorted([*done, *skipped], key=lambda row: row[0])  # type: ignore[arg-type, return-value]
    return Sheet("Exercises", (*columns, *([NOTE] if with_notes else [])), rows)


def readings(contents: ReportData) -> Sheet:
    """Extra pain ratings at one moment."""
    columns = (
        SheetColumn("At", CellType.MOMENT, "By the person's clock.", width=17),
        SheetColumn("Pain (0-10)", CellType.DECIMAL, "Pain at that moment, from 0 to 10."),
        SheetColumn(
            "Belongs to", CellType.TEXT, "before or after an exercise, flare, morning.", NONE_GIVEN
        ),
        SheetColumn("Exercise", CellType.TEXT, "Its name.", NONE_GIVEN, 26),
    )
    with_notes = Section.NOTES in contents.appointment.sections
    rows = (
        (
            entry.at,
            entry.pain,
            entry.context.value if entry.context else None,
            entry.exercise or None,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.readings
    )
    return Sheet("Readings", (*columns, *([NOTE] if with_notes else [])), rows)


def medicines(contents: ReportData) -> Sheet:
    """Medicines taken."""
    columns = (
        SheetColumn("Date", CellType.DAY, "The local calendar day."),
        SheetColumn("Medicine", CellType.TEXT, "In the person's words.", width=26),
        SheetColumn("Amount", CellType.TEXT, "In the person's words.", NONE_GIVEN, 14),
        SheetColumn("Kind", CellType.TEXT, "over the counter, or prescribed.", NONE_GIVEN, 16),
        SheetColumn("Taken at", CellType.MOMENT, "By the person's clock.", NONE_GIVEN, 17),
    )
    with_notes = Section.NOTES in contents.appointment.sections
    rows = (
        (
            entry.date,
            entry.medicine,
            entry.amount or None,
            entry.kind.value if entry.kind else None,
            entry.taken_at,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.medicines
    )
    return Sheet("Medicines", (*columns, *([NOTE] if with_notes else [])), rows)


def events(contents: ReportData) -> Sheet:
    """What happened that may matter."""
    kinds = f"{', '.join(EventKind)}."
    columns = (
        SheetColumn("Date", CellType.DAY, "The day, or the first of several."),
        SheetColumn("Kind", CellType.TEXT, kinds, width=18),
        SheetColumn("What", CellType.TEXT, "In the person's words.", NONE_GIVEN, 30),
        SheetColumn("Until", CellType.DAY, "The last day.", "One day, or no end is known."),
    )
    with_notes = Section.NOTES in contents.appointment.sections
    rows = (
        (
            entry.date,
            entry.kind.value,
            entry.text or None,
            entry.ends,
            *([entry.note or None] if with_notes else []),
        )
        for entry in contents.events
    )
    return Sheet("Events", (*columns, *([NOTE] if with_notes else [])), rows)


def own_exercises(contents: ReportData) -> Sheet:
    """Exercises that the library doesn't have."""
    columns = (
        SheetColumn("Exercise", CellType.TEXT, "Its name.", width=26),
        SheetColumn("Kind", CellType.TEXT, "strengthening, stretching or mobility.", width=14),
        SheetColumn("Region", CellType.TEXT, "What it works on first.", NONE_GIVEN, 16),
        *_DOSE,
        SheetColumn("Each side", CellType.TEXT, "yes: the dose is for each side.", width=9),
        SheetColumn("Steps", CellType.TEXT, "One a line.", NONE_GIVEN, 60),
        SheetColumn("Picture", CellType.TEXT, "yes: the diary has one.", width=9),
    )
    rows = (
        (
            own.name,
            own.kind.value,
            own.region.value if own.region else None,
            own.sets,
            own.reps,
            own.hold_seconds,
            "yes" if own.each_side else "no",
            own.steps or None,
            "yes" if own.picture else "no",
        )
        for own in contents.own_exercises
    )
    return Sheet("Own exercises", columns, rows)


def intentions(contents: ReportData) -> Sheet:
    """Goals and the plan, each from a day on."""
    columns = (
        SheetColumn("From", CellType.DAY, "The day from which on it holds."),
        SheetColumn("What", CellType.TEXT, "goal, or exercise of the plan.", width=10),
        SheetColumn("Active minutes (min a week)", CellType.WHOLE, "The goal.", "No goal."),
        SheetColumn("Strength days (days a week)", CellType.WHOLE, "The goal.", "No goal."),
        SheetColumn("Exercise", CellType.TEXT, "Its name.", "No exercise.", 26),
        SheetColumn("Days a week", CellType.WHOLE, "0: removed from the plan.", "No exercise."),
        *_DOSE,
    )
    goals: list[tuple[Cell, ...]] = [
        (goal.starts, "goal", goal.active_minutes, goal.strength_days, *[None] * 5)
        for goal in contents.goals
    ]
    plan: list[tuple[Cell, ...]] = [
        (
            item.starts,
            "exercise",
            None,
            None,
            item.exercise,
            item.days_a_week,
            item.sets,
            item.reps,
            item.hold_seconds,
        )
        for item in contents.plan_items
    ]
    return Sheet("Goals and plan", columns, [*goals, *plan])


_TITLE = SheetColumn("Questionnaire", CellType.TEXT, "Its title.", width=36)
_DATE = SheetColumn("Date", CellType.DAY, "The day it was answered for.")
SCORES = (
    _DATE,
    _TITLE,
    SheetColumn(
        "Score (points)", CellType.DECIMAL, "By the questionnaire's scoring.", "No score.", 10
    ),
    SheetColumn("Scoring", CellType.TEXT, "sum, mean, count or none.", "Not known.", 9),
    SheetColumn("Items answered", CellType.WHOLE, "How many."),
    SheetColumn("Entered at", CellType.MOMENT, "By the person's clock.", width=17),
)
ANSWERS = (
    _DATE,
    _TITLE,
    SheetColumn("Item", CellType.TEXT, "The item's link id in the questionnaire.", width=14),
    SheetColumn("Question", CellType.TEXT, "The item's text.", "Not known.", 60),
    SheetColumn("Answer", CellType.ANY, "A number, yes or no, or words.", width=30),
    SheetColumn("Code", CellType.TEXT, "Of the choice made.", "It is no choice.", 14),
)


def questionnaires(contents: ReportData) -> Iterator[Sheet]:
    """Two sheets: one row each time a questionnaire was answered, one row for each answer."""
    known = {questionnaire.key: questionnaire for questionnaire in contents.questionnaires}
    yield Sheet("Questionnaires", SCORES, list(_scores(contents, known)))
    yield Sheet("Answers", ANSWERS, list(_answers(contents, known)))


def _scores(contents: ReportData, known: dict[str, Questionnaire]) -> Iterator[tuple[Cell, ...]]:
    for filled in contents.answers:
        asked = known.get(filled.questionnaire)
        yield (
            filled.date,
            asked.title if asked else filled.questionnaire,
            score_value(filled.score, asked),
            asked.scoring.value if asked else None,
            len({answer.link_id for answer in filled.answers}),
            filled.entered_at,
        )


def score_value(score: float | None, asked: Questionnaire | None) -> float | int | None:
    """A score as the PDF writes it: a mean with a decimal, any other whole one without."""
    if score is None:
        return None
    has_decimals = asked is None or asked.scoring is Scoring.MEAN or not float(score).is_integer()
    return float(score) if has_decimals else int(score)


def _answers(contents: ReportData, known: dict[str, Questionnaire]) -> Iterator[tuple[Cell, ...]]:
    items = {key: _items(questionnaire) for key, questionnaire in known.items()}
    for filled in contents.answers:
        asked = known.get(filled.questionnaire)
        for answer in filled.answers:
            item = items.get(filled.questionnaire, {}).get(answer.link_id)
            yield (
                filled.date,
                asked.title if asked else filled.questionnaire,
                answer.link_id,
                item.label if item else None,
                *_said(item, answer),
            )


def _items(questionnaire: Questionnaire) -> dict[str, Item]:
    try:
        return {item.link_id: item for item in form(questionnaire).questions}
    except FormRefused:  # loaded by a version that could ask more
        return {}


def _said(item: Item | None, answer: Answer) -> tuple[Cell, Cell]:
    """The answer in words, or as the number that it is, and the code of a choice."""
    if item is not None and (option := item.option(answer.value)) is not None:
        return option.text, str(option.value)
    if isinstance(answer.value, bool):
        return "yes" if answer.value else "no", None
    return answer.value, None
