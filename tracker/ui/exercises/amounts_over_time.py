"""How much of a planned exercise was done lately, as a list of stretches."""

from collections.abc import Sequence
from html import escape

from tracker.analysis.doses import DoseStretch
from tracker.ui.regional import counted, day_words, span_text

DAYS = 84  # twelve weeks
HEADING = "What you did in the last 12 weeks"
FEW = 3  # days from which on there is something to see
MOST = 6  # stretches that are listed
EARLIER = "Earlier amounts are left out here."


def amounts_markup(stretches: Sequence[DoseStretch]) -> str:
    """The stretches as a list, newest first; empty where there are only a day or two."""
    if sum(stretch.days for stretch in stretches) < FEW:
        return ""
    rows = "".join(map(_row, reversed(stretches[-MOST:])))
    more = f'<p class="bb-note">{EARLIER}</p>' if len(stretches) > MOST else ""
    return f'<h3>{HEADING}</h3><ul class="bb-amounts">{rows}</ul>{more}'


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
