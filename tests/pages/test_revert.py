"""My data: any change taken back, with what goes shown first; a day's history; deleting."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.pages.builders import BERLIN, BY, ago, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.model import Goal, Person, PlanItem, Reading
from tracker.store import Diary, find_diary, open_store
from tracker.web.open_store import open_database


def tables(visit: Visit) -> list[list[dict[str, str]]]:
    return [table.value.to_dict("records") for table in visit.app.table]


@pytest.fixture
def imported(diary: Diary, today: date) -> int:
    """An import of four entries, one of which was changed since and one removed."""
    entries = [check_in(ago(today, n), 3) for n in (3, 4, 5)]
    version = diary.apply([*entries, walk(ago(today, 3))], by="import")
    diary.save(replace(entries[1], note="after the drive"), entries[1], by="check in")
    diary.remove(entries[2], by="check in")
    return version


# -- an import


def test_what_taking_an_import_back_would_do_is_shown_first(
    diary: Diary, today: date, imported: int
) -> None:
    version = diary.version()
    visit = Visit("data").open("changes").choose("Which changes", "Imports")
    assert "import 3 check-ins, 1 activity" in visit.words
    visit.tap("Undo…")
    assert "Will be removed: 1 check-in, 1 activity." in visit.words
    assert "2 entries were changed since and will be left as they are now." in visit.words
    (left,) = tables(visit)
    assert [(row["It said"], row["It says now"]) for row in left] == [
        ("pain 3", "pain 3, “after the drive”"),
        ("pain 3", "removed"),
    ]
    assert "Undo 2 entries" in visit.buttons
    assert diary.version() == version
    visit.tap("Leave it as it is")
    assert "Undo 2 entries" not in visit.buttons
    assert diary.version() == version


def test_an_import_is_taken_back_and_brought_back(diary: Diary, today: date, imported: int) -> None:
    days = [c.date for c in diary.check_ins()]
    visit = Visit("data").open("changes").choose("Which changes", "Imports").tap("Undo…")
    visit.tap("Undo 2 entries")
    stayed = "2 entries that were changed since stayed as they are now."
    assert f"2 entries are as before. {stayed}" in visit.words
    assert [c.note for c in diary.check_ins()] == ["after the drive"]
    assert diary.activities() == []
    assert "partly undone" in visit.words

    visit = Visit("data").open("changes").tap("Bring back…").tap("Bring back 2 entries")
    assert [c.date for c in diary.check_ins()] == days
    assert len(diary.activities()) == 1


def test_an_import_that_was_taken_back_is_not_offered_again(diary: Diary, today: date) -> None:
    version = diary.apply([walk(today), strength(today)], by="import")
    diary.undo_group(version, by=BY)
    visit = Visit("data").open("changes").choose("Which changes", "Imports")
    assert ", undone" in visit.words
    assert "Undo…" not in visit.buttons


def test_a_change_that_became_stuck_meanwhile_says_so(diary: Diary, today: date) -> None:
    version = diary.apply([walk(today)], by="import")
    visit = Visit("data").open("changes").tap("Undo…")
    diary.undo_group(version, by="another window")
    visit.tap("Undo 1 entry")
    assert "0 entries are as before." in visit.words


def test_earlier_changes_are_shown_when_asked_for(diary: Diary, today: date) -> None:
    for minutes in range(1, 41):
        diary.save(walk(today, minutes), by=BY)
    visit = Visit("data").open("changes")
    assert "Walking 11 min" in visit.words
    assert "Walking 10 min" not in visit.words
    assert "Walking 1 min" in visit.tap("Show earlier ones").words
    assert "Show earlier ones" not in visit.buttons


# -- a day


@pytest.fixture
def day(diary: Diary, today: date) -> date:
    """A day that said three things."""
    day = ago(today, 2)
    first = diary.save(check_in(day, 4, sleep=6), by="check in").value
    diary.save(walk(day, 20), by="check in")
    diary.save(replace(first, pain=7, note="<b>bold</b>"), first, by="import")
    return day


def test_a_day_tells_what_it_said_and_when_and_by_what_it_was_changed(day: date) -> None:
    visit = Visit("data")
    assert "Nothing was ever entered" not in visit.words
    words = visit.choose("Which day", day).words
    assert "Pain 4, slept 6 " in words
    assert "Pain 4, slept 6 · Walking 20 min" in words
    assert "Pain 7, slept 6, “<b>bold</b>” · Walking 20 min" in words
    assert "import: pain 4 → 7" in words
    assert words.index("Pain 7") < words.index("Pain 4"), "newest first"
    markup = "".join(visit.markup)
    assert "<b>bold" not in markup
    assert visit.buttons.count("Restore") == 2


def test_any_version_of_a_day_is_restored_and_that_is_undone(diary: Diary, day: date) -> None:
    visit = Visit("data").choose("Which day", day)
    restore = [button for button in visit.app.button if button.label == "Restore"]
    restore[-1].click()
    visit.again()
    assert [(c.pain, c.note) for c in diary.check_ins()] == [(4, "")]
    assert diary.activities() == []
    assert diary.history()[0].by == "history"
    assert "Pain 4, slept 6 " in visit.words
    Visit().tap("Undo")
    assert [(c.pain, c.note) for c in diary.check_ins()] == [(7, "<b>bold</b>")]
    assert len(diary.activities()) == 1


def test_a_link_opens_the_history_of_its_day(day: date) -> None:
    words = Visit("data", day=day.isoformat()).words
    assert "Pain 7, slept 6" in words
    assert words.index("History of a day") < words.index("Export")
    for wrong in ("2999-01-01", "soon", ""):
        words = Visit("data", day=wrong).words
        assert words.index("History of a day") > words.index("Export")


def test_the_check_in_leads_to_the_history_of_its_day(day: date) -> None:
    visit = Visit(day=day.isoformat()).open("more")
    assert any(f'href="data?day={day}"' in markup for markup in visit.markup)


def test_a_day_of_which_nothing_was_said_says_so(today: date) -> None:
    assert "Nothing has been entered for" in Visit("data", day=f"{ago(today, 9)}").words


# -- deleting


def test_a_day_is_deleted_once_seen_and_brought_back(diary: Diary, today: date) -> None:
    day, other = ago(today, 1), ago(today, 2)
    at = datetime(day.year, day.month, day.day, 8, tzinfo=BERLIN.now().tzinfo)
    diary.apply([check_in(day), check_in(other), walk(day), Reading(at, 3), Goal(day)], by=BY)
    visit = Visit("data").choose("What do you want to delete?", "A day").choose("The day", day)
    assert "1 check-in, 1 reading, 1 activity" in visit.words or (
        "1 check-in, 1 activity, 1 reading" in visit.words
    )
    assert len(diary.check_ins()) == 2
    visit.tap("Delete 3 entries")
    assert [c.date for c in diary.check_ins()] == [other]
    assert (diary.activities(), diary.readings(), len(diary.goals())) == ([], [], 1)
    assert "Deleted of" in visit.words
    visit.tap("Bring it back")
    assert len(diary.check_ins()) == 2
    assert len(diary.activities()) == len(diary.readings()) == 1


def test_a_period_is_deleted_from_its_first_day_to_its_last(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, n)) for n in range(6)], by=BY)
    visit = Visit("data").choose("What do you want to delete?", "A period")
    visit.choose("From", ago(today, 1)).choose("To", ago(today, 3))
    assert "The first day is after the last." in visit.words
    visit.choose("From", ago(today, 4))
    assert "2 check-ins" in visit.words
    visit.tap("Delete 2 entries")
    assert [c.date for c in diary.check_ins()] == [ago(today, n) for n in (5, 2, 1, 0)]


def test_a_day_without_entries_has_nothing_to_delete(today: date) -> None:
    visit = Visit("data").choose("What do you want to delete?", "A day").choose("The day", today)
    assert "Nothing was entered on" in visit.words
    assert not any(label.startswith("Delete") for label in visit.buttons)


def test_deleting_an_import_leads_to_the_list_of_imports(diary: Diary, today: date) -> None:
    diary.apply([walk(today)], by="import")
    visit = Visit("data").choose("What do you want to delete?", "An import").tap("Show the imports")
    assert visit.value("Which changes") == "Imports"
    assert "Undo…" in visit.buttons


def test_everything_goes_only_once_the_word_is_typed(
    diary: Diary, today: date, database: Path
) -> None:
    note = "nobody else's business"
    diary.apply([check_in(today, note=note), walk(today), PlanItem("plank")], by=BY)
    visit = Visit("data").choose("What do you want to delete?", "Everything")
    assert "1 check-in, 1 activity, 1 item of the plan" in visit.words
    visit.tap("Delete everything")
    assert "Type “delete” first" in visit.words
    assert len(diary.check_ins()) == 1
    visit.choose("To be sure", " Delete ").tap("Delete everything")
    assert "Delete" not in visit.buttons
    for file in database.parent.rglob("*"):
        assert note.encode() not in file.read_bytes(), file
    store = open_store(f"sqlite:///{database}")
    assert find_diary(store, newcomer=Person()).counts() == {}
    store.close()


def test_then_the_person_begins_again_as_on_the_first_start(diary: Diary, today: date) -> None:
    Visit().rate(4)
    visit = Visit("data").choose("What do you want to delete?", "Everything")
    visit.choose("To be sure", "delete").tap("Delete everything")
    again = Visit()
    assert "Welcome" in again.words or "first" in again.words.lower()
    again.rate(6)
    assert "Saved" in again.words
    assert diary.person_id not in [number for number, _ in open_database().people()]
