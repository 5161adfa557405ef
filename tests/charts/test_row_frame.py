"""The rows of a chart as a frame: what a row leaves out is blank."""

from datetime import datetime

import pandas as pd

from tracker.charts.row_frame import row_frame

COLUMNS = {"kind": "str", "pain": "float64", "open": "bool", "start": "datetime64[ms]"}


def test_what_a_row_leaves_out_is_blank_and_never_zero() -> None:
    (row,) = row_frame([{"kind": "day"}], COLUMNS).to_dict("records")
    assert (row["kind"], row["open"]) == ("day", False)
    assert pd.isna(row["pain"])
    assert pd.isna(row["start"])


def test_every_column_is_there_in_order_and_of_its_kind() -> None:
    noon = datetime(2026, 11, 21, 12)
    frame = row_frame([{"start": noon, "pain": 4}, {"open": True}], COLUMNS)
    assert dict(frame.dtypes.astype(str)) == COLUMNS
    assert list(frame.columns) == list(COLUMNS)
    assert frame["start"][0] == noon
    assert frame["pain"][0] == 4
    assert frame["open"].tolist() == [False, True]
    assert frame["kind"].tolist() == ["", ""]


def test_without_rows_it_has_its_columns() -> None:
    assert dict(row_frame([], COLUMNS).dtypes.astype(str)) == COLUMNS
