"""No screen says that something was not saved where nobody knows."""

import re
from pathlib import Path

import pytest

from tracker.store import DatabaseBusy, OutcomeUnknown
from tracker.ui.problems import failure_text

TRACKER = Path(__file__).parents[2] / "tracker"


def test_what_is_known_is_said_with_its_reason() -> None:
    error = DatabaseBusy("The database is busy.")
    assert failure_text("That was not saved.", error) == "That was not saved. The database is busy."


def test_what_nobody_knows_is_not_said_to_be_unsaved() -> None:
    error = OutcomeUnknown("It stopped answering; load again and look.")
    assert failure_text("That was not saved.", error) == str(error)


@pytest.mark.parametrize(
    "module",
    sorted(path for room in ("ui", "web") for path in (TRACKER / room).rglob("*.py")),
    ids=lambda path: str(path.relative_to(TRACKER)),
)
def test_every_screen_asks_whether_it_is_known(module: Path) -> None:
    claims = re.findall(r'f"[^"{]*(?:not|Nothing|as it was)[^"{]*\. \{error\}', module.read_text())
    assert claims == []
