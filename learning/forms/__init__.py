"""Forms of how a group learns, one module a theme; they check and never save."""
