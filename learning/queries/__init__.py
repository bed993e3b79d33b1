"""What the pages of how a group learns read, one module a theme."""
