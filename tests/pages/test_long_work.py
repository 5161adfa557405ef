"""Work that takes long, while its window taps on: broken off or finished, and said."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from tests.pages.builders import BY, ago, check_in
from tests.pages.visiting import Visit
from tracker.store import Diary
from tracker.store.copies import CopyReason, set_aside
from tracker.ui.data import backups, long_work, uploads


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Event]:
    """Makes a step take until its window, which shows how far it is, has tapped on something."""
    tapped = Event()

    def tap(*_: object) -> None:
        if not tapped.is_set():
            tapped.set()
            st.rerun()

    bar = SimpleNamespace(progress=tap, empty=lambda: None)
    monkeypatch.setattr(long_work, "st", SimpleNamespace(empty=lambda: bar))
    monkeypatch.setattr(long_work, "PATIENCE", 0)

    def slow(module: Any, step: str) -> Event:
        real = getattr(module, step)

        def waiting(*given: Any, **options: Any) -> Any:
            assert tapped.wait(60)
            return real(*given, **options)

        monkeypatch.setattr(module, step, waiting)
        return tapped

    return slow


def test_a_restore_is_said_though_its_window_tapped_on(
    diary: Diary, today: date, database: Path, meanwhile: Callable[[Any, str], Event]
) -> None:
    diary.save(check_in(ago(today, 1), 4), by=BY)
    copy = set_aside(f"sqlite:///{database}", CopyReason.ASKED)
    diary.save(check_in(today, 6), by=BY)
    visit = Visit("data").open("restore").choose("What to go back to", copy.file.name)
    tapped = meanwhile(backups, "restore_backup")
    visit.tap("Restore")
    assert tapped.is_set()
    assert [c.date for c in diary.check_ins()] == [ago(today, 1)]
    assert "Restored: your diary is what it was" in visit.words
    assert "Restore" not in visit.buttons


def test_an_import_is_said_though_its_window_tapped_on(
    diary: Diary, today: date, meanwhile: Callable[[Any, str], Event]
) -> None:
    visit = Visit("data")
    visit.app.file_uploader[0].upload("pain.csv", f"date,pain\n{today},4\n".encode())
    visit.again()
    tapped = meanwhile(uploads, "apply_preview")
    visit.tap("Import 1 entry")
    assert tapped.is_set()
    assert [c.pain for c in diary.check_ins()] == [4]
    assert "Done: 1 added, 0 changed." in visit.words
    assert "Undo this import" in visit.buttons
    assert visit.tap("Undo this import").words.count("as before") == 1
    assert diary.check_ins() == []


class Tap(BaseException):
    """What ends a run of the screen."""


@pytest.mark.parametrize("finish", [False, True])
def test_only_what_has_to_be_finished_goes_on_where_nobody_waits(
    finish: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tapped, told = Event(), []

    def tap(*_: object) -> None:
        tapped.set()
        raise Tap

    def work(report: long_work.Progress) -> None:
        assert tapped.wait(60)
        for done in range(1000 if finish else 1_000_000):
            time.sleep(0.0001)
            report(done, 1000)
            told.append(done)

    bar = SimpleNamespace(progress=tap)
    monkeypatch.setattr(long_work, "st", SimpleNamespace(empty=lambda: bar))
    monkeypatch.setattr(long_work, "PATIENCE", 0)
    with pytest.raises(Tap):
        long_work.with_progress("Comparing", work, finish=finish)
    assert (len(told) == 1000) is finish
