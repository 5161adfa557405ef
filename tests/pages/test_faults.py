"""What a person reads when the disk, the file or another program stands in the way."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from tests.pages.builders import BY, check_in
from tests.pages.visiting import Visit, at_this_computer
from tracker.store import Diary, engine
from tracker.web.open_store import open_database


def from_now_on(words: str) -> None:
    """Let every connection of the server begin with that."""
    there = open_database()._engine

    @event.listens_for(there, "connect")
    def begin(connection: Any, _: Any) -> None:
        [[pages]] = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(words.format(pages=pages))

    there.dispose()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA max_page_count = {pages}", "the disk is full"),
        ("PRAGMA query_only = ON", "cannot be written to"),
    ],
)
def test_a_full_disk_and_a_read_only_folder_are_told_and_keep_what_was_saved(
    diary: Diary, today: date, statement: str, reason: str
) -> None:
    diary.save(check_in(today, 4, note="x" * 1900), by=BY)
    visit = Visit()
    from_now_on(statement)
    for _ in range(40):  # until the last free page is full
        said = visit.rate(9 if visit.pain != 9 else 8).answer.get("later", "")
        if said:
            break
    assert reason in said
    assert "everything saved before is kept" in said
    assert "sqlite" not in said.lower()
    stored = diary.check_in(today)
    assert stored is not None
    assert visit.pain == stored.pain, "the screen shows what is stored"
    open_database().close()


def test_a_database_that_another_program_holds_is_told(
    diary: Diary, database: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.3)
    diary.save(check_in(today, 4), by=BY)
    visit = Visit()
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = visit.rate(9).answer["later"]
        assert "is in use by another program" in said
        assert "Close the other program or wait" in said
    visit.rate(7)
    assert diary.check_in(today).pain == 7  # type: ignore[union-attr]


def test_a_file_that_was_moved_under_the_server_is_told(
    diary: Diary, database: Path, today: date
) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = Visit()
    aside = database.rename(database.with_name("aside.db"))
    shown = at_this_computer(AppTest.from_function(_as_the_page_says)).run()
    assert shown.error[0].value == "Your diary can't be used right now."
    assert "was moved or deleted while Backbeat was running" in shown.text[0].value
    aside.rename(database)
    visit.rate(7)
    assert diary.check_in(today).pain == 7  # type: ignore[union-attr]


def test_a_clock_set_back_is_told(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.faults.clock import Clock

    diary.save(check_in(today, 4), by=BY)
    Visit()
    clock = Clock(monkeypatch)
    clock.set(2020, 1, 1, 12)
    shown = at_this_computer(AppTest.from_function(_as_the_page_says)).run()
    assert shown.error[0].value == "Your diary can't be used right now."
    assert "the clock of this computer seems to be wrong" in shown.text[0].value
    assert "Set the clock and try again." in shown.text[0].value
    monkeypatch.undo()


def _as_the_page_says() -> None:
    from tracker.store import StoreError
    from tracker.ui import session
    from tracker.ui.error_page import show_failure

    try:
        session.diary().check_ins()
    except StoreError as error:
        show_failure(error)
