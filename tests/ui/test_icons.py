"""One set of icons: whatever a screen names is drawn."""

import re
from pathlib import Path

import pytest

import tracker.ui
from tracker.ui.check_in.ratings import ASKED
from tracker.ui.days.day_rows import ICONS
from tracker.ui.icons import DRAWN, icon

UI = Path(tracker.ui.__file__).parent


def named_in_rules() -> set[str]:
    rules = "".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.css"))
    return set(re.findall(r"var\(--bb-icon-([a-z-]+)\)", rules))


@pytest.mark.parametrize(
    "named", [{asked.icon for asked in ASKED}, set(ICONS.values()), named_in_rules()]
)
def test_every_icon_that_is_named_is_drawn(named: set[str]) -> None:
    assert named
    assert named <= DRAWN.keys()


def test_an_icon_is_not_read_out() -> None:
    assert 'aria-hidden="true"' in icon("sleep")
