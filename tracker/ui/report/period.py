"""Which days the report is about, and what was exported before."""

from datetime import date, timedelta

import streamlit as st

from tracker.formatting import counted, span_text
from tracker.model import ExportRecord, ReportFormat
from tracker.ui import period_picker
from tracker.ui.formatting import html, short_day

FORMATS = {
    ReportFormat.PDF: "PDF",
    ReportFormat.XLSX: "XLSX",
    ReportFormat.FHIR: "FHIR",
    ReportFormat.CSV: "CSV",
    ReportFormat.JSON: "JSON",
    ReportFormat.ZIP: "ZIP of everything",
}
SHOWN = 20


def choose_period(today: date, exports: list[ExportRecord]) -> tuple[date, date]:
    """The first and last day of the report, both included.

    "Since the last report" begins on the last day of the newest one that was made
    before today: that day may have gone on after it.
    """
    spans = {
        "4w": ("4 weeks", today - timedelta(days=27)),
        "12w": ("12 weeks", today - timedelta(days=83)),
    }
    if earlier := last_before(today, exports):
        spans["since"] = ("Since last report", min(earlier.last, today))
    return period_picker.choose_period(today, spans, "12w")


def last_before(today: date, exports: list[ExportRecord]) -> ExportRecord | None:
    """The newest export of an earlier day."""
    return next((made for made in exports if made.at.date() < today), None)


def show_last(exports: list[ExportRecord]) -> None:
    """Say when something was exported last, and list the times before."""
    if not exports:
        st.caption("Nothing has been handed over yet.")
        return
    newest, *before = exports
    st.caption(f"Last report: {_told(newest)}")
    if before:
        lines = "".join(f"<li>{html(_told(made))}</li>" for made in before[:SHOWN])
        with st.expander("Earlier reports"):
            st.html(f'<ul class="bb-changes">{lines}</ul>')


def _told(made: ExportRecord) -> str:
    days = (made.last - made.first).days + 1
    length = counted(days // 7, "week") if days % 7 == 0 else counted(days, "day")
    return (
        f"{short_day(made.at.date())}, {FORMATS[made.format]}, {length} "
        f"({span_text(made.first, made.last)})"
    )
