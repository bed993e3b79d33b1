"""Pages of schools and of a person's own settings."""
