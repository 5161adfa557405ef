"""Every tap is saved at once and says so; Undo takes it back."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.pages.builders import BY, PLAN, ago, check_in, walk
from tests.pages.test_not_saved import refusing
from tests.pages.visiting import Visit
from tracker.demo import write_demo
from tracker.store import Diary
from tracker.ui.formatting import long_day, short_day


def test_a_tap_on_pain_is_saved_at_once_and_says_so(diary: Diary, today: date) -> None:
    visit = Visit()
    assert "Every tap is saved at once" in visit.words
    visit.rate(4)
    assert diary.check_in(today).pain == 4
    assert re.search(r"Saved \d\d:\d\d", visit.redrawn)


def test_no_pain_is_a_rating_like_any_other(diary: Diary, today: date) -> None:
    visit = Visit().rate(0)
    assert diary.check_in(today).pain == 0
    assert visit.pain == 0


def test_another_tap_corrects_it_and_keeps_when_the_day_was_first_entered(
    diary: Diary, today: date
) -> None:
    visit = Visit().rate(4)
    entered = diary.check_in(today).entered_at
    visit.rate(7)
    assert diary.check_in(today).pain == 7
    assert diary.check_in(today).entered_at == entered


def test_what_was_tapped_is_there_after_a_reload_and_on_other_screens(diary: Diary) -> None:
    diary.apply(PLAN, by=BY)
    Visit().rate(6).choose("Exercises done", ["wall sit"])
    again = Visit()
    assert again.pain == 6
    assert again.value("Exercises done") == ["wall sit"]
    assert "1 of 2 strength days" in again.go("week").words


def test_the_week_beside_it_counts_with_every_tap(diary: Diary) -> None:
    diary.apply(PLAN, by=BY)
    visit = Visit()
    assert "– of 2 strength days" in visit.words
    assert "1 of 2 strength days" in visit.choose("Exercises done", ["wall sit"]).redrawn
    assert "1 of" in visit.rate(2).redrawn


def test_a_tap_redraws_only_what_it_changed(diary: Diary) -> None:
    diary.apply(PLAN, by=BY)
    redrawn = Visit().choose("Exercises done", ["wall sit"]).redrawn
    assert "This week so far" in redrawn
    assert "When to get help" not in redrawn
    assert "Activity" not in redrawn


def test_undo_takes_back_the_last_change_and_says_which(diary: Diary, today: date) -> None:
    visit = Visit().rate(4).rate(7).tap("Undo")
    assert diary.check_in(today).pain == 4
    assert visit.pain == 4
    assert visit.toasts == [f"Undone: pain 7 on {short_day(today)}"]


def test_the_year_that_a_demo_begins_with_is_nothing_to_undo(diary: Diary, today: date) -> None:
    write_demo(diary, today, days=30)
    visit = Visit()
    steps = [*visit.buttons, *visit.links]
    assert not [step for step in steps if step.startswith("Undo")]
    visit.rate(7).tap("Undo")
    assert visit.pain is None


def test_undo_again_goes_further_back_until_nothing_is_left(diary: Diary, today: date) -> None:
    visit = Visit().rate(4).rate(7).tap("Undo").tap("Undo")
    assert diary.check_in(today) is None
    assert visit.pain is None
    assert not [label for label in visit.buttons if label.startswith("Undo")]


def test_redo_brings_back_step_by_step_what_was_undone(diary: Diary, today: date) -> None:
    visit = Visit().rate(4).rate(7)
    assert not [label for label in visit.buttons if label.startswith("Redo")]
    visit.tap("Undo").tap("Undo")
    assert [label for label in visit.buttons if label.startswith("Redo pain 4 on ")]
    assert visit.tap("Redo").toasts == [f"Done again: pain 4 on {short_day(today)}"]
    assert diary.check_in(today).pain == 4
    visit.tap("Redo")
    assert diary.check_in(today).pain == 7
    assert visit.pain == 7
    assert not [label for label in visit.buttons if label.startswith("Redo")]


def test_undo_and_redo_say_what_they_would_do(diary: Diary, today: date) -> None:
    diary.apply(PLAN, by=BY)
    visit = Visit().rate(4)
    assert f"Undo pain 4 on {short_day(today)}" in visit.buttons
    visit.rate(7)
    assert f"Undo pain 7 on {short_day(today)}" in visit.buttons
    visit.choose("Exercises done", ["wall sit", "bird dog"])
    assert f"Undo wall sit on {short_day(today)} and 1 more" in visit.buttons


def test_undo_of_another_day_shows_that_day(diary: Diary, today: date) -> None:
    visit = Visit(day=ago(today, 1).isoformat()).rate(4)
    visit.turn_to(today).tap_as_browsers_do("Undo")
    assert diary.check_in(ago(today, 1)) is None
    assert long_day(ago(today, 1)) in visit.words
    visit.turn_to(today).tap_as_browsers_do("Redo")
    assert visit.pain == 4
    assert long_day(ago(today, 1)) in visit.words


def test_undo_and_redo_show_what_they_change_wherever_it_stands(diary: Diary) -> None:
    diary.apply(PLAN, by=BY)
    visit = Visit().choose("Exercises done", ["wall sit"])
    assert visit.tap_as_browsers_do("Undo").value("Exercises done") == []
    assert visit.tap_as_browsers_do("Redo").value("Exercises done") == ["wall sit"]
    visit = Visit().type("Note", "stiff")
    assert visit.tap_as_browsers_do("Undo").typed("Note") == ""
    assert visit.tap_as_browsers_do("Redo").typed("Note") == "stiff"


def test_the_status_speaks_of_the_day_that_is_shown(today: date) -> None:
    visit = Visit().rate(4)
    assert "Saved " in visit.words
    visit.turn_to(ago(today, 1))
    assert "Saved " not in visit.words
    assert "Every tap is saved at once" in visit.words
    assert "Saved " in visit.turn_to(today).words


def test_undo_takes_back_all_that_one_tap_did(diary: Diary, today: date) -> None:
    diary.apply(PLAN, by=BY)
    visit = Visit().choose("Exercises done", ["wall sit", "bird dog"])
    assert len(diary.exercises_done(today, today)) == 2
    visit.tap("Undo")
    assert diary.exercises_done(today, today) == []
    assert visit.value("Exercises done") == []


def test_undo_after_an_undo_and_a_new_tap_takes_the_new_tap_back(diary: Diary, today: date) -> None:
    visit = Visit().rate(4).rate(7).tap("Undo").rate(9).tap("Undo")
    assert diary.check_in(today).pain == 4
    assert visit.pain == 4


def test_undo_reaches_what_another_window_did(diary: Diary, today: date) -> None:
    visit = Visit().rate(4)
    diary.save(walk(today), by="another window")
    visit.turn_to(ago(today, 1)).turn_to(today)
    assert "Walking 30 min" in visit.tap("Undo").toasts[0]
    assert diary.activities() == []


def test_undo_takes_back_what_it_said_not_what_another_window_did_since(
    diary: Diary, today: date
) -> None:
    visit = Visit().rate(4)
    diary.save(walk(today), by="another window")
    visit.tap("Undo")
    assert diary.check_in(today) is None
    assert len(diary.activities()) == 1


def test_after_a_tap_that_failed_the_next_ones_are_told_as_saved(
    diary: Diary, database: Path, today: date
) -> None:
    visit = Visit().open("more")
    with refusing(database):
        visit.choose("A flare", True)
        assert "Not saved" in visit.words
    for pain in (5, 6, 7):
        visit.rate(pain)
        assert "Not saved" not in visit.redrawn
        assert "Saved " in visit.redrawn


@pytest.mark.parametrize("rated", [0, 4, 10])
def test_the_same_rating_again_changes_nothing(diary: Diary, today: date, rated: int) -> None:
    visit = Visit().rate(rated)
    version = diary.version()
    visit.rate(rated)
    assert diary.version() == version


def test_what_was_there_before_stays_when_a_day_is_corrected(diary: Diary, today: date) -> None:
    kept = check_in(ago(today, 1), 3, note="Long drive.", flare=False, sites=("neck",))
    diary.save(kept, by="a test")
    Visit(day=ago(today, 1).isoformat()).rate(8)
    stored = diary.check_in(ago(today, 1))
    assert (stored.pain, stored.note, stored.flare, stored.sites) == (
        8,
        kept.note,
        False,
        ("neck",),
    )
