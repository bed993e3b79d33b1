"""Pages of the pulse; thin."""
