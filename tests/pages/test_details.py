"""More about a day: folded away, each answer saved as it is given."""

from datetime import date

import pytest

from tests.pages.builders import BY, check_in
from tests.pages.visiting import Visit
from tracker.store import Diary

FOLDED = ("Worst pain", "Interference with daily life", "Sleep", "A flare", "Where it hurts")
RATED = {"worst_pain": "Worst pain", "interference": "Interference", "sleep": "Sleep"}


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


def test_it_needs_no_pain_of_the_day(diary: Diary, today: date) -> None:
    Visit().open("more").type("Sleep", "3")
    assert (diary.check_in(today).pain, diary.check_in(today).sleep) == (None, 3)


def test_a_day_whose_only_answer_is_taken_back_says_nothing(diary: Diary, today: date) -> None:
    visit = Visit().open("more").choose("A flare", True).choose("A flare", False)
    assert diary.check_in(today) is None
    visit.type("Worst pain", "6")
    assert diary.check_in(today).worst_pain == 6


def test_a_decimal_of_another_program_stays_as_it_is(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, worst_pain=6.5), by="import")
    visit = Visit().open("more")
    assert visit.typed("Worst pain") == "6.5"
    visit.type("Sleep", "3")
    assert diary.check_in(today).worst_pain == 6.5
    assert visit.type("Worst pain", "7").typed("Worst pain") == "7"


@pytest.mark.parametrize("field", RATED)
def test_a_rating_is_saved_corrected_and_taken_back_to_unknown(
    visit: Visit, diary: Diary, today: date, field: str
) -> None:
    label = RATED[field]
    assert visit.typed(label) == "", "untouched is unknown, not zero"
    for answer in ("0", "10", ""):
        visit.type(label, answer)
        assert getattr(diary.check_in(today), field) == (int(answer) if answer else None)
        assert visit.typed(label) == answer


def test_what_is_no_rating_is_refused_in_words(visit: Visit, diary: Diary, today: date) -> None:
    visit.type("Worst pain", "11")
    assert "a number from 0 to 10" in visit.answer["refused"]
    assert diary.check_in(today).worst_pain is None


def test_a_flare_is_a_tick_and_no_tick_says_nothing(
    visit: Visit, diary: Diary, today: date
) -> None:
    assert visit.value("A flare") is False
    visit.choose("A flare", True)
    assert diary.check_in(today).flare is True
    visit.choose("A flare", False)
    assert diary.check_in(today).flare is None


def test_off_work_because_of_the_back_is_a_tick(visit: Visit, diary: Diary, today: date) -> None:
    visit.choose("Off work because of your back", True)
    assert diary.check_in(today).off_work is True
    assert visit.tap("Undo").value("Off work") is False
    assert diary.check_in(today).off_work is False


def test_what_another_program_says_was_no_flare_is_told(diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, flare=False), by="import")
    visit = Visit().open("more")
    assert visit.value("A flare") is False
    assert "Recorded as no flare." in visit.words
    assert diary.check_in(today).flare is False, "to look changes nothing"
    assert "Recorded as no flare." not in visit.choose("A flare", True).words


def test_places_are_kept_in_the_order_they_were_chosen(
    visit: Visit, diary: Diary, today: date
) -> None:
    visit.type("Where it hurts", "lower back; left heel ;lower back")
    assert diary.check_in(today).sites == ("lower back", "left heel")
    assert visit.typed("Where it hurts") == "lower back;left heel"
    assert Visit().open("more").typed("Where it hurts") == "lower back;left heel"
    visit.type("Where it hurts", "")
    assert diary.check_in(today).sites == ()


def test_undo_takes_a_detail_back(visit: Visit, diary: Diary, today: date) -> None:
    visit.type("Worst pain", "9").tap("Undo")
    assert diary.check_in(today).worst_pain is None
    assert visit.typed("Worst pain") == ""
    assert diary.check_in(today).pain == 4
