"""Charts for paper: Vega with its data, in points, without Altair, pandas or a clock."""
