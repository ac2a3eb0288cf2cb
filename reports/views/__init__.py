"""Pages drawn from a footprint's record."""
