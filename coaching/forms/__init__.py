"""Forms of coach and group, one module a theme; they check and never save."""
