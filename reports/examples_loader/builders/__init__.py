"""Make the rows of a footprint from checked example data. One module per noun group, each with a function ``build``."""
