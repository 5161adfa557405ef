"""What is below the check-in's day, as our server sends it with the page.

It is seen at once. Streamlit draws the same in its place, and is then told what was pressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from tracker.model import Activity, Person
from tracker.store import Diary
from tracker.ui.check_in import activities, exercises
from tracker.ui.check_in.details import MORE
from tracker.ui.check_in.exercise_outcomes import HOW_IT_WENT
from tracker.ui.check_in.first_start import card_left
from tracker.ui.check_in.none_today import (
    NO,
    NONE_THAT_DAY,
    NONE_TODAY,
    Kind,
    said_none,
)
from tracker.ui.check_in.prompts import (
    NOT_THIS_WEEK,
    asks_morning,
    due_questionnaires,
    due_words,
)
from tracker.ui.formatting import bout, html
from tracker.ui.navigation import ALL_DAYS
from tracker.ui.static_screen.controls import (
    button,
    chips,
    folded,
    heading,
    key_class,
    opens,
    row,
    select,
)
from tracker.ui.static_screen.static_screen_files import CSS

_CSS = CSS + (Path(__file__).parent / "rest_in_page.css").read_text(encoding="utf-8")


def rest_in_page(
    diary: Diary, person: Person, day: date, first_day: date | None, style: str
) -> tuple[str, bool]:
    """What is below the day, down to where only Streamlit knows on, and whether that is all.

    `diary` is a snapshot, `style` the address of our rules. It becomes a tree of its own, which no
    script of the page that comes finds, once the day can be tapped: until then it costs nothing.
    """
    today = person.today()
    asks = day == today and (card_left(diary, today, first_day) or asks_morning(diary, today))
    if asks or not style:
        return "", False
    offered = activities.offered_activities(diary, day)
    parts = "".join(
        (
            heading(exercises.EXERCISES),
            *_exercises(diary, person, day),
            _ways_to_exercise(diary) if day == today else "",
            heading(activities.ACTIVITY),
            *_activities(diary, person, day, offered),
            "" if offered.first else folded("more", MORE),
        )
    )
    markup = (
        f'<div class="rest"><template><link rel="stylesheet" href="{style}">'
        f'<style>{_CSS}</style><div class="stMainBlockContainer" '
        f'data-testid="stMainBlockContainer">{parts}</div></template></div>'
    )
    return markup, not offered.first


def _exercises(diary: Diary, person: Person, day: date) -> Iterator[str]:
    today = person.today()
    offered = exercises.offered_exercises(diary, person, day)
    missing = [item.exercise for item in offered.missing]
    if offered.names:
        shown = [(_chip(*offered.chip(name)), name in offered.chosen) for name in offered.names]
        ways = chips(f"exercises-{day}", exercises.EXERCISES_DONE, shown)
        yield f'<div class="st-key-exercises">{ways}</div>'
    actions = ""
    if missing:
        said = exercises.ALL_TODAY if day == today else exercises.ALL_THAT_DAY
        actions += button(said, f".st-key-all-{day} button")
    if not offered.done:
        actions += _none(diary, person, day, "no_exercises")
    yield _row(actions, "close st-key-exercise-actions")
    if exercises.other_exercises(diary, offered.names):
        shown_word = exercises.ANOTHER if offered.names else exercises.SEARCH
        yield select(f"other-exercise-{day}", exercises.ANOTHER, shown_word, "wide")
    answers = ""
    if offered.done:
        answers += opens(HOW_IT_WENT, f".st-key-doses-{day} button")
    if missing:
        said = exercises.NOT_TODAY if day == today else exercises.NOT_THAT_DAY
        answers += opens(said, f".st-key-not-done-{day} button")
        if skips := exercises.skips_of(diary, day, missing):
            answers += f'<div class="stHtml said">{exercises.why_not(skips)}</div>'
    yield _row(answers)


def _chip(mark: str, words: str) -> str:
    return f"<em>{mark}</em> {html(words)}" if mark else html(words)


def _none(diary: Diary, person: Person, day: date, kind: Kind) -> str:
    words = NONE_TODAY if day == person.today() else NONE_THAT_DAY
    return chips(f"{kind}-{day}", NO[kind], [(words, said_none(diary, day, kind))])


def _ways_to_exercise(diary: Diary) -> str:
    plan = ""
    if not diary.plan(diary.person().today()):
        note = f'<div class="stHtml"><p class="bb-note">{exercises.NO_PLAN}</p></div>'
        plan = f'{note}<a href="exercises">{exercises.CHOOSE_PLAN}</a>'
    return row(f'{plan}<a href="session">{exercises.START_SESSION}</a>', "to-session")


def _activities(
    diary: Diary, person: Person, day: date, offered: activities.OfferedActivities
) -> Iterator[str]:
    yield from map(_done, offered.done)
    usual = "".join(
        button(
            activities.AGAIN.format(bout=bout(activity)),
            f".{key_class(activities.again_key(day, activity))} button",
        )
        for activity in offered.again
    )
    none = _none(diary, person, day, "no_activity") if offered.may_be_none else ""
    yield _row(usual + none, "close st-key-again")
    if not offered.first:
        yield folded(f"another-{day}", activities.ANOTHER)


def _done(activity: Activity) -> str:
    if not activity.minutes:
        return f'<p class="caption">{html(bout(activity))}</p>'
    change = opens(activities.CHANGE, f".st-key-change-{activity.uid} button")
    return row(f"<span>{html(bout(activity))}</span>{change}")


def _row(markup: str, name: str = "") -> str:
    return row(markup, name) if markup else ""


def rest_beside(diary: Diary, day: date, today: date, first_day: date | None) -> str:
    """What is below the panels beside the day: a questionnaire that is due, the way to all days."""
    if first_day is None:
        return ""
    due = ""
    if day == today and (waiting := due_questionnaires(diary, today, first_day)):
        title, said, place = due_words(waiting)
        address = f"questionnaires?{urlencode(place)}".rstrip("?")
        ways = f'<a href="{html(address)}">{html(said)}</a>' + button(
            NOT_THIS_WEEK, ".st-key-not-this-week button", "quiet"
        )
        due = f'<section class="due"><h2>{title}</h2><div class="ways">{ways}</div></section>'
    return f'{due}<p class="to-days"><a href="days">{ALL_DAYS}</a></p>'
