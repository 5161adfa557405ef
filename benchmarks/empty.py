"""The stock empty page: a button, and a line that shows that it was clicked."""

import streamlit as st

st.session_state.setdefault("clicks", 0)
if st.button("Click"):
    st.session_state["clicks"] += 1
st.write(f"Clicked {st.session_state['clicks']} times.")
