"""The very first visit: a greeting and the check-in itself, nothing to fill in before."""

from tests.pages.visiting import Visit
from tracker.store import Diary


def test_it_greets_and_says_what_it_is_and_is_not() -> None:
    words = Visit().words
    assert "Welcome to your diary" in words
    assert "It all stays on your computer." in words
    assert "It is not a medical device." in words


def test_it_asks_for_the_first_check_in_and_for_no_registration() -> None:
    visit = Visit()
    assert "0 1 2 3 4 5 6 7 8 9 10 No pain Worst pain imaginable" in visit.words
    assert visit.pain is None, "untouched is unknown, not zero"
    assert not visit.app.text_input


def test_the_greeting_is_gone_once_something_is_entered() -> None:
    assert "Welcome" not in Visit().rate(3).words


def test_when_to_get_help_is_one_tap_away_on_every_screen() -> None:
    visit = Visit()
    for screen in ("check_in", "week", "trends", "data", "settings"):
        help_panel = visit.go(screen).app.get_by_key("help")
        assert "loss of control over your bladder or bowels" in visit.words
        assert help_panel.proto.popover.label == "When to get help"


def test_every_screen_of_an_empty_diary_says_what_will_be_there() -> None:
    visit = Visit()
    assert "– of 150 active minutes" in visit.go("week").words
    assert "fill up here as you check in" in visit.words
    assert "Nothing logged in this range yet" in visit.go("trends").words
    assert "Nothing to download yet" in visit.go("data").words
    assert "From " not in visit.go("settings").words


def test_nothing_is_in_the_diary_before_the_first_tap(diary: Diary) -> None:
    Visit().go("week").go("settings")
    assert diary.first_day() is None
    assert diary.history() == []
