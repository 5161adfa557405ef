"""Bringing in what was recorded more than once or changed by hand: choices, and a way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.pages.builders import BY, ago, walk
from tests.pages.visiting import Visit
from tracker.model import Intensity
from tracker.store import Diary

Give = Callable[..., Visit]
HEADER = "date,activity,minutes,intensity,started_at,source,external_id"


@pytest.fixture
def give() -> Give:
    """A window of My data that was given files, as name and text."""

    def given(*files: tuple[str, str]) -> Visit:
        visit = Visit("data")
        for name, content in files:
            visit.app.file_uploader[0].upload(name, content.encode())
        return visit.again()

    return given


def recorded(
    source: str, day: date, minutes: int, at: str = "10:00", number: int = 1
) -> tuple[str, str]:
    started = f"{day}T{at}:00+01:00"
    row = f"{day},walking,{minutes},,{started},{source},{number}"
    return f"{source}.csv", f"{HEADER}\n{row}\n"


def test_one_walk_from_watch_and_phone_is_one_question(
    give: Give, diary: Diary, today: date
) -> None:
    visit = give(
        recorded("watch", ago(today, 3), 45), recorded("phone", ago(today, 3), 38, "10:03")
    )
    assert "1 new (1 activity)" in visit.words
    assert "1 bout is recorded by more than one source." in visit.words
    assert "watch: Walking 45 min at 10:00" in visit.words
    assert "The longest one is kept" in visit.words
    label = next(
        w.label for w in visit.app.main if getattr(w, "label", "").startswith("What counts on")
    )
    assert visit.options(label) == ["watch: 45 min", "phone: 38 min", "Keep all"]
    visit.tap("Import 1 entry")
    assert [a.minutes for a in diary.activities()] == [45]
    again = give(recorded("phone", ago(today, 3), 38, "10:03"))
    assert "recorded by more than one" not in again.words
    assert "1 recording stays out, because you left them out or removed them before." in again.words


def test_the_other_one_may_be_chosen_or_all(give: Give, diary: Diary, today: date) -> None:
    files = recorded("watch", ago(today, 3), 45), recorded("phone", ago(today, 3), 38, "10:03")
    visit = give(*files).choose("What counts on", 1)
    assert "1 new" in visit.words
    visit.choose("What counts on", -1)
    assert "2 new" in visit.words
    visit.choose("What counts on", 1).tap("Import 1 entry")
    assert [a.source for a in diary.activities()] == ["phone"]


def test_of_many_all_can_be_kept_at_once(give: Give, diary: Diary, today: date) -> None:
    files = [
        recorded(source, ago(today, day), 30 + day, "10:00" if source == "watch" else "10:02", day)
        for day in (3, 4)
        for source in ("watch", "phone")
    ]
    joined = {
        source: HEADER
        + "\n"
        + "".join(text.split("\n", 1)[1] for name, text in files if name == f"{source}.csv")
        for source in ("watch", "phone")
    }
    visit = give(*((f"{source}.csv", text) for source, text in joined.items()))
    assert "2 bouts are recorded by more than one source." in visit.words
    visit.choose("For all of them", "Keep all of them").tap("Import 4 entries")
    assert len(diary.activities()) == 4


def test_a_recording_that_makes_way_is_said_before(give: Give, diary: Diary, today: date) -> None:
    give(recorded("phone", ago(today, 3), 38)).tap("Import 1 entry")
    visit = give(recorded("watch", ago(today, 3), 45))
    assert "1 recording of your diary will be replaced by what you chose." in visit.words
    visit.tap("Import 1 entry")
    assert "Done: 1 added, 0 changed. 1 recording made way." in visit.words
    assert [(a.source, a.minutes) for a in diary.activities()] == [("watch", 45)]


def test_what_stays_out_only_has_to_be_remembered(give: Give, diary: Diary, today: date) -> None:
    give(recorded("watch", ago(today, 3), 45)).tap("Import 1 entry")
    visit = give(recorded("phone", ago(today, 3), 38))
    visit.tap("Remember this for the next time")
    assert [o.source for o in diary.left_out()] == ["phone"]
    visit = give(recorded("phone", ago(today, 3), 38))
    assert not any(b.startswith(("Import", "Remember")) for b in visit.buttons)
    visit.choose("Look at them again", True)
    assert "1 bout is recorded by more than one source." in visit.words


def test_what_was_changed_by_hand_stays_and_is_said(give: Give, diary: Diary, today: date) -> None:
    give(recorded("watch", ago(today, 3), 45)).tap("Import 1 entry")
    (stored,) = diary.activities()
    diary.save(replace(stored, minutes=50), stored, by="check in")
    visit = give(recorded("watch", ago(today, 3), 47))
    assert "1 entry that you changed by hand stays as you have it." in visit.words
    ((row,),) = [table.value.to_dict("records") for table in visit.app.table]
    assert (row["What"], row["Your diary"], row["The file"]) == ("minutes", "50", "47")
    assert not any(label.startswith("Import") for label in visit.buttons)
    visit.choose("What you changed by hand", "Take the file's").tap("Import 1 entry")
    assert [a.minutes for a in diary.activities()] == [47]


def test_an_import_is_taken_back_right_after(give: Give, diary: Diary, today: date) -> None:
    visit = give(recorded("watch", ago(today, 3), 45)).tap("Import 1 entry")
    visit.tap("Undo this import")
    assert "Undone: 1 entry is as before." in visit.words
    assert "Undo this import" not in visit.buttons
    assert diary.activities() == []
    assert "1 new" in give(recorded("watch", ago(today, 3), 45)).words


def test_the_way_back_goes_once_something_else_was_done(
    give: Give, diary: Diary, today: date
) -> None:
    visit = give(recorded("watch", ago(today, 3), 45)).tap("Import 1 entry")
    diary.save(walk(today), by="another window")
    assert "Undo this import" not in visit.again().buttons
    assert len(diary.activities()) == 2


def test_how_hard_it_was_is_said_for_all_of_a_kind_and_remembered(
    give: Give, diary: Diary, today: date
) -> None:
    name, text = recorded("watch", ago(today, 3), 45)
    visit = give((name, text)).choose("Walking, 1 time", Intensity.VIGOROUS)
    visit.tap("Import 1 entry")
    assert [a.intensity for a in diary.activities()] == ["vigorous"]
    give(recorded("watch", ago(today, 2), 30, number=2)).tap("Import 1 entry")
    assert [a.intensity for a in diary.activities()] == ["vigorous", "vigorous"]


def test_a_kind_in_the_diary_is_corrected_in_one_change(diary: Diary, today: date) -> None:
    diary.apply([walk(ago(today, n), kind="running") for n in range(5)], by=BY)
    diary.save(walk(today), by=BY)
    version = diary.version()
    visit = Visit("data").open("hardness")
    assert "Running, 5 times" in visit.options("Which kind")
    visit.choose("All of them were", Intensity.VIGOROUS).tap("Make 5 activities vigorous")
    assert "Done: 5 activities are vigorous now." in visit.words
    assert diary.version() == version + 1
    assert [a.intensity for a in diary.activities()].count(Intensity.VIGOROUS) == 5
    diary.undo(by=BY)
    assert {a.intensity for a in diary.activities()} == {"moderate"}
    assert diary.usual_intensities() == []


def test_many_refused_rows_can_be_taken_away_as_a_file(give: Give, today: date) -> None:
    rows = "".join(f"{ago(today, n)},11\n" for n in range(12))
    visit = give(("check_ins.csv", f"date,pain\n{rows}"))
    assert "12 rows can't be read and will be left out." in visit.words
    assert "Download the list" in visit.buttons


def test_a_bad_file_is_told_and_the_others_go_on(give: Give, diary: Diary, today: date) -> None:
    visit = give(
        ("broken.fit", "\x0e\x10 nothing"),
        ("check_ins.csv", f"date,pain\n{ago(today, 1)},4\n"),
        recorded("watch", ago(today, 3), 45),
    )
    assert "2 new (1 check-in, 1 activity)" in visit.words
    visit.tap("Import 2 entries")
    assert (len(diary.check_ins()), len(diary.activities())) == (1, 1)
