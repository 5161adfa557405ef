"""Settings: when to be reminded, and the calendar that carries it to a phone."""

from datetime import time

import pytest

from tests.pages.visiting import Visit
from tracker.files.named_bytes import ExportFile
from tracker.model import Occasion
from tracker.store import DatabaseBusy, Diary
from tracker.web import private_files
from tracker.web.open_store import open_database


def shown(visit: Visit) -> str:
    """The calendar's address on the screen."""
    [address] = addresses(visit)
    return address


def addresses(visit: Visit) -> list[str]:
    """The same, as many as there are."""
    codes = [str(code.value) for code in visit.app.get("code")]
    return [code for code in codes if "/calendar.ics" in code]


def test_a_reminder_is_saved_as_it_is_switched_on_and_off(diary: Diary) -> None:
    visit = Visit("settings").choose("Evening check-in", True)
    (reminder,) = diary.reminders()
    assert (reminder.occasion, reminder.begins) == (Occasion.CHECK_IN, time(20, 30))
    visit.choose("Evening check-in", False)
    assert diary.reminders() == []
    assert not addresses(visit), "without reminders there is no calendar"


def test_the_calendar_can_be_downloaded(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[ExportFile] = []
    monkeypatch.setattr(private_files, "keep", files.append)
    visit = Visit("settings").choose("Time for exercises", True).tap("Download calendar (.ics)")
    assert visit.toasts == ["Made backbeat.ics"]
    assert files[0].mime == "text/calendar"
    assert files[0].data.count(b"BEGIN:VEVENT") == 1


def token_in(visit: Visit) -> str:
    return shown(visit).partition("?token=")[2]


def test_an_address_is_shown_when_it_is_made_and_never_again(diary: Diary) -> None:
    visit = Visit("settings").choose("Evening check-in", True)
    assert not addresses(visit)
    visit.tap("Make an address")
    assert visit.toasts == []
    found = open_database().diary_of_calendar(token_in(visit))
    assert found is not None
    assert found.person_id == diary.person_id
    assert "Copy the address now: it is not shown again." in visit.words
    later = Visit("settings")
    assert not addresses(later)
    assert "Your calendar has an address" in later.words


def test_a_new_address_takes_the_place_of_the_old_one(diary: Diary) -> None:
    old = diary.renew_calendar_token()
    visit = Visit("settings").choose("Evening check-in", True).tap("Make a new address")
    assert visit.toasts == ["The old address no longer works."]
    assert open_database().diary_of_calendar(old) is None
    assert open_database().diary_of_calendar(token_in(visit)) is not None
    diary.renew_calendar_token()  # in another window
    assert not addresses(visit.again()), "what opens nothing is not shown"


def test_an_address_that_could_not_be_made_anew_stays(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Diary) -> str:
        raise DatabaseBusy("The database is busy.")

    visit = Visit("settings").choose("Evening check-in", True).tap("Make an address")
    old = shown(visit)
    monkeypatch.setattr(Diary, "renew_calendar_token", busy)
    visit.tap("Make a new address")
    assert "The address has not changed. The database is busy." in visit.words
    assert shown(visit) == old
