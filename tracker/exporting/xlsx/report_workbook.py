"""The report as a workbook: summary with charts, weeks, days, and what each column means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.analysis.report import Summary, summary
from tracker.analysis.report_data import ReportData
from tracker.charts.palette import LIGHT
from tracker.exporting.xlsx.sheets import dictionary, sheets
from tracker.exporting.xlsx.summary_sheet import figures
from tracker.exporting.xlsx.workbook import Book, day_format
from tracker.formatting import Formats
from tracker.model import Section

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WEEK_STARTS, PAIN_MEAN, ACTIVE_MINUTES, MINUTES_GOAL = 1, 4, 8, 9  # columns of Weeks
TITLE = "Back-pain diary, {days}"
PAIN_CHART = "Mean pain of {weeks} from {first} on, from {low} to {high}."
NO_PAIN_CHART = "Mean pain of {weeks} from {first} on, unknown."
MINUTES_CHART = (
    "Active minutes of {weeks} from {first} on; {met} met the goal. Weeks with unknown days have "
    "at least what is drawn."
)
LABELS = 13  # below a chart at most


def xlsx(contents: ReportData, paper: str = "a4") -> bytes:
    """The report as a workbook; the same contents give the same bytes.

    Parameters
    ----------
    contents
        The diary of the period, without the sections that are left out.
    paper
        What it is printed on: "a4" or "us-letter".
    """
    formats = contents.formats
    title = TITLE.format(days=formats.range_text(contents.first, contents.last))
    book = Book(title, contents.person.name, contents.made_at, paper, formats)
    found = summary(contents)
    described = [figures(contents, found), *sheets(contents)]
    places = {sheet.name: book.add(sheet) for sheet in described}
    book.add(dictionary(described))
    into, _ = places["Summary"]
    count = places["Weeks"][1]
    if count:
        _draw_pain(book, into, found, count, formats=formats)
        if Section.ACTIVITY in contents.appointment.sections:
            _draw_minutes(book, into, found, count, formats=formats)
    return book.close()


def _draw_pain(
    book: Book, into: Worksheet, found: Summary, count: int, *, formats: Formats
) -> None:
    chart = book.workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": ["Weeks", 0, PAIN_MEAN],
            "categories": ["Weeks", 1, WEEK_STARTS, count, WEEK_STARTS],
            "values": ["Weeks", 1, PAIN_MEAN, count, PAIN_MEAN],
            "line": {"color": LIGHT.pain, "width": 2},
            "marker": {
                "type": "circle",
                "size": 6,
                "fill": {"color": LIGHT.pain},
                "border": {"color": LIGHT.pain},
            },
        }
    )
    chart.set_title(_title("Pain by week, mean of the days logged"))
    chart.set_x_axis(_weeks_axis(count, formats))
    chart.set_y_axis({"name": "Pain (0-10)", "min": 0, "max": 10, "major_gridlines": _LINES})
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 640, "height": 280})
    means = [week.pain_mean for week in found.weeks if week.pain_mean is not None]
    low, high = (formats.number(end(means), 1) if means else "" for end in (min, max))
    words = (PAIN_CHART if means else NO_PAIN_CHART).format(
        weeks=formats.counted(count, "week"),
        first=formats.day(found.weeks[0].start),
        low=low,
        high=high,
    )
    into.insert_chart("G2", chart, {"description": words})


def _draw_minutes(
    book: Book, into: Worksheet, found: Summary, count: int, *, formats: Formats
) -> None:
    chart = book.workbook.add_chart({"type": "column"})
    categories = ["Weeks", 1, WEEK_STARTS, count, WEEK_STARTS]
    chart.add_series(
        {
            "name": ["Weeks", 0, ACTIVE_MINUTES],
            "categories": categories,
            "values": ["Weeks", 1, ACTIVE_MINUTES, count, ACTIVE_MINUTES],
            "fill": {"color": LIGHT.activity},
            "gap": 60,
        }
    )
    goal = book.workbook.add_chart({"type": "line"})
    goal.add_series(
        {
            "name": ["Weeks", 0, MINUTES_GOAL],
            "categories": categories,
            "values": ["Weeks", 1, MINUTES_GOAL, count, MINUTES_GOAL],
            "line": {"color": LIGHT.goal, "width": 1.5, "dash_type": "dash"},
        }
    )
    chart.combine(goal)
    chart.set_title(_title("Active minutes by week and their goal"))
    chart.set_x_axis(_weeks_axis(count, formats))
    chart.set_y_axis({"name": "Active minutes", "min": 0, "major_gridlines": _LINES})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": 300})
    words = MINUTES_CHART.format(
        weeks=formats.counted(count, "week"),
        first=formats.day(found.weeks[0].start),
        met=found.minutes.met,
    )
    into.insert_chart("G17", chart, {"description": words})


_LINES: dict[str, Any] = {"visible": True, "line": {"color": "#D8D3C7", "width": 0.75}}


def _title(words: str) -> dict[str, Any]:
    return {"name": words, "name_font": {"size": 12}, "overlay": False}


def _weeks_axis(count: int, formats: Formats) -> dict[str, Any]:
    return {
        "name": "Week from",
        "num_format": day_format(formats, "yy")
        if count > 26
        else "mmm d"
        if formats.month_first
        else "d mmm",
        "text_axis": True,
        "interval_unit": max(1, -(-count // LABELS)),
        "num_font": {"rotation": -45} if count > 8 else {},
    }
