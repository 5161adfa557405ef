"""A chart as every screen shows it: drawn, said in a sentence, and as a table one tap away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from sys import getsizeof
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import streamlit as st
from pandas import DataFrame

from tracker.charts.base_spec import filled
from tracker.charts.selection import ZOOM
from tracker.ui.regional import formats

TABLE_HEIGHT = 420
AS_A_TABLE = "As a table"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart draws, in the form that travels to the browser, and what it says."""

    rows: pa.Table
    alt: str

    def __sizeof__(self) -> int:
        """Bytes, with those of the rows and the words."""
        return object.__sizeof__(self) + getsizeof(self.rows) + getsizeof(self.alt)


def drawn(rows: DataFrame, alt: str) -> Drawn:
    """Prepare rows once, so that showing them again costs nothing."""
    return Drawn(pa.Table.from_pandas(rows, preserve_index=False), alt)


def chart(
    key: str,
    drawn: Drawn,
    spec: dict[str, Any],
    table: Callable[[], DataFrame],
    *,
    zoomed: Callable[[date, date], None] | None = None,
) -> None:
    """Draw by the data-less `spec`; the table is made only once it is opened.

    It is as high as the style gives it room. `zoomed` is called with the first and last day of a
    stretch that was dragged over.
    """
    shown = filled(spec, drawn.rows, formats())
    if zoomed is None:
        with st.container(key=f"{key}-chart"):  # a chart that tells nothing has no name of its own
            st.vega_lite_chart(shown, theme=None, height="stretch", key=key, alt=drawn.alt)
    else:
        _zoomable(key, shown, drawn.alt, zoomed)
    behind = st.expander(AS_A_TABLE, on_change="rerun", key=f"{key}-table", type="compact")
    if behind.open:
        with behind:
            # With a height (controls.css: a limit) a table that scrolls is reached by keyboard.
            st.table(table(), hide_index=True, height=TABLE_HEIGHT, alt=drawn.alt)


def _zoomable(
    key: str,
    shown: dict[str, Any],
    alt: str,
    zoomed: Callable[[date, date], None],
) -> None:
    """A chart whose drags are told; after one it is drawn anew, without the shade of the drag."""
    times = f"{key}-zooms"
    number = st.session_state.get(times, 0)
    name = f"{key}-chart-{number}"

    def tell() -> None:
        if dragged := st.session_state[name].selection.get(ZOOM):
            (begin, end), *_ = dragged.values()
            st.session_state[times] = number + 1
            zoomed(_day_at(begin), _day_at(end))

    st.vega_lite_chart(
        shown,
        theme=None,
        width="stretch",
        height="stretch",
        key=name,
        alt=alt,
        on_select=tell,
        selection_mode=[ZOOM],
    )


def _day_at(milliseconds: float) -> date:
    """The day of a moment on a time axis, which the browser draws in its own zone."""
    zone = ZoneInfo(st.context.timezone or "UTC")
    return datetime.fromtimestamp(milliseconds / 1000, zone).date()
