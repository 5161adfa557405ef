"""Line drawings of the exercises, made by code from data/drawings.toml."""

from tools.drawings.drawing import Drawing, drawing, names

__all__ = ["Drawing", "drawing", "names"]
