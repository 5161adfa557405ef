"""The report for a clinician: one page to read in a minute, and an appendix."""

from tracker.exchange.hand_over.pdf.report import pdf
from tracker.exchange.hand_over.pdf.typesetting import Paper

__all__ = ["Paper", "pdf"]
