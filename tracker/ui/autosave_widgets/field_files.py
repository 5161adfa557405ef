"""The scripts and rules of fields that save while one types, for the components made of them."""

from pathlib import Path

_HERE = Path(__file__).parent


def _read(*names: str) -> str:
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


HTML = _read("field.html")
CSS = _read("field.css")
# What is kept by the browser until the diary has it, and the way there.
OUTBOX = _read("../browser_storage.js", "outbox.js", "sending.js")
# What any component needs that has such fields in it: `showField` of field.js is the way in.
SAVING = f"{OUTBOX}\n{_read('../number_text.js', 'field.js')}"
LEFT = _read("every_page.js")
EVERY_PAGE = f"{OUTBOX}\n{LEFT}"
SINGLE = _read("single_field.js")
