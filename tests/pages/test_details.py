"""More about a day: folded away, each answer saved as it is given."""

from datetime import date

import pytest

from tests.pages.builders import BY, check_in
from tests.pages.visiting import Visit
from tracker.store import Diary

FOLDED = ("Worst pain", "How much did pain", "How well did you sleep", "Was it a flare", "Where it")


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
    Visit().open("more").choose("How well did you sleep", 3)
    assert (diary.check_in(today).pain, diary.check_in(today).sleep) == (None, 3)


def test_a_day_whose_only_answer_is_taken_back_says_nothing(diary: Diary, today: date) -> None:
    visit = Visit().open("more").choose("Was it a flare", True).choose("Was it a flare", None)
    assert diary.check_in(today) is None
    visit.choose("Worst pain", 6)
    assert diary.check_in(today).worst_pain == 6


def test_a_decimal_of_another_program_is_told_and_marks_no_target(
    diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 4, worst_pain=6.5), by="import")
    visit = Visit().open("more")
    assert visit.value("Worst pain") is None
    assert "Recorded as 6.5" in visit.words


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


def test_undo_takes_a_detail_back(visit: Visit, diary: Diary, today: date) -> None:
    visit.choose("Worst pain", 9).tap("Undo")
    assert diary.check_in(today).worst_pain is None
    assert visit.value("Worst pain") is None
    assert diary.check_in(today).pain == 4
