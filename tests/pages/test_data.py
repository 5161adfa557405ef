"""My data: files are shown before they are written, brought in whole, and taken out again."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from tests.pages.builders import BY, ago, check_in, strength, walk
from tests.pages.visiting import Visit
from tracker.exporting.diary_files import csv_zip, json_file
from tracker.files.entry_types import EntryType
from tracker.files.named_bytes import ExportFile
from tracker.model import Person
from tracker.store import DatabaseBusy, Diary, find_diary, open_store
from tracker.ui.data import uploads
from tracker.web import private_files

Give = Callable[..., Visit]


@pytest.fixture
def give() -> Give:
    """A window of My data that was given files, as name and text."""

    def given(*files: tuple[str, str | bytes]) -> Visit:
        visit = Visit("data")
        uploader = visit.app.file_uploader[0]
        for name, content in files:
            data = content.encode() if isinstance(content, str) else content
            uploader.upload(name, data)
        return visit.again()

    return given


def check_ins(*rows: str) -> tuple[str, str]:
    return "check_ins.csv", "\n".join(["date,pain,note", *rows]) + "\n"


def tables(visit: Visit) -> list[list[dict[str, Any]]]:
    return [table.value.to_dict("records") for table in visit.app.table]


def test_a_preview_says_what_is_new_and_writes_nothing(
    give: Give, diary: Diary, today: date
) -> None:
    visit = give(check_ins(f"{ago(today, 2)},4,", f"{ago(today, 1)},5,"))
    assert "2 new (2 check-ins) · 0 would change · 0 already there · 0 refused" in visit.words
    assert "Import 2 entries" in visit.buttons
    assert diary.check_ins() == []


def test_bringing_in_writes_all_of_it_and_says_so(give: Give, diary: Diary, today: date) -> None:
    files = (
        check_ins(f"{ago(today, 1)},5,Long drive"),
        ("activities.csv", f"date,activity,minutes\n{ago(today, 1)},walking,30\n"),
    )
    version = diary.version()
    visit = give(*files).tap("Import 2 entries")
    assert "Done: 2 added, 0 changed." in visit.words
    assert [(c.pain, c.note) for c in diary.check_ins()] == [(5, "Long drive")]
    assert [a.minutes for a in diary.activities()] == [30]
    assert diary.version() == version + 1, "one transaction"
    assert "Import 2 entries" not in visit.buttons


def test_every_refused_row_is_listed_with_file_row_and_reason(
    give: Give, diary: Diary, today: date
) -> None:
    visit = give(
        check_ins(
            f"{ago(today, 1)},5,", f"{ago(today, 2)},11,", "31.12.2025,3,", f"{ago(today, 4)},"
        )
    )
    (refused,) = tables(visit)
    assert [(row["File"].replace("\\", ""), int(row["Row"])) for row in refused] == [
        ("check_ins.csv", 3),
        ("check_ins.csv", 4),
        ("check_ins.csv", 5),
    ]
    assert "0 to 10" in refused[0]["Why"]
    assert "3 rows can't be read and will be left out." in visit.words
    visit.tap("Import 1 entry")
    assert "Done: 1 added, 0 changed. 3 rows left out." in visit.words
    assert [c.pain for c in diary.check_ins()] == [5]


def test_a_file_that_cannot_be_read_is_refused_in_words(give: Give, diary: Diary) -> None:
    for name, data in (
        ("check_ins.csv", b"\x00\xff\xfe\x01" * 99),
        ("x.zip", b"PK\x03\x04broken"),
        ("diary.json", b"{"),
        ("check_ins.csv", b""),
    ):
        visit = give((name, data))
        assert "1 refused" in visit.words
        assert "1 file can't be read." in visit.words
        assert "There is nothing to import." in visit.words
        assert not any(label.startswith("Import") for label in visit.buttons)
    assert diary.history() == []


def test_what_differs_is_shown_with_both_values_and_the_file_wins(
    give: Give, diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 4, note="mine"), by=BY)
    visit = give(check_ins(f"{today},7,theirs"))
    assert "1 entry differs from your diary." in visit.words
    (differing,) = tables(visit)
    assert [(row["What"], row["Your diary"], row["The file"]) for row in differing] == [
        ("pain", "4", "7"),
        ("note", "mine", "theirs"),
    ]
    assert diary.check_in(today).pain == 4
    visit.tap("Import 1 entry")
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (7, "theirs")


def test_or_the_diary_wins_and_the_file_fills_in_what_is_missing(
    give: Give, diary: Diary, today: date
) -> None:
    diary.save(check_in(today, 4), by=BY)
    visit = give(check_ins(f"{today},7,theirs")).choose("Where they differ", "Keep my diary's")
    visit.tap("Import 1 entry")
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (4, "theirs")


def test_what_a_file_says_is_shown_as_text(give: Give, diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, note="mine"), by=BY)
    visit = give(check_ins(f"{today},4,![](https://example.com/x.png)"))
    ((row,),) = tables(visit)
    assert row["The file"].startswith("\\!\\[\\]"), "as typed, not as Markdown"
    shown = "![](https:\N{WORD JOINER}//example.com/x.png)"
    assert row["The file"].replace("\\", "") == shown, "an address stays text"


def test_an_empty_cell_wipes_nothing(give: Give, diary: Diary, today: date) -> None:
    diary.save(check_in(today, 4, note="mine"), by=BY)
    give(check_ins(f"{today},6,")).tap("Import 1 entry")
    assert (diary.check_in(today).pain, diary.check_in(today).note) == (6, "mine")


def test_the_same_files_again_add_nothing(give: Give, diary: Diary, today: date) -> None:
    files = (
        check_ins(f"{ago(today, 1)},5,"),
        ("exercises.csv", f"date,exercise\n{ago(today, 1)},wall squat\n"),
    )
    give(*files).tap("Import 2 entries")
    visit = give(*files)
    assert "0 new · 0 would change · 2 already there · 0 refused" in visit.words
    assert not any(label.startswith("Import") for label in visit.buttons)


def test_a_diary_that_changed_meanwhile_is_not_overwritten(
    give: Give, diary: Diary, today: date
) -> None:
    visit = give(check_ins(f"{today},7,"))
    diary.save(check_in(today, 2), by="another window")
    visit.tap("Import 1 entry")
    assert "Your diary changed in the meantime, so nothing was added." in visit.words
    assert diary.check_in(today).pain == 2
    assert "0 new · 1 would change" in visit.words, "and what it would do now is shown"
    visit.tap("Import 1 entry")
    assert diary.check_in(today).pain == 7


def test_an_import_can_be_taken_back_whole(give: Give, diary: Diary, today: date) -> None:
    give(check_ins(*(f"{ago(today, n)},5," for n in range(40)))).tap("Import 40 entries")
    check = Visit()
    assert not [one for one in check.buttons if one.startswith("Undo")]
    assert "Undo 40 entries on My data" in check.words, (
        "so many are taken back where they are shown"
    )
    visit = Visit("data").open("changes")
    visit.tap("Undo the last change")
    assert diary.check_ins() == []


def test_an_empty_diary_has_nothing_to_take_out() -> None:
    visit = Visit("data")
    assert "Nothing to download yet." in visit.words
    assert not [button for button in visit.buttons if button.startswith("Download")]


def filled(diary: Diary, today: date) -> None:
    diary.apply(
        [
            check_in(today, 4, note="=1+1\nsecond line", sites=("neck",)),
            walk(today),
            strength(today),
        ],
        by=BY,
    )


def test_everything_can_be_taken_out(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(diary, today)
    visit = Visit("data")
    files: list[ExportFile] = []
    monkeypatch.setattr(private_files, "keep", files.append)
    visit.tap("Download CSV").tap("Download JSON")
    assert [file.name for file in files] == [f"backbeat-{today}.zip", f"backbeat-{today}.json"]
    assert visit.toasts == [f"Made backbeat-{today}.json"]
    names = zipfile.ZipFile(io.BytesIO(files[0].data)).namelist()
    assert names == [f"{name}.csv" for name in EntryType]
    assert files[0].data == csv_zip(diary)
    assert json.loads(files[1].data) == json.loads(json_file(diary))


def test_a_file_that_cannot_be_made_is_told_once_beside_its_button(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Diary) -> bytes:
        raise DatabaseBusy("The database is busy.")

    filled(diary, today)
    visit = Visit("data")
    monkeypatch.setattr("tracker.ui.data.downloads.json_file", busy)
    visit.tap("Download JSON")
    assert "The file was not made. The database is busy." in visit.words
    assert visit.toasts == []
    assert "The file was not made." not in visit.again().words


def test_a_browser_without_cookies_is_told_why_it_gets_no_file(
    diary: Diary, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(diary, today)
    visit = Visit("data")
    monkeypatch.setattr(private_files, "cookies_refused", lambda: True)
    assert "keeps no cookie for this address" in visit.tap("Download CSV").words
    assert visit.toasts == []


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_was_taken_out_comes_back_in_unchanged(
    give: Give,
    diary: Diary,
    today: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    filled(diary, today)
    name, data = {"csv": ("b.zip", csv_zip(diary)), "json": ("b.json", json_file(diary))}[form]
    assert "0 new · 0 would change · 3 already there · 0 refused" in give((name, data)).words
    url = f"sqlite:///{tmp_path / 'other.db'}"
    monkeypatch.setenv("BACKBEAT_DATABASE_URL", url)
    st.cache_resource.clear()
    give((name, data)).tap("Import 3 entries")
    store = open_store(url)
    assert csv_zip(find_diary(store, newcomer=Person())) == csv_zip(diary)
    store.close()


def test_the_latest_changes_say_what_was_and_what_became_as_text(diary: Diary, today: date) -> None:
    visit = Visit().rate(4).rate(7).type("Note", "<b>bold</b>")
    words = visit.go("data").open("changes").words
    assert "pain 4 → 7" in words
    assert "added a check-in" in words
    markup = "".join(markup for markup in visit.markup if "bb-change" in markup)
    assert "&lt;b&gt;bold" in markup
    assert "<b>bold" not in markup


def test_a_change_taken_back_is_still_in_the_list(diary: Diary) -> None:
    visit = Visit().rate(4).rate(7).tap("Undo")
    words = visit.go("data").open("changes").words
    assert ", undone" in words
    assert "an undo" in words


def test_more_than_is_held_in_memory_at_once_is_not_read(
    give: Give, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "ALL", 0)
    visit = give(("check_ins.csv", "date,pain\n2026-03-01,4\n"))
    (error,) = visit.app.error
    assert "together, which is more than 0 MB. Nothing was read." in error.value
    assert diary.check_ins() == []
