"""Backbeat's own look on top of Streamlit's theme: a file a subject, joined in one order."""

from functools import cache
from pathlib import Path

from tracker.ui.icons import icon_properties

FOLDER = Path(__file__).parent
FILES = (
    "tokens",
    "base",
    "frame",
    "controls",
    "check_in",
    "week",
    "trends",
    "days",
    "exercises",
    "questionnaires",
    "report",
    "data",
    "print",
)


@cache
def style() -> str:
    """The rules of every file as one style sheet; a later file's win over an earlier one's."""
    files = ((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in FILES)
    return "\n".join((icon_properties(), *files))
