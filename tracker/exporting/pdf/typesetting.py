"""Pages out of data and ready drawings, by typst: tagged, with bookmarks, the same every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from tracker.exporting.paper_size import Paper
from tracker.exporting.pdf.font_fallback import FONTS, families
from tracker.places import DATA

if TYPE_CHECKING:
    from typst import Compiler


_TEMPLATE = DATA / "report" / "report.typ"
_REMEMBERED = 11  # documents
_one_at_a_time = Lock()


def typeset(
    pages: Mapping[str, Any], drawings: Mapping[str, str], paper: Paper, made_at: datetime
) -> bytes:
    """The PDF of some pages with their drawings.

    All of it reaches typst as data, and nothing as a file on the disk: no text can
    be read as a command. typst remembers what it has set, so the same pages with
    other drawings take a quarter of the time.

    Parameters
    ----------
    pages
        Text that can be set, nothing else.
    drawings
        SVG by name.
    paper
        What it is printed on.
    made_at
        When, for the document's own date.

    Raises
    ------
    typst.TypstError
        Where something in it cannot be set.
    """
    data = {**pages, "paper": paper, "fonts": families(), "drawn": sorted(drawings)}
    files: dict[str, str | Path | bytes] = {
        "main.typ": _template(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    files |= {f"{name}.svg": drawing.encode() for name, drawing in drawings.items()}
    with _one_at_a_time:
        found = _compiler().compile(
            files,  # type: ignore[type-var]  # typst takes files by name as well
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(made_at.timestamp()),
        )
    if not isinstance(found, bytes):
        raise TypeError("typst gave no single file")
    return found


def forget() -> None:
    """Let go of what typst remembers of earlier pages, which are somebody's diary.

    typst drops what the latest few documents did not use. Without this a process
    that makes one report after another grows to some 700 MB, with it to 250.
    """
    with _one_at_a_time:
        for _ in range(_REMEMBERED):
            _compiler().compile(b"", format="pdf")


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


@cache
def _compiler() -> Compiler:
    """The fonts are looked through once; only ours, whatever the machine has."""
    import typst

    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
