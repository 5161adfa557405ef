"""A chart as every screen shows it: drawn, said in a sentence, and as a table one tap away."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from pandas import DataFrame

from tracker.charts.look import filled

TABLE_HEIGHT = 420


def chart(
    key: str,
    rows: DataFrame,
    spec: dict[str, Any],
    alt: str,
    table: Callable[[], DataFrame],
) -> None:
    """Draw `rows` by the data-less `spec`; the table is made only once it is opened."""
    st.vega_lite_chart(filled(spec, rows), theme=None, width="stretch", key=key, alt=alt)
    behind = st.expander("As a table", on_change="rerun", key=f"{key}-table", type="compact")
    if behind.open:
        with behind:
            frame = table()
            long = len(frame) > 12
            st.table(frame, hide_index=True, height=TABLE_HEIGHT if long else "content", alt=alt)
