"""How a database file is looked into without leaving a trace."""

from __future__ import annotations

from pathlib import Path


def readonly_options(file: Path) -> str:
    """What to ask SQLite for, to read a file that somebody else may have open.

    With no log beside it nobody has it open, and no log is made by looking.
    """
    alone = not file.with_name(f"{file.name}-wal").exists()
    return "immutable=1" if alone else "mode=ro"
