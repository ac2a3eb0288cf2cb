"""Pages on which a paper is checked, approved and published."""
