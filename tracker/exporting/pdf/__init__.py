"""The report for a clinician: one page to read in a minute, and an appendix."""

from tracker.exporting.pdf.document import pdf
from tracker.exporting.pdf.typesetting import Paper

__all__ = ["Paper", "pdf"]
