"""Line drawings of the exercises, made by code from drawings.toml into data/drawings."""
