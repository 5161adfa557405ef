"""The parts of a screen that is a list of them, each under or beside its name."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def part(key: str, name: str) -> DeltaGenerator:
    """A part of the screen to draw in; `key` is its name among the rules of the look."""
    box = st.container(key=f"part-{key}")
    box.header(name, anchor=False)
    return box
