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
    data = shutil.copytree(DATA, tmp_path / "data")
    file = data / "exercises.toml"
    right = 'name = "plank"\nother_names = ["forearm plank"]\nkind = "strengthening"'
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, right.replace("strengthening", "strong")), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, data, *verb, "--database", f"sqlite:///{tmp_path}/d.db"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    assert ran.returncode == 1
    for part in ("exercises.toml", "plank", "kind", "'strong'", "strengthening"):
        assert part in ran.stderr
    assert "Traceback" not in ran.stderr
