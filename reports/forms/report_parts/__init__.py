"""The parts of the form of a highlight report. Each gives its fields, how they open, and what was typed into them."""
