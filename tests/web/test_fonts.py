"""The fonts of the screens: small for nearly every diary, the rest on demand."""

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from tests.running import Server
from tests.web.requests import ask, ask_stranger
from tools.screen_fonts import signs, spelt
from tracker.web.fonts import AT_ONCE, RANGES, SANS, SIGNS, SMALL, with_small_fonts
from tracker.web.page import their_style
from tracker.web.streamlit_changes import front_end_folder

FACES = re.findall(r"@font-face\{[^}]*\}", their_style(front_end_folder()).body.decode())


def points(ranges: str) -> set[int]:
    found: set[int] = set()
    for one in ranges.split(","):
        first, _, last = one.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def theirs(cut_from: str) -> TTFont:
    (file,) = (front_end_folder() / "static" / "media").glob(f"{cut_from}*")
    return TTFont(file)


def test_a_character_comes_from_the_small_font_or_from_streamlits_never_from_none() -> None:
    kept, beyond = points(RANGES["kept"]), points(RANGES["beyond"])
    assert not kept & beyond
    for font in SMALL:
        if not font.whole:
            known = set(theirs(font.cut_from).getBestCmap())
            small = set(TTFont(BytesIO(font.file.body)).getBestCmap())
            assert known & kept <= small
            assert known - kept <= beyond


@pytest.mark.parametrize("text", ["Öğrenci, Łódź, Ångström – “half” 3½ × 2 °C €", "✓ ◐ ○ − ≥ →"])
def test_a_latin_note_and_our_signs_need_no_other_file(text: str) -> None:
    assert {ord(letter) for letter in text} <= points(RANGES["kept"])


@pytest.mark.parametrize("text", ["Πόνος", "спина"])
def test_a_greek_or_russian_note_is_set_by_streamlits_file(text: str) -> None:
    assert {ord(letter) for letter in text} <= points(RANGES["beyond"])


def test_every_sign_that_a_screen_shows_is_in_its_font() -> None:
    small, whole = TTFont(BytesIO(SIGNS.file.body)), theirs(SIGNS.cut_from)
    shown = spelt(whole).keys() & signs()
    assert {"expand_more", "chevron_right", "keyboard_arrow_right", "upload"} <= shown
    assert shown <= spelt(small).keys()
    assert len(set(spelt(small).values())) <= len(shown), "some have two names"


def test_every_face_of_streamlits_is_still_declared() -> None:
    for family in ("Source Sans", "Source Code Pro", "Source Serif", "Material Symbols Rounded"):
        assert any(f"font-family:{family};" in face for face in FACES)
    sans = [face for face in FACES if "family:Source Sans;" in face and "style:normal" in face]
    assert [bool(re.search(r"url\(source-sans\.", face)) for face in sans] == [True, False]
    assert all("unicode-range:U+" in face for face in sans)


def test_rules_without_fonts_stay_as_they_are() -> None:
    rules = "body{margin:0}@font-face{font-family:Own;src:url(own.woff2)}"
    assert with_small_fonts(rules) == rules


def test_the_addresses_in_the_rules_lead_to_fonts(server: Server) -> None:
    style = their_style(front_end_folder())
    for name in set(re.findall(r"url\(([\w./-]+\.woff2)\)", style.body.decode())):
        path = re.sub(r"/\w+/\.\./", "/", f"{style.path.rpartition('/')[0]}/{name}")
        answer = ask_stranger(server, path, method="HEAD")
        assert answer.status == 200, path
        assert answer.headers["content-type"] == "font/woff2"


def test_what_every_screen_shows_is_asked_for_at_once(server: Server) -> None:
    page = ask(server, "/week").body.decode()
    for file in AT_ONCE:
        assert f'<link rel="preload" href="{file.link}" as="font"' in page
    assert "SourceSansVF" not in page
    assert len(SANS.file.body) + len(SIGNS.file.body) < 80_000


def test_a_font_that_was_cut_is_not_called_by_the_reserved_name() -> None:
    names = TTFont(BytesIO(SANS.file.body))["name"].names
    assert not [one for one in names if one.nameID != 0 and "Source" in one.toUnicode()]
    assert any("Source" in one.toUnicode() for one in names if one.nameID == 0), "its makers"
