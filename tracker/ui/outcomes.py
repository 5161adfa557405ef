"""How doing an exercise ended, as a mark and in words, the same on every screen."""

from tracker.model import Outcome

MARKS = {Outcome.DONE: "✓", Outcome.PARTLY: "◐", Outcome.STOPPED: "✕"}
ENDED = {Outcome.DONE: "done", Outcome.PARTLY: "partly", Outcome.STOPPED: "stopped for pain"}
