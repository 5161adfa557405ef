"""The report, from what is handed over to the bytes of a PDF."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import Any

from tracker.analysis.report import Summary, summary
from tracker.charts.words import range_text
from tracker.exchange.hand_over.contents import Contents
from tracker.exchange.hand_over.pdf.appendix import appendix
from tracker.exchange.hand_over.pdf.drawing import Chart, blanks, charts, draw, started
from tracker.exchange.hand_over.pdf.explaining import counting, missing
from tracker.exchange.hand_over.pdf.first_page import first_page
from tracker.exchange.hand_over.pdf.room import chart_heights
from tracker.exchange.hand_over.pdf.setting import Setting
from tracker.exchange.hand_over.pdf.typesetting import Paper, forget, typeset


def pdf(contents: Contents, paper: Paper = "a4") -> bytes:
    """The report as a tagged PDF (PDF/UA-1); the same contents give the same bytes."""
    from typst import TypstError

    found = summary(contents)
    first = first_page(contents, found)
    drawn = charts(contents, found, chart_heights(first, paper))
    made_at = contents.made_at
    with ThreadPoolExecutor(1) as drawing:
        drawings = drawing.submit(draw, drawn)
        pages = told(contents, found, first, drawn)
        try:
            if not started():
                # Charts take their time once; typst remembers the text that it sets meanwhile.
                typeset(pages, blanks(drawn), paper, made_at)
            return typeset(pages, drawings.result(), paper, made_at)
        except TypstError:  # a sign that our table of fonts knows and typst does not set
            pages = told(contents, found, first, drawn, Setting(plain_only=True))
            return typeset(pages, drawings.result(), paper, made_at)
        finally:
            forget()


def told(
    contents: Contents,
    found: Summary,
    first: dict[str, Any],
    drawn: dict[str, Chart],
    setting: Setting | None = None,
) -> dict[str, Any]:
    """All text of the report, settable, for :func:`typeset`."""
    setting = setting or Setting()
    made = contents.made_at.astimezone(UTC)
    name = contents.person.name
    period = range_text(found.first, found.last)
    pages: dict[str, Any] = setting.tree(
        {
            "title": f"Back-pain diary{f' of {name}' if name else ''}, {period}",
            "author": name or "Backbeat",
            "heading": "Back-pain diary",
            "footer": f"Back-pain diary, {period}. Recorded by the person; made with Backbeat.",
            "made_at": [made.year, made.month, made.day, made.hour, made.minute, made.second],
            "first": first,
            "appendix": appendix(contents, found),
            "counting": counting(found, contents),
            "charts": {name: {"alt": chart.alt, "key": chart.key} for name, chart in drawn.items()},
        }
    )
    return pages | {"missing": missing(found, contents, setting.replaced)}
