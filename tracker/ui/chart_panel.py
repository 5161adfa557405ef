"""The panel beside a chart: one of its points in words, steps to the next, a way to open it.

It is drawn once by the server, with the latest point. From then on the browser alone follows
finger, pointer and keyboard (chart_panel.js), by the field that the chart's selection is
bound to (tracker/charts/selection.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import getsizeof

import streamlit as st

from tracker.charts.chart_points import ChartPoint, encoded, in_line
from tracker.ui.formatting import html

_follow = st.components.v2.component(
    "backbeat_chart_panel", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class PanelWords:
    """How the points of a chart are called."""

    name: str  # "Day in the chart"
    before: str  # "Day before"
    after: str  # "Day after"
    open: str  # "Open this day"


DAYS = PanelWords("Day in the chart", "Day before", "Day after", "Open this day")
WEEKS = PanelWords("Week in the chart", "Week before", "Week after", "Open this week")
STRETCHES = PanelWords(
    "Stretch of days in the chart", "Days before", "Days after", "Show these days"
)


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """A panel that was made once: its markup, and all points as the browser reads them."""

    markup: str
    points: str

    def __sizeof__(self) -> int:
        """Bytes, with those of the texts."""
        return object.__sizeof__(self) + getsizeof(self.markup) + getsizeof(self.points)


def panel(
    chart: str,
    points: Sequence[ChartPoint],
    words: PanelWords,
    shown: int,
    *,
    high: int | None = None,
    notes: bool = True,
) -> ChartPanel:
    """The panel of the chart of that key, with the point number `shown` in it.

    A click lower than `high` pixels at the usual size of text, such as on the chart's key, opens
    nothing; without `notes` there is no room for them.
    """
    point, last = points[shown], len(points) - 1
    around = f'<p class="bb-picked-around">{html(in_line(point.around))}</p>'
    note = f'<p class="bb-picked-note"{"" if notes else " hidden"}>{html(point.note)}</p>'
    low = "" if high is None else f' data-high="{high}"'
    markup = (
        f'<section class="bb-picked" data-chart="{chart}" data-at="{point.first}"{low} '
        f'aria-label="{words.name}"><div class="bb-picked-steps">'
        f'<button type="button" data-step="-1" aria-label="{words.before}"{_off(shown == 0)}>‹'
        f"</button>"
        f'<strong class="bb-picked-title">{html(point.title)}</strong>'
        f'<button type="button" data-step="1" aria-label="{words.after}"{_off(shown == last)}>›'
        f"</button>"
        f'<a href="{html(point.link)}">{words.open}</a></div>'
        f'<p class="bb-picked-text">{html(in_line(point.facts))}</p>{around}{note}</section>'
    )
    return ChartPanel(markup, encoded(points))


def _off(nothing_more: bool) -> str:
    return ' aria-disabled="true"' if nothing_more else ""


def follow(chart: str, shown: ChartPanel) -> None:
    """Let the panel follow its chart; it takes no room of its own."""
    _follow(key=f"{chart}-panel", data={"chart": chart, "points": shown.points})
