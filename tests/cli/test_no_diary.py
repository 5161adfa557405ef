"""A verb that only reads makes no database: it says that there is none, and where it looked."""

from pathlib import Path

import pytest

from tests.cli.running import Run
from tracker.store import open_store

READING = [
    ["week"],
    ["week", "--json"],
    ["export", "--format", "csv", "--output", "OUT"],
    ["export", "--format", "json", "--output", "OUT"],
    ["export", "--format", "pdf", "--output", "OUT"],
    ["backup", "OUT"],
    ["delete", "--everything", "--yes"],
    ["delete", "--day", "2026-03-01", "--yes"],
    ["delete", "--import"],
]


def given(arguments: list[str], tmp_path: Path) -> list[str]:
    return [str(tmp_path / "out.file") if word == "OUT" else word for word in arguments]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_where_there_is_no_file_none_is_made(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    file = tmp_path / "deep" / "diary.db"
    code, out, said = run(*given(arguments, tmp_path), "--database", f"sqlite:///{file}")
    assert (code, out) == (1, "")
    assert said.startswith(f"There is no diary at {file}. Nothing was read, and none was made.")
    assert "--database" in said
    assert [path.name for path in tmp_path.iterdir()] == []


def test_the_usual_place_is_named_where_no_other_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tracker import cli

    assert cli.main(["week"]) == 1
    assert str(tmp_path / "home" / "backbeat" / "backbeat.db") in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_an_empty_file_stays_empty(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "diary.db"
    file.touch()
    code, _, said = run(*given(arguments, tmp_path), "--database", f"sqlite:///{file}")
    assert (code, said.startswith(f"There is no diary at {file}.")) == (1, True)
    assert [(path.name, path.stat().st_size) for path in tmp_path.iterdir()] == [("diary.db", 0)]


@pytest.mark.parametrize("arguments", [READING[0], READING[2], READING[5]], ids=" ".join)
def test_an_empty_server_stays_empty(
    run: Run, tmp_path: Path, postgresql_url: str, arguments: list[str]
) -> None:
    from sqlalchemy import create_engine, inspect

    from tracker.store.address import read_address

    code, _, said = run(*given(arguments, tmp_path), "--database", postgresql_url)
    assert (code, "There is no diary at postgres on" in said) == (1, True)
    outside = create_engine(read_address(postgresql_url))
    assert inspect(outside).get_table_names() == []
    outside.dispose()


def test_a_database_without_anybody_gets_nobody(run: Run, database_url: str) -> None:
    open_store(database_url).close()
    code, _, said = run("week", "--database", database_url)
    assert (code, "There is no diary at" in said) == (1, True)
    store = open_store(database_url)
    assert store.people() == []
    store.close()


def test_files_are_compared_with_an_empty_diary_and_none_is_made(
    run: Run, files: Path, tmp_path: Path
) -> None:
    file = tmp_path / "deep" / "diary.db"
    code, out, said = run("import", files, "--dry-run", "--database", f"sqlite:///{file}")
    assert code == 0
    assert out.startswith("Would add 3, update 0")
    assert f"There is no diary at {file}." in said
    assert not file.parent.exists()
