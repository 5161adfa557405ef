"""Line drawings of the exercises, made by code from data/drawings.toml."""
