"""What the report is about: questions for the appointment, days, sections, paper, name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from tracker.exporting.paper_size import Paper, paper_size
from tracker.model import Appointment, ChangeSource, ExportRecord, Person, ReportFormat, Section
from tracker.store import Diary
from tracker.ui import period_picker
from tracker.ui.autosave_widgets.saving_fields import text_area
from tracker.ui.formatting import escape_markdown, html, short_day
from tracker.ui.problems import attempt
from tracker.ui.regional import counted, span_text
from tracker.ui.report.rendered_report import ReportChoices
from tracker.ui.session import sync_widget

FORMATS = {
    ReportFormat.PDF: "PDF",
    ReportFormat.XLSX: "XLSX",
    ReportFormat.FHIR: "FHIR",
    ReportFormat.CSV: "CSV",
    ReportFormat.JSON: "JSON",
    ReportFormat.ZIP: "ZIP of everything",
}
SHOWN = 20
BY = ChangeSource.REPORT
PROBLEM = "report-problem"  # why a choice was not saved
SECTIONS = {
    Section.ACTIVITY: "Activity and goals",
    Section.QUESTIONNAIRES: "Questionnaires",
    Section.EXERCISES: "Exercises and plan",
    Section.QUESTIONS: "My questions",
    Section.DAYS: "Days, one by one",
    Section.NOTES: "My notes",
    Section.EVERY_DAY: "Every day of more than a year",
}
PAPERS: dict[Paper, str] = {"a4": "A4", "us-letter": "Letter"}


def show_nothing() -> None:
    """Say what will be here, and where it begins."""
    st.html(
        '<section class="bb-panel" aria-label="Nothing to report yet"><h2>Nothing to report '
        "yet</h2><p>After some check-ins this becomes a page that your clinician can read in a "
        "minute. Your questions can wait here until then.</p>"
        '<p class="bb-way"><a href="./">Check in</a></p></section>'
    )


def point_to_questionnaires() -> None:
    """Say where questionnaires are answered."""
    st.html(
        '<p class="bb-note"><a href="questionnaires">Questionnaires</a>: answer one '
        "for the report, or load the form that your clinician uses.</p>"
    )


# -- its days


def choose_period(today: date, exports: list[ExportRecord]) -> tuple[date, date]:
    """The first and last day of the report, both included.

    "Since the last report" begins on the last day of the newest one that was made
    before today: that day may have gone on after it.
    """
    spans = {
        "4w": ("4 weeks", today - timedelta(days=27)),
        "12w": ("12 weeks", today - timedelta(days=83)),
        "6m": ("6 months", today - timedelta(days=181)),
        "1y": ("1 year", today - timedelta(days=364)),
    }
    if earlier := last_before(today, exports):
        spans["since"] = ("Since last report", min(earlier.last, today))
    return period_picker.choose_period(today, spans, "12w")


def last_before(today: date, exports: list[ExportRecord]) -> ExportRecord | None:
    """The newest export of an earlier day."""
    return next((export for export in exports if export.at.date() < today), None)


def show_last(exports: list[ExportRecord]) -> None:
    """Say when something was exported last, and list the times before."""
    if not exports:
        st.caption("No report made yet.")
        return
    newest, *before = exports
    st.caption(f"Last report: {_export_text(newest)}")
    if before:
        lines = "".join(f"<li>{html(_export_text(export))}</li>" for export in before[:SHOWN])
        with st.expander("Earlier reports"):
            st.html(f'<ul class="bb-changes">{lines}</ul>')


def _export_text(export: ExportRecord) -> str:
    days = (export.last - export.first).days + 1
    length = counted(days // 7, "week") if days % 7 == 0 else counted(days, "day")
    return (
        f"{short_day(export.at.date())}, {FORMATS[export.format]}, {length} "
        f"({span_text(export.first, export.last)})"
    )


# -- its contents


def ask_questions(diary: Diary, appointment: Appointment) -> None:
    """What the person wants to talk about; the report beside it follows once it is saved."""
    text_area(
        diary,
        "appointment/questions",
        "Questions for the appointment",
        placeholder="What would you like to talk about?",
        on_saved=_saved,
    )


def ask_contents(
    diary: Diary, appointment: Appointment, person: Person, first: date, last: date
) -> ReportChoices:
    """What is shown of it, on which paper, with or without the name."""
    named = True
    with st.expander("What is in it", key="contents"):
        st.pills(
            "Sections",
            list(SECTIONS),
            default=sync_widget("sections", [*appointment.sections]),
            format_func=SECTIONS.__getitem__,
            selection_mode="multi",
            key="sections",
            on_change=_choose_sections,
            args=(diary,),
        )
        paper = st.segmented_control(
            "Paper",
            list(PAPERS),
            default=paper_size(st.context.locale),
            format_func=PAPERS.__getitem__,
            required=True,
            key="paper",
            persist_state="session",
        )
        if person.name:
            label = f"With my name: {escape_markdown(person.name)}"
            named = st.checkbox(label, value=True, key="named", persist_state="session")
        else:
            st.caption("Add your name in Settings to show it on the report.")
        in_fhir = st.checkbox(
            "Put the PDF into the FHIR file too", key="report-in-fhir", persist_state="session"
        )
        st.caption(
            "Your sections are saved. The other choices last until you close or reload this page."
        )
    return ReportChoices(first, last, paper, named, in_fhir)


def _choose_sections(diary: Diary) -> None:
    def write() -> None:
        seen = diary.appointment()  # what was shown may be older than the tap before this one
        diary.save(replace(seen, sections=_in_order(st.session_state["sections"])), seen, by=BY)

    attempt(write, PROBLEM)


def _saved() -> None:
    """The run that follows draws the report anew."""


def _in_order(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(section for section in Section if section in sections)
