"""The summary's figures as rows: each with its unit and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.analysis.function import Adherence, FunctionSummary, Places
from tracker.analysis.pain import NOTABLE_POINTS, NOTABLE_SHARE, PainChange, PainMean
from tracker.analysis.report import Summary, WeeksOfGoal
from tracker.analysis.report_data import ReportData
from tracker.charts.amounts import endings_text
from tracker.exporting.load_report_data import sections_left_out
from tracker.exporting.xlsx.entry_sheets import score_value
from tracker.exporting.xlsx.workbook import Cell, CellType, Sheet, SheetColumn
from tracker.formatting import Formats, listed
from tracker.model import Section

Row = tuple[Cell, ...]

COLUMNS = (
    SheetColumn("Part", CellType.TEXT, "What the figure is about.", width=15),
    SheetColumn("Figure", CellType.TEXT, "Its name.", width=38, wrapped=True),
    SheetColumn(
        "Value", CellType.ANY, "The figure.", "Not known; the last column says why.", 18, True
    ),
    SheetColumn("Unit", CellType.TEXT, "Of the value.", "It has none.", 14),
    SheetColumn(
        "Made from",
        CellType.TEXT,
        "Which days, and how many of them.",
        "It is what it says.",
        60,
        True,
    ),
)
LOGGED = "{span}: {n} of {days} logged."
FLARES_ANSWERED = "{days} on which it was answered."
SAY_SO = "{days} with an answer."
NAME_A_PLACE = "Of {days} with a place named."
PLANNED_DAYS = "Of {days} of single exercises in whole weeks."
MORE_DONE = " More may have been done: days are unknown, or a week is not over."
OF_WEEKS = "Of {weeks} in the period."
UNKNOWN_WEEKS = "Of {weeks} in the period. Below the goal, with days that are unknown."
COMPLETE_WEEKS = "{weeks} with all seven days known."
LAST_SCORE = "{day}; {scores} in the period."
FROM_TO = "{days}."
LATER_LESS_EARLIER = "The mean of the last {now} scores less that of the first {before}."
NOT_PLANNED = "Not planned."
PLANNED = "Planned on {days} of {weeks}, done on {done} of them; as planned in {met}."
MORE_IN_WEEKS = "More may have been done in {weeks}: days are unknown, or the week is not over."
PARTLY, STOPPED = "Partly done on {days}.", "Stopped for pain on {days}."
REASONS = "Not done because of: {reasons}."
_NOTABLE = f"Fall of {NOTABLE_POINTS} points or {int(NOTABLE_SHARE * 100)} %"
ROSE = "Pain rose."
_TOO_FEW = "Too few days are logged to say."


def figures(contents: ReportData, found: Summary) -> Sheet:
    """The sheet of the summary; its figures are those of the report's first page."""
    return Sheet("Summary", COLUMNS, list(_rows(contents, found)))


def _rows(contents: ReportData, found: Summary) -> Iterator[Row]:
    sections = contents.appointment.sections
    yield from _about(contents, found)
    yield from _pain(found, formats=contents.formats)
    yield from _function(found.function, formats=contents.formats)
    if Section.ACTIVITY in sections:
        yield from _goal("Active minutes", "min a week", found.minutes, formats=contents.formats)
        yield from _goal("Strength days", "days a week", found.strength, formats=contents.formats)
    if Section.QUESTIONNAIRES in sections:
        yield from _scores(found, contents)
    if Section.EXERCISES in sections:
        yield from _exercises(found, formats=contents.formats)
        yield from _whole_plan(found.adherence, formats=contents.formats)
    yield from _missing(contents, found)
    if Section.QUESTIONS in sections:
        for line in filter(str.strip, contents.appointment.questions.splitlines()):
            yield "Questions", "For the appointment", line, None, None
    for words in sections_left_out(contents):
        yield "Left out", "By choice", words, None, None


def _about(contents: ReportData, found: Summary) -> Iterator[Row]:
    if contents.person.name:
        yield "About", "Name", contents.person.name, None, None
    yield "About", "First day", found.first, None, None
    yield "About", "Last day", found.last, None, None
    yield "About", "Made at", contents.made_at, None, "By the person's clock."
    yield "About", "Days in the period", found.days_in_all, "days", None
    yield "About", "Days logged", found.days_logged, "days", "Days with a pain rating."
    if contents.cut_text:
        yield "About", "Period asked for", contents.cut_text, None, None


def _pain(found: Summary, *, formats: Formats) -> Iterator[Row]:
    pain = found.pain
    yield _mean("Mean of the period", pain.period, formats=formats)
    yield _mean("Mean of the last 28 days", pain.now, formats=formats)
    yield _mean("Mean of the 28 days before", pain.before, formats=formats)
    yield from _change("28 days before", pain.since_before)
    if pain.start is not None:
        yield _mean("Mean of the diary's first 28 days", pain.start, formats=formats)
        if pain.start_overlaps:
            yield (
                *("Pain", "Change since the first 28 days", None, "points"),
                "The first 28 days reach into the last ones.",
            )
        else:
            yield from _change("first 28 days", pain.since_start)
    flares = found.flares
    yield (
        *("Pain", "Flare days", flares.days if flares.answered else None, "days"),
        FLARES_ANSWERED.format(days=formats.counted(flares.answered, "day")),
    )


def _mean(name: str, pain: PainMean, *, formats: Formats) -> Row:
    days = LOGGED.format(
        span=formats.span_text(pain.first, pain.last),
        n=formats.number(pain.n),
        days=formats.counted(pain.days, "day"),
    )
    return "Pain", name, pain.mean, "0-10", days


def _change(name: str, change: PainChange | None) -> Iterator[Row]:
    points, percent = f"Change since the {name}", f"Change since the {name}, share"
    if change is None:
        why = "One of the two has no day logged."
        yield "Pain", points, None, "points", why
        yield "Pain", percent, None, "%", why
        return
    yield "Pain", points, change.points, "points", "A fall is below 0."
    why = "Of the earlier mean."
    if change.percent is None:
        why = "The earlier mean is 0." if change.notable is not None else _TOO_FEW
    yield "Pain", percent, change.percent, "%", why
    reached = None if change.notable is None else "yes" if change.notable else "no"
    why = "At least 4 of 7 days are logged in both." if reached else _TOO_FEW
    if reached and change.points > 0:
        why = f"{why} {ROSE}"
    yield "Pain", f"{_NOTABLE} reached since the {name}", reached, None, why


def _function(said: FunctionSummary, *, formats: Formats) -> Iterator[Row]:
    for name, rating in (
        ("Worst pain, mean", said.worst_pain),
        ("Interference, mean", said.interference),
        ("Sleep, mean (10 is best)", said.sleep),
    ):
        yield (
            "Function",
            name,
            rating.mean,
            "0-10",
            SAY_SO.format(days=formats.counted(rating.n, "day")),
        )
    for place, days in said.places.most_often:
        yield "Places", place, days, "days", _of_places(said.places, formats=formats)
    if said.places.answered:
        yield (
            "Places",
            "A part of a leg",
            said.places.leg_days,
            "days",
            _of_places(said.places, formats=formats),
        )
    episodes = len(said.episodes) or None
    why = "Flare days in a row; one day between them that is not answered ends none."
    yield "Flares", "Episodes", episodes, "episodes", why
    yield "Flares", "Median length", said.median_episode, "days", why
    yield (
        *("Medicine", "Days with a medicine recorded", said.medicines.days or None, "days"),
        "A day without a record is not known to be without medicine.",
    )
    for medicine, days in said.medicines.each:
        yield "Medicine", medicine, days, "days", "As the person names it."
    yield (
        *("Work", "Days off work because of the back", said.off_work_days or None, "days"),
        "Days that were ticked so; a day that isn't says nothing.",
    )


def _of_places(places: Places, *, formats: Formats) -> str:
    return NAME_A_PLACE.format(days=formats.counted(places.answered, "day"))


def _whole_plan(adherence: Adherence, *, formats: Formats) -> Iterator[Row]:
    if not adherence.planned:
        return
    words = PLANNED_DAYS.format(days=formats.counted(adherence.planned, "planned day"))
    if adherence.at_least:
        words += MORE_DONE
    done = None if adherence.unknown else adherence.done
    yield "Exercises", "Whole plan", done, "days done", words
    yield "Exercises", "Whole plan, share", adherence.per_cent, "%", words


def _goal(part: str, unit: str, weeks: WeeksOfGoal, *, formats: Formats) -> Iterator[Row]:
    total = formats.counted(weeks.total, "whole week")
    of = OF_WEEKS.format(weeks=total)
    yield part, "Weeks that met the goal", weeks.met if weeks.total else None, "weeks", of
    yield part, "Weeks that missed it", weeks.missed if weeks.total else None, "weeks", of
    yield (
        *(part, "Weeks unknown", weeks.unknown if weeks.total else None, "weeks"),
        UNKNOWN_WEEKS.format(weeks=total),
    )
    if weeks.in_progress:
        yield part, "Weeks in progress", weeks.in_progress, "weeks", of
    complete = formats.counted(weeks.complete, "week")
    yield part, "Mean", weeks.mean, unit, COMPLETE_WEEKS.format(weeks=complete)


def _scores(found: Summary, contents: ReportData) -> Iterator[Row]:
    formats = contents.formats
    known = {questionnaire.key: questionnaire for questionnaire in contents.questionnaires}
    for filled in found.questionnaires:
        scores = [(at.date, at.score) for at in filled.scored if at.score is not None]
        many = formats.counted(len(scores), "score")
        if not scores:
            yield "Questionnaires", f"{filled.title}: score", None, "points", "No score was made."
            continue
        last_day, last = scores[-1]
        of = LAST_SCORE.format(day=formats.day(last_day, month="%b"), scores=many)
        value = score_value(last, known.get(filled.questionnaire))
        yield "Questionnaires", f"{filled.title}: last score", value, "points", of
        if (change := filled.change) is not None:
            for name, one in (("first", change.before), ("last", change.now)):
                yield (
                    *("Questionnaires", f"{filled.title}: mean of the {name} {one.n} scores"),
                    *(
                        one.mean,
                        "points",
                        FROM_TO.format(days=formats.span_text(one.first, one.last)),
                    ),
                )
            yield (
                *("Questionnaires", f"{filled.title}: change", change.change, "points"),
                LATER_LESS_EARLIER.format(now=change.now.n, before=change.before.n),
            )


def _exercises(found: Summary, *, formats: Formats) -> Iterator[Row]:
    for done in found.exercises:
        said = [NOT_PLANNED]
        if done.weeks:
            said = [
                PLANNED.format(
                    days=formats.counted(done.planned_days, "day"),
                    weeks=formats.counted(done.weeks, "whole week"),
                    done=formats.number(done.done_of_planned),
                    met=formats.counted(done.weeks_met, "week"),
                )
            ]
            if done.weeks_open:
                weeks = formats.counted(done.weeks_open, "week")
                said.append(MORE_IN_WEEKS.format(weeks=weeks))
        if done.days_partly:
            said.append(PARTLY.format(days=formats.counted(done.days_partly, "day")))
        if done.days_stopped:
            said.append(STOPPED.format(days=formats.counted(done.days_stopped, "day")))
        reasons = [f"{reason} {n}" for reason, n in done.skipped.items() if n]
        if reasons:
            said.append(REASONS.format(reasons=listed(reasons)))
        words = " ".join(said)
        yield "Exercises", done.exercise, done.days_done, "days done", words


def _missing(contents: ReportData, found: Summary) -> Iterator[Row]:
    missing = found.missing
    gap = missing.longest_gap
    yield "Missing", "Days not logged", missing.days_not_logged, "days", None
    if gap:
        length = (gap[1] - gap[0]).days + 1
        yield (
            "Missing",
            "Longest gap",
            length,
            "days",
            FROM_TO.format(days=contents.formats.span_text(*gap)),
        )
    if Section.ACTIVITY in contents.appointment.sections:
        for what, unknown in (
            ("activity", missing.activity_days_unknown),
            ("exercises", missing.exercise_days_unknown),
        ):
            why = "Nothing was recorded, and nobody said that there was none."
            yield "Missing", f"Days of unknown {what}", unknown, "days", why
        if missing.endings:
            rest = endings_text(missing.endings, found.last.year, formats=contents.formats)
            yield "Missing", "What the last days rest on", rest, None, None
    yield (
        *("Missing", "Days with entries but no pain", missing.recorded_but_not_logged, "days"),
        "What was done on them counts; their pain is unknown.",
    )
    yield (
        *("Missing", "Days logged without saying whether it was a flare"),
        *(missing.flare_not_answered, "days", None),
    )
