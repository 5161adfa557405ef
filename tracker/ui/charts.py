"""A chart as every screen shows it: drawn, said in a sentence, and as a table one tap away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st
from pandas import DataFrame

from tracker.charts.base_spec import filled

TABLE_HEIGHT = 420


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart draws, in the form that travels to the browser, and what it says."""

    rows: pa.Table
    alt: str


def drawn(rows: DataFrame, alt: str) -> Drawn:
    """Prepare rows once, so that showing them again costs nothing."""
    return Drawn(pa.Table.from_pandas(rows, preserve_index=False), alt)


def chart(key: str, drawn: Drawn, spec: dict[str, Any], table: Callable[[], DataFrame]) -> None:
    """Draw by the data-less `spec`; the table is made only once it is opened."""
    shown = filled(spec, drawn.rows)
    st.vega_lite_chart(shown, theme=None, width="stretch", key=key, alt=drawn.alt)
    behind = st.expander("As a table", on_change="rerun", key=f"{key}-table", type="compact")
    if behind.open:
        with behind:
            # With a height (controls.css: a limit) a table that scrolls is reached by keyboard.
            st.table(table(), hide_index=True, height=TABLE_HEIGHT, alt=drawn.alt)
