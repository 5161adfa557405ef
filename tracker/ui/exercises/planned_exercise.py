"""An exercise of the plan as it is drawn: small at first, one tap to its steps."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from tracker.library import find_exercise
from tracker.library.drawings import drawing
from tracker.model import OwnExercise
from tracker.ui.exercises.library_view import anchor
from tracker.ui.exercises.own_picture import picture_markup
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


def show_planned(
    name: str, dose: str, key: str, own: OwnExercise | None = None, amounts: str = ""
) -> None:
    """Draw an exercise with its dose in words; opening it asks the server for nothing."""
    _shown(key=key, data={"markup": planned_markup(name, dose, own, amounts)})


def planned_markup(name: str, dose: str, own: OwnExercise | None = None, amounts: str = "") -> str:
    """An exercise and its dose with its picture; its steps and `amounts` done are folded away.

    The library's is drawn, the person's `own` has what they gave it; of any other nothing is
    known but its name.
    """
    title = f'<span class="bb-title"><b>{html(capital(name))}</b><small>{html(dose)}</small></span>'
    known = None if own else find_exercise(name)
    if own is not None and (own.picture or own.step_lines or amounts):
        return _details(picture_markup(own), title, _steps(own.step_lines) + amounts)
    if known is None and amounts:
        return _details("", title, amounts)
    if known is None:
        return f'<div class="bb-entry bb-undrawn">{title}</div>'
    picture, link = drawing(known.name), anchor(known.name)
    return _details(
        f'<span aria-hidden="true">{picture.svg}</span>' if picture else "",
        title,
        (f'<p class="bb-hidden">Drawing: {html(picture.alt)}</p>' if picture else "")
        + _steps(known.steps)
        + amounts
        + f'<p><a href="#{link}" data-open="{link}">Everything about it</a></p>',
    )


def _details(picture: str, title: str, about: str) -> str:
    return (
        f'<details class="bb-entry"><summary><span class="bb-drawing">{picture}</span>{title}'
        f'</summary><div class="bb-steps">{about}</div></details>'
    )


def _steps(steps: Sequence[str]) -> str:
    return f"<ol>{''.join(f'<li>{html(step)}</li>' for step in steps)}</ol>" if steps else ""
