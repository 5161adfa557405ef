"""Chosen, then left at once: it is in the diary, or the screen had said that it needs a press."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, time
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, Window, eventually, settle
from tests.browser.test_leaving import WAYS, come
from tests.pages.builders import BERLIN, BY, ago, check_in, strength, walk
from tests.running import Server
from tracker.model import (
    CheckIn,
    Intensity,
    Occasion,
    Outcome,
    PlanItem,
    Reminder,
    Section,
    SkipReason,
)
from tracker.questionnaires import peg
from tracker.store import Diary, open_store
from tracker.store.profiles import COLORS, profile_of

NAMES = Path(__file__).with_name("fields.js").read_text(encoding="utf-8")


@pytest.fixture
def diary(server: Server, today: date) -> Iterator[Diary]:
    with opened(server.database) as diary:
        yesterday, last_week = ago(today, 1), ago(today, 7)
        plan = [PlanItem(name, 3, 3, starts=yesterday) for name in ("wall sit", "bridge")]
        reminder = Reminder(Occasion.CHECK_IN, time(20, 30))
        entries = [check_in(today, 4), walk(today, 30), strength(today), *plan, reminder]
        diary.apply([*entries, check_in(yesterday, 4), check_in(last_week, 4)], by=BY)
        yield diary


def on(days_ago: int = 0) -> tuple[date, date]:
    """A day as a stretch of days."""
    day = ago(BERLIN.today(), days_ago)
    return day, day


def at(diary: Diary, days_ago: int = 0) -> CheckIn:
    found = diary.check_in(on(days_ago)[0])
    assert found is not None
    return found


def radio(page: Page, group: str, option: str) -> Locator:
    return page.get_by_role("radiogroup", name=re.compile(f"^{group}")).get_by_role(
        "radio", name=option, exact=True
    )


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def more(page: Page) -> Page:
    return folded(page, "More about this day")


def rated(name: str) -> Callable[[Page], Page]:
    """Unfold the scale of a rating that most evenings don't need."""

    def opens(page: Page) -> Page:
        more(page).get_by_role("button", name=re.compile(f"^{name}")).click()
        return page

    return opens


Opens = Callable[[Page], Page]


def opened_by(name: str) -> Opens:
    def opens(page: Page) -> Page:
        button(page, name).first.click()
        settle(page)
        return page

    return opens


def folded(page: Page, name: str) -> Page:
    """Open what is folded; a screen that was left by a link comes back as it was."""
    fold = page.locator("details").filter(has_text=name)
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    settle(page)
    return page


def listed(page: Page, label: str, option: str) -> Page:
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.wait_for()
    return page


def as_entered(page: Page) -> None:
    """What was looked for in a list is chosen by a key."""
    page.keyboard.press("Enter")
    page.get_by_role("option").first.wait_for(state="hidden")


def as_it_is(page: Page) -> Page:
    return page


REMINDED = f".st-key-reminder-{Occasion.CHECK_IN}".replace(" ", "-")
PAST, UNKNOWN = "?day={yesterday}", "week?week={last_week:%G-W%V}"
# What it is, where, what has to be opened for it, what is tapped, and what the diary says then.
CHOICES: list[
    tuple[str, str, Opens, Callable[[Page], Locator | None], Callable[[Diary], object], object]
] = [
    ("pain", "", as_it_is, lambda p: radio(p, "Average pain", "7"),
     lambda d: at(d).pain, 7),
    ("pain of a past day", PAST, as_it_is, lambda p: radio(p, "Average pain", "7"),
     lambda d: at(d, 1).pain, 7),
    ("how it ended", "", opened_by("How it went"),
     lambda p: radio(p, "How wall sit ended", "✕ Stopped for pain"),
     lambda d: d.exercises_done(*on())[0].outcome, Outcome.STOPPED),
    ("why not", "", opened_by("Not today"), lambda p: radio(p, "Why not", "No time"),
     lambda d: [s.reason for s in d.skips(*on())], [SkipReason.TIME]),
    ("no exercises", PAST, as_it_is, lambda p: button(p, "None that day").first,
     lambda d: at(d, 1).no_exercises, True),
    ("no activity", PAST, as_it_is, lambda p: button(p, "None that day").last,
     lambda d: at(d, 1).no_activity, True),
    ("exercise", PAST, as_it_is, lambda p: button(p, "Bridge"),
     lambda d: [e.exercise for e in d.exercises_done(*on(1))], ["bridge"]),
    ("again", PAST, as_it_is, lambda p: button(p, "+ Walking 30 min"),
     lambda d: len(d.activities(*on(1))), 1),
    ("minutes chip", "", opened_by("Change"), lambda p: button(p, "45").first,
     lambda d: d.activities(*on())[0].minutes, 45),
    ("intensity", "", opened_by("Change"), lambda p: radio(p, "Intensity", "Vigorous").last,
     lambda d: d.activities(*on())[0].intensity, Intensity.VIGOROUS),
    ("all of the plan", "", as_it_is, lambda p: button(p, "All of today's plan"),
     lambda d: sorted(e.exercise for e in d.exercises_done(*on())), ["bridge", "wall sit"]),
    ("worst pain", "", rated("Worst pain"), lambda p: radio(p, "Worst pain", "9"),
     lambda d: at(d).worst_pain, 9),
    ("interference", "", rated("Interference"), lambda p: radio(p, "Interference", "2"),
     lambda d: at(d).interference, 2),
    ("sleep", "", rated("Sleep"), lambda p: radio(p, "Sleep", "3"),
     lambda d: at(d).sleep, 3),
    ("flare", "", more, lambda p: p.get_by_text("A flare", exact=True),
     lambda d: at(d).flare, True),
    ("reading", "", more, lambda p: radio(p, "Pain right now", "6"),
     lambda d: [r.pain for r in d.readings(*on())], [6]),
    ("where it hurts", "", more, lambda p: p.locator(".hits [data-site=neck]").first,
     lambda d: "neck" in at(d).sites, True),
    ("a place of one's own", "", more, lambda p: p.get_by_label("Somewhere else").fill("left heel"),
     lambda d: "left heel" in at(d).sites, True),
    (
        "another exercise",
        "",
        lambda p: listed(p, "Another exercise", "bird dog"),
        as_entered,
        lambda d: len(d.exercises_done(*on())),
        3,
    ),
    (
        "added to the plan",
        "exercises",
        lambda p: listed(p, "Add an exercise to the plan", "bird dog"),
        as_entered,
        lambda d: len(d.plan(on()[0])),
        3,
    ),
    (
        "time zone",
        "settings",
        lambda p: listed(p, "Time zone", "Africa/Abidjan"),
        as_entered,
        lambda d: d.person().time_zone,
        "Africa/Abidjan",
    ),
    ("dates and numbers", "settings", lambda p: listed(p, "Dates and numbers", "Germany"),
     as_entered, lambda d: d.person().region, "de-DE"),
    ("unknown days", UNKNOWN, as_it_is,
     lambda p: p.locator(".st-key-none-activity button"),
     lambda d: at(d, 7).no_activity, True),
    ("plan's days", "exercises", opened_by("Change"),
     lambda p: p.get_by_role("radiogroup", name="days a week").get_by_role("radio", name="6"),
     lambda d: 6 in [i.days_a_week for i in d.plan(on()[0])], True),
    ("week start", "settings", as_it_is, lambda p: radio(p, "A week starts on", "Sunday"),
     lambda d: d.person().week_start, "sunday"),
    ("reminder", "settings", as_it_is, lambda p: p.get_by_text("Time for exercises"),
     lambda d: len(d.reminders()), 2),
    ("reminder's days", "settings", as_it_is, lambda p: button(p.locator(REMINDED), "Wed"),
     lambda d: 2 in d.reminders()[0].weekdays, False),
    ("sections", "report", lambda p: folded(p, "What is in it"), lambda p: button(p, "My notes"),
     lambda d: Section.NOTES in d.appointment().sections, True),
]  # fmt: skip


@contextmanager
def until_sent(page: Page, what: str) -> Iterator[None]:
    """Wait until the browser has told the server: a few hundredths of a second, as in any hand."""
    before = page.evaluate("asked")
    yield
    eventually(page, lambda: page.evaluate("asked") > before, f"{what} is sent")


@WAYS
def test_what_was_chosen_is_in_the_diary_however_one_leaves(
    window: Window,
    server: Server,
    diary: Diary,
    leave: Callable[[Page], Page],
    today: date,
) -> None:
    yesterday, last_week = ago(today, 1), ago(today, 7)
    page = window.open(f"{server.address}/week", LAPTOP)
    lost = []
    for what, screen, opens, tapped, said, wanted in CHOICES:
        come(page, server, screen.format(yesterday=yesterday, last_week=last_week))
        assert said(diary) != wanted, f"{what}: it is there before the tap"
        opens(page)
        with until_sent(page, what):
            if (target := tapped(page)) is not None:
                target.click()
        page = leave(page)
        try:
            eventually(page, partial(_is, diary, said, wanted), what)
        except AssertionError:
            lost.append(f"{what}: {said(diary)}, not {wanted}")
    assert not lost, lost


@WAYS
def test_the_colour_of_a_profile_is_kept_however_one_leaves(
    window: Window, server: Server, diary: Diary, leave: Callable[[Page], Page]
) -> None:
    page = window.open(f"{server.address}/week", LAPTOP)
    come(page, server, "settings")
    with closing(open_store(server.database)) as store:
        other = next(one for one in COLORS if one != profile_of(store, diary.person_id).color)
        with until_sent(page, "the colour"):
            radio(page, "Colour", other.capitalize()).click()
        page = leave(page)
        eventually(page, lambda: profile_of(store, diary.person_id).color == other)


def _is(diary: Diary, said: Callable[[Diary], object], wanted: object) -> bool:
    return said(diary) == wanted


def test_whoever_goes_through_the_screens_faster_than_they_are_drawn_comes_where_they_want(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, LAPTOP)
    for name in ("Week", "Trends", "Week", "Settings", "Exercises", "Settings"):
        page.get_by_role("link", name=name, exact=True).click()
    settle(page)
    expect(page).to_have_url(f"{server.address}/settings")
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()


TYPED = "test_leaving.py: what was typed is in the diary"
CHOSEN = "this file: what was chosen is in the diary"
DEVICE = "test_appearance.py: this browser keeps it"
VIEWED = "chooses what is shown, or opens what is asked; the diary holds nothing of it"
KEPT = "test_new_entries.py: what is in the form is kept until it is added"
MOMENT = "Tap a number to save."
ADD = "It is not in your diary until you press Add."
NONE_ON = "None on "
VISIT = "last until you close or reload this page."
GOAL = "Set goal"
HARDNESS = "nothing changes until you press it."
UPLOAD = "before anything is written."
START = "counts once you press Start."
SAVE = "Press Save when you're done."
USE = "Press “Use these columns” when you're done."
FORGOTTEN = "Backbeat forgets it"
PASSCODE = "It counts once you press the button."
DELETE = "You see it before anything is deleted."

# Every field there is, by the beginning of its name: the test of it, or what the screen says
# before one leaves.
FIELDS: dict[str, dict[str, str]] = {
    "": {
        "Go to a date": VIEWED, "Average pain": CHOSEN,
        "Exercises done": CHOSEN, "Another exercise": CHOSEN,
        "How wall sit ended": CHOSEN, "Why not": CHOSEN, "Worst pain": CHOSEN,
        "No activity": CHOSEN, "No exercises": CHOSEN,
        "Interference": CHOSEN, "Sleep": CHOSEN, "A flare": CHOSEN, "Somewhere else": CHOSEN,
        "Off work": CHOSEN, "Medicine": KEPT, "Amount": KEPT, "In your words": KEPT, "Until": KEPT,
        "Time of day": KEPT,
        "Where it hurts": CHOSEN, "Pain right now": CHOSEN, "At what moment": MOMENT,
        "hour, When": MOMENT, "minute, When": MOMENT, "Intensity": CHOSEN,
        "What you did": ADD, "Something else": ADD,
        "Note": TYPED, "Minutes": TYPED, "Sets": TYPED, "Reps": TYPED, "Hold, seconds": TYPED,
    },
    "week": {
        "Activity unknown on": NONE_ON, "Exercises unknown on": NONE_ON,
        "Year": VIEWED, "Show": VIEWED,
    },
    "trends": {"Range": VIEWED, "Show also": VIEWED},
    "days": {"Month": VIEWED, "Search your days": VIEWED},
    "exercises": {
        "Add an exercise to the plan": CHOSEN, "Bridge, days": CHOSEN, "Wall sit, days": CHOSEN,
        "Hold, seconds": TYPED, "Reps": TYPED, "Sets": TYPED, "Search": VIEWED,
    },
    "session": {  # what it asks once it has begun: test_session.py
        "Today's plan": START, "Pain right now": START, "Sounds": VIEWED,
    },
    "questionnaires": {"file upload": "Load"},
    f"questionnaires?form={peg().key}&view=answer": {
        "1.\xa0What": SAVE, "2.\xa0What": SAVE, "3.\xa0What": SAVE, "Day": VIEWED,
        "day, Day": VIEWED, "month, Day": VIEWED, "year, Day": VIEWED,
    },
    "report": {
        "Range": VIEWED, "Sections": CHOSEN, "Questions": TYPED, "Paper": VISIT,
        "Put the PDF": VISIT, "With my name": VISIT, "Protect with a password": VIEWED,
        "Password": FORGOTTEN, "The same again": FORGOTTEN,
    },
    "data": {
        "What to import": VIEWED, "file upload": UPLOAD, "What do you want to delete?": DELETE,
        "What to go back to": VIEWED, "Which changes": VIEWED, "Which kind": VIEWED,
        "All of them were": HARDNESS, "Passphrase for the file": VIEWED,
        "day, Which day": VIEWED, "month, Which day": VIEWED, "year, Which day": VIEWED,
        "Text encoding": USE, "Each row is": USE, "Columns are separated by": USE,
        "Column titles are in row": USE,
    },
    "settings": {
        "Your name": TYPED, "At": TYPED, "A week starts on": CHOSEN, "Time zone": CHOSEN,
        "Dates and numbers": CHOSEN, "Colour": CHOSEN,
        "New passcode": PASSCODE, "The new one again": PASSCODE,
        "On": CHOSEN, "Desk breaks": CHOSEN, "Evening check-in": CHOSEN,
        "Time for exercises": CHOSEN, "Active minutes": GOAL, "Strength days": GOAL,
        "day, From": GOAL, "month, From": GOAL, "year, From": GOAL,
        "Light or dark": DEVICE, "Text size": DEVICE,
    },
}  # fmt: skip
ON_THE_SCREEN = (
    MOMENT, ADD, NONE_ON, VISIT, GOAL, HARDNESS, UPLOAD, DELETE, START, SAVE, USE, FORGOTTEN,
    PASSCODE,
)  # fmt: skip


def ticked(page: Page, name: str) -> None:
    page.get_by_text(name, exact=True).click()
    settle(page)


def given(page: Page) -> None:
    """A table that nobody has described yet."""
    file = {"name": "log.csv", "mimeType": "text/csv", "buffer": b"When,How\n03/04/2026,gym\n"}
    page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files([file])
    page.locator(".st-key-describing-now").wait_for()
    settle(page)


# What else a screen asks once something was pressed, given or ticked on it.
ASKED_THEN: dict[str, Callable[[Page], None]] = {
    "report": lambda page: ticked(page, "Protect with a password"),
    "data": given,
}


def test_every_field_of_every_screen_has_its_test_or_the_screen_says_what_it_needs(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, LAPTOP)
    without, unsaid = [], []
    for screen, known in FIELDS.items():
        page.goto(f"{server.address}/{screen}")
        settle(page)
        fields, words = set(page.evaluate(NAMES)), page.inner_text("body")
        for folded_away in page.locator("[data-testid=stExpander] summary").all():
            folded_away.click()
            settle(page)
        fields |= set(page.evaluate(NAMES))
        words += page.inner_text("body")
        for popover in page.locator("[data-testid=stPopover] button").all():
            popover.click()
            settle(page)
            fields |= set(page.evaluate(NAMES))
            page.keyboard.press("Escape")
            settle(page)
        words += page.inner_text("body")
        if screen in ASKED_THEN:
            ASKED_THEN[screen](page)
            fields |= set(page.evaluate(NAMES))
            words += page.inner_text("body")
        without += [f"/{screen}: {name}" for name in fields if not name.startswith((*known,))]
        # A week that has just begun has no days yet of which nothing is known.
        seen = {how for name, how in known.items() if any(one.startswith(name) for one in fields)}
        said = seen.intersection(ON_THE_SCREEN)
        unsaid += [f"/{screen}: {sentence}" for sentence in said if sentence not in words]
    assert not without, f"fields that no test names: {without}"
    assert not unsaid, f"what the screens don't say: {unsaid}"


DRAFTS = "Object.keys(localStorage).filter(key => /^backbeat[.](draft|form)[.]/.test(key)).length"


def test_drafts_of_a_diary_that_is_deleted_leave_the_browser(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, LAPTOP)
    page.get_by_label("Note", exact=True).fill("x" * 5001)  # too long, so only a draft
    opened_by("Add a medicine")(more(page))
    page.locator("form").get_by_label("Medicine").fill(
        "Ibuprofen"
    )  # no entry before Add is pressed
    eventually(page, lambda: page.evaluate(DRAFTS) == 2)
    page.goto(f"{server.address}/data")
    settle(page)
    radio(page, "What do you want to delete?", "Everything").click()
    settle(page)
    page.get_by_label("To be sure").fill("delete")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name=re.compile("^Delete")).last.click()
    expect(page.get_by_text("Welcome to your diary")).to_be_visible()
    eventually(page, lambda: page.evaluate(DRAFTS) == 0)


def test_forms_opened_in_any_order_leave_a_check_in_that_works(
    window: Window, server: Server, diary: Diary
) -> None:
    page = window.open(server.address, LAPTOP)
    folded(page, "Add an activity")
    opened_by("Not today")(page)
    page.keyboard.press("Escape")
    opened_by("Change")(page)
    radio(page, "Intensity", "Vigorous").last.click()
    button(page, "45").last.click()
    eventually(page, lambda: _bout(diary) == (45, Intensity.VIGOROUS))
    settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Undo")).click()
    eventually(page, lambda: _bout(diary) != (45, Intensity.VIGOROUS))
    settle(page)
    assert page.get_by_text("Something went wrong").count() == 0
    radio(page, "Average pain", "2").click()
    eventually(page, lambda: at(diary).pain == 2)


def _bout(diary: Diary) -> tuple[int, Intensity]:
    (bout,) = diary.activities(*on())
    return bout.minutes, bout.intensity
