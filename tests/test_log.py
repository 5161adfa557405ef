import stat
from pathlib import Path

import pytest

from tracker import log


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(log, "user_data_path", lambda *_, **__: tmp_path / "data")
    return tmp_path / "data"


def fail_with(words: str) -> Exception:
    try:
        try:
            dict[str, str]()[words]
        except KeyError as error:
            raise ValueError(f"bad: {words}") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_a_failure_is_noted_with_its_kind_and_place_and_never_its_words(folder: Path) -> None:
    path = log.log_failure(fail_with("my secret note"))
    assert path == folder / "backbeat.log"
    text = path.read_text()
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_log.py:" in text
    assert "fail_with" in text
    assert "secret" not in text
    assert "words" not in text  # not even a line of source


def test_the_log_is_for_its_owner_only(folder: Path) -> None:
    path = log.log_failure(fail_with("x"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_long_log_begins_again_and_keeps_one_older(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "SIZE_LIMIT", 1_000)
    for _ in range(50):
        log.log_failure(fail_with("x"))
    assert sorted(path.name for path in folder.iterdir()) == ["backbeat.log", "backbeat.log.1"]
    assert (folder / "backbeat.log").stat().st_size < 2_000


def test_a_log_that_cannot_be_written_says_so(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match=r"exists|directory"):
        log.log_failure(fail_with("x"))


def test_a_person_is_told_where_a_failure_is_noted_or_that_it_could_not_be(folder: Path) -> None:
    assert (
        log.noted(fail_with("my secret note")) == f"Where it happened is noted in {log.log_file()}"
    )
    assert log.log_file().exists()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert log.noted(fail_with("my secret note")) == "It couldn't be noted in the log file."
