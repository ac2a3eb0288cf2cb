"""Reads that combine models of the record and give plain data."""
