"""What every chart's spec is held to."""

import json
import re
from dataclasses import fields
from typing import Any

import altair as alt
import pandas as pd

from tracker.charts.base_spec import filled
from tracker.charts.palette import palette


def colours_of(dark: bool) -> set[str]:
    found = set()
    for field in fields(palette(dark)):
        value = getattr(palette(dark), field.name)
        found |= {value} if isinstance(value, str) else set(value)
    return found


def assert_is_a_sound_spec(spec: dict[str, Any], dark: bool) -> None:
    """Valid, without data, small, transparent, and in no colours but the palette's."""
    text = json.dumps(spec)
    assert not re.search('"(data|datasets|url)":', text)
    assert len(text) < 14_000
    assert spec["background"] == "transparent"
    assert set(re.findall("#[0-9A-Fa-f]{6}", text)) <= colours_of(dark)
    alt.Chart.from_dict({**spec, "data": {"name": "rows"}})  # checks it against the schema


def assert_reads_only(spec: dict[str, Any], rows: pd.DataFrame) -> None:
    """Every field that the spec draws is a column of its rows or calculated from one."""
    text = json.dumps(spec)
    calculated = set(re.findall('"as": "([a-z_]+)"', text))
    drawn = set(re.findall('"field": "([a-z_]+)"', text))
    filtered = set(re.findall(r"datum\.([a-z_]+)", text))
    assert drawn | filtered <= set(rows.columns) | calculated
    assert filled(spec, rows)["datasets"]["rows"] is rows


def layers_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every layer of a spec that draws something, however deep."""
    if "mark" in spec:
        return [spec]
    return [layer for below in spec.get("layer", []) for layer in layers_of(below)]
