"""Pages of coach and group, one module a theme."""
