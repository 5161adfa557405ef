"""The script that Streamlit runs for every screen: the frame, then the screen."""

import streamlit as st

from tracker.ui import navigation

st.set_page_config(page_title="Backbeat", layout="wide", initial_sidebar_state="collapsed")
screens = navigation.screens()
screen = st.navigation(screens, position="hidden")
navigation.frame(screens)
screen.run()
