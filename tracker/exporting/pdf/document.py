"""The report, from its data to the bytes of a PDF."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import Any

from tracker.analysis.report import Summary, summary
from tracker.exporting.paper_size import Paper
from tracker.exporting.pdf.appendix import appendix
from tracker.exporting.pdf.chart_svg import Chart, blanks, charts, draw, started
from tracker.exporting.pdf.first_page import first_page
from tracker.exporting.pdf.font_fallback import FontFallback
from tracker.exporting.pdf.layout import chart_heights
from tracker.exporting.pdf.method_notes import counting, missing
from tracker.exporting.pdf.typesetting import forget, typeset
from tracker.exporting.report_data import ReportData
from tracker.formatting import range_text


def pdf(contents: ReportData, paper: Paper = "a4") -> bytes:
    """The report as a tagged PDF (PDF/UA-1); the same contents give the same bytes."""
    from typst import TypstError

    found = summary(contents)
    first = first_page(contents, found)
    drawn = charts(contents, found, chart_heights(first, paper))
    made_at = contents.made_at
    with ThreadPoolExecutor(1) as drawing:
        drawings = drawing.submit(draw, drawn)
        pages = report_text(contents, found, first, drawn)
        try:
            if not started():
                # Charts take their time once; typst remembers the text that it sets meanwhile.
                typeset(pages, blanks(drawn), paper, made_at)
            return typeset(pages, drawings.result(), paper, made_at)
        except TypstError:  # a sign that our table of fonts knows and typst does not set
            pages = report_text(contents, found, first, drawn, FontFallback(plain_only=True))
            return typeset(pages, drawings.result(), paper, made_at)
        finally:
            forget()


def report_text(
    contents: ReportData,
    found: Summary,
    first: dict[str, Any],
    drawn: dict[str, Chart],
    setting: FontFallback | None = None,
) -> dict[str, Any]:
    """All text of the report, settable, for :func:`typeset`."""
    setting = setting or FontFallback()
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
