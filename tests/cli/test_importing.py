import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.running import Run
from tracker.model import CheckIn
from tracker.store import Diary


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


def test_an_import_that_taps_always_win_over_gives_up_and_says_so(
    run: Run, files: Path, stored: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = Diary.apply
    moment = datetime(2026, 3, 1, 20, tzinfo=UTC)

    def meanwhile(self: Diary, *values: object, **options: object) -> int:
        seen = stored.check_in(moment.date())
        pain = 1 if seen is None else 1 + (seen.pain or 0) % 9
        stored.save(CheckIn(moment.date(), pain, moment), seen, by="a tap")
        return apply(self, *values, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Diary, "apply", meanwhile)
    monkeypatch.setattr("tracker.cli.verbs.GIVING_UP", 0.5)
    code, out, said = run("import", files)
    assert (code, out) == (1, "")
    assert "Nothing was imported; everything saved before is kept." in said
    assert stored.activities() == []
