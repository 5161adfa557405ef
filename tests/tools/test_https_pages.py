"""What docs/ tell of https is what the page beside Backbeat tells."""

import pytest

from tools.https_pages import PICTURES, pages
from tracker.web.trust_page import guide


def test_the_document_and_its_pictures_are_those_of_the_data() -> None:
    """Else: python -m tools.https_pages."""
    wanted = pages()
    assert {file: file.read_text("utf-8") for file in wanted} == wanted
    assert set(PICTURES.iterdir()) == {file for file in wanted if file.suffix == ".svg"}


@pytest.mark.parametrize("device", guide().devices, ids=lambda device: device.name)
def test_each_picture_has_what_is_to_be_tapped(device: object) -> None:
    for step in device.steps:  # type: ignore[attr-defined]
        assert 1 <= step.tap <= len(step.rows) if step.rows else step.tap == 0
