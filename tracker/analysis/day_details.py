"""What a day says beside pain, minutes and exercises, as a frame of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pandas as pd

from tracker.model import CheckIn, MedicineTaken

RATINGS = ("worst_pain", "interference", "sleep")


def details_frame(
    check_ins: Iterable[CheckIn], medicines: Iterable[MedicineTaken], first: date, last: date
) -> pd.DataFrame:
    """What check-ins and medicines say of each day from `first` to `last`, without gaps.

    Parameters
    ----------
    check_ins, medicines
        Of these days, in any order; others are left out.
    first, last
        The first and the last row, both included.

    Returns
    -------
    pandas.DataFrame
        One row a calendar day, indexed by "date". Columns: worst_pain, interference and
        sleep (0 to 10; NaN where it was not said); flare (boolean, NA where it was not
        answered); medicines (float: how many are recorded, NaN where none is: nobody says
        that there was none); off_work (boolean: true where it was ticked, else NA); sites
        (a tuple of places, empty where none was named).
    """
    said = {check_in.date: check_in for check_in in check_ins if first <= check_in.date <= last}
    taken = Counter(one.date for one in medicines if first <= one.date <= last)
    days = pd.date_range(first, last, name="date", unit="us")
    found = [said.get(at.date()) for at in days]
    frame = pd.DataFrame(
        {
            name: pd.array([getattr(one, name, None) for one in found], dtype="Float64")
            for name in RATINGS
        },
        index=days,
    ).astype("float64")
    frame["flare"] = pd.array([getattr(one, "flare", None) for one in found], dtype="boolean")
    frame["medicines"] = [float(taken[at.date()]) if at.date() in taken else None for at in days]
    frame["medicines"] = frame["medicines"].astype("float64")
    off_work = [True if one is not None and one.off_work else None for one in found]
    frame["off_work"] = pd.array(off_work, dtype="boolean")
    frame["sites"] = pd.Series([one.sites if one else () for one in found], days, dtype="object")
    return frame
