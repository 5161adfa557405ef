import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tracker import __version__, cli
from tracker.cli import words
from tracker.model import Activity, CheckIn, Goal, Intensity, Person, WeekStart
from tracker.store import Diary, DiskFull, Store, open_store

ROOT = Path(__file__).parents[1]
WEEK_KEYS = [
    "week", "start", "end", "days_logged", "moderate_minutes", "vigorous_minutes",
    "light_minutes", "active_minutes", "minutes_goal", "minutes_state", "strength_days",
    "strength_goal", "strength_state", "pain_mean", "pain_days",
]  # fmt: skip
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def no_data_of_whoever_runs_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BACKBEAT_DATABASE_URL", raising=False)


@pytest.fixture
def run(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on the test's database: exit code, stdout, stderr."""

    def backbeat(*arguments: object) -> tuple[int, str, str]:
        words = list(map(str, arguments))
        if "--database" not in words:
            words += ["--database", sqlite_url]
        try:
            code = cli.main(words)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

    return backbeat


@pytest.fixture
def stored(sqlite_url: str) -> Iterator[Diary]:
    store = open_store(sqlite_url)
    yield store.first_diary(Person("Ada", "Europe/Berlin"))
    store.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "check_ins.csv").write_text("date,pain\n2026-03-01,4\n2026-03-02,5\n")
    (folder / "activities.csv").write_text("date,activity,minutes\n2026-03-01,walking,30\n")
    return folder


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracker.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


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
                "reason": "pain is 11; allowed is a whole number from 0 to 10.",
            }
        ],
    }
    assert "check_ins.csv, row 3: pain is 11" in partly.stderr

    wrong = process("import", "--database", sqlite_url)
    assert wrong.returncode == 2
    assert "usage: backbeat import" in wrong.stderr
    assert wrong.stdout == ""


def test_the_version_is_told() -> None:
    told = process("--version")
    assert (told.returncode, told.stdout) == (0, f"backbeat {__version__}\n")


def test_help_and_headless_verbs_leave_heavy_libraries_alone(files: Path, sqlite_url: str) -> None:
    heavy = {"pandas", "streamlit", "altair", "alembic", "numpy"}
    program = (
        "import sys; from tracker import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    for arguments, forbidden in (
        (["--help"], heavy | {"sqlalchemy", "tracker.store", "tracker.catalogue"}),
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
    run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Asia/Tokyo")
    run("week")
    store = open_store(sqlite_url)
    assert [person.time_zone for _, person in store.people()] == ["Asia/Tokyo"]
    store.close()


def test_a_computer_with_an_unknown_time_zone_is_taken_as_utc(
    run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "local")
    assert run("week")[0] == 0
    store = open_store(sqlite_url)
    assert store.people()[0][1].time_zone == "UTC"
    store.close()


# -- import


def test_import_says_what_it_did(run: Run, files: Path) -> None:
    assert run("import", files) == (0, "Added 3, updated 0; 0 unchanged.\n", "")
    assert run("import", files) == (0, "Added 0, updated 0; 3 unchanged.\n", "")
    (files / "check_ins.csv").write_text("date,pain,flare\n2026-03-01,6,yes\n")
    code, out, _ = run("import", files / "check_ins.csv")
    assert code == 0
    assert out == (
        "Added 0, updated 1; 0 unchanged.\n"
        "  check_ins.csv, row 2, 2026-03-01: pain: 4 -> 6; flare: nothing -> yes\n"
    )


def test_a_dry_run_writes_nothing(run: Run, files: Path, stored: Diary) -> None:
    code, out, _ = run("import", files, "--dry-run")
    assert (code, out) == (0, "Would add 3, update 0; 0 unchanged.\n")
    code, out, _ = run("import", files, "--dry-run", "--json")
    assert json.loads(out)["added"] == 3
    assert stored.check_ins() == []


def test_an_import_of_nothing_usable_is_refused(run: Run, tmp_path: Path, stored: Diary) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        code, out, err = run("import", path, "--json")
        assert code == 1
        assert json.loads(out)["rejected"][0]["row"] is None
        assert str(path) in err
    assert stored.version() == 0


def test_notices_are_told_beside_the_result(run: Run, tmp_path: Path) -> None:
    (tmp_path / "exercises.csv").write_text("date,exercise,mood\n2026-03-01,burpee,good\n")
    code, out, err = run("import", tmp_path / "exercises.csv", "--json")
    assert (code, json.loads(out)["added"]) == (0, 1)
    assert "mood" in err
    assert "burpee" in err


def test_many_refusals_are_counted_and_json_has_them_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "check_ins.csv").write_text("date,pain\n" + "2026-03-01,11\n" * 30)
    code, out, err = run("import", tmp_path / "check_ins.csv", "--json")
    assert (code, len(json.loads(out)["rejected"])) == (1, 30)
    assert err.count("row") == 20
    assert "10 more" in err


def test_a_diary_that_changes_meanwhile_is_compared_again(
    run: Run, files: Path, stored: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = Diary.apply
    mine = CheckIn(date(2026, 3, 1), 9, datetime(2026, 3, 1, 20, tzinfo=UTC), note="mine")
    saved: list[object] = []

    def meanwhile(self: Diary, *values: object, **options: object) -> int:
        if not saved:
            saved.append(stored.save(mine, by="Ada"))
        return apply(self, *values, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Diary, "apply", meanwhile)
    code, out, err = run("import", files, "--json")
    assert (code, json.loads(out)) == (
        0,
        {"added": 2, "updated": 1, "unchanged": 0, "rejected": []},
    )
    assert "changed in the meantime" in err
    assert stored.check_in(date(2026, 3, 1)) == CheckIn(mine.date, 4, mine.entered_at, note="mine")


def test_export_and_import_go_through_every_format(run: Run, files: Path, tmp_path: Path) -> None:
    run("import", files)
    for form, output in (("csv", "folder"), ("csv", "diary.zip"), ("json", "diary.json")):
        code, out, err = run("export", "--format", form, "--output", tmp_path / output)
        assert (code, err) == (0, "")
        assert str(tmp_path / output) in out
        other = f"sqlite:///{tmp_path / output}.db"
        code, out, _ = run("import", tmp_path / output, "--json", "--database", other)
        assert json.loads(out)["added"] == 3


def test_an_export_may_be_of_some_days(run: Run, files: Path, tmp_path: Path) -> None:
    run("import", files)
    run("export", "--format", "json", "--from", "2026-03-02", "--output", tmp_path / "d.json")
    whole = json.loads((tmp_path / "d.json").read_text())
    assert {name: len(entries) for name, entries in whole.items()} == {
        "check_ins": 1, "readings": 0, "activities": 0, "exercises": 0,
        "goals": 0, "plan": 0, "skips": 0, "reminders": 0,
        "questionnaires": 0, "answers": 0, "appointments": 0,
    }  # fmt: skip


def test_an_export_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    for output in ("letter", "letter/in/it", "x.csv"):
        code, out, err = run("export", "--format", "csv", "--output", tmp_path / output)
        assert (code, out) == (1, "")
        assert "Something went wrong" not in err
    assert (tmp_path / "letter").read_text() == "mine"


# -- week


def test_a_week_has_exactly_the_keys_that_scripts_rely_on(run: Run, stored: Diary) -> None:
    monday = date(2026, 3, 2)
    evening = datetime(2026, 3, 2, 20, tzinfo=UTC)
    stored.apply(
        [
            CheckIn(monday, 4, evening),
            CheckIn(monday + timedelta(days=1), 5, evening + timedelta(days=1)),
            Activity(monday, "walking", 100, Intensity.MODERATE),
            Activity(monday, "running", 10, Intensity.VIGOROUS),
            Activity(monday, "yoga class", 60, Intensity.LIGHT),
            Goal(date(2026, 1, 1), 120, 3),
        ],
        by="Ada",
    )
    code, out, err = run("week", "--week", "2026-W10", "--json")
    (week,) = json.loads(out)["weeks"]
    assert (code, err, list(week)) == (0, "", WEEK_KEYS)
    assert week == dict(
        zip(
            WEEK_KEYS,
            [
                "2026-W10", "2026-03-02", "2026-03-08", 2, 100, 10, 60, 120, 120, "met", 0, 3,
                "unknown", 4.5, 2,
            ],
            strict=True,
        )
    )  # fmt: skip


def test_without_options_it_is_this_week(run: Run, stored: Diary) -> None:
    _, out, _ = run("week", "--json")
    (week,) = json.loads(out)["weeks"]
    today = stored.person().today().isoformat()
    assert week["start"] <= today <= week["end"]
    assert (week["minutes_state"], week["pain_mean"], week["pain_days"]) == ("in progress", None, 0)


def test_a_range_holds_every_week_that_it_touches(run: Run, stored: Diary) -> None:
    def names(*options: str) -> list[str]:
        _, out, _ = run("week", "--json", *options)
        return [week["week"] for week in json.loads(out)["weeks"]]

    assert names("--from", "2026-03-01", "--to", "2026-03-09") == [
        "2026-W09", "2026-W10", "2026-W11",
    ]  # fmt: skip
    assert names("--to", "2026-03-09") == ["2026-W11"]
    stored.apply([Activity(date(2026, 2, 24), "walking", 9, Intensity.LIGHT)], by="Ada")
    assert names("--to", "2026-03-09") == ["2026-W09", "2026-W10", "2026-W11"]
    assert names("--from", "2026-03-01")[0] == "2026-W09"


def test_weeks_may_begin_on_sunday(run: Run, stored: Diary) -> None:
    stored.apply([Person("Ada", "Europe/Berlin", WeekStart.SUNDAY)], by="Ada")
    _, out, _ = run("week", "--week", "2026-W10", "--json")
    (week,) = json.loads(out)["weeks"]
    assert (week["week"], week["start"], week["end"]) == ("2026-W10", "2026-03-01", "2026-03-07")


def test_weeks_read_as_a_table(run: Run, stored: Diary) -> None:
    evening = datetime(2026, 3, 2, 20, tzinfo=UTC)
    stored.apply([CheckIn(date(2026, 3, 2), 4, evening)], by="Ada")
    _, out, _ = run("week", "--week", "2026-W10")
    assert out == (
        "Week      Days                      Logged  Active minutes     Strength days    "
        "Pain on average\n"
        "2026-W10  2026-03-02 to 2026-03-08  1 of 7  0 of 150, unknown  0 of 2, unknown  "
        "4.0 (1 of 7 days)\n"
    )


# -- exercises


def test_the_library_is_shown(run: Run) -> None:
    code, out, _ = run("exercises")
    assert (code, len(out.splitlines())) == (0, 18)
    code, out, _ = run("exercises", "--json")
    library = json.loads(out)
    assert set(library) == {"exercises", "activities", "avoid", "advice", "sources"}
    assert len(library["exercises"]) == 18
    files = {source["file"] for source in library["sources"]}
    assert len(files) == 5
    for exercise in library["exercises"]:
        assert {
            "name", "other_names", "kind", "region", "position", "equipment", "steps", "doses",
            "cautions", "progression",
        } <= set(exercise)  # fmt: skip
        for dose in exercise["doses"]:
            assert {"source", "sets", "reps", "hold_seconds", "per_side", "note"} <= set(dose)
            assert dose["source"] in files


def test_one_exercise_is_shown_by_any_of_its_names(run: Run) -> None:
    code, out, _ = run("exercises", "Wall Squat")
    assert code == 0
    for part in ("wall sit", "strengthening", "3 sets, hold 20 to 30 seconds", "1. ", "From: "):
        assert part in out
    code, out, _ = run("exercises", "wall squat", "--json")
    (exercise,) = json.loads(out)["exercises"]
    assert (exercise["name"], exercise["kind"]) == ("wall sit", "strengthening")
    assert exercise["doses"][1]["hold_seconds"] == [20, 30]
    assert exercise["doses"][1]["reps"] is None


def test_an_unknown_exercise_is_refused_with_those_there_are(run: Run) -> None:
    code, out, err = run("exercises", "burpee", "--json")
    assert (code, out) == (1, "")
    assert "burpee" in err
    assert "wall sit" in err


# -- run and demo


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, int | None, bool]]:
    """What the server was asked for, instead of a server."""
    calls: list[tuple[str | None, int | None, bool]] = []

    def serve(
        url: str | None, port: int | None, open_browser: bool, goodbye: str = "It is saved."
    ) -> int:
        assert ("saved" in goodbye) == ("backbeat-demo-" not in (url or ""))
        calls.append((url, port, open_browser))
        if url and "backbeat-demo-" in url:
            store: Store = open_store(url)
            assert len(store.first_diary(Person()).check_ins()) > 280
            store.close()
        return 0

    monkeypatch.setattr("tracker.ui.server.serve", serve)
    return calls


def test_without_a_verb_the_diary_opens(run: Run, served: list[object], sqlite_url: str) -> None:
    assert run()[0] == 0
    assert run("run", "--port", "9000", "--no-browser")[0] == 0
    assert served == [(sqlite_url, None, True), (sqlite_url, 9000, False)]


def test_a_demo_is_thrown_away(run: Run, served: list[tuple[str, int | None, bool]]) -> None:
    code, _, err = run("demo", "--no-browser")
    ((url, port, open_browser),) = served
    assert (code, port, open_browser) == (0, None, False)
    assert "not touched" in err
    assert not Path(url.removeprefix("sqlite:///")).parent.exists()


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP"])
def test_a_demo_that_is_ended_leaves_nothing_behind(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    demo = subprocess.Popen(
        [sys.executable, "-m", "tracker.cli", "demo", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
    )
    try:
        assert demo.stdout is not None
        assert "Backbeat is open" in demo.stdout.readline()
        assert [path.name[:14] for path in folder.iterdir()] == ["backbeat-demo-"]
        demo.send_signal(signal.Signals[how])  # a closed terminal hangs up
        assert demo.wait(timeout=60) == 0
    finally:
        demo.kill()
        demo.communicate()
    assert list(folder.iterdir()) == []


# -- what nobody expected


def test_the_stores_own_words_are_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise DiskFull("The disk is full. Nothing was lost.")

    monkeypatch.setattr(Diary, "version", full)
    assert run("import", "x") == (1, "", "The disk is full. Nothing was lost.\n")


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


def test_ctrl_c_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Diary, "goals", stop)
    code, _, err = run("week")
    assert (code, err) == (1, "Stopped. What was not finished was not saved.\n")


def test_progress_is_for_a_terminal_and_what_takes_over_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words.progress("Reading") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    report = words.progress("Reading")
    assert report is not None
    report(1, 10)
    assert capsys.readouterr().err == ""
    now[0] = 2.0
    for done in (5, 5, 10):
        report(done, 10)
    assert capsys.readouterr().err == "\rReading  50 %\rReading 100 %\n"
