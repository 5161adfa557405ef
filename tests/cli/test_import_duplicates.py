"""`backbeat import` where a bout was recorded twice, changed by hand, or a table is unknown."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.cli.running import Run
from tracker.importing.parsing import parse_paths
from tracker.importing.tables.column_meanings import DateOrder
from tracker.store import Diary

HEADER = "date,activity,minutes,started_at,source,external_id\n"
WATCH = "2026-03-01,walking,45,2026-03-01T10:00:00+01:00,watch,1\n"
PHONE = "2026-03-01,walking,38,2026-03-01T10:03:00+01:00,phone,1\n"
GYM = "Datum;Übung;Sätze\n03/04/2026;Wall squat;3\n04/05/2026;Plank;3\n"


@pytest.fixture
def run(run: Run) -> Run:
    """Import into the test's database: exit code, stdout, stderr."""
    return partial(run, "import")


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content)
    return file


def test_a_double_counts_once_and_is_told(run: Run, stored: Diary, tmp_path: Path) -> None:
    watch = written(tmp_path, "watch.csv", HEADER + WATCH)
    phone = written(tmp_path, "phone.csv", HEADER + PHONE)
    code, out, err = run(watch, phone)
    assert (code, err) == (0, "")
    assert out == (
        "Added 1, updated 0; 0 unchanged.\n"
        "Recorded more than once: 1.\n"
        "  2026-03-01: watch 45 min; phone 38 min. Kept: watch.\n"
    )
    assert [a.minutes for a in stored.activities()] == [45]
    assert run(phone) == (
        0,
        "Added 0, updated 0; 1 unchanged.\n"
        "Left out or removed before, and still out: 1. --again looks again.\n",
        "",
    )
    assert "Recorded more than once: 1." in run(phone, "--again", "--dry-run")[1]
    assert run(phone, "--again", "--doubles", "all")[1].startswith("Added 1")
    assert len(stored.activities()) == 2


def test_a_script_reads_doubles_and_what_was_kept(run: Run, stored: Diary, tmp_path: Path) -> None:
    file = written(tmp_path, "watch.csv", HEADER + WATCH)
    run(file)
    (walk,) = stored.activities()
    stored.save(replace(walk, minutes=50), walk, by="check in")
    written(tmp_path, "phone.csv", HEADER + PHONE)
    written(tmp_path, "watch.csv", HEADER + WATCH.replace(",45,", ",47,"))
    code, out, _ = run(file, tmp_path / "phone.csv", "--json")
    found = json.loads(out)
    assert code == 0
    assert {name: found[name] for name in ("added", "updated", "unchanged", "rejected")} == {
        "added": 0,
        "updated": 0,
        "unchanged": 1,
        "rejected": [],
    }
    assert found["kept"] == [{"date": "2026-03-01", "field": "minutes", "stored": 50, "file": 47}]
    (double,) = found["doubles"]
    assert (double["date"], double["kept"]) == ("2026-03-01", "Your diary")
    assert double["told_by"] == [
        {"name": "Your diary", "minutes": 50},
        {"name": "phone", "minutes": 38},
    ]
    assert [a.minutes for a in stored.activities()] == [50]


def test_an_unknown_table_is_refused_until_it_was_described(
    run: Run, stored: Diary, tmp_path: Path
) -> None:
    file = written(tmp_path, "gym.csv", GYM)
    code, _, err = run(file)
    assert code == 1
    assert "My data" in err
    assert "Import" in err
    (question,) = parse_paths([file], "Europe/Berlin").questions
    mapping = replace(question.mapping, dates=DateOrder.DAY_FIRST)
    stored.apply([question.remembering(mapping)], by="my data")
    assert run(file) == (0, "Added 2, updated 0; 0 unchanged.\n", "")
    assert run(file) == (0, "Added 0, updated 0; 2 unchanged.\n", "")
    assert [e.date.month for e in stored.exercises_done()] == [4, 5]
