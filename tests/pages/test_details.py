"""More about a day: folded away, each answer saved as it is given."""

from datetime import date

import pytest

from tests.pages.making import BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.model import NOTE_LIMIT
from tracker.store import Diary

FOLDED = ("Worst pain", "How much did pain", "How well did you sleep", "Was it a flare", "Where it")
HOSTILE = (
    "**bold** _and_ # a heading",
    "![](https://example.com/x.png)",
    "<script>alert(1)</script><img src=https://example.com/x.png>",
    ":red[colour] $x^2$ :material/error: [link](https://example.com)",
    "=HYPERLINK(1)\nsecond line\ttab",
    "née 🙂 דגים",
)


@pytest.fixture
def visit(diary: Diary, today: date) -> Visit:
    diary.save(check_in(today, 4), by=BY)
    return Visit().open("more")


def test_it_is_folded_away_until_it_is_wanted(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit()
    assert not any(visit.offers(label) for label in FOLDED)
    visit.open("more")
    assert all(visit.offers(label) for label in FOLDED)
    assert visit.offers("Note")


def test_before_the_days_pain_there_is_nothing_to_say_more_about() -> None:
    visit = Visit().open("more")
    assert "Tap the day's pain first" in visit.words
    assert not visit.offers("Note")
    assert visit.rate(3).offers("Note"), "and it appears with the tap"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Worst pain", "worst_pain"),
        ("How much did pain get in the way", "interference"),
        ("How well did you sleep", "sleep"),
    ],
)
def test_a_rating_is_saved_corrected_and_taken_back_to_unknown(
    visit: Visit, diary: Diary, today: date, label: str, field: str
) -> None:
    assert visit.value(label) is None, "untouched is unknown, not zero"
    for answer in (0, 10, None):
        visit.choose(label, answer)
        assert getattr(diary.check_in(today), field) == answer
        assert visit.value(label) == answer


def test_a_flare_is_yes_no_or_not_said(visit: Visit, diary: Diary, today: date) -> None:
    assert visit.options("Was it a flare") == ["Yes", "No"]
    for answer in (True, False, None):
        visit.choose("Was it a flare", answer)
        assert diary.check_in(today).flare is answer


def test_places_can_be_chosen_and_typed(visit: Visit, diary: Diary, today: date) -> None:
    visit.choose("Where it hurts", ["lower back", " left heel; outside "])
    assert diary.check_in(today).sites == ("lower back", "left heel, outside")
    assert visit.value("Where it hurts") == ["lower back", "left heel, outside"]
    assert Visit().open("more").value("Where it hurts") == ["lower back", "left heel, outside"]
    visit.choose("Where it hurts", [])
    assert diary.check_in(today).sites == ()


def test_the_same_place_typed_twice_is_kept_once(visit: Visit, diary: Diary, today: date) -> None:
    visit.choose("Where it hurts", ["left heel", " left heel"])
    assert diary.check_in(today).sites == ("left heel",)


@pytest.mark.parametrize("note", HOSTILE)
def test_a_note_is_kept_exactly_and_shown_as_text(
    visit: Visit, diary: Diary, today: date, note: str
) -> None:
    visit.choose("Note", note)
    assert diary.check_in(today).note == note
    assert visit.value("Note") == note
    assert "<img" not in "".join(visit.markup)
    assert "![](" not in "".join(element.value for element in visit.app.markdown)


def test_a_note_has_an_end(visit: Visit) -> None:
    assert visit.widget("Note").max_chars == NOTE_LIMIT


def test_a_note_with_windows_line_ends_is_kept_with_plain_ones(
    visit: Visit, diary: Diary, today: date
) -> None:
    visit.choose("Note", "one\r\ntwo")
    assert diary.check_in(today).note == "one\ntwo"


def test_a_note_with_a_control_character_is_refused_in_words(
    visit: Visit, diary: Diary, today: date
) -> None:
    visit.choose("Note", "bell \x07")
    assert "That was not saved" in visit.words
    assert diary.check_in(today).note == ""


def test_each_day_has_its_own(visit: Visit, diary: Diary, today: date) -> None:
    visit.choose("Note", "today")
    diary.save(check_in(ago(today, 1), 2, note="yesterday"), by=BY)
    visit.choose("Day", ago(today, 1))
    assert visit.value("Note") == "yesterday"
    assert visit.choose("Day", today).value("Note") == "today"


def test_undo_takes_a_detail_back(visit: Visit, diary: Diary, today: date) -> None:
    visit.choose("Worst pain", 9).tap("Undo")
    assert diary.check_in(today).worst_pain is None
    assert visit.value("Worst pain") is None
    assert diary.check_in(today).pain == 4
