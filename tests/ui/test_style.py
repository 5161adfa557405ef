"""The look: a file a subject, all of them on every page."""

import re
from pathlib import Path

import tracker.ui.style
from tracker.ui.style import FILES, style


def test_every_file_of_rules_is_on_the_page() -> None:
    folder = Path(tracker.ui.style.__file__).parent
    assert {path.stem for path in folder.glob("*.css")} == set(FILES)
    for path in folder.glob("*.css"):
        assert path.read_text(encoding="utf-8") in style()


def test_colours_come_first_and_paper_last() -> None:
    assert style().index("--bb-page:") < style().index("var(--bb-page)")
    assert FILES[-1] == "print"


def test_files_hold_nothing_but_rules() -> None:
    """A browser drops in silence what it can't read, with the rule after it."""
    plain = re.sub(r'"[^"]*"|/\*.*?\*/', "", style(), flags=re.DOTALL)
    assert plain.count("{") == plain.count("}")
    assert not re.search(r"<|={2}|>{2}", plain)
