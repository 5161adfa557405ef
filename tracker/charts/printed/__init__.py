"""Charts for paper: Vega-Lite with its data, in points, without Altair, pandas or a clock."""
