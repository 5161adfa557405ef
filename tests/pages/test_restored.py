"""My data after a restore, and when the day's copy fails as nobody foresaw."""

from datetime import date
from pathlib import Path

import pytest

from tests.pages.builders import BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.store import Diary
from tracker.store.backup import automatic_copies
from tracker.store.copies import CopyReason, set_aside
from tracker.web import daily_copies


def test_after_a_restore_nothing_is_offered_back_that_is_no_longer_there(
    diary: Diary, today: date, database: Path
) -> None:
    diary.save(check_in(ago(today, 1), 4), by=BY)
    copy = set_aside(f"sqlite:///{database}", CopyReason.ASKED)
    diary.save(check_in(today, 6), by=BY)
    visit = Visit("data").open("restore").choose("What to go back to", copy.file.name)
    offers = {"deleted": (1, "today", "1 check-in"), "import-done": "Done.", "import-version": 1}
    for key, value in offers.items():
        visit.app.session_state[key] = value
    visit.tap("Restore")
    assert "Restored:" in visit.words
    assert [key for key in offers if key in visit.app.session_state] == []


def test_a_daily_copy_that_fails_as_nobody_foresaw_is_told_and_noted_and_tried_again(
    diary: Diary, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(daily_copies, "failures", [])
    diary.save(check_in(today, 4), by=BY)
    real = automatic_copies.make_daily

    def stumble(*_: object) -> None:
        raise KeyError("a secret word")

    monkeypatch.setattr(automatic_copies, "make_daily", stumble)
    daily_copies.make_copy()
    words = Visit("data").words.replace("\\", "")
    assert "Today's copy could not be made. Something unexpected went wrong." in words
    log = (tmp_path / "home" / "backbeat" / "backbeat.log").read_text()
    assert "builtins.KeyError" in log
    assert "secret" not in log
    monkeypatch.setattr(automatic_copies, "make_daily", real)
    daily_copies.make_copy()
    assert daily_copies.trouble() == ""
