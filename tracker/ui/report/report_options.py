"""What goes into the report: questions for the appointment, sections, paper, name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from tracker.exporting.paper_size import Paper, paper_size
from tracker.model import Appointment, InvalidValue, Person, Section
from tracker.store import Diary, StoreError
from tracker.ui.autosave_widgets.saving_fields import text_area
from tracker.ui.formatting import escape_markdown
from tracker.ui.report.report_cache import ReportChoices
from tracker.ui.save_errors import show_save_errors
from tracker.ui.sync_widget import sync_widget

BY = "report"
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


def ask_questions(diary: Diary, appointment: Appointment) -> None:
    """What the person wants to talk about; the report beside it follows once it is saved."""
    text_area(
        diary,
        "appointment/questions",
        "Questions for the appointment",
        appointment.questions,
        placeholder="What would you like to talk about?",
        on_saved=_saved,
    )


def ask_contents(
    diary: Diary, appointment: Appointment, person: Person, first: date, last: date
) -> ReportChoices:
    """What is shown of it, on which paper, with or without the name."""
    named = True
    with st.expander("What is in it", key="contents"):
        sync_widget("sections", [*appointment.sections])
        st.pills(
            "Sections",
            list(SECTIONS),
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
            st.caption("Your name can be set in the settings; the report does without.")
        in_fhir = st.checkbox(
            "Put the PDF into the FHIR file too", key="report-in-fhir", persist_state="session"
        )
        st.caption(
            "Sections are saved as you choose them. The rest holds while you visit, and not after "
            "you close or reload this page."
        )
    return ReportChoices(first, last, paper, named, in_fhir)


def show_trouble() -> None:
    """Say what could not be saved."""
    if problem := st.session_state.pop("report-problem", None):
        st.error(escape_markdown(problem))


def _choose_sections(diary: Diary) -> None:
    try:
        seen = diary.appointment()  # what was shown may be older than the tap before this one
        diary.save(replace(seen, sections=_in_order(st.session_state["sections"])), seen, by=BY)
    except (StoreError, InvalidValue) as error:
        st.session_state["report-problem"] = show_save_errors("That was not saved.", error)


def _saved() -> None:
    """The run that follows draws the report anew."""


def _in_order(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(section for section in Section if section in sections)
