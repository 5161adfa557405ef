"""Which stretch of time the trends show."""

from datetime import date, timedelta

from tracker.ui.period_picker import choose_period

SPANS = {
    "4w": ("4 weeks", 28),
    "12w": ("12 weeks", 84),
    "6m": ("6 months", 182),
    "1y": ("1 year", 365),
}
USUAL = "12w"


def choose_range(today: date, first_day: date) -> tuple[date, date]:
    """The first and last day to show, both included."""
    spans = {
        name: (words, today - timedelta(days=days - 1)) for name, (words, days) in SPANS.items()
    }
    return choose_period(today, spans | {"all": ("All", first_day)}, USUAL)
