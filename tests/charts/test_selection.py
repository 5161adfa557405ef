import pytest
import vl_convert

from tests.charts.specs import layers_of
from tracker.charts import trends


def params() -> dict[str, dict[str, object]]:
    return {param["name"]: param for param in trends.spec(False)["params"]}


def test_the_nearest_day_follows_pointer_and_finger_and_stays() -> None:
    select = params()["picked"]["select"]
    assert select["nearest"]
    assert select["fields"] == ["at"]
    assert (select["on"], select["clear"]) == ("pointermove, pointerdown", False)
    assert params()["picked"]["bind"] == {"input": "hidden"}, "for the panel beside the chart"


def test_a_stretch_is_dragged_over_by_mouse_and_the_page_by_finger() -> None:
    select = params()["zoom"]["select"]
    assert (select["type"], select["encodings"]) == ("interval", ["x"])
    assert "pointerType != 'touch'" in str(select["on"])


def test_nothing_is_marked_before_the_first_touch() -> None:
    filters = [
        step["filter"]
        for layer in layers_of(trends.spec(False))
        for step in layer.get("transform", [])
        if isinstance(step.get("filter"), dict)
    ]
    assert filters == [{"param": "picked", "empty": False}] * 2


@pytest.mark.parametrize("dark", [False, True])
def test_the_browsers_library_takes_the_spec(dark: bool) -> None:
    spec = {**trends.spec(dark), "data": {"name": "rows"}, "datasets": {"rows": []}}
    drawn = vl_convert.vegalite_to_vega(spec)
    names = [mark.get("name", "") for mark in drawn["marks"]]
    places = [number for number, name in enumerate(names) if name.endswith("_voronoi")]
    assert len(places) == 1, "one for every day"
    assert places == [len(names) - 1]
