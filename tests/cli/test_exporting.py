import json
from pathlib import Path

from tests.cli.running import Run


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
        "medicines": 0, "events": 0, "own_exercises": 0,
    }  # fmt: skip


def test_an_export_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    for output in ("letter", "letter/in/it", "x.csv"):
        code, out, err = run("export", "--format", "csv", "--output", tmp_path / output)
        assert (code, out) == (1, "")
        assert "Something went wrong" not in err
    assert (tmp_path / "letter").read_text() == "mine"
