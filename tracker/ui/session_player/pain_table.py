"""Pain before, after and on the morning after an exercise, as a small table."""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.analysis.session_pain import (
    MeanAroundExercise,
    PainAroundExercise,
    mean,
    pain_around_exercise,
)
from tracker.model import Outcome
from tracker.store import Diary
from tracker.ui.formatting import ENDED, MARKS, capital, html, short_day
from tracker.ui.regional import number_text, rating_text
from tracker.web.autosave.entries import SOURCE

DAYS = 84
LATEST = 5  # sessions that are listed one by one under the means


def pain_table(diary: Diary, today: date) -> str:
    """The exercises done in sessions of the last twelve weeks with pain around; else empty."""
    first = today - timedelta(days=DAYS - 1)
    readings = diary.readings(first)
    if not readings:
        return ""
    found = pain_around_exercise(diary.exercises_done(first), readings, SOURCE)
    if not found:
        return ""
    rows = "".join(_rows(name, days) for name, days in found.items())
    return (
        '<div class="bb-around"><table><thead><tr><th scope="col">Exercise</th>'
        '<th scope="col">Before</th><th scope="col">After</th>'
        '<th scope="col">Next morning</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        '<p class="bb-note">Averages of your own ratings, with their number (n). Pain is rated '
        "once a session, so every exercise of it shows the same rating: it can't tell which of "
        "them it came from, or whether any did. A day on which pain stopped an exercise is "
        "listed, but not in its average.</p></div>"
    )


def _rows(name: str, days: Sequence[PainAroundExercise]) -> str:
    label = html(capital(name))
    done = [day for day in days if day.outcome is not Outcome.STOPPED]
    means = (
        mean(day.before for day in done),
        mean(day.after for day in done),
        mean(day.morning for day in done),
    )
    head = f"<tr><th scope='row'>{label}</th>{''.join(_mean(one) for one in means)}</tr>"
    latest = "".join(
        f"<tr class='bb-one'><td>{html(short_day(day.date))}{_ended(day.outcome)}</td>"
        f"{''.join(f'<td>{_answer(one)}</td>' for one in (day.before, day.after, day.morning))}"
        "</tr>"
        for day in reversed(days[-LATEST:])
    )
    return head + latest


def _ended(outcome: Outcome) -> str:
    if outcome is Outcome.DONE:
        return ""
    return f' <span aria-hidden="true">{MARKS[outcome]}</span> {ENDED[outcome]}'


def _mean(one: MeanAroundExercise) -> str:
    if one.value is None:
        return "<td>–</td>"
    return f"<td><b>{number_text(one.value, 1)}</b> <small>(n {one.n})</small></td>"


def _answer(pain: float | None) -> str:
    return "–" if pain is None else rating_text(pain)
