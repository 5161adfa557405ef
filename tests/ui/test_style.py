"""The look: a file a subject, all of them on every page."""

import re
from functools import cache
from pathlib import Path

import pytest

import tracker.ui.style
from tracker.ui.style import FILES, style
from tracker.web.streamlit_changes import front_end_folder

UI = Path(tracker.ui.style.__file__).parents[1]
PROJECT = UI.parents[1]
SHEETS = sorted(UI.rglob("*.css"))
# What Streamlit puts together of a word and the kind of element.
MADE_BY_STREAMLIT = re.compile("stBaseButton-|stAlertContent")


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


@cache
def code() -> str:
    """What our screens are made by, rules aside."""
    files = (path for room in ("tracker", "pages") for path in (PROJECT / room).rglob("*"))
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".js")
    )


@cache
def names_in_code() -> set[str]:
    """Every name in it, those of classes among them."""
    return set(re.findall(r"[\w-]+", code()))


@cache
def front_end() -> str:
    """What Streamlit sends to browsers."""
    return "\n".join(path.read_text(encoding="utf-8") for path in front_end_folder().rglob("*.js"))


def is_said(name: str) -> bool:
    """Whether the code has such a name, whole or put together at a hyphen: `f"{name}-panel"`."""
    named = names_in_code()
    if name in named or (name.endswith("-") and any(one.startswith(name) for one in named)):
        return True
    parts = name.split("-")
    for at in range(1, len(parts)):
        head, tail = "-".join(parts[:at]), "-".join(parts[at:])
        begun = f"{head}-{{" in code() or f"{head}-${{" in code()
        ended = f"}}-{tail}" in code()
        if (begun and tail in named) or (f'"{head}"' in code() and ended):
            return True
    return False


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_no_rule_is_left_for_what_is_on_no_screen_any_more(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    own = {*re.findall(r"st-key-([\w-]+)", rules), *re.findall(r"(?<!-)\b(bb-[\w-]+)", rules)}
    assert [name for name in own if not is_said(name)] == []
    streamlits = re.findall(r"(?:\.|data-testid=\")(st[A-Z][\w-]+)", rules)
    made = [name for name in streamlits if not MADE_BY_STREAMLIT.match(name)]
    assert [name for name in made if name not in front_end()] == []


def test_a_rule_for_nothing_is_found() -> None:
    assert is_said("bb-panel")
    assert is_said("trends-panel")
    assert not is_said("bb-nowhere-on-a-screen")
    assert not is_said("nowhere-panel")
