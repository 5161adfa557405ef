"""The summary's figures as rows: each with its unit and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.analysis.function import Adherence, FunctionSummary, Places
from tracker.analysis.pain import NOTABLE_POINTS, NOTABLE_SHARE, PainChange, PainMean
from tracker.analysis.report import Summary, WeeksOfGoal
from tracker.analysis.report_data import ReportData
from tracker.charts.amounts import endings_text
from tracker.exporting.load_report_data import sections_left_out
from tracker.exporting.xlsx.workbook import Cell, CellType, Sheet, SheetColumn
from tracker.formatting import counted
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
_NOTABLE = f"Fall of {NOTABLE_POINTS} points or {int(NOTABLE_SHARE * 100)} %"
_TOO_FEW = "Too few days are logged to say."


def figures(contents: ReportData, found: Summary) -> Sheet:
    """The sheet of the summary; its figures are those of the report's first page."""
    return Sheet("Summary", COLUMNS, list(_rows(contents, found)))


def _rows(contents: ReportData, found: Summary) -> Iterator[Row]:
    sections = contents.appointment.sections
    yield from _about(contents, found)
    yield from _pain(found)
    yield from _function(found.function)
    if Section.ACTIVITY in sections:
        yield from _goal("Active minutes", "min a week", found.minutes)
        yield from _goal("Strength days", "days a week", found.strength)
    if Section.QUESTIONNAIRES in sections:
        yield from _scores(found)
    if Section.EXERCISES in sections:
        yield from _exercises(found)
        yield from _whole_plan(found.adherence)
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


def _pain(found: Summary) -> Iterator[Row]:
    pain = found.pain
    yield _mean("Mean of the period", pain.period)
    yield _mean("Mean of the last 28 days", pain.now)
    yield _mean("Mean of the 28 days before", pain.before)
    yield from _change("28 days before", pain.since_before)
    if pain.start is not None:
        yield _mean("Mean of the diary's first 28 days", pain.start)
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
        f"{counted(flares.answered, 'day')} on which it was answered.",
    )


def _mean(name: str, pain: PainMean) -> Row:
    days = f"{pain.first} to {pain.last}: {pain.n} of {counted(pain.days, 'day')} logged."
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
        why += " Pain rose."
    yield "Pain", f"{_NOTABLE} reached since the {name}", reached, None, why


def _function(said: FunctionSummary) -> Iterator[Row]:
    for name, rating in (
        ("Worst pain, mean", said.worst_pain),
        ("Interference, mean", said.interference),
        ("Sleep, mean (10 is best)", said.sleep),
    ):
        yield "Function", name, rating.mean, "0-10", f"{counted(rating.n, 'day')} that say so."
    for place, days in said.places.most_often:
        yield "Places", place, days, "days", _of_places(said.places)
    if said.places.answered:
        yield "Places", "A part of a leg", said.places.leg_days, "days", _of_places(said.places)
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


def _of_places(places: Places) -> str:
    return f"Of {counted(places.answered, 'day')} that name a place."


def _whole_plan(adherence: Adherence) -> Iterator[Row]:
    if not adherence.planned:
        return
    words = f"Of {counted(adherence.planned, 'planned day')} of single exercises in whole weeks."
    if adherence.at_least:
        words += " More may have been done: days are unknown, or a week is not over."
    done = None if adherence.unknown else adherence.done
    yield "Exercises", "Whole plan", done, "days done", words
    yield "Exercises", "Whole plan, share", adherence.per_cent, "%", words


def _goal(part: str, unit: str, weeks: WeeksOfGoal) -> Iterator[Row]:
    of = f"Of {counted(weeks.total, 'whole week')} in the period."
    yield part, "Weeks that met the goal", weeks.met if weeks.total else None, "weeks", of
    yield part, "Weeks that missed it", weeks.missed if weeks.total else None, "weeks", of
    yield (
        *(part, "Weeks unknown", weeks.unknown if weeks.total else None, "weeks"),
        f"{of} Below the goal, with days that are unknown.",
    )
    if weeks.in_progress:
        yield part, "Weeks in progress", weeks.in_progress, "weeks", of
    complete = counted(weeks.complete, "week")
    yield part, "Mean", weeks.mean, unit, f"{complete} with all seven days known."


def _scores(found: Summary) -> Iterator[Row]:
    for filled in found.questionnaires:
        scores = [(at.date, at.score) for at in filled.scored if at.score is not None]
        many = counted(len(scores), "score")
        if not scores:
            yield "Questionnaires", f"{filled.title}: score", None, "points", "No score was made."
            continue
        last_day, last = scores[-1]
        of = f"{last_day}; {many} in the period."
        yield "Questionnaires", f"{filled.title}: last score", last, "points", of
        if (change := filled.change) is not None:
            for name, one in (("first", change.before), ("last", change.now)):
                yield (
                    *("Questionnaires", f"{filled.title}: mean of the {name} {one.n} scores"),
                    *(one.mean, "points", f"{one.first} to {one.last}."),
                )
            yield (
                *("Questionnaires", f"{filled.title}: change", change.change, "points"),
                f"The mean of the last {change.now.n} scores less that of the first "
                f"{change.before.n}.",
            )


def _exercises(found: Summary) -> Iterator[Row]:
    for done in found.exercises:
        words = "Not planned."
        if done.weeks:
            words = (
                f"Planned on {counted(done.planned_days, 'day')} of "
                f"{counted(done.weeks, 'whole week')}, done on {done.done_of_planned} of them; "
                f"as planned in {counted(done.weeks_met, 'week')}."
            )
            if done.weeks_open:
                words += (
                    f" More may have been done in {counted(done.weeks_open, 'week')}: days are "
                    "unknown, or the week is not over."
                )
        if done.days_partly:
            words += f" Partly done on {counted(done.days_partly, 'day')}."
        if done.days_stopped:
            words += f" Stopped for pain on {counted(done.days_stopped, 'day')}."
        reasons = [f"{reason} {n}" for reason, n in done.skipped.items() if n]
        if reasons:
            words += f" Not done because of: {', '.join(reasons)}."
        yield "Exercises", done.exercise, done.days_done, "days done", words


def _missing(contents: ReportData, found: Summary) -> Iterator[Row]:
    missing = found.missing
    gap = missing.longest_gap
    yield "Missing", "Days not logged", missing.days_not_logged, "days", None
    if gap:
        length = (gap[1] - gap[0]).days + 1
        yield "Missing", "Longest gap", length, "days", f"{gap[0]} to {gap[1]}."
    if Section.ACTIVITY in contents.appointment.sections:
        for what, unknown in (
            ("activity", missing.activity_days_unknown),
            ("exercises", missing.exercise_days_unknown),
        ):
            why = "Nothing was recorded, and nobody said that there was none."
            yield "Missing", f"Days of unknown {what}", unknown, "days", why
        if missing.endings:
            rest = endings_text(missing.endings, found.last.year)
            yield "Missing", "What the last days rest on", rest, None, None
    yield (
        *("Missing", "Days with entries but no pain", missing.recorded_but_not_logged, "days"),
        "What was done on them counts; their pain is unknown.",
    )
    yield (
        *("Missing", "Days logged without saying whether it was a flare"),
        *(missing.flare_not_answered, "days", None),
    )
