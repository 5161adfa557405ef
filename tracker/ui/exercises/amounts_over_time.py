"""How much of a planned exercise was done lately: drawn, and as a list of stretches."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from tracker.analysis.doses import DoseDay, DoseStretch, dose_stretches
from tracker.charts.dose_bars import dose_chart
from tracker.ui.regional import counted, day_words, formats, span_text

DAYS = 84  # twelve weeks
HEADING = "What you did in the last 12 weeks"
FEW = 3  # days from which on there is something to see
MOST = 6  # stretches that are listed
EARLIER = "Earlier amounts are left out here."


def amounts_markup(days: Sequence[DoseDay], today: date) -> str:
    """The amounts of the last twelve weeks drawn day by day, and in words, newest first.

    Empty where there are only a day or two.
    """
    if len(days) < FEW:
        return ""
    stretches = dose_stretches(days)
    drawn = dose_chart(days, today - timedelta(days=DAYS - 1), today, formats())
    rows = "".join(map(_row, reversed(stretches[-MOST:])))
    more = f'<p class="bb-note">{EARLIER}</p>' if len(stretches) > MOST else ""
    return f'<h3>{HEADING}</h3>{drawn}<ul class="bb-amounts">{rows}</ul>{more}'


def _row(stretch: DoseStretch) -> str:
    amounts = []
    if stretch.repetitions is not None:
        amounts.append(counted(stretch.repetitions, "time"))
    if stretch.seconds is not None:
        amounts.append(f"{counted(stretch.seconds, 'second')} held")
    when = f"{span_text(stretch.first, stretch.last, year=False)}, {counted(stretch.days, 'day')}"
    if stretch.first == stretch.last:
        when = day_words(stretch.first, weekday="", month="%b")
    return f"<li><b>{escape(', '.join(amounts))}</b> <small>{escape(when)}</small></li>"
