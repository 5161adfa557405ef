"""Report: what a clinician reads in a minute, and files that their systems can load."""

import streamlit as st

from tracker.ui import session
from tracker.ui.report.downloads import offer_files
from tracker.ui.report.empty import point_to_questionnaires, show_nothing
from tracker.ui.report.page_preview import show_preview
from tracker.ui.report.password import ask_password
from tracker.ui.report.period import choose_period, show_last
from tracker.ui.report.report_cache import rendered_report
from tracker.ui.report.report_options import ask_contents, ask_questions, show_trouble

diary = session.diary()
person = diary.person()
appointment = diary.appointment()

st.title("Report", anchor=False)
show_trouble()
if diary.first_day() is None:
    show_nothing()
    ask_questions(diary, appointment)
    st.stop()
exports = diary.exports()
first, last = choose_period(person.today(), exports)
chosen, looked_at = st.columns([2, 3], gap="large")
with chosen:
    ask_questions(diary, appointment)
    point_to_questionnaires()
    choices = ask_contents(diary, appointment, person, first, last)
    protection = ask_password()
    report = rendered_report(diary, choices)
    if report.contents.cut_text:
        st.caption(report.contents.cut_text)
    offer_files(diary, report, protection)
    show_last(exports)
with looked_at:
    show_preview(report)
