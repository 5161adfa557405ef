"""Backbeat's own look on top of Streamlit's theme: a file a subject, joined in one order."""

from functools import cache
from pathlib import Path

from tracker.ui.icons import icon_properties
from tracker.web.profile_colors import color_rules

FOLDER = Path(__file__).parent
FILES = (
    "tokens",
    "base",
    "frame",
    "controls",
    "check_in",
    "at_once",
    "week",
    "trends",
    "days",
    "exercises",
    "library",
    "questionnaires",
    "report",
    "data",
    "settings",
    "print",
)

# What only rules can put on the page, in a person's words: `var(--bb-words-cut-off)`.
WORDS = {
    "cut-off": "Taps aren't being saved. Reconnecting…",
    "drop-file": "or drop it here",
    "add-files": "Add files",
}


@cache
def style() -> str:
    """The rules of every file as one style sheet; a later file's win over an earlier one's."""
    files = ((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in FILES)
    words = "".join(f'  --bb-words-{name}: "{said}";\n' for name, said in WORDS.items())
    return "\n".join((icon_properties(), color_rules(), f":root {{\n{words}}}", *files))
