"""The rows that a chart draws, as a frame: made column by column, which is many times quicker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def row_frame(records: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows of a chart as a frame.

    Parameters
    ----------
    records
        What each row says, by its column; what it leaves out is blank.
    columns
        The frame's columns, each with its dtype.

    Returns
    -------
    pandas.DataFrame
        Blank is False in a column of bools, "" in one of words, and missing in any other.
    """
    return pd.DataFrame(
        {name: _column(records, name, dtype) for name, dtype in columns.items()},
    )


def _column(records: Sequence[Mapping[str, Any]], name: str, dtype: Any) -> Any:
    blank = False if dtype == "bool" else "" if dtype == "str" else None
    return pd.array([record.get(name, blank) for record in records], dtype=dtype)
