"""Two windows on one diary: the later one of the same field is told and sees both values."""

from dataclasses import replace
from datetime import date

import pytest

from tests.pages.builders import BY, PLAN, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.model import Outcome
from tracker.store import Diary

ENDED = "How wall sit ended"


@pytest.fixture
def windows(diary: Diary, today: date) -> tuple[Visit, Visit]:
    """Two windows that saw the same day: pain 4, a wall sit that was done."""
    diary.apply([check_in(today, 4, worst_pain=5), strength(today)], by=BY)

    def opened() -> Visit:
        return Visit().open("more").open(f"doses-{today}")

    return opened(), opened()


def outcome(diary: Diary) -> Outcome:
    return diary.exercises_done()[0].outcome


def test_the_later_tap_on_the_same_field_overwrites_nothing_and_shows_both(
    windows: tuple[Visit, Visit], diary: Diary
) -> None:
    one, other = windows
    one.choose(ENDED, Outcome.PARTLY)
    other.choose(ENDED, Outcome.STOPPED)
    assert outcome(diary) is Outcome.PARTLY
    said = "another window says partly, here you chose stopped. Nothing was overwritten."
    assert said in other.words
    assert "Not saved" in other.words
    assert {"Keep partly", "Use stopped"} <= set(other.buttons)


def test_keeping_theirs_changes_nothing_and_settles_it(
    windows: tuple[Visit, Visit], diary: Diary
) -> None:
    one, other = windows
    one.choose(ENDED, Outcome.PARTLY)
    other.choose(ENDED, Outcome.STOPPED).tap("Keep partly")
    assert outcome(diary) is Outcome.PARTLY
    assert other.value(ENDED) is Outcome.PARTLY
    assert "another window" not in other.words
    assert "Not saved" not in other.words


def test_using_mine_saves_it(windows: tuple[Visit, Visit], diary: Diary) -> None:
    one, other = windows
    one.choose(ENDED, Outcome.PARTLY)
    other.choose(ENDED, Outcome.STOPPED).tap("Use stopped")
    assert outcome(diary) is Outcome.STOPPED
    assert other.value(ENDED) is Outcome.STOPPED
    assert "another window" not in other.words


def test_a_third_window_that_comes_between_is_not_overwritten_either(
    windows: tuple[Visit, Visit], diary: Diary
) -> None:
    one, other = windows
    one.choose(ENDED, Outcome.PARTLY)
    other.choose(ENDED, Outcome.STOPPED)
    one.choose(ENDED, Outcome.DONE)
    other.tap("Use stopped")
    assert outcome(diary) is Outcome.DONE
    assert "another window says done, here you chose stopped" in other.words
    other.tap("Use stopped")
    assert outcome(diary) is Outcome.STOPPED


def test_different_fields_go_together(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    one, other = windows
    one.rate(6)
    other.type("Worst pain", "8")
    stored = diary.check_in(today)
    assert (stored.pain, stored.worst_pain) == (6, 8)
    assert "another window" not in other.words
    assert other.pain == 6, "and the other window sees both"


def test_the_same_answer_in_both_windows_is_no_conflict(
    windows: tuple[Visit, Visit], diary: Diary
) -> None:
    one, other = windows
    one.choose(ENDED, Outcome.PARTLY)
    other.choose(ENDED, Outcome.PARTLY)
    assert "another window" not in other.words
    assert outcome(diary) is Outcome.PARTLY


def test_two_first_answers_of_a_day_conflict_too(diary: Diary, today: date) -> None:
    one, other = Visit().open("more"), Visit().open("more")
    one.type("Worst pain", "3")
    assert other.send("Worst pain", "5", "")["other"] == "3"
    assert diary.check_in(today).worst_pain == 3


def test_a_later_tap_on_pain_overwrites_nothing_and_is_told_of_the_earlier_one(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    one, other = windows
    one.rate(6)
    answer = other.rate(9).answer
    assert diary.check_in(today).pain == 6
    assert answer["other"] == "6"
    assert answer["said"].startswith("Another window says 6, so yours is not saved.")
    assert other.pain == 6, "which the page says from now on"


def test_pain_is_taken_from_the_window_that_the_person_says(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    one, other = windows
    one.rate(6)
    theirs = other.rate(9).answer["other"]
    one.rate(2)
    answer = other.send("Average pain", "9", theirs)
    assert answer["other"] == "2", "a third tap that came between is not overwritten either"
    assert other.send("Average pain", "9", "2")["saved"] == "9"
    assert diary.check_in(today).pain == 9


def test_the_same_pain_in_both_windows_is_no_conflict(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    one, other = windows
    one.rate(6)
    assert other.rate(6).answer["saved"] == "6"
    assert diary.check_in(today).pain == 6


def test_two_first_ratings_of_a_day_conflict_too(diary: Diary, today: date) -> None:
    one, other = Visit(), Visit()
    one.rate(3)
    assert other.rate(5).answer["other"] == "3"
    assert diary.check_in(today).pain == 3


@pytest.mark.parametrize("label", ["Worst pain", "Interference with daily life", "Sleep"])
def test_any_rating_can_conflict_and_the_field_is_told_of_the_other(
    windows: tuple[Visit, Visit], diary: Diary, today: date, label: str
) -> None:
    one, other = windows
    seen = other.typed(label)
    one.type(label, "7")
    answer = other.send(label, "3")
    assert answer["other"] == "7"
    assert seen != "7"
    assert other.again().typed(label) == "7", "nothing was overwritten"


def test_places_that_two_windows_chose_are_all_kept(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    one, other = windows
    one.type("Where it hurts", "neck")
    assert "Both changes are kept" in other.send("Where it hurts", "lower back")["said"]
    assert diary.check_in(today).sites == ("neck", "lower back")


def test_an_entry_removed_in_one_window_stays_removed_until_the_other_says_so(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    _, other = windows
    diary.remove(diary.check_in(today), by="another window")
    answer = other.send("Average pain", "9")
    assert diary.check_in(today) is None
    assert answer["said"].startswith("Another window says nothing")
    assert other.send("Average pain", "9", "")["saved"] == "9"
    assert diary.check_in(today).pain == 9


def test_an_activity_that_another_window_changed_is_not_removed(diary: Diary, today: date) -> None:
    activity = walk(today, 30)
    diary.save(activity, by=BY)
    visit = Visit().open(f"change-{activity.uid}")
    diary.save(replace(activity, minutes=45), activity, by="another window")
    visit.app.button(key=f"remove-{activity.uid}").click()
    visit.again()
    assert [a.minutes for a in diary.activities()] == [45]
    assert "left as it is now" in visit.words
    assert "Walking 45 min" in visit.words


def test_an_import_meanwhile_is_another_window(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    _, other = windows
    diary.apply([replace(diary.check_in(today), pain=1, worst_pain=2)], by="import")
    assert other.send("Average pain", "9")["other"] == "1"
    assert other.send("Worst pain", "9")["other"] == "2"
    assert (diary.check_in(today).pain, diary.check_in(today).worst_pain) == (1, 2)
    (done,) = diary.exercises_done()
    diary.apply([replace(done, outcome=Outcome.PARTLY)], by="import")
    other.choose(ENDED, Outcome.STOPPED)
    assert outcome(diary) is Outcome.PARTLY
    assert "another window says partly, here you chose stopped" in other.words


def test_exercises_ticked_in_two_windows_are_all_kept(diary: Diary, today: date) -> None:
    diary.apply(PLAN, by=BY)
    one, other = Visit(), Visit()
    one.choose("Exercises done", ["wall sit"])
    other.choose("Exercises done", ["bird dog"])
    done = {entry.exercise for entry in diary.exercises_done(today, today)}
    assert done == {"wall sit", "bird dog"}
    assert sorted(other.value("Exercises done")) == ["bird dog", "wall sit"]


def test_a_note_written_in_two_windows_keeps_both(
    windows: tuple[Visit, Visit], diary: Diary, today: date
) -> None:
    one, other = windows
    one.type("Note", "one *thing*")
    assert "Both texts are kept" in other.send("Note", "another")["said"]
    assert diary.check_in(today).note == "one *thing*\n\nanother"
