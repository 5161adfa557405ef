"""The first days: three cards after the first pain tap, one at a time, each settled for good."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

import streamlit as st

from tracker import library
from tracker.analysis.weeks import week_of
from tracker.library.suggestion import suggest_start
from tracker.model import ChangeSource, Goal, Occasion, Person, Reminder
from tracker.store import Diary
from tracker.ui.check_in.saving import WHOLE_PAGE, redraw
from tracker.ui.formatting import capital, html
from tracker.ui.problems import attempt, show_problem
from tracker.ui.regional import counted

FIRST_DAYS = timedelta(days=7)
EVENING = Reminder(Occasion.CHECK_IN, time(20, 30))
PROBLEM = "first-start-problem"
GOALS = ((150, 2), (90, 2), (60, 1))  # active minutes and strength days a week; first the usual
GOAL_LABEL = "{minutes}, {days}"

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Card:
    """One of the cards: its name in the diary, what it says, and what answers it."""

    name: str
    heading: str
    text: Callable[[], str]
    answers: Callable[[Diary, Person, date], list[tuple[str, Act]]]
    is_answered: Callable[[Diary], object]


def offer_first_start(diary: Diary, person: Person, today: date, first_day: date | None) -> None:
    """Offer the first card that is left; `first_day` is as :func:`card_left` has it."""
    card = card_left(diary, today, first_day)
    show_problem(PROBLEM)
    if card is not None:
        _show(diary, person, today, card)


def card_left(diary: Diary, today: date, first_day: date | None) -> _Card | None:
    """The first card that is neither answered nor put aside; none after the first week.

    `first_day` is the diary's, None where nothing is in it.
    """
    if first_day is None or today - first_day >= FIRST_DAYS:
        return None
    settled = diary.settled_cards()
    if len(settled) == len(CARDS):
        return None
    left = (card for card in CARDS if card.name not in settled and not card.is_answered(diary))
    return next(left, None)


def _show(diary: Diary, person: Person, today: date, card: _Card) -> None:
    with st.container(border=True, key="first-start"):
        place = f"{CARDS.index(card) + 1} of {len(CARDS)}"
        st.html(
            f'<section aria-label="{card.heading}"><p class="bb-note">{place}</p>'
            f"<h2>{card.heading}</h2>{card.text()}</section>"
        )
        answers = card.answers(diary, person, today)
        with st.container(horizontal=True, key="first-start-answers"):
            for number, (said, act) in enumerate(answers):
                st.button(
                    said,
                    key=f"first-{card.name}-{number}",
                    type="secondary" if number else "primary",
                    on_click=_answer,
                    args=(diary, card.name, act),
                )
            st.button(
                "Not now",
                key=f"first-{card.name}-skip",
                type="tertiary",
                on_click=_answer,
                args=(diary, card.name, lambda: None),
            )


def _answer(diary: Diary, card: str, act: Act) -> None:
    def write() -> None:
        act()
        diary.settle_card(card)

    attempt(write, PROBLEM)
    st.session_state[WHOLE_PAGE] = True  # the goal and the plan are on other parts of it too
    redraw()


# -- a goal


def _goals(diary: Diary, person: Person, today: date) -> list[tuple[str, Act]]:
    starts = week_of(today, person.week_start)[0]

    def set_goal(minutes: int, days: int) -> Act:
        goal = Goal(starts, minutes, days)
        return lambda: diary.apply([goal], by=ChangeSource.SETTINGS)

    labels = [
        GOAL_LABEL.format(minutes=counted(minutes, "minute"), days=counted(days, "strength day"))
        for minutes, days in GOALS
    ]
    return [
        (said, set_goal(minutes, days)) for said, (minutes, days) in zip(labels, GOALS, strict=True)
    ]


# -- a gentle plan


def _plan(diary: Diary, person: Person, today: date) -> list[tuple[str, Act]]:
    avoided = [movement.name for movement in library.avoid_list()]
    suggested = suggest_start(library.exercises(), avoided, today)
    return [("Take this plan", lambda: diary.apply(list(suggested), by=ChangeSource.PLAN))]


def _plan_text() -> str:
    avoided = [movement.name for movement in library.avoid_list()]
    names = [item.exercise for item in suggest_start(library.exercises(), avoided, date.today())]
    rows = "".join(f"<li>{html(capital(name))}</li>" for name in names)
    return (
        "<p>Five common exercises at the lowest recommended dose. No equipment needed. Ask a "
        f"health professional first, and change what you like under Exercises.</p><ul>{rows}</ul>"
    )


# -- a reminder


def _reminder(diary: Diary, person: Person, today: date) -> list[tuple[str, Act]]:
    return [
        ("Remind me at 20:30", lambda: diary.apply([EVENING], by=ChangeSource.SETTINGS)),
    ]


GOAL_TEXT = (
    "<p>The World Health Organization suggests at least 150 active minutes and strength on two "
    "days a week. Take less to begin with if that suits you. You can change "
    "it in Settings whenever you like.</p>"
)
REMINDER_TEXT = (
    "<p>Your phone's calendar can remind you of the check-in. "
    '<a href="settings">Settings</a> shows how to connect it, and has other '
    "times.</p>"
)
CARDS = (
    _Card(
        "goal",
        "A goal for your weeks",
        lambda: GOAL_TEXT,
        _goals,
        lambda diary: diary.goals(),
    ),
    _Card(
        "plan",
        "A gentle plan",
        _plan_text,
        _plan,
        lambda diary: diary.plan_items(),
    ),
    _Card(
        "reminder",
        "A reminder in the evening",
        lambda: REMINDER_TEXT,
        _reminder,
        lambda diary: diary.reminders(),
    ),
)
