"""A person's text where Markdown is read, and changes as they are told."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.store.entries import PICTURE, own_exercise
from tracker.model import CheckIn, Event, EventKind, MedicineTaken
from tracker.store import Change
from tracker.ui.formatting import change_sentence, escape_markdown, label, short_day


@pytest.mark.parametrize(
    "text",
    [
        "What number best describes your pain on average in the past week?",
        "Cat-camel, 2 x 10 (slowly); 50 % + 1 - 2 = 3! a: b/c",
    ],
)
def test_an_ordinary_sentence_is_read_out_as_it_is(text: str) -> None:
    assert label(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. First", "1.\N{NO-BREAK SPACE}First"),
        ("12) Twelfth", "12)\N{NO-BREAK SPACE}Twelfth"),
        ("- minus", "-\N{NO-BREAK SPACE}minus"),
        ("## two", "##\N{NO-BREAK SPACE}two"),
        ("*bold* _line_ `code` ~gone~", r"\*bold\* \_line\_ \`code\` \~gone\~"),
        ("[a](https://b.example)", "\\[a\\](https:\N{WORD JOINER}//b.example)"),
        ("http://b.example", "http:\N{WORD JOINER}//b.example"),
        ("![x](y) <b>", r"!\[x\](y) \<b\>"),
        ("&amp; & &#65;", r"\&amp; & \&#65;"),
        (":red[no] :smile: at 10:30", r"\:red\[no\] \:smile\: at 10:30"),
        ("www.example.com", "www\N{WORD JOINER}.example.com"),
        ("a@b.example @ home", "a\N{WORD JOINER}@b.example @ home"),
        ("$a$ costs", r"\$a\$ costs"),
        ("back\\slash", r"back\\slash"),
        ("two\nlines  of  text", "two lines of text"),
    ],
)
def test_what_would_be_markup_shows_as_it_is_written(text: str, shown: str) -> None:
    assert label(text) == shown


# What Streamlit's own Markdown makes links of, once it has taken the backslashes away.
BECOMES_LINK = re.compile(
    r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.IGNORECASE | re.ASCII
)
PARTS = st.sampled_from(
    [
        "http",
        "HTTPS",
        "https",
        "://",
        ":",
        "//",
        "www",
        "WWW",
        ".",
        "a",
        "b.example",
        "@",
        "+",
        "_",
        "-",
        "[",
        "](",
        ")",
        "<",
        ">",
        "\\",
        "ä",
        "mailto:",
        "xmpp:",
    ]
)


def as_shown(markdown: str) -> str:
    """The text once backslashes are taken away."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


@given(st.lists(PARTS, max_size=12).map("".join))
@example("mailto:http://http")  # its colons are those of a directive, too
def test_no_address_in_a_text_becomes_a_link(text: str) -> None:
    for shown in (escape_markdown(text), label(text)):
        assert not BECOMES_LINK.search(as_shown(shown))
    joined = as_shown(escape_markdown(text))
    assert joined.replace("\N{WORD JOINER}", "") == text, "and it says what was typed"


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/x",
        "HTTPS://EVIL.example",
        "WWW.evil.example",
        "me@evil.example",
        "+@b.c",
    ],
)
def test_an_address_that_somebody_typed_is_text(address: str) -> None:
    assert "\N{WORD JOINER}" in escape_markdown(address)
    assert "\N{WORD JOINER}" in label(address)


EVENING = datetime(2026, 11, 24, 20, tzinfo=UTC)
TUESDAY = CheckIn(EVENING.date(), None, EVENING)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, {"no_activity": True}, "added a check-in on {day}, no activity"),
        ({"pain": 4}, {"pain": 4, "no_exercises": True}, "no exercises on {day}"),
        ({"pain": 4, "no_activity": True}, {"pain": 4}, "no longer “no activity” on {day}"),
        ({"pain": 4}, {"pain": 5}, "pain 4 → 5 on {day}"),
        (None, {"off_work": True}, "added a check-in on {day}, off work"),
    ],
)
def test_that_there_was_none_is_told_as_it_was_said(
    before: dict[str, Any] | None, after: dict[str, Any], said: str
) -> None:
    was = None if before is None else replace(TUESDAY, **before)
    change = Change(1, EVENING, "a test", "check-in", was, replace(TUESDAY, **after), False)
    assert change_sentence(change) == said.format(day=short_day(TUESDAY.date))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"picture": PICTURE + b"2"}, "your exercise Wall slide: another picture"),
        ({"picture": None}, {}, "your exercise Wall slide: a picture"),
        ({}, {"picture": None}, "your exercise Wall slide: no picture"),
        ({}, {"archived": True}, "your exercise Wall slide: archived"),
        ({"archived": True}, {}, "your exercise Wall slide: no longer “archived”"),
        ({}, {"sets": 3}, "your exercise Wall slide: sets 2 → 3"),
    ],
)
def test_a_change_of_an_own_exercise_is_told_without_its_bytes(
    before: dict[str, Any], after: dict[str, Any], said: str
) -> None:
    was, now = own_exercise(**before), own_exercise(**after)
    assert change_sentence(Change(1, EVENING, "a test", "own exercise", was, now, False)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (MedicineTaken(TUESDAY.date, "ibuprofen", "400 mg"), "added ibuprofen 400 mg on {day}"),
        (Event(TUESDAY.date, EventKind.FALL), "added fall on {day}"),
        (own_exercise(), "added your exercise Wall slide"),
    ],
)
def test_what_was_taken_and_what_happened_is_told_by_its_name(value: Any, said: str) -> None:
    change = Change(1, EVENING, "a test", "medicine", None, value, False)
    assert change_sentence(change) == said.format(day=short_day(TUESDAY.date))
