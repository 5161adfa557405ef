"""Activity: the usual again in one tap, anything else by kind, minutes and intensity."""

from datetime import date

import pytest

from tests.pages.builders import BERLIN, BY, ago, walk
from tests.pages.visiting import Visit
from tracker.model import Activity, Intensity
from tracker.store import Diary


def entered(diary: Diary, day: date) -> list[tuple[str, int, str]]:
    return [(a.activity, a.minutes, str(a.intensity)) for a in diary.activities(day, day)]


def say_minutes(visit: Visit, typed: str) -> None:
    """Type into the minutes: the browser tells the page with the next run."""
    visit.app.session_state[f"new-minutes-{BERLIN.today()}"] = {"typed": typed}


def add(visit: Visit, kind: str, minutes: int, intensity: str | None = None) -> Visit:
    visit.choose("Something else", kind)
    say_minutes(visit, str(minutes))
    if intensity:
        visit.choose("Intensity", Intensity(intensity))
    return visit.tap("Add")


def test_what_was_done_lately_is_offered_again(diary: Diary, today: date) -> None:
    diary.save(walk(ago(today, 2), 30), by=BY)
    diary.save(walk(ago(today, 1), 20, "vigorous", "running"), by=BY)
    assert [label for label in Visit().buttons if label.startswith("+")] == [
        "+ Running 20 min, vigorous",
        "+ Walking 30 min",
    ]


def test_again_is_one_tap(diary: Diary, today: date) -> None:
    diary.save(walk(ago(today, 2), 30), by=BY)
    visit = Visit().tap("+ Walking 30 min")
    assert entered(diary, today) == [("walking", 30, "moderate")]
    assert "Walking 30 min" in visit.redrawn
    assert "+ Walking 30 min" not in visit.buttons


def test_a_double_tap_adds_it_once(diary: Diary, today: date) -> None:
    diary.save(walk(ago(today, 2), 30), by=BY)
    visit = Visit()
    chip = next(chip for chip in visit.app.button if "Walking" in chip.label)
    chip.click()
    tapped = visit.app.main.root.get_widget_states()
    for _ in range(2):  # the second tap left the browser before the page changed
        visit.app._run(tapped)
    assert entered(diary, today) == [("walking", 30, "moderate")]


def test_at_most_four_are_offered_each_once(diary: Diary, today: date) -> None:
    for days in range(1, 13):
        diary.save(walk(ago(today, days), 5 * (1 + days % 6)), by=BY)
    labels = [label for label in Visit().buttons if label.startswith("+")]
    assert len(labels) == len(set(labels)) == 4


def test_the_first_activity_of_all_needs_no_unfolding(diary: Diary, today: date) -> None:
    add(Visit(), "walking", 25)
    assert entered(diary, today) == [("walking", 25, "moderate")]


def test_the_usual_kinds_are_chips_so_that_the_first_activity_is_three_taps(
    diary: Diary, today: date
) -> None:
    visit = Visit()
    assert visit.options("What you did")[:2] == ["Walking", "Cycling"]
    visit.choose("What you did", "running")
    say_minutes(visit, "20")
    visit.tap("Add")
    assert entered(diary, today) == [("running", 20, "vigorous")]


def test_of_a_chip_and_a_name_the_last_answer_counts(diary: Diary, today: date) -> None:
    visit = Visit().choose("Something else", "boxing").choose("What you did", "walking")
    assert visit.value("Something else") is None
    visit.choose("Something else", "boxing")
    assert visit.value("What you did") is None
    say_minutes(visit, "20")
    visit.tap("Add")
    assert [kind for kind, *_ in entered(diary, today)] == ["boxing"]


def test_a_kind_brings_its_usual_intensity(diary: Diary, today: date) -> None:
    add(Visit(), "running", 20)
    assert entered(diary, today) == [("running", 20, "vigorous")]


@pytest.mark.parametrize(
    ("intensity", "counted"), [("light", 0), ("moderate", 30), ("vigorous", 60)]
)
def test_light_counts_nothing_moderate_once_and_vigorous_twice(
    diary: Diary, today: date, intensity: str, counted: int
) -> None:
    visit = add(Visit(), "walking", 30, intensity)
    assert entered(diary, today) == [("walking", 30, intensity)]
    assert f"{counted} of 150 active minutes" in visit.words


def test_a_kind_of_ones_own_can_be_typed(diary: Diary, today: date) -> None:
    visit = add(Visit(), "  chasing the dog ", 15, "vigorous")
    assert entered(diary, today) == [("chasing the dog", 15, "vigorous")]
    assert "Chasing the dog 15 min, vigorous" in visit.words


def test_nothing_is_added_before_kind_and_minutes_are_said(diary: Diary, today: date) -> None:
    visit = Visit()
    assert "It is not in your diary until you press Add." in visit.words
    assert "choose what you did" in visit.tap("Add").redrawn
    assert "say how many minutes" in visit.choose("What you did", "walking").tap("Add").redrawn
    assert entered(diary, today) == []


@pytest.mark.parametrize("typed", ["-5", "0", "5000", "1441", "ten", "1.5", "12345678901"])
def test_what_are_no_minutes_is_told_in_words(diary: Diary, today: date, typed: str) -> None:
    visit = Visit().choose("What you did", "walking")
    say_minutes(visit, typed)
    words = visit.tap("Add").redrawn
    assert f"{typed} is no number of minutes. Minutes are a whole number from 1 to 1,440." in words
    assert entered(diary, today) == []


def test_after_adding_the_fields_are_empty_again(today: date) -> None:
    visit = Visit().open(f"another-{today}")
    turn = visit.minutes["turn"]
    add(visit, "walking", 25).open(f"another-{today}")
    assert visit.value("What you did") is None
    assert visit.value("Something else") is None
    assert visit.minutes["turn"] > turn, "the browser begins anew"
    assert visit.minutes["typed"] == ""


def test_a_kind_too_long_is_refused_in_words_and_nothing_is_written(
    diary: Diary, today: date
) -> None:
    visit = add(Visit(), "x" * 61, 15)
    assert entered(diary, today) == []
    assert "Not added" in visit.redrawn
    assert "60 characters" in visit.redrawn


def test_minutes_and_intensity_can_be_changed(diary: Diary, today: date) -> None:
    activity = walk(today, 30)
    diary.save(activity, by=BY)
    visit = Visit().open(f"change-{activity.uid}").type("Minutes", "45")
    visit.app.button_group(key=f"intensity-{activity.uid}").set_value(Intensity.VIGOROUS)
    visit.again()
    assert entered(diary, today) == [("walking", 45, "vigorous")]
    assert "90 of 150 active minutes" in visit.words
    assert visit.tap("Undo").tap("Undo").words.count("Walking 30 min") == 1


def test_an_activity_can_be_removed_and_brought_back(diary: Diary, today: date) -> None:
    activity = walk(today, 30)
    diary.save(activity, by=BY)
    visit = Visit().open(f"change-{activity.uid}")
    visit.app.button(key=f"remove-{activity.uid}").click()
    visit.again()
    assert entered(diary, today) == []
    assert "– of 150 active minutes" in visit.words
    visit.tap("Undo")
    assert entered(diary, today) == [("walking", 30, "moderate")]


def test_two_walks_of_a_day_are_both_kept(diary: Diary, today: date) -> None:
    diary.apply([walk(today, 30), walk(today, 30)], by=BY)
    visit = Visit()
    assert visit.words.count("Walking 30 min") == 2
    assert "60 of 150 active minutes" in visit.words


def test_what_a_watch_brought_is_listed_and_can_be_corrected(diary: Diary, today: date) -> None:
    ride = Activity(
        today, "cycling", 40, Intensity.MODERATE, source="watch", external_id="ride-1", note="hills"
    )
    diary.save(ride, by="import")
    Visit().open(f"change-{ride.uid}").type("Minutes", "50")
    (stored,) = diary.activities(today, today)
    assert (stored.minutes, stored.source, stored.external_id, stored.note) == (
        50,
        "watch",
        "ride-1",
        "hills",
    )


def test_a_day_on_which_a_device_counted_nothing_is_no_bout(diary: Diary, today: date) -> None:
    zero = Activity(
        today, "minutes of the day", 0, Intensity.MODERATE, source="Garmin", external_id="day:1"
    )
    diary.save(zero, by="import")
    visit = Visit()
    assert not visit.app.exception
    assert any("No active minutes" in caption.value for caption in visit.app.caption)
    assert not visit.offers("Change")
