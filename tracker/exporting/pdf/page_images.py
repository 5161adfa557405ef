"""The pages of a PDF as pictures and as text, so that the very file can be looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

WIDTH = 1100  # pixels: twice what a page takes on a screen
COLOURS = 96
FAST_OCTREE = 2  # Pillow's number for it
_one_at_a_time = Lock()  # PDFium is not made for several threads


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    with _opened(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, number: int) -> bytes:
    """Page `number`, from 1 on, as PNG."""
    with _opened(pdf) as document:
        page = document[number - 1]
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
    out = io.BytesIO()
    # A page has few colours: named one by one they take a third of the bytes.
    image.quantize(COLOURS, method=FAST_OCTREE).save(out, "PNG")
    return out.getvalue()


def page_text(pdf: bytes, number: int) -> str:
    """The text of page `number`, from 1 on."""
    with _opened(pdf) as document:
        text: str = document[number - 1].get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
