"""Report: what a clinician reads in a minute, and files that their systems can load."""

import streamlit as st

from tracker.ui import session
from tracker.ui.problems import show_problem
from tracker.ui.report.downloads import ask_password, offer_files
from tracker.ui.report.rendered_report import rendered_report, show_preview
from tracker.ui.report.report_options import (
    PROBLEM,
    ask_contents,
    ask_questions,
    choose_period,
    point_to_questionnaires,
    show_last,
    show_nothing,
)

diary = session.diary()
person = diary.person()
appointment = diary.appointment()

st.title("Report", anchor=False)
show_problem(PROBLEM)
if diary.first_day() is None:
    show_nothing()
    ask_questions(diary, appointment)
    st.stop()
exports = diary.exports()
first, last = choose_period(person.today(), exports)
options, preview = st.columns([2, 3], gap="large")
with options:
    ask_questions(diary, appointment)
    point_to_questionnaires()
    choices = ask_contents(diary, appointment, person, first, last)
    protection = ask_password()
    report = rendered_report(diary, choices)
    if report.contents.cut_text:
        st.caption(report.contents.cut_text)
    offer_files(diary, report, protection)
    show_last(exports)
with preview:
    show_preview(report)
