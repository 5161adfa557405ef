"""The colours of profiles: each is there, and can be read on, in both themes."""

import pytest

from tracker.store.profiles import COLORS
from tracker.web.page import NIGHT
from tracker.web.profile_colors import HUES, color_rules


def test_every_colour_that_can_be_chosen_has_its_rules() -> None:
    assert set(HUES) == set(COLORS)
    assert all(f".face-{name} " in color_rules() for name in COLORS)


def luminance(color: str) -> float:
    """As the WCAG reckons it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", COLORS)
def test_letters_on_it_can_be_read(name: str) -> None:
    light, dark = HUES[name]
    assert 1.05 / (luminance(light) + 0.05) >= 4.5
    assert (luminance(dark) + 0.05) / (luminance(NIGHT) + 0.05) >= 4.5
