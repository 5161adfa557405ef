"""The last 28 days of pain beside the 28 before, in words: stated, not judged."""

from datetime import date

from tracker.analysis.trends import NOTABLE_POINTS, NOTABLE_SHARE, PainComparison
from tracker.ui.formatting import short_day


def comparison_text(comparison: PainComparison, last: date) -> str:
    """Both averages with how many days they are made of, and the change where there is one."""
    days = comparison.days
    now = _mean(comparison.now_mean, comparison.now_n, days)
    before = _mean(comparison.before_mean, comparison.before_n, days)
    return (
        f'<section class="bb-panel" aria-label="Pain compared"><h2>Pain, {days} days compared</h2>'
        f'<dl class="bb-figures"><div><dt>{days} days to {short_day(last)}</dt><dd>{now}</dd></div>'
        f"<div><dt>{days} days before</dt><dd>{before}</dd></div>"
        f"<div><dt>Change</dt><dd>{_change(comparison)}</dd></div></dl>"
        f"<p>{_remark(comparison)}</p></section>"
    )


def _mean(mean: float | None, n: int, days: int) -> str:
    if mean is None:
        return f"<strong>–</strong> <small>0 of {days} days</small>"
    return f"<strong>{mean:.1f}</strong> <small>{n} of {days} days</small>"


def _change(comparison: PainComparison) -> str:
    if comparison.change is None:
        return "<strong>–</strong>"
    percent = (
        "" if comparison.percent is None else f" <small>{comparison.percent:+.0f}&nbsp;%</small>"
    )
    return f"<strong>{comparison.change:+.1f}</strong>{percent}".replace("-", "−")


def _remark(comparison: PainComparison) -> str:
    measure = f"{NOTABLE_POINTS} points or {int(NOTABLE_SHARE * 100)}&nbsp;%"
    match comparison.notable:
        case None:
            return "With more logged days in both periods the two averages can be compared."
        case True:
            return (
                f"This reaches the fall of {measure} that studies of back pain count as a clear "
                "improvement. Discuss with your clinician what it means for you."
            )
        case False if comparison.change is not None and comparison.change > 0:
            return (
                f"Pain rose. Studies of back pain count a fall of {measure} as a clear improvement."
            )
        case False:
            return (
                f"Studies of back pain count a fall of {measure} as a clear improvement; "
                "this does not reach it."
            )
