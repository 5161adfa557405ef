"""What a fresh Python has loaded, for tests that keep starting quick."""

import subprocess
import sys
from pathlib import Path


def loaded_after(statements: str) -> set[str]:
    """The names of all modules that are loaded once these statements have run."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{statements}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return set(ran.stdout.split())
