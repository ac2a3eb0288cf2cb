"""Snapshots, papers and dashboards: everything that is drawn from the record."""
