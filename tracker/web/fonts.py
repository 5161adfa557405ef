"""The fonts of the screens: what nearly every diary needs is small, the rest on demand.

`python -m tools.screen_fonts` cuts the small files out of Streamlit's own. A page with a
character beyond them, as of a note in Greek, asks for Streamlit's file as well; of the signs
only those that are shown were kept.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tracker.places import DATA
from tracker.web.own_files import OwnFile

FOLDER = DATA / "fonts" / "screen"
RANGES = json.loads((FOLDER / "ranges.json").read_text(encoding="utf-8"))  # as CSS writes them
_FACE = re.compile(r"@font-face\{[^}]*\}")
_FILE = re.compile(r"url\(\.\./media/([\w.-]+)\)")


@dataclass(frozen=True)
class SmallFont:
    """A small font, and the beginning of the name of the one that it is cut out of."""

    file: OwnFile
    cut_from: str
    whole: bool = False  # whether nothing beyond it is ever shown


def _font(name: str, cut_from: str, whole: bool = False) -> SmallFont:
    file = f"{name}.woff2"
    return SmallFont(OwnFile(file, "font/woff2", (FOLDER / file).read_bytes()), cut_from, whole)


SANS = _font("source-sans", "SourceSansVF-Upright.")
SIGNS = _font("material-symbols", "MaterialSymbols-Rounded.", whole=True)
SMALL = (
    SANS,
    _font("source-sans-italic", "SourceSansVF-Italic."),
    _font("source-code", "SourceCodeVF-Upright."),
    SIGNS,
)
FILES = tuple(font.file for font in SMALL)
AT_ONCE = (SANS.file, SIGNS.file)  # what every screen shows


def with_small_fonts(rules: str) -> str:
    """Streamlit's rules, in which each font that has a small one is that first.

    The addresses in them are those of a file beside Streamlit's folder of fonts.
    """
    return _FACE.sub(_faces, rules)


def _faces(found: re.Match[str]) -> str:
    face = found[0]
    asked = _FILE.search(face)
    for font in SMALL:
        if asked and asked[1].startswith(font.cut_from):
            name = Path(font.file.path).name
            small = face.replace(asked[0], f"url({name})")
            if font.whole:
                return small
            return _within(small, RANGES["kept"]) + _within(face, RANGES["beyond"])
    return face


def _within(face: str, characters: str) -> str:
    return f"{face[:-1]};unicode-range:{characters}}}"
