"""One hue a measure, the same on every screen, chart and page, in light and dark.

Every colour written as text stands at 4.5:1 or more on page and panel, every
colour drawn as a mark at 3:1 or more; the tests count it. Pain has one colour,
whatever its level.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as "#RRGGBB".

    `steps` colours a day's active minutes from few to many, `pain_steps` its pain from low
    to high; every step but the last is too pale to stand alone and is drawn inside a frame
    of `cell`.
    """

    page: str
    panel: str
    text: str
    secondary: str
    activity: str
    pain: str
    strength: str
    goal: str
    cell: str
    grid: str
    steps: tuple[str, str, str, str]
    pain_steps: tuple[str, str, str, str]


LIGHT = Palette(
    page="#FBFAF7",
    panel="#F0EDE6",
    text="#1D2A31",
    secondary="#4C5A62",
    activity="#0E6B61",
    pain="#7A3B80",
    strength="#8A5A00",
    goal="#5B6770",
    cell="#6C8B87",
    grid="#E2DFD8",
    steps=("#C9DFDA", "#8FBFB7", "#4B9389", "#0E6B61"),
    pain_steps=("#E3D1E5", "#C4A0C8", "#9F6BA5", "#7A3B80"),
)
DARK = Palette(
    page="#11171B",
    panel="#1B242A",
    text="#E9EDEC",
    secondary="#AEB9BD",
    activity="#5CC9B9",
    pain="#D9A6DF",
    strength="#E3B457",
    goal="#93A0A6",
    cell="#5E7A7A",
    grid="#2A353B",
    steps=("#1F4846", "#2F7069", "#459C90", "#5CC9B9"),
    pain_steps=("#3E2E42", "#67506C", "#9C7AA2", "#D9A6DF"),
)


def palette(dark: bool) -> Palette:
    """The colours of the dark or the light theme."""
    return DARK if dark else LIGHT
