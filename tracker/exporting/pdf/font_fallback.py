"""Text as the report's fonts can set it: any character a person can type, on any page.

A PDF that is read aloud must name every sign it shows. What no font of ours has,
what is private or no character at all, stands as U+FFFD and is counted; what
cannot be seen anyway and would upset the line is left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from typing import Any

from tracker.places import DATA

FONTS = DATA / "fonts"
STAND_IN = "\N{REPLACEMENT CHARACTER}"
MARKS_AT_MOST = 4  # over one letter: a tower of them would run over the lines above
RUN_AT_MOST = 24  # letters without a place to break, in the narrowest column

_PLAIN = re.compile("[ -~\n\xa0-\u024f–—‘’“”…•−●○▲◆·→≥≤×†]*")
_LONG = re.compile(f"[^ \n]{{{RUN_AT_MOST + 1},}}")
_UNSEEN = re.compile("[\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_JOINING = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_BREAK = "\u200b"


class FontFallback:
    """Makes text settable; `replaced` counts the characters it could not keep."""

    def __init__(self, plain_only: bool = False) -> None:
        self.replaced = 0
        self._plain_only = plain_only

    def tree(self, value: Any) -> Any:
        """The same tree of dicts, lists and plain values, every text in it settable."""
        match value:
            case str():
                return self.text(value)
            case Mapping():
                return {key: self.tree(below) for key, below in value.items()}
            case list() | tuple():
                return [self.tree(below) for below in value]
            case _:
                return value

    def text(self, text: str) -> str:
        """The text as it can be set; line ends stay."""
        if not _PLAIN.fullmatch(text):
            text = self._kept(_UNSEEN.sub("", _LINES.sub("\n", text)).replace("\t", " "))
        return _LONG.sub(lambda run: _breakable(run[0]), text)

    def _kept(self, text: str) -> str:
        kept = []
        marks = 0
        for sign in text:
            marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
            if marks > MARKS_AT_MOST:
                self.replaced += 1
            elif sign == "\n" or self.has_glyph(sign):
                kept.append(sign)
            else:
                self.replaced += 1
                kept.append(STAND_IN)
        return "".join(kept)

    def has_glyph(self, sign: str) -> bool:
        """Whether the fonts can draw a sign."""
        if self._plain_only:
            return bool(_PLAIN.fullmatch(sign))
        if unicodedata.category(sign) in ("Cc", "Cs", "Co"):
            return False
        starts, ends = _coverage()
        place = bisect_right(starts, ord(sign)) - 1
        return place >= 0 and ord(sign) <= ends[place]


def from_right(text: str) -> bool:
    """Whether a text is to be read from the right, as its first letter tells."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


@cache
def families() -> tuple[str, ...]:
    """The fonts, in the order in which a character looks for its glyph."""
    return tuple(_table()["families"])


@cache
def _coverage() -> tuple[list[int], list[int]]:
    ranges = _table()["ranges"]
    return [first for first, _ in ranges], [last for _, last in ranges]


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return found


def _breakable(run: str) -> str:
    """A run of letters with places to break that nobody sees."""
    pieces = []
    since = 0
    before = ""
    for sign in run:
        joined = sign in _JOINING or before == "\u200d" or unicodedata.category(sign)[0] == "M"
        if since >= RUN_AT_MOST and not joined:
            pieces.append(_BREAK)
            since = 0
        pieces.append(sign)
        since += 1
        before = sign
    return "".join(pieces)
