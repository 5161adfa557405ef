"""A mistake in the library is told at the start, with file, entry and field."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.places import DATA, ROOT

PROGRAM = """
import sys
from pathlib import Path
from tracker import places
places.DATA = Path(sys.argv[1])
from tracker.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("verb", [["exercises"], ["run", "--no-browser"]], ids=lambda v: v[0])
def test_nothing_starts_on_a_library_with_a_mistake(tmp_path: Path, verb: list[str]) -> None:
    said = refusal(
        tmp_path,
        verb,
        "exercises.toml",
        'name = "plank"\nother_names = ["forearm plank"]\nkind = "strengthening"',
        'name = "plank"\nother_names = ["forearm plank"]\nkind = "strong"',
    )
    for part in ("exercises.toml", "plank", "kind", "'strong'", "strengthening"):
        assert part in said


def test_the_screens_do_not_start_on_a_drawing_with_a_mistake(tmp_path: Path) -> None:
    said = refusal(
        tmp_path,
        ["run", "--no-browser"],
        "drawings/wall-sit.svg",
        'aria-label="',
        'aria-label="" title="',
    )
    for part in ("wall-sit.svg", "aria-label", "says what it shows"):
        assert part in said


def refusal(folder: Path, verb: list[str], file: str, right: str, wrong: str) -> str:
    """What is said of a library with that mistake in it, when the program refuses to start."""
    data = shutil.copytree(DATA, folder / "data")
    text = (data / file).read_text("utf-8")
    assert right in text
    (data / file).write_text(text.replace(right, wrong), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, data, *verb, "--database", f"sqlite:///{folder}/d.db"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    return ran.stderr
