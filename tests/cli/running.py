"""Verbs run in a process of their own, and what they leave."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.store.test_history import contents
from tracker.model import Person
from tracker.store import find_diary, open_store

ROOT = Path(__file__).parents[2]
PASSPHRASE = "a long walk in the rain"  # noqa: S105
Run = Callable[..., tuple[int, str, str]]


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a verb as a shell does, with nobody to ask."""
    return subprocess.run(
        [sys.executable, "-m", "tracker.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=120,
    )


def read(url: str) -> tuple[object, ...]:
    """All that a diary says."""
    store = open_store(url)
    found = contents(find_diary(store, newcomer=Person()))
    store.close()
    return found
