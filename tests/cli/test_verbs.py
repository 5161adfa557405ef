import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Run
from tracker.model import Activity, CheckIn, Goal, Intensity, Person, WeekStart
from tracker.store import Diary, Store, find_diary, open_store

WEEK_KEYS = [
    "week", "start", "end", "days_logged", "moderate_minutes", "vigorous_minutes",
    "light_minutes", "active_minutes", "minutes_goal", "minutes_state", "minutes_days_known",
    "strength_days", "strength_goal", "strength_state", "strength_days_known", "pain_mean",
    "pain_days",
]  # fmt: skip


# -- week


def test_a_week_has_exactly_the_keys_that_scripts_rely_on(run: Run, stored: Diary) -> None:
    monday = date(2026, 3, 2)
    evening = datetime(2026, 3, 2, 20, tzinfo=UTC)
    stored.apply(
        [
            CheckIn(monday, 4, evening),
            CheckIn(monday + timedelta(days=1), 5, evening + timedelta(days=1), no_exercises=True),
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
                "2026-W10", "2026-03-02", "2026-03-08", 2, 100, 10, 60, 120, 120, "met", 1,
                0, 3, "unknown", 1, 4.5, 2,
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
    stored.apply(
        [
            CheckIn(date(2026, 3, 2), 4, evening, no_activity=True),
            Activity(date(2026, 3, 3), "walking", 60, Intensity.MODERATE),
        ],
        by="Ada",
    )
    _, out, _ = run("week", "--week", "2026-W10")
    assert out == (
        "Week      Days                      "
        "Active minutes                                   Strength days                "
        "Pain on average\n"
        "2026-W10  2026-03-02 to 2026-03-08  "
        "at least 60 of 150, unknown (2 of 7 days known)  unknown (0 of 7 days known)  "
        "4.0 (1 of 7 days)\n"
        "Last activity recorded 3 March; no exercise recorded.\n"
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
        url: str | None,
        port: int | None,
        open_browser: bool,
        goodbye: str = "It is saved.",
        **further: object,
    ) -> int:
        assert not any(further.values()), "neither https nor the network without being asked"
        assert ("saved" in goodbye) == ("backbeat-demo-" not in (url or ""))
        calls.append((url, port, open_browser))
        if url and "backbeat-demo-" in url:
            store: Store = open_store(url)
            assert len(find_diary(store, newcomer=Person()).check_ins()) > 280
            store.close()
        return 0

    monkeypatch.setattr("tracker.web.server.serve", serve)
    return calls


def test_without_a_verb_the_diary_opens(run: Run, served: list[object], sqlite_url: str) -> None:
    assert run()[0] == 0
    assert run("run", "--port", "9000", "--no-browser")[0] == 0
    assert served == [(sqlite_url, None, True), (sqlite_url, 9000, False)]


@pytest.mark.parametrize("other", [["--phone"], ["--https"], ["--key", "k", "--certificate", "c"]])
def test_a_server_for_work_on_backbeat_is_for_nobody_else(
    run: Run, served: list[object], other: list[str]
) -> None:
    code, _, err = run("run", "--dev", *other)
    assert (code, served) == (2, [])
    assert "--dev serves this computer alone" in err


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
