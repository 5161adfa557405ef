"""`backbeat delete`: it says what goes and asks first."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.pages.builders import ago, check_in, walk
from tracker.model import Person
from tracker.store import Diary, find_diary, open_store

DAY = ago(date.today(), 3)


@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `delete` on the test's database with an answer: exit code, stdout, stderr."""

    def delete(*arguments: object, answer: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        return run("delete", *arguments)

    return delete


@pytest.fixture
def diary(sqlite_url: str) -> Iterator[Diary]:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=Person("Ada", "Europe/Berlin"))
    diary.apply([check_in(DAY), walk(DAY), check_in(ago(DAY, 1)), check_in(ago(DAY, 9))], by="a")
    yield diary
    store.close()


def days(diary: Diary) -> list[date]:
    return [c.date for c in diary.check_ins()]


def test_a_day_goes_only_after_a_yes(run: Run, diary: Diary) -> None:
    code, out, said = run("--day", DAY, answer="n\n")
    assert code == 1
    assert "This deletes 1 check-in, 1 activity." in said
    assert "Nothing was deleted." in said
    assert len(days(diary)) == 3
    code, out, said = run("--day", DAY, answer="y\n")
    assert (code, out) == (0, "Deleted 1 check-in, 1 activity.\n")
    assert "brings it back" in said
    assert days(diary) == [ago(DAY, 9), ago(DAY, 1)]
    diary.undo(by="a")
    assert len(days(diary)) == 3


def test_where_nobody_answers_nothing_goes(run: Run, diary: Diary) -> None:
    for asked in (["--day", DAY], ["--everything"]):
        code, _, said = run(*asked)
        assert code == 1
        assert "Nothing was deleted: nobody answered." in said
    assert len(days(diary)) == 3


def test_a_period_goes_from_its_first_day_to_its_last_also_without_asking(
    run: Run, diary: Diary
) -> None:
    assert run("--from", ago(DAY, 1), "--to", DAY, "--yes")[0] == 0
    assert days(diary) == [ago(DAY, 9)]
    assert run("--to", DAY, "--yes")[0] == 0
    assert days(diary) == []
    code, _, said = run("--to", DAY, "--yes")
    assert (code, "Nothing was entered" in said) == (1, True)


def test_an_import_is_found_by_its_number_and_taken_back(run: Run, diary: Diary) -> None:
    assert "no import" in run("--import")[2]
    mine = check_in(ago(DAY, 20))
    version = diary.apply([mine, walk(ago(DAY, 20))], by="import")
    diary.save(replace(mine, note="mine"), mine, by="a")
    code, out, _ = run("--import")
    assert (code, out.split()[0], "2 entries" in out) == (0, str(version), True)
    assert run("--import", 1)[0] == 1  # no import
    code, out, said = run("--import", version, answer="yes\n")
    assert code == 0
    assert "1 entry was changed since and will be left as it is now." in said
    assert "Took back 1 activity." in out
    assert [c.note for c in diary.check_ins(last=ago(DAY, 20))] == ["mine"]
    assert run("--import", version, "--yes")[0] == 1


def test_everything_goes_only_after_the_word(run: Run, diary: Diary, tmp_path: Path) -> None:
    for answer in ("y\n", "yes\n", "\n"):
        assert run("--everything", answer=answer)[0] == 1
    assert len(days(diary)) == 3
    code, out, said = run("--everything", answer="delete\n")
    assert code == 0
    assert "3 check-ins, 1 activity" in said
    assert "cannot be undone" in said
    assert "Deleted everything" in out
    assert b"walking" not in (tmp_path / "diary.db").read_bytes()
    code, _, said = run("--everything", "--yes")
    assert (code, "empty" in said) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [[], ["--yes"], ["--day", DAY, "--everything"], ["--from", DAY, "--to", ago(DAY, 1)]],
    ids=["nothing", "only yes", "two things", "backwards"],
)
def test_what_cannot_be_meant_is_wrong_usage(
    run: Run, diary: Diary, arguments: list[object]
) -> None:
    assert run(*arguments)[0] == 2
    assert len(days(diary)) == 3
