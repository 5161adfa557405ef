"""The report for a clinician: one page to read in a minute, and an appendix."""

from tracker.exporting.pdf.document import pdf

__all__ = ["pdf"]
