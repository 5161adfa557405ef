"""Backbeat: a private back-pain diary that people run themselves."""

__version__ = "0.1.0"
