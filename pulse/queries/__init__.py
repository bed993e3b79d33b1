"""What the pages of the pulse read."""
