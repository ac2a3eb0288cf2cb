"""Footprints and what they run: initiatives, ratings, periods, highlight reports, asks, milestones."""
