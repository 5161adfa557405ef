"""Settings: when to be reminded, and the calendar that carries it to a phone."""

from datetime import time

import pytest

from tests.pages.visiting import Visit
from tracker.files.named_bytes import ExportFile
from tracker.model import Occasion
from tracker.store import DatabaseBusy, Diary
from tracker.web import private_files


def shown(visit: Visit) -> str:
    """The calendar's address on the screen."""
    return str(visit.app.get("code")[-1].value)


def test_a_reminder_is_saved_as_it_is_switched_on_and_off(diary: Diary) -> None:
    visit = Visit("settings").choose("Evening check-in", True)
    (reminder,) = diary.reminders()
    assert (reminder.occasion, reminder.begins) == (Occasion.CHECK_IN, time(20, 30))
    visit.choose("Evening check-in", False)
    assert diary.reminders() == []
    assert not visit.app.get("code"), "without reminders there is no calendar"


def test_the_calendar_can_be_downloaded(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[ExportFile] = []
    monkeypatch.setattr(private_files, "keep", files.append)
    visit = Visit("settings").choose("Time for exercises", True).tap("Download calendar (.ics)")
    assert visit.toasts == ["Made backbeat.ics"]
    assert files[0].mime == "text/calendar"
    assert files[0].data.count(b"BEGIN:VEVENT") == 1


def test_a_new_address_takes_the_place_of_the_old_one(diary: Diary) -> None:
    visit = Visit("settings").choose("Evening check-in", True)
    old = shown(visit)
    assert old.endswith(diary.calendar_token())
    visit.tap("Make a new address")
    assert visit.toasts == ["The old address no longer works."]
    assert shown(visit) != old
    assert shown(visit).endswith(diary.calendar_token())


def test_an_address_that_could_not_be_made_anew_stays(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Diary) -> str:
        raise DatabaseBusy("The database is busy.")

    visit = Visit("settings").choose("Evening check-in", True)
    old = shown(visit)
    monkeypatch.setattr(Diary, "renew_calendar_token", busy)
    visit.tap("Make a new address")
    assert "The address has not changed. The database is busy." in visit.words
    assert shown(visit) == old
