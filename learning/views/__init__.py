"""Pages of how a group learns, one module a theme."""
