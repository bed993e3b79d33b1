"""What the pages of coach and group read, one module a theme."""
