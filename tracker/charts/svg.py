"""A chart of the screens as a drawing (SVG), made here by vl-convert instead of by a browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from threading import Event, Lock, Thread
from typing import Any

import pandas as pd

from tracker.charts.base_spec import FONT, ROWS, TEXT_SIZE, filled
from tracker.formatting import PLAIN, Formats
from tracker.places import DATA

_FONTS = DATA / "fonts"
_MEASURED = '"SourceSans3-Regular"'  # the font of the screens, by the name that its file has

_started = Event()
_starting = Lock()


def ready() -> bool:
    """Whether a chart can be drawn at once; else what draws is started beside, for next time."""
    if not _started.is_set() and _starting.acquire(blocking=False):
        Thread(target=_start, name="charts", daemon=True).start()
    return _started.is_set()


def svg(
    spec: dict[str, Any],
    rows: pd.DataFrame,
    width: float,
    height: float,
    text_size: float = 1.0,
    formats: Formats = PLAIN,
) -> str:
    """One chart as SVG, as a browser draws it in a place of that size.

    Parameters
    ----------
    spec
        A chart without data, as `tracker.charts.base_spec.finish` makes it.
    rows
        What its marks are drawn from.
    width, height
        Of its place, in pixels.
    text_size
        Of the page, 1 where it is the usual one.
    formats
        How the figures along its axes are written.
    """
    import vl_convert

    whole = filled(spec, rows, formats) | {"width": width, "height": height}
    whole["datasets"] = {ROWS: list(_records(rows))}
    whole["params"] = [_by_itself(param, text_size) for param in whole["params"]]
    text = json.dumps(whole).replace(json.dumps(FONT), json.dumps(_MEASURED))
    drawing = vl_convert.vegalite_to_svg(text, allowed_base_urls=[])
    return drawing.replace(escape(_MEASURED, quote=True), escape(FONT, quote=True))


def _records(rows: pd.DataFrame) -> Iterable[dict[str, Any]]:
    names = list(rows.columns)
    for values in rows.itertuples(index=False):
        yield {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _plain(value: Any) -> Any:
    """A value as JSON has it; a moment in milliseconds, of the zone that charts are drawn in."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime().timestamp() * 1000
    return value


def _by_itself(param: dict[str, Any], text_size: float) -> dict[str, Any]:
    """A parameter of the chart, apart from the page that it listens to."""
    alone = {key: value for key, value in param.items() if key != "bind"}
    return alone | {"value": text_size} if param["name"] == TEXT_SIZE else alone


def _start() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(_FONTS))
    dot = {"data": {"values": [{}]}, "mark": "point"}
    vl_convert.vegalite_to_svg(json.dumps(dot), allowed_base_urls=[])
    _started.set()
