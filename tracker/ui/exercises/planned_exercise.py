"""An exercise of the plan as it is drawn: small at first, one tap to its steps."""

from pathlib import Path

import streamlit as st

from tracker.library import find_exercise
from tracker.library.drawings import drawing
from tracker.ui.exercises.library_view import anchor
from tracker.ui.formatting import capital, html


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_shown = st.components.v2.component(
    "backbeat_planned_exercise",
    html='<div class="bb-planned-exercise"></div>',
    css=_read("planned_exercise.css"),
    js=_read("planned_exercise.js"),
    isolate_styles=False,
)


def show_planned(name: str, dose: str, key: str) -> None:
    """Draw an exercise with its dose in words; opening it asks the server for nothing."""
    _shown(key=key, data={"markup": planned_markup(name, dose)})


def planned_markup(name: str, dose: str) -> str:
    """An exercise and its dose; where the library knows it, drawn, with its steps folded away."""
    known = find_exercise(name)
    title = f'<span class="bb-title"><b>{html(capital(name))}</b><small>{html(dose)}</small></span>'
    if known is None:
        return f'<div class="bb-entry bb-undrawn">{title}</div>'
    picture = drawing(known.name)
    seen = f'<p class="bb-hidden">Drawing: {html(picture.alt)}</p>' if picture else ""
    steps = "".join(f"<li>{html(step)}</li>" for step in known.steps)
    link = anchor(known.name)
    return (
        '<details class="bb-entry"><summary>'
        f'<span class="bb-drawing" aria-hidden="true">{picture.svg if picture else ""}</span>'
        f"{title}</summary>"
        f'<div class="bb-steps">{seen}<ol>{steps}</ol>'
        f'<p><a href="#{link}" data-open="{link}">Everything about it</a></p></div></details>'
    )
