"""Pages of published papers: anybody may read them, so none of them asks who does."""
