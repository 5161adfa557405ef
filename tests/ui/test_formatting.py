"""A person's text where Markdown is read."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.ui.formatting import escape_markdown, label


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
        ("gym -> home", "gym -\N{WORD JOINER}\\> home"),
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
