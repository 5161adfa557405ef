"""Days: a month as a calendar, its days as a list, all of them searched as one types."""
