"""A widget begins with what is stored, and is told it only where it doesn't show it already."""

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

STORED = """
import streamlit as st
from tracker.ui.session import sync_clearable, sync_widget

stored = st.session_state.get("database", {"pain": None, "done": [], "weight": None})
st.segmented_control("Pain", range(11), default=sync_widget("pain", stored["pain"]), key="pain")
st.pills(
    "Done",
    ["wall sit", "bird dog"],
    selection_mode="multi",
    default=sync_widget("done", stored["done"]),
    key="done",
)
sync_clearable("weight", stored.get("weight"))
st.number_input("Weight", value=None, key="weight")
"""


def visit() -> AppTest:
    return AppTest.from_string(STORED).run()


def sent(app: AppTest) -> list[bool]:
    """Whether each widget is told a value with this run."""
    widgets: list[Any] = [app.segmented_control(key="pain"), app.pills(key="done")]
    return [widget.proto.set_value for widget in widgets]


def begins_with(app: AppTest) -> list[list[int]]:
    """The places of what each widget shows in a browser that knows nothing of it."""
    widgets: list[Any] = [app.segmented_control(key="pain"), app.pills(key="done")]
    return [[*widget.proto.default] for widget in widgets]


def test_what_a_widget_shows_already_is_not_sent_again() -> None:
    app = visit()
    app.session_state["database"] = {"pain": 0, "done": ["wall sit", "bird dog"]}
    app.segmented_control(key="pain").set_value(0)
    app.pills(key="done").set_value(["bird dog", "wall sit"])
    app.run()
    assert sent(app) == [False, False]
    assert app.segmented_control(key="pain").value == 0


def test_a_widget_that_a_browser_draws_anew_begins_with_what_is_stored() -> None:
    app = AppTest.from_string(STORED)
    app.session_state["database"] = {"pain": 4, "done": ["bird dog"]}
    app.run()
    app._run(WidgetStates())  # asked for by a browser that has drawn nothing of it
    app.run()
    assert sent(app) == [False, False]
    assert begins_with(app) == [[4], [1]]


def test_one_that_can_be_emptied_is_sent_the_value_until_a_browser_has_drawn_it() -> None:
    app = AppTest.from_string(STORED)
    app.session_state["database"] = {"pain": None, "done": [], "weight": 70.5}
    app.run()
    app._run(WidgetStates())
    assert app.number_input(key="weight").proto.set_value
    app.run()
    app.run()
    assert not app.number_input(key="weight").proto.set_value
    assert app.number_input(key="weight").value == 70.5


def test_a_widget_begins_with_what_another_window_stored_also_once_it_was_told() -> None:
    app = visit()
    app.session_state["database"] = {"pain": 4, "done": ["wall sit"]}
    app.run()
    app.run()
    assert sent(app) == [False, False]
    assert begins_with(app) == [[4], [0]]


def test_what_is_stored_takes_the_place_of_what_was_not_saved() -> None:
    app = visit()
    app.segmented_control(key="pain").set_value(7)
    app.pills(key="done").set_value(["bird dog"])
    app.run()
    assert app.segmented_control(key="pain").value is None
    assert app.pills(key="done").value == []


def test_what_another_window_stored_is_shown() -> None:
    app = visit()
    app.session_state["database"] = {"pain": 4, "done": ["wall sit"]}
    app.run()
    assert sent(app) == [True, True]
    assert app.segmented_control(key="pain").value == 4
    assert app.pills(key="done").value == ["wall sit"]
