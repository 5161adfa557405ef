"""`backbeat export` for a clinician: the same bytes as the screen, protected where wanted."""

import json
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import pyzipper
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cli.running import Run
from tracker.cli import usage
from tracker.exporting.diary_files import csv_files, json_file
from tracker.exporting.load_report_data import load_report_data
from tracker.exporting.report_files import report_file
from tracker.model import Activity, CheckIn, Intensity, Person, ReportFormat, Section
from tracker.store import DatabaseReadOnly, Diary, find_diary, open_store

ENOUGH = "seven quiet otters"
EPOCH = "1772738100"


@pytest.fixture(autouse=True)
def snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def run(run: Run) -> Run:
    """Export from the test's database: exit code, stdout, stderr."""
    return partial(run, "export")


@pytest.fixture
def diary(sqlite_url: str) -> Iterator[Diary]:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=Person("Ada", "Europe/Berlin"))
    first = date(2026, 2, 1)
    diary.apply(
        [
            *(
                CheckIn(
                    first + timedelta(days=n),
                    n % 8,
                    datetime(2026, 2, 1, 20, tzinfo=UTC) + timedelta(days=n),
                    note=f"riverbank {n}",
                )
                for n in range(20)
            ),
            Activity(first, "walking", 30, Intensity.MODERATE),
        ],
        by="Ada",
    )
    yield diary
    store.close()


def test_the_words_of_the_options_are_those_of_the_diary() -> None:
    assert tuple(ReportFormat) == usage.FORMATS
    assert tuple(Section) == usage.SECTIONS


@pytest.mark.parametrize("form", list(ReportFormat))
def test_it_gives_the_bytes_of_the_screen(
    run: Run, diary: Diary, tmp_path: Path, form: ReportFormat
) -> None:
    output = tmp_path / f"made.{'zip' if form in (ReportFormat.ZIP, ReportFormat.CSV) else form}"
    first, last = date(2026, 2, 3), date(2026, 2, 18)
    code, out, err = run(
        *("--format", form, "--from", first, "--to", last, "--output", output),
        *("--sections", "all", "--paper", "letter"),
    )
    assert (code, out, err) == (0, f"Wrote {output}\n", "")
    from dataclasses import replace

    contents = load_report_data(diary, first, last)
    contents = replace(contents, appointment=replace(contents.appointment, sections=tuple(Section)))
    assert output.read_bytes() == report_file(form, contents, paper="us-letter").data
    assert stat.S_IMODE(output.stat().st_mode) == 0o600


def test_without_dates_it_is_everything(run: Run, diary: Diary, tmp_path: Path) -> None:
    assert run("--format", "fhir", "--output", tmp_path / "x.json")[0] == 0
    entries = json.loads((tmp_path / "x.json").read_bytes())["entry"]
    pains = [
        entry
        for entry in entries
        if entry["resource"].get("code", {}).get("coding", [{}])[0].get("code") == "72514-3"
    ]
    assert len(pains) == 20


def test_csv_and_json_hold_everything_as_they_always_did(
    run: Run, diary: Diary, tmp_path: Path
) -> None:
    assert run("--format", "csv", "--output", tmp_path / "csv")[0] == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "csv").iterdir()}
    assert written == csv_files(diary)
    assert run("--format", "json", "--output", tmp_path / "diary.json")[0] == 0
    assert (tmp_path / "diary.json").read_bytes() == json_file(diary)
    assert diary.exports() == [], "one's own copy is no hand-over"


def test_what_is_left_out_is_not_in_it(run: Run, diary: Diary, tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    assert run("--format", "csv", "--sections", "days,activity", "--output", folder)[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(csv_files(diary))
    assert b"riverbank" not in (folder / "check_ins.csv").read_bytes()
    assert b"walking" in (folder / "activities.csv").read_bytes()
    assert run("--format", "json", "--sections", "none", "--output", tmp_path / "x.json")[0] == 0
    assert json.loads((tmp_path / "x.json").read_bytes())["activities"] == []
    assert run("--format", "fhir", "--without-name", "--output", tmp_path / "f.json")[0] == 0
    assert b"Ada" not in (tmp_path / "f.json").read_bytes()


def test_the_paper_is_that_of_the_country(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, options, size in (
        ("de_DE.UTF-8", [], (595, 842)),
        ("en_US.UTF-8", [], (612, 792)),
        ("en_US.UTF-8", ["--paper", "a4"], (595, 842)),
        ("C.UTF-8", [], (595, 842)),
    ):
        monkeypatch.setenv("LC_ALL", locale)
        assert run("--format", "pdf", "--output", tmp_path / "x.pdf", *options)[0] == 0
        box = PdfReader(tmp_path / "x.pdf").pages[0].mediabox
        assert (round(box.width), round(box.height)) == size


def test_days_and_numbers_are_written_as_the_computer_s_region_does(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, mean, day in (
        ("de_DE.UTF-8", "3,5", "5 March 2026, 20:15"),
        ("en_US.UTF-8", "3.5", "March 5, 2026, 8:15 pm"),
        ("C.UTF-8", "3.5", "5 March 2026, 20:15"),
    ):
        monkeypatch.setenv("LC_ALL", locale)
        assert run("--format", "pdf", "--output", tmp_path / "x.pdf")[0] == 0
        text = PdfReader(tmp_path / "x.pdf").pages[0].extract_text().replace("\xa0", " ")
        assert mean in text
        assert f"Made {day}" in text


def test_a_region_that_the_person_chose_goes_before_the_computer_s(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = diary.person()
    diary.save(replace(seen, region="de-DE"), seen, by="test")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run("--format", "pdf", "--output", tmp_path / "x.pdf")[0] == 0
    text = PdfReader(tmp_path / "x.pdf").pages[0].extract_text().replace("\xa0", " ")
    assert "3,5" in text
    assert "Made 5 March 2026, 20:15" in text


def test_what_was_exported_is_noted(run: Run, diary: Diary, tmp_path: Path) -> None:
    run("--format", "xlsx", "--from", "2026-02-03", "--output", tmp_path / "x.xlsx")
    (noted,) = diary.exports()
    assert (noted.format, noted.first, noted.last) == (
        ReportFormat.XLSX,
        date(2026, 2, 3),
        date(2026, 3, 5),
    )


def test_a_period_that_is_not_over_ends_today(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = diary.person().today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")  # also where it is made tomorrow
    output = tmp_path / "diary.json"
    code, _, err = run("--format", "fhir", "--to", "2090-01-01", "--output", output)
    assert (code, err) == (0, "")
    assert output.exists()
    assert diary.exports()[0].last == today


def test_a_period_to_come_is_refused(run: Run, diary: Diary, tmp_path: Path) -> None:
    output = tmp_path / "diary.pdf"
    code, _, err = run("--format", "pdf", "--from", "2090-01-01", "--output", output)
    assert code == 1
    assert "nothing has happened yet" in err
    assert not output.exists()
    assert diary.exports() == []


def test_a_period_longer_than_the_diary_is_cut_to_it_and_the_terminal_says_so(
    run: Run, diary: Diary, tmp_path: Path
) -> None:
    output = tmp_path / "diary.xlsx"
    code, out, err = run("--format", "xlsx", "--from", "2020-01-01", "--output", output)
    assert (code, err) == (0, "")
    said = "1 January 2020 to 5 March 2026 was asked for; the diary is shorter."
    assert f"{said} It holds 2026-02-01 to 2026-03-05." in out
    rows = load_workbook(output)["Summary"].iter_rows(values_only=True)
    assert said in [row[2] for row in rows if row[1] == "Period asked for"]


def test_a_diary_that_cannot_note_it_says_so_and_keeps_the_file(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseReadOnly("The database can only be read.")

    monkeypatch.setattr(Diary, "record_export", refuse)
    code, out, err = run("--format", "json", "--sections", "all", "--output", tmp_path / "x.json")
    assert (code, "Wrote" in out) == (1, True)
    assert "can only be read" in err
    assert (tmp_path / "x.json").exists()


# -- passwords


def test_a_password_comes_from_a_file(run: Run, diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{ENOUGH}\r\nmore\n")
    options = ("--password-file", tmp_path / "secret")
    assert run("--format", "pdf", "--output", tmp_path / "x.pdf", *options)[0] == 0
    assert PdfReader(tmp_path / "x.pdf", password=ENOUGH).trailer["/Encrypt"]["/R"] == 6
    assert run("--format", "csv", "--output", tmp_path / "x.zip", *options)[0] == 0
    with pyzipper.AESZipFile(tmp_path / "x.zip") as archive:
        assert b"2026-02-03" in archive.read("check_ins.csv", pwd=ENOUGH.encode())
    with zipfile.ZipFile(tmp_path / "x.zip") as plain, pytest.raises((RuntimeError, OSError)):
        plain.read("check_ins.csv")


def test_or_it_is_asked_for_twice(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter([ENOUGH, ENOUGH, ENOUGH, "another one"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(said))
    arguments = ("--format", "pdf", "--output", tmp_path / "x.pdf", "--password-prompt")
    assert run(*arguments)[0] == 0
    assert PdfReader(tmp_path / "x.pdf", password=ENOUGH).pages
    (tmp_path / "x.pdf").unlink()
    code, _, err = run(*arguments)
    assert (code, err) == (1, "The two passwords differ. Nothing was written.\n")
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"short\n", "at least 10"), (b"", "at least 10"), (b"\xff\xfe\x00", "no text file")],
)
def test_a_bad_password_writes_nothing(
    run: Run, diary: Diary, tmp_path: Path, data: bytes, says: str
) -> None:
    (tmp_path / "secret").write_bytes(data)
    code, out, err = run(
        *("--format", "pdf", "--output", tmp_path / "x.pdf"),
        *("--password-file", tmp_path / "secret"),
    )
    assert (code, out) == (1, "")
    assert says in err
    assert "Nothing was written." in err
    assert not (tmp_path / "x.pdf").exists()
    assert diary.exports() == []


def test_a_password_file_that_is_not_there_is_named(run: Run, diary: Diary, tmp_path: Path) -> None:
    code, _, err = run(
        *("--format", "pdf", "--output", tmp_path / "x.pdf"),
        *("--password-file", tmp_path / "nowhere"),
    )
    assert code == 1
    assert str(tmp_path / "nowhere") in err


def test_an_encrypted_zip_is_not_written_under_another_name(
    run: Run, diary: Diary, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text(ENOUGH)
    code, _, err = run(
        *("--format", "xlsx", "--output", tmp_path / "x.xlsx"),
        *("--password-file", tmp_path / "secret"),
    )
    assert code == 1
    assert "ends in .zip" in err
    assert not (tmp_path / "x.xlsx").exists()


# -- refusals


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "pdf"],
        ["--format", "docx", "--output", "x"],
        ["--format", "pdf", "--output", "x", "--paper", "a5"],
        ["--format", "pdf", "--output", "x", "--sections", "days,secrets"],
        ["--format", "pdf", "--output", "x", "--password-prompt", "--password-file", "y"],
        ["--format", "pdf", "--output", "x", "--password", "given here"],
        ["--format", "pdf", "--output", "x", "--from", "2026-02-02", "--to", "2026-02-01"],
    ],
)
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: backbeat export" in err


def test_a_folder_is_no_file(run: Run, diary: Diary, tmp_path: Path) -> None:
    code, _, err = run("--format", "pdf", "--output", tmp_path)
    assert code == 1
    assert "is a folder" in err


def test_a_full_disk_leaves_what_was_there_and_notes_nothing(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "x.zip"
    output.write_bytes(b"the last report")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, _, err = run("--format", "zip", "--output", output)
    assert code == 1
    assert "No space left" in err
    assert output.read_bytes() == b"the last report"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert diary.exports() == []


def test_a_moment_that_is_none_is_told(
    run: Run, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    code, _, err = run("--format", "pdf", "--output", tmp_path / "x.pdf")
    assert code == 1
    assert "SOURCE_DATE_EPOCH" in err


@pytest.mark.usefixtures("stored")
def test_an_empty_diary_has_a_report_too(run: Run, tmp_path: Path) -> None:
    for form in ReportFormat:
        ending = "zip" if form in (ReportFormat.ZIP, ReportFormat.CSV) else form
        assert run("--format", form, "--output", tmp_path / f"x.{ending}")[0] == 0
