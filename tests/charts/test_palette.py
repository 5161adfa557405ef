import re
from dataclasses import fields
from itertools import combinations, pairwise

import pytest

from tracker.charts.palette import DARK, LIGHT, Palette, palette

themes = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """WCAG 2: relative luminance of "#RRGGBB"."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@themes
def test_everything_written_can_be_read_on_page_and_panel(colours: Palette) -> None:
    for name in ("text", "secondary", "activity", "pain", "strength", "goal"):
        for ground in (colours.page, colours.panel):
            assert contrast(getattr(colours, name), ground) >= 4.5, name


@themes
def test_every_mark_and_frame_can_be_seen_on_page_and_panel(colours: Palette) -> None:
    for mark in (colours.activity, colours.pain, colours.strength, colours.goal, colours.cell):
        for ground in (colours.page, colours.panel):
            assert contrast(mark, ground) >= 3


@themes
def test_text_can_be_read_on_the_primary_colour(colours: Palette) -> None:
    assert contrast(colours.page, colours.activity) >= 4.5


@themes
def test_a_strength_mark_has_a_rim_that_parts_it_from_every_step(colours: Palette) -> None:
    assert contrast(colours.strength, colours.page) >= 3
    assert contrast(colours.page, colours.steps[-1]) >= 3


@themes
def test_steps_go_from_the_page_to_the_hue_of_their_measure(colours: Palette) -> None:
    for steps, hue in ((colours.steps, colours.activity), (colours.pain_steps, colours.pain)):
        away = [contrast(step, colours.page) for step in (colours.page, *steps)]
        assert away == sorted(away)
        assert all(later / earlier >= 1.25 for earlier, later in pairwise(away))
        assert steps[-1] == hue


@themes
def test_every_measure_has_its_own_colour(colours: Palette) -> None:
    measures = [colours.activity, colours.pain, colours.strength, colours.goal]
    for one, other in combinations(measures, 2):
        parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
        assert sum(abs(a - b) for a, b in parts) >= 60


@themes
def test_colours_are_written_in_full(colours: Palette) -> None:
    for field in fields(colours):
        values = getattr(colours, field.name)
        for value in (values,) if isinstance(values, str) else values:
            assert re.fullmatch("#[0-9A-F]{6}", value)


def test_a_theme_is_chosen_by_whether_it_is_dark() -> None:
    assert palette(dark=True) is DARK
    assert palette(dark=False) is LIGHT
