"""Forms, a module a subject."""
