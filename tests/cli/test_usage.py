import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Run, process
from tracker import __version__
from tracker.cli import output
from tracker.store import Diary, DiskFull, open_store

# -- exit codes, as a shell sees them


def test_a_script_sees_done_refused_and_wrong_usage(files: Path, sqlite_url: str) -> None:
    done = process("import", files, "--json", "--database", sqlite_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"added": 3, "updated": 0, "unchanged": 0, "rejected": []}

    (files / "check_ins.csv").write_text("date,pain\n2026-03-01,4\n2026-03-03,11\n")
    partly = process("import", files, "--json", BACKBEAT_DATABASE_URL=sqlite_url)
    assert partly.returncode == 1
    assert json.loads(partly.stdout) == {
        "added": 0,
        "updated": 0,
        "unchanged": 2,
        "rejected": [
            {
                "file": "check_ins.csv",
                "row": 3,
                "reason": "pain is 11; allowed is a number from 0 to 10.",
            }
        ],
    }
    assert "check_ins.csv, row 3: pain is 11" in partly.stderr

    wrong = process("import", "--database", sqlite_url)
    assert wrong.returncode == 2
    assert "usage: backbeat import" in wrong.stderr
    assert wrong.stdout == ""


def test_the_version_is_told() -> None:
    ran = process("--version")
    assert (ran.returncode, ran.stdout) == (0, f"backbeat {__version__}\n")


def test_help_and_headless_verbs_leave_heavy_libraries_alone(files: Path, sqlite_url: str) -> None:
    heavy = {"pandas", "streamlit", "altair", "alembic", "numpy"}
    program = (
        "import sys; from tracker import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    for arguments, forbidden in (
        (["--help"], heavy | {"sqlalchemy", "tracker.store", "tracker.library"}),
        (["exercises"], heavy | {"sqlalchemy"}),
        (["import", str(files), "--database", sqlite_url], heavy),
        (["export", "--format", "csv", "--output", str(files), "--database", sqlite_url], heavy),
        (["week", "--database", sqlite_url], heavy),
    ):
        if arguments[0] == "export":
            for file in files.iterdir():
                file.unlink()
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=ROOT
        )
        assert done.stdout
        assert not forbidden & set(done.stderr.split()), arguments


@pytest.mark.usefixtures("stored")
def test_a_reader_that_stops_early_gets_no_traceback(sqlite_url: str) -> None:
    shell = (
        f"{sys.executable} -m tracker.cli week --from 1950-01-01 --to 2026-01-01 "
        f"--database {sqlite_url} | head -n 1"
    )
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.startswith("Week")
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["export"],
        ["export", "--format", "csv"],
        ["export", "--format", "docx", "--output", "x"],
        [
            "export",
            "--format",
            "csv",
            "--output",
            "x",
            "--from",
            "2026-02-02",
            "--to",
            "2026-02-01",
        ],
        ["export", "--format", "csv", "--output", "x", "--from", "1.2.2026"],
        ["import", "x", "--format", "docx"],
        ["week", "--week", "2026-47"],
        ["week", "--week", "2025-W53"],
        ["week", "--week", "2026-W47", "--from", "2026-01-01"],
        ["week", "--from", "2026-02-02", "--to", "2026-02-01"],
        ["week", "--from", "2026-02-30"],
        ["week", "--from", "9999-12-31"],
        ["week", "--to", "1899-12-31"],
        ["run", "--port", "0"],
        ["run", "--port", "http"],
        ["demo", "--port", "65536"],
    ],
)
def test_wrong_usage_is_2_and_says_how_it_is_meant(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: backbeat" in err
    assert "error:" in err


# -- the database


def test_the_database_may_be_named_before_or_after_the_verb(
    run: Run, files: Path, sqlite_url: str
) -> None:
    assert run("--database", sqlite_url, "import", files)[0] == 0
    code, out, _ = run("import", files, "--json", "--database", sqlite_url)
    assert (code, json.loads(out)["unchanged"]) == (0, 3)


def test_without_a_name_it_is_the_environments_or_the_users(tmp_path: Path, files: Path) -> None:
    home = str(tmp_path / "elsewhere")
    assert process("import", files, XDG_DATA_HOME=home).returncode == 0
    assert (tmp_path / "elsewhere" / "backbeat" / "backbeat.db").is_file()
    url = f"sqlite:///{tmp_path / 'other.db'}"
    process("import", files, XDG_DATA_HOME=home, BACKBEAT_DATABASE_URL=url)
    assert (tmp_path / "other.db").is_file()


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://localhost/x",
        "postgresql://nobody@127.0.0.1:1/none",
        "sqlite:////proc/x/y",
    ],
)
def test_a_wrong_database_is_a_message_and_1(run: Run, url: str) -> None:
    code, out, err = run("week", "--database", url)
    assert (code, out) == (1, "")
    assert err
    assert "Traceback" not in err


def test_a_damaged_database_is_a_message_and_stays_as_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    file.write_bytes(b"this is no database" * 100)
    code, _, err = run("week", "--database", f"sqlite:///{file}")
    assert code == 1
    assert str(file) in err
    assert file.read_bytes() == b"this is no database" * 100


def test_whoever_begins_here_lives_in_this_computers_time_zone(
    run: Run, files: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Asia/Tokyo")
    run("import", files)
    store = open_store(sqlite_url)
    assert [person.time_zone for _, person in store.people()] == ["Asia/Tokyo"]
    store.close()


def test_a_computer_with_an_unknown_time_zone_is_taken_as_utc(
    run: Run, files: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "local")
    assert run("import", files)[0] == 0
    store = open_store(sqlite_url)
    assert store.people()[0][1].time_zone == "UTC"
    store.close()


# -- what nobody expected


def test_the_stores_own_words_are_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise DiskFull("The disk is full. Nothing was lost.")

    monkeypatch.setattr(Diary, "version", full)
    assert run("import", "x") == (1, "", "The disk is full. Nothing was lost.\n")


@pytest.mark.usefixtures("stored")
def test_a_surprise_is_noted_without_the_diary_and_told_calmly(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("my secret note")

    monkeypatch.setattr(Diary, "goals", fail)
    code, out, err = run("week")
    log = tmp_path / "home" / "backbeat" / "backbeat.log"
    assert (code, out) == (1, "")
    assert str(log) in err
    assert "secret" not in err + log.read_text()
    assert "RuntimeError" in log.read_text()


@pytest.mark.usefixtures("stored")
def test_ctrl_c_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Diary, "goals", stop)
    code, _, err = run("week")
    assert (code, err) == (1, "Stopped. What was not finished was not saved.\n")


def test_progress_is_for_a_terminal_and_what_takes_over_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert output.progress("Reading") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    report = output.progress("Reading")
    assert report is not None
    report(1, 10)
    assert capsys.readouterr().err == ""
    now[0] = 2.0
    for done in (5, 5, 10):
        report(done, 10)
    assert capsys.readouterr().err == "\rReading  50 %\rReading 100 %\n"
