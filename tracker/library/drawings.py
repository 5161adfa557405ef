"""The drawings of the exercises: SVG files of data/drawings, made ahead by tools/drawings."""

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from tracker.files.toml import LibraryError, key
from tracker.places import DATA


@dataclass(frozen=True, slots=True)
class Drawing:
    """An inline SVG that follows the page's theme and size, and what it shows in words."""

    svg: str
    alt: str


def drawing(name: str) -> Drawing | None:
    """The drawing of the exercise of this standard name; case and hyphens don't matter."""
    return drawings().get(drawing_file(name))


@cache
def drawings() -> dict[str, Drawing]:
    """All drawings by the names of their files; raises LibraryError at the first that is none."""
    return {file.name: _read(file) for file in sorted((DATA / "drawings").glob("*.svg"))}


def drawing_file(name: str) -> str:
    """What the file of an exercise's drawing is called: "wall-sit.svg"."""
    return key(name).replace("'", "").replace(" ", "-") + ".svg"


def _read(file: Path) -> Drawing:
    try:
        svg = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{file.name} cannot be read: {error}") from error
    label = re.match(r'<svg [^>]*\baria-label="([^"]+)"', svg)
    if label is None or not svg.endswith("</svg>"):
        raise LibraryError(f"{file.name}: has to be one <svg> whose aria-label says what it shows")
    return Drawing(svg, unescape(label[1]))
