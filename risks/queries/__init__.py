"""Reads across risks, matrices and assessments, as plain data for pages: each says how many queries it costs."""
