"""Write which characters the report's fonts can set: python -m tools.fonts.

Reads the fonts of data/fonts and writes data/fonts/coverage.json: the families in
the order in which a character looks for its glyph, and the ranges of all of them.
"""

import json
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

FONTS = Path(__file__).parents[1] / "data" / "fonts"
COVERAGE = FONTS / "coverage.json"
FIRST = ["Source Sans 3"]
LAST = [
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
    "Noto Emoji",
    "Droid Sans Fallback",
    "Unifont",
    "Unifont Upper",
]


def main() -> None:
    """Read every font, write the table."""
    found = {family(file): characters(file) for file in sorted(FONTS.glob("*.?tf"))}
    between = sorted(found.keys() - {*FIRST, *LAST})
    together = set().union(*found.values())
    table = {"families": [*FIRST, *between, *LAST], "ranges": list(ranges(together))}
    COVERAGE.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found)} families, {len(together):,} characters")


def family(file: Path) -> str:
    """The family of a font: the typographic one where it has one."""
    table = _table(file.read_bytes(), b"name")
    count, strings = struct.unpack(">HH", table[2:6])
    names = {}
    for number in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        if platform == 3:
            begin = strings + offset
            names[kind] = table[begin : begin + length].decode("utf-16-be")
    return names.get(16, names[1])


def characters(file: Path) -> set[int]:
    """The code points a font has a glyph for."""
    table = _table(file.read_bytes(), b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    found: set[int] = set()
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        (layout,) = struct.unpack_from(">H", table, offset)
        if platform in (0, 3) and layout == 4:
            found |= set(_segments(table[offset:]))
        elif platform in (0, 3) and layout == 12:
            found |= set(_groups(table[offset:]))
    return found


def ranges(points: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring code points, both ends included."""
    ordered = sorted(points)
    ends = [index for index, (a, b) in enumerate(pairwise(ordered)) if b - a > 1]
    begin = 0
    for end in [*ends, len(ordered) - 1]:
        yield ordered[begin], ordered[end]
        begin = end + 1


def _table(font: bytes, wanted: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == wanted:
            return font[offset : offset + length]
    raise ValueError(f"There is no {wanted.decode()} in the font.")


def _segments(table: bytes) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", table, 6)
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{double // 2}H", table, 14 + double * row + (2 if row else 0))
        for row in range(4)
    )
    for number, (begin, end) in enumerate(zip(starts, ends, strict=True)):
        for point in range(begin, end + 1):
            glyph = (point + deltas[number]) % 65536
            if offsets[number]:
                place = 16 + 3 * double + 2 * number + offsets[number] + 2 * (point - begin)
                (glyph,) = struct.unpack_from(">H", table, place)
            if glyph and point != 0xFFFF:
                yield point


def _groups(table: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", table, 12)
    for number in range(count):
        begin, end, glyph = struct.unpack_from(">III", table, 16 + 12 * number)
        yield from (point for point in range(begin, end + 1) if glyph or point > begin)


if __name__ == "__main__":
    main()
