"""A question shows the answer that it offers."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

ASKED = """
import streamlit as st
from tracker.questionnaires import Item, ItemType
from tracker.questionnaires.form import Option
from tracker.ui.questionnaires.widgets import ask

def options(names):
    return tuple(Option(name, name) for name in names)

form = {
    "yes or no": Item("1", ItemType.BOOLEAN, "Well?"),
    "numbers": Item("1", ItemType.INTEGER, "How much?", low=0, high=10),
    "few": Item("1", ItemType.CHOICE, "Which?", options=options("ab")),
    "many": Item("1", ItemType.CHOICE, "Which?", options=options("abcdefghijklmn")),
}
ask(form[st.session_state["asked"]], "q", st.session_state["answer"], print, optional=True)
"""


def shown(asked: str, answer: object) -> Any:
    """What is shown as answered."""
    app = AppTest.from_string(ASKED)
    app.session_state["asked"], app.session_state["answer"] = asked, answer
    app.run()
    assert not app.exception
    return app.session_state["q"]


@pytest.mark.parametrize(
    ("asked", "answer"), [("yes or no", False), ("numbers", 7), ("few", "b"), ("many", "n")]
)
def test_an_answer_is_shown(asked: str, answer: object) -> None:
    assert shown(asked, answer) == answer


@pytest.mark.parametrize("asked", ["yes or no", "numbers", "few", "many"])
def test_one_that_an_earlier_version_offered_counts_as_none(asked: str) -> None:
    assert shown(asked, "gone") is None
