"""The script and the rules of screens that come with the page."""

from pathlib import Path

from tracker.ui.autosave_widgets.field_files import EVERY_PAGE

_HERE = Path(__file__).parent
CSS = (_HERE / "static_screen.css").read_text(encoding="utf-8")
TAKING_OVER = (_HERE / "taking_over.js").read_text(encoding="utf-8")
_SCRIPT = (_HERE / "static_screen.js").read_text(encoding="utf-8")
STATIC_SCRIPT = f"{TAKING_OVER}\n{_SCRIPT}\n{EVERY_PAGE}"
