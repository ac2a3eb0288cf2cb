"""Pages of a footprint's people and returns."""
