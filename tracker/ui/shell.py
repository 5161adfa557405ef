"""The script that Streamlit runs for every screen: the frame, then the screen."""

import streamlit as st

from tracker.ui import navigation
from tracker.ui.regional import mark_region

screen = st.navigation(navigation.screens(), position="hidden")
st.set_page_config(
    page_title=f"{screen.title} · Backbeat", layout="wide", initial_sidebar_state="collapsed"
)
navigation.frame()
screen.run()
mark_region()
