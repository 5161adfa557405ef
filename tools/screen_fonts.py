"""Write the fonts that the screens are sent: python -m tools.screen_fonts.

Streamlit's own hold more than a screen of ours shows: text in every script, and thousands of
signs. What nearly every diary needs is written into data/fonts/screen; Streamlit's file is then
asked for only by a page with a character that it alone has. Which are which is in ranges.json.
"""

import json
import re
from pathlib import Path

from fontTools import subset, ttLib
from fontTools.varLib import instancer

from tools.fonts import ranges
from tracker.web.streamlit_changes import front_end_folder

FONTS = Path(__file__).parents[1] / "data" / "fonts" / "screen"
OURS = Path(__file__).parents[1] / "tracker"
# Latin, Latin-1, Latin Extended-A, marks and signs of a text; a note in Greek has its own file.
KEPT = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2C6, 0x2DD), (0x1E9E, 0x1E9E)),
    *((0x2000, 0x206F), (0x2070, 0x209C), (0x20AC, 0x20AC), (0x2116, 0x2122), (0x2190, 0x2193)),
    *((0x2212, 0x2215), (0x2248, 0x2265), (0x25A0, 0x25FF), (0x2700, 0x27BF)),
)
TEXT = {
    "SourceSansVF-Upright": "source-sans",
    "SourceSansVF-Italic": "source-sans-italic",
    "SourceCodeVF-Upright": "source-code",
}
WEIGHTS = (400, 700)
_SIGN = re.compile(r":material/(\w+)")


def main() -> None:
    """Read Streamlit's fonts, write ours."""
    media = front_end_folder() / "static" / "media"
    known: set[int] = set()
    for theirs, ours in TEXT.items():
        file = next(media.glob(f"{theirs}.*"))
        known |= ttLib.TTFont(file).getBestCmap().keys()
        _write(_text(file), ours)
    _write(_signs(next(media.glob("MaterialSymbols-Rounded.*"))), "material-symbols")
    kept = {point for first, last in KEPT for point in range(first, last + 1)}
    table = {"kept": _in_css(kept), "beyond": _in_css(known - kept)}
    (FONTS / "ranges.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def signs() -> set[str]:
    """The names of the signs that Streamlit's scripts and our screens show."""
    scripts = (front_end_folder() / "static" / "js").glob("*.js")
    return {
        name
        for file in (*scripts, *OURS.rglob("*.py"))
        for name in _SIGN.findall(file.read_text(encoding="utf-8"))
    }


def spelt(font: ttLib.TTFont) -> dict[str, str]:
    """The words that a font sets as one sign, with the glyph of each."""
    letters = {glyph: chr(point) for point, glyph in font.getBestCmap().items()}
    found: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            rules = getattr(getattr(part, "ExtSubTable", part), "ligatures", {})
            for first, ligatures in rules.items():
                for one in ligatures:
                    word = "".join(letters.get(glyph, " ") for glyph in (first, *one.Component))
                    found[word] = one.LigGlyph
    return found


def _text(file: Path) -> ttLib.TTFont:
    font = ttLib.TTFont(file)
    options = _options()
    options.layout_features = ["*"]
    options.layout_features_excluded = [f"ss{number:02}" for number in range(1, 21)]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={point for a, b in KEPT for point in range(a, b + 1)})
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    return font


def _signs(file: Path) -> ttLib.TTFont:
    """The signs by their names: each is the ligature of the letters of its name."""
    font = ttLib.TTFont(file)
    known = spelt(font)
    wanted = {known[name] for name in signs() & known.keys()}
    options = _options()
    options.layout_closure = False  # else the letters would bring in every sign that they spell
    cutter = subset.Subsetter(options)
    letters = set(range(0x20, 0x7F))
    cutter.populate(unicodes=letters, glyphs=wanted)
    cutter.subset(font)
    return font


def _in_css(points: set[int]) -> str:
    return ",".join(f"U+{a:X}-{b:X}" if a < b else f"U+{a:X}" for a, b in ranges(points))


def _options() -> subset.Options:
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # whose it is, and the licence
    options.notdef_outline = True
    return options


def _rename(font: ttLib.TTFont) -> None:
    """A changed font of the Source family may not be called one (SIL Open Font License, 3)."""
    for record in font["name"].names:
        if record.nameID != 0:
            record.string = record.toUnicode().replace("Source", "Backbeat")


def _write(font: ttLib.TTFont, name: str) -> None:
    FONTS.mkdir(exist_ok=True)
    file = FONTS / f"{name}.woff2"
    _rename(font)
    font.flavor, font.recalcTimestamp = "woff2", False  # the same file from the same fonts
    font.save(file)
    print(f"{name}: {file.stat().st_size:,} bytes, {len(font.getGlyphOrder())} glyphs")


if __name__ == "__main__":
    main()
