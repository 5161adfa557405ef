"""The report's charts as drawings (SVG), by vl-convert: nothing is fetched, nothing rasterised."""

from __future__ import annotations

import json
from dataclasses import dataclass
from threading import Event
from typing import Any

from tracker.analysis.report import Summary
from tracker.analysis.report_data import ReportData
from tracker.charts.printed import activity, pain, scores
from tracker.charts.printed.sheet import Span, hatched, size, width_of
from tracker.exporting.pdf import questionnaire_section
from tracker.exporting.pdf.first_page import QUESTIONNAIRES_SHOWN
from tracker.exporting.pdf.questionnaire_section import places
from tracker.model import Section

WIDTH = 505  # points, on A4 and Letter alike
HALF = 244
THIRD = 145

_started = Event()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn: its Vega with data, what it shows, what its marks mean."""

    spec: dict[str, Any]
    alt: str
    key: str = ""


def charts(contents: ReportData, found: Summary, heights: tuple[float, float]) -> dict[str, Chart]:
    """The charts of the first page by name, with the `heights` of pain and of activity.

    Those of the questionnaires are "scores 0", "scores 1".
    """
    sections, formats = contents.appointment.sections, contents.formats
    span = Span.of(found.first, found.last, contents.person.week_start, width_of(WIDTH), formats)
    drawn = {
        "pain": Chart(
            pain.spec(contents.weeks, found, span, heights[0]),
            pain.alt(found, formats),
            pain.key(found.first, found.last),
        )
    }
    if Section.ACTIVITY in sections:
        drawn["activity"] = Chart(
            activity.spec(contents.weeks, span, heights[1], found.events),
            activity.alt(found, formats),
            activity.key(contents.weeks, span),
        )
    if Section.QUESTIONNAIRES in sections:
        shown = found.questionnaires[:QUESTIONNAIRES_SHOWN]
        half = Span(span.first, span.last, width_of(HALF if len(shown) < 2 else THIRD), formats)
        for number, answered in enumerate(shown):
            if not answered.scored:
                continue
            questionnaire = questionnaire_section.of(contents, answered.questionnaire)
            low, high = questionnaire_section.limits(questionnaire, answered)
            drawn[f"scores {number}"] = Chart(
                scores.spec(answered.scores, half, 34, low, high, places(questionnaire)),
                scores.alt(answered, formats),
            )
    return drawn


def draw(drawn: dict[str, Chart]) -> dict[str, str]:
    """Each chart as SVG."""
    return {name: svg(chart.spec) for name, chart in drawn.items()}


def blanks(drawn: dict[str, Chart]) -> dict[str, str]:
    """An empty drawing in the place and size of each chart."""
    return {name: _blank(*size(chart.spec)) for name, chart in drawn.items()}


def svg(spec: dict[str, Any]) -> str:
    """One chart as SVG; what it refers to outside of itself is refused."""
    import vl_convert

    text = vl_convert.vega_to_svg(json.dumps(spec), allowed_base_urls=[])
    _started.set()
    return hatched(text)


def started() -> bool:
    """Whether a chart was drawn before in this process: the first waits for its engine."""
    return _started.is_set()


def _blank(width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"></svg>'
    )
