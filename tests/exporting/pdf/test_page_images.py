"""A PDF's pages as pictures and text, and the paper of a country."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from PIL import Image

from tests.exporting.report_builders import CET, contents
from tracker.exporting.paper_size import paper_size
from tracker.exporting.pdf import pdf
from tracker.exporting.pdf.page_images import WIDTH, page_count, page_picture, page_text
from tracker.model import CheckIn

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def report() -> bytes:
    check_in = CheckIn(MONDAY, 4, datetime(2026, 3, 2, 20, tzinfo=CET))
    return pdf(contents(MONDAY, date(2026, 3, 8), check_ins=[check_in]))


def test_a_page_is_a_picture_as_wide_as_it_is_shown_twice_over(report: bytes) -> None:
    image = Image.open(io.BytesIO(page_picture(report, 1)))
    assert image.format == "PNG"
    assert image.width == pytest.approx(WIDTH, abs=1)
    assert image.height / image.width == pytest.approx(2**0.5, rel=0.01), "A4"
    colours = image.convert("RGB").getcolors(WIDTH * 2000)
    assert colours is not None
    assert len(colours) > 10, "something is drawn on it"
    assert min(max(colours)[1]) >= 254, "on white paper"


def test_its_text_is_that_of_the_page(report: bytes) -> None:
    assert page_count(report) >= 2
    first, second = page_text(report, 1), page_text(report, 2)
    assert "2 to 8 March 2026" in first
    assert "Page 1 of" in first
    assert "Page 2 of" in second
    assert "\r" not in first


def test_several_sessions_may_look_at_once(report: bytes) -> None:
    alone = page_picture(report, 1)
    with ThreadPoolExecutor(4) as sessions:
        drawn = list(sessions.map(lambda _: page_picture(report, 1), range(8)))
    assert set(drawn) == {alone}


@pytest.mark.parametrize(
    ("locale", "paper"),
    [
        ("en-US", "us-letter"),
        ("es_MX.UTF-8", "us-letter"),
        ("fr-CA", "us-letter"),
        ("en-GB", "a4"),
        ("de_DE.UTF-8", "a4"),
        ("zh-Hans-CN", "a4"),
        ("en", "a4"),
        ("C.UTF-8", "a4"),
        ("", "a4"),
        (None, "a4"),
    ],
)
def test_the_paper_is_that_of_the_country(locale: str | None, paper: str) -> None:
    assert paper_size(locale) == paper
