"""The fonts that the package carries, and the table of what they can set."""

import json
from pathlib import Path

from tools import fonts
from tracker.exporting.pdf.font_fallback import FONTS, families

ROOT = Path(__file__).parents[3]
MEGABYTE = 1024 * 1024


def test_the_table_says_what_the_fonts_can_set() -> None:
    files = sorted(FONTS.glob("*.?tf"))
    together = set().union(*(fonts.characters(file) for file in files))
    table = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    assert [tuple(pair) for pair in table["ranges"]] == list(fonts.ranges(together))
    assert sorted(families()) == sorted({fonts.family(file) for file in files})
    assert families()[0] == "Source Sans 3"
    assert families()[-2:] == ("Unifont", "Unifont Upper")  # the last resort


def test_common_scripts_and_signs_are_among_them() -> None:
    ranges = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))["ranges"]
    for sign in "aßłΩжאمहไท你あ한😀🧘🏽♥✓€½→∑":
        assert any(first <= ord(sign) <= last for first, last in ranges), sign


def test_their_licences_lie_beside_them_and_they_stay_small() -> None:
    files = list(FONTS.glob("*.?tf"))
    assert sum(file.stat().st_size for file in files) < 17 * MEGABYTE
    licences = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licences
    third = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for family in families():
        script = family.removeprefix("Noto Sans ")
        assert script in licences or family == "Droid Sans Fallback"
        assert script in third
    assert (FONTS / "APACHE-2.0.txt").exists()
