"""The report, from its data to the bytes of a PDF."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from math import ceil
from typing import Any

from tracker.analysis.report import Summary, summary
from tracker.analysis.report_data import ReportData
from tracker.exporting.paper_size import Paper
from tracker.exporting.pdf.appendix import appendix
from tracker.exporting.pdf.chart_svg import Chart, blanks, charts, draw, started
from tracker.exporting.pdf.first_page import first_page
from tracker.exporting.pdf.font_fallback import FontFallback
from tracker.exporting.pdf.method_notes import counting, missing
from tracker.exporting.pdf.typesetting import forget, typeset

HEADING = "Back-pain diary"
TITLE, TITLE_OF = "Back-pain diary, {period}", "Back-pain diary of {name}, {period}"
FOOTER = "Back-pain diary, {period}. Recorded by the person; made with Backbeat."
_PAGE = {"a4": 766.0, "us-letter": 716.0}  # between the margins of data/report/report.typ
_HEAD = 60.0
_PAIN = 136.0  # heading, averages and the words around its chart
_ACTIVITY = 88.0
_GAPS = 14.0
_EVENTS = 14.0
_LETTERS_A_LINE = 95
_LEAST_FOR_QUESTIONS = 70.0
_MOST_FOR_QUESTIONS = 110.0
_LEAST_PAIN, _MOST_PAIN = 60.0, 170.0
_LEAST_ACTIVITY, _MOST_ACTIVITY = 92.0, 180.0


def pdf(contents: ReportData, paper: Paper = "a4") -> bytes:
    """The report as a tagged PDF (PDF/UA-1); the same contents give the same bytes.

    Parameters
    ----------
    contents
        The diary of the period, without the sections that are left out.
    paper
        What it is printed on.
    """
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
    period = contents.formats.range_text(found.first, found.last)
    pages: dict[str, Any] = setting.tree(
        {
            "title": (TITLE_OF if name else TITLE).format(name=name, period=period),
            "author": name or "Backbeat",
            "heading": HEADING,
            "footer": FOOTER.format(period=period),
            "made_at": [made.year, made.month, made.day, made.hour, made.minute, made.second],
            "first": first,
            "appendix": appendix(contents, found),
            "counting": counting(found, contents),
            "charts": {name: {"alt": chart.alt, "key": chart.key} for name, chart in drawn.items()},
        }
    )
    return pages | {"missing": missing(found, contents, setting.replaced)}


def chart_heights(first: dict[str, Any], paper: Paper) -> tuple[float, float]:
    """The height of the chart of pain, and of that of activity, for this first page.

    In points, so that all of it stays on one page. What is beside the charts is
    estimated; the questions for the appointment take what is left over and go on in
    the appendix.
    """
    room = _PAGE[paper] - _HEAD - _PAIN
    room -= _GAPS + _parts(first) + _function(first)
    room -= _EVENTS if first["pain"]["events"] else 0
    if first["questions"] is not None:
        room -= _questions(first["questions"])
    if first["activity"] is None:
        return min(max(_LEAST_PAIN, room), _MOST_PAIN), 0
    room -= _ACTIVITY
    pain = min(max(_LEAST_PAIN, 0.44 * room), _MOST_PAIN)
    return pain, min(max(_LEAST_ACTIVITY, 0.56 * room), _MOST_ACTIVITY)


def _questions(lines: list[dict[str, Any]]) -> float:
    count = sum(ceil(len(line["text"]) / _LETTERS_A_LINE) for line in lines)
    return min(max(_LEAST_FOR_QUESTIONS, 34 + 12.5 * count), _MOST_FOR_QUESTIONS)


def _function(first: dict[str, Any]) -> float:
    """Function, flares and medicine, in two columns."""
    rows = max(map(len, first["function"]), default=0)
    return 26 + 12.8 * rows if rows else 0.0


def _parts(first: dict[str, Any]) -> float:
    """Exercises and questionnaires, side by side."""
    exercises = questionnaires = 0.0
    if first["exercises"] is not None:
        exercises = 48 + 11.0 * len(first["exercises"]["rows"])
    if first["questionnaires"] is not None:
        rows = first["questionnaires"]["rows"]
        scored = any(row["scored"] for row in rows)
        lines = {0: 1, 1: 2}.get(len(rows), 5)
        more = 12 if first["questionnaires"]["more"] else 0
        questionnaires = 34 + 11 * lines + (58 if scored else 0) + more
    return max(exercises, questionnaires)
