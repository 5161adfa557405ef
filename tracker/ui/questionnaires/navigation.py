"""Where on the questionnaires' screen a person is; kept in the address, so it can be linked to."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import streamlit as st

from tracker.ui.period_picker import asked_day

_top = st.components.v2.component(
    "backbeat_top", js=(Path(__file__).parent / "top.js").read_text(encoding="utf-8")
)


class View(StrEnum):
    """What is shown of one questionnaire."""

    ANSWER = "answer"
    SCORES = "scores"


def place() -> tuple[str, View]:
    """The key of the questionnaire that is open (none: the list), and what is shown of it."""
    view = st.query_params.get("view", "")
    return st.query_params.get("form", ""), View(view) if view in list(View) else View.ANSWER


def day_chosen(today: date) -> date:
    """The day that the answers are of."""
    return asked_day(today) or today


def go(key: str = "", view: View = View.ANSWER, day: date | None = None) -> None:
    """Show a questionnaire, or the list of them."""
    params = {"form": key, "view": str(view)} if key else {}
    if day is not None:
        params["day"] = day.isoformat()
    st.query_params.from_dict(params)


def begin_at_top(place: str) -> None:
    """Scroll to the top when another place of this screen is shown; the browser does it alone."""
    _top(key="begins-at-top", data={"place": place})
