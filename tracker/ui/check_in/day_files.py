"""The scripts and rules of the day's own part: of the component, and of the page it comes with."""

from pathlib import Path

from tracker.ui.autosave_widgets.field_files import CSS as FIELD_CSS
from tracker.ui.autosave_widgets.field_files import LEFT, SAVING
from tracker.ui.static_screen.static_screen_files import TAKING_OVER

_HERE = Path(__file__).parent


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


CSS = f"{FIELD_CSS}\n{_read('day.css')}"
SCRIPT = "\n".join((SAVING, *map(_read, ("rating_text.js", "strip.js", "pain.js", "day.js"))))
OFFLINE_CSS = f"{CSS}\n{_read('offline.css')}"
OFFLINE_SCRIPT = f"{SCRIPT}\n{_read('offline.js')}"
PAGE_SCRIPT = "\n".join((SCRIPT, TAKING_OVER, _read("pressed.js"), _read("day_in_page.js"), LEFT))
