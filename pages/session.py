"""Session: the exercises of today, guided, and pain around them."""

import streamlit as st

from tracker.library import Topic, advice_on
from tracker.ui import session
from tracker.ui.session_player.exercise_picker import offer
from tracker.ui.session_player.pain_table import pain_table
from tracker.ui.session_player.player import DURING, STYLE, player
from tracker.web.open_store import open_database

diary = session.diary()
person = diary.person()
today = person.today()

st.title("Session", anchor=False)
with st.container(key="session"):
    player(
        diary,
        open_database().url,
        offer(
            st.query_params.get_all("exercise"),
            diary.plan(today),
            diary.exercises_done(today, today),
            [own for own in diary.own_exercises() if not own.archived],
        ),
        [point.text for point in advice_on(Topic.STOP_RULES).points],
    )
st.html(DURING + STYLE)  # a style alone would give way to the next toast
if table := pain_table(diary, today):
    st.header("Pain around your sessions, last 12 weeks", anchor=False)
    st.html(table)
