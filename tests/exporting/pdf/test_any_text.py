"""Whatever a person types: on the page as text, or said to be missing; never a command."""

import string
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.exporting.pdf.reading import EVERYTHING, LAST, at, report, said
from tests.exporting.report_builders import contents
from tracker.exporting.pdf import pdf
from tracker.exporting.pdf.font_fallback import STAND_IN, FontFallback
from tracker.model import (
    Activity,
    Appointment,
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    Intensity,
    InvalidValue,
    MedicineTaken,
    Person,
    PlanItem,
    Reading,
)

INJECTIONS = [
    '#panic("no")',
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    "#{while true {}}",
    "$ x^2 $ = heading *bold* _italic_ `code` <label> @reference // comment /* more */",
    '"] #eval("1+1") [',
    "= Heading",
    "- list\n+ enum\n/ term: x",
    "\\u{41} \\ ~ --- ... ''quotes''",
    "</svg><script>alert(1)</script>",
    '{"end": "of json"}',
    "#set page(width: 1pt)",
]
LETTERS = (string.ascii_letters + string.digits).encode()


def telling(text: str, name: str = "", line: str = "") -> Any:
    """A diary that says the text wherever it can be said; `line` where it has to be short."""
    short = line or "short"
    return contents(
        LAST,
        LAST,
        person=Person(name),
        check_ins=[CheckIn(LAST, 4, at(LAST), sites=(short[:40].strip() or "x",), note=text)],
        activities=[Activity(LAST, short, 30, Intensity.MODERATE, note=text)],
        exercises_done=[ExerciseDone(LAST, short, note=text)],
        readings=[Reading(at(LAST, 8), 5, exercise=short, note=text)],
        plan_items=[PlanItem(short, 3)],
        medicines=[MedicineTaken(LAST, short, short[:60].strip(), note=text)],
        events=[Event(LAST, EventKind.OTHER, short, note=text)],
        appointment=Appointment(text, EVERYTHING),
    )


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_that_looks_like_markup_is_printed_as_it_is(text: str) -> None:
    line = text.split("\n")[0][:60].strip()
    found = said(report(telling(text, line, line)))
    flat = " ".join(text.split())
    without_spaces = found.replace(" ", "")
    assert flat.replace(" ", "") in without_spaces
    assert without_spaces.count(flat.replace(" ", "")) >= 2  # the question and the notes


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń, Ελληνικά, Кириллица",
        "你好，世界",
        "日本語のメモ",
        "한국어 메모",
        "😀 👍 ❤",
    ],
)
def test_other_scripts_are_set_and_can_be_copied(text: str) -> None:
    found = said(report(telling(text, text, text)))
    assert found.count(text) >= 4
    assert STAND_IN not in found


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("שלום עולם", "ש"),
        ("مرحبا بالعالم", "م"),
        ("हिन्दी में", "ह"),
        ("ไทย", "ท"),
        ("বাংলা", "ব"),
    ],
)
def test_scripts_that_are_shaped_or_read_from_the_right_are_set(text: str, letter: str) -> None:
    found = said(report(telling(text, text, text)))
    assert letter in unicodedata.normalize("NFKC", found)
    assert STAND_IN not in found


def test_what_cannot_be_set_has_a_stand_in_and_is_counted() -> None:
    found = said(report(telling("private \ue000 and \U0010fffd and \U000f1234")))
    assert f"private {STAND_IN} and {STAND_IN} and {STAND_IN}" in found
    # Said as a question on two pages, and in six notes.
    assert "24 characters could not be printed" in found
    assert "could not be printed" not in said(report(telling("nothing special")))


def test_five_thousand_letters_without_a_space_stay_inside_the_page() -> None:
    for letter in ("x", "W", "😀", "漢", "\u0301"):
        pages = report(telling(letter * 5000, letter * 80, letter * 60))
        assert furthest(pages) < 595 - 40, letter


def furthest(pages: PdfReader) -> float:
    """How far to the right any text begins, in points."""
    places: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            places.append(tm[4] * cm[0] + cm[4])

    for page in pages.pages:
        page.extract_text(visitor_text=visit)
    return max(places)


@pytest.mark.parametrize("plane", range(17))
def test_every_character_of_every_plane_is_survived(plane: int) -> None:
    step = 1 if plane in (0, 1, 14) else 61  # the others are alike throughout
    points = range(plane * 0x10000, (plane + 1) * 0x10000, step)
    signs = [chr(point) for point in points if unicodedata.category(chr(point)) not in ("Cc", "Cs")]
    for begin in range(0, len(signs), 20_000):
        notes = signs[begin : begin + 20_000]
        texts = [
            "a".join(notes[start : start + 2_000]).strip() for start in range(0, len(notes), 2_000)
        ]
        days = [CheckIn(LAST, 1, at(LAST), note=text) for text in texts[:1]]
        activities = [
            Activity(LAST, "walking", 1, Intensity.LIGHT, note=text) for text in texts[1:]
        ]
        found = pdf(
            contents(
                LAST,
                LAST,
                check_ins=days,
                activities=activities,
                appointment=Appointment("", EVERYTHING),
            )
        )
        assert found.startswith(b"%PDF-1.7")


def test_a_sign_that_typst_refuses_after_all_costs_no_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = FontFallback.has_glyph
    monkeypatch.setattr(
        FontFallback,
        "has_glyph",
        lambda self, sign: (sign == "\ue000" and not self._plain_only) or known(self, sign),
    )
    found = said(report(telling("before \ue000 after")))
    assert f"before {STAND_IN} after" in found


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=200),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60),
)
def test_any_text_makes_a_report(text: str, name: str) -> None:
    try:
        given_contents = telling(text.strip(), name.strip(), name.strip())
    except InvalidValue:
        return
    assert pdf(given_contents).startswith(b"%PDF-1.7")


@given(st.text(max_size=300))
def test_settable_text_keeps_every_plain_letter_and_adds_only_stand_ins(text: str) -> None:
    setting = FontFallback()
    found = setting.text(text)
    kept = [sign for sign in found if sign.isascii() and sign.isalnum()]
    assert kept == [sign for sign in text if sign.isascii() and sign.isalnum()]
    assert setting.replaced >= found.count(STAND_IN) - text.count(STAND_IN)
    assert all(len(run) <= 40 for run in found.replace("\u200b", " ").split(" ") if run.isalnum())


def test_directions_that_would_turn_the_line_around_are_left_out() -> None:
    assert FontFallback().text("a\u202eb\u2066c\u200fd\ufeffe") == "abcde"


def test_a_tower_of_marks_is_cut_to_what_stays_in_its_line() -> None:
    setting = FontFallback()
    assert setting.text("a" + "\u0301" * 100) == "a" + "\u0301" * 4
    assert setting.replaced == 96
