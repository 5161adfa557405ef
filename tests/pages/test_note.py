"""The day's note: saved beside the page, whatever is in it, with or without a pain."""

from datetime import date

import pytest

from tests.pages.builders import BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.model import NOTE_LIMIT
from tracker.store import Diary

HOSTILE = (
    "**bold** _and_ # a heading",
    "![](https://example.com/x.png)",
    "<script>alert(1)</script><img src=https://example.com/x.png>",
    ":red[colour] $x^2$ :material/error: [link](https://example.com)",
    "=HYPERLINK(1)\nsecond line\ttab",
    "née 🙂 דגים",
)


@pytest.mark.parametrize("note", HOSTILE)
def test_a_note_is_kept_exactly_and_shown_as_text(diary: Diary, today: date, note: str) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit().type("Note", note)
    assert diary.check_in(today).note == note
    assert visit.typed("Note") == note
    assert "<img" not in "".join(visit.markup)
    assert "![](" not in "".join(element.value for element in visit.app.markdown)


def test_a_note_alone_is_a_check_in_too(diary: Diary, today: date) -> None:
    visit = Visit().type("Note", "slept badly")
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (None, "slept badly")
    visit.rate(4)
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (4, "slept badly")


def test_a_pain_tapped_after_a_lone_note_was_taken_out_is_saved(diary: Diary, today: date) -> None:
    visit = Visit().type("Note", "x")
    visit.send("Note", "")
    assert diary.check_in(today) is None
    visit.rate(4)
    assert diary.check_in(today).pain == 4
    assert "another window" not in visit.words


def test_a_note_has_an_end(diary: Diary, today: date) -> None:
    visit = Visit()
    assert visit.field("Note")["limit"] == NOTE_LIMIT
    assert "5000" in visit.send("Note", "x" * (NOTE_LIMIT + 1))["refused"].replace(",", "")
    assert diary.check_in(today) is None


def test_a_note_with_windows_line_ends_is_kept_with_plain_ones(diary: Diary, today: date) -> None:
    Visit().type("Note", "one\r\ntwo")
    assert diary.check_in(today).note == "one\ntwo"


def test_a_note_with_a_control_character_is_refused_in_words(diary: Diary, today: date) -> None:
    assert "Not saved" in Visit().send("Note", "bell \x07")["refused"]
    assert diary.check_in(today) is None


def test_each_day_has_its_own(diary: Diary, today: date) -> None:
    visit = Visit().type("Note", "today")
    diary.save(check_in(ago(today, 1), 2, note="yesterday"), by=BY)
    visit.turn_to(ago(today, 1))
    assert visit.typed("Note") == "yesterday"
    assert visit.turn_to(today).typed("Note") == "today"


def test_undo_takes_the_note_back(diary: Diary, today: date) -> None:
    visit = Visit().rate(4).type("Note", "typed by mistake")
    assert [label for label in visit.buttons if label.startswith("Undo note on ")]
    visit.tap("Undo")
    assert (diary.check_in(today).pain, visit.typed("Note")) == (4, "")


def test_undoing_a_note_alone_says_nothing_of_pain() -> None:
    visit = Visit().type("Note", "stiff")
    assert any(label.startswith("Undo note on ") for label in visit.buttons)
    assert not any("no pain" in label for label in visit.buttons)
