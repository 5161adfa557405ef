"""The figures of a report's first page: counted and stated, never judged.

Every mean comes with its n, an empty stretch of days has no mean, and a week that
lies only partly in the period is not counted among its weeks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from pandas import DataFrame

from tracker.analysis.daily import (
    WINDOW_DAYS,
    between,
    compare,
    daily_frame,
    longest_gap,
    pain_of,
    sums,
)
from tracker.analysis.function import Adherence, FunctionSummary, function_summary
from tracker.analysis.known_days import Amount, Ending, Measure, unknown_ending
from tracker.analysis.pain import ROLLING_DAYS, PainChange, PainMean, change
from tracker.analysis.plan import days_by_exercise, planned_against_done
from tracker.analysis.report_data import ReportData, days_within
from tracker.analysis.scores import ScoreChange, Scored, since_first
from tracker.analysis.weeks import State, Week
from tracker.model import (
    Answers,
    Event,
    ExerciseDone,
    Outcome,
    Person,
    Questionnaire,
    Skip,
    SkipReason,
)

Dated = TypeVar("Dated", ExerciseDone, Skip)


@dataclass(frozen=True, slots=True)
class PainSummary:
    """Pain of the period's last 28 days beside the 28 before and the diary's first 28.

    `period` is the pain of the whole period. `start` is ``None`` in a diary without
    a logged day up to the period's end; `since_start` is ``None`` too where the
    first 28 days reach into the last ones, which would be compared with themselves.
    """

    period: PainMean
    now: PainMean
    before: PainMean
    start: PainMean | None
    since_before: PainChange | None
    since_start: PainChange | None

    @property
    def start_overlaps(self) -> bool:
        """Whether the diary's first 28 days reach into the last 28 of the period."""
        return self.start is not None and self.start.last >= self.now.first


@dataclass(frozen=True, slots=True)
class Flares:
    """Days marked as a flare, and the days on which the question was answered."""

    days: int
    answered: int


@dataclass(frozen=True, slots=True)
class WeeksOfGoal:
    """The period's whole weeks held against one goal; they add up to `total`.

    `mean` is that of the `complete` weeks, those with all seven days known for the goal.
    """

    met: int
    missed: int
    unknown: int
    in_progress: int
    mean: float | None
    complete: int

    @property
    def total(self) -> int:
        """How many whole weeks there are."""
        return self.met + self.missed + self.unknown + self.in_progress


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """An exercise in the period: days done, and its plan over the period's whole weeks.

    `planned_days` and `done_of_planned` (in a week at most as many as planned)
    count the weeks in whose plan it was: `weeks` of them, `weeks_met` as planned,
    `weeks_open` below the plan with more that may have been done: days are
    unknown, or the week is not over. All five are 0 for one never planned.
    `skipped` counts why it was not done on days of those weeks. Of the days on which it
    was done, on `days_partly` it was only partly; on `days_stopped` it was stopped for
    pain and not done.
    """

    exercise: str
    days_done: int
    days_partly: int
    days_stopped: int
    planned_days: int
    done_of_planned: int
    weeks: int
    weeks_met: int
    weeks_open: int
    skipped: Mapping[SkipReason, int]

    @property
    def exact(self) -> bool:
        """Whether no more of the plan may have been done than is recorded."""
        return not self.weeks_open


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A questionnaire answered on a day; ``None`` where the answers make no score."""

    date: date
    score: float | None


@dataclass(frozen=True, slots=True)
class ScoresSummary:
    """A questionnaire's scores in the period, by date."""

    questionnaire: str
    title: str
    scores: tuple[ScoreRow, ...]

    @property
    def scored(self) -> tuple[ScoreRow, ...]:
        """Those of the answers that make a score."""
        return tuple(score for score in self.scores if score.score is not None)

    @property
    def change(self) -> ScoreChange | None:
        """The first four scores of the period and its last four; None with fewer than eight."""
        return since_first(
            [Scored(at.date, at.score) for at in self.scores if at.score is not None]
        )


@dataclass(frozen=True, slots=True)
class MissingDays:
    """What the period does not say.

    `longest_gap` is the first and last day of the longest stretch without a pain rating.
    `endings` has, of the goals' measures, those whose last days are unknown.
    """

    days_not_logged: int
    longest_gap: tuple[date, date] | None
    flare_not_answered: int
    weeks_unknown: int
    recorded_but_not_logged: int
    activity_days_unknown: int
    exercise_days_unknown: int
    endings: tuple[Ending, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page: who, when, how sure, and each figure with what it is made of.

    `daily` is the frame of days that they are made of, from the diary's first day (or
    as far as the period looks back) to the period's last.
    """

    person: Person
    first: date
    last: date
    days_in_all: int
    days_logged: int
    pain: PainSummary
    flares: Flares
    weeks: tuple[Week, ...]
    minutes: WeeksOfGoal
    strength: WeeksOfGoal
    function: FunctionSummary
    exercises: tuple[ExerciseSummary, ...]
    adherence: Adherence
    events: tuple[Event, ...]
    questionnaires: tuple[ScoresSummary, ...]
    missing: MissingDays
    daily: DataFrame = field(compare=False, repr=False)


def summary(recorded: ReportData) -> Summary:
    """The first page's figures of what was recorded.

    Parameters
    ----------
    recorded
        The diary of a period. Its days and weeks are those of the whole diary, of which
        those of the period are taken and those that it is compared with.

    Returns
    -------
    Summary
        `weeks` are the period's whole ones. Exercises come in the plan's order, the
        newest plan first, then those done without being planned, by name. Events are those
        that began in the period, by date.
    """
    first, last = recorded.first, recorded.last
    earliest = min(
        first - timedelta(days=ROLLING_DAYS - 1), last - timedelta(days=2 * WINDOW_DAYS - 1)
    )
    daily = daily_frame(days_within(recorded.days, earliest, last), earliest, last)
    period = between(daily, first, last)
    found = sums(period)
    logged = period[period["logged"]]
    weeks = tuple(week for week in recorded.weeks if first <= week.start and week.end <= last)
    today = recorded.made_at.date()
    exercises = _exercises(recorded, weeks)
    return Summary(
        person=recorded.person,
        first=first,
        last=last,
        days_in_all=found.days,
        days_logged=found.days_logged,
        pain=pain_summary(recorded, daily),
        flares=Flares(found.flares, found.flares_answered),
        weeks=weeks,
        minutes=_of_goal(
            [week.minutes_state for week in weeks],
            [week.minutes for week in weeks],
        ),
        strength=_of_goal(
            [week.strength_state for week in weeks],
            [week.strength for week in weeks],
        ),
        function=function_summary(
            [said for said in recorded.check_ins if first <= said.date <= last],
            [taken for taken in recorded.medicines if first <= taken.date <= last],
        ),
        exercises=exercises,
        adherence=Adherence(
            done=sum(row.done_of_planned for row in exercises),
            planned=sum(row.planned_days for row in exercises),
            at_least=any(row.weeks_open for row in exercises),
        ),
        events=tuple(event for event in recorded.events if first <= event.date <= last),
        questionnaires=_questionnaires(recorded),
        missing=MissingDays(
            days_not_logged=found.days - found.days_logged,
            longest_gap=longest_gap(period),
            flare_not_answered=int(logged["flare"].isna().sum()),
            weeks_unknown=sum(
                State.UNKNOWN in (week.minutes_state, week.strength_state) for week in weeks
            ),
            recorded_but_not_logged=int(period["recorded"].sum()) - found.days_logged,
            activity_days_unknown=found.days - found.minutes.days_known,
            exercise_days_unknown=found.days - found.strength.days_known,
            endings=tuple(
                ending
                for measure in Measure
                if (ending := unknown_ending(recorded.days, measure, last, today))
            ),
        ),
        daily=daily,
    )


def pain_summary(recorded: ReportData, daily: DataFrame) -> PainSummary:
    """The pain of a period, and of three stretches of 28 days.

    Parameters
    ----------
    recorded
        The diary of the period.
    daily
        A daily frame of the period, and of twice 28 days up to its last.
    """
    first, last = recorded.first, recorded.last
    compared = compare(daily, last)
    logged = (day.date for day in recorded.days if day.logged)
    began = next(logged, None)
    start = None
    if began is not None and began <= last:
        end = min(last, began + timedelta(days=WINDOW_DAYS - 1))
        start = pain_of(daily_frame(days_within(recorded.days, began, end), began, end), began, end)
    apart = start is not None and start.last < compared.now.first
    return PainSummary(
        period=pain_of(daily, first, last),
        now=compared.now,
        before=compared.before,
        start=start,
        since_before=compared.change,
        since_start=change(compared.now, start) if start and apart else None,
    )


def answers_to(questionnaire: Questionnaire, recorded: ReportData) -> list[Answers]:
    """What was answered to a questionnaire in the period, in the order of the days."""
    return sorted(
        (
            answers
            for answers in recorded.answers
            if answers.questionnaire == questionnaire.key
            and recorded.first <= answers.date <= recorded.last
        ),
        key=lambda answers: (answers.date, answers.entered_at),
    )


def _of_goal(states: Sequence[State], amounts: Sequence[Amount]) -> WeeksOfGoal:
    count = Counter(states)
    complete = [amount.total for amount in amounts if amount.exact]
    return WeeksOfGoal(
        met=count[State.MET],
        missed=count[State.MISSED],
        unknown=count[State.UNKNOWN],
        in_progress=count[State.IN_PROGRESS],
        mean=sum(complete) / len(complete) if complete else None,
        complete=len(complete),
    )


def _exercises(recorded: ReportData, weeks: Sequence[Week]) -> tuple[ExerciseSummary, ...]:
    first, last = recorded.first, recorded.last
    done = [entry for entry in recorded.exercises_done if first <= entry.date <= last]
    days_done = days_by_exercise(done)
    best = _best_outcomes(done)
    names: dict[str, str] = {}  # as written, by its name in lower case, in the order to show
    planned: Counter[str] = Counter()
    done_of_planned: Counter[str] = Counter()
    in_weeks: Counter[str] = Counter()
    met: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    skipped: dict[str, Counter[SkipReason]] = {}
    done_in = _by_week(done, weeks)
    skips_in = _by_week(recorded.skips, weeks)
    today = recorded.made_at.date()
    for week in reversed(weeks):
        for row in planned_against_done(
            recorded.plan_items,
            done_in.get(week.start, ()),
            skips_in.get(week.start, ()),
            week,
            today,
        ):
            key = row.exercise.lower()
            names.setdefault(key, row.exercise)
            planned[key] += row.planned_days
            done_of_planned[key] += row.done_of_planned
            in_weeks[key] += 1
            met[key] += row.state is State.MET
            still_open[key] += row.state.is_open
            skipped.setdefault(key, Counter()).update(row.skipped)
    for entry in sorted(done, key=lambda entry: entry.exercise.lower()):
        names.setdefault(entry.exercise.lower(), entry.exercise)
    return tuple(
        ExerciseSummary(
            exercise=name,
            days_done=len(days_done.get(key, ())),
            days_partly=best[key].count(Outcome.PARTLY),
            days_stopped=best[key].count(Outcome.STOPPED),
            planned_days=planned[key],
            done_of_planned=done_of_planned[key],
            weeks=in_weeks[key],
            weeks_met=met[key],
            weeks_open=still_open[key],
            skipped=skipped.get(key, Counter()),
        )
        for key, name in names.items()
    )


def _best_outcomes(done: Sequence[ExerciseDone]) -> Mapping[str, list[Outcome]]:
    """The best that was made of an exercise on each of its days, by its name in lower case."""
    best: dict[tuple[str, date], Outcome] = {}
    for entry in done:
        key = (entry.exercise.lower(), entry.date)
        if key not in best or _RANK[entry.outcome] > _RANK[best[key]]:
            best[key] = entry.outcome
    found: dict[str, list[Outcome]] = defaultdict(list)
    for (name, _), outcome in best.items():
        found[name].append(outcome)
    return found


_RANK = {Outcome.STOPPED: 0, Outcome.PARTLY: 1, Outcome.DONE: 2}


def _by_week(entries: Sequence[Dated], weeks: Sequence[Week]) -> dict[date, list[Dated]]:
    """The entries of each week by its first day."""
    found: dict[date, list[Dated]] = {}
    if weeks:
        origin = weeks[0].start
        for entry in entries:
            days_in = (entry.date - origin).days % 7
            found.setdefault(entry.date - timedelta(days=days_in), []).append(entry)
    return found


def _questionnaires(recorded: ReportData) -> tuple[ScoresSummary, ...]:
    found = []
    for questionnaire in recorded.questionnaires:
        answered = answers_to(questionnaire, recorded)
        if answered:
            scores = tuple(ScoreRow(answers.date, answers.score) for answers in answered)
            found.append(ScoresSummary(questionnaire.key, questionnaire.title, scores))
    return tuple(found)
