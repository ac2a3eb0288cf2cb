"""Reads across the record, as plain data for pages: each function says how many queries it costs."""
