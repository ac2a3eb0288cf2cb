"""Pages of a locked period, drawn from its snapshot and not from rows that live on (docs/adr/0009)."""
